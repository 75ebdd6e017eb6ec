import {expect, test} from 'vitest';
import type {GraphRow} from '../../src/session/view/graph.ts';
import {graphLines} from '../../src/ui/graphLines.ts';

const names = Array.from({length: 12}, (_, i) => `n${i}`);

/** The names on screen of twelve nodes, some of them marked, and the line that counts the others. */
function shown(marked: readonly number[], height: number): {names: readonly string[]; rest: string} {
  const rows = names.map(
    (name, i): GraphRow => ({
      name,
      formula: '',
      sign: '',
      inputs: [],
      value: {marked: marked.includes(i)},
      gradient: {marked: false},
      depth: 0,
      fork: false,
    }),
  );
  const lines = graphLines(rows, {width: 40, height, ascii: true}).map((line) =>
    line.map(({text}) => text).join(''),
  );
  return {names: lines.slice(0, -1).map((line) => line.trim().split(' ')[0]!), rest: lines.at(-1)!.trim()};
}

test.each<[string, readonly number[], string, string]>([
  ['nothing marked: the beginning', [], 'n0 n1 n2 n3 n4', '^ 0  v 7'],
  ['all that is marked, where it fits', [1, 5], 'n1 n2 n3 n4 n5', '^ 1  v 6'],
  ['two neighbours', [6, 7], 'n5 n6 n7 n8 n9', '^ 5  v 2'],
  ['the last mark, where they lie too far apart', [0, 8], 'n6 n7 n8 n9 n10', '^ 6  v 1'],
  ['the end', [11], 'n7 n8 n9 n10 n11', '^ 7  v 0'],
])('nodes that are more than the lines: %s', (_, marked, visible, rest) => {
  expect(shown(marked, 6)).toEqual({names: visible.split(' '), rest});
});

test('every window holds all that is marked where that fits', () => {
  for (let height = 2; height < 12; height++)
    for (let first = 0; first < 12; first++)
      for (let last = first; last < Math.min(12, first + height - 1); last++)
        expect(shown([first, last], height).names).toEqual(expect.arrayContaining([`n${first}`, `n${last}`]));
});
