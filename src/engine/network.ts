import type {ActivationName} from './activations.ts';
import type {Expression} from './expression.ts';
import {combinedLoss, type LossName} from './losses.ts';
import {bias, type Quantity, weight} from './quantity.ts';

/** What a feed-forward net is, without its numbers. Fully connected, layer to layer. */
export interface NetworkShape {
  /** Names of the neurons by layer, input layer first; every name is used once. */
  readonly layers: readonly (readonly string[])[];
  /** One for each layer after the input. `softmax` only in the last. */
  readonly activations: readonly ActivationName[];
  readonly loss: LossName;
  /** The neurons that have a bias. */
  readonly biased: ReadonlySet<string>;
}

/** Where one layer's parameters lie in the canonical parameter list. */
export interface LayerPlan {
  readonly sources: readonly string[];
  readonly neurons: readonly string[];
  readonly activation: ActivationName;
  /** Weight source i → neuron j is parameter `weights + j * sources.length + i`. */
  readonly weights: number;
  /** Index of each neuron's bias, −1 where it has none. */
  readonly biases: readonly number[];
}

/**
 * A net with its canonical parameter order: layer by layer after the input; in each layer first the weights, for each
 * neuron in turn from each source in turn, then the biases. Values of parameters are kept apart, as `number[]` in this order.
 */
export interface Network extends NetworkShape {
  readonly parameters: readonly Quantity[];
  /** Index of a parameter's quantity in {@link parameters}. */
  readonly parameterIndex: ReadonlyMap<Quantity, number>;
  /** One for each layer after the input. */
  readonly plan: readonly LayerPlan[];
  readonly inputs: readonly string[];
  /** Of a function that stands in the place of a net (`functionGraph.ts`): it has no layers. */
  readonly expression?: Expression;
  readonly outputs: readonly string[];
}

/** Lays out the parameters of a net. Throws a RangeError where the shape breaks the rules of {@link NetworkShape}. */
export function createNetwork(shape: NetworkShape): Network {
  const names = shape.layers.flat();
  if (shape.layers.length < 2) throw new RangeError('a network needs an input and an output layer');
  if (shape.layers.some((layer) => layer.length === 0)) throw new RangeError('a layer needs a neuron');
  if (new Set(names).size !== names.length) throw new RangeError('neuron names must be unique');
  if (shape.activations.length !== shape.layers.length - 1)
    throw new RangeError('one activation is needed for each layer after the input');
  if (shape.activations.slice(0, -1).includes('softmax'))
    throw new RangeError('softmax is only possible in the output layer');

  const parameters: Quantity[] = [];
  const plan: LayerPlan[] = shape.activations.map((activation, i) => {
    const sources = shape.layers[i]!;
    const neurons = shape.layers[i + 1]!;
    const weights = parameters.length;
    for (const to of neurons) for (const from of sources) parameters.push(weight(from, to));
    const biases = neurons.map((neuron) =>
      shape.biased.has(neuron) ? parameters.push(bias(neuron)) - 1 : -1,
    );
    return {sources, neurons, activation, weights, biases};
  });
  return {
    ...shape,
    parameters,
    parameterIndex: new Map(parameters.map((name, index) => [name, index])),
    plan,
    inputs: shape.layers[0]!,
    outputs: shape.layers.at(-1)!,
  };
}

/** Whether output activation and loss are differentiated as one (sigmoid with binary cross-entropy, softmax with cross-entropy). */
export function isCombined({loss, activations}: Pick<NetworkShape, 'loss' | 'activations'>): boolean {
  return combinedLoss(loss, activations.at(-1)!) !== undefined;
}
