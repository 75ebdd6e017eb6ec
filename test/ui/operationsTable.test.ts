import {expect, test} from 'vitest';
import {createNotation} from '../../src/session/notation.ts';
import type {OperationsOfRun} from '../../src/session/view/operations.ts';
import {operationsTable} from '../../src/ui/operationsTable.ts';
import {type TableColumn, widthOfTable} from '../../src/ui/tablePanel.tsx';
import {screenWords} from '../../src/ui/words.ts';
import {noNames} from '../session/lessons.ts';

const words = screenWords.en;
const notation = createNotation(noNames, 'en', 4, false);
const run = (title: string, forward: number, backward: number, parameters: number): OperationsOfRun => {
  const numeric = (parameters + 1) * forward;
  const both = forward + backward;
  return {title, forward, backward, parameters, numeric, both, ratio: numeric / both};
};
const table = (runs: readonly OperationsOfRun[], width: number) =>
  operationsTable({runs}, width, notation, words);

const textsOf = ({texts}: TableColumn): readonly string[] =>
  Array.from({length: texts.length}, (_, row) => texts.at(row)!);

test('large counts stand in groups of three digits', () => {
  const [, counts] = table([run('a', 1_234_567, 999, 9)], 80).columns;
  expect(textsOf(counts!).slice(0, 5)).toEqual(['9', '1,234,567', '999', '1,235,566', '12,345,670']);
});

test('bars are to scale, and left out where there is no room', () => {
  const {columns} = table([run('a', 100, 150, 9)], 100);
  const lengths = textsOf(columns.at(-1)!).map((text) => text.trimEnd().length);
  expect(columns).toHaveLength(3);
  // 100, 150, 250 and 1000.
  expect(lengths[4]! / lengths[1]!).toBeGreaterThan(7);
  expect(lengths[3]! / lengths[1]!).toBeGreaterThan(2);
  expect(lengths[0]).toBe(0);
  expect(widthOfTable(columns)).toBeLessThanOrEqual(100);
  expect(table([run('a', 100, 150, 9)], 58).columns).toHaveLength(2);
});

test('several runs have a column each, also of the same name', () => {
  const {columns} = table([run('a', 1, 2, 3), run('b', 4, 5, 6), run('a', 7, 8, 9)], 100);
  expect(columns.slice(1).map(({heading}) => heading.trim())).toEqual(['a', 'b', 'a']);
  expect(new Set(columns.map(({heading}) => heading)).size).toBe(4);
});
