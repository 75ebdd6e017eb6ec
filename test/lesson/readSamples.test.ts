import {describe, expect, test} from 'vitest';
import {split} from '../../src/engine/split.ts';
import type {Setup} from '../../src/lesson/lesson.ts';
import {loadLesson, loadNetFile} from '../../src/lesson/load.ts';
import {formatProblem} from '../../src/lesson/problemWords.ts';
import {withSamples} from '../../src/lesson/withSamples.ts';

const files: Readonly<Record<string, string>> = {'d.csv': '1,2,3\n4,5,6\n7,8,9\n'};
const readFile = async (path: string): Promise<string> => files[path] ?? Promise.reject(new Error('none'));

const net = (rest: string, network = 'init: {kind: he, seed: 3}, biases: init'): string => `format: 1
network: {layers: [[a, b], [c]], activation: tanh, loss: half-squared-error, ${network}}
optimizer: {kind: sgd, rate: 1}
${rest}
`;

async function setupOf(text: string): Promise<Setup> {
  const loaded = await loadNetFile('a.yaml', text, readFile);
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => formatProblem(problem, 'en')).join('\n'));
  return loaded.value;
}

async function problemsOf(text: string): Promise<readonly string[]> {
  const loaded = await loadNetFile('a.yaml', text, readFile);
  return loaded.ok ? [] : loaded.problems.map((problem) => formatProblem(problem, 'en'));
}

async function runOf(rest: string, run: string): Promise<Setup> {
  const text = `${net(rest)}
id: a
title: a
summary: a
steps: [{title: a, say: a}]
`;
  const loaded = await loadLesson('a.yaml', text, readFile);
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => formatProblem(problem, 'en')).join('\n'));
  return loaded.value.runs.get(run)!.setup;
}

describe('a setup remembers', () => {
  test('how its parameters are drawn', async () => {
    const {init} = await setupOf(net('data: xor'));
    expect(init).toEqual({kind: 'he', distribution: 'normal', seed: 3});
    expect(await setupOf(net('data: xor', 'weights: {a->c: 1, b->c: 2}'))).not.toHaveProperty('init');
  });

  test('the way to draw them beside weights that are given: the weights hold', async () => {
    const given = 'weights: {a->c: 1, b->c: 2}, biases: {c: 3}, init: {kind: xavier, seed: 1}';
    const {parameters, init} = await setupOf(net('data: xor', given));
    expect(parameters).toEqual([1, 2, 3]);
    expect(init).toEqual({kind: 'xavier', distribution: 'uniform', seed: 1});
  });

  test.each([
    ['data: xor', {set: 'xor'}],
    ['data: {set: circle, size: 9, noise: 0.5, seed: 2}', {set: 'circle', size: 9, noise: 0.5, seed: 2}],
    ['data: {csv: d.csv}', {csv: 'd.csv'}],
    ['data: [{input: [1, 2], target: [3]}]', undefined],
  ])('where its samples come from: %s', async (data, source) => {
    const setup = await setupOf(net(`${data}\ntest: {set: or}`));
    expect(setup.source).toEqual(source);
    expect(setup.testSource).toEqual({set: 'or'});
    expect(setup).not.toHaveProperty('split');
  });
});

