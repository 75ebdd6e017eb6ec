import {type Expression, nodeId} from '../../engine/expression.ts';
import {nodeFormula, quantityOf} from '../../engine/functionGraph.ts';
import {gradient, next, type Quantity} from '../../engine/quantity.ts';
import type {Notation} from '../notation.ts';
import {passOf, type State} from '../state.ts';
import {valueAt} from '../value.ts';
import type {Focus} from './focus.ts';

/** One node of a function's graph: what it is, and its numbers as far as they are computed. */
export interface GraphRow {
  readonly name: string;
  /** How it comes about from others; empty for a variable. */
  readonly formula: string;
  readonly value?: string;
  /** Absent while it is not computed. */
  readonly gradient?: string;
  /** Whether there is no gradient to wait for: no variable goes into the node, or the result does not depend on it. */
  readonly still: boolean;
  /** How far it is from the variables: a variable is 0. */
  readonly depth: number;
  /** Whether it is used more than once on the way to the result. */
  readonly fork: boolean;
  readonly markedValue: boolean;
  readonly markedGradient: boolean;
}

/** The nodes of a function's graph in the order in which they are computed, variables first; undefined for a net. */
export function graphView(state: State, notation: Notation, focus: Focus): readonly GraphRow[] | undefined {
  const pass = passOf(state);
  const {expression} = pass.network;
  if (expression === undefined) return undefined;
  const shown = expression.nodes.flatMap(({op}, index) => (op === 'number' ? [] : [index]));
  const isVariable = (index: number): boolean => expression.nodes[index]!.op === 'variable';
  const order = [...shown.filter(isVariable), ...shown.filter((index) => !isVariable(index))];
  const depths = depthsOf(expression);
  const text = (name: Quantity): string | undefined => {
    const value = valueAt(state, name);
    return value === undefined ? undefined : notation.number(value);
  };
  return order.map((index): GraphRow => {
    const name = quantityOf(expression, index);
    const formula = nodeFormula(expression, name);
    const isLast = index === expression.nodes.length - 1;
    const value = text(name);
    const swept = isLast ? (value === undefined ? undefined : notation.number(1)) : text(gradient(name));
    const reached = pass.sweep.paths[pass.netGraph.index.get(name)!]!.length;
    return {
      name: isLast ? notation.symbol(name) : notation.text(nodeId(expression, index)),
      formula: formula === undefined ? '' : notation.symbols(formula),
      ...(value === undefined ? {} : {value}),
      ...(swept === undefined ? {} : {gradient: swept}),
      still: expression.nodes[index]!.constant || (!isLast && reached === 0),
      depth: depths[index]!,
      fork: reached > 1,
      markedValue: focus.marked.has(name) || focus.marked.has(next(name)),
      markedGradient: focus.marked.has(gradient(name)),
    };
  });
}

function depthsOf({nodes}: Expression): readonly number[] {
  const depths: number[] = [];
  for (const {inputs} of nodes)
    depths.push(inputs.length === 0 ? 0 : 1 + Math.max(...inputs.map((input) => depths[input]!)));
  return depths;
}
