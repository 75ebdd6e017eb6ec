import {interpolated} from '../../session/view/field.ts';
import {type Line, type Role, SHADES, type Shade, type Span} from '../paint.ts';
import type {RunLook} from '../runLooks.ts';

/**
 * How a field's shades are drawn: in colours, two above each other in a cell; in signs of different density where there is no
 * colour; in ASCII.
 */
export type FieldStyle = 'colors' | 'signs' | 'ascii';

/** A field in cells, and what is drawn on it. Places are counted in cells, with fractions, from the upper left corner. */
export interface FieldPicture {
  readonly columns: number;
  readonly rows: number;
  /** The line on which the field has this value. */
  contour(value: number): void;
  /** The way through these places. What lies outside is not there. */
  track(points: readonly (readonly [number, number])[], look: RunLook): void;
  /** A sign of one cell; outside it is not there. */
  put(x: number, y: number, sign: string, role: Role): void;
  /** Exactly so many lines, each so wide. */
  lines(): readonly Line[];
}

/** From low to high, sparse enough to read what is drawn on them. */
const SIGNS = [...'   ·░▒'];
const ASCII_SIGNS = [...'   .:='];

/** Dots of a Braille cell: across and down; and the bit of each, row by row. */
const ACROSS = 2;
const DOWN = 4;
const BITS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
const BRAILLE = 0x28_00;

interface Overlay {
  /** A sign, or dots. */
  sign?: string;
  dots: number;
  role: Role;
}

/**
 * A picture of so many cells. `values` are the field's numbers at the crossings of a grid of `columns` × 2 · `rows`, see `Field`; a number
 * without a shade leaves its place empty.
 */
export function createFieldPicture(
  values: Float64Array,
  columns: number,
  rows: number,
  shadeOf: (value: number) => Shade | undefined,
  style: FieldStyle,
): FieldPicture {
  const halves = 2 * rows;
  const overlays = new Map<number, Overlay>();
  const at = (column: number, half: number): number => interpolated(values, columns, halves, column, half);
  const isInside = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < columns && y < rows;
  const overlay = (x: number, y: number, role: Role): Overlay => {
    const place = y * columns + x;
    const known = overlays.get(place);
    if (known !== undefined) {
      known.role = role;
      return known;
    }
    const made: Overlay = {dots: 0, role};
    overlays.set(place, made);
    return made;
  };

  function dot(across: number, down: number, role: Role, sign: string | undefined): void {
    const [x, y] = [Math.floor(across / ACROSS), Math.floor(down / DOWN)];
    if (!isInside(x, y)) return;
    const over = overlay(x, y, role);
    over.dots |= BITS[(down - y * DOWN) * ACROSS + across - x * ACROSS]!;
    if (sign !== undefined) over.sign = sign;
  }

  function contour(value: number): void {
    const isAbove = (across: number, down: number): boolean =>
      at((across + 0.5) / ACROSS, ((down + 0.5) * 2) / DOWN) > value;
    for (let down = 0; down < rows * DOWN; down++) {
      for (let across = 0; across < columns * ACROSS; across++) {
        const here = isAbove(across, down);
        const crosses =
          (across + 1 < columns * ACROSS && here !== isAbove(across + 1, down)) ||
          (down + 1 < rows * DOWN && here !== isAbove(across, down + 1));
        if (!crosses) continue;
        const [x, y] = [Math.floor(across / ACROSS), Math.floor(down / DOWN)];
        dot(across, down, 'plain', style === 'ascii' ? slant(x, y) : undefined);
      }
    }
  }

  /** The ASCII sign that runs as a line of one value does in a cell. */
  function slant(x: number, y: number): string {
    const right = at(x + 1, 2 * y + 1) - at(x, 2 * y + 1);
    const down = at(x + 0.5, 2 * y + 2) - at(x + 0.5, 2 * y);
    if (Math.abs(right) > 2 * Math.abs(down)) return '|';
    if (Math.abs(down) > 2 * Math.abs(right)) return '-';
    return right > 0 === down > 0 ? '/' : '\\';
  }

  function track(points: readonly (readonly [number, number])[], {role, line, dashes}: RunLook): void {
    const [drawn, left] = dashes;
    const sign = style === 'ascii' ? line.level : undefined;
    let count = 0;
    for (const [i, [toX, toY]] of points.entries()) {
      const [fromX, fromY] = points[Math.max(0, i - 1)]!;
      const piece = clip([fromX, fromY], [toX, toY], columns, rows);
      if (piece === undefined) continue;
      const [[x0, y0], [x1, y1]] = piece;
      const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x1 - x0) * ACROSS, Math.abs(y1 - y0) * DOWN)));
      for (let step = i === 0 ? 0 : 1; step <= steps; step++) {
        const part = step / steps;
        const across = Math.floor((x0 + (x1 - x0) * part) * ACROSS);
        const down = Math.floor((y0 + (y1 - y0) * part) * DOWN);
        if (count % (drawn + left) < drawn) dot(across, down, role, sign);
        count += 1;
      }
    }
  }

  function put(x: number, y: number, sign: string, role: Role): void {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    if (isInside(column, row)) overlay(column, row, role).sign = sign;
  }

  const shadeAt = (column: number, half: number, height: number): Shade | undefined =>
    shadeOf(at(column + 0.5, half + height / 2));

  function cell(x: number, y: number): Span {
    const over = overlays.get(y * columns + x);
    const whole = shadeAt(x, 2 * y, 2);
    if (over !== undefined) {
      const text = over.sign ?? String.fromCharCode(BRAILLE + over.dots);
      return {text, role: over.role, ...(style === 'colors' && whole !== undefined ? {ground: whole} : {})};
    }
    if (style !== 'colors')
      return {text: whole === undefined ? ' ' : (style === 'ascii' ? ASCII_SIGNS : SIGNS)[whole]!};
    const upper = shadeAt(x, 2 * y, 1);
    const lower = shadeAt(x, 2 * y + 1, 1);
    if (upper === lower) return upper === undefined ? {text: ' '} : {text: ' ', ground: upper};
    if (upper === undefined) return {text: '▄', ink: lower!};
    return {text: '▀', ink: upper, ...(lower === undefined ? {} : {ground: lower})};
  }

  return {
    columns,
    rows,
    contour,
    track,
    put,
    lines: () =>
      Array.from({length: rows}, (_, y) => joined(Array.from({length: columns}, (_, x) => cell(x, y)))),
  };
}

