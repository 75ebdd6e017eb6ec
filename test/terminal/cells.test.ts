import {expect, test} from 'vitest';
import {cellsOf, lineChange} from '../../src/terminal/cells.ts';

const textOf = (line: string, columns: number) => cellsOf(line, columns).map((cell) => cell.text);

test.each([
  ['ab', ['a', 'b', ' ', ' ']],
  ['abcdef', ['a', 'b', 'c', 'd']],
  ['数a', ['数', '', 'a', ' ']],
  ['abc数', ['a', 'b', 'c', ' ']],
  ['e\u0301x', ['e\u0301', 'x', ' ', ' ']],
  ['数\u0301x', ['数\u0301', '', 'x', ' ']],
  ['─δ∂σ', ['─', 'δ', '∂', 'σ']],
])('%j in four columns', (line, cells) => {
  expect(textOf(line, 4)).toEqual(cells);
});

test('no text can move the cursor or change the terminal', () => {
  const hostile = 'a\u001B[2J\u001B[9;9Hb\u001B[?1049l\rc\u0007\u009B1Ad\u001Bc';
  expect(textOf(hostile, 8).join('')).toBe('abc1Adc ');
});

test.each([
  ['\u001B[31mx', '31'],
  ['\u001B[1;31mx', '1;31'],
  ['\u001B[31m\u001B[1mx', '1;31'],
  ['\u001B[31m\u001B[92mx', '92'],
  ['\u001B[1m\u001B[2m\u001B[22mx', ''],
  ['\u001B[3;4;7;9m\u001B[23;24;27;29mx', ''],
  ['\u001B[38;5;208;48;2;1;2;3mx', '38;5;208;48;2;1;2;3'],
  ['\u001B[38;5;208;48;2;1;2;3m\u001B[39mx', '48;2;1;2;3'],
  ['\u001B[31;41m\u001B[39;49mx', ''],
  ['\u001B[31m\u001B[mx', ''],
  ['\u001B[31m\u001B[0mx', ''],
])('%j has style %j', (line, style) => {
  expect(cellsOf(line, 1)[0]?.style).toBe(style);
});

const change = (before: string, after: string, columns = 20) =>
  lineChange(3, cellsOf(before, columns), cellsOf(after, columns));

test.each([
  ['the same', 'abc', 'abc', ''],
  ['the same, styled another way', '\u001B[1m\u001B[31ma', '\u001B[31;1ma', ''],
  ['one digit', 'L = 0.0216 ok', 'L = 0.0316 ok', '\u001B[3;8H3'],
  ['one styled digit', '\u001B[31m0.0216', '\u001B[31m0.0316', '\u001B[3;4H\u001B[31m3\u001B[m'],
  ['two near digits', '0.0216', '0.1217', '\u001B[3;3H1217'],
  ['two far digits', '1 abcdefghij 2', '3 abcdefghij 4', '\u001B[3;1H3\u001B[3;14H4'],
  ['a shorter line', 'abcdef', 'abc', '\u001B[3;4H\u001B[K'],
  ['a shorter line with another end', 'abcdef', 'abx', '\u001B[3;3Hx\u001B[K'],
  ['a line that goes', 'abc', '', '\u001B[3;1H\u001B[K'],
  ['wide instead of narrow', 'abcd', 'a数d', '\u001B[3;2H数'],
  ['narrow instead of wide', 'a数d', 'abcd', '\u001B[3;2Hbc'],
])('%s', (_, before, after, bytes) => {
  expect(change(before, after)).toBe(bytes);
});

test('nothing is erased after the last column was written', () => {
  expect(change('abcd', 'abxy', 4)).not.toContain('\u001B[K');
});
