import {type Expression, type ExpressionNode, nodeId, shownNodes} from '../../engine/expression.ts';
import {nodeFormula, quantityOf} from '../../engine/functionGraph.ts';
import {gradient, next} from '../../engine/quantity.ts';
import {cellsOf} from '../cells.ts';
import type {Notation} from '../notation.ts';
import {passOf, type State} from '../state.ts';
import {valueAt} from '../value.ts';
import type {Focus} from './focus.ts';
import type {Cell} from './network.ts';

/** A number of a node; `text` and `value` are absent while it is not computed. */
export type Figure = Pick<Cell, 'text' | 'value' | 'marked'>;

/** One node of a function's graph: what it is, and its numbers as far as they are computed. */
export interface GraphRow {
  readonly name: string;
  /** How it comes about from others; empty for a variable. */
  readonly formula: string;
  /** The operation in a sign or two, with the plain numbers that go into it: `+`, `×2`, `1/`, `a − b`; empty for a variable. */
  readonly sign: string;
  /** The rows that go into it, each as often as it does. */
  readonly inputs: readonly number[];
  readonly value: Figure;
  /** Absent where there is none to wait for: no variable goes into the node, or the result does not depend on it. */
  readonly gradient?: Figure;
  /** How far it is from the variables: a variable is 0. */
  readonly depth: number;
  /** Whether it is used more than once on the way to the result. */
  readonly fork: boolean;
}

/** The nodes of a function's graph in the order in which they are read, a variable before its first use; undefined for a net. */
export function graphView(state: State, notation: Notation, focus: Focus): readonly GraphRow[] | undefined {
  const pass = passOf(state);
  const {expression} = pass.network;
  if (expression === undefined) return undefined;
  const order = shownNodes(expression);
  const depths = depthsOf(expression);
  const places = new Map(order.map((index, place) => [index, place]));
  const figure = (value: number | undefined, marked: boolean): Figure =>
    value === undefined ? {marked} : {text: notation.number(value), value, marked};
  return order.map((index): GraphRow => {
    const {constant, inputs} = expression.nodes[index]!;
    const name = quantityOf(expression, index);
    const formula = nodeFormula(expression, name);
    const isLast = index === expression.nodes.length - 1;
    const value = valueAt(state, name);
    const reached = pass.sweep.paths[pass.netGraph.index.get(name)!]!.length;
    // The result's gradient by itself is there with its value.
    const swept = isLast ? (value === undefined ? undefined : 1) : valueAt(state, gradient(name));
    return {
      name: isLast ? notation.symbol(name) : notation.text(nodeId(expression, index)),
      formula: formula === undefined ? '' : notation.symbols(formula),
      sign: signOf(expression, index, notation),
      inputs: inputs.flatMap((input) => places.get(input) ?? []),
      value: figure(value, focus.marked.has(name) || focus.marked.has(next(name))),
      ...(constant || (!isLast && reached === 0)
        ? {}
        : {gradient: figure(swept, focus.marked.has(gradient(name)))}),
      depth: depths[index]!,
      fork: reached > 1,
    };
  });
}

const SIGNS: Readonly<Partial<Record<ExpressionNode['op'], string>>> = {
  '-': '−',
  '*': '×',
  neg: '−',
  copy: '=',
  log: 'ln',
  sigmoid: 'σ',
  sqrt: '√',
  abs: '|x|',
};

/** Where the order of the two matters, both are named, if their names are short. */
const LONGEST_NAMED = 9;

function signOf(expression: Expression, index: number, notation: Notation): string {
  const {op, inputs} = expression.nodes[index]!;
  if (op === 'variable' || op === 'number') return '';
  const sign = SIGNS[op] ?? op;
  const [left, right] = inputs.map((input) => expression.nodes[input]!);
  if (right === undefined) return notation.text(sign);
  const isWord = op === 'max' || op === 'min';
  const gap = isWord ? ' ' : '';
  const number = ({value, symbol}: ExpressionNode): string =>
    value === undefined ? '' : symbol === undefined ? notation.number(value) : notation.text(symbol);
  if (left!.value !== undefined || right.value !== undefined)
    return isWord
      ? `${sign}${gap}${number(left!)}${number(right)}`
      : `${number(left!)}${notation.text(sign)}${number(right)}`;
  if (isWord || op === '+' || op === '*' || left === right) return notation.text(sign);
  const named = notation.symbols(nodeFormula(expression, quantityOf(expression, index))!);
  return cellsOf(named) <= LONGEST_NAMED ? named : notation.text(sign);
}

function depthsOf({nodes}: Expression): readonly number[] {
  const depths: number[] = [];
  for (const {inputs} of nodes)
    depths.push(inputs.length === 0 ? 0 : 1 + Math.max(...inputs.map((input) => depths[input]!)));
  return depths;
}
