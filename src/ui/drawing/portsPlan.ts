import {type EdgeView, edgesInto, type NetworkView, type NeuronView} from '../../session/view/network.ts';
import {textWidth} from '../paint.ts';
import {CHANGE, LEAST, type Pen, roomy, usual} from './pen.ts';
import {besideTarget} from './target.ts';
import {type Card, type Wiring, wiringOf} from './wiring.ts';

/** More wires side by side cannot be followed by eye. */
const MOST_SOURCES = 4;

/** Widths in cells of what stands side by side; those of numbers without their labels. */
interface Widths {
  input: number;
  card: number;
  /** The target and the output's loss. */
  target: number;
  /** Between two wires. */
  pitch: number;
  weight: number;
  arrow: number;
}

/** Where everything stands, from the net and the room alone. */
export interface PortsPlan extends Readonly<Widths> {
  readonly cards: readonly (readonly Card[])[];
  /** By layer, whether its neurons share a border line. */
  readonly stacked: readonly boolean[];
  /** Cells for the labels inside the boxes. */
  readonly content: number;
  readonly gutters: readonly Gutter[];
  readonly width: number;
}

/** What stands between two layers. */
export interface Gutter extends Wiring {
  /** Cells for the labels before weights. */
  readonly labels: number;
  /** Cells for gradients beside weights; 0: none. */
  readonly change: number;
}

/** The plan for a net that fits whole, else undefined. */
export function planPorts(view: NetworkView, pen: Pen): PortsPlan | undefined {
  const sizes = view.layers.map(({length}) => length);
  if (sizes.slice(0, -1).some((size) => size > MOST_SOURCES)) return undefined;
  const cards: (readonly Card[])[] = [];
  const stacked: boolean[] = [];
  for (const [layer, size] of sizes.entries()) {
    const column = cardsOf(size, layer === 0 ? undefined : sizes[layer - 1]!, pen.height);
    if (column === undefined) return undefined;
    cards.push(column.cards);
    stacked.push(column.stacked);
  }
  const gutters: (Gutter & {change: number})[] = [];
  for (let layer = 1; layer < sizes.length; layer++) {
    const wiring = wiringOf(cards[layer - 1]!, cards[layer]!);
    if (wiring === undefined) return undefined;
    gutters.push({...wiring, labels: labelCells(view, pen, layer), change: 0});
  }

  const content = contentCells(view, pen);
  const besides = besideTarget(view, pen);
  const widths: Widths = {
    input: LEAST + 2,
    card: 2 + content + 1 + LEAST,
    target: LEAST + besides,
    pitch: 1,
    weight: LEAST,
    arrow: 3,
  };
  const total = (): number =>
    widths.input +
    gutters.length * widths.card +
    widths.target +
    gutters.reduce((sum, gutter) => sum + gutterCells(gutter, widths), 0);
  if (total() > pen.width) return undefined;

  const usually = usual(view.digits);
  const roomily = roomy(view.digits);
  const widen = (name: keyof Widths, wanted: number): void => {
    while (widths[name] < wanted) {
      widths[name] += 1;
      if (total() <= pen.width) continue;
      widths[name] -= 1;
      return;
    }
  };
  const widenChange = (gutter: {change: number}, wanted: number): void => {
    const before = gutter.change;
    gutter.change = wanted;
    if (total() > pen.width) gutter.change = before;
  };
  // What matters more gets its room first.
  const [inputs = [], ...later] = view.layers;
  widen('input', longestName(inputs) + NAME_FRAME);
  widen('card', longestName(later.flat()) + NAME_FRAME);
  gutters.forEach((gutter, i) => {
    if (cards[i + 1]!.some(({portRows}) => portRows === 1)) widenChange(gutter, CHANGE);
  });
  widen('pitch', 2);
  widen('weight', usually);
  widen('card', usually + 5);
  widen('card', roomily + 5);
  for (const gutter of gutters)
    for (let more = 1; gutter.change > 0 && more <= 4; more++) widenChange(gutter, gutter.change + 1);
  widen('target', usually + besides);
  widen('weight', roomily + 1);
  widen('input', usually + 2);
  widen('target', roomily + besides);
  widen('arrow', 8);
  return {cards, stacked, content, gutters, ...widths, width: total()};
}

/** Cells of a box's upper border beside a neuron's name. */
const NAME_FRAME = 3;

const longestName = (neurons: readonly NeuronView[]): number =>
  Math.max(...neurons.map(({name}) => textWidth(name)));

/** Cells between two layers: a wire's way out, the wires, a gap, the weight with what belongs to it, the arrow. */
export function gutterCells(
  {order, labels, change}: Gutter,
  {pitch, weight, arrow}: Pick<Widths, 'pitch' | 'weight' | 'arrow'>,
): number {
  return 2 + (order.length - 1) * pitch + 1 + labels + 1 + weight + change + arrow;
}

/** Cells for the labels of the weights and biases that arrive at a layer. */
function labelCells(view: NetworkView, pen: Pen, layer: number): number {
  const ofWeights = edgesInto(view, layer).map((edge) => textWidth(edgeLabel(pen, edge)));
  const ofBiases = view.layers[layer]!.map(({bias}) =>
    bias === undefined ? 0 : textWidth(pen.labels.parameter(bias, 'b')),
  );
  return Math.max(1, ...ofWeights, ...ofBiases);
}

/** Cells for the labels inside the boxes. */
function contentCells({layers}: NetworkView, pen: Pen): number {
  const {labels} = pen;
  const all = layers
    .slice(1)
    .flat()
    .flatMap((neuron) => [labels.output(neuron), labels.sum(neuron), labels.delta]);
  return Math.max(...all.map(textWidth));
}

/** The places of a layer's neurons, in the middle of the height; undefined where they do not fit. */
function cardsOf(
  size: number,
  sources: number | undefined,
  height: number,
): {readonly cards: readonly Card[]; readonly stacked: boolean} | undefined {
  for (const portRows of sources === undefined ? [1] : [2, 1]) {
    const inside = Math.max(1, (sources ?? 1) * portRows);
    for (const stacked of [false, true]) {
      const pitch = inside + (stacked ? 1 : 2);
      const least = size * pitch + (stacked ? 1 : 0);
      if (least > height) continue;
      const gap = stacked || size === 1 ? 0 : Math.min(2, Math.floor((height - least) / (size - 1)));
      const top = Math.floor((height - least - gap * (size - 1)) / 2);
      const cards = Array.from({length: size}, (_, i) => ({y: top + i * (pitch + gap), portRows, inside}));
      return {cards, stacked};
    }
  }
  return undefined;
}

/** A weight's display name where a lesson gave it one: its place says the rest. */
export function edgeLabel(pen: Pen, edge: EdgeView): string {
  const label = pen.labels.parameter(edge, 'w');
  return label === 'w' ? '' : label;
}
