import {batchPlace} from '../engine/batch.ts';
import {
  computePass,
  emptyMemory,
  type Memory,
  type Operation,
  type Pass,
  type Round,
  type Sample,
} from '../engine/pass.ts';
import {type Granularity, type Lesson, MAIN, type RunName, type Setup} from '../lesson/lesson.ts';
import {emptyHistory, type LossHistory} from './lossHistory.ts';
import type {TestCurve} from './testCurve.ts';
import {emptyTrace, type Trace} from './trace.ts';

/** Where one round begins. Immutable; a new one for every round. */
export interface RoundStart {
  readonly setup: Setup;
  /** In the network's canonical order. */
  readonly parameters: readonly number[];
  readonly memory: Memory;
  /** Rounds completed before this one. */
  readonly done: number;
  /** Losses of the rounds completed before this one. */
  readonly history: LossHistory;
  /** The parameters' way through the rounds completed before this one. */
  readonly trace: Trace;
  /** How the rounds completed before this one did on the test samples; absent where no account is kept of that. */
  readonly tested?: TestCurve;
  /** Loss of the last completed round. */
  readonly lastLoss?: number;
  /** The round at which the net diverged, counted from 1. From there on no number means anything. */
  readonly divergedAt?: number;
  /** A sample that is looked at in this round, in place of the one whose turn it is. It is not trained on. */
  readonly shown?: Sample;
  /** The position before this round, for stepping back into it. */
  readonly before?: Position;
}

/** Where one run stands. */
export interface Position {
  readonly start: RoundStart;
  /** How many operations of the current round's pass are known. */
  readonly cursor: number;
}

/** The whole playing state: plain data, shared structure, no clock and no hidden randomness. The run on screen, and where the other runs stand. */
export interface State extends Position {
  /** The run on screen. */
  readonly run: RunName;
  readonly others: ReadonlyMap<RunName, Position>;
  /** How far `forward` and `back` move. */
  readonly granularity: Granularity;
}

const NOBODY: ReadonlyMap<RunName, Setup> = new Map();

/** The beginning of a run, with other runs beside it at theirs. */
export function startOf(setup: Setup, others = NOBODY): State {
  return {
    ...beginningOf(setup),
    run: MAIN,
    others: new Map([...others].map(([name, other]) => [name, beginningOf(other)])),
    granularity: 'operation',
  };
}

/** The beginning of a lesson: its own net on screen. */
export function startOfLesson({setup, runs}: Pick<Lesson, 'setup' | 'runs'>): State {
  const others = [...runs].filter(([name]) => name !== MAIN);
  return startOf(setup, new Map(others.map(([name, run]) => [name, run.setup])));
}

export const beginningOf = (setup: Setup): Position => ({
  start: {
    setup,
    parameters: setup.parameters,
    memory: emptyMemory(setup.optimizer, setup.parameters.length),
    done: 0,
    history: emptyHistory(setup.samples.length),
    trace: emptyTrace(setup.parameters),
  },
  cursor: 0,
});

/** Where a run stands; undefined where there is no run of that name. */
export const positionOf = (state: State, run: RunName): Position | undefined =>
  run === state.run ? state : state.others.get(run);

/** The state with other positions of some of its runs. */
export function withPositions(state: State, moved: ReadonlyMap<RunName, Position>): State {
  const {start, cursor} = moved.get(state.run) ?? state;
  const others = new Map([...state.others].map(([name, position]) => [name, moved.get(name) ?? position]));
  return {...state, start, cursor, others};
}

/** Index of the sample whose turn it is: samples are taken in order, around and around. */
export const sampleIndex = ({start}: Position): number => start.done % start.setup.samples.length;

/** The sample of the current round. */
export const sampleOf = (position: Position): Sample =>
  position.start.shown ?? position.start.setup.samples[sampleIndex(position)]!;

/** A round of a sample, from where training stands. */
export function roundOf(
  {setup, parameters, memory, done}: Pick<RoundStart, 'setup' | 'parameters' | 'memory' | 'done'>,
  sample: Sample,
): Round {
  const {network, optimizer, updates, mistake, batch, regularization, samples} = setup;
  return {
    network,
    parameters,
    memory,
    optimizer,
    sample,
    updates,
    ...(batch !== undefined && {batch: batchPlace(batch, samples.length, done)}),
    ...(regularization !== undefined && {regularization}),
    ...(mistake !== undefined && {mistake}),
  };
}

/** Passes that are kept. A screen needs a few at once; of a long way back, each takes less time to compute again than a key takes to be pressed. */
const MOST_PASSES = 64;

/** The one that was not asked for longest comes first. */
const passes = new Map<RoundStart, Pass>();
/** The one that was asked for last: a screen asks for it thousands of times. */
let asked: {readonly start: RoundStart; readonly pass: Pass} | undefined;

/** The current round's pass. Computed once for all that is asked of a round while it is played, whatever the cursor does. */
export function passOf(position: Position): Pass {
  const {start} = position;
  if (start === asked?.start) return asked.pass;
  const known = passes.get(start);
  if (known !== undefined) passes.delete(start);
  const pass = known ?? computePass(roundOf(start, sampleOf(position)));
  passes.set(start, pass);
  asked = {start, pass};
  if (passes.size > MOST_PASSES) passes.delete(passes.keys().next().value!);
  return pass;
}

/** The operation that was computed last, if any of this round was. */
export const currentOperation = (position: Position): Operation | undefined =>
  passOf(position).operations[position.cursor - 1];
