import {describe, expect, test} from 'vitest';
import {dataSet} from '../../src/engine/datasets.ts';
import {loadNetFile} from '../../src/lesson/load.ts';
import {formatProblem} from '../../src/lesson/problemWords.ts';
import {noFiles} from './marked.ts';

const net = (layers: string, data: string): string => `format: 1
network: {layers: ${layers}, activation: tanh, loss: half-squared-error, init: {kind: zeros}}
optimizer: {kind: sgd, rate: 1}
data: ${data}
`;

async function samples(layers: string, data: string, files: Readonly<Record<string, string>> = {}) {
  const readFile = async (path: string): Promise<string> => files[path] ?? noFiles(path);
  const result = await loadNetFile('a.yaml', net(layers, data), readFile);
  return result.ok ? result.value.samples : result.problems.map((problem) => formatProblem(problem, 'en'));
}

describe('a named set', () => {
  test('gives the engine’s samples', async () => {
    const {inputs, targets} = dataSet('spiral', {size: 7, noise: 0.5, seed: 3});
    expect(await samples('[[a, b], [c]]', '{set: spiral, size: 7, noise: 0.5, seed: 3}')).toEqual(
      inputs.map((input, i) => ({input, target: targets[i]})),
    );
    expect(await samples('[[a, b], [c]]', 'xor')).toHaveLength(4);
  });

  test.each([
    ['[[a], [c]]', 'xor', /^a.yaml:4:7: .*1 inputs and 1 outputs, found xor with 2 and 1/],
    [
      '[[a, b], [c, d]]',
      '{set: circle}',
      /^a.yaml:4:13: .*2 inputs and 2 outputs, found circle with 2 and 1/,
    ],
    ['[[a, b], [c]]', '{set: xor, size: 3}', /^a.yaml:4:18: .*no "size" for the set xor/],
    ['[[a, b], [c]]', '{set: xor, noise: 0.1}', /no "noise" for the set xor/],
    ['[[a], [c]]', '{set: symmetry, size: 13}', /^a.yaml:4:29: .*at most 12 for symmetry, found 13/],
    ['[[a, b], [c]]', '{set: gauss, size: 0}', /a number ≥ 1, found 0/],
    ['[[a, b], [c]]', '{set: gauss, noise: -1}', /a number ≥ 0, found -1/],
    ['[[a, b], [c]]', 'gaus', /Did you mean "gauss"\?/],
    ['[[a, b], [c]]', '7', /a list of samples, the name of a data set/],
    ['[[a, b], [c]]', '[]', /at least 1, found 0/],
  ])('that does not fit is a problem: %s %s', async (layers, data, words) => {
    expect(await samples(layers, data)).toEqual([expect.stringMatching(words)]);
  });
});

describe('a CSV file', () => {
  const read = (text: string) => samples('[[a, b], [c]]', '{csv: sub/d.csv}', {'sub/d.csv': text});

  test('holds the inputs and last the targets, with or without a header', async () => {
    const rows = [
      {input: [1, -2.5], target: [3]},
      {input: [0.5, 1e-3], target: [-4]},
    ];
    expect(await read('1,-2.5,3\n.5,1e-3,-4\n')).toEqual(rows);
    expect(await read('\ufeffheight,width,class\r\n 1 , -2.5, 3\r\n\r\n"+.5",1E-3,-4.\r\n')).toEqual(rows);
  });

  test.each([
    ['a,b,c\n1,2,3\n1,x,3\n4,,6\n', [/sub\/d\.csv:3:2 \(row:column, "b"\), found "x"/, /:4:2 .*found ""/]],
    ['1,2,3\n1,2,0x10\n1,NaN,Infinity\n', [/:2:3 .*"0x10"/, /:3:2 .*"NaN"/, /:3:3 .*"Infinity"/]],
    ['1,2,3\n1,2,1e999\n', [/:2:3 .*"1e999"/]],
    ['1,2,3\n1,2\n1,2,3,4\n', [/3 columns in line 2 .*found 2/, /line 3 .*found 4/]],
    ['1,2,3\n"1,2,3\n', [/quotes in line/]],
    ['', [/samples in "sub\/d.csv", found none/]],
    ['a,b,c\n', [/found none/]],
    ['x'.repeat(20_000_001), [/at most 20000000 characters, found 20000001/]],
    ['1,2,3\n'.repeat(100_001), [/at most 100000 samples, found 100001/]],
  ])('with mistakes: %.30j', async (text, words) => {
    const found = await read(text);
    expect(found).toEqual(words.map((pattern) => expect.stringMatching(pattern)));
    for (const line of found) expect(line).toMatch(/^a\.yaml:4:13: /);
  });

  test('a missing one is one problem, with the reason', async () => {
    expect(await samples('[[a], [c]]', '{csv: none.csv}')).toEqual([
      expect.stringMatching(/^a.yaml:4:13: .*"none.csv".*no file none.csv/),
    ]);
  });

  test.each([
    '/etc/passwd',
    '../x.csv',
    'a/../../x',
    '~/x',
    'C:\\x',
    'file:///x',
    '\\\\host\\x',
    'a\\..\\..\\x',
  ])('elsewhere on the machine is not read: %s', async (path) => {
    let asked = 0;
    const result = await loadNetFile('a.yaml', net('[[a], [c]]', `{csv: '${path}'}`), async () => {
      asked++;
      return '1,2';
    });
    expect(result.ok ? '' : result.problems.map(({code}) => code)).toEqual(['bad-csv-path']);
    expect(asked).toBe(0);
  });
});

describe('the targets of a CSV file', () => {
  const text = 'class;height;width\n1;2;3\n4;5;6\n';
  const read = (data: string, layers = '[[a, b], [c]]') => samples(layers, data, {'d.csv': text});

  test('are the last columns, or those that are named', async () => {
    expect(await read('{csv: d.csv}')).toEqual([
      {input: [1, 2], target: [3]},
      {input: [4, 5], target: [6]},
    ]);
    expect(await read('{csv: d.csv, targets: [class]}')).toEqual([
      {input: [2, 3], target: [1]},
      {input: [5, 6], target: [4]},
    ]);
    expect(await read('{csv: d.csv, targets: [width, 1]}', '[[a], [c, d]]')).toEqual([
      {input: [2], target: [3, 1]},
      {input: [5], target: [6, 4]},
    ]);
  });

  test.each([
    ['{csv: d.csv, targets: [clas]}', '[[a, b], [c]]', /^a.yaml:4:30: .*Did you mean "class"\?/],
    ['{csv: d.csv, targets: [4]}', '[[a, b], [c]]', /^a.yaml:4:30: .*column of d.csv, found "4".*1 to 3/],
    ['{csv: d.csv, targets: [class, 1]}', '[[a], [c, d]]', /^a.yaml:4:37: .*as a target once, found "1"/],
    ['{csv: d.csv, targets: [class]}', '[[a], [c, d]]', /^a.yaml:4:13: .*2 target columns.*found 1/],
    ['{csv: d.csv}', '[[a], [c]]', /^a.yaml:4:13: .*2 columns in d.csv.*1 inputs and 1 outputs, found 3/],
    ['{csv: d.csv, separator: comma}', '[[a, b], [c]]', /^a.yaml:4:13: .*samples in|1 in all|found 1/],
    ['{csv: d.csv, separator: x}', '[[a, b], [c]]', /one of comma, semicolon, tab/],
  ])('that cannot be: %s for %s', async (data, layers, words) => {
    expect(await read(data, layers)).toContainEqual(expect.stringMatching(words));
  });
});
