import {describe, expect, it} from 'vitest';
import {isRightChoice, truthOf} from '../../src/session/answer.ts';
import {type State, startOfLesson} from '../../src/session/state.ts';
import {endOf, framesOf} from '../../src/session/timeline.ts';
import {valueAt, valueInRound} from '../../src/session/value.ts';
import {loadShipped} from './shipped.ts';

const lesson = await loadShipped('03-sharing-the-error.yaml');
const ends = lesson.steps.map((_, i) => endOf(lesson, i));
/** The end of the step with this title. */
const at = (title: string): number => {
  const found = lesson.steps.findIndex((step) => step.title.en === title);
  if (found < 0) throw new Error(`no step ${title}`);
  return found;
};
const number = (state: State, name: string): number => valueInRound(state, name)!;

/** The weights of the net by where they start and end. */
interface Weights {
  readonly AC: number;
  readonly BC: number;
  readonly AD: number;
  readonly BD: number;
  readonly CE: number;
  readonly DE: number;
  readonly CF: number;
  readonly DF: number;
  readonly EG: number;
  readonly FG: number;
}
type WeightName = keyof Weights;

const start: Weights = {
  AC: 0.2,
  BC: 0.7,
  AD: 0.3,
  BD: 0.05,
  CE: 0.5,
  DE: 0.5,
  CF: 0.9,
  DF: 0.1,
  EG: 0.4,
  FG: 0.6,
};
const names: readonly WeightName[] = ['AC', 'BC', 'AD', 'BD', 'CE', 'DE', 'CF', 'DF', 'EG', 'FG'];
const quantity = (name: WeightName): string => `w.${name[0]}->${name[1]}`;

const same = (z: number): number => z;
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** The net written out neuron by neuron. */
function forward(w: Weights, [A, B]: readonly [number, number], f: (z: number) => number) {
  const C = f(w.AC * A + w.BC * B);
  const D = f(w.AD * A + w.BD * B);
  const E = f(w.CE * C + w.DE * D);
  const F = f(w.CF * C + w.DF * D);
  return {C, D, E, F, G: f(w.EG * E + w.FG * F)};
}

/**
 * One round of the σ net, written out weight by weight. `mistaken`: on the way back it takes the weights that are updated already,
 * as the classmate's program does.
 */
function round(w: Weights, [A, B]: readonly [number, number], y: number, rate: number, mistaken: boolean) {
  const {C, D, E, F, G} = forward(w, [A, B], sigmoid);
  const dG = (G - y) * G * (1 - G);
  const EG = w.EG - rate * dG * E;
  const FG = w.FG - rate * dG * F;
  const dE = dG * (mistaken ? EG : w.EG) * E * (1 - E);
  const dF = dG * (mistaken ? FG : w.FG) * F * (1 - F);
  const CE = w.CE - rate * dE * C;
  const DE = w.DE - rate * dE * D;
  const CF = w.CF - rate * dF * C;
  const DF = w.DF - rate * dF * D;
  const dC = (mistaken ? dE * CE + dF * CF : dE * w.CE + dF * w.CF) * C * (1 - C);
  const dD = (mistaken ? dE * DE + dF * DF : dE * w.DE + dF * w.DF) * D * (1 - D);
  const gradients: Weights = {
    AC: dC * A,
    BC: dC * B,
    AD: dD * A,
    BD: dD * B,
    CE: dE * C,
    DE: dE * D,
    CF: dF * C,
    DF: dF * D,
    EG: dG * E,
    FG: dG * F,
  };
  const after: Weights = {
    AC: w.AC - rate * dC * A,
    BC: w.BC - rate * dC * B,
    AD: w.AD - rate * dD * A,
    BD: w.BD - rate * dD * B,
    CE,
    DE,
    CF,
    DF,
    EG,
    FG,
  };
  return {loss: (G - y) ** 2 / 2, deltas: {C: dC, D: dD, E: dE, F: dF, G: dG}, gradients, after};
}

/** The gradient by central differences of the loss. */
function numeric(w: Weights, input: readonly [number, number], y: number, f: (z: number) => number): Weights {
  const lossAt = (name: WeightName, by: number): number =>
    (forward({...w, [name]: w[name] + by}, input, f).G - y) ** 2 / 2;
  const found = names.map((name) => [name, (lossAt(name, 1e-5) - lossAt(name, -1e-5)) / 2e-5]);
  return Object.fromEntries(found);
}

