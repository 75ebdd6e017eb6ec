import type {BatchSize} from '../engine/batch.ts';
import type {InitSpec} from '../engine/initializers.ts';
import type {MistakeName} from '../engine/mistakes.ts';
import type {Network} from '../engine/network.ts';
import type {OptimizerSpec} from '../engine/optimizers.ts';
import type {UpdateOrder} from '../engine/pass.ts';
import type {Regularization} from '../engine/regularization.ts';
import type {Names, Setup} from './lesson.ts';

/** What becomes another in a setup; what is absent stays as it is. */
export interface SetupChange {
  /** A net with its first parameters. */
  readonly net?: Pick<Setup, 'network' | 'parameters' | 'init'>;
  readonly names?: Names;
  /** What is learnt, what it is tested by, and where both come from. */
  readonly data?: Pick<Setup, 'samples' | 'test' | 'source' | 'testSource' | 'split'>;
  readonly optimizer?: OptimizerSpec;
  /** 1 is each sample by itself. */
  readonly batch?: BatchSize;
  /** Two zeros are none. */
  readonly regularization?: Regularization;
  readonly updates?: UpdateOrder;
  readonly mistake?: MistakeName | 'none';
}

/** The setup after a change of it. */
export function changedSetup(setup: Setup, change: SetupChange): Setup {
  const {net, data} = change;
  const {network, parameters, init} = net ?? setup;
  const {samples, test, source, testSource, split} = data ?? setup;
  const batch = change.batch ?? setup.batch ?? 1;
  const regularization = change.regularization ?? setup.regularization;
  const mistake = change.mistake ?? setup.mistake ?? 'none';
  return {
    network,
    parameters,
    ...(init !== undefined && {init}),
    names: change.names ?? setup.names,
    optimizer: change.optimizer ?? setup.optimizer,
    ...(batch !== 1 && {batch}),
    ...(regularization !== undefined && isPenalty(regularization) && {regularization}),
    samples,
    test,
    ...(source !== undefined && {source}),
    ...(testSource !== undefined && {testSource}),
    ...(split !== undefined && {split}),
    updates: change.updates ?? setup.updates,
    ...(mistake !== 'none' && {mistake}),
  };
}

export const isPenalty = ({l1, l2}: Regularization): boolean => l1 !== 0 || l2 !== 0;

const NO_PENALTY: Regularization = {l1: 0, l2: 0};

/** The change that makes one setup another. Samples are the same where they are the same lists, all else where it has the same value. */
export function changeBetween(before: Setup, after: Setup): SetupChange {
  const {network, parameters, init, samples, test, source, testSource, split} = after;
  const isSameNet =
    isSameNetwork(network, before.network) &&
    isSameRecord(init, before.init) &&
    parameters.every((value, i) => Object.is(value, before.parameters[i]));
  const isSameData = samples === before.samples && test === before.test;
  const {l1, l2} = after.regularization ?? NO_PENALTY;
  const penalty = before.regularization ?? NO_PENALTY;
  const {batch = 1, mistake = 'none'} = after;
  return {
    ...(!isSameNet && {net: {network, parameters, ...(init !== undefined && {init})}}),
    ...(after.names !== before.names && {names: after.names}),
    ...(!isSameData && {
      data: {
        samples,
        test,
        ...(source !== undefined && {source}),
        ...(testSource !== undefined && {testSource}),
        ...(split !== undefined && {split}),
      },
    }),
    ...(!isSameRecord(after.optimizer, before.optimizer) && {optimizer: after.optimizer}),
    ...(batch !== (before.batch ?? 1) && {batch}),
    ...((l1 !== penalty.l1 || l2 !== penalty.l2) && {regularization: {l1, l2}}),
    ...(after.updates !== before.updates && {updates: after.updates}),
    ...(mistake !== (before.mistake ?? 'none') && {mistake}),
  };
}

function isSameNetwork(one: Network, other: Network): boolean {
  return (
    one === other ||
    (one.loss === other.loss &&
      String(one.layers) === String(other.layers) &&
      String(one.activations) === String(other.activations) &&
      String(one.parameters) === String(other.parameters))
  );
}

/** Both have the settings of their kind, in the same order. */
const isSameRecord = <T extends OptimizerSpec | InitSpec | undefined>(one: T, other: T): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
