import {gradient, type Quantity} from '../../engine/quantity.ts';
import {passOf, type State} from '../state.ts';

/** What became of the loss of the sample on screen when one number was changed, beside what its gradient foretold. */
export interface Nudge {
  readonly change: number;
  readonly lossBefore: number;
  readonly lossNow: number;
  /** ∂L/∂w · Δw: the loss's change to first order. */
  readonly foretold: number;
}

/** @param before the state before the number was changed, in the same round */
export function nudgeOf(before: State, now: State, quantity: Quantity): Nudge | undefined {
  const [first, second] = [passOf(before), passOf(now)];
  const from = first.values.get(quantity);
  const to = second.values.get(quantity);
  const slope = first.values.get(gradient(quantity));
  if (from === undefined || to === undefined || slope === undefined) return undefined;
  const change = to - from;
  return {change, lossBefore: first.loss, lossNow: second.loss, foretold: slope * change};
}
