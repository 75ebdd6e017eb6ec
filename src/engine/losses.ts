/** Loss functions, each beside its derivative, and the two pairs of output and loss that simplify when joined. */

import {type ActivationName, largestOf} from './activations.ts';
import {exp} from './exp.ts';
import type {Work} from './graph.ts';

/** Names of the loss functions, as lesson files and the command line write them. */
export type LossName =
  | 'half-squared-error'
  | 'mean-squared-error'
  | 'mean-absolute-error'
  | 'binary-cross-entropy'
  | 'cross-entropy';

export const lossNames: readonly LossName[] = [
  'half-squared-error',
  'mean-squared-error',
  'mean-absolute-error',
  'binary-cross-entropy',
  'cross-entropy',
];

/** A loss that is a sum over the outputs, added in ascending order. `outputs` is the number of outputs. */
export interface Loss {
  /** `loss.o`: this output's share of the total. */
  part(target: number, output: number, outputs: number): number;
  /** `grad.a.o` = ∂L/∂a_o. */
  slope(target: number, output: number, outputs: number): number;
  readonly work: Work;
}

export const losses: Readonly<Record<LossName, Loss>> = {
  /** L = Σ ½(t − a)², ∂L/∂a = −(t − a). Rumelhart, Hinton & Williams 1986; the ½ only cancels the 2. */
  'half-squared-error': {
    part: (t, a) => 0.5 * (t - a) * (t - a),
    slope: (t, a) => a - t,
    work: {value: 4, slopes: 1},
  },
  /** L = Σ (t − a)² / n, ∂L/∂a = −2(t − a)/n. */
  'mean-squared-error': {
    part: (t, a, n) => ((t - a) * (t - a)) / n,
    slope: (t, a, n) => (2 * (a - t)) / n,
    work: {value: 4, slopes: 3},
  },
  /** L = Σ |t − a| / n, ∂L/∂a = ±1/n, the sign that of a − t; 0 at the kink a = t. */
  'mean-absolute-error': {
    part: (t, a, n) => Math.abs(t - a) / n,
    slope: (t, a, n) => Math.sign(a - t) / n,
    work: {value: 3, slopes: 3},
  },
  /**
   * L = −Σ (t ln a + (1 − t) ln(1 − a)), ∂L/∂a = −t/a + (1 − t)/(1 − a), with 0·ln 0 = 0. Bishop 2006, eq. 5.22:
   * a sum over the outputs, as in the textbook; some libraries divide it by their number.
   * A target that is 0 where the output is certainly 1 costs ∞.
   */
  'binary-cross-entropy': {
    part: (t, a) => 0 - (timesLog(t, a) + timesLog(1 - t, 1 - a)),
    slope: (t, a) => ratio(1 - t, 1 - a) - ratio(t, a),
    work: {value: 8, slopes: 5},
  },
  /** L = −Σ t ln a, ∂L/∂a = −t/a, with 0·ln 0 = 0. Bishop 2006, eq. 5.24: a sum over the outputs (classes). */
  'cross-entropy': {
    part: (t, a) => 0 - timesLog(t, a),
    slope: (t, a) => 0 - ratio(t, a),
    work: {value: 3, slopes: 2},
  },
};

/** t·ln a with 0·ln 0 = 0, its limit; a NaN output stays NaN. */
function timesLog(t: number, a: number): number {
  return t === 0 && a === 0 ? 0 : t * Math.log(a);
}

/** t/a, the derivative of t·ln a: 0 for t = 0 even at a = 0, where the term is constant. */
function ratio(t: number, a: number): number {
  return t === 0 && a === 0 ? 0 : t / a;
}

/**
 * A cross-entropy joined with the output activation that it was made for. Far from the target an output rounds to 0 or 1,
 * its logarithm to −∞ and its slope to 0; from the weighted sums the loss and δ stay finite and right.
 */
export interface CombinedLoss {
  /** `loss.o` of output number `index`, from the weighted sums of the whole output layer. */
  part(target: number, z: ArrayLike<number>, index: number): number;
  /** `grad.z.o` = δ_o = ∂L/∂z_o. `targetSum` is the sum of all targets, in ascending order. */
  delta(target: number, output: number, targetSum: number): number;
  /** Of one part, and of one δ, in a layer of so many outputs. */
  work(outputs: number): Work;
}

/**
 * −(t ln σ(z) + (1 − t) ln(1 − σ(z))) = max(z, 0) − z·t + ln(1 + e^−|z|), δ = a − t.
 * The whole slope a(1 − a) cancels against the loss's (Bishop 2006, section 5.2).
 */
const sigmoidBinaryCrossEntropy: CombinedLoss = {
  part(target, z, index) {
    const sum = z[index]!;
    return Math.max(sum, 0) - sum * target + Math.log1p(exp(-Math.abs(sum)));
  },
  delta: (target, output) => output - target,
  work: () => ({value: 7, slopes: 1}),
};

/**
 * −t ln softmax(z)_i = t·(ln Σ_k e^(z_k − m) − (z_i − m)), m the largest sum; δ = a·Σt − t, which is a − t when the
 * targets sum to 1 (Bishop 2006, section 5.2; Bridle 1990).
 */
const softmaxCrossEntropy: CombinedLoss = {
  part(target, z, index) {
    const largest = largestOf(z, 0, z.length);
    let sum = 0;
    for (let k = 0; k < z.length; k++) sum += exp(z[k]! - largest);
    return softmaxCrossEntropyPart(target, z[index]!, largest, Math.log(sum));
  },
  delta: (target, output, targetSum) => output * targetSum - target,
  work: (outputs) => ({value: 3 * outputs + 4, slopes: 2}),
};

/** The part of one output when the layer's largest sum m and `logSum` = ln Σ_k e^(z_k − m) are known already. */
export function softmaxCrossEntropyPart(target: number, z: number, largest: number, logSum: number): number {
  return target * (logSum - (z - largest));
}

/** The joined form of a loss and an output activation; undefined when the two have none and are multiplied factor by factor. */
export function combinedLoss(loss: LossName, output: ActivationName): CombinedLoss | undefined {
  if (loss === 'binary-cross-entropy' && output === 'sigmoid') return sigmoidBinaryCrossEntropy;
  if (loss === 'cross-entropy' && output === 'softmax') return softmaxCrossEntropy;
  return undefined;
}

/** Whether the loss is defined for every output of the activation: the cross-entropies need outputs between 0 and 1. */
export function outputsAllowed(loss: LossName, output: ActivationName): boolean {
  if (loss !== 'binary-cross-entropy' && loss !== 'cross-entropy') return true;
  return output === 'sigmoid' || output === 'softmax';
}