describe('lesson 3', () => {
  it('has a question at every turning point', () => {
    expect(lesson.steps.length).toBeGreaterThanOrEqual(12);
    expect(lesson.steps.length).toBeLessThanOrEqual(40);
    const kinds = lesson.steps.flatMap(({ask}) => (ask === undefined ? [] : [ask.kind]));
    expect(kinds).toEqual(['number', 'choice', 'number', 'choice', 'sign', 'number', 'line']);
  });

  it('hands the error on as the article tells it, and nothing is lost', () => {
    const end = ends[at('The books balance')]!;
    const e = forward(start, [1, 4], same).G - 1.85;
    const [E, F] = [0.4 * e, 0.6 * e];
    const [C, D] = [0.5 * E + 0.9 * F, 0.5 * E + 0.1 * F];
    for (const [name, value] of Object.entries({E, F, C, D}))
      expect(number(end, `share.${name}`), name).toBeCloseTo(value, 12);
    expect(number(end, 'share.C->E')).toBeCloseTo(0.5 * E, 12);
    expect(number(end, 'share.C->F')).toBeCloseTo(0.9 * F, 12);
    expect(C + D).toBeCloseTo(e, 12);
  });

  it('agrees with the exact rule there, in every cell', () => {
    const end = ends[at('Both books agree')]!;
    for (const [from, to] of ['EG', 'FG', 'CE', 'CF', 'DE', 'DF'])
      expect(number(end, `back.${from}->${to}`)).toBeCloseTo(number(end, `share.${from}->${to}`), 12);
  });

  it.each([
    ['One: double the weights', {EG: 0.8, FG: 1.2}],
    ['Two: a negative weight', {EG: -0.5, FG: 0.75}],
    ['Three: weights that cancel', {EG: -0.75, FG: 0.75}],
  ])('differs from the picture in: %s', (title, changed) => {
    const end = ends[at(title)]!;
    const w = {...start, ...changed};
    const {G} = forward(w, [1, 4], same);
    const e = number(end, 'a.G') - number(end, 't.G');
    expect(number(end, 'a.G')).toBeCloseTo(G, 12);
    expect(e).toBeCloseTo(0.5, 12);
    expect(number(end, 'grad.a.E')).toBeCloseTo(e * w.EG, 12);
    expect(number(end, 'grad.a.F')).toBeCloseTo(e * w.FG, 12);
    expect(number(end, 'share.E')).not.toBeCloseTo(number(end, 'grad.a.E'), 3);
    const tried = numeric(w, [1, 4], G - e, same);
    for (const name of names) expect(number(end, `grad.${quantity(name)}`), name).toBeCloseTo(tried[name], 7);
  });

  it('comes to a picture without numbers where the weights sum to 0', () => {
    expect(Number.isFinite(number(ends[at('Three: weights that cancel')]!, 'share.E'))).toBe(false);
  });

  it('turns the direction of D by a weight of E alone', () => {
    const end = ends[at('The minus travels on to D')]!;
    expect(number(end, 'grad.a.D')).toBeCloseTo(0.5 * (-0.5 * 0.5 + 0.75 * 0.1), 12);
    expect(number(end, 'grad.a.C')).toBeGreaterThan(0);
  });

  it('has the δ of the σ net, and the gradients that trying finds', () => {
    const end = ends[at('One rule for all layers')]!;
    const {deltas} = round(start, [0.5, 1], 0.2, 2, false);
    for (const [name, value] of Object.entries(deltas))
      expect(number(end, `grad.z.${name}`)).toBeCloseTo(value, 12);
    const tried = numeric(start, [0.5, 1], 0.2, sigmoid);
    for (const name of names) expect(number(end, `grad.${quantity(name)}`), name).toBeCloseTo(tried[name], 8);
  });

  it('is tempted by one way alone where several add up', () => {
    const asked = at('What does C get in all?');
    const {ask} = lesson.steps[asked]!;
    if (ask?.kind !== 'choice') throw new Error('no choice');
    expect(ask.options.map((option) => isRightChoice(ask, option, ends[asked]!))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('gives no answer away while its question is open', () => {
    lesson.steps.forEach(({ask, title}, i) => {
      if (ask?.kind !== 'number' && ask?.kind !== 'sign') return;
      const open = framesOf(lesson, i)[0]!.state;
      expect(valueAt(open, ask.of), title.en).not.toBe(truthOf(ask, ends[i]!));
    });
  });

  it.each([
    ['The curve tells nothing', 5],
    ['Nor does patience help', 50],
  ])('trains right and wrong rule alike: %s', (title, rounds) => {
    const end = ends[at(title)]!;
    for (const [run, mistaken] of [
      ['curved', false],
      ['suspect', true],
    ] as const) {
      let w = start;
      for (let i = 0; i < rounds; i++) w = round(w, [0.5, 1], 0.2, 2, mistaken).after;
      const {loss} = round(w, [0.5, 1], 0.2, 2, mistaken);
      expect(number(end, `loss@${run}`), run).toBeCloseTo(loss, 12);
      expect(loss).toBeLessThan(round(start, [0.5, 1], 0.2, 2, mistaken).loss);
    }
    const ratio = number(end, 'loss@suspect') / number(end, 'loss@curved');
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1);
  });

  it('has one wrong line to find, and the gradients behind it are wrong and no others', () => {
    const asked = at('Which line is wrong?');
    const {ask} = lesson.steps[asked]!;
    if (ask?.kind !== 'line') throw new Error('no line');
    const end = ends[asked]!;
    expect(ask.among[truthOf(ask, end) - 1]).toBe('grad.a.E');
    const {gradients} = round(start, [0.5, 1], 0.2, 2, true);
    const tried = numeric(start, [0.5, 1], 0.2, sigmoid);
    for (const name of names) {
      const found = number(end, `grad.${quantity(name)}`);
      expect(found, name).toBeCloseTo(gradients[name], 12);
      const right = Math.abs(found - tried[name]) < 1e-5 * tried[name];
      expect(right, name).toBe(name === 'EG' || name === 'FG');
      // Too small, but not the wrong way round.
      expect(found).toBeGreaterThan(0);
      if (!right) expect(found).toBeLessThan(tried[name]);
    }
  });

  it('begins with the two weights of the article', () => {
    const first = startOfLesson(lesson);
    expect([valueAt(first, 'w.E->G'), valueAt(first, 'w.F->G')]).toEqual([0.4, 0.6]);
  });
});
