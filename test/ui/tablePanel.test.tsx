import {render} from 'ink-testing-library';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {roomForTexts, usualRoom} from '../../src/session/numberRoom.ts';
import type {ParameterField, ParameterRow, ParameterTable} from '../../src/session/view/table.ts';
import {parameterContent} from '../../src/ui/parameterTable.ts';
import {alignNumbers, fitTable, TablePanel} from '../../src/ui/tablePanel.tsx';
import {screenWords} from '../../src/ui/words.ts';
import {cellsOf, withoutStyles} from './frame.tsx';

interface Row extends ParameterRow {
  readonly marked: boolean;
}

const row = (name: string, marked = false): Row => ({
  name,
  old: '0.3',
  gradient: '−0.02886',
  next: '0.3144',
  change: '–',
  marked,
});
const rows = [row('wh'), row('权重'), row('w\u0302o', true), row('bo')];

type Style = Parameters<typeof parameterContent>[2];

function tableOf(given: readonly Row[]): ParameterTable {
  const room = (field: ParameterField) =>
    roomForTexts(
      given.map((of) => of[field]),
      usualRoom(4),
    );
  return {
    size: given.length,
    marked: new Set(given.flatMap(({marked}, i) => (marked ? [i] : []))),
    name: (index) => given[index]!.name,
    number: (index, field) => given[index]![field],
    nameCells: Math.max(...given.map(({name}) => stringWidth(name))),
    rooms: {old: room('old'), gradient: room('gradient'), next: room('next'), change: room('change')},
  };
}

function drawn(given: readonly Row[], height: number, style: Partial<Style> = {}, scroll = 0): string[] {
  const full = {words: screenWords.zh, ascii: false, ...style};
  const content = parameterContent(tableOf(given), full.words.panels.table, full);
  const layout = fitTable(content, {width: 80, height}, scroll);
  const {lastFrame} = render(
    <TablePanel
      layout={layout}
      width={80}
      height={height}
      paint={{color: false, background: 'dark'}}
      ascii={full.ascii}
    />,
  );
  return withoutStyles(lastFrame()!).split('\n');
}

test('four parameters take seven lines', () => {
  const lines = drawn(rows, 7);
  expect(lines).toHaveLength(7);
  expect(lines[0]).toContain('参数');
  for (const name of ['wh', '权重', 'bo']) expect(lines.join('\n')).toContain(name);
});

test('borders stand under each other, with Chinese and combining marks in cells and headings', () => {
  const columnsOf = (line: string): number[] =>
    cellsOf(line).flatMap((cell, i) => (/[│┌┐└┘┴┬]/.test(cell) ? [i] : []));
  const lines = drawn(rows, 7);
  const bottom = columnsOf(lines.at(-1)!);
  expect(bottom).toHaveLength(6);
  for (const line of lines.slice(1)) expect(columnsOf(line)).toEqual(bottom);
  expect(new Set(lines.map((line) => stringWidth(line))).size).toBe(1);
});

test('the marked row is marked by a sign', () => {
  expect(drawn(rows, 7).filter((line) => line.includes('▸'))).toEqual([expect.stringContaining('w\u0302o')]);
  expect(drawn(rows, 7, {ascii: true}).filter((line) => line.includes('>'))).toHaveLength(1);
});

test('of many parameters those around the marked one are shown, the others are counted and can be scrolled to', () => {
  const many = Array.from({length: 30}, (_, i) => row(`w${i}`, i === 20));
  const text = drawn(many, 8).join('\n');
  expect(text).toContain('▸ w20');
  expect(text).toContain('还有 26 个参数');
  expect(drawn(many, 8, {}, -100).join('\n')).toContain('w0');
  expect(drawn(many, 8, {}, 100).join('\n')).toContain('w29');
});

test('ASCII tables are ASCII', () => {
  const ascii = [{...row('wh', true), gradient: '-0.02886', change: '-'}];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
  expect(drawn(ascii, 7, {words: screenWords.en, ascii: true}).join('')).toMatch(/^[\x00-\x7F]*$/);
});

test('numbers stand with their decimal points under each other', () => {
  const aligned = alignNumbers(['−0.02886', '0.3', '12', '–', '1.5e−7'], 4);
  const points = aligned.filter((text) => text.includes('.')).map((text) => text.indexOf('.'));
  expect(new Set(points).size).toBe(1);
  expect(new Set(aligned.map((text) => stringWidth(text))).size).toBe(1);
});