describe('test: {fraction, seed}', () => {
  test('puts a part of the data aside', async () => {
    const {samples: whole} = await setupOf(net('data: {set: circle, size: 10}'));
    const setup = await setupOf(net('data: {set: circle, size: 10}\ntest: {fraction: 0.3, seed: 5}'));
    const {kept, aside} = split(whole, {fraction: 0.3, seed: 5});
    expect(setup.samples).toEqual(kept);
    expect(setup.test).toEqual(aside);
    expect(aside).toHaveLength(3);
    expect(setup).toMatchObject({source: {set: 'circle', size: 10}, split: {fraction: 0.3, seed: 5}});
    expect(setup).not.toHaveProperty('testSource');
  });

  test('has the seed 0 where it gives none, and leaves a sample on each side', async () => {
    const setup = await setupOf(net('data: xor\ntest: {fraction: 0.001}'));
    expect(setup.split).toEqual({fraction: 0.001, seed: 0});
    expect([setup.samples.length, setup.test.length]).toEqual([3, 1]);
  });

  test.each([
    ['data: [{input: [1, 2], target: [3]}]\ntest: {fraction: 0.5}', /^a.yaml:5:7: .*2 samples.*found 1/],
    ['data: xor\ntest: {fraction: 1}', /^a.yaml:5:18: .*number < 1, found 1/],
    ['data: xor\ntest: {fraction: 0}', /number > 0, found 0/],
    ['data: xor\ntest: {fraction: 0.5, seed: x}', /whole number/],
    ['data: xor\ntest: {fraction: 0.5, size: 3}', /unknown|"size"/],
    ['data: xor\ntest: 5', /\{fraction: …, seed: …\}/],
    ['data: {fraction: 0.5}', /^a.yaml:4:/],
  ])('that is wrong is one problem: %j', async (rest, words) => {
    expect(await problemsOf(net(rest))).toContainEqual(expect.stringMatching(words));
  });

  const main = 'data: {set: gauss, size: 10}\ntest: {fraction: 0.2, seed: 1}\nruns:\n  r: {title: r, ';

  test('holds for a run that says nothing of its own', async () => {
    const [setup, run] = [
      await runOf(`${main}updates: layer-by-layer}`, 'main'),
      await runOf(`${main}updates: layer-by-layer}`, 'r'),
    ];
    expect(run).toEqual({...setup, updates: 'layer-by-layer'});
  });

  test('in a run of its own divides the whole data anew', async () => {
    const run = await runOf(`${main}test: {fraction: 0.5, seed: 2}}`, 'r');
    const {samples} = await setupOf(net('data: {set: gauss, size: 10}'));
    expect(run.test).toEqual(split(samples, {fraction: 0.5, seed: 2}).aside);
    expect(run).toMatchObject({source: {set: 'gauss'}, split: {seed: 2}});
  });

  test('gives a run with other data the same test, which is listed', async () => {
    const setup = await runOf(`${main}data: xor}`, 'main');
    const run = await runOf(`${main}data: xor}`, 'r');
    expect(run.test).toEqual(setup.test);
    expect(run.samples).toHaveLength(4);
    expect(run.source).toEqual({set: 'xor'});
    expect(run.split).toBeUndefined();
  });

  test('gives a run with another test the whole data to learn from', async () => {
    const run = await runOf(`${main}test: xor}`, 'r');
    expect(run.samples).toHaveLength(10);
    expect(run).toMatchObject({source: {set: 'gauss'}, testSource: {set: 'xor'}});
    expect(run.split).toBeUndefined();
  });
});

describe('samples that are changed by hand', () => {
  const sample = {input: [9, 9], target: [9]};

  test('are listed: their source is forgotten, that of the others is not', async () => {
    const setup = await setupOf(net('data: xor\ntest: or'));
    const changed = withSamples(setup, {samples: setup.samples.with(1, sample)});
    expect(changed.samples[1]).toBe(sample);
    expect(changed).not.toHaveProperty('source');
    expect(changed.testSource).toEqual({set: 'or'});
    const other = withSamples(setup, {test: []});
    expect(other.source).toEqual({set: 'xor'});
    expect(other).not.toHaveProperty('testSource');
  });

  test('stay split where as many are on each side', async () => {
    const setup = await setupOf(net('data: xor\ntest: {fraction: 0.5, seed: 1}'));
    const edited = withSamples(setup, {test: setup.test.with(0, sample)});
    expect(edited).not.toHaveProperty('source');
    expect(edited.split).toEqual(setup.split);
    const shorter = withSamples(setup, {samples: setup.samples.slice(1)});
    expect(shorter).not.toHaveProperty('source');
    expect(shorter).not.toHaveProperty('split');
  });
});
