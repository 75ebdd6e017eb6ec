import type {Sample} from '../../engine/pass.ts';
import type {SetupChange} from '../../lesson/change.ts';
import type {Setup} from '../../lesson/lesson.ts';
import {withSamples} from '../../lesson/withSamples.ts';
import type {State} from '../state.ts';

/** The samples that are learnt from, or those that are put aside as a test. */
export type Side = 'samples' | 'test';

/** What can be done to samples: at most one of them is another one then. Indices count from 0. */
export type SampleAction =
  | {readonly type: 'replaceSample'; readonly from: Side; readonly index: number; readonly sample: Sample}
  /** Between the sample of that index and the one before it. */
  | {readonly type: 'insertSample'; readonly from: Side; readonly index: number; readonly sample: Sample}
  /** Not the last one that there is to learn from. */
  | {readonly type: 'removeSample'; readonly from: Side; readonly index: number};

/**
 * The change of a setup that an action on its samples is; undefined where nothing changes. The net goes on with the numbers that it has by now,
 * and rounds count from 0: they go through the samples in their order.
 * @throws a RangeError for a sample that is not there or does not fit the net
 */
export function sampleChange(
  {start: {setup, parameters}}: State,
  action: SampleAction,
): SetupChange | undefined {
  const changed = changedList(setup, action);
  if (changed === undefined) return undefined;
  const {network, init} = setup;
  const {samples, test, source, testSource, split} = withSamples(setup, {[action.from]: changed});
  const hasOwn = parameters.some((value, i) => !Object.is(value, setup.parameters[i]));
  return {
    ...(hasOwn && {net: {network, parameters, ...(init !== undefined && {init})}}),
    data: {
      samples,
      test,
      ...(source !== undefined && {source}),
      ...(testSource !== undefined && {testSource}),
      ...(split !== undefined && {split}),
    },
  };
}

function changedList(setup: Setup, action: SampleAction): readonly Sample[] | undefined {
  const all = setup[action.from];
  const {index} = action;
  const places = action.type === 'insertSample' ? all.length + 1 : all.length;
  if (!(Number.isInteger(index) && index >= 0 && index < places))
    throw new RangeError(`there is no sample ${index + 1} among ${all.length}`);
  const {inputs, outputs} = setup.network;
  if (
    action.type !== 'removeSample' &&
    (action.sample.input.length !== inputs.length || action.sample.target.length !== outputs.length)
  )
    throw new RangeError(`a sample needs ${inputs.length} inputs and ${outputs.length} targets`);
  switch (action.type) {
    case 'replaceSample':
      return isSame(all[index]!, action.sample) ? undefined : all.with(index, action.sample);
    case 'insertSample':
      return all.toSpliced(index, 0, action.sample);
    case 'removeSample':
      return action.from === 'samples' && all.length === 1 ? undefined : all.toSpliced(index, 1);
  }
}

function isSame(one: Sample, other: Sample): boolean {
  const same = (a: readonly number[], b: readonly number[]): boolean =>
    a.every((value, i) => Object.is(value, b[i]));
  return one.name === other.name && same(one.input, other.input) && same(one.target, other.target);
}
