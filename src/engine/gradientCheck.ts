import {createFlatPass, flatSamples} from './flatPass.ts';
import {evaluate, sweepBack} from './graph.ts';
import {createNetGraph} from './netGraph.ts';
import type {Network} from './network.ts';
import type {Quantity} from './quantity.ts';
import {LOSS} from './quantity.ts';

/** One parameter's gradient, once by the chain rule and once by trying. */
export interface GradientComparison {
  readonly parameter: Quantity;
  /** By back-propagation, or as it was given. */
  readonly analytic: number;
  /** (L(w + h) − L(w − h)) / 2h. */
  readonly numeric: number;
  /**
   * |analytic − numeric| / max(|analytic|, |numeric|), 0 where both are 0. Up to about 1e-6 says that they agree, except where a
   * gradient is so small that the rounding of the loss shows, or a kink (relu, absolute error) lies between w − h and w + h.
   */
  readonly relativeDifference: number;
}

/** ∛(machine epsilon): the step that balances the rounding of L against the curvature (Press et al., Numerical Recipes, section 5.7). */
const STEP = Math.cbrt(Number.EPSILON);

/**
 * Compares the gradient of one sample's loss with central differences, for every parameter in canonical order. Numbers may be
 * NaN or infinite where the net has diverged.
 *
 * @param gradients what is put to the test, in canonical order; without it, the gradients of back-propagation done right
 */
export function gradientCheck(
  network: Network,
  parameters: ArrayLike<number>,
  sample: {readonly input: readonly number[]; readonly target: readonly number[]},
  gradients?: ArrayLike<number>,
): GradientComparison[] {
  if (network.expression !== undefined) return functionCheck(network, parameters, sample, gradients);
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
  return compared(network, parameters, tested, lossWith);
}

/** The same for a function in the place of a net. */
function functionCheck(
  network: Network,
  parameters: ArrayLike<number>,
  {input}: {readonly input: readonly number[]},
  gradients: ArrayLike<number> | undefined,
): GradientComparison[] {
  const {graph, index} = createNetGraph(network);
  const last = index.get(LOSS)!;
  const valuesWith = (changed: ArrayLike<number>): number[] => {
    const given = [...input, ...Array.from(changed)];
    return evaluate(graph, (leaf) => given[leaf]!);
  };
  const swept = sweepBack(graph, valuesWith(parameters), last).gradients;
  const tested = gradients ?? network.parameters.map((name) => swept[index.get(name)!]!);
  return compared(network, parameters, tested, (place, value) => {
    const changed = Array.from(parameters).with(place, value);
    return valuesWith(changed)[last]!;
  });
}

function compared(
  network: Network,
  parameters: ArrayLike<number>,
  tested: ArrayLike<number>,
  lossWith: (index: number, value: number) => number,
): GradientComparison[] {
  return network.parameters.map((parameter, i) => {
    const analytic = tested[i]!;
    const value = parameters[i]!;
    const step = STEP * Math.max(1, Math.abs(value));
    const above = value + step;
    const below = value - step;
    // Divided by what was really stepped: value ± step is rounded.
    const numeric = (lossWith(i, above) - lossWith(i, below)) / (above - below);
    const scale = Math.max(Math.abs(analytic), Math.abs(numeric));
    return {
      parameter,
      analytic,
      numeric,
      relativeDifference: scale === 0 ? 0 : Math.abs(analytic - numeric) / scale,
    };
  });
}
