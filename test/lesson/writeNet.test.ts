import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {dataSetNames, dataSetOptions} from '../../src/engine/datasets.ts';
import type {Setup} from '../../src/lesson/lesson.ts';
import {loadNetFile, type ReadFile} from '../../src/lesson/load.ts';
import {type CsvPath, listed} from '../../src/lesson/netFile.ts';
import {formatProblem} from '../../src/lesson/problemWords.ts';
import {withSamples} from '../../src/lesson/withSamples.ts';
import {writeNet} from '../../src/lesson/writeNet.ts';
import {setupOf} from '../../src/session/play/build.ts';
import {firstRecipe} from '../../src/session/play/recipe.ts';
import {loadShipped, shippedFiles} from '../lessons/shipped.ts';
import {noFiles} from './marked.ts';
import {bitsOf, randomSetup, randomSplit} from './randomSetup.ts';

function textOf(setup: Setup, csvPath: CsvPath = listed): string {
  const written = writeNet(setup, csvPath);
  if (!written.ok) throw new Error(written.words.en);
  return written.text;
}

async function setupOfText(text: string, readFile: ReadFile = noFiles): Promise<Setup> {
  const loaded = await loadNetFile('saved.yaml', text, readFile);
  if (!loaded.ok)
    throw new Error(`${loaded.problems.map((problem) => formatProblem(problem, 'en')).join('\n')}\n${text}`);
  return loaded.value;
}

const again = (setup: Setup, csvPath?: CsvPath, readFile?: ReadFile): Promise<Setup> =>
  setupOfText(textOf(setup, csvPath), readFile);

const setOf = fc.constantFrom(...dataSetNames).chain((set) => {
  const options = dataSetOptions[set];
  return fc.record(
    {
      set: fc.constant(set),
      ...(options.size !== undefined && {size: fc.integer({min: 1, max: 6})}),
      ...(options.noise && {noise: fc.double({min: 0, max: 2, noNaN: true}), seed: fc.maxSafeInteger()}),
    },
    {requiredKeys: ['set']},
  );
});

async function expectSame(setup: Setup): Promise<void> {
  const read = await again(setup);
  expect(read).toEqual(setup);
  expect(bitsOf(read)).toEqual(bitsOf(setup));
}

test('any net that is read back is the same, to the last bit', async () => {
  await fc.assert(
    fc.asyncProperty(randomSetup, async (setup) => expectSame(await setup)),
    {numRuns: 200},
  );
});

describe.each(shippedFiles)('the nets of %s', (file) => {
  test('are read back as they were', async () => {
    const {runs} = await loadShipped(file);
    for (const {setup} of runs.values()) await expectSame(setup);
  });
});

/** A net that fits a data set. */
const netFor = (data: string, layers: string): string => `format: 1
network: {layers: ${layers}, activation: tanh, loss: half-squared-error, init: {kind: he, seed: 1}, biases: init}
optimizer: {kind: adam, rate: 0.01}
${data}
`;

const layersFor = (inputs: number, targets: number): string =>
  JSON.stringify(
    [inputs, targets].map((size, layer) => Array.from({length: size}, (_, i) => `n${layer}${i}`)),
  );

describe('samples', () => {
  test('of a named set stay named, with their options and their split', async () => {
    await fc.assert(
      fc.asyncProperty(setOf, fc.option(randomSplit, {nil: undefined}), async (set, by) => {
        const {size = dataSetOptions[set.set].size ?? 2} = set as {size?: number};
        const [inputs, targets] = {symmetry: [size, 1], encoder: [size, size], sine: [1, 1]}[
          set.set as string
        ] ?? [2, 1];
        // One sample cannot be divided.
        const isOne = size === 1 && set.set !== 'symmetry';
        const data = `data: ${JSON.stringify(set)}${by === undefined || isOne ? '' : `\ntest: ${JSON.stringify(by)}`}`;
        const setup = await setupOfText(netFor(data, layersFor(inputs!, targets!)));
        const text = textOf(setup);
        expect(text).not.toContain('input:');
        expect(await setupOfText(text)).toEqual(setup);
      }),
      {numRuns: 60},
    );
  });

  test('that a set did not make are listed, whatever the setup says', async () => {
    const setup = await setupOfText(netFor('data: xor\ntest: {fraction: 0.5, seed: 3}', '[[a, b], [c]]'));
    const moved = {...setup, samples: setup.samples.with(0, {input: [0.5, -0], target: [1]})};
    expect((await again(moved)).samples).toEqual(moved.samples);
    const turned = {
      ...setup,
      samples: setup.samples.map(({input, target}) => ({input: input.map((x) => -x), target})),
    };
    expect(bitsOf(await again(turned))).toEqual(bitsOf(turned));
    expect(await again(withSamples(setup, moved))).toEqual(withSamples(setup, moved));
    const more = {...setup, samples: [...setup.samples, ...setup.samples]};
    const read = await again(more);
    expect([read.samples, read.test, read.split]).toEqual([more.samples, more.test, undefined]);
  });

  test.each([
    ['the sign of a 0', {input: [-0, 0], target: [0]}],
    ['a name', {input: [0, 0], target: [0], name: 'first'}],
  ])('that differ from a set by %s are listed', async (_what, sample) => {
    const setup = await setupOfText(netFor('data: xor', '[[a, b], [c]]'));
    const changed = {...setup, samples: setup.samples.with(0, sample)};
    const read = await again(changed);
    expect(read.source).toBeUndefined();
    expect(read.samples).toEqual(changed.samples);
    expect(bitsOf(read)).toEqual(bitsOf(changed));
  });

  const csv = 'data: {csv: data/d.csv, targets: [c], separator: semicolon}\ntest: {csv: t.csv}';
  const readFile: ReadFile = async (path) => {
    if (path === 'data/d.csv' || path === '../data/d.csv') return 'c;a;b\n1;2;3\n4;5;6\n';
    return path === 't.csv' ? '7,8,9\n' : noFiles(path);
  };

  test('of a CSV file stay there where the file can name it', async () => {
    const setup = await setupOfText(netFor(csv, '[[a, b], [c]]'), readFile);
    const kept = textOf(setup, (path) => path);
    expect(kept).toContain('{csv: data/d.csv, targets: [c], separator: semicolon}');
    expect(await setupOfText(kept, readFile)).toEqual(setup);
  });

  test.each([
    ['no file beside it', listed],
    ['a path that leads out of the folder', (path: string) => `../${path}`],
    ['an absolute path', (path: string) => `/home/${path}`],
  ] as const)('of a CSV file are listed where there is %s', async (_what, csvPath) => {
    const setup = await setupOfText(netFor(csv, '[[a, b], [c]]'), readFile);
    const {source: _, testSource: __, ...rest} = setup;
    expect(await again(setup, csvPath)).toEqual(rest);
  });
});

