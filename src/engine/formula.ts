import {elementwise} from './activations.ts';
import type {Quantity} from './quantity.ts';

/**
 * A formula as data, so that the same formula can be printed with symbols, printed with numbers, and evaluated.
 * Leaves are quantities and constants; how they are printed is the reader's affair (names, digits, ASCII).
 */
export type Formula =
  | {readonly kind: 'quantity'; readonly name: Quantity}
  /** A quantity that is taken at another number than its own, such as a rounded one. */
  | {readonly kind: 'taken'; readonly name: Quantity; readonly value: number}
  /** A plain number, printed as such in symbols too: the 1 of `1 − a`. */
  | {readonly kind: 'number'; readonly value: number}
  /** A number that has a symbol: η, or an optimiser's running mean. */
  | {readonly kind: 'symbol'; readonly symbol: string; readonly value: number}
  | {readonly kind: 'sum'; readonly terms: readonly Formula[]}
  | {readonly kind: 'difference'; readonly left: Formula; readonly right: Formula}
  | {readonly kind: 'product'; readonly factors: readonly Formula[]}
  | {readonly kind: 'quotient'; readonly over: Formula; readonly under: Formula}
  | {readonly kind: 'negative'; readonly of: Formula}
  | {readonly kind: 'power'; readonly base: Formula; readonly exponent: number}
  /** A power whose exponent is a formula too. */
  | {readonly kind: 'raised'; readonly base: Formula; readonly exponent: Formula}
  | {readonly kind: 'extreme'; readonly call: 'max' | 'min'; readonly left: Formula; readonly right: Formula}
  | {readonly kind: 'call'; readonly call: FunctionName; readonly of: Formula};

export type FunctionName = keyof typeof functions;

/** The functions that formulas name, with what they compute. */
export const functions = {
  σ: (z: number) => elementwise.sigmoid.value(z),
  tanh: Math.tanh,
  relu: (z: number) => elementwise.relu.value(z),
  'relu′': (z: number) => elementwise.relu.slope(z, Number.NaN),
  'leaky-relu': (z: number) => elementwise['leaky-relu'].value(z),
  'leaky-relu′': (z: number) => elementwise['leaky-relu'].slope(z, Number.NaN),
  softplus: (z: number) => elementwise.softplus.value(z),
  exp: Math.exp,
  ln: Math.log,
  sqrt: Math.sqrt,
  abs: Math.abs,
  /** At the kink the derivative from the left. */
  'abs′': (z: number) => (z > 0 ? 1 : -1),
  sign: Math.sign,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
} as const;

export const quantity = (name: Quantity): Formula => ({kind: 'quantity', name});
export const taken = (name: Quantity, value: number): Formula => ({kind: 'taken', name, value});
export const number = (value: number): Formula => ({kind: 'number', value});
export const symbol = (text: string, value: number): Formula => ({kind: 'symbol', symbol: text, value});
export const sum = (terms: readonly Formula[]): Formula =>
  terms.length === 1 ? terms[0]! : {kind: 'sum', terms};
export const difference = (left: Formula, right: Formula): Formula => ({kind: 'difference', left, right});
export const product = (...factors: readonly Formula[]): Formula =>
  factors.length === 1 ? factors[0]! : {kind: 'product', factors};
export const quotient = (over: Formula, under: Formula): Formula => ({kind: 'quotient', over, under});
export const negative = (of: Formula): Formula => ({kind: 'negative', of});
export const power = (base: Formula, exponent: number): Formula => ({kind: 'power', base, exponent});
export const raised = (base: Formula, exponent: Formula): Formula => ({kind: 'raised', base, exponent});
export const call = (name: FunctionName, of: Formula): Formula => ({kind: 'call', call: name, of});

/** The formula's number, from the numbers of its quantities. For checking: the engine's own values come from the graph. */
export function evaluateFormula(formula: Formula, known: (name: Quantity) => number): number {
  const at = (part: Formula): number => evaluateFormula(part, known);
  switch (formula.kind) {
    case 'quantity':
      return known(formula.name);
    case 'taken':
    case 'number':
    case 'symbol':
      return formula.value;
    case 'sum':
      return formula.terms.reduce((total, term) => total + at(term), 0);
    case 'difference':
      return at(formula.left) - at(formula.right);
    case 'product':
      return formula.factors.reduce((total, factor) => total * at(factor), 1);
    case 'quotient':
      return at(formula.over) / at(formula.under);
    case 'negative':
      return -at(formula.of);
    case 'power':
      return at(formula.base) ** formula.exponent;
    case 'raised':
      return at(formula.base) ** at(formula.exponent);
    case 'extreme':
      return Math[formula.call](at(formula.left), at(formula.right));
    case 'call':
      return functions[formula.call](at(formula.of));
  }
}

/** The formula with other leaves in place of its quantities. */
export function mapQuantities(formula: Formula, leaf: (name: Quantity) => Formula): Formula {
  const at = (part: Formula): Formula => mapQuantities(part, leaf);
  switch (formula.kind) {
    case 'quantity':
      return leaf(formula.name);
    case 'taken':
    case 'number':
    case 'symbol':
      return formula;
    case 'sum':
      return sum(formula.terms.map(at));
    case 'difference':
      return difference(at(formula.left), at(formula.right));
    case 'product':
      return flatProduct(formula.factors.map(at));
    case 'quotient':
      return quotient(at(formula.over), at(formula.under));
    case 'negative': {
      const inner = at(formula.of);
      return inner.kind === 'negative' ? inner.of : negative(inner);
    }
    case 'power':
      return power(at(formula.base), formula.exponent);
    case 'raised':
      return raised(at(formula.base), at(formula.exponent));
    case 'extreme':
      return {...formula, left: at(formula.left), right: at(formula.right)};
    case 'call':
      return call(formula.call, at(formula.of));
  }
}

/** The product as one writes it: factors that are products are joined, and a leading minus stands in front of the whole. */
export function flatProduct(factors: readonly Formula[]): Formula {
  const [first, ...others] = factors.flatMap((factor) =>
    factor.kind === 'product' ? factor.factors : [factor],
  );
  if (first?.kind === 'negative') return negative(flatProduct([first.of, ...others]));
  return first === undefined ? number(1) : product(first, ...others);
}

/** The formula with its sign turned round. */
export function opposite(formula: Formula): Formula {
  if (formula.kind === 'negative') return formula.of;
  if (formula.kind === 'difference') return difference(formula.right, formula.left);
  return negative(formula);
}
