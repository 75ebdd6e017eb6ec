import {type Digits, toAscii} from '../../session/notation.ts';
import type {Figure} from '../../session/view/graph.ts';
import type {NetworkView, ParameterView} from '../../session/view/network.ts';
import {fitText, type Role, textWidth} from '../paint.ts';
import {type Canvas, createCanvas} from './canvas.ts';
import {fitNumber} from './fitNumber.ts';
import {type Item, isMarked, type Labels, labelsOf, latest} from './items.ts';

/** Room for a drawing, in cells. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the parts of a net are drawn, in Unicode or ASCII. */
export interface Pen extends Canvas {
  readonly ascii: boolean;
  readonly digits: Digits;
  /** An arrow's head, to the right or down. */
  readonly head: string;
  readonly headDown: string;
  /** Stands before a marked number. */
  readonly pointer: string;
  /** Where gradients come back on several ways and add up. */
  readonly back: string;
  /** What stands before hidden neurons or layers. */
  readonly more: string;
  readonly labels: Labels;
  /** A neuron's name in the character set of the drawing, in no more than so many cells. */
  name(name: string, cells: number): string;
  /** Where a line leaves a box to the right. */
  leave(x: number, y: number): void;
  /** A box; a marked one has double lines. Width and height include the border. */
  box(x: number, y: number, width: number, height: number, title: string, marked: boolean): void;
  /** The sides of a box alone, in the place of which a node without a border stands. */
  sides(x: number, y: number, width: number, height: number, marked: boolean): void;
  /** A piece of a weight's line, from `x` to before `end`: light, heavy from 1 on, dashed where negative, dotted near zero, double where marked. */
  stroke(x: number, y: number, end: number, parameter: ParameterView): void;
  /** A number as it is written in so many cells. */
  written(cell: Figure, cells: number): string;
  /** A number, left- or right-aligned in its cells; a dash while it is not computed. Says where its text ends. */
  number(x: number, y: number, cells: number, cell: Figure, role: Role, align?: 'left' | 'right'): number;
  /** Label, pointer if marked, number. Says where its text ends. */
  item(x: number, y: number, item: Item, labelCells: number, numberCells: number): number;
  /**
   * Items side by side, each at its fixed place; the last place shows one of those that have none, see {@link latest}.
   * `labelCells` are widths that labels get at least, for rows below each other.
   */
  row(x: number, y: number, cells: number, items: readonly Item[], labelCells?: readonly number[]): void;
  /** Rows of items from `y` down, column under column. */
  table(x: number, y: number, cells: number, rows: readonly (readonly Item[])[]): void;
}

/** Cells that numbers get at least: enough for two digits of anything with a two-digit exponent. */
export const LEAST = 6;

/** Cells that an ordinary number of so many digits takes, with a sign: `−0.5744`. */
export const usual = (digits: Digits): number => digits + 3;

/** Cells of a smaller number: `−0.003684`. */
export const roomy = (digits: Digits): number => digits + 5;

/** Cells for a gradient or a new value beside a weight, with a label of one cell and a gap on either side. */
export const CHANGE = 1 + 1 + 1 + LEAST + 1;

const HEAVY_FROM = 1;
const DOTTED_BELOW = 0.05;

/** The characters that a weight's line is made of, one after another. */
function strokeOf(parameter: ParameterView, ascii: boolean): string {
  if (isMarked(parameter)) return ascii ? '#' : '═';
  const value = parameter.value ?? 0;
  const size = Math.abs(value);
  if (size < DOTTED_BELOW) return ascii ? '.' : '·';
  if (value > 0) return size < HEAVY_FROM ? (ascii ? '-' : '─') : ascii ? '=' : '━';
  return size < HEAVY_FROM ? (ascii ? '~' : '╌') : ascii ? '=~' : '╍';
}

const DOUBLE = {corners: '╔╗╚╝', across: '═', down: '║'} as const;
const SINGLE = {corners: '┌┐└┘', across: '─', down: '│'} as const;
const ASCII_DOUBLE = {corners: '####', across: '=', down: '#'} as const;
const ASCII_SINGLE = {corners: '++++', across: '-', down: '|'} as const;

