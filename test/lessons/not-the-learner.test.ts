import {describe, expect, it} from 'vitest';
import {isRightChoice, truthOf} from '../../src/session/answer.ts';
import {createNotation} from '../../src/session/notation.ts';
import {positionOf} from '../../src/session/state.ts';
import {endOf} from '../../src/session/timeline.ts';
import {valueInRound} from '../../src/session/value.ts';
import {checkView} from '../../src/session/view/check.ts';
import {loadShipped} from './shipped.ts';

const lesson = await loadShipped('09-not-the-learner.yaml');
const ends = lesson.steps.map((_, i) => endOf(lesson, i));
const endCalled = (en: string) => ends[lesson.steps.findIndex(({title}) => title.en === en)]!;
const at = (en: string, name: string): number => valueInRound(endCalled(en), name)!;

type Prices = readonly [apples: number, nuts: number];
/** What an optimiser adds to one price in its k-th round; it may keep what it likes. */
type Learner = () => (gradient: number, k: number) => number;

const learners: Readonly<Record<string, Learner>> = {
  main: () => (g) => -0.45 * g,
  momentum: () => {
    let velocity = 0;
    return (g) => {
      velocity = 0.9 * velocity + g;
      return -0.1 * velocity;
    };
  },
  adagrad: () => {
    let squares = 0;
    return (g) => {
      squares += g * g;
      return (-1 * g) / (Math.sqrt(squares) + 1e-8);
    };
  },
  adam: () => {
    let [m, v] = [0, 0];
    return (g, k) => {
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      return (-0.3 * (m / (1 - 0.9 ** k))) / (Math.sqrt(v / (1 - 0.999 ** k)) + 1e-8);
    };
  },
  idle: () => () => 0,
};

/** The prices after each round, the start first: 2 kilos of apples for 4 and 0.4 kilos of walnuts for 1.2 take turns. */
function pricesOf(run: string, rounds: number): readonly Prices[] {
  const [forApples, forNuts] = [learners[run]!(), learners[run]!()];
  const found: Prices[] = [[0, 0]];
  for (let k = 1; k <= rounds; k++) {
    const [wa, wn] = found.at(-1)!;
    const [apples, nuts, total] = k % 2 === 1 ? [2, 0, 4] : [0, 0.4, 1.2];
    const miss = wa * apples + wn * nuts - total;
    found.push([wa + forApples(miss * apples, k), wn + forNuts(miss * nuts, k)]);
  }
  return found;
}

const meanLoss = ([wa, wn]: Prices): number => ((2 * wa - 4) ** 2 / 2 + (0.4 * wn - 1.2) ** 2 / 2) / 2;

const four = ['main', 'momentum', 'adagrad', 'adam'];
const [WA, WN] = ['w.apples->total', 'w.nuts->total'];

describe('lesson 9, one gradient', () => {
  const same = 'One gradient, four steps';

  it('gives the four the same gradient, and gets four different steps for it', () => {
    expect(four.map((run) => at(same, `grad.${WA}@${run}`))).toEqual([-8, -8, -8, -8]);
    const steps = four.map((run) => at(same, `next.${WA}@${run}`));
    for (const [i, step] of [3.6, 0.8, 1, 0.3].entries()) expect(steps[i]).toBeCloseTo(step, 7);
    four.forEach((run, i) => {
      expect(steps[i]).toBeCloseTo(pricesOf(run, 1)[1]![0], 12);
    });
  });

  it('teaches nothing to the one that does not use it', () => {
    const idle = 'What if nobody listens?';
    expect(at(idle, `grad.${WA}`)).toBe(-8);
    expect([at(idle, WA), at(idle, WN)]).toEqual([0, 0]);
    expect(at(idle, 'data.loss')).toBeCloseTo(meanLoss([0, 0]), 12);
  });

  it('is zero for apples in round two, where those that remember a direction go on', () => {
    const wasAt = (run: string): number => pricesOf(run, 1)[1]![0];
    const moved = four.map((run) => pricesOf(run, 2)[2]![0] - wasAt(run));
    expect(moved.map((by) => by > 0.01)).toEqual([false, true, false, true]);
    expect(Math.abs(at('Gradient zero, and yet?', `grad.${WA}`))).toBe(0);
    expect(at('Gradient zero, and yet?', `next.${WA}`)).toBeCloseTo(1.52, 12);
    for (const [i, run] of four.entries())
      expect(at('Gradient zero, and yet?', `next.${WA}@${run}`)).toBeCloseTo(wasAt(run) + moved[i]!, 12);
  });

  it.each(['main', 'momentum', 'adagrad', 'adam', 'idle'])('trains %s as by hand', (run) => {
    const [wa, wn] = pricesOf(run, 20).at(-1)!;
    expect(at('Four loss curves', `${WA}@${run}`)).toBeCloseTo(wa, 10);
    expect(at('Four loss curves', `${WN}@${run}`)).toBeCloseTo(wn, 10);
    expect(at('Four loss curves', `data.loss@${run}`)).toBeCloseTo(meanLoss([wa, wn]), 10);
  });

  it('shows characters: a zigzag, an overshoot, and two that start diagonally', () => {
    const afterPasses = (run: string) => pricesOf(run, 20).filter((_, i) => i % 2 === 0);
    const sides = afterPasses('main').map(([wa]) => Math.sign(wa - 2));
    expect(sides).toEqual(sides.map((_, i) => (i % 2 === 0 ? -1 : 1)));
    expect(Math.max(...afterPasses('momentum').map(([wa]) => wa))).toBeGreaterThan(3);
    expect(Math.max(...afterPasses('adam').map(([wa]) => wa))).toBeGreaterThan(2.5);
    for (const run of ['adagrad', 'adam']) {
      const [wa, wn] = afterPasses(run)[3]!;
      expect(wn / wa).toBeGreaterThan(0.7);
      expect(wn / wa).toBeLessThan(1.4);
    }
    const [wa, wn] = afterPasses('main')[1]!;
    expect(wn / wa).toBeLessThan(0.1);
  });

  it('finds AdaGrad ahead after twenty rounds, and the same prices everywhere in the end', () => {
    const i = lesson.steps.findIndex(({title}) => title.en === 'Four loss curves');
    const ask = lesson.steps[i]!.ask;
    if (ask?.kind !== 'choice') throw new Error('no choice');
    expect(ask.options.filter((option) => isRightChoice(ask, option, ends[i]!)).map(({is}) => is)).toEqual([
      ['data.loss@adagrad'],
    ]);
    for (const run of four) {
      expect(at('The same goal', `${WA}@${run}`)).toBeCloseTo(2, 4);
      expect(at('The same goal', `${WN}@${run}`)).toBeCloseTo(3, 4);
    }
  });
});

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const lossWith = ([wh, bh, wo, bo]: readonly number[]): number =>
  (1.5 - (wo! * sigmoid(wh! + bh!) + bo!)) ** 2 / 2;

