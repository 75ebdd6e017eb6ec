import type {ActivationName} from './activations.ts';
import {createFlatPass, flatSamples} from './flatPass.ts';
import {isCombined, type LayerPlan, type Network} from './network.ts';
import type {Sample} from './pass.ts';

/* Conditions that keep a net from learning, as they can be seen in its numbers. */

/**
 * A sigmoid or tanh is saturated where its slope is below this part of its steepest: |z| > 6.0 and |z| > 3.0. What saturation does to
 * training: LeCun, Bottou, Orr & Müller 1998, "Efficient BackProp", 4.4; Glorot & Bengio 2010. The mark itself is ours.
 */
export const SATURATED_BELOW = 0.01;
/** Saturation is told from this part of all outputs that could be saturated. */
export const SATURATION_FROM = 2 / 3;
/**
 * Gradients vanish (explode) where δ in the first layer is, in the root of the mean square, so many times smaller (larger) than in
 * the last. The effect: Hochreiter 1991; Bengio, Simard & Frasconi 1994; Pascanu, Mikolov & Bengio 2013. The mark is ours.
 */
export const GRADIENTS_APART = 1000;

/** What the samples' passes show of one layer after the input. */
export interface LayerSigns {
  readonly activation: ActivationName;
  readonly neurons: readonly string[];
  /** How many outputs, over all samples, could be saturated, and how many are. */
  readonly saturable: number;
  readonly saturated: number;
  /** The relu neurons whose output is 0 on all samples. */
  readonly dead: readonly string[];
  /** Neurons that are one and the same: equal activation, equal weights and bias coming in, equal weights going out. Two or more each. */
  readonly alike: readonly (readonly string[])[];
  /** √(mean of δ² over the layer's neurons and the samples), δ being a single sample's ∂L/∂z. */
  readonly delta: number;
}

/** What the samples' passes show of a net. */
export interface Signs {
  /** From the first layer after the input to the output. */
  readonly layers: readonly LayerSigns[];
  /** Samples that were looked at, and samples that there are. */
  readonly looked: number;
  readonly samples: number;
}

/** A condition that keeps a net from learning, with the numbers that show it. */
export type Trouble =
  /** The net's numbers left their range in this round, counted from 1. */
  | {readonly kind: 'diverged'; readonly round: number}
  /** The mean loss is well above what it began with. */
  | {readonly kind: 'rising'; readonly from: number; readonly to: number}
  /** The mean loss goes up and down in turns instead of down. */
  | {
      readonly kind: 'swinging';
      readonly turns: number;
      readonly of: number;
      readonly low: number;
      readonly high: number;
    }
  /** So many hidden neurons have a twin: whatever the training, they stay equal. Rumelhart, Hinton & Williams 1986, "symmetry breaking". */
  | {readonly kind: 'symmetric'; readonly alike: number; readonly of: number}
  /** Relu neurons whose output is 0 on all samples, so that no gradient passes them. Maas, Hannun & Ng 2013; Lu et al. 2019. */
  | {readonly kind: 'dead'; readonly dead: number; readonly of: number}
  /** Outputs of sigmoid and tanh neurons that are saturated. */
  | {readonly kind: 'saturated'; readonly saturated: number; readonly of: number}
  /** δ of the first layer and of the last, see {@link GRADIENTS_APART}. */
  | {readonly kind: 'vanishing' | 'exploding'; readonly first: number; readonly last: number};

export type TroubleKind = Trouble['kind'];

/**
 * Goes through samples' forward and backward passes and counts.
 * @param parameters in the network's canonical order
 * @param most no more samples than these are gone through, evenly taken
 */
