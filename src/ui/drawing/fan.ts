import type {EdgeView, NetworkView, NeuronView} from '../../session/view/network.ts';
import {textWidth} from '../paint.ts';
import {type Center, centerOf} from './center.ts';
import {biasOf, gradientAndNext, type Item, isMarked, shortChange, stateOf} from './items.ts';
import {CHANGE, LEAST, type Pen, roomy, usual} from './pen.ts';
import {besideTarget, drawTarget} from './target.ts';
import {type Window, windowAround} from './window.ts';

/*
 * Any net: a row for each neuron, and of the weights those that arrive at the neuron in the middle of attention, or
 * leave it. What is left out is counted.
 *
 *     ┌──────────┐              ┌──────────┐               ┌──────────┐
 *     │x1     0.5├ 0.2134 ───╮  │g1  0.1234│ ╭ 0.31 ─────▶│o1  0.6612│
 *     │x2     0.1├ −0.51 ╌╌╌╌┴─▶║g2  0.5512║─┴ 0.2 ──────▶│o2  0.5333│
 *      ⋮ +5                      ⋮ +3
 */

interface Plan {
  /** Layers that are shown at once. */
  readonly layers: number;
  readonly name: number;
  readonly number: number;
  readonly gutter: number;
  /** Room for the number in a gutter. */
  readonly weight: number;
  /** Room for the gradient beside it; 0: none. */
  readonly change: number;
  /** The target and the output's loss; 0: they stand below. */
  readonly target: number;
  readonly frames: boolean;
  /** Rows for neurons, and rows below them for the neuron in the middle of attention. */
  readonly rows: number;
  readonly below: number;
}

const LEAST_GUTTER = LEAST + 5;
const MARGIN = 4;
/** Cells of a name of which something can be told. */
const LEAST_NAME = 3;

const columnWidth = ({name, number}: Pick<Plan, 'name' | 'number'>): number => name + 1 + number + 2;

function planOf(view: NetworkView, pen: Pen): Plan | undefined {
  const {width, height} = pen;
  const all = view.layers.length;
  const most = Math.max(...view.layers.map(({length}) => length));
  // A second row below is worth more than a frame, less than a neuron that would have to hide.
  const below = height >= 9 && most + 1 !== height ? 2 : 1;
  const rows = height - below;
  if (rows < 2) return undefined;
  const needs = (layers: number, longest: number): number =>
    layers * columnWidth({name: longest, number: LEAST}) +
    (layers - 1) * LEAST_GUTTER +
    (layers < all ? 2 * MARGIN : 0);
  // Long names are cut before a layer has to hide what it is connected with.
  let name = Math.min(
    6,
    Math.max(...view.layers.flat().map((neuron) => textWidth(pen.name(neuron.name, 6)))),
  );
  while (name > LEAST_NAME && needs(Math.min(2, all), name) > width) name -= 1;
  let layers = all;
  while (layers > 1 && needs(layers, name) > width) layers -= 1;
  if (layers < 2) return undefined;
  const steps = layers - 1;
  let over = width - needs(layers, name);
  const widen = (from: number, wanted: number, times: number): number => {
    const more = Math.max(0, Math.min(wanted - from, Math.floor(over / times)));
    over -= more * times;
    return from + more;
  };
  // Each wish is met whole or not at all where a part of it is of no use.
  const whole = (wanted: number, times: number): number => {
    if (wanted * times > over) return 0;
    over -= wanted * times;
    return wanted;
  };
  const {digits} = view;
  const target = whole(LEAST + besideTarget(view, pen), 1);
  let weight = widen(LEAST, usual(digits), steps);
  const change = whole(CHANGE, steps);
  const number = widen(LEAST, usual(digits), layers);
  weight = widen(weight, roomy(digits), steps);
  const arrows = widen(0, 6, steps);
  return {
    layers,
    name,
    number,
    weight,
    change,
    gutter: LEAST_GUTTER - LEAST + weight + change + arrows,
    target,
    frames: rows >= Math.min(most, rows) + 2,
    rows,
    below,
  };
}

export function fitsFan(view: NetworkView, pen: Pen): boolean {
  return planOf(view, pen) !== undefined;
}

