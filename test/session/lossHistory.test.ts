import fc from 'fast-check';
import {expect, it} from 'vitest';
import {curve, emptyHistory, withLosses} from '../../src/session/lossHistory.ts';

const losses = fc.array(fc.double({min: 0, max: 10, noNaN: true}), {minLength: 1, maxLength: 20_000});
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

it('every point is the mean of the rounds that it covers', () => {
  fc.assert(
    fc.property(losses, fc.integer({min: 1, max: 5}), (all, samples) => {
      const history = withLosses(emptyHistory(samples), all);
      curve(history).forEach((point, i) => {
        expect(point).toBeCloseTo(mean(all.slice(i * history.stride, (i + 1) * history.stride)), 8);
      });
    }),
    {numRuns: 20},
  );
});

it('stays small however long it grows', () => {
  const history = withLosses(
    emptyHistory(1),
    Array.from({length: 300_000}, (_, i) => 1 / (i + 1)),
  );
  expect(history.points.length).toBeLessThanOrEqual(2048);
  expect(history.stride).toBe(256);
});

it('is the same curve in one go and in slices', () => {
  fc.assert(
    fc.property(
      losses,
      fc.integer({min: 1, max: 3}),
      fc.integer({min: 1, max: 500}),
      (all, samples, slice) => {
        let sliced = emptyHistory(samples);
        for (let i = 0; i < all.length; i += slice) sliced = withLosses(sliced, all.slice(i, i + slice));
        expect(sliced).toEqual(withLosses(emptyHistory(samples), all));
      },
    ),
    {numRuns: 20},
  );
});
