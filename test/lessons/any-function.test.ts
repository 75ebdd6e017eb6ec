import {describe, expect, test} from 'vitest';
import {replyTo} from '../../src/session/answer.ts';
import {endOf} from '../../src/session/timeline.ts';
import {valueInRound} from '../../src/session/value.ts';
import {drive} from '../ui/frame.tsx';
import {loadShipped} from './shipped.ts';

const lesson = await loadShipped('10-any-function.yaml');

/** The number of a quantity at the end of the step with this English title. */
function at(title: string, name: string): number {
  const index = lesson.steps.findIndex((step) => step.title.en === title);
  return valueInRound(endOf(lesson, index), name)!;
}

describe('lesson 10', () => {
  test('lesson one typed as a formula has the numbers of lesson one, to the last bit', async () => {
    const first = await loadShipped('01-one-round.yaml');
    const net = endOf(first, first.steps.length - 1);
    expect(net.start.setup.network.expression).toBeUndefined();
    expect(at('Forwards as ever', 'loss')).toBe(0.021627313223007625);
    expect(at('Backwards as ever', 'grad.v.wo')).toBe(-0.02885607598362517);
    expect(at('Backwards as ever', 'grad.v.bo')).toBe(-0.050233182849670814);
    expect(at('Backwards as ever', 'grad.v.wh')).toBe(-0.003683975721084917);
  });

  test('the circuit is b + cos(a) by a', () => {
    expect(at('Forks add up', 'grad.v.a')).toBeCloseTo(-3 + Math.cos(2), 14);
    expect(at('Trying agrees', 'v.p')).toBe(-6);
  });

  test('what has no loss is tried by its own name, told in one line at 80×24', () => {
    const {press} = drive({open: {lesson, number: 10}});
    expect(press('g', '6', 'enter').text()).toContain(
      'Trying: f a little h above and below the parameter, the difference ÷ 2h.',
    );
  });

  test('a gradient that is not zeroed is the sum of two sweeps', () => {
    expect(at('Find a number', 'grad.v.w')).toBe(2 * (1 - 3));
    expect(at('Not zeroed', 'grad.v.w')).toBe(2 * at('Find a number', 'grad.v.w'));
  });

  test('with zeroing eight steps come near, without they run away', () => {
    let [once, twice] = [1, 1];
    for (let step = 0; step < 8; step++) {
      once -= 0.6 * 2 * (once - 3);
      twice -= 0.6 * 2 * (2 * (twice - 3));
    }
    expect(at('Twice the step', 'v.w@once')).toBeCloseTo(once, 10);
    expect(at('Twice the step', 'v.w@twice')).toBeCloseTo(twice, 10);
    expect(Math.abs(once - 3)).toBeLessThan(1e-4);
    expect(Math.abs(twice - 3)).toBeGreaterThan(10);
  });

  test('gradient descent by plain loops finds the same kernel', () => {
    const signal = [0, 1, 3, 2, 0, 1];
    const goals = [0, 1, 2, 3].map((i) => signal[i + 2]! - signal[i]!);
    expect(goals).toEqual([3, 1, -3, -1]);
    let kernel = [0, 0, 0];
    for (let round = 0; round < 10; round++) {
      const misses = goals.map((goal, i) => kernel.reduce((sum, k, j) => sum + k * signal[i + j]!, 0) - goal);
      const gradient = kernel.map((_, j) => misses.reduce((sum, miss, i) => sum + miss * signal[i + j]!, 0));
      if (round === 0) expect(at('Four uses, four shares', 'grad.v.k1')).toBe(gradient[0]);
      kernel = kernel.map((k, j) => k - 0.05 * gradient[j]!);
    }
    kernel.forEach((k, j) => {
      expect(at('The kernel is found', `v.k${j + 1}`)).toBeCloseTo(k, 9);
      expect(k).toBeCloseTo([-1, 0, 1][j]!, 2);
    });
  });

  test.each<[string, string, string]>([
    ['Backwards as ever', '+', 'wrong-sign'],
    ['Forks add up', '2', 'one-path'],
    ['Not zeroed', '-4', 'one-path'],
    ['Not zeroed', '8', 'wrong-sign'],
    ['Four uses, four shares', '-', 'wrong-sign'],
  ])('at %j the wrong answer %s is told its mistake', (title, text, mistake) => {
    const index = lesson.steps.findIndex((step) => step.title.en === title);
    const reply = replyTo(lesson.steps[index]!.ask!, text, endOf(lesson, index));
    if (reply?.kind !== 'answered') throw new Error('no answer');
    expect(reply.right).toBe(false);
    expect(reply.slips.map((slip) => slip.mistake)).toContain(mistake);
  });
});
