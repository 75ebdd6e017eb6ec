import {expect, test} from 'vitest';
import {
  forwardsOf,
  moved,
  movedTo,
  type Playing,
  playDerivative,
  stepsOf,
} from '../../../src/session/grad/playing.ts';

function played(text: string, point: string): Playing {
  const found = playDerivative(text, point, false);
  if (!found.ok) throw new Error(found.problem.words.en);
  return found.value;
}

/** Where the cursor stands after each of so many moves. */
function stops(from: Playing, by: 'forward' | 'back', count: number): number[] {
  let playing = from;
  return Array.from({length: count}, () => {
    playing = moved(playing, by);
    return playing.state.cursor;
  });
}

const byPhase = (playing: Playing): Playing => ({
  ...playing,
  state: {...playing.state, granularity: 'phase'},
});

// Forwards c and c·c; backwards c, b, a.
const start = played('c = a + b; c*c', 'a=1,b=2');

test('there is a step for each value and each gradient, none for an update', () => {
  expect(forwardsOf(start.state)).toBe(2);
  expect(stepsOf(start.state)).toBe(5);
});

test('one operation at a time goes on to the end and back to the beginning, and no further', () => {
  expect(stops(start, 'forward', 6)).toEqual([1, 2, 3, 4, 5, 5]);
  expect(stops(movedTo(start, 5), 'back', 6)).toEqual([4, 3, 2, 1, 0, 0]);
});

test('a phase at a time stops between the sweeps, from wherever it starts', () => {
  expect(stops(byPhase(start), 'forward', 3)).toEqual([2, 5, 5]);
  expect(stops(byPhase(movedTo(start, 5)), 'back', 3)).toEqual([2, 0, 0]);
  expect(stops(byPhase(movedTo(start, 4)), 'back', 1)).toEqual([2]);
  expect(stops(byPhase(movedTo(start, 1)), 'forward', 1)).toEqual([2]);
});
