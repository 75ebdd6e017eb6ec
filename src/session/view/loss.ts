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
  const {done, history, lastLoss, divergedAt} = state.start;
  const now = valueAt(state, LOSS);
  const broken = divergedAt ?? (passOf(state).diverged ? done + 1 : undefined);
  return {
    points: curve(now === undefined ? history : withLosses(history, [now])).filter(Number.isFinite),
    stride: history.stride,
    round: done + 1,
    ...(now === undefined ? {} : {current: notation.number(now)}),
    ...(lastLoss === undefined ? {} : {previous: notation.number(lastLoss)}),
    ...(now === undefined || lastLoss === undefined ? {} : {direction: Math.sign(now - lastLoss)}),
    ...(broken === undefined ? {} : {divergedAt: broken}),
  };
}
