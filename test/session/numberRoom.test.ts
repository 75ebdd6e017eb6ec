import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createNotation, DIGITS} from '../../src/session/notation.ts';
import {roomForNumbers, roomForTexts, usualRoom} from '../../src/session/numberRoom.ts';

const noNames = {display: new Map(), quantity: new Map(), neurons: new Map()};

/** Numbers of all sizes, those near the edges where they are written another way among them. */
const anyNumber = fc.oneof(
  fc.double(),
  fc
    .tuple(
      fc.double({min: 0.9, max: 10, noNaN: true}),
      fc.integer({min: -12, max: 12}),
      fc.constantFrom(1, -1),
    )
    .map(([mantissa, exponent, sign]) => sign * mantissa * 10 ** exponent),
  fc
    .tuple(fc.constantFrom(1, 9.5, 9.96, 9.99996, 9.99999999996), fc.integer({min: -101, max: 101}))
    .map(([mantissa, exponent]) => Number(`${mantissa}e${exponent}`)),
  fc.integer({min: -1000, max: 1000}),
);

test('numbers that may be skipped need no more room than those that are written', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(anyNumber, {nil: undefined}), {maxLength: 30}),
      fc.constantFrom(...DIGITS),
      fc.boolean(),
      (numbers, digits, ascii) => {
        const notation = createNotation(noNames, 'en', digits, ascii);
        const written = numbers.flatMap((number) => (number === undefined ? [] : [notation.number(number)]));
        expect(roomForNumbers(numbers, notation)).toEqual(roomForTexts(written, usualRoom(digits)));
      },
    ),
    {numRuns: 3000},
  );
});

test('of many numbers few are written', () => {
  const notation = createNotation(noNames, 'en', 4, false);
  let written = 0;
  const counted: typeof notation = {
    ...notation,
    number(value) {
      written += 1;
      return notation.number(value);
    },
  };
  const numbers = Array.from({length: 10_000}, (_, i) => Math.sin(i) * 10 ** (-i % 5));
  roomForNumbers(numbers, counted);
  expect(written).toBeLessThan(200);
});
