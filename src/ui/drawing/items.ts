import type {Cell, NeuronView, ParameterView} from '../../session/view/network.ts';
import {type Role, textWidth} from '../paint.ts';

/** A number with the short name that stands before it. */
export interface Item {
  /** '' where the place says it already. */
  readonly label: string;
  /** Absent where the net has no such number (a neuron without a bias): its place stays empty. */
  readonly cell: Cell | undefined;
  readonly role: Role;
}

/** Short names of what an item shows. */
export interface Labels {
  readonly gradient: string;
  readonly delta: string;
  readonly next: string;
  parameter(parameter: ParameterView, letter: 'w' | 'b'): string;
  sum(neuron: NeuronView): string;
  output(neuron: NeuronView): string;
  target(neuron: NeuronView): string;
  /** `∂` and the parameter's short name. */
  gradientOf(parameter: ParameterView, letter: 'w' | 'b'): string;
}

const LONGEST_LABEL = 4;

/** The display name that a lesson gave the quantity, where it gave a short one, else the usual letter. */
function shortName({symbol, quantity}: Cell, letter: string): string {
  const isGiven = symbol.replaceAll('→', '->') !== quantity;
  return isGiven && textWidth(symbol) <= LONGEST_LABEL ? symbol : letter;
}

export function labelsOf(ascii: boolean): Labels {
  const gradient = ascii ? 'd' : '∂';
  const parameter: Labels['parameter'] = (view, letter) => shortName(view, letter);
  return {
    gradient,
    delta: ascii ? 'dz' : 'δ',
    next: ascii ? '->' : '→',
    parameter,
    sum: (neuron) => (neuron.sum === undefined ? 'z' : shortName(neuron.sum, 'z')),
    output: (neuron) => shortName(neuron.output, 'a'),
    target: (neuron) => (neuron.target === undefined ? 't' : shortName(neuron.target, 't')),
    gradientOf: (view, letter) => `${gradient}${parameter(view, letter)}`,
  };
}

/** The item to show where only one has room: the marked one, else the one that was computed last. */
export function latest(items: readonly Item[]): Item | undefined {
  const there = items.filter(({cell}) => cell !== undefined);
  return (
    there.find(({cell}) => cell?.marked === true) ??
    there.findLast(({cell}) => cell?.text !== undefined) ??
    there[0]
  );
}

/** Whether the parameter, its gradient or its new value is what the screen is about. */
export const isMarked = (parameter: ParameterView): boolean =>
  parameter.marked || parameter.gradient.marked || parameter.next.marked;

/** z and δ of a neuron. */
export function stateOf(labels: Labels, neuron: NeuronView): readonly Item[] {
  return [
    {label: labels.sum(neuron), cell: neuron.sum, role: 'value'},
    {label: labels.delta, cell: neuron.delta, role: 'gradient'},
  ];
}

/** The bias of a neuron that has one. */
export function biasOf(labels: Labels, {bias}: NeuronView): readonly Item[] {
  return bias === undefined ? [] : [{label: labels.parameter(bias, 'b'), cell: bias, role: 'value'}];
}

/** What the round does to a parameter. */
export function gradientAndNext(
  labels: Labels,
  parameter: ParameterView | undefined,
  letter: 'w' | 'b',
): readonly Item[] {
  if (parameter === undefined) return [];
  return [
    {label: labels.gradientOf(parameter, letter), cell: parameter.gradient, role: 'gradient'},
    {label: labels.next, cell: parameter.next, role: 'update'},
  ];
}

/** The same where the place says which parameter is meant: labels of one cell. */
export function shortChange(labels: Labels, parameter: ParameterView | undefined): readonly Item[] {
  return gradientAndNext(labels, parameter, 'w').map((item) => ({
    ...item,
    label: item.role === 'gradient' ? labels.gradient : labels.next.slice(-1),
  }));
}