export function createPen({digits}: Pick<NetworkView, 'digits'>, {width, height}: Size, ascii: boolean): Pen {
  const canvas = createCanvas(width, height, ascii);
  const {put} = canvas;
  const pointer = ascii ? '#' : '»';
  const dash = ascii ? '-' : '–';

  function name(whole: string, most: number): string {
    const text = ascii ? toAscii(whole) : whole;
    return textWidth(text) > most ? fitText(text, most, ascii ? '~' : '…') : text;
  }

  function box(x: number, y: number, w: number, h: number, title: string, marked: boolean): void {
    const {corners, across} = ascii ? (marked ? ASCII_DOUBLE : ASCII_SINGLE) : marked ? DOUBLE : SINGLE;
    const [topLeft, topRight, bottomLeft, bottomRight] = corners;
    const line = across.repeat(w - 2);
    put(x, y, `${topLeft}${line}${topRight}`);
    if (title !== '') {
      const room = w - 3;
      const short = name(title, room);
      put(x + 1, y, textWidth(short) < room ? ` ${short} ` : ` ${short}`, 'title');
    }
    sides(x, y + 1, w, h - 2, marked);
    put(x, y + h - 1, `${bottomLeft}${line}${bottomRight}`);
  }

  function sides(x: number, y: number, w: number, h: number, marked: boolean): void {
    const {down} = ascii ? (marked ? ASCII_DOUBLE : ASCII_SINGLE) : marked ? DOUBLE : SINGLE;
    for (let row = y; row < y + h; row++) {
      put(x, row, down);
      put(x + w - 1, row, down);
    }
  }

  function stroke(x: number, y: number, end: number, parameter: ParameterView): void {
    const pattern = strokeOf(parameter, ascii);
    for (let i = 0; x + i < end; i++) put(x + i, y, pattern[i % pattern.length]!);
  }

  function written(cell: Figure, cells: number): string {
    if (cell.text === undefined) return dash;
    return (
      fitNumber({...cell, text: cell.text}, cells, ascii) ??
      fitText(ascii ? '..' : '…', Math.min(cells, 2)).trim()
    );
  }

  function number(x: number, y: number, cells: number, cell: Figure, role: Role, align = 'left'): number {
    const text = written(cell, cells);
    const start = align === 'right' ? x + cells - textWidth(text) : x;
    put(start, y, text, cell.marked ? 'mark' : cell.text === undefined ? 'dim' : role);
    return start + textWidth(text);
  }

  function item(
    x: number,
    y: number,
    {label, cell, role}: Item,
    labelCells: number,
    numberCells: number,
  ): number {
    if (cell === undefined) return x;
    put(x + labelCells - textWidth(label), y, label, cell.marked ? 'title' : 'plain');
    // A blank at least, so that no wire before it looks like a minus.
    put(x + labelCells, y, cell.marked ? pointer : ' ', cell.marked ? 'title' : 'plain');
    return number(x + labelCells + 1, y, numberCells, cell, role);
  }

  function row(
    x: number,
    y: number,
    cells: number,
    items: readonly Item[],
    labelCells: readonly number[] = [],
  ): void {
    for (let places = items.length; places > 0; places--) {
      const rest = items.slice(places - 1);
      const widths = items.map(({label}, i) => Math.max(labelCells[i] ?? 0, textWidth(label)));
      const labels = widths.slice(0, places);
      labels[places - 1] = Math.max(...widths.slice(places - 1));
      const least = labels.reduce((sum, label) => sum + label + 1 + LEAST + 1, -1);
      if (least > cells && places > 1) continue;
      const fields = shareOut(cells - least, digits, places);
      let at = x;
      for (let i = 0; i < places; i++) {
        const one = i < places - 1 ? items[i]! : (latest(rest) ?? rest[0]!);
        item(at, y, one, labels[i]!, fields[i]!);
        at += labels[i]! + 1 + fields[i]! + 1;
      }
      return;
    }
  }

  function table(x: number, y: number, cells: number, rows: readonly (readonly Item[])[]): void {
    const columns = Math.max(0, ...rows.map(({length}) => length));
    const labels = Array.from({length: columns}, (_, i) =>
      Math.max(...rows.filter(({length}) => length === columns).map((items) => textWidth(items[i]!.label))),
    );
    rows.forEach((items, i) => {
      row(x, y + i, cells, items, items.length === columns ? labels : []);
    });
  }

  return {
    ...canvas,
    ascii,
    digits,
    pointer,
    back: ascii ? '<' : '◂',
    head: ascii ? '>' : '▶',
    headDown: ascii ? 'v' : '▼',
    more: ascii ? ':' : '⋮',
    labels: labelsOf(ascii),
    name,
    leave: (x, y) => put(x, y, ascii ? '+' : '├'),
    box,
    sides,
    stroke,
    written,
    number,
    item,
    row,
    table,
  };
}

/** Cells for each of so many numbers: the least, and what is over as far as numbers have use for it. */
function shareOut(over: number, digits: Digits, places: number): number[] {
  const fields = new Array<number>(places).fill(Math.max(1, LEAST + Math.min(0, over)));
  let left = over;
  for (const wanted of [usual(digits), roomy(digits), roomy(digits) + 2])
    fields.forEach((field, i) => {
      const more = Math.max(0, Math.min(left, wanted - field));
      fields[i] = field + more;
      left -= more;
    });
  return fields;
}
