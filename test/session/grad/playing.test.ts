import {expect, test} from 'vitest';
import type {Action} from '../../../src/lesson/lesson.ts';
import {acted, completed, type Playing, playDerivative, stepsOf} from '../../../src/session/grad/playing.ts';

function played(text: string, point: string): Playing {
  const found = playDerivative(text, point, false);
  if (!found.ok) throw new Error(found.problem.words.en);
  return found.value;
}

const times = (from: Playing, action: Action, count: number): Playing =>
  Array.from({length: count}).reduce<Playing>((playing) => acted(playing, action), from);

const at = (playing: Playing, cursor: number): Playing => times(playing, {type: 'forward'}, cursor);

/** Where the cursor stands after each of so many moves. */
const stops = (from: Playing, type: 'forward' | 'back', count: number): number[] =>
  Array.from({length: count}, (_, i) => times(from, {type}, i + 1).state.cursor);

const byPhase = (playing: Playing): Playing => acted(playing, {type: 'granularity', by: 'phase'});

// Forwards c and c·c; backwards c, b, a.
const start = played('c = a + b; c*c', 'a=1,b=2');

test('there is a step for each value and each gradient, none for an update', () => {
  expect(stepsOf(start.state)).toBe(5);
  expect(completed(start).state.cursor).toBe(5);
  expect(completed(completed(start)).state.cursor).toBe(5);
});

test('one operation at a time goes on to the end and back to the beginning, and no further', () => {
  expect(stops(start, 'forward', 6)).toEqual([1, 2, 3, 4, 5, 5]);
  expect(stops(completed(start), 'back', 6)).toEqual([4, 3, 2, 1, 0, 0]);
});

test('a phase at a time stops between the sweeps, from wherever it starts', () => {
  expect(stops(byPhase(start), 'forward', 3)).toEqual([2, 5, 5]);
  expect(stops(byPhase(completed(start)), 'back', 3)).toEqual([2, 0, 0]);
  expect(stops(byPhase(at(start, 4)), 'back', 1)).toEqual([2]);
  expect(stops(byPhase(at(start, 1)), 'forward', 1)).toEqual([2]);
});

test('a function of no variable ends with its value', () => {
  const constant = played('1 + 1', '');
  expect(completed(constant).state.cursor).toBe(stepsOf(constant.state));
  expect(stops(byPhase(constant), 'forward', 3)).toEqual([1, 1, 1]);
  expect(stops(constant, 'back', 1)).toEqual([0]);
});

test('numbers that would burst in an update are none of its business', () => {
  const large = played('x*x', 'x=1e150');
  expect(stops(large, 'forward', 4)).toEqual([1, 2, 2, 2]);
});
