import {describe, expect, it} from 'vitest';
import {isRightChoice, truthOf} from '../../src/session/answer.ts';
import type {State} from '../../src/session/state.ts';
import {endOf} from '../../src/session/timeline.ts';
import {valueAt, valueInRound} from '../../src/session/value.ts';
import {loadShipped} from './shipped.ts';

const lesson = await loadShipped('06-the-linear-limit.yaml');
const stepOf = (title: string): number => {
  const at = lesson.steps.findIndex((step) => step.title.en === title);
  if (at < 0) throw new Error(`no step ${title}`);
  return at;
};
const endAfter = (title: string): State => endOf(lesson, stepOf(title));
const startOfRun = (name: string): readonly number[] => lesson.runs.get(name)!.setup.parameters;

// The same nets and their training, written out once more by hand.

const corners = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;
const AND = [0, 0, 0, 1];
const OR = [0, 1, 1, 1];
const XOR = [0, 1, 1, 0];
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

interface Model {
  answer(p: readonly number[], x1: number, x2: number): number;
  gradient(p: readonly number[], x1: number, x2: number, target: number): readonly number[];
}

/** w1, w2, b */
const one: Model = {
  answer: ([w1, w2, b], x1, x2) => sigmoid(w1! * x1 + w2! * x2 + b!),
  gradient: (p, x1, x2, target) => {
    const y = one.answer(p, x1, x2);
    const delta = (y - target) * y * (1 - y);
    return [delta * x1, delta * x2, delta];
  },
};

const hidden = (p: readonly number[], x1: number, x2: number): readonly [number, number] => [
  sigmoid(p[0]! * x1 + p[1]! * x2 + p[4]!),
  sigmoid(p[2]! * x1 + p[3]! * x2 + p[5]!),
];

/** Two weights into h1, two into h2, both biases, two weights into o, its bias. */
const two: Model = {
  answer: (p, x1, x2) => {
    const [h1, h2] = hidden(p, x1, x2);
    return sigmoid(p[6]! * h1 + p[7]! * h2 + p[8]!);
  },
  gradient: (p, x1, x2, target) => {
    const [h1, h2] = hidden(p, x1, x2);
    const y = two.answer(p, x1, x2);
    const delta = (y - target) * y * (1 - y);
    const first = delta * p[6]! * h1 * (1 - h1);
    const second = delta * p[7]! * h2 * (1 - h2);
    return [first * x1, first * x2, second * x1, second * x2, first, second, delta * h1, delta * h2, delta];
  },
};

interface Plan {
  readonly model: Model;
  readonly targets: readonly number[];
  readonly rate: number;
  readonly rounds: number;
}

function trained(start: readonly number[], {model, targets, rate, rounds}: Plan): readonly number[] {
  let p = start;
  for (let k = 0; k < rounds; k++) {
    const [x1, x2] = corners[k % 4]!;
    const g = model.gradient(p, x1, x2, targets[k % 4]!);
    p = p.map((value, i) => value - rate * g[i]!);
  }
  return p;
}

const meanLoss = (model: Model, p: readonly number[], targets: readonly number[]): number =>
  corners.reduce((sum, [x1, x2], i) => sum + (targets[i]! - model.answer(p, x1, x2)) ** 2 / 2, 0) / 4;

const rightOf = (model: Model, p: readonly number[], targets: readonly number[]): number =>
  corners.filter(([x1, x2], i) => model.answer(p, x1, x2) > 0.5 === targets[i]! > 0.5).length;

const solo = {model: one, rate: 0.5, rounds: 4000};
const xorNet = {model: two, targets: XOR, rate: 1};