/** What the suspect does in so many rounds, or with the right slope the correct program. */
function lossAfter(rounds: number, slope: (yh: number) => number): number {
  let [wh, bh, wo, bo] = [1.5, 0.5, 0.3, 0.2];
  for (let k = 0; k < rounds; k++) {
    const yh = sigmoid(wh + bh);
    const delta = wo * yh + bo - 1.5;
    const hidden = delta * wo * slope(yh);
    wo -= 0.1 * delta * yh;
    bo -= 0.1 * delta;
    wh -= 0.1 * hidden;
    bh -= 0.1 * hidden;
  }
  return lossWith([wh, bh, wo, bo]);
}

describe('lesson 9, the bug', () => {
  it('hides well: the loss falls from round to round, and even ahead of the correct program', () => {
    const wrong = (yh: number): number => sigmoid(yh) * (1 - sigmoid(yh));
    const losses = Array.from({length: 21}, (_, rounds) => lossAfter(rounds, wrong));
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    expect(at('The loss falls', 'loss@bug')).toBeCloseTo(losses[20]!, 14);
    const correct = lossAfter(20, (yh) => yh * (1 - yh));
    expect(at('The loss falls', 'loss@right')).toBeCloseTo(correct, 14);
    expect(losses[20]).toBeLessThan(correct);
  });

  it('is in the line of the slope', () => {
    const i = lesson.steps.findIndex(({ask}) => ask?.kind === 'line');
    const ask = lesson.steps[i]!.ask;
    if (ask?.kind !== 'line') throw new Error('no question for a line');
    expect(ask.among[truthOf(ask, ends[i]!) - 1]).toBe('slope.h');
    expect(valueInRound(ends[i]!, 'slope.h')! / (sigmoid(2) * (1 - sigmoid(2)))).toBeCloseTo(2, 1);
  });

  it('is convicted by central differences, where it is and nowhere else', () => {
    const start = [1.5, 0.5, 0.3, 0.2];
    const numeric = start.map((_, moved) => {
      const shifted = (by: number) => lossWith(start.map((value, i) => (i === moved ? value + by : value)));
      return (shifted(1e-5) - shifted(-1e-5)) / 2e-5;
    });
    const names = ['w.x->h', 'b.h', 'w.h->y', 'b.y'];
    const agrees = (run: string) =>
      names.map((name, i) => Math.abs(at('And the correct one', `grad.${name}@${run}`) - numeric[i]!) < 1e-8);
    expect(agrees('bug')).toEqual([false, false, true, true]);
    expect(agrees('right')).toEqual([true, true, true, true]);
  });

  it.each([
    ['The check convicts it', [false, false, true, true]],
    ['And the correct one', [true, true, true, true]],
  ])('shows the verdict in "%s"', (title, verdict) => {
    const end = endCalled(title);
    const notation = createNotation(positionOf(end, end.run)!.start.setup.names, 'en', 4, false);
    const rows = checkView(end, notation, {marked: new Set()});
    const shown = new Map(rows.map(({quantity, agrees}) => [quantity, agrees]));
    expect(['w.x->h', 'b.h', 'w.h->y', 'b.y'].map((name) => shown.get(name))).toEqual(verdict);
  });
});
