import {createFlatPass, flatSamples} from '../engine/flatPass.ts';
import {evaluate} from '../engine/graph.ts';
import type {SetMeasure} from '../engine/measures.ts';
import {createNetGraph} from '../engine/netGraph.ts';
import type {Network} from '../engine/network.ts';
import type {Sample} from '../engine/pass.ts';
import {LOSS} from '../engine/quantity.ts';

/* What parameters make of samples. */

/** The mean loss of samples, as a function of the parameters. */
export function meanLossOf(
  network: Network,
  samples: readonly Sample[],
): (parameters: ArrayLike<number>) => number {
  if (network.expression !== undefined) return functionValueOf(network, samples);
  const tried = new Float64Array(network.parameters.length);
  const pass = createFlatPass(network, tried, flatSamples(network, samples));
  return (parameters) => {
    tried.set(parameters);
    let sum = 0;
    for (let i = 0; i < samples.length; i++) {
      pass.loss(i);
      sum += pass.results[0]!;
    }
    return sum / samples.length;
  };
}

/** The value of a function, whose samples hold its given variables. */
function functionValueOf(
  network: Network,
  samples: readonly Sample[],
): (parameters: ArrayLike<number>) => number {
  const {graph, index} = createNetGraph(network);
  const last = index.get(LOSS)!;
  return (parameters) => {
    const values = samples.map(({input}) => {
      const given = [...input, ...Array.from(parameters)];
      return evaluate(graph, (leaf) => given[leaf]!)[last]!;
    });
    return values.reduce((sum, value) => sum + value) / samples.length;
  };
}

/** The samples' mean loss, how many come out on the right side, and how many there are. */
export function measureSamples(
  network: Network,
  parameters: ArrayLike<number>,
  samples: readonly Sample[],
): Readonly<Record<SetMeasure, number>> {
  if (network.expression !== undefined)
    return {loss: meanLossOf(network, samples)(parameters), right: 0, size: samples.length};
  const pass = createFlatPass(network, Float64Array.from(parameters), flatSamples(network, samples));
  const outputs = pass.outputs.subarray(-network.outputs.length);
  const isRight = sideOf(samples);
  let sum = 0;
  let right = 0;
  for (const [i, {target}] of samples.entries()) {
    pass.loss(i);
    sum += pass.results[0]!;
    if (isRight(outputs, target)) right += 1;
  }
  return {loss: sum / samples.length, right, size: samples.length};
}

/**
 * Whether outputs are on the targets' side. One output: both on the same side of the middle between the lowest and the highest
 * target of the samples. Several: the largest output is where the largest target is. What is no number is on no side.
 */
export function sideOf(
  samples: readonly Sample[],
): (outputs: ArrayLike<number>, target: ArrayLike<number>) => boolean {
  const middle = middleOf(samples);
  return (outputs, target) => {
    for (let k = 0; k < outputs.length; k++) if (Number.isNaN(outputs[k])) return false;
    return target.length > 1
      ? placeOfLargest(outputs) === placeOfLargest(target)
      : outputs[0]! > middle === target[0]! > middle;
  };
}

function placeOfLargest(values: ArrayLike<number>): number {
  let place = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[place]!) place = i;
  return place;
}

const taken = new WeakMap<readonly Sample[], readonly Sample[]>();

/** Samples to ask a net about for one picture. */
const MOST_ASKED = 2000;

/** All samples, or where they are very many, as many of them as a picture has time to ask the net about, evenly taken. */
export function askedSamples(all: readonly Sample[]): readonly Sample[] {
  if (all.length <= MOST_ASKED) return all;
  const known = taken.get(all);
  if (known !== undefined) return known;
  const step = all.length / MOST_ASKED;
  const asked = Array.from({length: MOST_ASKED}, (_, i) => all[Math.floor(i * step)]!);
  taken.set(all, asked);
  return asked;
}

const middles = new WeakMap<readonly Sample[], number>();

/** Between the lowest and the highest first target. Gone through once: there may be very many samples. */
export function middleOf(samples: readonly Sample[]): number {
  const known = middles.get(samples);
  if (known !== undefined) return known;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const {target} of samples) {
    lowest = Math.min(lowest, target[0]!);
    highest = Math.max(highest, target[0]!);
  }
  const middle = (lowest + highest) / 2;
  middles.set(samples, middle);
  return middle;
}
