import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createTracer, emptyTrace, withPoint} from '../../src/session/trace.ts';

/** The trace after so many rounds, where after round n the only parameter is n. */
const after = (rounds: number) =>
  Array.from({length: rounds}, (_, i) => i + 1).reduce(
    (trace, done) => withPoint(trace, done, [done]),
    emptyTrace([0]),
  );

test('a trace has the start and every so many rounds, however many there are, and stays small', () => {
  fc.assert(
    fc.property(fc.integer({min: 0, max: 5000}), (rounds) => {
      const {stride, points} = after(rounds);
      expect(points.length).toBeLessThanOrEqual(512);
      expect(points.map(([at]) => at)).toEqual(
        Array.from({length: Math.floor(rounds / stride) + 1}, (_, i) => i * stride),
      );
    }),
    {numRuns: 50},
  );
});

test('the rounds until the next point lead to it', () => {
  const trace = after(1300);
  const done = 1300 + createTracer(trace).untilNext(1300);
  expect(done % trace.stride).toBe(0);
  expect(withPoint(trace, done, [done]).points).toHaveLength(trace.points.length + 1);
});

test('a large net leaves none', () => {
  const none = emptyTrace(new Array<number>(65).fill(0));
  expect(none.points).toEqual([]);
  expect(withPoint(none, 1, [])).toBe(none);
  expect(createTracer(none).untilNext(3)).toBe(Number.POSITIVE_INFINITY);
});