/** Where a layer's neurons stand. */
interface Column {
  readonly x: number;
  readonly width: number;
  readonly window: Window;
  /** The row of the first neuron shown. */
  readonly top: number;
  readonly neurons: readonly NeuronView[];
}

export function drawFan(view: NetworkView, pen: Pen): void {
  const plan = planOf(view, pen);
  if (plan === undefined) return;
  const center = centerOf(view);
  const {from, to} = windowAround(view.layers.length, plan.layers, center.layer);
  const width = columnWidth(plan);
  const margin = plan.layers < view.layers.length ? MARGIN : 0;
  const total = plan.layers * width + (plan.layers - 1) * plan.gutter + plan.target + 2 * margin;
  const left = Math.floor((pen.width - total) / 2);
  const columns = new Map<number, Column>();
  for (let layer = from; layer < to; layer++) {
    const x = left + margin + (layer - from) * (width + plan.gutter);
    columns.set(layer, columnOf(view, layer, center, plan, x));
  }

  for (const [layer, column] of columns)
    drawColumn(pen, plan, column, layer === center.layer ? center.index : -1);
  const middle = Math.floor(plan.rows / 2);
  if (from > 0) pen.put(left, middle, `${pen.ascii ? '<' : '‹'}+${from}`, 'dim');
  if (to < view.layers.length) {
    const hidden = `+${view.layers.length - to}${pen.ascii ? '>' : '›'}`;
    pen.put(left + total - plan.target - textWidth(hidden), middle, hidden, 'dim');
  }

  const own = columns.get(center.layer);
  if (own === undefined) return;
  const row = rowOf(own, center.index);
  const before = columns.get(center.layer - 1);
  const after = columns.get(center.layer + 1);
  if (before) drawArriving(view, pen, plan, before, own, center, row);
  if (after) drawLeaving(view, pen, plan, own, after, center, row);
  const neuron = own.neurons[center.index]!;
  if (plan.target > 0 && center.layer === view.layers.length - 1) {
    const y = Math.min(row, plan.rows - 2);
    drawTarget(pen, neuron, own.x + own.width, y, plan.target);
  }
  drawBelow(pen, plan, neuron);
}

function columnOf(view: NetworkView, layer: number, center: Center, plan: Plan, x: number): Column {
  const neurons = view.layers[layer]!;
  const frame = plan.frames ? 1 : 0;
  const room = plan.rows - 2 * frame;
  const focus = layer === center.layer ? center.index : attention(view, layer, center);
  const hides = neurons.length > room;
  const window = windowAround(neurons.length, hides ? Math.max(1, room - 2) : room, focus);
  const shown = window.to - window.from;
  const top = hides ? (room >= 3 ? 1 : 0) : frame + Math.floor((room - shown) / 2);
  return {x, width: columnWidth(plan), window, top, neurons};
}

/** Which neuron of another layer matters most: where the marked weight comes from, else what is marked, else the first. */
function attention(view: NetworkView, layer: number, center: Center): number {
  const neurons = view.layers[layer]!;
  if (layer === center.layer - 1) {
    const source = neurons.findIndex((_, index) => isMarked(view.edge(layer, index, center.index)));
    if (source >= 0) return source;
  }
  return Math.max(
    0,
    neurons.findIndex(({marked}) => marked),
  );
}

const rowOf = ({window, top}: Column, index: number): number => top + index - window.from;

function drawColumn(pen: Pen, plan: Plan, {x, width, window, top, neurons}: Column, center: number): void {
  const shown = window.to - window.from;
  if (plan.frames) pen.box(x, top - 1, width, shown + 2, '', false);
  for (let index = window.from; index < window.to; index++) {
    const neuron = neurons[index]!;
    const y = top + index - window.from;
    const side = neuron.marked
      ? pen.ascii
        ? '#'
        : '║'
      : index === center
        ? pen.ascii
          ? '!'
          : '┃'
        : pen.ascii
          ? '|'
          : '│';
    pen.put(x, y, side);
    pen.put(x + width - 1, y, side);
    const name = pen.name(neuron.name, plan.name);
    pen.put(x + 1, y, name, index === center ? 'title' : 'plain');
    pen.number(x + 1 + plan.name + 1, y, plan.number, neuron.output, 'value', 'right');
  }
  if (window.from > 0 && top > 0) pen.put(x + 1, top - 1, `${pen.more} +${window.from}`, 'dim');
  if (window.to < neurons.length)
    pen.put(x + 1, top + shown, `${pen.more} +${neurons.length - window.to}`, 'dim');
}

