import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createTrainer} from '../../../src/engine/train.ts';
import {type Action, MAIN} from '../../../src/lesson/lesson.ts';
import {limits} from '../../../src/lesson/limits.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {
  act,
  type Bench,
  benchFrom,
  benchOf,
  continued,
  MOST_UNDONE,
  redo,
  undo,
} from '../../../src/session/play/play.ts';
import {firstRecipe, OWN_DATA, type Recipe} from '../../../src/session/play/recipe.ts';
import {currentOperation, passOf, startOf} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {articleSetup} from '../lessons.ts';
import {granted, wish} from './wishes.ts';

const setup = (recipe: Partial<Recipe> = {}) => {
  const made = setupOf({...firstRecipe, ...recipe}, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return made.setup;
};
const begin = (): Bench => benchOf(setup(), firstRecipe);

describe('any sequence of actions', () => {
  test('keeps the state valid, and undoing and doing again give the very same states', () => {
    fc.assert(
      fc.property(fc.array(wish, {maxLength: 25}), (wishes) => {
        let bench = begin();
        const seen = [bench.now];
        for (const wanted of wishes) {
          const after = act(bench, granted(bench, wanted));
          if (after === bench) continue;
          bench = after;
          seen.push(bench.now);
          const {state} = bench.now;
          const {network, samples, parameters} = state.start.setup;
          expect(state.start.parameters).toHaveLength(network.parameters.length);
          expect(parameters).toHaveLength(network.parameters.length);
          expect(samples[0]!.input).toHaveLength(network.inputs.length);
          expect(state.cursor).toBeLessThanOrEqual(passOf(state).operations.length);
          expect(state.run).toBe(MAIN);
          expect([...state.others.keys()]).toEqual([...bench.now.kept.keys()]);
        }
        const end = bench;
        for (const play of seen.toReversed()) {
          expect(bench.now).toBe(play);
          bench = undo(bench);
        }
        expect(undo(bench)).toBe(bench);
        for (const _ of seen) bench = redo(bench);
        expect(bench.now).toBe(end.now);
      }),
      {numRuns: 300},
    );
  });

  test('comes to the same bits when it is done again from the beginning', () => {
    fc.assert(
      fc.property(fc.array(wish, {maxLength: 12}), (wishes) => {
        const play = (): Bench =>
          wishes.reduce((bench, wanted) => act(bench, granted(bench, wanted)), begin());
        const [one, other] = [play().now.state, play().now.state];
        expect(other.start.parameters.map((it) => (Object.is(it, -0) ? '-0' : it))).toEqual(
          one.start.parameters.map((it) => (Object.is(it, -0) ? '-0' : it)),
        );
        expect(other.start.memory).toEqual(one.start.memory);
        expect(other.cursor).toBe(one.cursor);
      }),
      {numRuns: 60},
    );
  });
});

test('what is done in a row is told as one action, as far as it is one', () => {
  const told = (...actions: readonly Action[]) => actions.reduce<readonly Action[]>(continued, []);
  const layer = {type: 'forward', by: 'layer'} as const;
  const neuron = {type: 'forward', by: 'neuron'} as const;
  expect(told({type: 'train', rounds: 2}, {type: 'train', rounds: 3})).toEqual([{type: 'train', rounds: 5}]);
  expect(told(layer, layer, layer)).toEqual([{...layer, times: 3}]);
  expect(told(layer, neuron, layer)).toEqual([layer, neuron, layer]);
  const most = {...layer, times: limits.times - 1};
  expect(told(most, layer)).toEqual([{...layer, times: limits.times}]);
  expect(told(most, layer, layer)).toEqual([{...layer, times: limits.times}, layer]);
});

test('training comes to what the bare trainer comes to, bit for bit', () => {
  const {network, parameters, samples, optimizer} = setup();
  const trainer = createTrainer({network, parameters, samples, optimizer});
  trainer.run(700);
  const {state} = act(begin(), {type: 'train', rounds: 700}).now;
  expect(state.start.parameters).toEqual(Array.from(trainer.parameters));
  expect(state.start.done).toBe(700);
});

test('so many actions can be undone, and no more are kept', () => {
  let bench = begin();
  for (let i = 0; i < MOST_UNDONE + 50; i++) bench = act(bench, {type: 'set', quantity: 'b.o', value: i});
  expect(bench.past).toHaveLength(MOST_UNDONE);
  for (let i = 0; i < MOST_UNDONE; i++) bench = undo(bench);
  expect(bench.now.state.start.parameters.at(-1)).toBe(49);
});

test('what is done after undoing forgets what was undone', () => {
  const one = act(begin(), {type: 'set', quantity: 'b.o', value: 1});
  const other = act(undo(one), {type: 'set', quantity: 'b.o', value: 2});
  expect(redo(other)).toBe(other);
});

describe('building', () => {
  const trained = act(begin(), {type: 'train', rounds: 10});
  const build = (bench: Bench, change: Partial<Recipe>): Bench =>
    act(bench, {type: 'build', recipe: {...bench.now.recipe, ...change}});

  test('another rate goes on with the net as it stands', () => {
    const after = build(trained, {rate: '0.1'}).now.state;
    expect(after.start.parameters).toBe(trained.now.state.start.parameters);
    expect(after.start.done).toBe(10);
    expect(after.start.setup.optimizer).toEqual({kind: 'sgd', rate: 0.1});
  });

  test('another optimiser begins with an empty memory', () => {
    const after = build(trained, {optimizer: 'adam', rate: '0.01'}).now.state;
    expect(after.start.parameters).toBe(trained.now.state.start.parameters);
    expect(after.start.memory.slots).toHaveLength(2);
    expect(after.start.memory.updates).toBe(0);
  });

  test('another net begins anew', () => {
    const after = build(trained, {net: '2-3-1'}).now.state;
    expect(after.start.done).toBe(0);
    expect(after.start.setup.network.layers.map(({length}) => length)).toEqual([2, 3, 1]);
  });

  test('an input that was typed makes the data one’s own, and a rate does not bring the old ones back', () => {
    const typed = act(begin(), {type: 'set', quantity: 'a.x1', value: 0.25});
    expect(typed.now.recipe.data).toBe(OWN_DATA);
    const after = build(typed, {rate: '0.1'}).now;
    expect(after.state.start.setup.samples[0]!.input[0]).toBe(0.25);
  });

  test('stepping back to where the rate was another one has its recipe too, and leaves what was typed otherwise', () => {
    const stepped = act(build(begin(), {l2: '1/3'}), {type: 'forward', by: 'sample'});
    const there = act(act(stepped, {type: 'forward', by: 'operation'}), {type: 'forward', by: 'sample'});
    const other = build(act(there, {type: 'forward', by: 'operation'}), {rate: '0.1', batch: '2'});
    const back = act(other, {type: 'back', by: 'sample'});
    expect(back.now.state.start.setup.optimizer.rate).toBe(0.5);
    expect(back.now.recipe).toEqual(there.now.recipe);
    expect(build(back, {})).toBe(back);
  });

  test('a recipe that makes no net changes nothing', () => {
    expect(build(trained, {net: '3-3-1'})).toBe(trained);
  });

  test('the next seed draws other parameters for the same net and data', () => {
    const after = act(trained, {type: 'reseed'}).now;
    expect(after.recipe.seed).toBe('2');
    expect(after.state.start.setup.samples).toBe(trained.now.state.start.setup.samples);
    expect(after.state.start.setup.parameters).toEqual(setup({seed: '2'}).parameters);
  });
});

test('a run that is kept stays where it stood while the other one goes on', () => {
  const kept = act(act(begin(), {type: 'train', rounds: 20}), {type: 'keep', title: {zh: '一', en: 'one'}});
  const after = act(act(kept, {type: 'restart'}), {type: 'train', rounds: 5}).now.state;
  expect(after.others.get('kept-1')!.start.done).toBe(20);
  expect(after.start.done).toBe(5);
});

test('from a lesson no round, however far back, names a file that lies beside the lesson', () => {
  const given = {...articleSetup(), source: {csv: 'data.csv'}, testSource: {csv: 'test.csv'}};
  const state = update(startOf(given), {type: 'forward', by: 'sample', times: 3});
  let bench = benchFrom(state);
  for (let round = 2; round >= 0; round--) {
    const {setup: found, done} = bench.now.state.start;
    expect([done, found.source, found.testSource]).toEqual([round, undefined, undefined]);
    expect(found.samples).toBe(given.samples);
    bench = act(bench, {type: 'back', by: 'sample'});
  }
});

test('from a lesson it goes on where the lesson stands, and steps back into the rounds before', () => {
  const state = update(startOf(articleSetup()), {type: 'forward', by: 'sample', times: 2});
  const bench = benchFrom(update(state, {type: 'forward', until: 'z.h'}));
  expect(bench.now.state.start.done).toBe(2);
  expect(currentOperation(bench.now.state)?.quantity).toBe('z.h');
  const back = act(bench, {type: 'back', by: 'sample'});
  expect(back.now.state.start.done).toBe(1);
});
