/**
 * The scalar computational graph and its backward sweep: reverse-mode automatic differentiation on single numbers
 * (Linnainmaa 1970; Rumelhart, Hinton & Williams 1986). A net is one way to build a graph.
 */
export interface Operator {
  /** The value from the inputs' values. */
  value(inputs: readonly number[]): number;
  /** The local derivative by each input, in the inputs' order. */
  slopes(inputs: readonly number[], value: number): readonly number[];
  readonly work: Work;
}

/**
 * How many arithmetic operations one call does. One operation is an addition, subtraction, multiplication or division of two
 * numbers, or one value of a function (e^x, ln, tanh, max, |x|, sign). Comparing, changing a sign and copying count nothing.
 */
export interface Work {
  readonly value: number;
  /** Of all the local derivatives together. */
  readonly slopes: number;
}

export interface GraphNode {
  /** Absent on a leaf: its value is given. */
  readonly operator?: Operator;
  /** Indices of earlier nodes. The same node may stand here more than once. */
  readonly inputs: readonly number[];
}

/** One place where a node's value goes in: input number `slot` of node `node`. */
export interface Use {
  readonly node: number;
  readonly slot: number;
}

export interface Graph {
  /** In an order in which every node comes after its inputs. */
  readonly nodes: readonly GraphNode[];
  /** Where each node is used, in the order of {@link nodes}. */
  readonly uses: readonly (readonly Use[])[];
}

/** Throws a RangeError where a node's input is not an earlier node. */
export function createGraph(nodes: readonly GraphNode[]): Graph {
  const uses: Use[][] = nodes.map(() => []);
  nodes.forEach((node, index) => {
    node.inputs.forEach((input, slot) => {
      if (!(input < index))
        throw new RangeError(`node ${index} has node ${input}, which is not earlier, as input`);
      uses[input]!.push({node: index, slot});
    });
  });
  return {nodes, uses};
}

/** Every node's value; `given(index)` is asked for the leaves. */
export function evaluate(graph: Graph, given: (leaf: number) => number): number[] {
  const values: number[] = [];
  graph.nodes.forEach(({operator, inputs}, index) => {
    values.push(
      operator === undefined ? given(index) : operator.value(inputs.map((input) => values[input]!)),
    );
  });
  return values;
}

export interface Sweep {
  /** ∂(the swept node)/∂(this node); 0 where the one does not depend on the other. */
  readonly gradients: readonly number[];
  /** Local derivatives of each node by its inputs; empty where the swept node does not depend on the node. */
  readonly slopes: readonly (readonly number[])[];
  /** The uses of each node through which it reaches the swept node: the forks whose shares add up. */
  readonly paths: readonly (readonly Use[])[];
}

/**
 * One sweep from node `from` back to the leaves: each node gathers, over its uses in order, the user's gradient times
 * the local derivative (the chain rule; at a fork the shares add up).
 */
export function sweepBack(graph: Graph, values: readonly number[], from: number): Sweep {
  const {nodes, uses} = graph;
  const gradients: number[] = Array(nodes.length).fill(0);
  const slopes: (readonly number[])[] = Array(nodes.length).fill([]);
  const paths: (readonly Use[])[] = Array(nodes.length).fill([]);
  const reaches = ({node}: Use): boolean => node === from || paths[node]!.length > 0;
  for (let index = from; index >= 0; index--) {
    if (index === from) {
      gradients[index] = 1;
    } else {
      const all = uses[index]!;
      const reaching = all.every(reaches) ? all : all.filter(reaches);
      const [first] = reaching;
      if (first === undefined) continue;
      paths[index] = reaching;
      // Starts from the first share, not from 0: 0 + (−0) is 0, and the fast trainer must find the same bits.
      let gathered = gradients[first.node]! * slopes[first.node]![first.slot]!;
      for (let i = 1; i < reaching.length; i++) {
        const {node, slot} = reaching[i]!;
        gathered += gradients[node]! * slopes[node]![slot]!;
      }
      gradients[index] = gathered;
    }
    const {operator, inputs} = nodes[index]!;
    if (operator !== undefined)
      slopes[index] = operator.slopes(
        inputs.map((input) => values[input]!),
        values[index]!,
      );
  }
  return {gradients, slopes, paths};
}
