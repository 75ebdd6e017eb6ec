import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import type {Working} from '../../src/session/view/working.ts';
import {layoutWorking, type WorkingLine} from '../../src/session/workingLayout.ts';

const text = (line: WorkingLine): string => line.map((span) => span.text).join('');
const layout = (
  working: Working,
  width: number,
  options: {ascii?: boolean; height?: number} = {},
): string[] => layoutWorking(working, {width, ascii: false, ...options}).map(text);

const wo: Working = {
  kind: 'chain',
  left: '∂L/∂wo',
  fromLoss: true,
  value: '−0.02886',
  paths: [
    {
      value: '−0.02886',
      factors: [
        {symbol: '∂L/∂yo', meaning: 'yo − y', number: '−0.2080'},
        {symbol: '∂yo/∂zo', meaning: 'yo·(1 − yo)', number: '0.2415'},
        {symbol: '∂zo/∂wo', meaning: 'yh', number: '0.5744'},
      ],
    },
  ],
};

const shared: Working = {
  kind: 'chain',
  left: '∂L/∂h',
  fromLoss: false,
  value: '0.03000',
  paths: [
    {
      value: '0.04000',
      factors: [
        {symbol: '∂L/∂z1', meaning: '', number: '0.1000'},
        {symbol: '∂z1/∂h', meaning: 'w1', number: '0.4000'},
      ],
    },
    {
      value: '−0.01000',
      factors: [
        {symbol: '∂L/∂z2', meaning: '', number: '0.05000'},
        {symbol: '∂z2/∂h', meaning: 'w2', number: '−0.2000'},
      ],
    },
  ],
};

test('one path: symbols, meanings and numbers under each other, then the product', () => {
  expect(layout(wo, 78)).toEqual([
    '∂L/∂wo = ∂L/∂yo   · ∂yo/∂zo     · ∂zo/∂wo',
    '       = (yo − y) · yo·(1 − yo) · yh',
    '       = −0.2080  × 0.2415      × 0.5744',
    '       = −0.02886',
  ]);
});

test('where lines are few the meanings give way', () => {
  expect(layout(wo, 78, {height: 3})).toEqual([
    '∂L/∂wo = ∂L/∂yo  · ∂yo/∂zo · ∂zo/∂wo',
    '       = −0.2080 × 0.2415  × 0.5744',
    '       = −0.02886',
  ]);
});

test('several paths: one group each, and their sum', () => {
  expect(layout(shared, 78)).toEqual([
    '1) ∂L/∂z1 · ∂z1/∂h',
    '   ∂L/∂z1 · w1',
    '   0.1000 × 0.4000 = 0.04000',
    '2) ∂L/∂z2  · ∂z2/∂h',
    '   ∂L/∂z2  · w2',
    '   0.05000 × (−0.2000) = −0.01000',
    '∂L/∂h = 0.04000 + (−0.01000) = 0.03000',
  ]);
});

test('of several paths, one of a single factor tells its number once', () => {
  const direct = {value: '0.9526', factors: [{symbol: '∂f/∂c', meaning: '', number: '0.9526'}]};
  const [first] = shared.paths;
  expect(layout({...shared, paths: [first!, direct]}, 78).slice(3)).toEqual([
    '2) ∂f/∂c',
    '   0.9526',
    '∂L/∂h = 0.04000 + 0.9526 = 0.03000',
  ]);
});

test('factors that are too many for the width go on in a second set of rows', () => {
  expect(layout(wo, 34)).toEqual([
    '∂L/∂wo = ∂L/∂yo   · ∂yo/∂zo',
    '       = (yo − y) · yo·(1 − yo)',
    '       = −0.2080  × 0.2415',
    '         · ∂zo/∂wo',
    '         · yh',
    '         × 0.5744',
    '       = −0.02886',
  ]);
});

test('a formula stands over its numbers and its value', () => {
  const zh: Working = {
    kind: 'formula',
    left: 'zh',
    sign: '=',
    symbols: 'wh·x + bh',
    numbers: '0.2 × 1 + 0.1',
    value: '0.3',
  };
  expect(layout(zh, 78)).toEqual(['zh = wh·x + bh', '   = 0.2 × 1 + 0.1', '   = 0.3']);
  expect(layout(zh, 12)).toEqual(['zh = wh·x', '     + bh', '   = 0.2 × 1', '     + 0.1', '   = 0.3']);
});

test('an update keeps its arrow, and the equals signs stand under it', () => {
  const update: Working = {
    kind: 'formula',
    left: 'wo',
    sign: '←',
    symbols: 'wo − η·∂L/∂wo',
    numbers: '0.3 − 0.5 × (−0.02886)',
    value: '0.3144',
  };
  expect(layout(update, 78)[0]).toBe('wo ← wo − η·∂L/∂wo');
  const ascii = layout({...update, symbols: 'wo - eta*dL/dwo', numbers: '0.3 - 0.5 * (-0.02886)'}, 78, {
    ascii: true,
  });
  expect(ascii).toEqual(['wo <- wo - eta*dL/dwo', '    = 0.3 - 0.5 * (-0.02886)', '    = 0.3144']);
});

test('a given number needs no formula', () => {
  expect(layout({kind: 'given', left: 'x', value: '1'}, 78)).toEqual(['x = 1']);
});

const letters = fc.string({
  unit: fc.constantFrom('w', '权', '∂', '1', '.', '−'),
  minLength: 1,
  maxLength: 12,
});
const factor = fc.record({symbol: letters, meaning: fc.oneof(fc.constant(''), letters), number: letters});
const chain: fc.Arbitrary<Working> = fc.record({
  kind: fc.constant('chain' as const),
  left: letters,
  fromLoss: fc.boolean(),
  value: letters,
  paths: fc.array(fc.record({factors: fc.array(factor, {minLength: 1, maxLength: 7}), value: letters}), {
    minLength: 1,
    maxLength: 4,
  }),
});

test('at any width nothing overflows and no number is lost', () => {
  fc.assert(
    fc.property(chain, fc.integer({min: 4, max: 120}), (working, width) => {
      const lines = layout(working, width);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      if (working.kind !== 'chain') return;
      const whole = lines.join('').replaceAll(' ', '');
      const numbers = working.paths.flatMap(({factors}) => factors.map(({number}) => number));
      const digits = (text: string): number => [...text].filter((character) => character === '.').length;
      expect(digits(whole)).toBeGreaterThanOrEqual(digits(numbers.join('')));
      if (width >= 60) for (const number of numbers) expect(whole).toContain(number);
    }),
    {numRuns: 200},
  );
});

test('a formula breaks at a space where one will do, and at a tight dot only in a term wider than a line', () => {
  const formula = (symbols: string): Working => ({
    kind: 'formula',
    left: 'z',
    sign: '=',
    symbols,
    numbers: symbols,
    value: symbols,
  });
  expect(layout(formula('w1·a1 + w2·a2 + w3·a3'), 17)).toEqual(['z = w1·a1 + w2·a2', '    + w3·a3']);
  expect(layout(formula('w1·a1 + w2·a2 + w3·a3'), 16)).toEqual(['z = w1·a1', '    + w2·a2', '    + w3·a3']);
  expect(layout(formula('long1·long2·long3 + b'), 16)).toEqual(['z = long1·long2', '    ·long3 + b']);
});
