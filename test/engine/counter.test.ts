import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {elementwise} from '../../src/engine/activations.ts';
import {countsOf} from '../../src/engine/counter.ts';
import {losses} from '../../src/engine/losses.ts';
import {createNetGraph} from '../../src/engine/netGraph.ts';
import {createNetwork} from '../../src/engine/network.ts';
import {LOSS} from '../../src/engine/quantity.ts';
import {anyShape, article} from './samples.ts';

describe("a function's work is what its source does", () => {
  const sourceOf = (name: string) =>
    readFileSync(new URL(`../../src/engine/${name}`, import.meta.url), 'utf8').replace(
      /\/\*\*[\s\S]*?\*\/|\/\/.*/g,
      '',
    );
  /** Signs between two numbers and calls in a piece of source; a function of the same file counts as what is inside it. */
  const workIn = (source: string, code: string): number => {
    const calls = [...code.matchAll(/([\w.]+)\(/g)].map(([, callee]) => {
      const [, body] = source.match(new RegExp(`\\nfunction ${callee}\\(.*\\{([\\s\\S]*?)\\n\\}`)) ?? [];
      return body === undefined ? 1 : workIn(source, body);
    });
    return calls.reduce((total, count) => total + count, 0) + [...code.matchAll(/ [-+*/] /g)].length;
  };
  /** What the function `inner` of the object `outer` works out. */
  const codeOf = (source: string, outer: string, inner: string): string => {
    const [, object = ''] = source.match(new RegExp(`\\n  '?${outer}'?: \\{([\\s\\S]*?)\\n  \\}`)) ?? [];
    const [, code] = object.match(new RegExp(`\\n    ${inner}: (.*),\\n`)) ?? [];
    if (code === undefined) throw new Error(`${outer}.${inner} is not found`);
    return code.includes('=>') ? code.replace(/^.*?=> /, '') : `${code}(`;
  };
  const ofActivations = sourceOf('activations.ts');
  test.each(Object.entries(elementwise))('activation %s', (name, {work}) => {
    expect(work.value).toBe(workIn(ofActivations, codeOf(ofActivations, name, 'value')));
    expect(work.slopes).toBe(workIn(ofActivations, codeOf(ofActivations, name, 'slope')));
  });
  const ofLosses = sourceOf('losses.ts');
  test.each(Object.entries(losses))('loss %s', (name, {work}) => {
    expect(work.value).toBe(workIn(ofLosses, codeOf(ofLosses, name, 'part')));
    expect(work.slopes).toBe(workIn(ofLosses, codeOf(ofLosses, name, 'slope')));
  });
});

test('a round of the article by hand', () => {
  // z: 1 × and 1 +; σ: e^x, 1 +, 1 ÷; twice; L = ½·(t − a)·(t − a): two × and two −.
  const forward = 2 * (2 + 3) + 4;
  // ∂L/∂y: 1 −; σ′ = a·(1 − a): 2, twice. Shares: of L, t, yo; zo; wo, bo, yh; zh; wh, bh, x: eleven products.
  const backward = 1 + 2 * 2 + 11;
  expect(countsOf(article().network)).toEqual({forward, backward, numeric: 5 * forward, parameters: 4});
});

test('a layer of linear neurons costs what the formula says', () => {
  fc.assert(
    fc.property(fc.integer({min: 1, max: 9}), fc.integer({min: 1, max: 9}), (inputs, outputs) => {
      const names = (letter: string, count: number) => Array.from({length: count}, (_, i) => `${letter}${i}`);
      const neurons = names('o', outputs);
      const network = createNetwork({
        layers: [names('x', inputs), neurons],
        activations: ['identity'],
        loss: 'half-squared-error',
        biased: new Set(neurons),
      });
      const {forward, backward, numeric, parameters} = countsOf(network);
      expect(parameters).toBe(outputs * (inputs + 1));
      expect(forward).toBe(outputs * (2 * inputs + 4) + (outputs - 1));
      // Of each output: its part of L, t, a, z, bias, weights; of each input: products and sums over the outputs; a − t.
      expect(backward).toBe(outputs * (5 + inputs) + inputs * (2 * outputs - 1) + outputs);
      expect(numeric).toBe((parameters + 1) * forward);
    }),
  );
});

test('for any net the sweep costs at most five times the forward pass', () => {
  // Baur & Strassen 1983: the whole gradient for a constant multiple of the function.
  fc.assert(
    fc.property(anyShape, (shape) => {
      const {forward, backward} = countsOf(createNetwork(shape));
      expect(forward).toBeGreaterThan(0);
      expect(backward).toBeLessThanOrEqual(5 * forward);
    }),
  );
});

test('what hangs beside the way to the loss is not counted', () => {
  const network = createNetwork({
    layers: [['x'], ['o']],
    activations: ['sigmoid'],
    loss: 'binary-cross-entropy',
    biased: new Set(),
  });
  // One product, and the loss straight from it: its own 7 operations, no σ.
  const {graph, index} = createNetGraph(network);
  expect(graph.nodes[index.get(LOSS)!]!.operator!.work.value).toBe(7);
  expect(countsOf(network).forward).toBe(1 + 7);
});
