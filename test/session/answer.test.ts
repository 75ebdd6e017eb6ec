import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Ask} from '../../src/lesson/lesson.ts';
import {isRightChoice, isRightNumber, readNumber, readSign} from '../../src/session/answer.ts';
import {startOf} from '../../src/session/state.ts';
import {update} from '../../src/session/update.ts';
import {articleSetup, says} from './lessons.ts';

describe('a number as people type it', () => {
  it.each([
    ['-.0289', -0.0289],
    ['−0.0289', -0.0289],
    ['-2.89e-2', -0.0289],
    ['－０．０２８９', -0.0289],
    ['3/4', 0.75],
    ['-1/8', -0.125],
    ['+5', 5],
    [' 0.5 ', 0.5],
    ['1.', 1],
  ])('%s', (text, value) => {
    expect(readNumber(text)?.value).toBeCloseTo(value, 15);
  });

  it.each([
    '',
    '.',
    '-',
    'abc',
    '1/0',
    '1/2/3',
    '0x10',
    'Infinity',
    'NaN',
    '1e9999',
    '1e999',
    '1e300/1e-300',
    '--1',
    '1 2',
  ])('%j is none', (text) => {
    expect(readNumber(text)).toBeUndefined();
  });
});

describe('a right number', () => {
  const right = (text: string, truth: number): boolean => isRightNumber(readNumber(text)!, truth);

  it('is met by a fraction exactly', () => {
    expect(right('1/3', 1 / 3)).toBe(true);
    expect(right('3/4', 0.7501)).toBe(false);
  });

  it.each([
    ['-0.02886', true],
    ['-0.0289', true],
    ['-0.029', true],
    ['-.03', true],
    ['-0.0288', true],
    ['-0.027', false],
    ['0.02886', false],
    ['0', false],
    ['-0.0', false],
    ['-0.02896', false],
  ])('%s for −0.02885607598362517: %s', (text, verdict) => {
    expect(right(text, -0.02885607598362517)).toBe(verdict);
  });

  it('is any rounding of the truth to two digits or more', () => {
    fc.assert(
      fc.property(
        fc.double({min: 1e-6, max: 1e6, noNaN: true}),
        fc.boolean(),
        fc.integer({min: 2, max: 12}),
        (size, minus, digits) => {
          const truth = minus ? -size : size;
          expect(right(truth.toPrecision(digits), truth)).toBe(true);
          expect(right((-truth).toPrecision(digits), truth)).toBe(false);
          expect(right((truth * 1.1).toPrecision(digits), truth)).toBe(false);
        },
      ),
    );
  });
});

it.each([
  ['-', -1],
  ['−', -1],
  ['＋', 1],
  ['+', 1],
  ['0', 0],
  ['x', undefined],
  ['+-', undefined],
])('the sign %s is %s', (text, sign) => {
  expect(readSign(text)).toBe(sign);
});

it('the old wo, not the new one, makes the hidden gradient', () => {
  const revealed = update(startOf(articleSetup()), {type: 'forward', until: 'next.b.h'});
  const old = {say: says('old'), is: ['grad.z.o', 'w.h->o']};
  const updated = {say: says('new'), is: ['grad.z.o', 'next.w.h->o']};
  const ask: Ask = {kind: 'choice', of: 'grad.a.h', prompt: says('?'), hints: [], options: [updated, old]};
  expect([updated, old].map((option) => isRightChoice(ask, option, revealed))).toEqual([false, true]);
});
