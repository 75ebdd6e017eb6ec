import {type ChainRule, chainRule, type Factor} from '../../engine/chainRule.ts';
import type {Formula} from '../../engine/formula.ts';
import {formulaOf} from '../../engine/passFormulas.ts';
import {formatQuantity, parseQuantity, type Quantity} from '../../engine/quantity.ts';
import {type Notation, UNKNOWN} from '../notation.ts';
import {passOf, type State} from '../state.ts';
import {isKnown, valueAt} from '../value.ts';

export interface FactorView {
  /** ∂over/∂under */
  readonly symbol: string;
  /** What it works out to, in symbols; empty where that says nothing new. */
  readonly meaning: string;
  readonly number: string;
}

/** How one number comes about, for the chain-rule panel, linear text and worked solutions. */
export type Working =
  /** It was given: an input, a target, a weight at the start of the round. */
  | {readonly kind: 'given'; readonly left: string; readonly value: string}
  | {
      readonly kind: 'formula';
      /** `zh`, or for an update the parameter itself. */
      readonly left: string;
      readonly sign: '=' | '←';
      readonly symbols: string;
      readonly numbers: string;
      readonly value: string;
    }
  | {
      readonly kind: 'chain';
      readonly left: string;
      /** One product per path from the loss; `value` is the product of one path. */
      readonly paths: readonly {readonly factors: readonly FactorView[]; readonly value: string}[];
      /** Whether the paths start at the loss, or at the δs of the layer behind. */
      readonly fromLoss: boolean;
      readonly value: string;
    };

/** The working of a quantity at the cursor; numbers that are not computed yet stand as dashes. Undefined for no quantity of the net. */
export function workingOf(state: State, notation: Notation, subject: Quantity): Working | undefined {
  const pass = passOf(state);
  const parts = parseQuantity(subject);
  if (parts === undefined || !pass.values.has(subject)) return undefined;
  const number = (name: Quantity): string => {
    const value = valueAt(state, name);
    return value === undefined ? notation.text(UNKNOWN) : notation.number(value);
  };

  if (parts.kind === 'gradient') {
    const rule = chainRule(pass, formatQuantity(parts.of));
    if (rule?.paths.some((path) => path.length > 1)) return chainView(state, notation, subject, rule, number);
  }
  const formula = formulaOf(pass, subject);
  if (formula === undefined) return {kind: 'given', left: notation.symbol(subject), value: number(subject)};
  return {
    kind: 'formula',
    left: parts.kind === 'next' ? notation.symbol(formatQuantity(parts.of)) : notation.symbol(subject),
    sign: parts.kind === 'next' ? '←' : '=',
    symbols: notation.symbols(formula),
    numbers: numbersAt(state, notation, formula),
    value: number(subject),
  };
}

/** The formula with the numbers of this moment. */
function numbersAt(state: State, notation: Notation, formula: Formula): string {
  return notation.numbers(formula, (name) => valueAt(state, name));
}

function chainView(
  state: State,
  notation: Notation,
  subject: Quantity,
  rule: ChainRule,
  number: (name: Quantity) => string,
): Working {
  const known = isKnown(state, subject);
  const dash = notation.text(UNKNOWN);
  const factorView = ({over, under, value, formula, quantity}: Factor): FactorView => ({
    symbol: notation.derivative(over, under),
    meaning: formula === undefined ? '' : notation.symbols(formula),
    number: known || isKnown(state, quantity ?? over) ? notation.number(value) : dash,
  });
  return {
    kind: 'chain',
    left: notation.symbol(subject),
    paths: rule.paths.map((path) => ({
      factors: path.map(factorView),
      value: known ? notation.number(path.reduce((total, {value}) => total * value, 1)) : dash,
    })),
    fromLoss: rule.fromLoss,
    value: number(subject),
  };
}
