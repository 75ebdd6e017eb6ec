import {
  bias,
  gradient,
  LOSS,
  lossPart,
  next,
  output,
  type Quantity,
  target,
  weight,
  weightedSum,
} from '../../engine/quantity.ts';
import type {Digits, Notation} from '../notation.ts';
import {passOf, type State} from '../state.ts';
import {valueAt} from '../value.ts';
import type {Focus} from './focus.ts';

/** A number on the network panel. `text` is absent while the number is not computed yet. */
export interface Cell {
  readonly quantity: Quantity;
  readonly symbol: string;
  readonly text?: string;
  /** The number itself, for the size and sign that a line shows; absent while it is not computed. */
  readonly value?: number;
  /** Whether it is what the screen is about now. */
  readonly marked: boolean;
}

/** A parameter: its number in this round, its gradient, and its number after the update once that is done. */
export interface ParameterView extends Cell {
  readonly gradient: Cell;
  readonly next: Cell;
}

export interface NeuronView {
  readonly name: string;
  readonly kind: 'input' | 'hidden' | 'output';
  /** a, for an input neuron the input. */
  readonly output: Cell;
  /** z; absent on an input neuron. */
  readonly sum?: Cell;
  readonly bias?: ParameterView;
  /** δ = ∂L/∂z; absent on an input neuron. */
  readonly delta?: Cell;
  /** On an output neuron. */
  readonly target?: Cell;
  readonly loss?: Cell;
  /** Whether anything of the neuron is marked. */
  readonly marked: boolean;
}

export interface EdgeView extends ParameterView {
  readonly from: string;
  readonly to: string;
}

export interface NetworkView {
  /** Significant digits of the texts: what room a number will need, also before it is computed. */
  readonly digits: Digits;
  /** By layer, input layer first. */
  readonly layers: readonly (readonly NeuronView[])[];
  /**
   * The weight from neuron `source` of a layer to neuron `target` of the next. Made when it is asked for: of a large net few have room.
   */
  edge(layer: number, source: number, target: number): EdgeView;
  /** The neuron that the focus is on, for nets too large to draw whole. */
  readonly center?: string;
}

export function networkView(state: State, notation: Notation, focus: Focus): NetworkView {
  const {network} = passOf(state);
  const cell = (quantity: Quantity): Cell => {
    const value = valueAt(state, quantity);
    return {
      quantity,
      symbol: notation.symbol(quantity),
      marked: focus.marked.has(quantity),
      ...(value === undefined ? {} : {value, text: notation.number(value)}),
    };
  };
  const parameter = (quantity: Quantity): ParameterView => ({
    ...cell(quantity),
    gradient: cell(gradient(quantity)),
    next: cell(next(quantity)),
  });
  const last = network.layers.length - 1;
  // With one output the total loss is that output's part, and stands on the panel as such.
  const lossCell = (name: string): Cell => {
    const part = cell(lossPart(name));
    return network.outputs.length === 1 && focus.marked.has(LOSS) ? {...part, marked: true} : part;
  };
  const markedNeurons = new Set([...focus.marked].flatMap(neuronsOf));
  const neuron = (name: string, layer: number): NeuronView => {
    if (layer === 0) {
      const input = cell(output(name));
      return {name: notation.neuron(name), kind: 'input', output: input, marked: input.marked};
    }
    const parts = {
      output: cell(output(name)),
      sum: cell(weightedSum(name)),
      delta: cell(gradient(weightedSum(name))),
      ...(network.biased.has(name) ? {bias: parameter(bias(name))} : {}),
      ...(layer === last ? {target: cell(target(name)), loss: lossCell(name)} : {}),
    };
    return {
      name: notation.neuron(name),
      kind: layer === last ? 'output' : 'hidden',
      ...parts,
      marked: markedNeurons.has(name),
    };
  };
  const layers = network.layers.map((names, layer) => names.map((name) => neuron(name, layer)));
  const edge = (layer: number, source: number, target: number): EdgeView => {
    const from = network.layers[layer]![source]!;
    const to = network.layers[layer + 1]![target]!;
    return {from: notation.neuron(from), to: notation.neuron(to), ...parameter(weight(from, to))};
  };
  const center = focus.subject === undefined ? undefined : neuronsOf(focus.subject).at(-1);
  return {
    digits: notation.digits,
    layers,
    edge,
    ...(center === undefined ? {} : {center: notation.neuron(center)}),
  };
}

/** All weights into a layer, for each of its neurons in turn from each source in turn; none into the input layer. */
export function edgesInto(view: NetworkView, layer: number): readonly EdgeView[] {
  const sources = view.layers[layer - 1] ?? [];
  return view.layers[layer]!.flatMap((_, target) =>
    sources.map((_source, source) => view.edge(layer - 1, source, target)),
  );
}

/** The neurons a quantity speaks of: one, both ends of a weight, or none (the total loss). */
function neuronsOf(quantity: Quantity): readonly string[] {
  const inner = quantity.replace(/^(grad|next)\./, '');
  const dot = inner.indexOf('.');
  if (dot < 0) return [];
  const rest = inner.slice(dot + 1);
  return rest.includes('->') ? [rest.slice(rest.indexOf('->') + 2)] : [rest];
}
