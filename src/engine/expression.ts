import {type Formula, number, quantity, symbol} from './formula.ts';
import {createGraph, evaluate, type Graph, type Sweep, sweepBack} from './graph.ts';
import {
  constantPower,
  constants,
  type DomainCode,
  type Kink,
  type Operation,
  type OperationName,
  operations,
} from './operators.ts';
import {checkSlope, type SlopeCheck} from './slopeCheck.ts';

/** A node of an expression: a variable, a number, or an operation on earlier nodes. */
export interface ExpressionNode {
  readonly op: OperationName | 'variable' | 'number';
  /** Indices of earlier nodes. */
  readonly inputs: readonly number[];
  /** Where it stands in the text, counted from 0: of an operation, its sign or name. */
  readonly at: number;
  /** Of a variable, or of what a definition defines. */
  readonly name?: string;
  /** Of a number. */
  readonly value?: number;
  /** Of a number that was written by its name: π, e. */
  readonly symbol?: string;
  /** Whether no variable goes into it. */
  readonly constant: boolean;
}

/** A function that somebody typed, as a graph. The last node is its result, and no node but that one stands for it. */
export interface Expression {
  readonly text: string;
  readonly nodes: readonly ExpressionNode[];
  /** In the order in which they first appear. */
  readonly variables: readonly string[];
}

/** What a node is called: by its name, or by its number in the expression. */
export const nodeId = ({nodes}: Expression, index: number): string => nodes[index]!.name ?? `#${index}`;

/** The indices of the nodes that are shown: all but plain numbers. */
export const shownNodes = ({nodes}: Expression): readonly number[] =>
  nodes.flatMap(({op}, index) => (op === 'number' ? [] : [index]));

/** A node in a formula: a number by itself or by its symbol, any other by a name. */
export function leafOf({nodes}: Expression, index: number, nameOf: (index: number) => string): Formula {
  const {value, symbol: sign} = nodes[index]!;
  if (value === undefined) return quantity(nameOf(index));
  return sign === undefined ? number(value) : symbol(sign, value);
}

/** The operation of a node; undefined for variables and numbers. */
export function operationOf({nodes}: Expression, index: number): Operation | undefined {
  const {op, inputs} = nodes[index]!;
  if (op === 'variable' || op === 'number') return undefined;
  return op === '^' && nodes[inputs[1]!]!.constant ? constantPower : operations[op];
}

/** Gathers the nodes of an expression while somebody reads it. */
export interface ExpressionBuilder {
  number(value: number, at: number): number;
  /** A defined name's node, or else the variable of that name. */
  name(name: string, at: number): number;
  operation(op: OperationName, inputs: readonly number[], at: number): number;
  /** Whether the name is used or defined already. */
  has(name: string): 'variable' | 'definition' | undefined;
  /** Gives a node a name. A node that has one already, and a variable, gets a copy. */
  define(name: string, node: number, at: number): void;
  finish(text: string, result: number): Expression;
}

export function createExpressionBuilder(): ExpressionBuilder {
  const nodes: ExpressionNode[] = [];
  const variables = new Map<string, number>();
  const definitions = new Map<string, number>();
  const add = (node: ExpressionNode): number => nodes.push(node) - 1;
  const operation = (op: OperationName, inputs: readonly number[], at: number): number =>
    add({op, inputs, at, constant: inputs.every((input) => nodes[input]!.constant)});
  /** The node itself where it is an operation that nothing else stands for yet. */
  const fresh = (node: number, at: number): number => {
    const {op, name} = nodes[node]!;
    const isFree = op !== 'variable' && op !== 'number' && name === undefined && node === nodes.length - 1;
    return isFree ? node : operation('copy', [node], at);
  };
  return {
    number: (value, at) => add({op: 'number', inputs: [], at, value, constant: true}),
    name(name, at) {
      const value = constants.get(name);
      if (value !== undefined) {
        const symbol = name === 'pi' ? 'π' : name;
        return add({op: 'number', inputs: [], at, value, symbol, constant: true});
      }
      const known = definitions.get(name) ?? variables.get(name);
      if (known !== undefined) return known;
      const node = add({op: 'variable', inputs: [], at, name, constant: false});
      variables.set(name, node);
      return node;
    },
    operation(op, inputs, at) {
      const [first] = inputs;
      const of = op === 'neg' && first === nodes.length - 1 ? nodes[first] : undefined;
      if (of?.value === undefined || of.symbol !== undefined) return operation(op, inputs, at);
      // A minus before plain digits is the number's own.
      nodes.pop();
      return add({...of, value: -of.value, at});
    },
    has: (name) => (definitions.has(name) ? 'definition' : variables.has(name) ? 'variable' : undefined),
    define(name, node, at) {
      const named = fresh(node, at);
      nodes[named] = {...nodes[named]!, name};
      definitions.set(name, named);
    },
    finish(text, result) {
      const {op, at} = nodes[result]!;
      if (op === 'variable' || op === 'number' || result !== nodes.length - 1)
        operation('copy', [result], at);
      return {text, nodes, variables: [...variables.keys()]};
    },
  };
}

