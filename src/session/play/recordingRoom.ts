import {operationsOf} from '../../engine/pass.ts';
import {costOfRound} from '../../lesson/checkTraining.ts';
import type {Action, Granularity} from '../../lesson/lesson.ts';
import {limits} from '../../lesson/limits.ts';
import type {State} from '../state.ts';
import {MOST_OPERATIONS} from '../tooLong.ts';
import {STAGES} from '../training.ts';
import {type Bench, MOST_UNDONE, type Play} from './play.ts';
import {groupsOf, type Recording, recorded} from './recording.ts';

/** What a lesson has only so much of. */
export type RecordingLimit = 'steps' | 'entries' | 'operations' | 'training' | 'actions';

/** Of all limits the one that a recording is nearest to, and which part of it is used: up to 1 it becomes a lesson that can be read. */
export interface RoomUsed {
  readonly limit: RecordingLimit;
  readonly used: number;
}

/** Asked for several times a picture, and as dear as the recording is long. */
const known = new WeakMap<Bench, {readonly recording: Recording; readonly room: RoomUsed}>();

export function roomUsed(bench: Bench, recording: Recording): RoomUsed {
  const found = known.get(bench);
  if (found?.recording === recording) return found.room;
  const room = fullest(bench, recording);
  known.set(bench, {recording, room});
  return room;
}

function fullest(bench: Bench, recording: Recording): RoomUsed {
  const way = recorded(bench, recording);
  // The beginning is forgotten.
  if (way === undefined) return {limit: 'actions', used: Number.POSITIVE_INFINITY};
  const parts = partsUsed(way, recording.words);
  return (Object.keys(parts) as RecordingLimit[])
    .map((limit) => ({limit, used: parts[limit]}))
    .reduce((most, one) => (one.used > most.used ? one : most));
}

/** Which part of each limit is used on the way from where a recording began. */
export function partsUsed(
  way: readonly Play[],
  words: Recording['words'],
): Readonly<Record<RecordingLimit, number>> {
  const groups = groupsOf(way, words);
  const pieces = way.slice(1).map((play, i) => ({play, before: way[i]!.state, by: play.by ?? []}));
  return {
    steps: groups.length / limits.steps,
    entries: groups.reduce((most, {actions}) => Math.max(most, entriesOf(actions)), 0) / limits.entries,
    operations:
      pieces.reduce((sum, {play, before, by}) => sum + operationsAtMost(by, before, play.state), 0) /
      MOST_OPERATIONS,
    training: pieces.reduce((sum, {play, by}) => sum + workOf(by, play), 0) / limits.training,
    actions: (way.length - 1) / MOST_UNDONE,
  };
}

/** Entries of `do`: the format has a limit of rounds for each. */
const entriesOf = (actions: readonly Action[]): number =>
  actions.reduce((sum, one) => sum + (one.type === 'train' ? Math.ceil(one.rounds / limits.rounds) : 1), 0);

const workOf = (actions: readonly Action[], {state}: Play): number =>
  actions.reduce(
    (sum, one) => sum + (one.type === 'train' ? one.rounds * costOfRound(state.start.setup, false) : 0),
    0,
  );

/** Single operations that a lesson plays for some actions: no fewer than there are. */
function operationsAtMost(actions: readonly Action[], before: State, after: State): number {
  const {network, samples, updates} = after.start.setup;
  const whole = operationsOf(network, updates).length;
  const stride: Readonly<Record<Granularity, number>> = {
    operation: 1,
    neuron: whole,
    layer: whole,
    phase: whole,
    sample: whole,
    epoch: whole * samples.length,
  };
  const each = actions.map((action): number => {
    switch (action.type) {
      case 'forward':
        return (action.times ?? 1) * stride[action.by ?? before.granularity];
      case 'back':
        return action.times ?? 1;
      case 'train':
        return entriesOf([action]) * (STAGES + 1);
      default:
        return 1;
    }
  });
  const sum = each.reduce((total, count) => total + count, 0);
  // Where nothing but steps forward lies between, it is known how far that is.
  const isForward = actions.length > 0 && actions.every(({type}) => type === 'forward');
  const way = (after.start.done - before.start.done) * whole + after.cursor - before.cursor;
  return isForward ? Math.min(sum, way) : sum;
}