export function signsOf(
  network: Network,
  parameters: ArrayLike<number>,
  samples: readonly Sample[],
  most = Number.POSITIVE_INFINITY,
): Signs {
  const looked = Math.min(samples.length, Math.max(1, Math.floor(most)));
  const seen =
    looked === samples.length
      ? samples
      : Array.from({length: looked}, (_, i) => samples[Math.floor((i * samples.length) / looked)]!);
  const pass = createFlatPass(network, Float64Array.from(parameters), flatSamples(network, seen));
  const {outputs, deltas} = pass;
  const counts = network.plan.map(({activation, neurons}, l): LayerCount => {
    const isLast = l === network.plan.length - 1;
    return {
      from: pass.starts[l + 1]!,
      activation: saturates(network, l) ? activation : 'identity',
      // An output that is flat where it ought to be is none the worse for it.
      astray: isLast ? SPAN[activation]! / 2 : undefined,
      saturated: 0,
      squares: 0,
      firing: neurons.map(() => false),
    };
  });
  for (const [s, {target}] of seen.entries()) {
    pass.run(s);
    for (const count of counts) countSample(count, outputs, deltas, target);
  }
  const layers = network.plan.map((plan, l): LayerSigns => {
    const {activation, neurons} = plan;
    const {saturated, squares, firing} = counts[l]!;
    return {
      activation,
      neurons,
      saturable: saturates(network, l) ? neurons.length * looked : 0,
      saturated,
      dead: activation === 'relu' ? neurons.filter((_, j) => !firing[j]) : [],
      alike: twins(plan, network.plan[l + 1], parameters),
      delta: Math.sqrt(squares / (neurons.length * looked)),
    };
  });
  return {layers, looked, samples: samples.length};
}

/** How far apart the ends of a function's outputs are. */
const SPAN: Readonly<Partial<Record<ActivationName, number>>> = {sigmoid: 1, tanh: 2};

/** Whether flat outputs of a layer hold its gradient up. With its combined loss δ is a − t, however flat the output. */
function saturates(network: Network, layer: number): boolean {
  const {activation} = network.plan[layer]!;
  const isLast = layer === network.plan.length - 1;
  return SPAN[activation] !== undefined && !(isLast && isCombined(network));
}

interface LayerCount {
  /** Where the layer's neurons begin among all. */
  readonly from: number;
  /** What its outputs can be saturated of; `identity`, which has no flat end, where that holds nothing up. */
  readonly activation: ActivationName;
  /** Of the last layer: flat outputs count from this distance to their targets on. */
  readonly astray: number | undefined;
  saturated: number;
  squares: number;
  readonly firing: boolean[];
}

function countSample(
  count: LayerCount,
  outputs: Float64Array,
  deltas: Float64Array,
  target: readonly number[],
): void {
  const {from, activation, astray, firing} = count;
  for (let j = 0; j < firing.length; j++) {
    const a = outputs[from + j]!;
    const delta = deltas[from + j]!;
    count.squares += delta * delta;
    if (a !== 0) firing[j] = true;
    // The slopes of `activations.ts`, which need the output only.
    const slope = activation === 'sigmoid' ? 4 * a * (1 - a) : activation === 'tanh' ? 1 - a * a : 1;
    if (slope < SATURATED_BELOW && (astray === undefined || Math.abs(a - target[j]!) > astray))
      count.saturated += 1;
  }
}

/** The groups of neurons of a layer whose numbers are the same. Without a next layer there are none: outputs have targets of their own. */
function twins(
  {sources, neurons, weights, biases}: LayerPlan,
  next: LayerPlan | undefined,
  parameters: ArrayLike<number>,
): readonly (readonly string[])[] {
  if (next === undefined) return [];
  const width = sources.length;
  const isSame = (i: number, j: number): boolean => {
    for (let k = 0; k < width; k++)
      if (parameters[weights + i * width + k] !== parameters[weights + j * width + k]) return false;
    const [one, other] = [biases[i]!, biases[j]!];
    if (one < 0 !== other < 0 || (one >= 0 && parameters[one] !== parameters[other])) return false;
    for (let k = 0; k < next.neurons.length; k++) {
      const row = next.weights + k * neurons.length;
      if (parameters[row + i] !== parameters[row + j]) return false;
    }
    return true;
  };
  const groups: number[][] = [];
  for (let j = 0; j < neurons.length; j++) {
    const group = groups.find(([first]) => isSame(first!, j));
    if (group === undefined) groups.push([j]);
    else group.push(j);
  }
  return groups.filter(({length}) => length > 1).map((group) => group.map((j) => neurons[j]!));
}