test('a net of free play is read back with the way to draw it anew', async () => {
  for (const data of dataSetNames) {
    const net = {symmetry: '6-3-1', encoder: '8-3-8', sine: '1-4-1'}[data as string] ?? '2-4-1';
    const made = setupOf({...firstRecipe, net, data, seed: '42'}, undefined);
    if (!made.ok) throw new Error(made.problem.words.en);
    await expectSame(made.setup);
    expect(textOf(made.setup)).not.toContain('input:');
    expect(made.setup.init).toMatchObject({seed: 42});
  }
});

test('a person can read it', () => {
  const made = setupOf({...firstRecipe, net: '2-2-1'}, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  const numbered = withSamples({...made.setup, parameters: [1, 2, 3, 4, 5, 6, 7, 8, 9]}, made.setup);
  const text = textOf(numbered);
  expect(text).toContain('  layers: [[x1, x2], [h1, h2], [o]]\n');
  expect(text).toContain('  weights: {x1->h1: 1, x2->h1: 2, x1->h2: 3, x2->h2: 4, h1->o: 7, h2->o: 8}\n');
  expect(text).toContain('\ndata:\n  - {input: [0, 0], target: [0]}\n  - {input: [0, 1], target: [1]}\n');
  expect(textOf(made.setup)).toContain('\ndata: xor\n');
});

test('no line is long, however many numbers there are', () => {
  const {setup} = setupOf(firstRecipe, undefined) as {setup: Setup};
  const samples = [
    {input: Array.from({length: 12}, (_, i) => Math.sin(i)), target: new Array(12).fill(1 / 3)},
  ];
  const made = setupOf(
    {...firstRecipe, net: '12-20-12', data: 'own'},
    {recipe: firstRecipe, setup: withSamples(setup, {samples})},
  );
  if (!made.ok) throw new Error(made.problem.words.en);
  for (const line of textOf(made.setup).split('\n')) expect(line.length).toBeLessThanOrEqual(120);
});

describe('what no file can hold is refused', () => {
  const made = setupOf(firstRecipe, undefined);
  const {setup} = made as {setup: Setup};

  test.each([
    [
      'a net that has diverged',
      {...setup, parameters: setup.parameters.with(2, Number.NaN)},
      /w\.x1->h2 = NaN.*diverged/,
    ],
    [
      'an infinite weight',
      {...setup, parameters: setup.parameters.with(0, Number.NEGATIVE_INFINITY)},
      /-Infinity/,
    ],
    [
      'samples that are no numbers',
      {...setup, samples: [{input: [0, Number.NaN], target: [0]}]},
      /finite numbers in the samples/,
    ],
    [
      'more samples than a file may list',
      withSamples(setup, {samples: new Array(40_000).fill({input: [1 / 3, 1 / 7], target: [1]})}),
      /at most 1000000 characters, found \d+\. Put the samples into a CSV file/,
    ],
  ] as const)('%s', (_what, broken, words) => {
    const written = writeNet(broken, listed);
    expect(written).toMatchObject({ok: false});
    if (written.ok) return;
    expect(written.words.en).toMatch(words);
    expect(written.words.zh).toMatch(/[\u4e00-\u9fff].*。$/);
  });
});

test('of a split that does not make these two sides all samples are listed, whatever file they came from', () => {
  const made = setupOf(firstRecipe, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  const {samples} = made.setup;
  const given = {...made.setup, source: {csv: 'a.csv'}, split: {fraction: 0.5, seed: 1}};
  const text = (setup: Setup): string => textOf(setup, (path) => path);
  expect(text({...given, samples: samples.slice(0, 2), test: samples.slice(2)})).toContain('csv: a.csv');
  const other = text({...given, samples: samples.slice(0, 3), test: samples.slice(3)});
  expect(other).not.toContain('csv');
  expect(other).not.toContain('fraction');
});
