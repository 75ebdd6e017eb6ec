import {type ActivationName, elementwise, largestOf, softmaxInto, softmaxSlope} from './activations.ts';
import type {Binder} from './hardwire.ts';
import {closure} from './hardwire.ts';
import {type CombinedLoss, combinedLoss, type LossName, losses, softmaxCrossEntropyPart} from './losses.ts';
import {multiplyBack, outerProduct, weightedSums} from './matrix.ts';
import type {Network} from './network.ts';

/** Samples on flat arrays, one after the other. */
export interface FlatSamples {
  readonly count: number;
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
  /** Sum of each sample's targets, in ascending order. */
  readonly targetSums: Float64Array;
}

/**
 * A net's pass on flat arrays: the numbers of the explained pass, bit for bit, without its names and without allocating.
 * Every sum is taken in the same order there and here; a test holds the two equal.
 */
export interface FlatPass {
  /** Weighted sums z and outputs a of all neurons, layer by layer, input layer first; δ likewise, not of the inputs. */
  readonly sums: Float64Array;
  readonly outputs: Float64Array;
  readonly deltas: Float64Array;
  /**
   * The loss, at place 0 (place 1 is the softmax's ln Σ e^(z − m)). Results go by way of an array because a function
   * that returns a fraction has to allocate it.
   */
  readonly results: Float64Array;
  /** Gradient of the loss by every parameter, in canonical order. */
  readonly gradients: Float64Array;
  /** Where each layer begins among all neurons, input layer first. */
  readonly starts: readonly number[];
  /** Index of each neuron's bias, −1 where it has none. */
  readonly biases: Int32Array;
  /** Forward pass of the inputs that begin at `inputs[at]`: sets sums and outputs. */
  forward(inputs: Float64Array, at: number): void;
  /** Forward pass of a sample: sets sums, outputs and loss. */
  loss(sample: number): void;
  /** Forward and backward pass of a sample: sets everything. */
  run(sample: number): void;
  /**
   * The end of the forward pass and the start of the backward pass, from the output layer's weighted sums: sets that layer's
   * outputs and δ, and the loss.
   */
  turn(sample: number): void;
}

/**
 * Prepares the arrays of a net. `parameters` is read anew at each pass. `bind` says how the loops get their arrays: as
 * an ordinary closure, or hardwired where many thousand passes are to come.
 */
export function createFlatPass(
  network: Network,
  parameters: Float64Array,
  samples: FlatSamples,
  bind: Binder = closure,
): FlatPass {
  const count = network.layers.flat().length;
  const sums = longLived(count);
  const outputs = longLived(count);
  const deltas = longLived(count);
  const gradients = longLived(parameters.length);
  const results = longLived(2);
  const biases = new Int32Array(count).fill(-1);
  const starts: number[] = [0];
  for (const [l, layer] of network.plan.entries()) {
    starts.push(starts[l]! + layer.sources.length);
    biases.set(layer.biases, starts[l + 1]!);
  }
  const inputCount = network.inputs.length;
  const outputCount = network.outputs.length;
  const outputsAt = count - outputCount;
  const outputActivation = network.activations.at(-1)!;
  const combined = combinedLoss(network.loss, outputActivation);
  const {targets, targetSums} = samples;

  const hidden = network.plan.length - 1;
  const forwards = network.plan.flatMap(({activation, sources, neurons, weights}, l) => {
    const from = starts[l]!;
    const to = starts[l + 1]!;
    const size = neurons.length;
    const sum = bind(weightedSums, parameters, weights, sources.length, outputs, from, sums, to, size);
    const addBias = bind(addBiases, parameters, biases, sums, to, size);
    return l === hidden
      ? [sum, addBias]
      : [sum, addBias, bind(activate, activation, sums, outputs, to, size, results)];
  });
  const backwards = network.plan
    .map(({sources, neurons, weights}, l) => {
      const from = starts[l]!;
      const to = starts[l + 1]!;
      const size = neurons.length;
      const width = sources.length;
      const steps = [
        bind(outerProduct, gradients, weights, deltas, to, size, outputs, from, width),
        bind(copyToBiases, gradients, biases, deltas, to, size),
      ];
      if (l > 0) {
        const {activation} = network.plan[l - 1]!;
        steps.push(
          bind(multiplyBack, parameters, weights, deltas, to, size, deltas, from, width),
          bind(slopeDeltas, activation, sums, outputs, deltas, from, width),
        );
      }
      return steps;
    })
    .reverse()
    .flat();

  const {loss} = network;
  const end = [outputsAt, outputCount] as const;
  const activateOutputs = bind(activate, outputActivation, sums, outputs, ...end, results);
  const lossAt = bind(lossOf, loss, combined, targets, sums, outputs, ...end, results);
  const deltasAt = bind(
    outputDeltas,
    ...([loss, combined, outputActivation] as const),
    ...([targets, targetSums, sums, outputs, deltas] as const),
    ...end,
  );

  function sumsOf(inputs: Float64Array, at: number): void {
    for (let i = 0; i < inputCount; i++) outputs[i] = inputs[at + i]!;
    for (const step of forwards) step();
  }

  function turn(sample: number): void {
    activateOutputs();
    lossAt(sample);
    deltasAt(sample);
  }

  return {
    sums,
    outputs,
    deltas,
    results,
    gradients,
    starts,
    biases,
    forward(inputs, at) {
      sumsOf(inputs, at);
      activateOutputs();
    },
    loss(sample) {
      sumsOf(samples.inputs, sample * inputCount);
      activateOutputs();
      lossAt(sample);
    },
    run(sample) {
      sumsOf(samples.inputs, sample * inputCount);
      turn(sample);
      for (const step of backwards) step();
    },
    turn,
  };
}

