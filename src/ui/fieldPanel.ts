import type {Notation} from '../session/notation.ts';
import type {Field} from '../session/view/field.ts';
import {underAxis} from './chartAxis.ts';
import {createFieldPicture, type FieldPicture, type FieldStyle} from './drawing/field.ts';
import {besideLines, exactly, packLines} from './legend.ts';
import {fitLine, type Line, lineWidth, type Shade, textWidth} from './paint.ts';

export interface FieldSize {
  /** In cells. */
  readonly width: number;
  readonly height: number;
  readonly notation: Notation;
  /** Whether the terminal shows colours; by itself it does. */
  readonly color?: boolean;
}

/** What a panel with a field in it shows. */
export interface FieldContent {
  readonly field: Field;
  /** What the axes are called, across and up. */
  readonly names: readonly [string, string];
  shadesOf(values: Float64Array): (value: number) => Shade | undefined;
  readonly legend: readonly Line[];
  /** Draws on the field; `place` says where in the picture a point of the plane lies. */
  draw(picture: FieldPicture, place: (x: number, y: number) => readonly [number, number]): void;
}

export const styleOf = ({notation, color = true}: Pick<FieldSize, 'notation' | 'color'>): FieldStyle =>
  notation.ascii ? 'ascii' : color ? 'colors' : 'signs';

/** Columns to a row: a cell is about twice as high as wide, and a picture may be twice as wide as a square. */
export const WIDEST = 4;
const LEAST_COLUMNS = 8;
const LEAST_ROWS = 3;
/** Lines of the picture that a legend below it leaves. */
const ROWS = 5;
const GAP = 3;
const DIGITS = 3;

/** A field with its axes and a legend, beside it where there is room, else below: exactly `height` lines of at most `width` cells. */
export function fieldLines(content: FieldContent, size: FieldSize): readonly Line[] {
  const {width, height, notation} = size;
  const cut = (line: Line): Line =>
    lineWidth(line) > width ? fitLine(line, Math.max(0, width), notation.text('…')) : line;
  const {legend} = content;
  const side = legend.reduce((most, line) => Math.max(most, lineWidth(line)), 0);
  const left = leftOf(content, notation);
  const room = width - left - side - GAP;
  if (room >= 2 * (height - 1) && legend.length <= height) {
    const columns = Math.min(room, WIDEST * (height - 1));
    const framed = frame(content, columns, height - 1, left, size);
    return exactly(besideLines(framed, legend, left + columns, GAP), height).map(cut);
  }
  const below = packLines(legend, width).slice(0, Math.max(0, height - 1 - ROWS));
  const rows = height - 1 - below.length;
  const columns = Math.min(width - left, WIDEST * rows);
  return exactly([...frame(content, columns, rows, left, size), ...below], height).map(cut);
}

/** Cells on the left of the picture, for the numbers of the upright axis. */
function leftOf({field: {bounds}, names}: FieldContent, notation: Notation): number {
  const labels = [...bounds.y.map((end) => notation.number(end, DIGITS)), names[1]];
  return Math.max(...labels.map(textWidth)) + 1;
}

function frame(
  {field, names, shadesOf, draw}: FieldContent,
  columns: number,
  rows: number,
  left: number,
  {notation, color}: FieldSize,
): readonly Line[] {
  if (columns < LEAST_COLUMNS || rows < LEAST_ROWS) return [];
  const {x, y} = field.bounds;
  const values = field.at(columns, 2 * rows);
  const style = styleOf(color === undefined ? {notation} : {notation, color});
  const picture = createFieldPicture(values, columns, rows, shadesOf(values), style);
  draw(picture, (across, up) => [
    ((across - x[0]) / (x[1] - x[0])) * columns,
    ((y[1] - up) / (y[1] - y[0])) * rows,
  ]);
  const number = (end: number): string => notation.number(end, DIGITS);
  const labels = new Map([
    [0, number(y[1])],
    [Math.floor((rows - 1) / 2), names[1]],
    [rows - 1, number(y[0])],
  ]);
  return [
    ...picture.lines().map((line, row): Line => {
      const label = labels.get(row) ?? '';
      return [{text: `${' '.repeat(left - 1 - textWidth(label))}${label} `, role: 'dim'}, ...line];
    }),
    [
      {
        text: ' '.repeat(left) + underAxis(columns, [number(x[0]), number(x[1])], [names[0]]),
        role: 'dim',
      },
    ],
  ];
}
