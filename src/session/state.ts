import {
  computePass,
  emptyMemory,
  type Memory,
  type Operation,
  type Pass,
  type Sample,
} from '../engine/pass.ts';
import type {Quantity} from '../engine/quantity.ts';
import type {Granularity, Setup} from '../lesson/lesson.ts';
import {emptyHistory, type LossHistory} from './lossHistory.ts';

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
  /** Loss of the last completed round. */
  readonly lastLoss?: number;
  /** The round at which the net diverged, counted from 1. From there on no number means anything. */
  readonly divergedAt?: number;
  /** The position before this round, for stepping back into it. */
  readonly before?: State;
}

/** The whole playing state of a net: plain data, shared structure, no clock and no hidden randomness. */
export interface State {
  readonly start: RoundStart;
  /** How many operations of the current round's pass are known. */
  readonly cursor: number;
  /** How far `forward` and `back` move. */
  readonly granularity: Granularity;
}

export function startOf(setup: Setup): State {
  return {
    start: {
      setup,
      parameters: setup.parameters,
      memory: emptyMemory(setup.optimizer, setup.parameters.length),
      done: 0,
      history: emptyHistory(setup.samples.length),
    },
    cursor: 0,
    granularity: 'operation',
  };
}

/** Index of the sample of the current round: samples are taken in order, around and around. */
export const sampleIndex = ({start}: State): number => start.done % start.setup.samples.length;

export const sampleOf = (state: State): Sample => state.start.setup.samples[sampleIndex(state)]!;

const passes = new WeakMap<RoundStart, Pass>();

/** The current round's pass. Computed once per round, whatever the cursor does. */
export function passOf(state: State): Pass {
  const {start} = state;
  const known = passes.get(start);
  if (known !== undefined) return known;
  const {setup, parameters, memory} = start;
  const {network, optimizer, updates} = setup;
  const pass = computePass({network, parameters, memory, optimizer, sample: sampleOf(state), updates});
  passes.set(start, pass);
  return pass;
}

/** The operation that was computed last, if any of this round was. */
export const currentOperation = (state: State): Operation | undefined =>
  passOf(state).operations[state.cursor - 1];

/** Whether the cursor has passed the quantity, so that its number may be shown. */
export function isKnown(state: State, name: Quantity): boolean {
  const position = passOf(state).position.get(name);
  return position !== undefined && position < state.cursor;
}

/** The number that a quantity has in the round on screen, be it known at the cursor yet or not; undefined for no quantity of the net. */
export const valueInRound = (state: State, name: Quantity): number | undefined =>
  passOf(state).values.get(name);

/** The number of a quantity at the cursor; undefined where it is not computed yet, or no such quantity exists. */
export function valueAt(state: State, name: Quantity): number | undefined {
  return isKnown(state, name) ? passOf(state).values.get(name) : undefined;
}
