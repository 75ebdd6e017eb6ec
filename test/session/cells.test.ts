import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {cellsOf} from '../../src/session/cells.ts';

const signs = '∂·×−½²√ση′μρβεΣδθ←→…–≤≈m\u0302';

test('the cells of any text are those of string-width', () => {
  const text = fc.oneof(
    fc.string({unit: 'binary'}),
    fc.string({unit: 'grapheme'}),
    fc.string({unit: fc.constantFrom(...signs, 'a', '1', '字典（、', '，')}),
  );
  fc.assert(
    fc.property(text, (it) => {
      expect(cellsOf(it)).toBe(stringWidth(it));
    }),
    {numRuns: 2000},
  );
});

test('every single character, twice behind a letter', () => {
  const wrong: string[] = [];
  for (let code = 0x20; code < 0x10000; code++) {
    const text = `a${String.fromCodePoint(code).repeat(2)}`;
    if (cellsOf(text) !== stringWidth(text)) wrong.push(`U+${code.toString(16)}`);
  }
  expect(wrong).toEqual([]);
});
