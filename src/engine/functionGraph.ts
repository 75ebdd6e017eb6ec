import {type Expression, leafOf, nodeId, operationOf} from './expression.ts';
import type {Formula} from './formula.ts';
import {number, product, quantity, sum} from './formula.ts';
import {createGraph, type GraphNode} from './graph.ts';
import type {NetGraph} from './netGraph.ts';
import type {Network} from './network.ts';
import type {Operation} from './pass.ts';
import {gradient, LOSS, next, nodeValue, type Quantity} from './quantity.ts';

/*
 * A function that somebody typed, in the place of a net: its variables are the parameters that are learnt and the inputs that are
 * given, its nodes are the quantities of the pass, and its result is the loss.
 */

/** A function as what a pass is made of. `given` are the variables that are not learnt. */
export function createFunction(expression: Expression, given: readonly string[] = []): Network {
  const parameters = expression.variables.filter((name) => !given.includes(name)).map(nodeValue);
  return {
    expression,
    layers: [],
    activations: [],
    // It has no targets: its result is what is made small.
    loss: 'half-squared-error',
    biased: new Set(),
    parameters,
    parameterIndex: new Map(parameters.map((name, index) => [name, index])),
    plan: [],
    inputs: given,
    outputs: [],
  };
}

/** What a node is called in a pass: the last one is the loss. */
export const quantityOf = (expression: Expression, index: number): Quantity =>
  index === expression.nodes.length - 1 ? LOSS : nodeValue(nodeId(expression, index));

/** The node of a quantity of a function; undefined where it has none. */
export function nodeOf(expression: Expression, name: Quantity): number | undefined {
  return placesOf(expression).get(name);
}

const places = new WeakMap<Expression, ReadonlyMap<Quantity, number>>();

function placesOf(expression: Expression): ReadonlyMap<Quantity, number> {
  const known = places.get(expression);
  if (known !== undefined) return known;
  const made = new Map(expression.nodes.map((_, index) => [quantityOf(expression, index), index]));
  places.set(expression, made);
  return made;
}

/** The graph of a function's pass: given variables first, then those that are learnt, then everything else in the expression's order. */
export function createFunctionGraph({inputs, parameters}: Network, expression: Expression): NetGraph {
  const variables = [...inputs.map(nodeValue), ...parameters];
  const order = [
    ...variables.map((name) => nodeOf(expression, name)!),
    ...expression.nodes.flatMap(({op}, index) => (op === 'variable' ? [] : [index])),
  ];
  const place = new Map(order.map((index, i) => [index, i]));
  const nodes = order.map((index): GraphNode => {
    const {op, value, inputs: from} = expression.nodes[index]!;
    const at = from.map((input) => place.get(input)!);
    if (op === 'variable') return {inputs: []};
    const operator = operationOf(expression, index);
    return operator === undefined
      ? {inputs: [], operator: {value: () => value!, slopes: () => [], work: {value: 0, slopes: 0}}}
      : {inputs: at, operator};
  });
  const names = order.map((index) => quantityOf(expression, index));
  return {graph: createGraph(nodes), names, index: new Map(names.map((name, i) => [name, i]))};
}

/** The operations of a function's pass: its nodes, their gradients from the last one back, the updates. */
export function* functionOperations({parameters}: Network, expression: Expression): Generator<Operation> {
  const {nodes} = expression;
  const name = (index: number): Quantity => quantityOf(expression, index);
  const leads = leadingTo(expression);
  for (const [index, {op}] of nodes.entries())
    if (op !== 'variable' && op !== 'number')
      yield {phase: 'forward', layer: 1, quantity: name(index), neuron: nodeId(expression, index)};
  for (let index = nodes.length - 2; index >= 0; index--)
    if (leads[index] && !nodes[index]!.constant)
      yield {
        phase: 'backward',
        layer: 1,
        quantity: gradient(name(index)),
        neuron: nodeId(expression, index),
      };
  for (const parameter of parameters)
    yield {phase: 'update', layer: 1, quantity: next(parameter), neuron: parameter};
}

/** Which nodes the result depends on. */
function leadingTo({nodes}: Expression): readonly boolean[] {
  const leads = nodes.map((_, index) => index === nodes.length - 1);
  for (let index = nodes.length - 1; index >= 0; index--)
    if (leads[index]) for (const input of nodes[index]!.inputs) leads[input] = true;
  return leads;
}

const leaf = (expression: Expression, index: number): Formula =>
  leafOf(expression, index, (node) => quantityOf(expression, node));

/** How a node of a function comes about from others; undefined for a variable. */
export function nodeFormula(expression: Expression, name: Quantity): Formula | undefined {
  const index = nodeOf(expression, name);
  if (index === undefined) return undefined;
  const inputs = expression.nodes[index]!.inputs.map((input) => leaf(expression, input));
  return operationOf(expression, index)?.formula(inputs);
}

/** The local derivative of a node by its input number `slot`, as a formula; `slope` is its number. */
export function slopeFormula(expression: Expression, name: Quantity, slot: number, slope: number): Formula {
  const index = nodeOf(expression, name)!;
  const inputs = expression.nodes[index]!.inputs.map((input) => leaf(expression, input));
  return operationOf(expression, index)!.slopeFormula(inputs, slot, leaf(expression, index), slope);
}

/** The gradient by a node: over its uses, the user's gradient times the local derivative. */
export function nodeGradientFormula(
  expression: Expression,
  {names, index}: NetGraph,
  {
    paths,
    slopes,
  }: {
    readonly paths: readonly (readonly {readonly node: number; readonly slot: number}[])[];
    readonly slopes: readonly (readonly number[])[];
  },
  name: Quantity,
): Formula {
  const uses = paths[index.get(name)!]!;
  if (uses.length === 0) return number(0);
  return sum(
    uses.map(({node, slot}) => {
      const user = names[node]!;
      const slope = slopeFormula(expression, user, slot, slopes[node]![slot]!);
      return user === LOSS ? slope : product(quantity(gradient(user)), slope);
    }),
  );
}
