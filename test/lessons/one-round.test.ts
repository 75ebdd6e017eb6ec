import {describe, expect, it} from 'vitest';
import {isRightChoice} from '../../src/session/answer.ts';
import {passOf} from '../../src/session/state.ts';
import {endOf, framesOf} from '../../src/session/timeline.ts';
import {valueAt} from '../../src/session/value.ts';
import {loadShipped} from './shipped.ts';

const lesson = await loadShipped('01-one-round.yaml');
const ends = lesson.steps.map((_, i) => endOf(lesson, i));
const roundOf = (i: number): number => ends[i]!.start.done + 1;

/** σ by its definition, away from the engine's own. */
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** Loss and prediction of the 1-1-1 net, written out once more by hand. */
function forward(wh: number, bh: number, wo: number, bo: number) {
  const zh = wh * 1 + bh;
  const yh = sigmoid(zh);
  const zo = wo * yh + bo;
  const yo = sigmoid(zo);
  return {zh, yh, zo, yo, loss: (0.8 - yo) ** 2 / 2};
}

/** The published numbers of the worked example, by round. */
const published: readonly (readonly [round: number, quantity: string, value: number])[] = [
  [1, 'z.h', 0.30000000000000004],
  [1, 'a.h', 0.574442516811659],
  [1, 'z.o', 0.3723327550434977],
  [1, 'a.o', 0.5920225338023005],
  [1, 'loss', 0.021627313223007625],
  [1, 'grad.a.o', -0.20797746619769952],
  [1, 'slope.o', 0.24153185327260446],
  [1, 'grad.w.h->o', -0.02885607598362517],
  [1, 'grad.b.o', -0.050233182849670814],
  [1, 'next.w.h->o', 0.31442803799181257],
  [1, 'next.b.o', 0.22511659142483542],
  [1, 'slope.h', 0.24445831169074586],
  [1, 'grad.w.x->h', -0.003683975721084917],
  [1, 'grad.b.h', -0.003683975721084917],
  [1, 'next.w.x->h', 0.20184198786054247],
  [1, 'next.b.h', 0.10184198786054247],
  [2, 'a.o', 0.6001332900304863],
  [2, 'loss', 0.019973350877018858],
];

describe('lesson 1', () => {
  it('takes 25 to 35 steps and asks at most 4 questions', () => {
    expect(lesson.steps.length).toBeGreaterThanOrEqual(25);
    expect(lesson.steps.length).toBeLessThanOrEqual(35);
    expect(lesson.steps.filter(({ask}) => ask !== undefined).length).toBeLessThanOrEqual(4);
  });

  it.each(published)('expects in round %d the published %s', (round, quantity, value) => {
    const written = lesson.steps.flatMap(({expect}, i) =>
      roundOf(i) === round ? expect.filter((one) => one.quantity === quantity) : [],
    );
    expect(written).toHaveLength(1);
    expect(Math.abs(written[0]!.value - value)).toBeLessThanOrEqual(1e-12);
    expect(written[0]!.within).toBeLessThanOrEqual(1e-9);
  });

  it('goes in the order of the article', () => {
    const seen = lesson.steps
      .map((_, i) => i)
      .filter((i) => roundOf(i) === 1)
      .flatMap((i) => {
        const from = i === 0 ? 0 : ends[i - 1]!.cursor;
        return passOf(ends[i]!).operations.slice(from, ends[i]!.cursor);
      });
    expect(seen.map(({quantity}) => quantity)).toEqual([
      ...['z.h', 'a.h', 'z.o', 'a.o', 'loss'],
      ...['grad.a.o', 'slope.o', 'grad.z.o', 'grad.w.h->o', 'grad.b.o', 'next.w.h->o', 'next.b.o'],
      ...['grad.a.h', 'slope.h', 'grad.z.h', 'grad.w.x->h', 'grad.b.h', 'next.w.x->h', 'next.b.h'],
    ]);
  });

  it('shows every operation but the last update in a step of its own', () => {
    const steps = lesson.steps.map((_, i) => i).filter((i) => i > 0 && roundOf(i) === 1);
    const made = steps.map((i) => ends[i]!.cursor - ends[i - 1]!.cursor).filter((count) => count > 0);
    expect(made.slice(0, -1).every((count) => count === 1)).toBe(true);
    expect(made.at(-1)).toBe(2);
  });

  it('agrees with central differences of the net written out by hand', () => {
    const at = [0.2, 0.1, 0.3, 0.2] as const;
    const lossAt = (moved: number, by: number): number => {
      const [wh, bh, wo, bo] = at.map((value, i) => (i === moved ? value + by : value));
      return forward(wh!, bh!, wo!, bo!).loss;
    };
    ['grad.w.x->h', 'grad.b.h', 'grad.w.h->o', 'grad.b.o'].forEach((name, i) => {
      const numeric = (lossAt(i, 1e-5) - lossAt(i, -1e-5)) / 2e-5;
      const [, , value] = published.find(([, quantity]) => quantity === name)!;
      expect(value).toBeCloseTo(numeric, 9);
    });
  });

  it('asks which wo belongs into the hidden gradient while both are known and the answer is not', () => {
    const at = lesson.steps.findIndex(({ask}) => ask?.kind === 'choice');
    const ask = lesson.steps[at]!.ask!;
    const {kind, state} = framesOf(lesson, at)[0]!;
    expect(kind).toBe('question');
    expect(valueAt(state, 'w.h->o')).toBe(0.3);
    expect(valueAt(state, 'next.w.h->o')).toBeCloseTo(0.314428, 6);
    expect(valueAt(state, 'grad.a.h')).toBeUndefined();

    if (ask.kind !== 'choice') throw new Error('no choice');
    const right = ask.options.filter((option) => isRightChoice(ask, option, ends[at]!));
    expect(right.map(({is}) => is)).toEqual([['grad.z.o', 'w.h->o']]);
    const wrong = ask.options.find((option) => !right.includes(option))!;
    const hidden = wrong.is.reduce((product, name) => product * valueAt(ends[at]!, name)!, 1);
    const slope = forward(0.2, 0.1, 0.3, 0.2).yh * (1 - forward(0.2, 0.1, 0.3, 0.2).yh);
    // The classic mistake.
    expect(hidden * slope).toBeCloseTo(-0.003861150859967345, 12);
  });

  it('does not give the answer to that question away by its focus', () => {
    const at = lesson.steps.findIndex(({ask}) => ask?.kind === 'choice');
    const spoilers = /^(grad|next)\.(w\.x->h|b\.h|z\.h|a\.h)$/;
    for (const {focus} of lesson.steps.slice(0, at))
      for (const name of focus) expect(name).not.toMatch(spoilers);
  });

  it('ends with a better prediction, round after round', () => {
    const losses = ends.filter((end) => valueAt(end, 'loss') !== undefined).map((end) => passOf(end).loss);
    const distinct = [...new Set(losses)];
    expect(distinct.length).toBeGreaterThanOrEqual(3);
    expect(distinct).toEqual([...distinct].sort((a, b) => b - a));
  });
});
