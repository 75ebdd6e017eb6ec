import type {MistakeName, Slip} from '../../engine/mistakes.ts';
import {formulaOf} from '../../engine/passFormulas.ts';
import {formatQuantity, parseQuantity, type Quantity} from '../../engine/quantity.ts';
import {cellsOf} from '../cells.ts';
import {passNamed, slipsAt} from '../diagnosis.ts';
import type {Notation} from '../notation.ts';
import {slipSaid} from '../slipWords.ts';
import {passOf, type State} from '../state.ts';

/** A line that ends in the number asked for. */
export interface SlipLine {
  readonly symbols: string;
  /** Empty where it would only say the result. */
  readonly numbers: string;
  /** `?` for the right line. */
  readonly result: string;
}

/** A wrong and the right way to a number, and where the wrong one went astray. */
export interface SlipView {
  readonly wrong: SlipLine;
  readonly right: SlipLine;
  /** The lines that the mistake changed, where these are few and not the line asked for. */
  readonly site: readonly string[];
  /** What was done, and why it is wrong. */
  readonly said: {readonly name: string; readonly why: string};
}

/** What is still to be found, written as a number without a value is. */
const HIDDEN = '?';
/** More lines than this are no place to point at. */
const MOST_SITES = 2;

/**
 * A slip with the numbers of the round where the question is resolved. The right line says how to go on, but neither its result nor any
 * number as large as that.
 * @param most cells of a formula; wider sums lose terms in the middle
 */
export function slipView(
  slip: Slip,
  asked: Quantity,
  revealed: State,
  notation: Notation,
  most: number,
): SlipView {
  const {pass, own} = passNamed(revealed, asked)!;
  const {values} = pass;
  const truth = Math.abs(values.get(own)!);
  const line = (formula: Slip['formula'], known: (name: Quantity) => number, result: string): SlipLine => ({
    symbols: notation.symbols(formula, most),
    numbers:
      formula.kind === 'quantity' || formula.kind === 'taken' ? '' : notation.numbers(formula, known, most),
    result,
  });
  const known = (name: Quantity): number => values.get(name)!;
  const unlessTruth = (name: Quantity): number =>
    Math.abs(known(name)) === truth ? Number.NaN : known(name);
  return {
    wrong: line(slip.formula, known, notation.number(slip.value)),
    right: line(slip.right, unlessTruth, HIDDEN),
    said: slipSaid(slip.mistake, pass.network, notation.language),
    site: slip.site.length > MOST_SITES ? [] : slip.site.map((name) => notation.symbol(name)),
  };
}

/** A quantity's line in symbols, as a question shows it among others: `∂L/∂wo = ∂L/∂zo·yh`. */
export function lineOf(
  state: State,
  quantity: Quantity,
  notation: Notation,
  most = Number.POSITIVE_INFINITY,
): string {
  const formula = formulaOf(passOf(state), quantity);
  const parts = parseQuantity(quantity);
  const isUpdate = parts?.kind === 'next';
  const left = `${notation.symbol(isUpdate ? formatQuantity(parts.of) : quantity)} ${isUpdate ? notation.text('←') : '='} `;
  return left + (formula === undefined ? HIDDEN : notation.symbols(formula, most - cellsOf(left)));
}

/** A wrong number, and what was done to get it. */
export interface CommonSlip {
  readonly number: string;
  readonly name: string;
}

/** As many as are worth a line. */
const MOST_COMMON = 3;

/** What is worth telling first: mistakes that only some questions allow. */
const TELLING: readonly MistakeName[] = [
  'updated-weight',
  'one-path',
  'weight-factor-on-bias',
  'no-slope',
  'gradient-as-update',
  'slope-at-output',
  'wrong-factor',
  'wrong-sign',
];

/** Some mistakes, each with a number that it leads to; as they are written, all differ from each other and from the truth. */
export function commonSlips(asked: Quantity, revealed: State, notation: Notation): readonly CommonSlip[] {
  const named = passNamed(revealed, asked);
  const truth = named?.pass.values.get(named.own);
  const written = new Set(truth === undefined ? [] : [notation.number(truth)]);
  const slips = slipsAt(revealed, asked);
  const found: CommonSlip[] = [];
  for (const mistake of TELLING) {
    const slip = slips.find((each) => each.mistake === mistake && !written.has(notation.number(each.value)));
    if (slip === undefined || found.length === MOST_COMMON) continue;
    const number = notation.number(slip.value);
    written.add(number);
    found.push({number, name: slipSaid(mistake, named!.pass.network, notation.language).name});
  }
  return found;
}
