import {describe, expect, test} from 'vitest';
import {loadShipped, shippedFiles} from './shipped.ts';
import {journeyThrough} from './toTheEnd.ts';

describe.each(shippedFiles)('%s', (file) => {
  test('plays to its end by space and skip alone, and back the same way', async () => {
    const lesson = await loadShipped(file);
    const {first, there, back, end} = journeyThrough(lesson, 1);
    expect(end).toBe(lesson.steps.length - 1);
    const questions = lesson.steps.filter(({ask}) => ask !== undefined).length;
    expect(there.filter(({key}) => key === 's')).toHaveLength(questions);
    // A question that was skipped is past: on the way back there is only its answer.
    const told = [first, ...there.filter(({open}) => !open).map(({screen}) => screen)];
    expect([...told].reverse().slice(1)).toEqual(back.map(({screen}) => screen));
  });
});
