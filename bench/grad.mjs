import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {importBundled} from '../scripts/bundle.mjs';

/*
 * What the backward sweep of a large expression costs beside its forward evaluation, and what refusing hostile text costs beside reading
 * legal text of the same length, and printing twice as much beside printing once, each in one run.
 */

/** Times of the forward evaluation that the sweep may take. */
export const mostRatio = 4;
/** Times of reading that refusing may take. */
export const mostRefusing = 3;
/** Times as long for twice as much that is printed. */
export const mostDoubled = 3;

const entry = `
export {parseExpression} from './src/lesson/parseExpression.ts';
export {expressionGraph, leafValues} from './src/engine/expression.ts';
export {evaluate, sweepBack} from './src/engine/graph.ts';
export {derivativeOf} from './src/session/grad/derivative.ts';
export {gradText} from './src/session/grad/text.ts';
export {createNotation} from './src/session/notation.ts';
export {noNames} from './src/lesson/readNames.ts';
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

/** Texts that somebody might hand in to make the reader slow, each made as long as wanted. */
const hostile = {
  parentheses: (length) => '('.repeat(length / 2) + ')'.repeat(length / 2),
  signs: (length) => `${'-'.repeat(length - 1)}x`,
  powers: (length) => 'x^'.repeat(length / 2),
  calls: (length) => 'sin('.repeat(length / 4),
  'a chain that is wrong at its end': (length) => `${'x+'.repeat((length - 2) / 2)}x)`,
  'a chain without operators': (length) => 'x '.repeat(length / 2),
  'one long name': (length) => 'x'.repeat(length),
  'one long number': (length) => '9'.repeat(length),
  semicolons: (length) => ';'.repeat(length),
  'one name defined again': (length) => 'a=1;'.repeat(length / 4),
  'names of objects': (length) => `${'x+'.repeat((length - 9) / 2)}__proto__`,
  'too many variables': (length) => Array.from({length: length / 10}, (_, i) => `x${i}`.padEnd(9)).join('+'),
  'control characters': (length) => '\u0001'.repeat(length),
  'signs from elsewhere': (length) => '一'.repeat(length),
};

/**
 * @param {{length?: number, runs?: number}} [options]
 * @returns {Promise<{length: number, reading: number, refusing: {name: string, time: number}[]}>} medians in milliseconds, the longest first
 */
export async function measureRefusing({length = 100_000, runs = 9} = {}) {
  const {parseExpression} = await importBundled(entry);
  const legal = `${'x*y+'.repeat(length / 4 - 1)}x*y `;
  const texts = Object.entries(hostile).map(([name, make]) => ({name, text: make(length)}));
  const timed = (text, expected) => {
    const begin = performance.now();
    const {ok} = parseExpression(text);
    if (ok !== expected) throw new Error(`${text.slice(0, 20)}… was ${ok ? 'read' : 'refused'}`);
    return performance.now() - begin;
  };
  const reading = [];
  const refusing = texts.map(() => []);
  for (let run = 0; run < runs; run++) {
    reading.push(timed(legal, true));
    for (const [i, {text}] of texts.entries()) refusing[i].push(timed(text, false));
  }
  return {
    length,
    reading: median(reading),
    refusing: texts
      .map(({name}, i) => ({name, time: median(refusing[i])}))
      .sort((one, other) => other.time - one.time),
  };
}

/**
 * What printing the derivative of a long sum takes, and of one twice as long: in one and the same variable, so that its line of shares is
 * as long as the sum.
 * @returns {Promise<{terms: number, single: number, double: number}>} medians in milliseconds
 */
export async function measurePrinting({terms = 4000, runs = 7} = {}) {
  const {derivativeOf, gradText, createNotation, noNames} = await importBundled(entry);
  const notation = createNotation(noNames, 'en', 4, false);
  const timed = (count) => {
    const found = derivativeOf(`${'x+'.repeat(count - 1)}x`, 'x=1', false);
    if (!found.ok) throw new Error(found.problem.words.en);
    const begin = performance.now();
    if ([...gradText(found.value, notation, 80)].join('').length < count) throw new Error('nothing printed');
    return performance.now() - begin;
  };
  const times = {single: [], double: []};
  for (let run = 0; run < runs; run++) {
    times.single.push(timed(terms));
    times.double.push(timed(2 * terms));
  }
  return {terms, single: median(times.single), double: median(times.double)};
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

  const {length, reading, refusing} = await measureRefusing();
  const [worst] = refusing;
  const share = worst.time / reading;
  console.log(
    `an expression of ${length} characters: reading a legal one ${reading.toFixed(1)} ms, refusing a hostile one at most ` +
      `${worst.time.toFixed(1)} ms (${worst.name}); ratio ${share.toFixed(2)} (wanted: at most ${mostRefusing})`,
  );
  if (share > mostRefusing) process.exitCode = 1;

  const {terms, single, double} = await measurePrinting();
  const doubled = double / single;
  console.log(
    `printing the derivative of a sum of ${terms} terms ${single.toFixed(1)} ms, of ${2 * terms} ${double.toFixed(1)} ms; ` +
      `ratio ${doubled.toFixed(2)} (wanted: at most ${mostDoubled})`,
  );
  if (doubled > mostDoubled) process.exitCode = 1;
}
