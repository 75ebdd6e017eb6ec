import type {Digits} from '../../session/notation.ts';
import type {Figure, GraphRow} from '../../session/view/graph.ts';
import {type Line, type Role, textWidth} from '../paint.ts';
import {inLayers, type Layered, layered, type NodePlace, type NodeShape} from './layered.ts';
import {createPen, LEAST, type Pen, roomy, type Size, usual} from './pen.ts';

export interface GraphSize extends Size {
  readonly digits: Digits;
  readonly ascii: boolean;
}

/** How a node is drawn: the room that it takes, and drawing it there. */
interface NodeStyle extends Omit<NodeShape, 'width' | 'lead'> {
  width(row: GraphRow, cells: number): number;
  draw(pen: Pen, row: GraphRow, at: {readonly x: number; readonly y: number; readonly width: number}): void;
}

/** A longer name than that is cut. */
const LONGEST_TITLE = 14;

const titleOf = ({name, sign}: GraphRow): string => (sign === '' ? name : `${name} ${sign}`);
const titleCells = (row: GraphRow): number => Math.min(LONGEST_TITLE, textWidth(titleOf(row)));
const isMarked = ({value, gradient}: GraphRow): boolean => value.marked || gradient?.marked === true;

/** Name and operation in the upper border, below it the value, below that the gradient. */
const boxed: NodeStyle = {
  height: 4,
  enter: [1, 2],
  leave: 1,
  width: (row, cells) => Math.max(cells + 4, titleCells(row) + 4),
  draw(pen, row, {x, y, width}) {
    pen.box(x, y, width, 4, titleOf(row), isMarked(row));
    numbers(pen, row, {x: x + 1, y: y + 1, from: 2, to: width - 2});
  },
};

/** Two lines between bars: name, operation and value; the gradient. */
const flat: NodeStyle = {
  height: 2,
  enter: [0, 1],
  leave: 0,
  width: (row, cells) => titleCells(row) + 1 + cells + 2,
  draw(pen, row, {x, y, width}) {
    pen.sides(x, y, width, 2, isMarked(row));
    const title = pen.name(titleOf(row), LONGEST_TITLE);
    pen.put(x + 1, y, title, 'title');
    numbers(pen, row, {x: x + 1, y, from: textWidth(title) + 1, to: width - 2});
  },
};

/** Value and gradient, right-aligned in the cells between `from` and `to`, counted from x. */
function numbers(
  pen: Pen,
  {value, gradient, fork}: GraphRow,
  {x, y, from, to}: {readonly x: number; readonly y: number; readonly from: number; readonly to: number},
): void {
  const figure = (row: number, start: number, of: Figure, role: Role): void => {
    const end = pen.number(x + start, row, to - start, of, role, 'right');
    // Right before the number, as everywhere; the cell before the first is kept free for it.
    if (of.marked) pen.put(end - textWidth(pen.written(of, to - start)) - 1, row, pen.pointer, 'title');
  };
  figure(y, from, value, 'value');
  if (gradient === undefined) return;
  pen.put(x, y + 1, pen.labels.gradient, 'dim');
  figure(y + 1, 2, gradient, 'gradient');
  if (fork) pen.put(x + to, y + 1, pen.back, 'title');
}

/**
 * A function's graph from left to right: every node with its operation, value and gradient at their fixed places, its wire to wherever it
 * goes in. The way back of the gradient in question is drawn double. Which drawing it is depends on the graph and the room, never on the
 * numbers, so nothing moves when a number appears. Undefined where it does not fit.
 */
