import {elementwise} from '../../engine/activations.ts';
import {createFlatPass, flatSamples} from '../../engine/flatPass.ts';
import type {Network} from '../../engine/network.ts';
import type {Sample} from '../../engine/pass.ts';
import {output, type Quantity, target} from '../../engine/quantity.ts';
import {askedSamples, sideOf} from '../sampleMeasures.ts';
import type {State} from '../state.ts';
import {type Bounds, boundsAround, type Field, fieldOf} from './field.ts';

/** What a net with two inputs answers to every input: a neuron's output over the plane of the inputs. */
export interface MapView extends Field {
  /** The neuron's output. */
  readonly of: Quantity;
  /** The inputs, across and up. */
  readonly inputs: readonly [Quantity, Quantity];
  /** Where the neuron changes sides: an output neuron between its targets, another where its weighted sum is 0. */
  readonly middle: number;
  /** All values that the neuron can have, where they have bounds. */
  readonly range?: readonly [number, number];
  /** All, or as many as are worth asking the net about for one picture, evenly taken. */
  readonly samples: readonly MapSample[];
  /** How many samples there are in all. */
  readonly total: number;
  /** The target by which samples are told apart. */
  readonly target: Quantity;
  /** Where that target changes sides. */
  readonly between: number;
  /** That target's two values, the lower one first, where it has no others. */
  readonly classes?: readonly [number, number];
}

export interface MapSample {
  readonly x: number;
  readonly y: number;
  /** Whether it is one of those with the higher target. */
  readonly high: boolean;
  /** Whether the net's outputs are on its targets' side. */
  readonly right: boolean;
}

/** The map of a neuron's output; undefined for a net that has not two inputs, or no such neuron. Bounds: by themselves, round the samples. */
export function mapView(
  {start: {setup, parameters}}: State,
  of: Quantity,
  bounds?: Bounds,
): MapView | undefined {
  const {network} = setup;
  const place = network.layers.flat().findIndex((neuron) => output(neuron) === of);
  const [across, up, ...more] = network.inputs;
  if (place < 0 || across === undefined || up === undefined || more.length > 0) return undefined;
  const {around, samples, targets} = summaryOf(setup.samples);
  const pass = createFlatPass(network, Float64Array.from(parameters), flatSamples(network, samples));
  const input = new Float64Array(2);
  const value = (x: number, y: number): number => {
    input[0] = x;
    input[1] = y;
    pass.forward(input, 0);
    return pass.outputs[place]!;
  };
  const told = Math.max(
    0,
    network.outputs.findIndex((neuron) => output(neuron) === of),
  );
  const {lowest, highest, values} = targets[told]!;
  const between = lowest / 2 + highest / 2;
  const isOutput = network.outputs.some((neuron) => output(neuron) === of);
  const [low, high, ...others] = values;
  const isRight = sideOf(setup.samples);
  const limits = rangeOf(network, place);
  return {
    ...fieldOf(bounds ?? around, value, 1),
    of,
    inputs: [output(across), output(up)],
    middle: isOutput && high !== undefined ? between : atRest(network, place),
    ...(limits === undefined ? {} : {range: limits}),
    samples: samples.map((sample, i): MapSample => {
      pass.loss(i);
      return {
        ...placeOf(sample),
        high: sample.target[told]! > between,
        right: isRight(pass.outputs.slice(-network.outputs.length), sample.target),
      };
    }),
    total: setup.samples.length,
    target: target(network.outputs[told]!),
    between,
    ...(low === undefined || high === undefined || others.length > 0 ? {} : {classes: [low, high]}),
  };
}

const placeOf = ({input}: Sample): {readonly x: number; readonly y: number} => ({x: input[0]!, y: input[1]!});

/** What the samples themselves say, whatever the net is. */
interface Summary {
  readonly around: Bounds;
  /** Evenly taken. */
  readonly samples: readonly Sample[];
  readonly targets: readonly Targets[];
}

/** The values of one target: the extremes and, so far as they are few, all of them, from the lowest. */
interface Targets {
  readonly lowest: number;
  readonly highest: number;
  readonly values: readonly number[];
}

/** Of classes, two are told apart: more values than that need not be counted. */
const MANY = 3;

const summaries = new WeakMap<readonly Sample[], Summary>();

/** Gone through once: there may be very many, and a picture is drawn at every key. */
function summaryOf(all: readonly Sample[]): Summary {
  const known = summaries.get(all);
  if (known !== undefined) return known;
  const summary: Summary = {
    around: boundsAround(all.map(({input}) => [input[0]!, input[1]!])),
    samples: askedSamples(all),
    targets: all[0]!.target.map((_, told) => targetsOf(all, told)),
  };
  summaries.set(all, summary);
  return summary;
}

function targetsOf(samples: readonly Sample[], told: number): Targets {
  const values = new Set<number>();
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const {target: all} of samples) {
    const value = all[told]!;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    if (values.size < MANY) values.add(value);
  }
  return {lowest, highest, values: [...values].sort((a, b) => a - b)};
}

function activationAt({layers, activations}: Network, place: number): Network['activations'][number] {
  const layer = layers.findIndex((_, l) => layers.slice(0, l + 1).flat().length > place);
  return activations[layer - 1] ?? 'identity';
}

/** The output of a neuron whose weighted sum is 0. */
function atRest(network: Network, place: number): number {
  const activation = activationAt(network, place);
  return activation === 'softmax' ? 0.5 : elementwise[activation].value(0);
}

/** All values that a neuron can have, by its place among all neurons, where they have bounds. */
export function rangeOf(network: Network, place: number): readonly [number, number] | undefined {
  switch (activationAt(network, place)) {
    case 'sigmoid':
    case 'softmax':
      return [0, 1];
    case 'tanh':
      return [-1, 1];
    default:
      return undefined;
  }
}
