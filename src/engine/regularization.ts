import type {Network} from './network.ts';

/**
 * How much an update draws every weight towards 0, beside the gradient: λ₂·w + λ₁·sign(w), which is the gradient of the penalty
 * ½·λ₂·Σw² + λ₁·Σ|w|. Goodfellow, Bengio & Courville 2016, Deep Learning, 7.1; at w = 0, where |w| has no derivative, sign is 0. Both are ≥ 0.
 */
export interface Regularization {
  readonly l1: number;
  readonly l2: number;
}

const known = new WeakMap<Network, Uint8Array>();

/** For each parameter in canonical order 1 where it is a weight, 0 where it is a bias: biases are not drawn. */
export function weightFlags(network: Network): Uint8Array {
  const before = known.get(network);
  if (before !== undefined) return before;
  const flags = new Uint8Array(network.parameters.length);
  for (const {weights, sources, neurons} of network.plan)
    flags.fill(1, weights, weights + sources.length * neurons.length);
  known.set(network, flags);
  return flags;
}

/** Adds to gradients, in place, what draws the weights. */
export function addPenalty(
  l1: number,
  l2: number,
  weights: Uint8Array,
  parameters: Float64Array,
  gradients: Float64Array,
): void {
  for (let i = 0; i < gradients.length; i++) {
    if (weights[i] === 0) continue;
    const w = parameters[i]!;
    gradients[i] = gradients[i]! + l2 * w + l1 * Math.sign(w);
  }
}
