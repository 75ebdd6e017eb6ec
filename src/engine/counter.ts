import {evaluate, type Graph, type Operator, sweepBack} from './graph.ts';
import {createNetGraph} from './netGraph.ts';
import type {Network} from './network.ts';
import {LOSS} from './quantity.ts';

/**
 * Arithmetic operations, in the unit of `Work` (graph.ts): one addition, subtraction, multiplication or division of two numbers,
 * or one value of a function. Comparing, changing a sign and copying count nothing.
 */
export interface Counts {
  /** Of one forward pass of one sample, from its inputs to its loss. */
  readonly forward: number;
  /**
   * Of one backward sweep after it, from the loss to the gradient of everything: the local derivatives, the product with each of
   * them, and the additions where paths meet.
   */
  readonly backward: number;
  /** Of one forward pass for each parameter, moved a little, and one where nothing is moved: the gradient by trying. */
  readonly numeric: number;
  readonly parameters: number;
}

const known = new WeakMap<Network, Counts>();

/**
 * What a net's gradient costs, counted while the explained pass really runs: each operator's own work is added up at each call, and
 * the sweep says which shares it multiplied and added. It does not depend on the numbers in the net. (The fast trainer
 * finds the same numbers with somewhat fewer operations: it leaves out what is multiplied by 1, and the inputs' gradients.)
 */
export function countsOf(network: Network): Counts {
  const counts = known.get(network) ?? count(network);
  known.set(network, counts);
  return counts;
}

function count(network: Network): Counts {
  const {graph, index} = createNetGraph(network);
  const loss = index.get(LOSS)!;
  const done = {values: graph.nodes.map(() => 0), slopes: 0};
  const counting: Graph = {
    ...graph,
    nodes: graph.nodes.map(({operator, inputs}, node) =>
      operator === undefined ? {inputs} : {inputs, operator: counted(operator, node, done)},
    ),
  };
  const values = evaluate(counting, () => 0);
  const {paths} = sweepBack(counting, values, loss);
  const leads = (node: number): boolean => node === loss || paths[node]!.length > 0;
  // What hangs beside the way to the loss is not counted: outputs and loss parts that are only shown.
  const forward = sum(done.values.filter((_, node) => leads(node)));
  const shares = sum(paths.map((uses) => (uses.length === 0 ? 0 : uses.length + (uses.length - 1))));
  const parameters = network.parameters.length;
  return {forward, backward: done.slopes + shares, numeric: (parameters + 1) * forward, parameters};
}

/** The same operator, which also notes its work at each call. */
function counted(
  {value, slopes, work}: Operator,
  node: number,
  done: {values: number[]; slopes: number},
): Operator {
  return {
    value(inputs) {
      done.values[node]! += work.value;
      return value(inputs);
    },
    slopes(inputs, reached) {
      done.slopes += work.slopes;
      return slopes(inputs, reached);
    },
    work,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);
