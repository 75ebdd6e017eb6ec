import type {Figure, GraphRow} from '../session/view/graph.ts';
import {fitText, type Line, type Role, type Span, textWidth} from './paint.ts';

/** What is not computed yet. */
const UNKNOWN = {unicode: '–', ascii: '-'};
/** Nodes deeper than this stand no further to the right. */
const DEEPEST = 4;
/** Cells for the formulas at least. */
const LEAST_TEXT = 16;

/**
 * A function's graph as an indented list, one node a line: name, formula, value, gradient. Where the nodes are more than the lines, those
 * around what is marked are shown, and how many there are above and below.
 */
export function graphLines(
  rows: readonly GraphRow[],
  {width, height, ascii}: {readonly width: number; readonly height: number; readonly ascii: boolean},
): readonly Line[] {
  const inner = width - 2;
  const numbers = (pick: (row: GraphRow) => Figure | undefined): number =>
    Math.min(Math.max(6, ...rows.map((row) => textWidth(pick(row)?.text ?? ''))), Math.floor(inner / 4));
  const valueCells = numbers(({value}) => value);
  const gradientCells = numbers((row) => row.gradient);
  const texts = rows.map(
    ({depth, name, formula, fork}) =>
      `${'  '.repeat(Math.min(depth, DEEPEST))}${name}${formula === '' ? '' : ` = ${formula}`}${fork ? (ascii ? ' <' : ' ◂') : ''}`,
  );
  // The numbers stand right behind the longest formula, so that the eye finds them.
  const left = Math.min(
    inner - valueCells - gradientCells - 6,
    Math.max(LEAST_TEXT, ...texts.map((text) => textWidth(text))),
  );
  const unknown = ascii ? UNKNOWN.ascii : UNKNOWN.unicode;
  const cut = ascii ? '~' : '…';
  const figure = (of: Figure | undefined, cells: number, role: Role): Span => ({
    text: right(of === undefined ? '' : (of.text ?? unknown), cells),
    role: of?.marked ? 'mark' : of?.text === undefined ? 'dim' : role,
  });
  const line = (row: GraphRow, i: number): Line => [
    {text: ` ${fitText(texts[i]!, left, cut)} `, role: isMarked(row) ? 'title' : 'plain'},
    pointer(row.value, ascii),
    figure(row.value, valueCells, 'value'),
    {text: ascii ? '  d' : '  ∂', role: 'dim'},
    pointer(row.gradient, ascii),
    figure(row.gradient, gradientCells, 'gradient'),
  ];
  if (rows.length <= height) return rows.map(line);
  const first = Math.max(0, rows.findIndex(isMarked));
  const last = Math.max(0, rows.findLastIndex(isMarked));
  const room = Math.max(1, height - 1);
  // All that is marked where it fits, else around the last of it.
  const middle = last - first < room ? (first + last + 1) >> 1 : last;
  const from = Math.max(0, Math.min(middle - (room >> 1), rows.length - room));
  const below = rows.length - from - room;
  const arrows = ascii ? ['^', 'v'] : ['↑', '↓'];
  return [
    ...rows.slice(from, from + room).map((row, i) => line(row, from + i)),
    [{text: ` ${arrows[0]} ${from}  ${arrows[1]} ${below}`, role: 'dim'}],
  ];
}

const isMarked = ({value, gradient}: GraphRow): boolean => value.marked || gradient?.marked === true;

/** Stands before a marked number, so that it is found without colour too. */
const pointer = (of: Figure | undefined, ascii: boolean): Span =>
  of?.marked ? {text: ascii ? '#' : '»', role: 'title'} : {text: ' '};

function right(text: string, cells: number): string {
  const fitted = textWidth(text) > cells ? fitText(text, cells, '~') : text;
  return ' '.repeat(cells - textWidth(fitted)) + fitted;
}
