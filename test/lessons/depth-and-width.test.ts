import {describe, expect, test} from 'vitest';
import {endOf} from '../../src/session/timeline.ts';
import {valueInRound} from '../../src/session/value.ts';
import {loadShipped} from './shipped.ts';

const lesson = await loadShipped('08-depth-and-width.yaml');
const stepOf = (title: string): number => lesson.steps.findIndex((step) => step.title.en === title);
const at = (title: string, name: string): number => valueInRound(endOf(lesson, stepOf(title)), name)!;

const layers = [...'abcdefghij'];
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** A chain of ten neurons and an output, one weight and bias each, written out by hand. @returns δ by neuron, and the weights after so many rounds at rate ½ */
function chain(weight: number, rounds: number, act: (z: number) => number, slope: (z: number) => number) {
  const w = [...layers.map(() => weight), 1];
  const b = w.map(() => 0);
  let deltas: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const a = [1];
    const z = w.map((value, k) => {
      const sum = value * a[k]! + b[k]!;
      a.push(k < layers.length ? act(sum) : sigmoid(sum));
      return sum;
    });
    const y = a.at(-1)!;
    deltas = [(y - 0.8) * y * (1 - y)];
    for (let k = layers.length - 1; k >= 0; k--) deltas.unshift(deltas[0]! * w[k + 1]! * slope(z[k]!));
    for (const [k, delta] of deltas.entries()) {
      w[k] = w[k]! - 0.5 * delta * a[k]!;
      b[k] = b[k]! - 0.5 * delta;
    }
  }
  return {deltas, w};
}

const sigmoidSlope = (z: number): number => sigmoid(z) * (1 - sigmoid(z));
const relu = (z: number): number => Math.max(0, z);
const reluSlope = (z: number): number => (z > 0 ? 1 : 0);

describe('lesson 8', () => {
  test.each([
    ['All the way to the front', 1, sigmoid, sigmoidSlope],
    ['Would larger weights help?', 4, sigmoid, sigmoidSlope],
    ['Nothing is lost', 1, relu, reluSlope],
    ['relu is no cure-all', 0.5, relu, reluSlope],
  ] as const)('%s: δ of every layer as multiplied out by hand', (title, weight, act, slope) => {
    const {deltas} = chain(weight, 1, act, slope);
    for (const [k, name] of [...layers, 'o'].entries())
      expect(at(title, `grad.z.${name}`) / deltas[k]!).toBeCloseTo(1, 9);
  });

  test('what the choices say of the tenth layer is so', () => {
    const {deltas} = chain(1, 1, sigmoid, sigmoidSlope);
    const part = (k: number): number => deltas[k]! / deltas.at(-1)!;
    expect(part(9)).toBeCloseTo(1 / 5, 1);
    expect(1 / part(5)).toBeGreaterThan(1500);
    expect(1 / part(5)).toBeLessThan(2500);
    expect(part(0)).toBeLessThan(1e-6);
  });

  test.each([
    ['The loss falls all the same', sigmoid, sigmoidSlope],
    ['Every layer learns', relu, reluSlope],
  ] as const)('%s: the weights of a thousand rounds', (title, act, slope) => {
    const {w} = chain(1, 1000, act, slope);
    expect(at(title, 'w.x->a')).toBeCloseTo(w[0]!, 9);
    expect(at(title, 'w.j->o')).toBeCloseTo(w.at(-1)!, 9);
  });

  test('the counts of parameters are those of the layers', () => {
    expect(at('A bit wider', 'count.parameters')).toBe(2 * 4 + 4 + 4 + 1);
    expect(at('Much larger', 'count.parameters')).toBe(6 * 32 + 32 + 32 * 32 + 32 + 32 + 1);
  });

  test('trying one by one costs a forward pass for each parameter, a sweep at most twice one', () => {
    for (const run of ['main', 'wide', 'large']) {
      const count = (of: string): number => at('Much larger', `count.${of}@${run}`);
      expect(count('numeric')).toBe((count('parameters') + 1) * count('forward'));
      expect(count('backward') / count('forward')).toBeLessThan(2);
    }
  });
});
