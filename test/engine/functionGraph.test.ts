import fc from 'fast-check';
import {expect, test} from 'vitest';
import {differentiate, type Expression} from '../../src/engine/expression.ts';
import {evaluateFormula} from '../../src/engine/formula.ts';
import {
  createFunction,
  createFunctionGraph,
  functionOperations,
  nodeGradientFormula,
  quantityOf,
} from '../../src/engine/functionGraph.ts';
import {evaluate, sweepBack} from '../../src/engine/graph.ts';
import {gradient} from '../../src/engine/quantity.ts';
import {parseExpression} from '../../src/lesson/parseExpression.ts';
import {aPoint, aTree, print} from '../lesson/expressions.ts';

function read(text: string): Expression {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.problem.words.en);
  return parsed.value;
}

test('the formula of every gradient has the value that the sweep finds', () => {
  let compared = 0;
  fc.assert(
    fc.property(aTree, aPoint, (tree, coordinates) => {
      const expression = read(`c = ${print(tree)}; c*c + 3*c`);
      const point = new Map(Object.entries(coordinates));
      const found = differentiate(expression, point);
      if (!found.ok) return;
      const network = createFunction(expression);
      const netGraph = createFunctionGraph(network, expression);
      const places = new Map(expression.nodes.map((_, i) => [quantityOf(expression, i), i]));
      const values = evaluate(
        netGraph.graph,
        (leaf) => found.value.values[places.get(netGraph.names[leaf]!)!]!,
      );
      const sweep = sweepBack(netGraph.graph, values, netGraph.graph.nodes.length - 1);
      const known = new Map(netGraph.names.map((name, i) => [name, values[i]!]));
      netGraph.names.forEach((name, i) => {
        known.set(gradient(name), sweep.gradients[i]!);
      });
      for (const [i, name] of netGraph.names.slice(0, -1).entries()) {
        const formula = nodeGradientFormula(expression, netGraph, sweep, name);
        const value = evaluateFormula(formula, (asked) => known.get(asked)!);
        const swept = sweep.gradients[i]!;
        // Rounding hides what numbers of very different size add up to.
        if ([...known.values()].some((number) => Math.abs(number) > 1e4)) return;
        compared++;
        expect(swept).toBeCloseTo(found.value.sweep.gradients[places.get(name)!]!, 6);
        expect(Math.abs(value - swept)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(swept)));
      }
    }),
    {numRuns: 500},
  );
  expect(compared).toBeGreaterThan(500);
});

test('what the result does not depend on, and what holds no variable, has no backward step', () => {
  const expression = read('unused = a*5; two = 1 + 1; a*b*two');
  const operations = [...functionOperations(createFunction(expression), expression)];
  const of = (phase: string): (string | undefined)[] =>
    operations.filter((operation) => operation.phase === phase).map(({neuron}) => neuron);
  expect(of('forward')).toContain('unused');
  expect(of('backward')).not.toContain('unused');
  expect(of('backward')).not.toContain('two');
  expect(of('backward')).toEqual(expect.arrayContaining(['a', 'b']));
});

test('the slope of x^0 is 0 at 0 too, in the formula as in the sweep', () => {
  for (const [text, wanted] of [
    ['x^0 + x', 1],
    ['x^(2 - 2) + x', 1],
    ['x^2 + x', 1],
  ] as const) {
    const expression = read(text);
    const found = differentiate(expression, new Map([['x', 0]]));
    if (!found.ok) throw new Error(text);
    const netGraph = createFunctionGraph(createFunction(expression), expression);
    const places = new Map(expression.nodes.map((_, i) => [quantityOf(expression, i), i]));
    const values = evaluate(
      netGraph.graph,
      (leaf) => found.value.values[places.get(netGraph.names[leaf]!)!]!,
    );
    const sweep = sweepBack(netGraph.graph, values, netGraph.graph.nodes.length - 1);
    const known = new Map(netGraph.names.map((name, i) => [name, values[i]!]));
    netGraph.names.forEach((name, i) => {
      known.set(gradient(name), sweep.gradients[i]!);
    });
    const x = quantityOf(
      expression,
      expression.nodes.findIndex(({name}) => name === 'x'),
    );
    const formula = nodeGradientFormula(expression, netGraph, sweep, x);
    expect(
      evaluateFormula(formula, (asked) => known.get(asked)!),
      text,
    ).toBe(wanted);
    expect(sweep.gradients[netGraph.index.get(x)!], text).toBe(wanted);
  }
});
