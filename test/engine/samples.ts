/** Rounds for the engine's tests: published examples with their sources, and random ones. */
import fc from 'fast-check';
import {type ActivationName, activationNames} from '../../src/engine/activations.ts';
import {type LossName, lossNames, outputsAllowed} from '../../src/engine/losses.ts';
import {createNetwork, type NetworkShape} from '../../src/engine/network.ts';
import {type OptimizerSpec, optimizerDefaults, optimizerNames} from '../../src/engine/optimizers.ts';
import {emptyMemory, type Round, type UpdateOrder} from '../../src/engine/pass.ts';
import type {Regularization} from '../../src/engine/regularization.ts';

export function roundOf(
  shape: NetworkShape,
  parameters: readonly number[],
  input: readonly number[],
  target: readonly number[],
  optimizer: OptimizerSpec = {kind: 'sgd', rate: 0.5},
  updates: UpdateOrder = 'after-backward',
): Round {
  const network = createNetwork(shape);
  return {
    network,
    parameters,
    memory: emptyMemory(optimizer, network.parameters.length),
    optimizer,
    sample: {input, target},
    updates,
  };
}

/** The article's net: x = 1, wh = 0.2, bh = 0.1, wo = 0.3, bo = 0.2, target 0.8, rate 0.5. */
export const article = (updates: UpdateOrder = 'after-backward'): Round =>
  roundOf(
    {
      layers: [['x'], ['h'], ['o']],
      activations: ['sigmoid', 'sigmoid'],
      loss: 'half-squared-error',
      biased: new Set(['h', 'o']),
    },
    [0.2, 0.1, 0.3, 0.2],
    [1],
    [0.8],
    {kind: 'sgd', rate: 0.5},
    updates,
  );

/** Matt Mazur, "A Step by Step Backpropagation Example" (2015): 2-2-2, one bias value per layer. */
export const mazur = (): Round =>
  roundOf(
    {
      layers: [
        ['i1', 'i2'],
        ['h1', 'h2'],
        ['o1', 'o2'],
      ],
      activations: ['sigmoid', 'sigmoid'],
      loss: 'half-squared-error',
      biased: new Set(['h1', 'h2', 'o1', 'o2']),
    },
    [0.15, 0.2, 0.25, 0.3, 0.35, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.6],
    [0.05, 0.1],
    [0.01, 0.99],
  );

const OUTPUT_LAYER_ONLY: ActivationName = 'softmax';

/** Random nets of up to three hidden layers, with some neurons lacking a bias, any loss, activation and optimiser. */
export const anyShape: fc.Arbitrary<NetworkShape> = fc
  .tuple(
    fc.array(fc.integer({min: 1, max: 4}), {minLength: 2, maxLength: 5}),
    fc.constantFrom<LossName>(...lossNames),
    fc.infiniteStream(fc.constantFrom<ActivationName>(...activationNames)),
    fc.infiniteStream(fc.boolean()),
  )
  .map(([sizes, loss, activations, biased]) => {
    const layers = sizes.map((size, l) => Array.from({length: size}, (_, i) => `n${l}${i}`));
    const pick = (allowed: (name: ActivationName) => boolean): ActivationName => {
      for (;;) {
        const name = activations.next().value;
        if (allowed(name)) return name;
      }
    };
    return {
      layers,
      loss,
      activations: sizes
        .slice(1)
        .map((_, l) =>
          l === sizes.length - 2
            ? pick((name) => outputsAllowed(loss, name))
            : pick((name) => name !== OUTPUT_LAYER_ONLY),
        ),
      biased: new Set(
        layers
          .slice(1)
          .flat()
          .filter(() => biased.next().value),
      ),
    };
  });

export const anyOptimizer: fc.Arbitrary<OptimizerSpec> = fc
  .tuple(fc.constantFrom(...optimizerNames), fc.double({min: 0.001, max: 0.5, noNaN: true}))
  .map(([kind, rate]) => ({...optimizerDefaults[kind], rate}) as OptimizerSpec);

const strength = fc.constantFrom(0, 0.01, 0.3);
export const anyRegularization: fc.Arbitrary<Regularization | undefined> = fc.option(
  fc.record({l1: strength, l2: strength}),
  {nil: undefined},
);

const moderate = fc.double({min: -2, max: 2, noNaN: true});

export const anyRound: fc.Arbitrary<Round> = fc
  .tuple(
    anyShape,
    anyOptimizer,
    fc.infiniteStream(moderate),
    fc.constantFrom<UpdateOrder>('after-backward', 'layer-by-layer'),
  )
  .map(([shape, optimizer, numbers, updates]) => {
    const take = (count: number): number[] => Array.from({length: count}, () => numbers.next().value);
    const probability = (value: number): number => (value + 2) / 4;
    const entropy = shape.loss.endsWith('cross-entropy');
    const network = createNetwork(shape);
    const targets = take(network.outputs.length);
    return roundOf(
      shape,
      take(network.parameters.length),
      take(network.inputs.length),
      entropy ? targets.map(probability) : targets,
      optimizer,
      updates,
    );
  });
