import {createFlatPass, flatSamples} from './flatPass.ts';
import {evaluate, sweepBack} from './graph.ts';
import {createNetGraph} from './netGraph.ts';
import type {Network} from './network.ts';
import type {Quantity} from './quantity.ts';
import {LOSS} from './quantity.ts';
import {checkSlope, type SlopeCheck} from './slopeCheck.ts';

/** One parameter's gradient put to the test. */
export interface GradientComparison extends SlopeCheck {
  readonly parameter: Quantity;
}

/**
 * Compares the gradient of one sample's loss with central differences, for every parameter in canonical order. Numbers may be
 * NaN or infinite where the net has diverged.
 *
 * @param gradients what is put to the test, in canonical order; without it, the gradients of back-propagation done right
 */
export function gradientCheck(
  network: Network,
  parameters: ArrayLike<number>,
  sample: Tried,
  gradients?: ArrayLike<number>,
): GradientComparison[] {
  const check = gradientChecker(network, parameters, sample, gradients);
  return network.parameters.map((_, index) => check(index));
}

interface Tried {
  readonly input: readonly number[];
  readonly target: readonly number[];
}

/** The same for one parameter after the other, each by its place in canonical order. */
export function gradientChecker(
  network: Network,
  parameters: ArrayLike<number>,
  sample: Tried,
  gradients?: ArrayLike<number>,
): (index: number) => GradientComparison {
  if (network.expression !== undefined) return functionChecker(network, parameters, sample, gradients);
  const tried = Float64Array.from(parameters);
  const pass = createFlatPass(network, tried, flatSamples(network, [sample]));
  const lossWith = (index: number, value: number): number => {
    tried[index] = value;
    pass.loss(0);
    tried[index] = parameters[index]!;
    return pass.results[0]!;
  };
  pass.run(0);
  const tested = gradients ?? pass.gradients.slice();
  return comparing(network, parameters, tested, lossWith);
}

/** The same for a function in the place of a net. */
function functionChecker(
  network: Network,
  parameters: ArrayLike<number>,
  {input}: Pick<Tried, 'input'>,
  gradients: ArrayLike<number> | undefined,
): (index: number) => GradientComparison {
  const {graph, index} = createNetGraph(network);
  const last = index.get(LOSS)!;
  const valuesWith = (changed: ArrayLike<number>): number[] => {
    const given = [...input, ...Array.from(changed)];
    return evaluate(graph, (leaf) => given[leaf]!);
  };
  const swept = sweepBack(graph, valuesWith(parameters), last).gradients;
  const tested = gradients ?? network.parameters.map((name) => swept[index.get(name)!]!);
  return comparing(network, parameters, tested, (place, value) => {
    const changed = Array.from(parameters).with(place, value);
    return valuesWith(changed)[last]!;
  });
}

const comparing =
  (
    network: Network,
    parameters: ArrayLike<number>,
    tested: ArrayLike<number>,
    lossWith: (index: number, value: number) => number,
  ) =>
  (index: number): GradientComparison => ({
    parameter: network.parameters[index]!,
    ...checkSlope((value) => lossWith(index, value), parameters[index]!, tested[index]!),
  });
