import type {Digits} from '../../session/notation.ts';
import type {EdgeView, NetworkView, NeuronView} from '../../session/view/network.ts';
import {textWidth} from '../paint.ts';
import {centerOf} from './center.ts';
import {biasOf, gradientAndNext, type Item, isMarked, stateOf} from './items.ts';
import {LEAST, type Pen, roomy, usual} from './pen.ts';
import {besideTarget, drawTarget} from './target.ts';
import {windowAround} from './window.ts';

/*
 * A net with one neuron in each layer: boxes in a row, weights on the arrows between them, biases on arrows from above,
 * and below each neuron what belongs to it.
 *
 *              bh 0.1 ───────╮
 *     ┌ x ──┐  wh 0.2  ┌ h ──▼┐
 *     │    1├─────────▶│0.5744│
 *     └─────┘          └──────┘
 *       zh 0.3000    δ −0.003684
 *      ∂wh −0.003684 → 0.2018
 *      ∂bh −0.003684 → 0.1018
 */

interface Plan extends Widths {
  /** Layers that are shown at once. */
  readonly shown: number;
}

interface Widths {
  readonly input: number;
  readonly box: number;
  readonly edge: number;
  /** The target and the output's loss. */
  readonly target: number;
}

const LEAST_HEIGHT = 4;

/** Cells in which two numbers of a neuron have room beside each other. */
const roomyDetails = ({digits}: Pen): number => roomy(digits) + usual(digits) + 8;

function planOf(view: NetworkView, pen: Pen): Plan | undefined {
  const {layers} = view;
  const {width} = pen;
  const longest = Math.max(...layers.flat().map(({name}) => textWidth(name)));
  const besides = besideTarget(view, pen);
  const least = {input: LEAST + 2, box: LEAST + 2, edge: LEAST + 3, target: LEAST - 1 + besides};
  // An input is mostly short, so its box may have a cell less. Of a longer net the first box is some hidden neuron's.
  for (const [widths, whole] of [
    [{...least, input: least.input - 1}, true],
    [least, false],
  ] as const) {
    const room = width - widths.input - widths.target;
    const shown = Math.min(layers.length, 1 + Math.floor(room / (widths.edge + widths.box)));
    if (shown >= (whole ? layers.length : 2))
      return planWithin(view.digits, width, shown, widths, {longest, besides});
  }
  return undefined;
}

function planWithin(
  digits: Digits,
  width: number,
  shown: number,
  least: Widths,
  {longest, besides}: {readonly longest: number; readonly besides: number},
): Plan {
  const steps = shown - 1;
  const room = width - least.input - least.target;
  const margin = 1;
  let over = Math.max(0, room - steps * (least.edge + least.box) - margin);
  const widen = (from: number, wanted: number, times: number): number => {
    const more = Math.max(0, Math.min(wanted - from, Math.floor(over / times)));
    over -= more * times;
    return from + more;
  };
  let {input, box, edge, target} = least;
  edge = widen(edge, usual(digits) + 4, steps);
  input = widen(input, LEAST + 2, 1);
  target = widen(target, usual(digits) + besides, 1);
  // A box's upper border has 3 cells beside the name.
  box = widen(box, longest + 3, steps);
  box = widen(box, usual(digits) + 2, steps);
  input = widen(input, box, 1);
  box = widen(box, usual(digits) + 4, steps);
  input = widen(input, box, 1);
  target = widen(target, roomy(digits) + besides, 1);
  edge = widen(edge, roomy(digits) + 10, steps);
  return {shown, input, box, edge, target};
}

/** Whether {@link drawChain} can draw this net in this room. */
export function fitsChain(view: NetworkView, pen: Pen): boolean {
  return (
    view.layers.every(({length}) => length === 1) &&
    pen.height >= LEAST_HEIGHT &&
    planOf(view, pen) !== undefined
  );
}

