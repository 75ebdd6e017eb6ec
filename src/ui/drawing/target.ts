import type {NetworkView, NeuronView} from '../../session/view/network.ts';
import {textWidth} from '../paint.ts';
import type {Pen} from './pen.ts';

/** Cells of a target beside its number: a lesson may name it, in any of the outputs. */
export function besideTarget({layers}: NetworkView, {labels}: Pen): number {
  return Math.max(1, ...layers.at(-1)!.map((neuron) => textWidth(labels.target(neuron)))) + 2;
}

/** The target, and below it the loss, right of an output neuron. */
export function drawTarget(pen: Pen, neuron: NeuronView, x: number, y: number, width: number): void {
  const label = pen.labels.target(neuron);
  const labelCells = Math.max(1, textWidth(label));
  const cells = width - labelCells - 2;
  pen.item(x + 1, y, {label, cell: neuron.target, role: 'value'}, labelCells, cells);
  pen.item(x + 1, y + 1, {label: 'L', cell: neuron.loss, role: 'value'}, labelCells, cells);
}
