import {charactersOf, type Line, type Role, type Span, textWidth} from '../paint.ts';

/** A sheet of cells to draw on. What is drawn outside of it is not there; a wide character takes two cells. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Writes a text from this cell to the right. */
  put(x: number, y: number, text: string, role?: Role): void;
  /**
   * Draws a horizontal or vertical wire between two cells, both included. Wires of the same number join where they meet;
   * where two of different numbers cross, the vertical one goes on and the other is broken.
   */
  wire(number: number, fromX: number, fromY: number, toX: number, toY: number): void;
  /** Draws all wires of the number double. */
  double(number: number): void;
  /** Exactly `height` lines of `width` cells. */
  lines(): Line[];
}

interface Ink {
  /** '' in the second cell of a wide character. */
  readonly text: string;
  readonly role: Role;
}

const EMPTY: Ink = {text: ' ', role: 'plain'};

const UP = 1;
const DOWN = 2;
const LEFT = 4;
const RIGHT = 8;

/** Indexed by the sum of the directions that a wire leaves a cell in. */
const UNICODE_WIRES = [...' │││─╯╮┤─╰╭├─┴┬┼'];
// A corner says whether it leads up or down: two side by side are not one line.
const ASCII_WIRES = [...` |||-'.+-'.+-+++`];
const UNICODE_DOUBLE = [...' ║║║═╝╗╣═╚╔╠═╩╦╬'];
const ASCII_DOUBLE = [...' ###=###=###=###'];

export function createCanvas(width: number, height: number, ascii: boolean): Canvas {
  const cells = Array.from({length: height}, () => new Array<Ink>(width).fill(EMPTY));
  const wires = new Map<number, Map<number, number>>();
  const doubled = new Set<number>();
  const inside = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height;

  function set(x: number, y: number, ink: Ink, cellsTaken: number): void {
    const row = cells[y]!;
    // A wide character that loses one half loses the other too.
    if (row[x]!.text === '' && x > 0) row[x - 1] = EMPTY;
    const last = x + cellsTaken - 1;
    if (row[last + 1]?.text === '') row[last + 1] = EMPTY;
    row[x] = ink;
    if (cellsTaken === 2) row[last] = {text: '', role: ink.role};
  }

  function put(x: number, y: number, text: string, role: Role = 'plain'): void {
    let at = x;
    for (const character of charactersOf(text)) {
      const taken = textWidth(character);
      if (taken === 0) continue;
      if (inside(at, y) && inside(at + taken - 1, y)) set(at, y, {text: character, role}, taken);
      at += taken;
    }
  }

  function lead(number: number, x: number, y: number, directions: number): void {
    if (!inside(x, y)) return;
    const place = y * width + x;
    const here = wires.get(place) ?? new Map<number, number>();
    here.set(number, (here.get(number) ?? 0) | directions);
    wires.set(place, here);
  }

  function wire(number: number, fromX: number, fromY: number, toX: number, toY: number): void {
    const [left, right] = [Math.min(fromX, toX), Math.max(fromX, toX)];
    const [top, bottom] = [Math.min(fromY, toY), Math.max(fromY, toY)];
    for (let x = left; x < right; x++) {
      lead(number, x, top, RIGHT);
      lead(number, x + 1, top, LEFT);
    }
    for (let y = top; y < bottom; y++) {
      lead(number, left, y, DOWN);
      lead(number, left, y + 1, UP);
    }
  }

  function drawWires(): void {
    for (const [place, here] of wires) {
      const shapes = [...here];
      const upright = shapes.find(([, shape]) => (shape & (UP | DOWN)) !== 0);
      const [number, shape] = shapes.length === 1 ? shapes[0]! : (upright ?? [shapes[0]![0], LEFT | RIGHT]);
      const glyphs = doubled.has(number)
        ? ascii
          ? ASCII_DOUBLE
          : UNICODE_DOUBLE
        : ascii
          ? ASCII_WIRES
          : UNICODE_WIRES;
      const [x, y] = [place % width, Math.floor(place / width)];
      if (cells[y]![x] === EMPTY) set(x, y, {text: glyphs[shape]!, role: 'plain'}, 1);
    }
  }

  function lineOf(row: readonly Ink[]): Line {
    const spans: Span[] = [];
    for (const {text, role} of row) {
      const last = spans.at(-1);
      if (last?.role === role) spans[spans.length - 1] = {text: last.text + text, role};
      else spans.push({text, role});
    }
    return spans;
  }

  return {
    width,
    height,
    put,
    wire,
    double: (number) => doubled.add(number),
    lines() {
      drawWires();
      return cells.map(lineOf);
    },
  };
}
