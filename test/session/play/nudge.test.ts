import {expect, test} from 'vitest';
import {nudgeOf} from '../../../src/session/play/nudge.ts';
import {startOf} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {articleSetup} from '../lessons.ts';

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const loss = (wo: number): number => {
  const yh = sigmoid(0.2 * 1 + 0.1);
  return 0.5 * (0.8 - sigmoid(wo * yh + 0.2)) ** 2;
};

test('a nudge is told with the loss before and after, and what ∂L/∂w foretells', () => {
  const before = startOf(articleSetup());
  const now = update(before, {type: 'set', quantity: 'w.h->o', value: 0.32});
  const nudge = nudgeOf(before, now, 'w.h->o')!;
  expect(nudge.change).toBeCloseTo(0.02, 12);
  expect(nudge.lossBefore).toBeCloseTo(loss(0.3), 12);
  expect(nudge.lossNow).toBeCloseTo(loss(0.32), 12);
  // Lesson 1's gradient.
  expect(nudge.foretold).toBeCloseTo(-0.02885607598362517 * 0.02, 12);
});

test('an input can be nudged too, a target has no gradient', () => {
  const before = startOf(articleSetup());
  const input = update(before, {type: 'set', quantity: 'a.x', value: 1.01});
  expect(nudgeOf(before, input, 'a.x')!.foretold).toBeCloseTo(0.01 * 0.2 * -0.003683975721084917, 10);
  expect(nudgeOf(before, before, 't.o')).toBeUndefined();
});
