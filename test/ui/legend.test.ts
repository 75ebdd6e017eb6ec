import {expect, test} from 'vitest';
import {besideLines, exactly, packLines} from '../../src/ui/legend.ts';
import {type Line, lineText} from '../../src/ui/paint.ts';

const lines = (...texts: string[]): Line[] => texts.map((text) => [{text}]);
const texts = (made: readonly Line[]): string[] => made.map(lineText);

test('entries fill a line before they begin another', () => {
  expect(texts(packLines(lines('aaa', 'bbb', 'ccc', 'dd'), 8))).toEqual(['aaa  bbb', 'ccc  dd']);
  expect(texts(packLines(lines('学习', 'bbb'), 8))).toEqual(['学习', 'bbb']);
});

test('two columns keep their places', () => {
  expect(texts(besideLines(lines('a', '学习'), lines('x', 'y', 'z'), 4, 1))).toEqual([
    'a    x',
    '学习 y',
    '     z',
  ]);
});

test('exactly so many lines', () => {
  expect(texts(exactly(lines('a', 'b', 'c'), 2))).toEqual(['a', 'b']);
  expect(texts(exactly(lines('a'), 2))).toEqual(['a', '']);
  expect(exactly(lines('a'), -1)).toEqual([]);
});
