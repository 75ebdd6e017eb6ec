/** Activation functions, each beside its derivative. */

import {exp} from './exp.ts';
import type {Work} from './graph.ts';

/** Names of the activation functions, as lesson files and the command line write them. */
export type ActivationName = 'sigmoid' | 'tanh' | 'relu' | 'leaky-relu' | 'identity' | 'softplus' | 'softmax';

export const activationNames: readonly ActivationName[] = [
  'sigmoid',
  'tanh',
  'relu',
  'leaky-relu',
  'identity',
  'softplus',
  'softmax',
];

/** An activation that turns one weighted sum z into one output a, whatever the other neurons do. */
export interface ElementwiseActivation {
  /** a = σ(z). NaN in, NaN out: no activation hides a net that has diverged. */
  value(z: number): number;
  /** σ′(z) = ∂a/∂z. `a` must be `value(z)`; it is passed in because most slopes are cheap once a is known. */
  slope(z: number, a: number): number;
  readonly work: Work;
}

/** Slope of leaky-relu left of 0 (Maas, Hannun & Ng 2013, "Rectifier nonlinearities improve neural network acoustic models"). */
export const leakySlope = 0.01;

/** σ(z) = 1 / (1 + e^−z). Far out e^−z is 0 or ∞, and the quotient exactly 1 or 0: no NaN at any finite z. */
function sigmoid(z: number): number {
  return 1 / (1 + exp(-z));
}

export const elementwise: Readonly<Record<Exclude<ActivationName, 'softmax'>, ElementwiseActivation>> = {
  /** The logistic function: a = 1/(1+e^−z), σ′ = a(1−a). Rumelhart, Hinton & Williams 1986. */
  sigmoid: {
    value: sigmoid,
    slope: (_z, a) => a * (1 - a),
    work: {value: 3, slopes: 2},
  },
  /** a = tanh z, σ′ = 1 − a². LeCun, Bottou, Orr & Müller 1998, "Efficient BackProp". */
  tanh: {
    value: (z) => Math.tanh(z),
    slope: (_z, a) => 1 - a * a,
    work: {value: 1, slopes: 2},
  },
  /** a = max(0, z), σ′ = 1 for z > 0, else 0 (at the kink too). Nair & Hinton 2010. */
  relu: {
    value: (z) => Math.max(z, 0),
    slope: (z) => (z > 0 ? 1 : 0),
    work: {value: 1, slopes: 0},
  },
  /** a = z for z > 0, else 0.01·z; σ′ = 1 or 0.01 (0.01 at the kink). Maas, Hannun & Ng 2013. */
  'leaky-relu': {
    value: (z) => (z > 0 ? z : leakySlope * z),
    slope: (z) => (z > 0 ? 1 : leakySlope),
    work: {value: 1, slopes: 0},
  },
  /** a = z, σ′ = 1. */
  identity: {
    value: (z) => z,
    slope: () => 1,
    work: {value: 0, slopes: 0},
  },
  /**
   * a = ln(1 + e^z), σ′ = the sigmoid of z. Dugas et al. 2001. Written as max(z, 0) + ln(1 + e^−|z|), the same
   * function, because e^z overflows from z = 710 on.
   */
  softplus: {
    value: (z) => Math.max(z, 0) + Math.log1p(exp(-Math.abs(z))),
    slope: (z) => sigmoid(z),
    work: {value: 5, slopes: 3},
  },
};

/**
 * Softmax of `count` sums that begin at `z[from]`, written to `into[from]` and on (`into` may be `z` itself):
 * a_i = e^(z_i − m) / Σ_k e^(z_k − m), m the largest sum (Bridle 1990; the shift changes nothing but the overflow).
 * The sum is taken in ascending order. Returns ln Σ_k e^(z_k − m), from which the cross-entropy can be had
 * without taking the logarithm of an output that may have become 0.
 */
export function softmaxInto(z: Float64Array, from: number, count: number, into: Float64Array): number {
  const end = from + count;
  const largest = largestOf(z, from, end);
  let sum = 0;
  for (let i = from; i < end; i++) {
    const power = exp(z[i]! - largest);
    into[i] = power;
    sum += power;
  }
  for (let i = from; i < end; i++) into[i] = into[i]! / sum;
  return Math.log(sum);
}

/** Largest of `z[from]` … `z[end − 1]`, the shift of the softmax; −∞ of none. */
export function largestOf(z: ArrayLike<number>, from: number, end: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = from; i < end; i++) if (z[i]! > largest) largest = z[i]!;
  return largest;
}

/** Outputs of a softmax layer for its weighted sums: positive, summing to 1. See {@link softmaxInto}. */
export function softmax(z: ArrayLike<number>): number[] {
  const outputs = Float64Array.from(z);
  softmaxInto(outputs, 0, outputs.length, outputs);
  return Array.from(outputs);
}

/** How many arithmetic operations {@link softmax} does: for each sum −, e^x, + and ÷, and one logarithm. */
export const softmaxWork = (count: number): number => 4 * count + 1;

/**
 * ∂a_i/∂z_j = a_i(δ_ij − a_j) of a softmax layer: every output depends on every sum.
 * `same` says that i and j are the same neuron.
 */
export function softmaxSlope(ai: number, aj: number, same: boolean): number {
  return same ? ai * (1 - ai) : -ai * aj;
}

/** How many arithmetic operations the slopes of one output by all `count` sums take. */
export const softmaxSlopesWork = (count: number): number => 2 + (count - 1);
