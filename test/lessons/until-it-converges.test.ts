import {describe, expect, it} from 'vitest';
import {isRightChoice} from '../../src/session/answer.ts';
import {positionOf} from '../../src/session/state.ts';
import {endOf} from '../../src/session/timeline.ts';
import {valueInRound} from '../../src/session/value.ts';
import {drive} from '../ui/frame.tsx';
import {loadShipped} from './shipped.ts';

const lesson = await loadShipped('02-until-it-converges.yaml');
const ends = lesson.steps.map((_, i) => endOf(lesson, i));
const stepCalled = (en: string): number => lesson.steps.findIndex(({title}) => title.en === en);
const at = (en: string, name: string): number => valueInRound(ends[stepCalled(en)]!, name)!;

/** One round of the 1-1-1 net as it opens: what it computes with the parameters that it starts from. */
interface Round {
  readonly yo: number;
  readonly loss: number;
  readonly slope: number;
  readonly delta: number;
  readonly bo: number;
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** The rounds of the net, written out once more by hand: x = 1, y = 0.8. `exit` gives yo and its slope. */
function* roundsOf(
  rate: number,
  exit: (z: number) => readonly [number, number] = (z) => {
    const a = sigmoid(z);
    return [a, a * (1 - a)];
  },
): Generator<Round> {
  let [wh, bh, wo, bo] = [0.2, 0.1, 0.3, 0.2];
  for (;;) {
    const yh = sigmoid(wh + bh);
    const [yo, slope] = exit(wo * yh + bo);
    const delta = (yo - 0.8) * slope;
    yield {yo, slope, delta, bo, loss: (0.8 - yo) ** 2 / 2};
    const hidden = delta * wo * yh * (1 - yh);
    wo -= rate * delta * yh;
    bo -= rate * delta;
    wh -= rate * hidden;
    bh -= rate * hidden;
  }
}

/** The round of that number, counted from 1. */
function roundOf(rate: number, number: number): Round {
  let left = number;
  for (const round of roundsOf(rate)) if (--left === 0) return round;
  throw new Error('no such round');
}

/** How many rounds are complete when the loss is first below this. */
function roundsUntil(rate: number, below: number, most = 5000): number | undefined {
  let done = 0;
  for (const {loss} of roundsOf(rate)) {
    if (loss < below) return done;
    if (++done > most) return undefined;
  }
  return undefined;
}

const rates = {slow: 0.05, main: 0.5, fast: 5, huge: 50};

describe('lesson 2', () => {
  it.each([
    ['By a hair', 103],
    ['Good enough', 104],
    ['A hundred times better?', 223],
    ['One side, then the other', 8],
    ['Crawling back', 5],
  ])('shows in "%s" the loss of round %d', (title, round) => {
    expect(at(title, 'round')).toBe(round);
    expect(at(title, 'loss')).toBeCloseTo(roundOf(at(title, 'rate'), round).loss, 12);
  });

  it('needs 103 rounds to one ten-thousandth and 222 to one millionth', () => {
    expect(roundsUntil(0.5, 1e-4)).toBe(103);
    expect(roundsUntil(0.5, 1e-6)).toBe(222);
    expect(at('By a hair', 'loss')).toBeGreaterThan(1e-4);
    expect(at('Good enough', 'loss')).toBeLessThan(1e-4);
    expect(at('Good enough', 'round') - 1).toBe(103);
    expect(at('A hundred times better?', 'round') - 1).toBe(222);
  });

  it('slows down as it says: twenty times shorter steps, and a fiftieth off the error each round', () => {
    const shorter = roundOf(0.5, 1).delta / at('Why it slows down', 'grad.z.o');
    expect(shorter).toBeGreaterThan(19);
    expect(shorter).toBeLessThan(23);
    const error = (round: number): number => 0.8 - roundOf(0.5, round).yo;
    for (const round of [104, 223]) {
      const share = 1 - error(round + 1) / error(round);
      expect(1 / share).toBeGreaterThan(45);
      expect(1 / share).toBeLessThan(55);
    }
  });

  it('comes to rest: in six digits bo does not change any more', () => {
    const title = 'What converged means';
    expect(at(title, 'next.b.o').toPrecision(6)).toBe(at(title, 'b.o').toPrecision(6));
    expect(at(title, 'b.o')).toBeCloseTo(roundOf(0.5, at(title, 'round')).bo, 12);
  });

  it('has the first loss of all four nets on screen where it asks which will be the smallest', () => {
    const asked = drive({open: {lesson, number: 2}})
      .press('g', '1', '6', 'enter')
      .text();
    expect(asked.match(/round 1 {2}L = 0\.02163/g)).toHaveLength(4);
  });

  it('sends four rates off from the same gradient, and to where a hand computation comes', () => {
    for (const [run, rate] of Object.entries(rates)) {
      expect(at('Longer steps?', `grad.b.o@${run}`)).toBeCloseTo(-0.050233182849670814, 15);
      expect(at('Four nets, one round', `loss@${run}`)).toBeCloseTo(roundOf(rate, 2).loss, 14);
      expect(at('Twenty rounds on', `loss@${run}`)).toBeCloseTo(roundOf(rate, 20).loss, 14);
      expect(at('And too small?', `round@${run}`) - 1).toBe(roundsUntil(rate, 1e-4));
    }
  });

  it('leaps past the label with η = 50, is saturated there, and swings from side to side on its way in', () => {
    const first = roundOf(50, 1);
    const second = roundOf(50, 2);
    expect(second.yo).toBeGreaterThan(0.97);
    expect(first.slope / second.slope).toBeGreaterThan(10);
    expect(at('Time to turn back', 'grad.z.o')).toBeCloseTo(second.delta, 14);
    const sides = [7, 8, 9, 10, 11, 12].map((round) => Math.sign(roundOf(50, round).yo - 0.8));
    expect(sides).toEqual([1, -1, 1, -1, 1, -1]);
  });

  it('never comes to rest with η = 80', () => {
    expect(roundsUntil(80, 1e-4)).toBeUndefined();
    const [here, across] = [at('Larger: no rest', 'grad.a.o'), at('Across, and back', 'grad.a.o')];
    expect(Math.sign(here)).toBe(-Math.sign(across));
    expect(here).toBeCloseTo(roundOf(80, 61).yo - 0.8, 9);
    expect(across).toBeCloseTo(roundOf(80, 62).yo - 0.8, 9);
  });

  it('is stuck with η = 500, where every gradient is exactly zero and the loss is not', () => {
    for (const name of ['w.x->h', 'b.h', 'w.h->o', 'b.o'])
      expect(Math.abs(at('A gradient of zero', `grad.${name}`)), name).toBe(0);
    expect(roundOf(500, 2).slope).toBe(0);
    expect(at('Rest is not success', 'loss')).toBeCloseTo(0.02, 12);
  });

  it('diverges without σ at the exit, fourfold from round to round, when a number is too large to hold', () => {
    const errors: number[] = [];
    let number = 0;
    for (const {yo, loss} of roundsOf(5, (z) => [z, 1])) {
      number += 1;
      errors.push(yo - 0.8);
      if (!Number.isFinite(loss)) break;
    }
    expect(at('This is divergence', 'diverged')).toBe(number);
    expect(at('Each step farther out', 'a.o') - 0.8).toBeCloseTo(errors[3]!, 9);
    for (const i of [2, 3, 10, 50]) expect(errors[i + 1]! / errors[i]!).toBeCloseTo(-4, 2);
  });

  it('asks for what comes out: the right options', () => {
    const right = lesson.steps.flatMap(({ask}, i) =>
      ask?.kind === 'choice'
        ? [ask.options.filter((option) => isRightChoice(ask, option, ends[i]!)).map(({is}) => is)]
        : [],
    );
    expect(right).toEqual([[['grad.b.o@first']], [['loss@fast']], [['loss@huge']]]);
  });

  it('never moves the run that it compares with', () => {
    for (const end of ends) expect(positionOf(end, 'first')?.start.done).toBe(0);
  });
});
