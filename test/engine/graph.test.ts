import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
  createGraph,
  evaluate,
  type Graph,
  type GraphNode,
  type Operator,
  sweepBack,
} from '../../src/engine/graph.ts';

const work = {value: 1, slopes: 1};
const gate = {
  add: {value: ([a, b]) => a! + b!, slopes: () => [1, 1], work},
  multiply: {value: ([a, b]) => a! * b!, slopes: ([a, b]) => [b!, a!], work},
  negate: {value: ([a]) => -a!, slopes: () => [-1], work},
  exp: {value: ([a]) => Math.exp(a!), slopes: (_, value) => [value], work},
  plusOne: {value: ([a]) => a! + 1, slopes: () => [1], work},
  invert: {value: ([a]) => 1 / a!, slopes: ([a]) => [-1 / (a! * a!)], work},
  sin: {value: ([a]) => Math.sin(a!), slopes: ([a]) => [Math.cos(a!)], work},
} satisfies Record<string, Operator>;

const leaf: GraphNode = {inputs: []};

describe('the sigmoid circuit of CS231n (Karpathy, "Backpropagation, Intuitions")', () => {
  // f(w, x) = 1 / (1 + e^−(w0·x0 + w1·x1 + w2)) with w = (2, −3, −3), x = (−1, −2), gate by gate.
  const given = [2, -1, -3, -2, -3];
  const graph = createGraph([
    ...given.map(() => leaf),
    {operator: gate.multiply, inputs: [0, 1]},
    {operator: gate.multiply, inputs: [2, 3]},
    {operator: gate.add, inputs: [5, 6]},
    {operator: gate.add, inputs: [7, 4]},
    {operator: gate.negate, inputs: [8]},
    {operator: gate.exp, inputs: [9]},
    {operator: gate.plusOne, inputs: [10]},
    {operator: gate.invert, inputs: [11]},
  ]);
  const values = evaluate(graph, (i) => given[i]!);
  const {gradients} = sweepBack(graph, values, 12);

  it('has the value 0.73', () => {
    expect(values[12]).toBeCloseTo(0.73, 2);
  });

  it.each([
    ['w0', 0, -0.2],
    ['x0', 1, 0.39],
    ['w1', 2, -0.39],
    ['x1', 3, -0.59],
    ['w2', 4, 0.2],
  ])('has the published gradient by %s', (_, index, gradient) => {
    expect(Math.abs(gradients[index]! - gradient)).toBeLessThan(0.006);
  });
});

/** Random graphs: a few leaves, then gates on any earlier nodes, so that values fork and join. */
const anyGraph: fc.Arbitrary<{graph: Graph; given: number[]}> = fc
  .tuple(
    fc.array(fc.double({min: -1.5, max: 1.5, noNaN: true}), {minLength: 1, maxLength: 4}),
    fc.array(fc.tuple(fc.constantFrom('add', 'multiply', 'sin'), fc.nat(), fc.nat()), {
      minLength: 1,
      maxLength: 12,
    }),
  )
  .map(([given, gates]) => {
    const nodes: GraphNode[] = given.map(() => leaf);
    for (const [kind, a, b] of gates) {
      const inputs = kind === 'sin' ? [a % nodes.length] : [a % nodes.length, b % nodes.length];
      nodes.push({operator: gate[kind as 'add'], inputs});
    }
    return {graph: createGraph(nodes), given};
  });

describe('the backward sweep', () => {
  it('adds up at forks and agrees with central differences', () => {
    fc.assert(
      fc.property(anyGraph, ({graph, given}) => {
        const last = graph.nodes.length - 1;
        const at = (leaves: readonly number[]): number => evaluate(graph, (i) => leaves[i]!)[last]!;
        const values = evaluate(graph, (i) => given[i]!);
        fc.pre(values.every((value) => Math.abs(value) < 20));
        const {gradients} = sweepBack(graph, values, last);
        given.forEach((value, i) => {
          const h = 1e-5;
          const numeric = (at(given.with(i, value + h)) - at(given.with(i, value - h))) / (2 * h);
          expect(Math.abs(gradients[i]! - numeric)).toBeLessThan(1e-4 * Math.max(1, Math.abs(numeric)));
        });
      }),
    );
  });

  it('leaves what the swept node does not depend on at 0, and finds no path from it', () => {
    const graph = createGraph([
      leaf,
      leaf,
      {operator: gate.sin, inputs: [0]},
      {operator: gate.sin, inputs: [1]},
    ]);
    const {gradients, paths} = sweepBack(
      graph,
      evaluate(graph, () => 0.5),
      2,
    );
    expect(gradients).toEqual([Math.cos(0.5), 0, 1, 0]);
    expect(paths[1]).toEqual([]);
  });
});

it('a node cannot use a later one', () => {
  expect(() => createGraph([{operator: gate.sin, inputs: [1]}, leaf])).toThrow(RangeError);
});