export function drawChain(view: NetworkView, pen: Pen): void {
  const plan = planOf(view, pen);
  if (plan === undefined) return;
  const neurons = view.layers.map(([only]) => only!);
  const {from, to} = windowAround(neurons.length, plan.shown, centerOf(view).layer);
  const steps = plan.shown - 1;
  const total = plan.input + steps * (plan.edge + plan.box) + plan.target;
  const left = Math.floor((pen.width - total + 1) / 2);
  const biasAbove = pen.height >= 7;
  const details = pen.height >= 7 ? 3 : pen.height - 3;
  const top = Math.max(
    0,
    Math.floor((pen.height - 3 - details - (biasAbove ? 1 : 0) - (pen.height >= 9 ? 1 : 0)) / 2),
  );
  const boxY = top + (biasAbove ? 1 : 0);

  const detailY = boxY + 3 + (pen.height >= 9 ? 1 : 0);

  drawBox(pen, neurons[from]!, left, boxY, plan.input);
  // Above the first box, or where there is no room above, on its lower border.
  if (from > 0)
    pen.put(left + 1, biasAbove ? boxY - 1 : boxY + 2, `${pen.ascii ? '<' : '‹'} +${from}`, 'dim');
  const share = Math.floor((total + 1) / steps);
  for (let step = 0; step < steps; step++) {
    const layer = from + 1 + step;
    const neuron = neurons[layer]!;
    const edge = view.edge(layer - 1, 0, 0);
    const edgeX = left + plan.input + step * (plan.edge + plan.box);
    const boxX = edgeX + plan.edge;
    drawBox(pen, neuron, boxX, boxY, plan.box);
    const {labels} = pen;
    const weight: Item = {label: labels.parameter(edge, 'w'), cell: edge, role: 'value'};
    const labelCells = Math.max(
      textWidth(weight.label),
      neuron.bias ? textWidth(labels.parameter(neuron.bias, 'b')) : 1,
    );
    const numberCells = plan.edge - labelCells - 2;
    pen.item(edgeX + 1, boxY, weight, labelCells, numberCells);
    pen.leave(edgeX - 1, boxY + 1);
    pen.stroke(edgeX, boxY + 1, boxX - 1, edge);
    pen.put(edgeX + plan.edge - 1, boxY + 1, pen.head);
    if (neuron.bias && biasAbove) {
      const bias: Item = {label: labels.parameter(neuron.bias, 'b'), cell: neuron.bias, role: 'value'};
      const end = pen.item(edgeX + 1, boxY - 1, bias, labelCells, numberCells);
      const downX = boxX + plan.box - 2;
      pen.stroke(end + 1, boxY - 1, downX, neuron.bias);
      pen.put(downX, boxY - 1, isMarked(neuron.bias) ? (pen.ascii ? '#' : '╗') : pen.ascii ? '+' : '╮');
      pen.put(downX, boxY, pen.headDown);
    }
    if (details < 3) pen.row(edgeX, boxY + 2, plan.edge, [...gradientAndNext(pen.labels, edge, 'w')]);
    const pitch = plan.edge + plan.box;
    const [detailX, cells] =
      pitch >= roomyDetails(pen) ? [edgeX + 1, pitch - 1] : [left + step * share, share - 1];
    pen.table(detailX, detailY, cells, detailRows(pen, neuron, edge, details));
  }

  const output = neurons[to - 1]!;
  const targetX = left + total - plan.target;
  if (to < neurons.length)
    pen.put(targetX + 1, boxY + 1, `+${neurons.length - to} ${pen.ascii ? '>' : '›'}`, 'dim');
  else drawTarget(pen, output, targetX, boxY + 1, plan.target);
}

function drawBox(pen: Pen, neuron: NeuronView, x: number, y: number, width: number): void {
  pen.box(x, y, width, 3, neuron.name, neuron.marked);
  const inner = width - 2;
  const pad = inner >= usual(pen.digits) + 2 ? 1 : 0;
  pen.number(x + 1 + pad, y + 1, inner - 2 * pad, neuron.output, 'value', 'right');
}

/** What stands below the boxes, from the first row that is there: with few rows the gradient of the weight is at its arrow. */
function detailRows(
  pen: Pen,
  neuron: NeuronView,
  edge: EdgeView,
  rows: number,
): readonly (readonly Item[])[] {
  const state = stateOf(pen.labels, neuron);
  const bias = biasOf(pen.labels, neuron);
  const change = gradientAndNext(pen.labels, neuron.bias, 'b');
  if (rows === 1) return [[...bias, ...state, ...change]];
  if (rows === 2) return [state, [...bias, ...change]];
  const atBias = pen.height >= 7 ? change : [...bias, ...change];
  return [state, gradientAndNext(pen.labels, edge, 'w'), atBias];
}
