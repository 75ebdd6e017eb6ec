import type {Network} from '../../engine/network.ts';
import {bias, output, parseQuantity, type Quantity, target, weight} from '../../engine/quantity.ts';

/** A direction on the picture of a net: along its edges, or to what stands above and below. */
export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * What can be chosen on a net, column by column from left to right: inputs, the weights into a layer, its neurons each with its bias,
 * …, and the targets last.
 */
export function columnsOf(network: Network): readonly (readonly Quantity[])[] {
  const layers = network.plan.flatMap(({sources, neurons, biases}) => [
    neurons.flatMap((to) => sources.map((from) => weight(from, to))),
    neurons.flatMap((name, j) => (biases[j]! < 0 ? [output(name)] : [output(name), bias(name)])),
  ]);
  return [network.inputs.map(output), ...layers, network.outputs.map(target)];
}

/** What is chosen after a step in a direction; at an edge of the picture the same. Sideways it follows an edge of the net. */
export function moved(network: Network, chosen: Quantity, direction: Direction): Quantity {
  const columns = columnsOf(network);
  const column = columns.findIndex((items) => items.includes(chosen));
  const items = columns[column];
  if (items === undefined) return columns[0]![0]!;
  const row = items.indexOf(chosen);
  if (direction === 'up' || direction === 'down') {
    const next = row + (direction === 'down' ? 1 : -1);
    return items[next] ?? chosen;
  }
  const there = columns[column + (direction === 'right' ? 1 : -1)];
  if (there === undefined) return chosen;
  return there.find((item) => isJoined(chosen, item)) ?? there[Math.min(row, there.length - 1)]!;
}

/** Whether one is a weight and the other an end of it, or both belong to the same neuron. */
function isJoined(one: Quantity, other: Quantity): boolean {
  const [a, b] = [endsOf(one), endsOf(other)];
  return a.some((name) => b.includes(name));
}

function endsOf(quantity: Quantity): readonly string[] {
  const parts = parseQuantity(quantity);
  if (parts === undefined) return [];
  if (parts.kind === 'weight') return [parts.from, parts.to];
  return 'neuron' in parts ? [parts.neuron] : [];
}

/** Whether a number of the net can be typed: a weight, a bias, an input or a target. */
export function isSettable(network: Network, quantity: Quantity): boolean {
  if (network.parameterIndex.has(quantity)) return true;
  return (
    network.inputs.some((name) => output(name) === quantity) ||
    network.outputs.some((name) => target(name) === quantity)
  );
}
