import {bias, gradient, output, type Quantity, weight, weightedSum} from '../../engine/quantity.ts';
import {type Notation, UNKNOWN} from '../notation.ts';
import {passOf, type State} from '../state.ts';
import {valueAt} from '../value.ts';

/** A weight into or out of a neuron, its bias, or what they add up to. Numbers not known yet are dashes. */
export interface EdgeRow {
  /** The weight or bias; absent of a sum. */
  readonly of?: Quantity;
  readonly name: string;
  /** Absent of a sum. */
  readonly weight?: string;
  /** What goes along it: the source's output forwards, the target's δ backwards. */
  readonly carried?: string;
  /** Weight times what goes along it; of a sum, the sum. */
  readonly product: string;
  /** ∂L/∂ of the weight or bias; of a sum, of the weighted sum. */
  readonly gradient?: string;
}

/**
 * What comes into a neuron and makes its weighted sum, and what comes back from those after it and makes ∂L/∂a; undefined of what is no
 * neuron of the net.
 */
export function edgeRows(state: State, neuron: string, notation: Notation): readonly EdgeRow[] | undefined {
  const {network} = state.start.setup;
  const {values} = passOf(state);
  const at = network.layers.findIndex((layer) => layer.includes(neuron));
  if (at < 0) return undefined;
  const into = network.plan[at - 1];
  const outOf = network.plan[at];
  const number = (value: number | undefined): string =>
    value === undefined ? notation.text(UNKNOWN) : notation.number(value);
  const known = (name: Quantity): number | undefined => valueAt(state, name);
  const slope = (name: Quantity): string => number(known(gradient(name)));
  const times = (one: number | undefined, other: number | undefined): number | undefined =>
    one === undefined || other === undefined ? undefined : one * other;
  const edge = (name: Quantity, carried: number | undefined): EdgeRow => ({
    of: name,
    name: notation.symbol(name),
    weight: number(values.get(name)),
    carried: number(carried),
    product: number(times(values.get(name), carried)),
    gradient: slope(name),
  });
  const sumOf = (name: Quantity, own: string | undefined): EdgeRow => ({
    name: `= ${notation.symbol(name)}`,
    product: number(known(name)),
    ...(own !== undefined && {gradient: own}),
  });
  const biasName = bias(neuron);
  const sum = weightedSum(neuron);
  return [
    ...(into?.sources ?? []).map((from) => edge(weight(from, neuron), known(output(from)))),
    ...(network.parameterIndex.has(biasName)
      ? [
          {
            of: biasName,
            name: notation.symbol(biasName),
            weight: number(values.get(biasName)),
            carried: '1',
            product: number(values.get(biasName)),
            gradient: slope(biasName),
          },
        ]
      : []),
    ...(into === undefined ? [] : [sumOf(sum, slope(sum))]),
    ...(outOf?.neurons ?? []).map((to) => edge(weight(neuron, to), known(gradient(weightedSum(to))))),
    ...(outOf === undefined || !values.has(gradient(output(neuron)))
      ? []
      : [sumOf(gradient(output(neuron)), undefined)]),
  ];
}