export function drawGraph(rows: readonly GraphRow[], size: GraphSize): readonly Line[] | undefined {
  const {digits, ascii, width, height} = size;
  const layering = inLayers(rows);
  if (layering === undefined) return undefined;
  // As many digits as there is room for; numbers that do not fit are rounded, never cut.
  const most = roomy(digits);
  const wide = [most, most - 1, usual(digits), 14, 11, 9, 7].filter(
    (cells, i, all) => cells <= most && all.indexOf(cells) === i,
  );
  for (const [style, cells, lead] of [
    ...wide.map((cells) => [boxed, cells, 1] as const),
    ...wide.map((cells) => [flat, cells, 1] as const),
    ...[boxed, flat].map((style) => [style, LEAST, 1] as const),
    ...[boxed, flat].map((style) => [style, LEAST, 0] as const),
  ]) {
    const laid = layered(layering, shapeOf(rows, style, cells, lead), {width: width - 2 * MARGIN, height});
    if (laid === undefined) continue;
    const pen = createPen({digits}, {width, height: laid.height}, ascii);
    paintGraph(pen, rows, laid, style, {x: MARGIN, y: 0});
    return pen.lines();
  }
  return undefined;
}

/**
 * The part of a larger drawing around what is marked, and a line that says how many nodes lie outside of it. Undefined where there are too
 * many nodes for a drawing.
 */
export function drawGraphAround(rows: readonly GraphRow[], size: GraphSize): readonly Line[] | undefined {
  const {digits, ascii, width} = size;
  const height = size.height - 1;
  const style = boxed;
  const layering = height < style.height ? undefined : inLayers(rows);
  const laid =
    layering &&
    layered(layering, shapeOf(rows, style, usual(digits), 1), {
      width: Number.POSITIVE_INFINITY,
      height: rows.length * style.height,
    });
  if (laid === undefined) return undefined;
  const {places} = laid;
  const focus = places[Math.max(0, rows.findLastIndex(isMarked))]!;
  const offset = (middle: number, room: number, whole: number): number =>
    -Math.max(0, Math.min(whole - room, Math.round(middle - room / 2)));
  const inner = width - 2 * MARGIN;
  const shift = {
    x: MARGIN + offset(focus.x + focus.width / 2, inner, laid.width),
    y: offset(focus.y + style.height / 2, height, laid.height),
  };
  const pen = createPen({digits}, {width, height}, ascii);
  paintGraph(pen, rows, laid, style, shift);
  const count = (isOut: (place: NodePlace) => boolean): number => places.filter(isOut).length;
  const [left, right, above, below] = [
    count(({x}) => x + shift.x < 0),
    count((place) => place.x + place.width + shift.x > width),
    count(({y}) => y + shift.y < 0),
    count(({y}) => y + style.height + shift.y > height),
  ];
  const arrows = ascii ? ['<', '>', '^', 'v'] : ['←', '→', '↑', '↓'];
  const hidden = [left, right, above, below].map((nodes, i) => `${arrows[i]} ${nodes}`).join('  ');
  return [...pen.lines(), [{text: ` ${hidden}`, role: 'dim'}]];
}

const MARGIN = 1;

const shapeOf = (rows: readonly GraphRow[], style: NodeStyle, cells: number, lead: number): NodeShape => ({
  ...style,
  lead,
  width: (index) => style.width(rows[index]!, cells),
});

function paintGraph(
  pen: Pen,
  rows: readonly GraphRow[],
  {places, wires}: Layered,
  style: NodeStyle,
  shift: {readonly x: number; readonly y: number},
): void {
  places.forEach((place, i) => {
    style.draw(pen, rows[i]!, {...place, x: place.x + shift.x, y: place.y + shift.y});
  });
  for (const {from, pieces, ends} of wires) {
    for (const {fromX, fromY, toX, toY} of pieces)
      pen.wire(from, fromX + shift.x, fromY + shift.y, toX + shift.x, toY + shift.y);
    for (const {x, y} of ends) pen.put(x + shift.x, y + shift.y, pen.head);
    const {x, y, width} = places[from]!;
    pen.leave(x + width - 1 + shift.x, y + style.leave + shift.y);
    if (rows[from]!.gradient?.marked) pen.double(from);
  }
}
