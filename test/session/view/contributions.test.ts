import {expect, test} from 'vitest';
import {createNetwork} from '../../../src/engine/network.ts';
import type {Names, Setup} from '../../../src/lesson/lesson.ts';
import {createNotation} from '../../../src/session/notation.ts';
import {type State, startOf} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {contributionsView, type Rule} from '../../../src/session/view/contributions.ts';
import {noNames} from '../lessons.ts';

/** Two in, two hidden, two more, one out; weights in the order of the list. */
const setup = (toOut: readonly [number, number], names: Names = noNames): Setup => ({
  network: createNetwork({
    layers: [['A', 'B'], ['C', 'D'], ['E', 'F'], ['G']],
    activations: ['sigmoid', 'sigmoid', 'sigmoid'],
    loss: 'half-squared-error',
    biased: new Set(),
  }),
  parameters: [0.1, 0.2, 0.3, 0.4, 0.5, -0.6, 0.7, 0.8, ...toOut],
  optimizer: {kind: 'sgd', rate: 0.5},
  samples: [{input: [1, 0.5], target: [1]}],
  names,
  test: [],
  updates: 'after-backward',
});

const σ = (z: number): number => 1 / (1 + Math.exp(-z));
/** The same net by hand. */
function byHand(toOut: readonly [number, number]) {
  const c = σ(0.1 + 0.2 * 0.5);
  const d = σ(0.3 + 0.4 * 0.5);
  const e = σ(0.5 * c - 0.6 * d);
  const f = σ(0.7 * c + 0.8 * d);
  const g = σ(toOut[0] * e + toOut[1] * f);
  const δG = (g - 1) * g * (1 - g);
  const δE = δG * toOut[0] * e * (1 - e);
  const δF = δG * toOut[1] * f * (1 - f);
  return {c, g, δE, δF};
}

const all: State = update(startOf(setup([0.4, 0.6])), {type: 'forward', by: 'phase', times: 2});
const notation = createNotation(noNames, 'en', 9, false);
const view = (state: State, rule: Rule, layer = 1, marked: readonly string[] = []) =>
  contributionsView(state, notation, {marked: new Set(marked)}, {layer, rule});
const close = (text: string | undefined, value: number): void =>
  expect(Math.abs(Number(text?.replace('−', '-')) / value - 1)).toBeLessThan(1e-8);

test('each receiver has a part of each sender, their sum, its slope and δ', () => {
  const {senders, rows} = view(all, 'exact');
  expect(senders).toEqual(['E', 'F']);
  expect(rows.map(({neuron}) => neuron)).toEqual(['C', 'D']);
  const {c, δE, δF} = byHand([0.4, 0.6]);
  const [row] = rows;
  close(row!.parts[0]!.value, 0.5 * δE);
  close(row!.parts[1]!.value, 0.7 * δF);
  close(row!.parts[0]!.factors[0], δE);
  expect(row!.parts[0]!.factors[1]).toBe('0.5');
  close(row!.sum, 0.5 * δE + 0.7 * δF);
  close(row!.slope, c * (1 - c));
  close(row!.delta, (0.5 * δE + 0.7 * δF) * c * (1 - c));
});

test('in proportion, the error is divided by the weights, and there is neither slope nor δ', () => {
  const {rows} = view(all, 'proportional');
  const error = byHand([0.4, 0.6]).g - 1;
  // E has 0.4 of the error; of that C has 0.5 of 0.5 − 0.6. F has 0.6; of that C has 0.7 of 1.5.
  close(rows[0]!.parts[0]!.value, error * 0.4 * (0.5 / -0.1));
  close(rows[0]!.parts[0]!.factors[1], 0.5 / -0.1);
  close(rows[0]!.sum, error * (0.4 * (0.5 / -0.1) + 0.6 * (0.7 / 1.5)));
  expect(rows[0]).not.toHaveProperty('slope');
  expect(rows[0]).not.toHaveProperty('delta');
});

test('what is not computed yet is a dash', () => {
  const loss = update(startOf(setup([0.4, 0.6])), {type: 'forward', until: 'loss'});
  const [row] = view(loss, 'exact').rows;
  expect([row!.parts[0]!.value, row!.sum, row!.slope, row!.delta]).toEqual(['–', '–', '–', '–']);
  expect(row!.parts[0]!.factors).toEqual(['–', '0.5']);
  // The intuition needs no more than the error.
  expect(view(loss, 'proportional').rows[0]!.sum).not.toBe('–');
  expect(view(startOf(setup([0.4, 0.6])), 'proportional').rows[0]!.sum).toBe('–');
});

test('weights that sum to 0 have no shares: they are dashes and the sender is named', () => {
  const state = update(startOf(setup([0.5, -0.5])), {type: 'forward', by: 'phase', times: 2});
  const last = view(state, 'proportional', 2);
  expect(last.withoutShares).toEqual(['G']);
  expect(last.rows.map(({sum}) => sum)).toEqual(['–', '–']);
  // The layer before divides well, but what E and F have to give is unknown.
  expect(view(state, 'proportional', 1).rows[0]!.sum).toBe('–');
  expect(view(state, 'exact', 2).withoutShares).toEqual([]);
  expect(view(state, 'exact', 2).rows[0]!.sum).not.toBe('–');
});

test('neurons have their names in the language, and the one in question is marked', () => {
  const names = {...noNames, neurons: new Map([['C', {zh: '笔记', en: 'notes'}]])};
  const chinese = createNotation(names, 'zh', 4, false);
  const focus = {marked: new Set(['grad.a.C'])};
  const {rows} = contributionsView(all, chinese, focus, {layer: 1, rule: 'exact'});
  expect(rows.map(({neuron, marked}) => [neuron, marked])).toEqual([
    ['笔记', true],
    ['D', false],
  ]);
});