describe('lesson 6', () => {
  it('asks at the turning points, and every question has one answer', () => {
    expect(lesson.steps.length).toBeGreaterThanOrEqual(12);
    expect(lesson.steps.length).toBeLessThanOrEqual(40);
    const asked = lesson.steps.flatMap(({ask}, i) =>
      ask === undefined ? [] : [{ask, end: endOf(lesson, i)}],
    );
    expect(asked.length).toBeGreaterThanOrEqual(3);
    for (const {ask, end} of asked) {
      expect(truthOf(ask, end)).not.toBe(0);
      if (ask.kind === 'choice')
        expect(ask.options.filter((option) => isRightChoice(ask, option, end))).toHaveLength(1);
    }
  });

  it.each([
    ['main', AND, 'Learning AND', 4],
    ['or', OR, 'Learning OR', 4],
    ['xor', XOR, 'Training cannot do it either', 2],
  ] as const)('trains run %s as the net written out by hand', (run, targets, title, right) => {
    const p = trained(startOfRun(run), {...solo, targets});
    const end = endAfter(title);
    expect(valueInRound(end, 'w.x1->o')).toBeCloseTo(p[0]!, 9);
    expect(valueInRound(end, 'w.x2->o')).toBeCloseTo(p[1]!, 9);
    expect(valueInRound(end, 'b.o')).toBeCloseTo(p[2]!, 9);
    expect(valueInRound(end, 'data.loss')).toBeCloseTo(meanLoss(one, p, targets), 10);
    expect(valueInRound(end, 'data.right')).toBe(right);
    expect(rightOf(one, p, targets)).toBe(right);
  });

  it('says truly that no line gets all of XOR, and that three is the most', () => {
    const found = new Set<number>();
    const grid = Array.from({length: 33}, (_, i) => i / 2 - 8);
    for (const w1 of grid)
      for (const w2 of grid) for (const b of grid) found.add(rightOf(one, [w1, w2, b], XOR));
    expect(Math.max(...found)).toBe(3);
    expect(valueInRound(endAfter('XOR is one corner away'), 'data.right')).toBe(3);
  });

  it('says truly that no line costs less than one half to every question', () => {
    const grid = Array.from({length: 41}, (_, i) => i - 20);
    const costs = grid.flatMap((w1) =>
      grid.flatMap((w2) => grid.map((b) => meanLoss(one, [w1 / 2, w2 / 2, b / 2], XOR))),
    );
    expect(Math.min(...costs)).toBe(0.125);
    expect(valueInRound(endAfter('The price of one half'), 'data.loss')).toBe(0.125);
  });

  it('comes to that loss from any start', () => {
    for (const start of [
      [1, -1, 0.5],
      [-0.4, 0.9, -0.7],
      [0.2, 0.1, 0.9],
    ]) {
      const p = trained(start, {...solo, rounds: 20_000, targets: XOR});
      expect(Math.abs(meanLoss(one, p, XOR) - 0.125)).toBeLessThan(0.0005);
    }
  });

  it('has equal sums of z over the two diagonals', () => {
    const end = endAfter('Three corners fix the fourth');
    const [w1, w2, b] = ['w.x1->o', 'w.x2->o', 'b.o'].map((name) => valueInRound(end, name)!);
    const [z00, z01, z10, z11] = corners.map(([x1, x2]) => w1! * x1 + w2! * x2 + b!);
    expect(z01! + z10!).toBe(z00! + z11!);
    expect([z00! < 0, z01! > 0, z10! > 0]).toEqual([true, true, true]);
    expect(valueAt(end, 'z.o')).toBe(z11);
  });

  it.each([
    ['hidden', 400, 'At first it looks stuck too', 2],
    ['hidden', 4000, 'It gets out', 4],
    ['other', 4000, 'Another start, another way', 4],
    ['stuck', 8000, 'Some get stuck', 3],
    ['stuck', 16_000, 'Where it is stuck', 3],
  ] as const)('trains run %s for %d rounds as the net written out by hand', (run, rounds, title, right) => {
    const p = trained(startOfRun(run), {...xorNet, rounds});
    const end = endAfter(title);
    expect(valueInRound(end, 'data.loss')).toBeCloseTo(meanLoss(two, p, XOR), 9);
    expect(valueInRound(end, 'data.right')).toBe(right);
    expect(rightOf(two, p, XOR)).toBe(right);
  });

  it('gets out of the trap with half the rate', () => {
    const p = trained(startOfRun('gentle'), {...xorNet, rate: 0.5, rounds: 8000});
    expect(startOfRun('gentle')).toEqual(startOfRun('stuck'));
    expect(valueInRound(endAfter('Same start, smaller steps'), 'data.loss')).toBeCloseTo(
      meanLoss(two, p, XOR),
      9,
    );
    expect(rightOf(two, p, XOR)).toBe(4);
  });

  it('finds OR and AND in the hidden layer, and another pair from another start', () => {
    const yes = (p: readonly number[], neuron: 0 | 1) =>
      corners.map(([x1, x2]) => (hidden(p, x1, x2)[neuron] > 0.5 ? 1 : 0));
    const first = trained(startOfRun('hidden'), {...xorNet, rounds: 4000});
    expect(yes(first, 0)).toEqual(OR);
    expect(yes(first, 1)).toEqual(AND);
    const other = trained(startOfRun('other'), {...xorNet, rounds: 4000});
    expect(yes(other, 0)).toEqual([0, 1, 0, 0]);
    expect(yes(other, 1)).toEqual([0, 0, 1, 0]);
  });

  it.each([0, 1, 2, 3])('shows what the net makes of corner %d', (corner) => {
    const p = trained(startOfRun('hidden'), {...xorNet, rounds: 4000});
    const [x1, x2] = corners[corner]!;
    const [h1, h2] = hidden(p, x1, x2);
    const end = endAfter(`Check it: (${x1}, ${x2})`);
    expect(valueAt(end, 'a.h1')).toBeCloseTo(h1, 9);
    expect(valueAt(end, 'a.h2')).toBeCloseTo(h2, 9);
    expect(valueAt(end, 'a.o')).toBeCloseTo(two.answer(p, x1, x2), 9);
  });
});
