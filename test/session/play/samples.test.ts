import {expect, test} from 'vitest';
import {withSamples} from '../../../src/lesson/withSamples.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {act, benchOf, redo, undo} from '../../../src/session/play/play.ts';
import {firstRecipe, OWN_DATA} from '../../../src/session/play/recipe.ts';
import {passOf} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';

const begin = (split = '0') => {
  const recipe = {...firstRecipe, split};
  const made = setupOf(recipe, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return benchOf(made.setup, recipe);
};
const sample = {input: [0.25, -3], target: [0.75]};

test('a sample that is another one makes the data one’s own, and the net keeps its numbers', () => {
  const trained = act(begin(), {type: 'train', rounds: 10});
  const {now} = act(trained, {type: 'replaceSample', from: 'samples', index: 0, sample});
  expect(now.state.start.setup.samples[0]).toBe(sample);
  expect(now.state.start.setup).not.toHaveProperty('source');
  expect(now.recipe.data).toBe(OWN_DATA);
  expect(now.state.start.parameters).toBe(trained.now.state.start.parameters);
  expect(passOf(now.state).values.get('t.o')).toBe(0.75);
  const same = act({now, past: [], future: []}, {type: 'replaceSample', from: 'samples', index: 0, sample});
  expect(same.now).toBe(now);
});

test('it is done as a lesson does it, which comes to the very same', () => {
  const trained = act(begin('0.25'), {type: 'train', rounds: 7});
  for (const action of [
    {type: 'replaceSample', from: 'test', index: 0, sample},
    {type: 'insertSample', from: 'samples', index: 1, sample},
    {type: 'removeSample', from: 'samples', index: 2},
  ] as const) {
    const {now} = act(trained, action);
    const again = now.by!.reduce(update, trained.now.state);
    expect(again.start.setup).toEqual(now.state.start.setup);
    expect(again.start.parameters).toEqual(now.state.start.parameters);
  }
});

test('rounds count from 0, undone and done again', () => {
  const trained = act(begin(), {type: 'train', rounds: 10});
  const more = act(trained, {type: 'insertSample', from: 'samples', index: 4, sample});
  expect(more.now.state.start.setup.samples).toHaveLength(5);
  expect(more.now.state.start.setup.samples[4]).toBe(sample);
  expect(more.now.state.start.done).toBe(0);
  expect(more.now.state.start.parameters).toBe(trained.now.state.start.parameters);
  const second = act(trained, {type: 'insertSample', from: 'samples', index: 1, sample});
  expect(second.now.state.start.setup.samples.indexOf(sample)).toBe(1);
  const fewer = act(more, {type: 'removeSample', from: 'samples', index: 0});
  expect(fewer.now.state.start.setup.samples.at(-1)).toBe(sample);
  expect(undo(undo(fewer)).now).toBe(trained.now);
  expect(redo(undo(fewer)).now).toBe(fewer.now);
});

test('the last sample to learn from stays; those of the test may all go', () => {
  let bench = begin('0.5');
  for (let i = 0; i < 5; i++) bench = act(bench, {type: 'removeSample', from: 'samples', index: 0});
  expect(bench.now.state.start.setup.samples).toHaveLength(1);
  for (let i = 0; i < 2; i++) bench = act(bench, {type: 'removeSample', from: 'test', index: 0});
  expect(bench.now.state.start.setup.test).toEqual([]);
  expect(bench.now.recipe.split).toBe('0');
});

test('a sample that is not there or does not fit is a fault', () => {
  const bench = begin();
  expect(() => act(bench, {type: 'removeSample', from: 'test', index: 0})).toThrow(RangeError);
  expect(() =>
    act(bench, {type: 'insertSample', from: 'samples', index: 0, sample: {input: [1], target: [0]}}),
  ).toThrow('2 inputs and 1 target');
});

test('what can be undone of very many samples is as much as memory has room for', () => {
  const {setup} = begin().now.state.start;
  const samples = Array.from({length: 10_000_000}, () => sample);
  let bench = benchOf(withSamples(setup, {samples}));
  // The lists themselves are not made: only how many there are counts.
  const {now} = bench;
  const past = Array.from({length: 12}, () => ({
    ...now,
    state: {
      ...now.state,
      start: {...now.state.start, setup: {...now.state.start.setup, samples: new Proxy(samples, {})}},
    },
  }));
  bench = act({now, past, future: []}, {type: 'granularity', by: 'layer'});
  expect(bench.past.length).toBeLessThanOrEqual(5);
  expect(bench.past.at(-1)).toBe(now);
  const shared = act({now, past: past.map(() => now), future: []}, {type: 'granularity', by: 'layer'});
  expect(shared.past).toHaveLength(13);
});
