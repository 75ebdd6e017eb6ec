import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createTrainer} from '../../../src/engine/train.ts';
import {granularities, MAIN} from '../../../src/lesson/lesson.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {columnsOf, isSettable} from '../../../src/session/play/cursor.ts';
import {
  act,
  type Bench,
  benchFrom,
  benchOf,
  MOST_UNDONE,
  type PlayAction,
  redo,
  undo,
} from '../../../src/session/play/play.ts';
import {firstRecipe, OWN_DATA, OWN_INIT, type Recipe} from '../../../src/session/play/recipe.ts';
import type {SampleAction, Side} from '../../../src/session/play/samples.ts';
import {currentOperation, passOf, startOf} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {articleSetup} from '../lessons.ts';

const setup = (recipe: Partial<Recipe> = {}) => {
  const made = setupOf({...firstRecipe, ...recipe}, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return made.setup;
};
const begin = (): Bench => benchOf(setup(), firstRecipe);

const value = fc.oneof(fc.double({min: -5, max: 5, noNaN: true}), fc.constantFrom(0, -0, 1e-320, 1e300));
const recipe: fc.Arbitrary<Recipe> = fc.record({
  net: fc.constantFrom('2-4-1', '2-1', '2-3-2-1', '1-3-1', 'nonsense'),
  activation: fc.constantFrom('tanh,sigmoid', 'sigmoid', 'relu', 'softmax'),
  loss: fc.constantFrom('half-squared-error', 'binary-cross-entropy', 'mean-absolute-error'),
  init: fc.constantFrom('xavier', 'he', 'uniform -1 1/2', 'normal 0 2', 'zeros', OWN_INIT, 'uniform'),
  seed: fc.constantFrom('1', '7', '-3', ''),
  optimizer: fc.constantFrom('sgd', 'adam', 'momentum', 'rmsprop'),
  rate: fc.constantFrom('0.5', '0', '3', '1/3', 'x'),
  momentum: fc.constantFrom('0.9', '0', '1'),
  decay: fc.constantFrom('0.9', '-1'),
  beta1: fc.constant('0.9'),
  beta2: fc.constantFrom('0.999', '2'),
  epsilon: fc.constantFrom('1e-8', '0'),
  batch: fc.constantFrom('1', '2', '3', 'all', '0', '1000'),
  l1: fc.constantFrom('0', '0.01', '-1'),
  l2: fc.constantFrom('0', '0.01'),
  data: fc.constantFrom('xor', 'and', 'gauss', 'sine', OWN_DATA),
  size: fc.constantFrom('', '12', '0'),
  noise: fc.constantFrom('0', '0.1'),
  dataSeed: fc.constantFrom('1', '2', 'x'),
  split: fc.constantFrom('0', '0.3', '1'),
});
/** Something to do; of a number, one that the net on screen has by its place in the picture. */
type Wish =
  | Exclude<PlayAction, {type: 'set'} | SampleAction>
  | {
      readonly type: SampleAction['type'];
      readonly from: Side;
      readonly place: number;
      readonly value: number;
    }
  | {readonly type: 'set'; readonly place: number; readonly value: number};
const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({
    type: fc.constantFrom('forward' as const, 'back' as const),
    by: fc.constantFrom(...granularities),
  }),
  fc.record({type: fc.constant('train' as const), rounds: fc.integer({min: 1, max: 40})}),
  fc.record({type: fc.constant('set' as const), place: fc.nat(100), value}),
  fc.record({type: fc.constant('granularity' as const), by: fc.constantFrom(...granularities)}),
  fc.constantFrom({type: 'restart' as const}, {type: 'reseed' as const}, {type: 'drop' as const}),
  fc.record({type: fc.constant('build' as const), recipe}),
  fc.record({
    type: fc.constantFrom('replaceSample' as const, 'insertSample' as const, 'removeSample' as const),
    from: fc.constantFrom('samples' as const, 'test' as const),
    place: fc.nat(20),
    value,
  }),
  fc.constant({type: 'keep' as const, title: {zh: '留', en: 'kept'}}),
);

function granted(bench: Bench, wanted: Wish): PlayAction {
  const {setup} = bench.now.state.start;
  const {network} = setup;
  if ('from' in wanted) {
    const {type, from, place, value: number} = wanted;
    const places = setup[from].length + (type === 'insertSample' ? 1 : 0);
    if (places === 0) return {type: 'drop'};
    const sample = {input: network.inputs.map(() => number), target: network.outputs.map(() => 0.5)};
    return {type, from, index: place % places, sample};
  }
  if (wanted.type !== 'set') return wanted;
  const settable = columnsOf(network)
    .flat()
    .filter((name) => isSettable(network, name));
  return {type: 'set', quantity: settable[wanted.place % settable.length]!, value: wanted.value};
}

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

test('from a lesson it goes on where the lesson stands, and steps back into the rounds before', () => {
  const state = update(startOf(articleSetup()), {type: 'forward', by: 'sample', times: 2});
  const bench = benchFrom(update(state, {type: 'forward', until: 'z.h'}));
  expect(bench.now.state.start.done).toBe(2);
  expect(currentOperation(bench.now.state)?.quantity).toBe('z.h');
  const back = act(bench, {type: 'back', by: 'sample'});
  expect(back.now.state.start.done).toBe(1);
});
