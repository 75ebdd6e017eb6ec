import fc from 'fast-check';
import {granularities} from '../../../src/lesson/lesson.ts';
import {columnsOf, isSettable} from '../../../src/session/play/cursor.ts';
import type {Bench, PlayAction} from '../../../src/session/play/play.ts';
import {OWN_DATA, OWN_INIT, type Recipe} from '../../../src/session/play/recipe.ts';
import type {SampleAction, Side} from '../../../src/session/play/samples.ts';

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
export type Wish =
  | Exclude<PlayAction, {type: 'set'} | SampleAction>
  | {
      readonly type: SampleAction['type'];
      readonly from: Side;
      readonly place: number;
      readonly value: number;
    }
  | {readonly type: 'set'; readonly place: number; readonly value: number};
/** Anything that can be done in free play, malformed recipes included. */
export const wish: fc.Arbitrary<Wish> = fc.oneof(
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

/** The action that a wish is for the net on screen. */
export function granted(bench: Bench, wanted: Wish): PlayAction {
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
