import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {formulaOf} from '../../src/engine/passFormulas.ts';
import {createNotation, DIGITS, formatNumber, toAscii} from '../../src/session/notation.ts';
import {passOf, startOf} from '../../src/session/state.ts';
import {articleNames, articleSetup, noNames, xorSetup} from './lessons.ts';

const number = (text: string): number => Number(text.replaceAll('−', '-'));

describe('a number on screen', () => {
  it.each([
    [0.5744425168, 4, '0.5744'],
    [0.2, 4, '0.2'],
    [1, 4, '1'],
    [0.30000000000000004, 4, '0.3000'],
    [-0.028856, 4, '−0.02886'],
    [0.000021627, 4, '0.00002163'],
    [0.0000021627, 4, '2.163e−6'],
    [123456.78, 4, '123457'],
    [12345678.9, 4, '1.235e7'],
    [0, 4, '0'],
    [-0, 4, '0'],
    [0.30000000000000004, 17, '0.30000000000000004'],
    [9.9999, 4, '10.00'],
    [Number.NaN, 4, '?'],
    [Number.NEGATIVE_INFINITY, 4, '−∞'],
  ])('%d with %d digits is %s', (value, digits, text) => {
    expect(formatNumber(value, digits)).toBe(text);
  });

  it('is the number itself to so many digits, and all of it with 17', () => {
    fc.assert(
      fc.property(
        fc.double({noNaN: true, min: -1e300, max: 1e300}),
        fc.constantFrom(...DIGITS),
        (value, digits) => {
          const read = number(formatNumber(value, digits));
          expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) * 0.51 * 10 ** (1 - digits));
          expect(number(formatNumber(value, 17))).toBe(value === 0 ? 0 : value);
        },
      ),
    );
  });
});

describe('formulas', () => {
  const pass = passOf(startOf(articleSetup()));
  const notation = createNotation(articleNames, 'en', 4, false);
  const known = (name: string): number => pass.values.get(name)!;
  const both = (name: string): string[] => {
    const formula = formulaOf(pass, name)!;
    return [notation.symbols(formula), notation.numbers(formula, known)];
  };

  it.each([
    ['z.h', 'wh·x + bh', '0.2 × 1 + 0.1'],
    ['a.h', 'σ(zh)', 'σ(0.3000)'],
    ['loss', '½·(y − yo)²', '0.5 × (0.8 − 0.5920)²'],
    ['grad.a.o', '−(y − yo)', '−(0.8 − 0.5920)'],
    ['slope.o', 'yo·(1 − yo)', '0.5920 × (1 − 0.5920)'],
    ['grad.w.h->o', '∂L/∂zo·yh', '−0.05023 × 0.5744'],
    ['next.w.h->o', 'wo − η·∂L/∂wo', '0.3 − 0.5 × (−0.02886)'],
  ])('%s', (name, symbols, numbers) => {
    expect(both(name)).toEqual([symbols, numbers]);
  });

  it('have names for everything, given or not', () => {
    const plain = createNotation(noNames, 'en', 4, false);
    expect(
      ['w.x->h', 'grad.z.h', 'slope.o', 'next.w.h->o', 'loss'].map((name) => notation.symbol(name)),
    ).toEqual([...['wh', '∂L/∂zh', '∂yo/∂zo', 'wo′', 'L']]);
    expect(['w.x->h', 'grad.w.x->h', 'loss.o'].map((name) => plain.symbol(name))).toEqual([
      ...['w.x→h', '∂L/∂w.x→h', 'L.o'],
    ]);
  });

  it('lose terms in the middle where they are too wide, and say how many', () => {
    const xor = passOf(startOf(xorSetup()));
    const formula = formulaOf(xor, 'z.h1')!;
    const plain = createNotation(noNames, 'en', 4, false);
    expect(plain.symbols(formula)).toBe('w.p→h1·a.p + w.q→h1·a.q + b.h1');
    expect(plain.symbols(formula, 29)).toBe('w.p→h1·a.p + …(+1)… + b.h1');
  });
});

it('ASCII notation is ASCII for every operation', () => {
  for (const setup of [articleSetup(), xorSetup()]) {
    const pass = passOf(startOf(setup));
    const notation = createNotation(setup.names, 'en', 4, true);
    for (const {quantity} of pass.operations) {
      const formula = formulaOf(pass, quantity)!;
      const texts = [
        notation.symbol(quantity),
        notation.symbols(formula),
        notation.numbers(formula, (name) => pass.values.get(name)!),
      ];
      for (const text of texts) expect(text).toMatch(/^[\x20-\x7e]+$/);
    }
  }
  expect(toAscii('∂L/∂wo = −0.5')).toBe('dL/dwo = -0.5');
});

it('in a later term of a sum only the first number is in parentheses for its minus', () => {
  const notation = createNotation(noNames, 'en', 4, false);
  const term = {kind: 'product', factors: [constant(-0.5), constant(3)]} as const;
  expect(notation.numbers({kind: 'sum', terms: [term, term]}, () => Number.NaN)).toBe(
    '−0.5 × 3 + (−0.5) × 3',
  );
});

function constant(value: number) {
  return {kind: 'number', value} as const;
}

it('writes a number without a value and one that is not known yet as different signs', () => {
  const notation = createNotation(noNames, 'en', 4, false);
  const sum = {
    kind: 'sum',
    terms: [
      {kind: 'quantity', name: 'a.x'},
      {kind: 'quantity', name: 'a.y'},
    ],
  } as const;
  expect(notation.numbers(sum, (name) => (name === 'a.x' ? Number.NaN : undefined))).toBe('? + –');
});
