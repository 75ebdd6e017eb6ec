import type {NetworkView, NeuronView} from '../../session/view/network.ts';
import {textWidth} from '../paint.ts';
import {biasOf, type Item, latest, shortChange, stateOf} from './items.ts';
import type {Pen} from './pen.ts';
import {edgeLabel, gutterCells, type PortsPlan, planPorts} from './portsPlan.ts';
import {drawTarget} from './target.ts';
import {portRow} from './wiring.ts';

/*
 * A small net, whole: every weight arrives at its neuron in a row of its own, with its number. A wire from each source
 * branches off to its rows; where two wires cross, the upright one goes on and the other is broken. The bias arrives
 * beside the neuron's name.
 *
 *     ┌ x1 ──┐     b 0.35 ───▶┌ h1 ─────────┐
 *     │  0.05├─┬───── 0.15 ──▶│a 0.5933     │
 *     └──────┘ │ ╭─── 0.2 ───▶│δ 0.008771   │
 *              │ │ b 0.35 ───▶├ h2 ─────────┤
 */

export function fitsPorts(view: NetworkView, pen: Pen): boolean {
  return planPorts(view, pen) !== undefined;
}

export function drawPorts(view: NetworkView, pen: Pen): void {
  const plan = planPorts(view, pen);
  if (plan === undefined) return;
  let x = Math.floor((pen.width - plan.width) / 2);
  view.layers.forEach((neurons, layer) => {
    if (layer > 0) {
      drawGutter(view, pen, plan, layer, x);
      x += gutterCells(plan.gutters[layer - 1]!, plan);
    }
    const width = layer === 0 ? plan.input : plan.card;
    drawCards(pen, plan, layer, neurons, x, width);
    x += width;
  });
  view.layers.at(-1)!.forEach((neuron, i) => {
    const {y, inside} = plan.cards.at(-1)![i]!;
    drawTarget(pen, neuron, x, inside > 1 ? y + 1 : y, plan.target);
  });
}

function drawGutter(view: NetworkView, pen: Pen, plan: PortsPlan, layer: number, x: number): void {
  const {order, leaves, labels: labelCells, change: besideCells} = plan.gutters[layer - 1]!;
  const {pitch} = plan;
  const cards = plan.cards[layer]!;
  const labelX = x + 2 + (order.length - 1) * pitch + 1;
  const numberX = labelX + labelCells + 1;
  const changeX = numberX + plan.weight + 1;
  const arrowX = numberX + plan.weight + besideCells;
  const headX = arrowX + plan.arrow - 1;
  const sources = view.layers[layer - 1]!.length;
  order.forEach((position, source) => {
    const wireX = x + 1 + position * pitch;
    const from = leaves[source]!;
    pen.leave(x - 1, from);
    pen.wire(source, x - 1, from, wireX, from);
    for (const card of cards) {
      const row = portRow(card, source);
      pen.wire(source, wireX, from, wireX, row);
      pen.wire(source, wireX, row, labelX, row);
    }
  });
  cards.forEach((card, target) => {
    const neuron = view.layers[layer]![target]!;
    for (const bias of biasOf(pen.labels, neuron)) {
      const rest = shortChange(pen.labels, neuron.bias);
      const item = besideCells > 0 ? bias : (markedOf(rest) ?? bias);
      const end = pen.item(labelX, card.y, item, labelCells, plan.weight);
      if (besideCells > 0) pen.row(changeX, card.y, besideCells - 2, rest);
      if (neuron.bias) pen.stroke(besideCells > 0 ? arrowX : end + 1, card.y, headX, neuron.bias);
      pen.put(headX, card.y, pen.head);
    }
    for (let source = 0; source < sources; source++) {
      const edge = view.edge(layer - 1, source, target);
      const row = portRow(card, source);
      const rest = shortChange(pen.labels, edge);
      const weight: Item = {label: edgeLabel(pen, edge), cell: edge, role: 'value'};
      const hasPlace = card.portRows === 2 || besideCells > 0;
      const item = hasPlace ? weight : (markedOf(rest) ?? weight);
      const end = pen.item(labelX, row, item, labelCells, plan.weight);
      pen.wire(
        source,
        labelX,
        row,
        labelX + labelCells - textWidth(item.label) - (item.label === '' ? 0 : 1),
        row,
      );
      pen.stroke(besideCells > 0 ? arrowX : end + 1, row, headX, edge);
      pen.put(headX, row, pen.head);
      if (card.portRows === 2) pen.row(labelX, row + 1, labelCells + 1 + plan.weight + besideCells, rest);
      else if (besideCells > 0) pen.row(changeX, row, besideCells - 2, rest);
    }
  });
}

const markedOf = (items: readonly Item[]): Item | undefined => items.find(({cell}) => cell?.marked === true);

function drawCards(
  pen: Pen,
  plan: PortsPlan,
  layer: number,
  neurons: readonly NeuronView[],
  x: number,
  width: number,
): void {
  const cards = plan.cards[layer]!;
  // A marked box is drawn last: of a border that two boxes share, it is the marked one's.
  const order = cards
    .map((_, i) => i)
    .sort((one, two) => Number(neurons[one]!.marked) - Number(neurons[two]!.marked));
  for (const i of order) {
    const {y, inside} = cards[i]!;
    const neuron = neurons[i]!;
    pen.box(x, y, width, inside + 2, neuron.name, neuron.marked);
  }
  cards.forEach(({y, inside}, i) => {
    const neuron = neurons[i]!;
    if (plan.stacked[layer] && i > 0)
      shareBorder(pen, x, y, width, neuron.name, neuron.marked, neurons[i - 1]!.marked);
    if (layer === 0) {
      pen.number(x + 1, y + 1, width - 2, neuron.output, 'value', 'right');
      return;
    }
    const output: Item = {label: pen.labels.output(neuron), cell: neuron.output, role: 'value'};
    const [sum, delta] = stateOf(pen.labels, neuron);
    const rows = contentRows(inside, output, sum!, delta!);
    rows.forEach((item, row) => {
      pen.item(x + 1, y + 1 + row, item, plan.content, width - 2 - plan.content - 1);
    });
  });
}

/** What stands in a box, row by row. */
function contentRows(rows: number, output: Item, sum: Item, delta: Item): readonly Item[] {
  if (rows >= 3) return [sum, output, delta];
  if (rows === 2) return [output, latest([sum, delta]) ?? sum];
  return [[sum, delta].find(({cell}) => cell?.marked) ?? output];
}

function shareBorder(
  pen: Pen,
  x: number,
  y: number,
  width: number,
  name: string,
  marked: boolean,
  above: boolean,
): void {
  const single = pen.ascii ? '++' : '├┤';
  const double = pen.ascii ? '##' : '╠╣';
  const [left, right] = marked || above ? double : single;
  pen.put(x, y, left!);
  pen.put(x + width - 1, y, right!);
  // The border may be the marked box's above; the name is this one's all the same.
  if (above && !marked) pen.put(x + 1, y, ` ${pen.name(name, width - 4)} `, 'title');
}
