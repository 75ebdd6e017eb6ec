import {partOfWeights} from '../../engine/contributions.ts';
import {gradient, output, type Quantity, slope, weight, weightedSum} from '../../engine/quantity.ts';
import {type Notation, UNKNOWN} from '../notation.ts';
import {passOf, type State} from '../state.ts';
import {valueAt} from '../value.ts';
import type {Focus} from './focus.ts';

/** How an error is handed on to the layer before: by the chain rule, or in proportion to the weights. */
export type Rule = 'exact' | 'proportional';

/** What each neuron of a layer gets back from each neuron that it feeds. All numbers are written out, unknown ones as a dash. */
export interface ContributionsView {
  readonly rule: Rule;
  /** The neurons of the layer behind, which send. */
  readonly senders: readonly string[];
  /** One for each neuron that receives. */
  readonly rows: readonly ContributionRow[];
  /** Senders whose weights sum to 0, so that there is no share to give. */
  readonly withoutShares: readonly string[];
}

export interface ContributionRow {
  readonly neuron: string;
  /** From each sender in turn. */
  readonly parts: readonly Contribution[];
  /** What all parts sum to: ∂L/∂a, or the neuron's share of the error. */
  readonly sum: string;
  /** σ′ and δ; absent in the proportional picture, which knows neither. */
  readonly slope?: string;
  readonly delta?: string;
  readonly marked: boolean;
}

export interface Contribution {
  readonly value: string;
  /** Its two factors: δ and weight, or error and part of the weights. */
  readonly factors: readonly [string, string];
}

/** @param layer whose neurons receive, 1 for the first after the input; not the last */
export function contributionsView(
  state: State,
  notation: Notation,
  focus: Focus,
  {layer, rule}: {readonly layer: number; readonly rule: Rule},
): ContributionsView {
  const pass = passOf(state);
  const {plan} = pass.network;
  const receivers = plan[layer - 1]!.neurons;
  const senders = plan[layer]!.neurons;
  const show = (value: number | undefined): string =>
    value === undefined || !Number.isFinite(value) ? notation.text(UNKNOWN) : notation.number(value);
  const number = (name: Quantity): string => show(valueAt(state, name));
  const exact = rule === 'exact';

  const row = (neuron: string): ContributionRow => ({
    neuron: notation.neuron(neuron),
    parts: senders.map((sender) =>
      exact
        ? {
            value: number(`back.${neuron}->${sender}`),
            factors: [number(gradient(weightedSum(sender))), number(weight(neuron, sender))],
          }
        : {
            value: number(`share.${neuron}->${sender}`),
            factors: [number(`share.${sender}`), show(partOfWeights(pass, neuron, sender))],
          },
    ),
    sum: number(exact ? gradient(output(neuron)) : `share.${neuron}`),
    ...(exact ? {slope: number(slope(neuron)), delta: number(gradient(weightedSum(neuron)))} : {}),
    marked: [...focus.marked].some((name) => speaksOf(name, neuron)),
  });
  const divided = (sender: string): boolean => Number.isFinite(partOfWeights(pass, receivers[0]!, sender));
  return {
    rule,
    senders: senders.map((sender) => notation.neuron(sender)),
    rows: receivers.map(row),
    withoutShares: exact
      ? []
      : senders.filter((sender) => !divided(sender)).map((name) => notation.neuron(name)),
  };
}

/** Whether a quantity is about what a neuron gets back. */
const speaksOf = (name: Quantity, neuron: string): boolean =>
  [gradient(output(neuron)), gradient(weightedSum(neuron)), slope(neuron)].includes(name);
