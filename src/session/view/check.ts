import {type GradientComparison, gradientCheck} from '../../engine/gradientCheck.ts';
import {gradientsOf, type Pass} from '../../engine/pass.ts';
import {gradient, type Quantity} from '../../engine/quantity.ts';
import {type Notation, UNKNOWN} from '../notation.ts';
import {passOf, type State} from '../state.ts';
import {isKnown} from '../value.ts';
import type {Focus} from './focus.ts';

/** A parameter's gradient put to the test; all numbers are written out, as dashes until the pass has the gradient. */
export interface CheckRow {
  readonly quantity: Quantity;
  readonly name: string;
  /** As the pass on screen has it, by a wrong rule if the run has one. */
  readonly analytic: string;
  /** The central difference: (L(w + h) − L(w − h)) / 2h. */
  readonly numeric: string;
  readonly difference: string;
  /** Absent until the gradient is known, and where a number has left its range. */
  readonly agrees?: boolean;
  readonly marked: boolean;
}

const comparisons = new WeakMap<Pass, readonly GradientComparison[]>();

function comparisonsOf(pass: Pass): readonly GradientComparison[] {
  const {network, parameters, sample} = pass;
  const found = comparisons.get(pass) ?? gradientCheck(network, parameters, sample, gradientsOf(pass));
  comparisons.set(pass, found);
  return found;
}

/** The gradient check of the pass on screen, in canonical order. */
export function checkView(state: State, notation: Notation, focus: Focus): readonly CheckRow[] {
  const pass = passOf(state);
  return pass.network.parameters.map((parameter, i) => {
    const marked = focus.marked.has(parameter) || focus.marked.has(gradient(parameter));
    const known = isKnown(state, gradient(parameter));
    return {...checkRow(parameter, known ? comparisonsOf(pass)[i] : undefined, notation), marked};
  });
}

/** @param found absent: not known yet */
export function checkRow(
  quantity: Quantity,
  found: GradientComparison | undefined,
  notation: Notation,
): CheckRow {
  const {analytic = Number.NaN, numeric = Number.NaN, relativeDifference = Number.NaN} = found ?? {};
  const show = (value: number, digits?: number): string =>
    Number.isFinite(value) ? notation.number(value, digits) : notation.text(UNKNOWN);
  return {
    quantity,
    name: notation.symbol(quantity),
    analytic: show(analytic),
    numeric: show(numeric),
    difference: show(relativeDifference, 2),
    ...(found !== undefined &&
      Number.isFinite(analytic) &&
      Number.isFinite(numeric) && {agrees: found.agrees}),
    marked: false,
  };
}
