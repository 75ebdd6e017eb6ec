import fc from 'fast-check';
import {expect, test} from 'vitest';
import {formatNumber} from '../../../src/session/notation.ts';
import {fitNumber} from '../../../src/ui/drawing/fitNumber.ts';

const within = (value: number, cells: number): string | undefined =>
  fitNumber({value, text: formatNumber(value, 17).replaceAll('−', '-')}, cells, true);

test('keeps a number that fits as it is written', () => {
  expect(fitNumber({value: 0.5744425, text: '0.5744'}, 6, false)).toBe('0.5744');
  expect(fitNumber({value: Number.NaN, text: 'NaN'}, 3, false)).toBe('NaN');
});

test('rounds a number that does not fit', () => {
  expect(within(0.574442516811659, 6)).toBe('.57444');
  expect(within(-0.003683975721084917, 6)).toBe('-.0037');
  expect(within(0.99996, 5)).toBe('1.000');
  expect(within(-1234567, 6)).toBe('-1.2e6');
  expect(within(3.6e-12, 6)).toBe('4e-12');
  expect(fitNumber({value: -0.0036839, text: '−0.003684'}, 7, false)).toBe('−.00368');
});

test('says nothing rather than something wrong', () => {
  expect(within(-1e-300, 6)).toBeUndefined();
  expect(fitNumber({text: '0.5744'}, 3, false)).toBeUndefined();
  expect(fitNumber({text: '−∞', value: Number.NEGATIVE_INFINITY}, 1, false)).toBeUndefined();
});

test('is never wider than its cells and never further off than its last place', () => {
  const anyValue = fc.oneof(
    fc.double({min: -100, max: 100, noNaN: true}),
    fc.double({min: -1e307, max: 1e307, noNaN: true}),
  );
  fc.assert(
    fc.property(anyValue, fc.integer({min: 1, max: 26}), (value, cells) => {
      const text = within(value, cells);
      if (text === undefined) return;
      expect(text.length).toBeLessThanOrEqual(cells);
      const digits = text
        .replace(/e.*/, '')
        .replace(/[-.]/g, '')
        .replace(/^0+(?=.)/, '').length;
      const wanted = Number(value.toPrecision(Math.min(digits, 21)));
      expect(Math.abs(Number(text) - wanted)).toBeLessThanOrEqual(Math.abs(value) * 2e-16);
    }),
  );
});
