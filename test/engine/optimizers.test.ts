import {describe, expect, test} from 'vitest';
import {
  applyUpdate,
  freshMemory,
  memorySlots,
  type OptimizerSpec,
  optimizerDefaults,
  optimizerNames,
  wholePower,
} from '../../src/engine/optimizers.ts';

/** Parameters after each of the updates, from w = 1 and no memory. */
function run(spec: OptimizerSpec, gradients: readonly number[]): number[] {
  const w = Float64Array.of(1);
  const memory = freshMemory(spec.kind, 1);
  return gradients.map((g, i) => {
    applyUpdate(spec, i + 1, w, Float64Array.of(g), memory);
    return w[0]!;
  });
}

// Two updates with the gradients 2 and −1 and the rate 0.5 on paper.
const byHand: [OptimizerSpec, number, number][] = [
  [{kind: 'sgd', rate: 0.5}, 1 - 0.5 * 2, 0 + 0.5 * 1],
  // v: 2, then 0.9·2 − 1 = 0.8
  [{...optimizerDefaults.momentum, rate: 0.5}, 1 - 0.5 * 2, 0 - 0.5 * 0.8],
  // 2 + 0.9·2 = 3.8, then −1 + 0.9·0.8 = −0.28
  [{...optimizerDefaults.nesterov, rate: 0.5}, 1 - 0.5 * 3.8, -0.9 + 0.5 * 0.28],
  // s: 0.1·4 = 0.4, then 0.9·0.4 + 0.1·1 = 0.46
  [
    {kind: 'rmsprop', rate: 0.5, decay: 0.9, epsilon: 0},
    1 - 1 / Math.sqrt(0.4),
    1 - 1 / Math.sqrt(0.4) + 0.5 / Math.sqrt(0.46),
  ],
  // s: 4, then 5; ε stands outside of the root: √4 + 0.5 = 2.5
  [{kind: 'adagrad', rate: 0.5, epsilon: 0.5}, 1 - 1 / 2.5, 0.6 + 0.5 / (Math.sqrt(5) + 0.5)],
  // m̂: 2, then (0.9·0.2 − 0.1)/0.19 = 8/19; v̂: 4, then (0.999·0.004 + 0.001)/0.001999 = 4.996/1.999
  [
    {kind: 'adam', rate: 0.5, beta1: 0.9, beta2: 0.999, epsilon: 0},
    1 - 0.5 * (2 / 2),
    0.5 - (0.5 * (8 / 19)) / Math.sqrt(4.996 / 1.999),
  ],
];

test.each(byHand)('two updates of $kind are those on paper', (spec, first, second) => {
  const [one, two] = run(spec, [2, -1]);
  expect(one).toBeCloseTo(first, 12);
  expect(two).toBeCloseTo(second, 12);
});

const specs: OptimizerSpec[] = [
  {kind: 'sgd', rate: 0.1},
  {...optimizerDefaults.momentum, rate: 0.02},
  {...optimizerDefaults.nesterov, rate: 0.02},
  {...optimizerDefaults.rmsprop, rate: 0.01},
  {...optimizerDefaults.adagrad, rate: 0.5},
  {...optimizerDefaults.adam, rate: 0.05},
];

describe.each(specs)('$kind', (spec) => {
  test('finds the minimum of (x − 3)² + 2(y + 1)²', () => {
    const w = Float64Array.of(0, 0);
    const memory = freshMemory(spec.kind, 2);
    for (let t = 1; t <= 2000; t++)
      applyUpdate(spec, t, w, Float64Array.of(2 * (w[0]! - 3), 4 * (w[1]! + 1)), memory);
    expect(w[0]).toBeCloseTo(3, 1);
    expect(w[1]).toBeCloseTo(-1, 1);
  });

  test('keeps as many values for each parameter as it says', () => {
    const memory = freshMemory(spec.kind, 3);
    expect(memory).toHaveLength(memorySlots[spec.kind]);
    applyUpdate(spec, 1, new Float64Array(3), Float64Array.of(1, -2, 3), memory);
    for (const slot of memory) expect([...slot].every((value) => value !== 0)).toBe(true);
  });

  test('each parameter has its own gradient', () => {
    const w = Float64Array.of(5, 5);
    applyUpdate(spec, 1, w, Float64Array.of(0, 1), freshMemory(spec.kind, 2));
    expect(w[0]).toBe(5);
    expect(w[1]).toBeLessThan(5);
  });
});

test('every optimiser has settings, and those of its own paper', () => {
  expect(Object.keys(optimizerDefaults).sort()).toEqual([...optimizerNames].sort());
  for (const name of optimizerNames) expect(optimizerDefaults[name].kind).toBe(name);
});

test('a whole power is the product of so many factors, and has the same bits on every version of Node', () => {
  expect(wholePower(0.9, 0)).toBe(1);
  for (const base of [0, 0.5, 0.9, 0.999])
    for (const n of [1, 2, 3, 7, 64, 1000]) {
      let product = 1;
      for (let i = 0; i < n; i++) product *= base;
      expect(Math.abs(wholePower(base, n) - product)).toBeLessThanOrEqual(product * n * 1e-15);
    }
  const cube = 0.9 * (0.9 * 0.9);
  expect(wholePower(0.9, 3)).toBe(cube);
  expect(wholePower(0.9, 7)).toBe(cube * (0.9 * 0.9 * (0.9 * 0.9)));
  expect(wholePower(0.999, 1e6)).toBe(0);
});