/** The conditions that these counts show, what is most to blame first. */
export function troublesIn({layers}: Signs): readonly Trouble[] {
  const total = (count: (layer: LayerSigns) => number): number =>
    layers.reduce((sum, layer) => sum + count(layer), 0);
  const found: Trouble[] = [];
  const alike = total((layer) => layer.alike.flat().length);
  const hidden = total(({neurons}) => neurons.length) - layers.at(-1)!.neurons.length;
  if (alike > 0) found.push({kind: 'symmetric', alike, of: hidden});
  const dead = total((layer) => layer.dead.length);
  if (dead > 0)
    found.push({
      kind: 'dead',
      dead,
      of: total(({activation, neurons}) => (activation === 'relu' ? neurons.length : 0)),
    });
  const saturated = total((layer) => layer.saturated);
  const saturable = total((layer) => layer.saturable);
  if (saturable > 0 && saturated >= SATURATION_FROM * saturable)
    found.push({kind: 'saturated', saturated, of: saturable});
  const [first, last] = [layers[0]!.delta, layers.at(-1)!.delta];
  if (layers.length > 1 && last > 0 && first * GRADIENTS_APART < last)
    found.push({kind: 'vanishing', first, last});
  if (layers.length > 1 && last > 0 && first > GRADIENTS_APART * last && Number.isFinite(first))
    found.push({kind: 'exploding', first, last});
  return found;
}

/** So many of the last points of a loss curve are looked at. */
export const CURVE_WINDOW = 12;
/** A curve rises where its last third of the window is, in the mean, so many times its first point. */
const RISEN = 1.5;
/** A curve swings where it turns at least at this part of the places where it could, … */
const TURNS_FROM = 0.5;
/** … by, in the mean, at least this part of its height, … */
const SWING = 0.1;
/** … and has not come below this part of its first point. */
const LEARNED = 0.1;

/**
 * What a loss curve shows of a rate that is too large (LeCun, Bottou, Orr & Müller 1998, "Efficient BackProp", 4.6: beyond twice the best
 * rate the loss swings and grows). The marks are ours. Samples come in the same order in every epoch, so a curve of means over epochs
 * swings by the rate and not by chance.
 * @param losses means over whole epochs, oldest first
 */
export function rateTrouble(losses: readonly number[], divergedAt: number | undefined): Trouble | undefined {
  if (divergedAt !== undefined) return {kind: 'diverged', round: divergedAt};
  const seen = losses.slice(-CURVE_WINDOW);
  const [first] = losses;
  if (first === undefined || seen.length < CURVE_WINDOW || !seen.every(Number.isFinite)) return undefined;
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length;
  const to = mean(seen.slice(-CURVE_WINDOW / 3));
  if (to > RISEN * first) return {kind: 'rising', from: first, to};
  const steps = seen.slice(1).map((loss, i) => loss - seen[i]!);
  const turns = steps.slice(1).filter((step, i) => step * steps[i]! < 0).length;
  const of = steps.length - 1;
  const height = mean(seen);
  const isSwinging =
    turns >= TURNS_FROM * of && mean(steps.map(Math.abs)) >= SWING * height && height >= LEARNED * first;
  return isSwinging
    ? {
        kind: 'swinging',
        turns,
        of,
        low: seen.reduce((a, b) => Math.min(a, b)),
        high: seen.reduce((a, b) => Math.max(a, b)),
      }
    : undefined;
}
