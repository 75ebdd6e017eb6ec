import type {Quantity} from '../../engine/quantity.ts';
import {currentOperation, type State} from '../state.ts';

/** What a screen draws attention to. */
export interface Focus {
  /** The quantity whose working is shown. */
  readonly subject?: Quantity;
  /** Quantities to mark: the author's `focus`, or what was computed last. */
  readonly marked: ReadonlySet<Quantity>;
}

/** The author's focus where a step has one, else the operation that was computed last. */
export function focusOf(state: State, given: readonly Quantity[] = []): Focus {
  const current = currentOperation(state)?.quantity;
  if (given.length > 0) return {subject: given[0]!, marked: new Set(given)};
  return current === undefined ? {marked: new Set()} : {subject: current, marked: new Set([current])};
}