/** All shades from the lowest to the highest, for a legend. */
export function shadeScale(style: FieldStyle): Line {
  const shades = Array.from({length: SHADES}, (_, shade) => shade as Shade);
  if (style === 'colors') return shades.map((ground) => ({text: ' ', ground}));
  return [{text: shades.map((shade) => (style === 'ascii' ? ASCII_SIGNS : SIGNS)[shade]!).join('')}];
}

/** The part of a straight way that lies in 0 … width, 0 … height (Liang & Barsky 1984). */
function clip(
  from: readonly [number, number],
  to: readonly [number, number],
  width: number,
  height: number,
): readonly [readonly [number, number], readonly [number, number]] | undefined {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let enters = 0;
  let leaves = 1;
  for (const [slope, room] of [
    [-dx, from[0]],
    [dx, width - from[0]],
    [-dy, from[1]],
    [dy, height - from[1]],
  ] as const) {
    if (slope === 0) {
      if (room < 0) return undefined;
      continue;
    }
    const part = room / slope;
    if (slope < 0) enters = Math.max(enters, part);
    else leaves = Math.min(leaves, part);
  }
  if (!(enters <= leaves)) return undefined;
  return [
    [from[0] + dx * enters, from[1] + dy * enters],
    [from[0] + dx * leaves, from[1] + dy * leaves],
  ];
}

function joined(cells: readonly Span[]): Line {
  const spans: Span[] = [];
  for (const cell of cells) {
    const last = spans.at(-1);
    if (last !== undefined && last.role === cell.role && last.ink === cell.ink && last.ground === cell.ground)
      spans[spans.length - 1] = {...last, text: last.text + cell.text};
    else spans.push(cell);
  }
  return spans;
}
