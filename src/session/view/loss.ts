import {LOSS} from '../../engine/quantity.ts';
import {curve, withLosses} from '../lossHistory.ts';
import type {Notation} from '../notation.ts';
import {passOf, type State} from '../state.ts';
import {valueAt} from '../value.ts';

export interface LossView {
  /** The loss curve: rounds completed so far and, once it is computed, the round on screen. Finite numbers only. */
  readonly points: readonly number[];
  /** How many rounds one point covers. */
  readonly stride: number;
  /** The round on screen, counted from 1. */
  readonly round: number;
  /** The loss of the round on screen, once computed. */
  readonly current?: string;
  /** The loss of the round before, to compare with. */
  readonly previous?: string;
  /** Where the loss has gone since the round before: −1 down, 1 up, 0 nowhere; absent while one of the two is unknown. */
  readonly direction?: number;
  /** The round at which the net diverged, if it did. */
  readonly divergedAt?: number;
}

export function lossView(state: State, notation: Notation): LossView {
  const {done, history, lastLoss, divergedAt, shown} = state.start;
  const now = valueAt(state, LOSS);
  // The loss of a sample that is merely shown is no part of the run's way, and compares with nothing.
  const next = shown === undefined ? now : undefined;
  const before = shown === undefined ? lastLoss : undefined;
  const broken = divergedAt ?? (passOf(state).diverged ? done + 1 : undefined);
  return {
    points: curve(next === undefined ? history : withLosses(history, [next])).filter(Number.isFinite),
    stride: history.stride,
    round: done + 1,
    ...(now === undefined ? {} : {current: notation.number(now)}),
    ...(before === undefined ? {} : {previous: notation.number(before)}),
    ...(next === undefined || before === undefined ? {} : {direction: Math.sign(next - before)}),
    ...(broken === undefined ? {} : {divergedAt: broken}),
  };
}
