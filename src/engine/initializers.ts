/** First values of a net's parameters. */

import type {LayerPlan, Network} from './network.ts';
import {createRandom, type Random} from './random.ts';

/** How the first parameters are drawn. All but `zeros` need a seed: a safe integer. */
export type InitSpec =
  | {readonly kind: 'uniform'; readonly range: readonly [number, number]; readonly seed: number}
  | {readonly kind: 'normal'; readonly mean: number; readonly deviation: number; readonly seed: number}
  | {readonly kind: 'xavier'; readonly distribution: 'uniform' | 'normal'; readonly seed: number}
  | {readonly kind: 'he'; readonly distribution: 'uniform' | 'normal'; readonly seed: number}
  | {readonly kind: 'zeros'};

export type InitName = InitSpec['kind'];

export const initNames: readonly InitName[] = ['uniform', 'normal', 'xavier', 'he', 'zeros'];

/**
 * First parameters in the network's canonical order, drawn one after the other in that order:
 *
 * - `uniform`: weights and biases, each between the ends of `range` (the upper one excluded).
 * - `normal`: weights and biases, with `mean` and `deviation`.
 * - `xavier`: weights with mean 0 and variance 2/(sources + neurons) of their layer, so uniform within ±√(6/(sources + neurons));
 *   biases 0. Glorot & Bengio 2010, eq. 16; meant for tanh and sigmoid.
 * - `he`: weights with mean 0 and variance 2/sources, so uniform within ±√(6/sources); biases 0. He, Zhang, Ren & Sun 2015, eq. 10;
 *   meant for relu.
 * - `zeros`: all 0. Neurons of a layer then stay alike for ever, which is what this one is there to show.
 *
 * Throws a RangeError where the seed is no safe integer.
 */
export function initialParameters(network: Network, spec: InitSpec): number[] {
  const parameters = network.parameters.map(() => 0);
  switch (spec.kind) {
    case 'zeros':
      return parameters;
    case 'uniform': {
      const random = createRandom(spec.seed);
      return parameters.map(() => between(random, spec.range[0], spec.range[1]));
    }
    case 'normal': {
      const random = createRandom(spec.seed);
      return parameters.map(() => spec.mean + spec.deviation * random.normal());
    }
    case 'xavier':
      return scaledWeights(network, spec, (layer) => 2 / (layer.sources.length + layer.neurons.length));
    case 'he':
      return scaledWeights(network, spec, (layer) => 2 / layer.sources.length);
  }
}

/** Biases 0, weights with mean 0 and the variance that belongs to their layer. */
function scaledWeights(
  network: Network,
  spec: {readonly distribution: 'uniform' | 'normal'; readonly seed: number},
  variance: (layer: LayerPlan) => number,
): number[] {
  const random = createRandom(spec.seed);
  const parameters = network.parameters.map(() => 0);
  for (const layer of network.plan) {
    const deviation = Math.sqrt(variance(layer));
    // A uniform distribution over ±c has the variance c²/3.
    const limit = Math.sqrt(3 * variance(layer));
    const end = layer.weights + layer.sources.length * layer.neurons.length;
    for (let k = layer.weights; k < end; k++)
      parameters[k] =
        spec.distribution === 'normal' ? deviation * random.normal() : between(random, -limit, limit);
  }
  return parameters;
}

function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}
