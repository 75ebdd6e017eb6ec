import {expect, test} from 'vitest';
import {setupOf} from '../../../src/session/play/build.ts';
import {figuresOf} from '../../../src/session/play/figures.ts';
import {act, type Bench, benchOf, type PlayAction} from '../../../src/session/play/play.ts';
import {firstRecipe, type Recipe} from '../../../src/session/play/recipe.ts';
import {measureSamples} from '../../../src/session/sampleMeasures.ts';

const begin = (change: Partial<Recipe> = {}): Bench => {
  const recipe = {...firstRecipe, ...change};
  const made = setupOf(recipe, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return benchOf(made.setup, recipe);
};

const after = (bench: Bench, ...actions: readonly PlayAction[]): Bench => actions.reduce(act, bench);

const keep: PlayAction = {type: 'keep', title: {zh: '一', en: 'one'}};

test('only the settings that differ are named, and each run has its own', () => {
  const first = after(begin(), {type: 'train', rounds: 80}, keep, {type: 'restart'});
  const other = after(
    first,
    {type: 'build', recipe: {...first.now.recipe, rate: '0.1', optimizer: 'adam'}},
    {type: 'train', rounds: 40},
  );
  const {differing, runs, tested, classes} = figuresOf(other.now);
  // Adam has settings that plain descent has not.
  expect(differing).toEqual(['optimizer', 'rate', 'beta1', 'beta2', 'epsilon']);
  expect(runs.map(({recipe, rounds}) => [recipe.optimizer, recipe.rate, rounds])).toEqual([
    ['sgd', '0.5', 80],
    ['adam', '0.1', 40],
  ]);
  expect({tested, classes}).toEqual({tested: false, classes: true});
});

test('sides mean something only where they do for all of them', () => {
  const kept = after(begin(), keep);
  const curve = {...kept.now.recipe, net: '1-4-1', data: 'sine'};
  expect(figuresOf(after(kept, {type: 'build', recipe: curve}).now).classes).toBe(false);
});

test('runs that were only trained for longer differ by nothing', () => {
  const bench = after(begin(), keep, {type: 'train', rounds: 8});
  expect(figuresOf(bench.now).differing).toEqual([]);
});

test('the figures are those of the samples and of the test, of each run where it stands', () => {
  const bench = after(begin({data: 'gauss', size: '40', split: '0.3'}), {type: 'train', rounds: 200}, keep, {
    type: 'train',
    rounds: 200,
  });
  const {runs, tested} = figuresOf(bench.now);
  expect(tested).toBe(true);
  const {state} = bench.now;
  const starts = [...state.others.values(), state].map(({start}) => start);
  for (const [i, {setup, parameters}] of starts.entries()) {
    expect(runs[i]!.samples).toEqual(measureSamples(setup.network, parameters, setup.samples));
    expect(runs[i]!.test).toEqual(measureSamples(setup.network, parameters, setup.test));
    expect(runs[i]!.test!.size).toBe(12);
  }
  expect(runs[0]!.samples).not.toEqual(runs[1]!.samples);
});

test('a run that diverged says in which round', () => {
  const bench = after(begin({activation: 'identity', rate: '90'}), {type: 'train', rounds: 2000});
  expect(figuresOf(bench.now).runs[0]!.divergedAt).toBeGreaterThan(0);
});
