import {describe, expect, test} from 'vitest';
import {limits} from '../../src/lesson/limits.ts';
import {createCollector, type Problems} from '../../src/lesson/problem.ts';
import {createPositions} from '../../src/lesson/source.ts';
import {plainValue} from '../../src/lesson/tree.ts';
import {parseYaml} from '../../src/lesson/yaml.ts';
import {changed, complaints, lesson, load, marked} from './marked.ts';

async function parsed(text: string): Promise<Problems & {value: unknown}> {
  const collector = createCollector('a.yaml', createPositions(text));
  const root = await parseYaml(text, collector);
  return {value: root && plainValue(root), ...collector.result()};
}

/** The code of the first problem and its place, `line:column code`. */
async function first(text: string): Promise<string> {
  const {problems} = await parsed(text);
  return problems[0] === undefined ? '' : `${problems[0].line}:${problems[0].column} ${problems[0].code}`;
}

test('a readable text is its values', async () => {
  const {value, problems} = await parsed(
    'a: [1, -0.5, 1e-9, true, ~, "1"]\nb: |\n  x\n  y\nc:\n? d\n: {e: f, "g": }\n',
  );
  expect(problems).toEqual([]);
  expect(JSON.parse(JSON.stringify(value))).toEqual({
    a: [1, -0.5, 1e-9, true, null, '1'],
    b: 'x\ny\n',
    c: null,
    d: {e: 'f', g: null},
  });
});

