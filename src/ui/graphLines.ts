import type {GraphRow} from '../session/view/graph.ts';
import {fitText, type Line, textWidth} from './paint.ts';

/** What is not computed yet. */
const UNKNOWN = {unicode: '–', ascii: '-'};
/** Nodes deeper than this stand no further to the right. */
const DEEPEST = 4;

/**
 * A function's graph as an indented list, one node a line: name, formula, value, gradient. Where the nodes are more than the lines, those
 * around what is marked are shown, and how many there are above and below.
 */
export function graphLines(
  rows: readonly GraphRow[],
  {width, height, ascii}: {readonly width: number; readonly height: number; readonly ascii: boolean},
): readonly Line[] {
  const inner = width - 2;
  const numbers = (pick: (row: GraphRow) => string | undefined): number =>
    Math.max(6, ...rows.map((row) => textWidth(pick(row) ?? '')));
  const valueCells = Math.min(
    numbers(({value}) => value),
    Math.floor(inner / 4),
  );
  const gradientCells = Math.min(
    numbers((row) => row.gradient),
    Math.floor(inner / 4),
  );
  const left = inner - valueCells - gradientCells - 6;
  const unknown = ascii ? UNKNOWN.ascii : UNKNOWN.unicode;
  const cut = ascii ? '~' : '…';
  const line = (row: GraphRow): Line => {
    const indent = '  '.repeat(Math.min(row.depth, DEEPEST));
    const text = `${indent}${row.name}${row.formula === '' ? '' : ` = ${row.formula}`}${row.fork ? (ascii ? ' <' : ' ◂') : ''}`;
    return [
      {
        text: ` ${fitText(text, left, cut)} `,
        role: row.markedValue || row.markedGradient ? 'title' : 'plain',
      },
      {
        text: right(row.value ?? unknown, valueCells),
        role: row.markedValue ? 'mark' : row.value === undefined ? 'dim' : 'value',
      },
      {text: ascii ? '  d ' : '  ∂ ', role: 'dim'},
      {
        text: right(row.still ? '' : (row.gradient ?? unknown), gradientCells),
        role: row.markedGradient ? 'mark' : row.gradient === undefined ? 'dim' : 'gradient',
      },
    ];
  };
  if (rows.length <= height) return rows.map(line);
  const isMarked = (row: GraphRow): boolean => row.markedValue || row.markedGradient;
  const first = Math.max(0, rows.findIndex(isMarked));
  const last = Math.max(0, rows.findLastIndex(isMarked));
  const room = Math.max(1, height - 1);
  // All that is marked where it fits, else around the last of it.
  const middle = last - first < room ? (first + last + 1) >> 1 : last;
  const from = Math.max(0, Math.min(middle - (room >> 1), rows.length - room));
  const below = rows.length - from - room;
  const arrows = ascii ? ['^', 'v'] : ['↑', '↓'];
  return [
    ...rows.slice(from, from + room).map(line),
    [{text: ` ${arrows[0]} ${from}  ${arrows[1]} ${below}`, role: 'dim'}],
  ];
}

function right(text: string, cells: number): string {
  const fitted = textWidth(text) > cells ? fitText(text, cells, '~') : text;
  return ' '.repeat(cells - textWidth(fitted)) + fitted;
}
