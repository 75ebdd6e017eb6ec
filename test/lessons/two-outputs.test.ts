import {describe, expect, it} from 'vitest';
import {isRightChoice, truthOf} from '../../src/session/answer.ts';
import type {State} from '../../src/session/state.ts';
import {endOf, framesOf} from '../../src/session/timeline.ts';
import {valueAt, valueInRound} from '../../src/session/value.ts';
import {loadShipped} from './shipped.ts';

const lesson = await loadShipped('04-two-outputs.yaml');
const ends = lesson.steps.map((_, i) => endOf(lesson, i));
const at = (title: string): number => {
  const found = lesson.steps.findIndex((step) => step.title.en === title);
  if (found < 0) throw new Error(`no step ${title}`);
  return found;
};
const endOfStep = (title: string): State => ends[at(title)]!;
const number = (state: State, name: string): number => valueInRound(state, name)!;

const INPUT = [1, 4];
const LABELS = [2.6, 1.05];
const RATE = 0.01;

/** The weights of a layer: a row for each neuron of it, a column for each of the layer before. */
type Matrix = readonly (readonly number[])[];
const start: readonly Matrix[] = [
  [
    [0.2, 0.7],
    [0.3, 0.05],
  ],
  [
    [0.5, 0.5],
    [0.9, 0.1],
  ],
  [
    [0.4, 0.6],
    [1.5, -0.3],
  ],
];

/** The outputs of all layers, the input first: nothing but products and sums. */
function forward(layers: readonly Matrix[]): readonly (readonly number[])[] {
  const outputs = [INPUT];
  for (const rows of layers) {
    const before = outputs.at(-1)!;
    outputs.push(rows.map((row) => row[0]! * before[0]! + row[1]! * before[1]!));
  }
  return outputs;
}

/** LG and LH. */
const parts = (layers: readonly Matrix[]): readonly number[] =>
  forward(layers)
    .at(-1)!
    .map((a, i) => (LABELS[i]! - a) ** 2 / 2);

const total = (layers: readonly Matrix[]): number => parts(layers)[0]! + parts(layers)[1]!;

/** One weight moved. */
const moved = (layers: readonly Matrix[], place: readonly [number, number, number], by: number) =>
  layers.map((rows, l) =>
    rows.map((row, j) =>
      row.map((w, i) => (l === place[0] && j === place[1] && i === place[2] ? w + by : w)),
    ),
  );

/** ∂L/∂w by central differences. Exact here but for rounding: L is a square in each weight. */
function gradient(layers: readonly Matrix[], place: readonly [number, number, number]): number {
  return (total(moved(layers, place, 1e-3)) - total(moved(layers, place, -1e-3))) / 2e-3;
}

const round = (layers: readonly Matrix[]): readonly Matrix[] =>
  layers.map((rows, l) => rows.map((row, j) => row.map((w, i) => w - RATE * gradient(layers, [l, j, i]))));

function trained(rounds: number): readonly Matrix[] {
  let layers = start;
  for (let i = 0; i < rounds; i++) layers = round(layers);
  return layers;
}

const neurons = ['AB', 'CD', 'EF', 'GH'];