describe('hostile files are refused without being read', () => {
  const deep = (open: string): string => open.repeat(5000);
  test.each([
    ['brackets', deep('[')],
    ['closed brackets', deep('[') + ']'.repeat(5000)],
    ['braces', deep('{a: ')],
    ['lists', deep('- ')],
    ['questions', deep('? ')],
    ['indented maps', Array.from({length: 900}, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('nested too deep: %s', async (_name, text) => {
    expect(await first(text)).toMatch(/^\d+:\d+ too-deep$/);
  });

  test('as deep as allowed is read', async () => {
    expect(await first('['.repeat(limits.depth) + ']'.repeat(limits.depth))).toBe('');
    expect(await first('['.repeat(limits.depth + 1) + ']'.repeat(limits.depth + 1))).toMatch(/too-deep/);
  });

  test('too large, whatever it holds', async () => {
    expect(await first('x'.repeat(5_000_000))).toBe('1:1 too-large');
  });

  test('aliases that stand for too much', async () => {
    const bomb = Array.from({length: 12}, (_, i) =>
      i === 0 ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]' : `a${i}: &a${i} [${Array(10).fill(`*a${i - 1}`)}]`,
    ).join('\n');
    expect(await first(bomb)).toBe('1:1 too-many-values');
  });

  test.each([
    ['keys', Array.from({length: 25_000}, (_, i) => `k${i}: 1`).join('\n')],
    ['anchors of one value', '&a '.repeat(80_000)],
    ['anchors', Array.from({length: 15_000}, (_, i) => `k${i}: &a${i} 1`).join('\n')],
    ['documents', '---\na: 1\n'.repeat(100_000)],
    ['equal keys', 'a: 1\n'.repeat(40_000)],
    ['directives', '%a\n'.repeat(300_000)],
    ['quotes', "'".repeat(900_000)],
    ['dashes', '-\n'.repeat(100_000)],
    ['exclamation marks', '!'.repeat(900_000)],
  ])('much of one thing has an answer: %s', async (_name, text) => {
    expect((await load(text)).ok).toBe(false);
  });

  test('much that is wrong has an answer', async () => {
    const samples = '  - {input: [1,2,3], target: [], x: 1}\n'.repeat(5_000);
    expect((await load(changed('  - {input: [1, 0], target: [1]}\n', samples))).ok).toBe(false);
    const words = `{{ ${'a:'.repeat(95)} x y}}${'{{ zz }}'.repeat(300)}`;
    const step = `  - title: a\n    say: '${words}'\n`;
    const steps = await load(changed('steps:\n', `steps:\n${step.repeat(100)}`));
    expect(steps.ok ? 0 : steps.more).toBeGreaterThan(10_000);
  });
});

describe('what YAML allows and a lesson does not', () => {
  test.each([
    ['a: ‸*b\n', 'unknown-alias'],
    ['a: &a [‸*a]\n', 'unknown-alias'],
    ['a: ‸!!js/function x\n', 'tag'],
    ['a: ‸!foo x\n', 'tag'],
    ['a: ‸!!str 3\n', 'tag'],
    ['a: 1\nb: 2\n‸a: 3\n', 'duplicate-key'],
    ['a: {b: 1, ‸"b": 2}\n', 'duplicate-key'],
    ['‸__proto__: {x: 1}\n', 'forbidden-key'],
    ['? ‸[a]\n: 1\n', 'key-not-text'],
    ['a: {‸{ b }}\n', 'key-not-text'],
    ['a: 1\n‸---\nb: 2\n', 'several-documents'],
    ['‸%YAML 1.1\n---\na: yes\n', 'syntax'],
    ['‸', 'empty-file'],
    ['‸# only words\n', 'empty-file'],
    ['a:\n‸\tb: 1\n', 'syntax'],
    ['a: [1\n‸b: 2\n', 'syntax'],
  ])('%j', async (written, code) => {
    const {text, places} = marked(written);
    const {problems} = await parsed(text);
    const found = problems.map(({line, column, code}) => `a.yaml:${line}:${column}: ${code}`);
    expect(found[0]).toBe(`${places[0]} ${code}`);
  });

  test('constructor and prototype are keys like others', async () => {
    const {value, problems} = await parsed('constructor: 1\nprototype: 2\ntoString: 3\n');
    expect(problems).toEqual([]);
    expect(Object.entries(value as object)).toEqual([
      ['constructor', 1],
      ['prototype', 2],
      ['toString', 3],
    ]);
  });

  test('a root that is no map is one problem', async () => {
    for (const text of ['- a\n', 'text\n', '3\n', '""\n'])
      expect(await complaints(text)).toEqual([expect.stringMatching(/^a\.yaml:1:1: expected a map/)]);
  });

  test('several mistakes in the YAML itself are named together', async () => {
    const found = await complaints('a:\n  - b: 1\n   c: 2\nd: "\\q"\n');
    expect(found.map((line) => line.slice(0, 8))).toEqual(['a.yaml:3', 'a.yaml:4']);
  });

  test('a template without quotes is told to get them', async () => {
    for (const say of [
      'say: {zh: {{ yo }}, en: x}',
      'say: the output: {{ yo }}',
      'say: {zh: a {{ yo }}, en: b}',
    ])
      expect((await complaints(lesson.replace(/say: \{zh: '.*/, say))).join()).toMatch(/quotes/);
  });
});

describe('characters that a terminal would obey', () => {
  test.each([
    ['escape', '\u001b'],
    ['bell', '\u0007'],
    ['C1 control', '\u009b'],
    ['delete', '\u007f'],
    ['right-to-left override', '\u202e'],
    ['isolate', '\u2066'],
    ['line separator', '\u2028'],
    ['half a character', '\ud83d'],
    ['lone carriage return', '\r'],
    ['zero', '\u0000'],
    ['late byte order mark', '\ufeff'],
  ])('%s is refused at its place, in words, names and comments', async (_name, character) => {
    const {text, places} = marked(
      lesson.replace('小课', '小‸?课').replace('Forward}', "'Forw‸?ard'} # co‸?mment"),
    );
    const hostile = text.replaceAll('?', character);
    const found = await complaints(hostile);
    expect(found.map((line) => line.replace(/^(\S+) .*/, '$1'))).toEqual(places);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not come out
    for (const line of found) expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u202e\u2066]/);
  });

  test('an escape in double quotes is no way round', async () => {
    for (const written of ['\\e', '\\u202e', '\\x07', '\\0', '\\N', '\\L']) {
      const found = await complaints(changed('小课', `"a${written}b"`));
      expect(found).toEqual([expect.stringMatching(/^a\.yaml:3:\d+: .*control character U\+/)]);
    }
  });

  test('emoji, accents and Chinese are words', async () => {
    expect(await complaints(changed('小课', '👩🏽‍🔬 é 隐藏层 ∂L/∂w'))).toEqual([]);
  });
});
