import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {simpleWidth} from '../../scripts/simple-width.ts';

const everyCharacter = Array.from({length: 0x10000}, (_, code) => String.fromCharCode(code));
const ordinary = everyCharacter.filter((character) => simpleWidth(character) !== undefined);

test('every character of the first plane is as wide as string-width says, or left to it', () => {
  expect(ordinary.filter((character) => simpleWidth(character) !== stringWidth(character))).toEqual([]);
});

test('what the screens are drawn with is ordinary', () => {
  const drawn = ' aZ~ ÷×·−½ αδεησ∂Σ′ ←→▶▲▼◀ ─│┌╭╰┼┤█▀░ ● … “” ⠿ 一轮训练，（数）：、。「」％＋ ₁²';
  for (const character of drawn) expect(simpleWidth(character)).toBeDefined();
});

const sgr = fc.array(fc.nat({max: 12_345}), {maxLength: 4}).map((numbers) => `\u001B[${numbers.join(';')}m`);

test('texts of ordinary characters and colours are as wide as string-width says', () => {
  const piece = fc.oneof(fc.constantFrom(...ordinary), sgr);
  fc.assert(
    fc.property(fc.array(piece, {maxLength: 12}), (pieces) => {
      const width = simpleWidth(pieces.join(''));
      if (width !== undefined) expect(width).toBe(stringWidth(pieces.join('')));
    }),
    {numRuns: 2000},
  );
});

test('whatever stands in a text, its width is string-width’s or not known', () => {
  const piece = fc.oneof(
    fc.constantFrom(...ordinary),
    fc.string({unit: 'grapheme', maxLength: 2}),
    fc.string({unit: 'binary', maxLength: 2}),
    fc.constantFrom('\u001B', '\u009B', '[', 'm', ';', '\u200D', '\uFE0F', '\u20E3', '\u0301', '\u3099'),
    sgr,
  );
  fc.assert(
    fc.property(fc.array(piece, {maxLength: 6}), (pieces) => {
      const width = simpleWidth(pieces.join(''));
      if (width !== undefined) expect(width).toBe(stringWidth(pieces.join('')));
    }),
    {numRuns: 3000},
  );
});
