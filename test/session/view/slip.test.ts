import {expect, test} from 'vitest';
import type {MistakeName} from '../../../src/engine/mistakes.ts';
import {slipsAt} from '../../../src/session/diagnosis.ts';
import {createNotation} from '../../../src/session/notation.ts';
import {type State, startOf} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {valueInRound} from '../../../src/session/value.ts';
import {commonSlips, lineOf, type SlipView, slipView} from '../../../src/session/view/slip.ts';
import {articleNames, articleSetup} from '../lessons.ts';

const notation = createNotation(articleNames, 'en', 4, false);
const revealed: State = update(startOf(articleSetup()), {type: 'forward', by: 'sample'});

function viewOf(mistake: MistakeName, asked: string, place = 0): SlipView {
  const slip = slipsAt(revealed, asked).filter((each) => each.mistake === mistake)[place]!;
  return slipView(slip, asked, revealed, notation, 76);
}

test('the mistake is to be seen beside the right working, whose result stays hidden', () => {
  expect(viewOf('no-slope', 'grad.w.h->o')).toMatchObject({
    wrong: {symbols: '∂L/∂yo·yh', numbers: '−0.2080 × 0.5744', result: '−0.1195'},
    right: {symbols: '∂L/∂yo·∂yo/∂zo·yh', numbers: '−0.2080 × 0.2415 × 0.5744', result: '?'},
    site: ['∂L/∂zo'],
  });
});

test('rounded numbers stand rounded in the wrong line', () => {
  const {wrong, right} = viewOf('rounded', 'grad.w.h->o');
  expect(wrong).toEqual({symbols: '∂L/∂zo·yh', numbers: '−0.05 × 0.57', result: '−0.02850'});
  expect(right).toEqual({symbols: '∂L/∂zo·yh', numbers: '−0.05023 × 0.5744', result: '?'});
});

test('a factor that is as large as the answer is hidden with it', () => {
  // The last factor of bo's gradient is 1, so δ is the answer.
  expect(viewOf('weight-factor-on-bias', 'grad.b.o').right).toEqual({
    symbols: '∂L/∂zo·1',
    numbers: '? × 1',
    result: '?',
  });
});

test('a line that is a single number is not written twice', () => {
  expect(viewOf('gradient-as-update', 'next.w.h->o', 1).wrong).toEqual({
    symbols: '∂L/∂wo',
    numbers: '',
    result: '−0.02886',
  });
});

test('the common slips differ from each other and from the truth as they are written', () => {
  for (const asked of ['grad.w.h->o', 'next.w.x->h', 'grad.b.h', 'loss', 'slope.o']) {
    const truth = notation.number(valueInRound(revealed, asked)!);
    const numbers = commonSlips(asked, revealed, notation).map(({number}) => number);
    expect(numbers.length, asked).toBeGreaterThan(0);
    expect(new Set([truth, ...numbers]).size, asked).toBe(numbers.length + 1);
  }
});

test('a line has its left side, and an update its arrow', () => {
  expect(lineOf(revealed, 'grad.w.h->o', notation)).toBe('∂L/∂wo = ∂L/∂zo·yh');
  expect(lineOf(revealed, 'next.w.h->o', notation)).toBe('wo ← wo − η·∂L/∂wo');
});
