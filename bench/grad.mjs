import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {importBundled} from '../scripts/bundle.mjs';

/* What the backward sweep of a large expression costs beside its forward evaluation, in one run. */

/** Times of the forward evaluation that the sweep may take. */
export const mostRatio = 4;

const entry = `
export {parseExpression} from './src/lesson/parseExpression.ts';
export {expressionGraph, leafValues} from './src/engine/expression.ts';
export {evaluate, sweepBack} from './src/engine/graph.ts';
`;

/**
 * @param {{nodes?: number, runs?: number}} [options]
 * @returns {Promise<{nodes: number, forward: number, backward: number}>} medians in milliseconds
 */
export async function measureSweep({nodes = 10_000, runs = 200} = {}) {
  const {parseExpression, expressionGraph, leafValues, evaluate, sweepBack} = await importBundled(entry);
  const parsed = parseExpression(expressionOf(nodes));
  if (!parsed.ok) throw new Error(parsed.problem.words.en);
  const expression = parsed.value;
  const graph = expressionGraph(expression);
  const point = new Map(expression.variables.map((name, i) => [name, 0.1 + i / 10]));
  const leaf = leafValues(expression, point);
  const times = {forward: [], backward: []};
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    const values = evaluate(graph, leaf);
    const middle = performance.now();
    sweepBack(graph, values, graph.nodes.length - 1);
    times.forward.push(middle - begin);
    times.backward.push(performance.now() - middle);
  }
  return {nodes: graph.nodes.length, forward: median(times.forward), backward: median(times.backward)};
}

/** Definitions that build on one another, every kind of operation among them, summed at the end. */
function expressionOf(nodes) {
  const lines = ['s0 = x*y'];
  // Eight nodes a line.
  for (let i = 1; i * 8 < nodes; i++)
    lines.push(`s${i} = sigmoid(s${i - 1})*x + tanh(y)*s${i - 1} - sin(x)*z`);
  return `${lines.join(';')};s${lines.length - 1}`;
}

const median = (values) => [...values].sort((left, right) => left - right)[values.length >> 1];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {nodes, forward, backward} = await measureSweep();
  const ratio = backward / forward;
  console.log(
    `an expression of ${nodes} nodes: forwards ${forward.toFixed(2)} ms, backwards ${backward.toFixed(2)} ms; ` +
      `ratio ${ratio.toFixed(2)} (wanted: at most ${mostRatio})`,
  );
  if (ratio > mostRatio) process.exitCode = 1;
}
