import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Setup} from '../../../src/lesson/lesson.ts';
import {createNotation} from '../../../src/session/notation.ts';
import {passOf, type State, startOf} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {checkView} from '../../../src/session/view/check.ts';
import {anySetup, articleNames, articleSetup, xorSetup} from '../lessons.ts';

const nothing = {marked: new Set<string>()};
const notation = createNotation(articleNames, 'en', 9, false);
/** At the end of the first round. */
function checked(setup: Setup): State {
  const start = startOf(setup);
  return {...start, cursor: passOf(start).operations.length};
}

test('the gradients of the article agree with differences worked out here', () => {
  const rows = checkView(checked(articleSetup()), notation, nothing);
  const σ = (z: number): number => 1 / (1 + Math.exp(-z));
  const loss = ([wh, bh, wo, bo]: readonly number[]): number =>
    0.5 * (0.8 - σ(wo! * σ(wh! + bh!) + bo!)) ** 2;
  const at = [0.2, 0.1, 0.3, 0.2];
  const h = 1e-5;
  rows.forEach(({name, numeric, analytic, agrees}, i) => {
    const wanted = (loss(at.with(i, at[i]! + h)) - loss(at.with(i, at[i]! - h))) / (2 * h);
    for (const text of [numeric, analytic])
      expect(Math.abs(Number(text.replace('−', '-')) / wanted - 1), name).toBeLessThan(1e-6);
    expect(agrees).toBe(true);
  });
  expect(rows.map(({name}) => name)).toEqual(['wh', 'bh', 'wo', 'bo']);
});

test('nothing is said of a gradient before the pass has it, also not what it will be', () => {
  const rows = checkView(
    update(startOf(articleSetup()), {type: 'forward', until: 'grad.w.h->o'}),
    notation,
    nothing,
  );
  expect(rows.map(({name, numeric, agrees}) => [name, numeric === '–', agrees])).toEqual([
    ['wh', true, undefined],
    ['bh', true, undefined],
    ['wo', false, true],
    ['bo', true, undefined],
  ]);
});

test('a run with a mistake is convicted where its gradients are wrong, and only there', () => {
  const rows = checkView(checked({...articleSetup(), mistake: 'no-slope'}), notation, nothing);
  expect(rows.map(({agrees}) => agrees)).toEqual([false, false, false, false]);
  expect(Number(rows[0]!.difference.replace('−', '-'))).toBeGreaterThan(0.1);
  const old: Setup = {
    ...xorSetup(),
    mistake: 'updated-weight',
    optimizer: {kind: 'sgd', rate: 0.5},
    samples: [{input: [0.5, 1], target: [1]}],
  };
  const {network} = old;
  const verdicts = new Map(
    checkView(checked(old), notation, nothing).map(({quantity, agrees}) => [quantity, agrees]),
  );
  // The output layer's own gradients do not ask for its weights.
  for (const [quantity, agrees] of verdicts)
    expect(agrees, quantity).toBe(quantity.endsWith('->o') || quantity === 'b.o');
  expect(verdicts.size).toBe(network.parameters.length);
});

test('the gradients of any net agree', () => {
  fc.assert(
    fc.property(anySetup, (setup) => {
      // At a kink trying finds neither slope.
      fc.pre(!setup.network.activations.some((name) => name.endsWith('relu')));
      fc.pre(setup.network.loss !== 'mean-absolute-error');
      const state = checked(setup);
      fc.pre(!passOf(state).diverged);
      for (const {quantity, agrees} of checkView(state, notation, nothing))
        expect(agrees, quantity).toBe(true);
    }),
  );
});

test('what the step is about is marked', () => {
  const rows = checkView(checked(articleSetup()), notation, {marked: new Set(['grad.b.h'])});
  expect(rows.filter(({marked}) => marked).map(({name}) => name)).toEqual(['bh']);
});

test('numbers out of range are no verdict: neither right nor wrong', () => {
  const setup = articleSetup();
  const state = checked({...setup, parameters: setup.parameters.map(() => Number.NaN)});
  for (const {agrees} of checkView(state, notation, nothing)) expect(agrees).toBeUndefined();
});
