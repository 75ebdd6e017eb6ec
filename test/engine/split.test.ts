import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {asideCount, joined, split} from '../../src/engine/split.ts';

const by = fc.record({
  fraction: fc.double({min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true}),
  seed: fc.maxSafeInteger(),
});
const items = fc.array(fc.integer(), {minLength: 2, maxLength: 60});

test('every item is on one side, in the list’s order, and none of them is empty', () => {
  fc.assert(
    fc.property(fc.integer({min: 2, max: 300}), by, (count, spec) => {
      const numbers = Array.from({length: count}, (_, i) => i);
      const {kept, aside} = split(numbers, spec);
      expect([...kept, ...aside].sort((a, b) => a - b)).toEqual(numbers);
      expect(kept).toEqual([...kept].sort((a, b) => a - b));
      expect(aside).toEqual([...aside].sort((a, b) => a - b));
      expect(kept.length).toBeGreaterThan(0);
      expect(aside).toHaveLength(asideCount(count, spec));
      expect(Math.abs(aside.length - count * spec.fraction)).toBeLessThanOrEqual(1);
    }),
  );
});

test('joined puts back together what split took apart', () => {
  fc.assert(
    fc.property(items, by, (list, spec) => {
      expect(joined(split(list, spec), spec)).toEqual(list);
    }),
  );
});

test('a list that is joined is taken apart into the same sides', () => {
  fc.assert(
    fc.property(items, items, by, (kept, aside, spec) => {
      const list = joined({kept, aside}, spec);
      if (aside.length !== asideCount(kept.length + aside.length, spec)) expect(list).toBeUndefined();
      else expect(split(list!, spec)).toEqual({kept, aside});
    }),
  );
});

test('another seed draws others, the same seed the same', () => {
  const numbers = Array.from({length: 100}, (_, i) => i);
  const sides = [1, 2, 3].map((seed) => split(numbers, {fraction: 0.3, seed}).aside.join());
  expect(new Set(sides).size).toBe(3);
  expect(split(numbers, {fraction: 0.3, seed: 2}).aside.join()).toBe(sides[1]);
});

test('each item is put aside about as often as its fraction says', () => {
  const counts = new Array<number>(10).fill(0);
  const numbers = counts.map((_, i) => i);
  for (let seed = 0; seed < 2000; seed++)
    for (const i of split(numbers, {fraction: 0.3, seed}).aside) counts[i]!++;
  // 600 on average, with a deviation of √(2000 · 0.3 · 0.7) ≈ 20.5: five deviations.
  for (const count of counts) expect(Math.abs(count - 600)).toBeLessThan(103);
});

describe('a split out of bounds', () => {
  test.each([
    [[1], {fraction: 0.5, seed: 1}],
    [[], {fraction: 0.5, seed: 1}],
    [[1, 2], {fraction: 0, seed: 1}],
    [[1, 2], {fraction: 1, seed: 1}],
    [[1, 2], {fraction: Number.NaN, seed: 1}],
    [[1, 2], {fraction: 0.5, seed: 0.5}],
  ])('of %j by %j is refused', (list, spec) => {
    expect(() => split(list, spec)).toThrow(RangeError);
  });
});
