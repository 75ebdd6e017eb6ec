import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createRandom, permutation} from '../../src/engine/random.ts';

const seeds = fc.maxSafeInteger();
const first = (seed: number, count: number) => {
  const random = createRandom(seed);
  return Array.from({length: count}, () => random.uniform());
};
const order = (length: number, seed: number, epoch: number) => {
  const into = new Int32Array(length);
  permutation(length, seed, epoch, into);
  return [...into];
};

test('the same seed gives the same numbers', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      expect(first(seed, 5)).toEqual(first(seed, 5));
    }),
  );
});

test('different seeds give different numbers, also past 32 bits', () => {
  fc.assert(
    fc.property(seeds, seeds, (a, b) => {
      fc.pre(a !== b);
      expect(first(a, 4)).not.toEqual(first(b, 4));
    }),
  );
  expect(first(1, 4)).not.toEqual(first(1 + 2 ** 32, 4));
  expect(first(-1, 4)).not.toEqual(first(1, 4));
});

test('the first numbers of small seeds are spread evenly', () => {
  const counts = new Array<number>(10).fill(0);
  for (let seed = 0; seed < 1000; seed++) {
    const tenth = Math.floor(first(seed, 1)[0]! * 10);
    counts[tenth] = counts[tenth]! + 1;
  }
  for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(45);
});

test('uniform numbers lie in [0, 1) and use 53 bits', () => {
  const numbers = first(3, 10_000);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(numbers.every((u) => Number.isInteger(u * 2 ** 53))).toBe(true);
  expect(numbers.some((u) => !Number.isInteger(u * 2 ** 50))).toBe(true);
  expect(numbers.reduce((sum, u) => sum + u) / 10_000).toBeCloseTo(0.5, 1);
});

test('normal numbers have the moments and the tails of the bell', () => {
  const random = createRandom(11);
  const numbers = Array.from({length: 20_000}, () => random.normal());
  const moment = (power: number) => numbers.reduce((sum, x) => sum + x ** power, 0) / numbers.length;
  expect(Math.abs(moment(1))).toBeLessThan(0.03);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.05);
  expect(Math.abs(moment(3))).toBeLessThan(0.1);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.25);
  expect(numbers.filter((x) => Math.abs(x) < 1).length / numbers.length).toBeCloseTo(0.6827, 1);
});

test('integers take every value below n equally often', () => {
  const random = createRandom(2);
  const counts = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 7000; i++) {
    const n = random.integer(7);
    counts[n] = counts[n]! + 1;
  }
  expect(counts).toHaveLength(7);
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%s is no seed', (seed) => {
  expect(() => createRandom(seed)).toThrow(RangeError);
});

describe('permutation', () => {
  const length = fc.integer({min: 0, max: 50});
  const epoch = fc.nat(1000);

  test('holds every place once', () => {
    fc.assert(
      fc.property(length, seeds, epoch, (n, seed, e) => {
        expect(order(n, seed, e).sort((a, b) => a - b)).toEqual(Array.from({length: n}, (_, i) => i));
      }),
    );
  });

  test('depends on seed and epoch only', () => {
    const used = Int32Array.from({length: 20}, (_, i) => 19 - i);
    permutation(20, 5, 3, used);
    expect([...used]).toEqual(order(20, 5, 3));
    expect(order(20, 5, 3)).not.toEqual(order(20, 5, 4));
    expect(order(20, 5, 3)).not.toEqual(order(20, 6, 3));
  });

  test('all orders of three come equally often over the epochs', () => {
    const counts = new Map<string, number>();
    for (let e = 0; e < 6000; e++) {
      const key = order(3, 1, e).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