/** The weights into the neuron in the middle of attention: they meet at an upright line before it. */
function drawArriving(
  view: NetworkView,
  pen: Pen,
  plan: Plan,
  before: Column,
  own: Column,
  center: Center,
  row: number,
): void {
  const x = before.x + before.width;
  const busX = own.x - 3;
  for (let source = before.window.from; source < before.window.to; source++) {
    const edge = view.edge(center.layer - 1, source, center.index);
    const y = rowOf(before, source);
    pen.leave(x - 1, y);
    const end = drawWeight(pen, plan, edge, x, y, true);
    // A blank at least, so that no wire looks like a part of the number.
    pen.put(end, y, ' ');
    pen.stroke(end + 1, y, busX, edge);
    pen.wire(0, busX - 1, y, busX, y);
    pen.wire(0, busX, y, busX, row);
  }
  pen.wire(0, busX, row, busX + 1, row);
  pen.put(busX + 1, row, pen.ascii ? '-' : '─');
  pen.put(busX + 2, row, pen.head);
}

/** The weights out of it: they part at an upright line behind it. */
function drawLeaving(
  view: NetworkView,
  pen: Pen,
  plan: Plan,
  own: Column,
  after: Column,
  center: Center,
  row: number,
): void {
  const x = own.x + own.width;
  const busX = x + 1;
  pen.put(x, row, pen.ascii ? '-' : '─');
  pen.wire(0, x, row, busX, row);
  for (let target = after.window.from; target < after.window.to; target++) {
    const edge = view.edge(center.layer, center.index, target);
    const y = rowOf(after, target);
    pen.wire(0, busX, row, busX, y);
    pen.wire(0, busX, y, busX + 1, y);
    const end = drawWeight(pen, plan, edge, busX + 1, y, false);
    pen.stroke(end + 1, y, after.x - 1, edge);
    pen.put(after.x - 1, y, pen.head);
  }
}

/** The weight's number on its line, and beside it what the round does to it; with little room only what is marked of these. Says where the text ends. */
function drawWeight(pen: Pen, plan: Plan, edge: EdgeView, x: number, y: number, arriving: boolean): number {
  const rest = shortChange(pen.labels, edge);
  const marked = plan.change > 0 || !arriving ? undefined : rest.find(({cell}) => cell?.marked);
  // In the one cell before the number: what it is, or that it is marked.
  if (marked) pen.put(x, y, marked.label, 'title');
  const end = marked?.cell
    ? pen.number(x + 1, y, plan.weight, marked.cell, marked.role)
    : pen.item(x, y, {label: '', cell: edge, role: 'value'}, 0, plan.weight);
  if (plan.change === 0) return end;
  const changeX = x + 1 + plan.weight;
  pen.row(changeX + 1, y, plan.change - 2, rest);
  return changeX + plan.change;
}

/** Under the net: all numbers of the neuron in the middle of attention. */
function drawBelow(pen: Pen, plan: Plan, neuron: NeuronView): void {
  const y = plan.rows;
  const name = pen.name(neuron.name, plan.name);
  pen.put(0, y, name, 'title');
  const x = plan.name + 1;
  const cells = pen.width - x;
  const change = gradientAndNext(pen.labels, neuron.bias, 'b');
  const outcome: readonly Item[] =
    neuron.target === undefined
      ? []
      : [
          {label: pen.labels.target(neuron), cell: neuron.target, role: 'value'},
          {label: 'L', cell: neuron.loss, role: 'value'},
        ];
  if (neuron.kind === 'input') {
    pen.row(x, y, cells, [{label: pen.labels.output(neuron), cell: neuron.output, role: 'value'}]);
    return;
  }
  const state = stateOf(pen.labels, neuron);
  const bias = biasOf(pen.labels, neuron);
  if (plan.below === 1)
    pen.row(x, y, cells, [...bias, ...state, ...(plan.target > 0 ? [] : outcome), ...change]);
  else
    pen.table(x, y, cells, [
      [...state, ...outcome],
      [...bias, ...change],
    ]);
}
