import {
  bias,
  formatQuantity,
  gradient,
  LOSS,
  lossPart,
  next,
  output,
  parseQuantity,
  type Quantity,
  type QuantityParts,
  slope,
  target,
  weight,
  weightedSum,
} from '../engine/quantity.ts';
import {type Names, ROUND} from './lesson.ts';
import {nearest} from './nearest.ts';

/** Names of a net's neurons, as far as a file has told them. */
export interface Neurons {
  readonly layers: readonly (readonly string[])[];
  readonly hasBias: (neuron: string) => boolean;
}

/** The quantities that a net has, and what a file calls them. */
export interface Scope {
  /** The canonical name of a quantity by any of its names; undefined where the net has no such quantity. */
  resolve(written: string): Quantity | undefined;
  /** Whether a quantity stands in the file and is not computed: a weight, bias, input or target. */
  isGiven(canonical: Quantity): boolean;
  /** The name that a wrong one may have meant. */
  nearest(written: string): string | undefined;
}

/** More names than this are not searched for what was meant. */
const searched = 3_000;

export function createScope({layers, hasBias}: Neurons, {display, quantity}: Names): Scope {
  const layerOf = new Map(layers.flatMap((layer, i) => layer.map((name) => [name, i] as const)));
  const last = layers.length - 1;

  const exists = (parts: QuantityParts): boolean => {
    switch (parts.kind) {
      case 'loss':
        return true;
      case 'weight': {
        const from = layerOf.get(parts.from);
        return from !== undefined && layerOf.get(parts.to) === from + 1;
      }
      case 'bias':
        return (layerOf.get(parts.neuron) ?? 0) > 0 && hasBias(parts.neuron);
      case 'output':
        return layerOf.has(parts.neuron);
      case 'sum':
      case 'slope':
        return (layerOf.get(parts.neuron) ?? 0) > 0;
      case 'target':
      case 'loss-part':
        return layerOf.get(parts.neuron) === last;
      case 'gradient':
      case 'next':
        return exists(parts.of);
    }
  };

  const resolve = (written: string): Quantity | undefined => {
    const named = quantity.get(written);
    if (named !== undefined) return named;
    const expanded = expand(written, quantity);
    const parts = parseQuantity(expanded ?? written);
    // That a display name's own quantity exists has been asked where the name was given.
    return parts !== undefined && (expanded !== undefined || exists(parts))
      ? formatQuantity(parts)
      : undefined;
  };

  const isGiven = (canonical: Quantity): boolean => {
    const parts = parseQuantity(canonical);
    switch (parts?.kind) {
      case 'weight':
      case 'bias':
      case 'target':
        return true;
      case 'output':
        return layerOf.get(parts.neuron) === 0;
      default:
        return false;
    }
  };

  return {
    resolve,
    isGiven,
    nearest: (written) => nearest(written, first(allNames(layers, hasBias, display), searched)),
  };
}

/** `grad.wh` without the display name: `grad.w.x->h`. */
function expand(written: string, quantity: Names['quantity']): string | undefined {
  for (const prefix of ['grad.', 'next.']) {
    if (!written.startsWith(prefix)) continue;
    const named = quantity.get(written.slice(prefix.length));
    if (named !== undefined) return prefix + named;
  }
  return undefined;
}

function* allNames(
  layers: Neurons['layers'],
  hasBias: Neurons['hasBias'],
  display: Names['display'],
): Generator<string> {
  const withDisplay = function* (name: Quantity): Generator<string> {
    const shown = display.get(name);
    if (shown !== undefined) yield shown;
    yield name;
  };
  const withGradient = function* (name: Quantity): Generator<string> {
    yield* withDisplay(name);
    yield* withDisplay(gradient(name));
    const shown = display.get(name);
    if (shown !== undefined) yield gradient(shown);
  };
  const parameter = function* (name: Quantity): Generator<string> {
    yield* withGradient(name);
    yield* withDisplay(next(name));
    const shown = display.get(name);
    if (shown !== undefined) yield next(shown);
  };
  yield ROUND;
  yield* withDisplay(LOSS);
  for (const [i, layer] of layers.entries())
    for (const neuron of layer) {
      yield* withGradient(output(neuron));
      if (i > 0) {
        yield* withGradient(weightedSum(neuron));
        yield* withDisplay(slope(neuron));
        if (hasBias(neuron)) yield* parameter(bias(neuron));
        for (const source of layers[i - 1]!) yield* parameter(weight(source, neuron));
      }
      if (i === layers.length - 1) {
        yield* withDisplay(target(neuron));
        yield* withDisplay(lossPart(neuron));
      }
    }
}

function* first<T>(items: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const item of items) {
    if (left-- === 0) return;
    yield item;
  }
}
