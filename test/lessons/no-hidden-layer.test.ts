import {describe, expect, test} from 'vitest';
import {endOf} from '../../src/session/timeline.ts';
import {valueInRound} from '../../src/session/value.ts';
import {loadShipped} from './shipped.ts';

const lesson = await loadShipped('07-no-hidden-layer.yaml');
const stepOf = (title: string): number => lesson.steps.findIndex((step) => step.title.en === title);
const at = (title: string, name: string): number => valueInRound(endOf(lesson, stepOf(title)), name)!;

/* Logistic regression as textbooks write it, away from the engine. */
const hours = [0.5, 1, 2, 3];
const passed = [0, 0, 1, 1];
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** So many rounds from w and b = 0 on. `pull` is what a guess p with label t does to z. */
function learn(rounds: number, w: number, pull: (p: number, t: number) => number) {
  let b = 0;
  for (let round = 0; round < rounds; round++) {
    const x = hours[round % 4]!;
    const delta = pull(sigmoid(w * x + b), passed[round % 4]!);
    w -= delta * x;
    b -= delta;
  }
  const right = hours.filter((x, i) => sigmoid(w * x + b) > 0.5 === (passed[i] === 1)).length;
  return {w, b, right};
}

const logLoss = (p: number, t: number): number => p - t;
const squaredLoss = (p: number, t: number): number => (p - t) * p * (1 - p);

describe('lesson 7', () => {
  test.each([
    ['A hundred times through', 400],
    ['Does w ever stop?', 4000],
  ])('%s: what %i rounds of the textbook’s rule come to', (title, rounds) => {
    const {w, b, right} = learn(rounds, 0, logLoss);
    expect(at(title, 'w.x->y')).toBeCloseTo(w, 9);
    expect(at(title, 'b.y')).toBeCloseTo(b, 9);
    expect(at(title, 'data.right')).toBe(right);
    expect(right).toBe(4);
  });

  test('the new student stands where z = w·x + b says', () => {
    const {w, b} = learn(400, 0, logLoss);
    expect(at('A new student', 'z.y')).toBeCloseTo(w * 1.5 + b, 9);
  });

  test('from an all wrong start the log loss gets out in forty rounds, the squared loss does not', () => {
    const log = learn(40, -4, logLoss);
    const squared = learn(40, -4, squaredLoss);
    expect([log.right, squared.right]).toEqual([4, 2]);
    expect(at('Forty rounds each', 'w.x->y@wrong-log')).toBeCloseTo(log.w, 9);
    expect(at('Forty rounds each', 'w.x->y@wrong-squared')).toBeCloseTo(squared.w, 9);
    expect(Math.abs(squared.w + 4)).toBeLessThan(0.1);
  });

  test('the slope of σ makes all the difference between the two pulls', () => {
    const p = sigmoid(-8);
    expect(at('Wrong and sure of it', 'grad.z.y')).toBeCloseTo(squaredLoss(p, 1), 12);
    expect(at('The same mistake, log loss', 'grad.z.y')).toBeCloseTo(p - 1, 12);
  });
});
