import type {Pass} from './pass.ts';
import {gradient, output, target, weight, weightedSum} from './quantity.ts';

/**
 * `back.from->to`: what `from` gets back from `to`, δ of `to` times the weight between them. Over all neurons that `from` feeds
 * these sum to its ∂L/∂a.
 */
export function contribution({values}: Pass, from: string, to: string): number {
  return values.get(gradient(weightedSum(to)))! * values.get(weight(from, to))!;
}

/**
 * `share.neuron`: the neuron's part of the error in the proportional picture, which divides each neuron's error among those that
 * feed it as their weights are to each other. Not the gradient: a first intuition to compare with it (Rashid 2016, "Make Your
 * Own Neural Network", hands it on this way). Of an output neuron it is a − t. Not finite where weights sum to 0.
 */
export function share(pass: Pass, neuron: string): number {
  return sharesOf(pass).get(neuron)!;
}

/** `share.from->to`: the part of {@link share} of `to` that `from` gets, as its weight is to the sum of all weights into `to`. */
export function shareFrom(pass: Pass, from: string, to: string): number {
  return part(pass, share(pass, to), from, to, weightsInto(pass, sourcesOf(pass, to), to));
}

/** What part of the sum of all weights into `to` the one from `from` is. Not finite where they sum to 0. */
export function partOfWeights(pass: Pass, from: string, to: string): number {
  return pass.values.get(weight(from, to))! / weightsInto(pass, sourcesOf(pass, to), to);
}

const known = new WeakMap<Pass, ReadonlyMap<string, number>>();

function sharesOf(pass: Pass): ReadonlyMap<string, number> {
  const shares = known.get(pass) ?? findShares(pass);
  known.set(pass, shares);
  return shares;
}

function findShares(pass: Pass): ReadonlyMap<string, number> {
  const {network, values} = pass;
  const shares = new Map(
    network.outputs.map((name) => [name, values.get(output(name))! - values.get(target(name))!]),
  );
  for (const {sources, neurons} of network.plan.toReversed()) {
    const senders = neurons.map((to) => ({
      to,
      own: shares.get(to)!,
      weights: weightsInto(pass, sources, to),
    }));
    for (const from of sources)
      shares.set(from, sum(senders.map(({to, own, weights}) => part(pass, own, from, to, weights))));
  }
  return shares;
}

const sourcesOf = ({network}: Pass, to: string): readonly string[] =>
  network.plan.find(({neurons}) => neurons.includes(to))!.sources;

const part = ({values}: Pass, own: number, from: string, to: string, weights: number): number =>
  (own * values.get(weight(from, to))!) / weights;

const weightsInto = ({values}: Pass, sources: readonly string[], to: string): number =>
  sum(sources.map((source) => values.get(weight(source, to))!));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value);
