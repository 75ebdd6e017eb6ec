import {gradient, next, type Quantity} from '../../engine/quantity.ts';
import type {Notation} from '../notation.ts';
import {passOf, type State} from '../state.ts';
import {valueAt} from '../value.ts';
import type {Focus} from './focus.ts';
import {UNKNOWN} from './working.ts';

/** One parameter in the table; all numbers are written out, unknown ones as a dash. */
export interface ParameterRow {
  readonly quantity: Quantity;
  readonly name: string;
  readonly old: string;
  readonly gradient: string;
  readonly next: string;
  readonly change: string;
  readonly marked: boolean;
}

/** All parameters in canonical order: before, gradient, after, and by how much they change. */
export function parameterTable(state: State, notation: Notation, focus: Focus): readonly ParameterRow[] {
  const show = (value: number | undefined): string =>
    value === undefined ? notation.text(UNKNOWN) : notation.number(value);
  return passOf(state).network.parameters.map((quantity) => {
    const old = valueAt(state, quantity);
    const after = valueAt(state, next(quantity));
    return {
      quantity,
      name: notation.symbol(quantity),
      old: show(old),
      gradient: show(valueAt(state, gradient(quantity))),
      next: show(after),
      change: show(old === undefined || after === undefined ? undefined : after - old),
      marked: [quantity, gradient(quantity), next(quantity)].some((name) => focus.marked.has(name)),
    };
  });
}
