import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {wrapItems, wrapText} from '../../src/session/wrap.ts';

const words = fc
  .array(
    fc.constantFrom(
      'a',
      'word',
      '−0.2080',
      '∂L/∂wo',
      '，',
      '。',
      '（',
      '）',
      '字',
      '梯度',
      ' ',
      '(x)',
      'e\u0301',
      '👍',
    ),
  )
  .map((parts) => parts.join(''));

test('no line is too wide, and nothing but spaces at breaks is lost', () => {
  fc.assert(
    fc.property(words, fc.integer({min: 2, max: 30}), (text, width) => {
      const lines = wrapText(text, width);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});

test('a line is as full as it can be', () => {
  expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapText('one two three', 80)).toEqual(['one two three']);
  expect(wrapText('', 80)).toEqual(['']);
  expect(wrapText('a\n\nb', 80)).toEqual(['a', '', 'b']);
});

test('Chinese breaks anywhere, but never before closing nor after opening punctuation', () => {
  expect(wrapText('损失变小了，很好', 10)).toEqual(['损失变小', '了，很好']);
  expect(wrapText('这是（很好）', 6)).toEqual(['这是', '（很', '好）']);
});

test('a number stays whole beside Chinese', () => {
  expect(wrapText('梯度是−0.2080，负的', 14)).toEqual(['梯度是', '−0.2080，负的']);
});

test('a word wider than a line is divided', () => {
  expect(wrapText('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
});

test('items are never divided, and hang under the first one', () => {
  expect(wrapItems('Net: ', ['wh = 0.2', 'bh = 0.1', 'wo = 0.3'], ',', 24)).toEqual([
    'Net: wh = 0.2, bh = 0.1,',
    '     wo = 0.3',
  ]);
});

test('items that have no room beside their head stand under it', () => {
  expect(wrapItems('A long head: ', ['wh = 0.2', 'bh = 0.1'], ',', 20)).toEqual([
    'A long head:',
    '  wh = 0.2, bh = 0.1',
  ]);
});