/** An array of zeros outside of the garbage-collected heap, however short: only such an array's address can be compiled in. */
export function longLived(length: number): Float64Array {
  return new Float64Array(new ArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

/** Lays out samples for the flat pass. Throws a RangeError where a sample does not fit the net. */
export function flatSamples(
  network: Network,
  samples: readonly {readonly input: readonly number[]; readonly target: readonly number[]}[],
): FlatSamples {
  const inputCount = network.inputs.length;
  const outputCount = network.outputs.length;
  const inputs = longLived(samples.length * inputCount);
  const targets = longLived(samples.length * outputCount);
  const targetSums = longLived(samples.length);
  for (const [s, {input, target}] of samples.entries()) {
    if (input.length !== inputCount || target.length !== outputCount)
      throw new RangeError(
        `sample ${s + 1} must have ${inputCount} inputs and ${outputCount} targets, not ${input.length} and ${target.length}`,
      );
    inputs.set(input, s * inputCount);
    targets.set(target, s * outputCount);
    targetSums[s] = target.reduce((sum, value) => sum + value);
  }
  return {count: samples.length, inputs, targets, targetSums};
}

function addBiases(
  parameters: Float64Array,
  biases: Int32Array,
  sums: Float64Array,
  to: number,
  neurons: number,
): void {
  for (let j = to; j < to + neurons; j++) {
    const bias = biases[j]!;
    if (bias >= 0) sums[j] = sums[j]! + parameters[bias]!;
  }
}

function copyToBiases(
  gradients: Float64Array,
  biases: Int32Array,
  deltas: Float64Array,
  to: number,
  neurons: number,
): void {
  for (let j = to; j < to + neurons; j++) {
    const bias = biases[j]!;
    if (bias >= 0) gradients[bias] = deltas[j]!;
  }
}

function activate(
  activation: ActivationName,
  sums: Float64Array,
  outputs: Float64Array,
  to: number,
  neurons: number,
  results: Float64Array,
): void {
  if (activation === 'softmax') {
    results[1] = softmaxInto(sums, to, neurons, outputs);
    return;
  }
  for (let j = to; j < to + neurons; j++) outputs[j] = activationOf(activation, sums[j]!);
}

function slopeDeltas(
  activation: ActivationName,
  sums: Float64Array,
  outputs: Float64Array,
  deltas: Float64Array,
  from: number,
  neurons: number,
): void {
  for (let j = from; j < from + neurons; j++)
    deltas[j] = deltas[j]! * slopeOf(activation, sums[j]!, outputs[j]!);
}

function lossOf(
  name: LossName,
  combined: CombinedLoss | undefined,
  targets: Float64Array,
  sums: Float64Array,
  outputs: Float64Array,
  outputsAt: number,
  count: number,
  results: Float64Array,
  sample: number,
): void {
  const at = sample * count;
  const softmax = combined !== undefined && name === 'cross-entropy';
  const largest = softmax ? largestOf(sums, outputsAt, outputsAt + count) : 0;
  let total = 0;
  for (let k = 0; k < count; k++) {
    const t = targets[at + k]!;
    const o = outputsAt + k;
    let part: number;
    if (combined === undefined) part = partOf(name, t, outputs[o]!, count);
    else if (softmax) part = softmaxCrossEntropyPart(t, sums[o]!, largest, results[1]!);
    else part = combined.part(t, sums, o);
    total = k === 0 ? part : total + part;
  }
  results[0] = total;
}

function outputDeltas(
  name: LossName,
  combined: CombinedLoss | undefined,
  activation: ActivationName,
  targets: Float64Array,
  targetSums: Float64Array,
  sums: Float64Array,
  outputs: Float64Array,
  deltas: Float64Array,
  outputsAt: number,
  count: number,
  sample: number,
): void {
  const at = sample * count;
  const targetSum = targetSums[sample]!;
  if (combined !== undefined) {
    for (let k = 0; k < count; k++)
      deltas[outputsAt + k] = combined.delta(targets[at + k]!, outputs[outputsAt + k]!, targetSum);
    return;
  }
  if (activation !== 'softmax') {
    for (let k = 0; k < count; k++) {
      const o = outputsAt + k;
      const a = outputs[o]!;
      deltas[o] = lossSlopeOf(name, targets[at + k]!, a, count) * slopeOf(activation, sums[o]!, a);
    }
    return;
  }
  // Every output depends on every sum. The sums are not needed any more: their places hold ∂L/∂a meanwhile.
  for (let k = 0; k < count; k++)
    sums[outputsAt + k] = lossSlopeOf(name, targets[at + k]!, outputs[outputsAt + k]!, count);
  for (let j = outputsAt; j < outputsAt + count; j++) {
    let delta = 0;
    for (let i = outputsAt; i < outputsAt + count; i++) {
      const share = sums[i]! * softmaxSlope(outputs[i]!, outputs[j]!, i === j);
      delta = i === outputsAt ? share : delta + share;
    }
    deltas[j] = delta;
  }
}

// One call for each name: behind a single call of changing functions V8 would inline none of them.

function activationOf(activation: Exclude<ActivationName, 'softmax'>, z: number): number {
  switch (activation) {
    case 'sigmoid':
      return elementwise.sigmoid.value(z);
    case 'tanh':
      return elementwise.tanh.value(z);
    case 'relu':
      return elementwise.relu.value(z);
    case 'leaky-relu':
      return elementwise['leaky-relu'].value(z);
    case 'identity':
      return elementwise.identity.value(z);
    case 'softplus':
      return elementwise.softplus.value(z);
  }
}

function slopeOf(activation: ActivationName, z: number, a: number): number {
  switch (activation) {
    case 'sigmoid':
      return elementwise.sigmoid.slope(z, a);
    case 'tanh':
      return elementwise.tanh.slope(z, a);
    case 'relu':
      return elementwise.relu.slope(z, a);
    case 'leaky-relu':
      return elementwise['leaky-relu'].slope(z, a);
    case 'identity':
      return elementwise.identity.slope(z, a);
    case 'softplus':
      return elementwise.softplus.slope(z, a);
    case 'softmax':
      throw new RangeError('softmax is only possible in the output layer');
  }
}

function partOf(loss: LossName, t: number, a: number, outputs: number): number {
  switch (loss) {
    case 'half-squared-error':
      return losses['half-squared-error'].part(t, a, outputs);
    case 'mean-squared-error':
      return losses['mean-squared-error'].part(t, a, outputs);
    case 'mean-absolute-error':
      return losses['mean-absolute-error'].part(t, a, outputs);
    case 'binary-cross-entropy':
      return losses['binary-cross-entropy'].part(t, a, outputs);
    case 'cross-entropy':
      return losses['cross-entropy'].part(t, a, outputs);
  }
}

function lossSlopeOf(loss: LossName, t: number, a: number, outputs: number): number {
  switch (loss) {
    case 'half-squared-error':
      return losses['half-squared-error'].slope(t, a, outputs);
    case 'mean-squared-error':
      return losses['mean-squared-error'].slope(t, a, outputs);
    case 'mean-absolute-error':
      return losses['mean-absolute-error'].slope(t, a, outputs);
    case 'binary-cross-entropy':
      return losses['binary-cross-entropy'].slope(t, a, outputs);
    case 'cross-entropy':
      return losses['cross-entropy'].slope(t, a, outputs);
  }
}
