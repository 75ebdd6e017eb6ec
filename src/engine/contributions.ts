import type {Pass} from './pass.ts';
import {gradient, output, target, weight, weightedSum} from './quantity.ts';

/** What `from` gets back from `to`, a neuron of the next layer: δ of `to` times the weight between them. */
export function contribution({values}: Pass, from: string, to: string): number {
  return values.get(gradient(weightedSum(to)))! * values.get(weight(from, to))!;
}

/** The proportional picture's error of a neuron: of an output a − t, of another the sum of what it gets from the next layer. */
export function share(pass: Pass, neuron: string): number {
  const {network, values} = pass;
  if (network.outputs.includes(neuron)) return values.get(output(neuron))! - values.get(target(neuron))!;
  const after = network.plan.find(({sources}) => sources.includes(neuron))!;
  return after.neurons.reduce((sum, to) => sum + shareFrom(pass, neuron, to), 0);
}

/** The part of the error of `to` that `from` gets in proportion to its weight. Not finite where the weights into `to` sum to 0. */
export function shareFrom(pass: Pass, from: string, to: string): number {
  const {network, values} = pass;
  const layer = network.plan.find(({neurons}) => neurons.includes(to))!;
  const all = layer.sources.reduce((sum, source) => sum + values.get(weight(source, to))!, 0);
  return (share(pass, to) * values.get(weight(from, to))!) / all;
}