describe('lesson 4', () => {
  it('asks at every turning point', () => {
    const kinds = lesson.steps.flatMap(({ask}) => (ask === undefined ? [] : [ask.kind]));
    expect(kinds).toEqual(['number', 'sign', 'number', 'number', 'choice']);
    expect(lesson.steps.length).toBeGreaterThanOrEqual(12);
    expect(lesson.steps.length).toBeLessThanOrEqual(40);
  });

  it('adds up both parts of the loss', () => {
    const end = endOfStep('The total loss');
    const [LG, LH] = parts(start);
    expect(number(end, 'loss.G')).toBeCloseTo(LG!, 12);
    expect(number(end, 'loss.H')).toBeCloseTo(LH!, 12);
    expect(number(end, 'loss')).toBeCloseTo(LG! + LH!, 12);
  });

  it('has both outputs pull at E in opposite directions, and at F in one', () => {
    const end = endOfStep('All in one table');
    const [G, H] = forward(start).at(-1)!;
    const [dG, dH] = [G! - LABELS[0]!, H! - LABELS[1]!];
    const notes = {'E->G': dG * 0.4, 'E->H': dH * 1.5, 'F->G': dG * 0.6, 'F->H': dH * -0.3};
    for (const [name, value] of Object.entries(notes))
      expect(number(end, `back.${name}`), name).toBeCloseTo(value, 12);
    expect(notes['E->G'] * notes['E->H']).toBeLessThan(0);
    expect(notes['F->G'] * notes['F->H']).toBeGreaterThan(0);
    expect(number(end, 'grad.a.E')).toBeCloseTo(notes['E->G'] + notes['E->H'], 12);
    expect(number(end, 'grad.a.F')).toBeCloseTo(notes['F->G'] + notes['F->H'], 12);
  });

  it('brings C and D what all four ways to L bring', () => {
    const end = endOfStep('Each layer does the same');
    const [G, H] = forward(start).at(-1)!;
    const d = [G! - LABELS[0]!, H! - LABELS[1]!];
    ['C', 'D'].forEach((name, from) => {
      let sum = 0;
      for (const through of [0, 1])
        for (const out of [0, 1]) sum += d[out]! * start[2]![out]![through]! * start[1]![through]![from]!;
      expect(number(end, `grad.a.${name}`), name).toBeCloseTo(sum, 12);
    });
  });

  it('has the gradients that trying finds, of all twelve weights', () => {
    const end = endOfStep('Move one, and see');
    start.forEach((rows, l) => {
      rows.forEach((row, j) => {
        row.forEach((_, i) => {
          const name = `${neurons[l]![i]}->${neurons[l + 1]![j]}`;
          expect(number(end, `grad.w.${name}`), name).toBeCloseTo(gradient(start, [l, j, i]), 9);
        });
      });
    });
  });

  it('lowers the total in one round, while the part of G rises', () => {
    const end = endOfStep('The sum has gained');
    const before = parts(start);
    const now = parts(trained(1));
    expect(now[0]).toBeGreaterThan(before[0]!);
    expect(total(trained(1))).toBeLessThan(total(start) / 2);
    expect(number(end, 'loss.G')).toBeCloseTo(now[0]!, 9);
    expect(number(end, 'loss.H')).toBeCloseTo(now[1]!, 9);
    expect(number(end, 'loss.G@start')).toBeCloseTo(before[0]!, 12);
    expect(number(end, 'loss.H@start')).toBeCloseTo(before[1]!, 12);
  });

  it('lets the right answer be that it rises', () => {
    const asked = at('What becomes of LG?');
    const {ask} = lesson.steps[asked]!;
    if (ask?.kind !== 'choice') throw new Error('no choice');
    expect(ask.options.map((option) => isRightChoice(ask, option, ends[asked]!))).toEqual([true, false]);
    const open = framesOf(lesson, asked)[0]!.state;
    expect(number(open, 'round')).toBe(1);
  });

  it('has LG below its start after five rounds, and both outputs right after fifty', () => {
    const five = endOfStep('A few more rounds');
    expect(number(five, 'loss.G')).toBeCloseTo(parts(trained(5))[0]!, 9);
    expect(number(five, 'loss.G')).toBeLessThan(number(five, 'loss.G@start'));
    const fifty = endOfStep('Both are content');
    forward(trained(50))
      .at(-1)!
      .forEach((value, i) => {
        expect(number(fifty, `a.${neurons[3]![i]}`)).toBeCloseTo(value, 9);
        expect(value).toBeCloseTo(LABELS[i]!, 5);
      });
  });

  it('ends with an E that yielded to H, and more of all that lifts G', () => {
    const end = endOfStep('Who made peace');
    expect(number(end, 'a.E')).toBeLessThan(number(end, 'a.E@start'));
    for (const name of ['a.F', 'w.E->G', 'w.F->G'])
      expect(number(end, name), name).toBeGreaterThan(number(end, `${name}@start`));
  });

  it('gives no answer away while its question is open', () => {
    lesson.steps.forEach(({ask, title}, i) => {
      if (ask?.kind !== 'number' && ask?.kind !== 'sign') return;
      const open = framesOf(lesson, i)[0]!.state;
      expect(valueAt(open, ask.of), title.en).not.toBe(truthOf(ask, ends[i]!));
    });
  });
});
