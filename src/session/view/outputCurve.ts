import {createFlatPass, flatSamples} from '../../engine/flatPass.ts';
import {output, type Quantity, target} from '../../engine/quantity.ts';
import {type State, sampleOf} from '../state.ts';
import {type Bounds, boundsAround} from './field.ts';
import {rangeOf} from './map.ts';

/** What a net with one input answers to every input: a neuron's output as a curve. */
export interface OutputCurve {
  /** The neuron's output. */
  readonly of: Quantity;
  readonly input: Quantity;
  readonly bounds: Bounds;
  /** The output at so many evenly spaced inputs, from the left end of the stretch to its right. */
  at(count: number): readonly (readonly [number, number])[];
  /** Of an output neuron: what samples want of it, all or as many as can be told apart, evenly taken. */
  readonly samples: readonly (readonly [number, number])[];
  /** How many samples there are in all. */
  readonly total: number;
  readonly target?: Quantity;
  /** The sample of the round on screen, on the curve. */
  readonly now: readonly [number, number];
}

/** More could not be told apart in a picture. */
const MOST_SAMPLES = 300;
/** Places at which a curve without bounds of its own is looked at for how high it goes. */
const PROBES = 64;

/** The curve of a neuron's output; undefined for a net that has not one input, or no such neuron. */
export function outputCurve(state: State, of: Quantity): OutputCurve | undefined {
  const {setup, parameters} = state.start;
  const {network, samples: all} = setup;
  const place = network.layers.flat().findIndex((neuron) => output(neuron) === of);
  const [input, ...more] = network.inputs;
  if (place < 0 || input === undefined || more.length > 0) return undefined;
  const count = Math.min(all.length, MOST_SAMPLES);
  const shown = Array.from({length: count}, (_, i) => all[Math.floor((i * all.length) / count)]!);
  const pass = createFlatPass(network, Float64Array.from(parameters), flatSamples(network, []));
  const given = new Float64Array(1);
  const value = (x: number): number => {
    given[0] = x;
    pass.forward(given, 0);
    return pass.outputs[place]!;
  };
  const told = network.outputs.findIndex((neuron) => output(neuron) === of);
  const samples = told < 0 ? [] : shown.map((sample) => [sample.input[0]!, sample.target[told]!] as const);
  const across = boundsAround(shown.map((sample) => [sample.input[0]!, 0] as const)).x;
  const at = (wanted: number): readonly (readonly [number, number])[] =>
    Array.from({length: wanted}, (_, i) => {
      const x = across[0] + ((across[1] - across[0]) * i) / Math.max(1, wanted - 1);
      return [x, value(x)] as const;
    });
  const range = rangeOf(network, place);
  const heights = [
    ...samples.map(([, y]) => y),
    // While it is trained a curve without bounds would make the picture jump; what samples want of it stands still.
    ...(range ?? (samples.length > 0 ? [] : at(PROBES).map(([, y]) => y))),
  ].filter(Number.isFinite);
  const [x] = sampleOf(state).input;
  return {
    of,
    input: output(input),
    bounds: {
      x: across,
      y: boundsAround((heights.length === 0 ? [0] : heights).map((y) => [0, y] as const)).y,
    },
    at,
    samples,
    total: all.length,
    ...(told < 0 ? {} : {target: target(network.outputs[told]!)}),
    now: [x!, value(x!)],
  };
}