/** The same function with every sigmoid opened into its gates: −z, e^−z, 1 + e^−z, 1 / (1 + e^−z). */
export function opened(expression: Expression): Expression {
  const nodes: ExpressionNode[] = [];
  const place: number[] = [];
  for (const node of expression.nodes) {
    const inputs = node.inputs.map((input) => place[input]!);
    const {at, constant} = node;
    const gate = (op: OperationName, of: readonly number[]): number =>
      nodes.push({op, inputs: of, at, constant}) - 1;
    if (node.op === 'sigmoid') {
      const one = nodes.push({op: 'number', inputs: [], at, value: 1, constant: true}) - 1;
      const power = gate('exp', [gate('neg', inputs)]);
      const last = gate('/', [one, gate('+', [one, power])]);
      if (node.name !== undefined) nodes[last] = {...nodes[last]!, name: node.name};
      place.push(last);
    } else {
      place.push(nodes.push({...node, inputs}) - 1);
    }
  }
  return {...expression, nodes};
}

/** Why an expression has no value or no gradient at a point: the first node at which it fails. */
export interface DomainFault {
  readonly code: DomainCode | 'overflow' | 'overflow-gradient';
  readonly node: number;
  readonly inputs: readonly number[];
}

/** A node that stands at a kink, and the derivative that is shown there. */
export interface KinkNote {
  readonly node: number;
  readonly shown: Kink;
}

/** An expression at a point: every node's value and gradient. */
export interface Derivatives {
  readonly graph: Graph;
  readonly values: readonly number[];
  readonly sweep: Sweep;
  readonly kinks: readonly KinkNote[];
}

/** The graph of an expression: nodes of the same indices. */
export function expressionGraph(expression: Expression): Graph {
  return createGraph(
    expression.nodes.map(({inputs}, index) => {
      const operator = operationOf(expression, index);
      return operator === undefined ? {inputs} : {operator, inputs};
    }),
  );
}

/** What the leaves of an expression's graph are worth. */
export const leafValues =
  ({nodes}: Expression, point: ReadonlyMap<string, number>) =>
  (index: number): number => {
    const {value, name} = nodes[index]!;
    return value ?? point.get(name ?? '') ?? Number.NaN;
  };

/** The first node that is not defined with these values. */
export function domainFault(expression: Expression, values: readonly number[]): DomainFault | undefined {
  for (const [node, {inputs}] of expression.nodes.entries()) {
    const operation = operationOf(expression, node);
    if (operation === undefined) continue;
    const given = inputs.map((input) => values[input]!);
    const code = operation.outside?.(given);
    // What holds no variable needs no slope.
    if (code !== undefined && !(code === 'vertical' && expression.nodes[node]!.constant))
      return {code, node, inputs: given};
    if (!Number.isFinite(values[node]!)) return {code: 'overflow', node, inputs: given};
  }
  return undefined;
}

/** The nodes that stand at a kink. */
export const kinksOf = (expression: Expression, values: readonly number[]): readonly KinkNote[] =>
  expression.nodes.flatMap(({inputs, constant}, node) => {
    const kink = constant ? undefined : operationOf(expression, node)?.kink;
    return kink?.at(inputs.map((input) => values[input]!)) ? [{node, shown: kink.shown}] : [];
  });

/**
 * The function's value and its derivative by every node, in one sweep.
 * @param point a number for every variable
 */
export function differentiate(
  expression: Expression,
  point: ReadonlyMap<string, number>,
): {readonly ok: true; readonly value: Derivatives} | {readonly ok: false; readonly fault: DomainFault} {
  const graph = expressionGraph(expression);
  const values = evaluate(graph, leafValues(expression, point));
  const fault = domainFault(expression, values);
  if (fault !== undefined) return {ok: false, fault};
  const sweep = sweepBack(graph, values, graph.nodes.length - 1);
  const burst = sweep.gradients.findLastIndex((gradient) => !Number.isFinite(gradient));
  if (burst >= 0) return {ok: false, fault: {code: 'overflow-gradient', node: burst, inputs: []}};
  return {ok: true, value: {graph, values, sweep, kinks: kinksOf(expression, values)}};
}

/**
 * Each variable's derivative put to the test by trying. What was tried is NaN where the function is not defined on both sides.
 * @param derivatives of the function at that point
 */
export function checkDerivatives(
  expression: Expression,
  point: ReadonlyMap<string, number>,
  {graph, sweep}: Derivatives,
): ReadonlyMap<string, SlopeCheck> {
  const at = (name: string, value: number): number => {
    const values = evaluate(graph, leafValues(expression, new Map(point).set(name, value)));
    const fault = domainFault(expression, values);
    return fault === undefined || fault.code === 'vertical' ? values.at(-1)! : Number.NaN;
  };
  return new Map(
    expression.variables.map((name) => {
      const node = expression.nodes.findIndex((one) => one.op === 'variable' && one.name === name);
      return [name, checkSlope((value) => at(name, value), point.get(name)!, sweep.gradients[node]!)];
    }),
  );
}
