import {type Measure, parseMeasure} from '../engine/measures.ts';
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
import type {Names, RunName} from './lesson.ts';
import {nearest} from './nearest.ts';

/** Names of a net's neurons, as far as a file has told them. */
export type NodeKind = 'learnt' | 'given' | 'node' | 'result';

export interface Neurons {
  readonly layers: readonly (readonly string[])[];
  readonly hasBias: (neuron: string) => boolean;
  /** Of a function in the place of a net: its variables and nodes, by name or number. */
  readonly nodes?: ReadonlyMap<string, NodeKind>;
}

/** The quantities that a net has, and what a file calls them. */
export interface Scope {
  readonly layers: Neurons['layers'];
  /** Whether the run has a function in the place of a net. */
  readonly isFunction: boolean;
  /** The canonical name of a quantity by any of its names; undefined where the net has no such quantity. */
  resolve(written: string): Quantity | undefined;
  /** The same for what is worked out beside a pass: it has one name. */
  resolveMeasure(written: string): Quantity | undefined;
  /** Whether a quantity stands in the file and is not computed: a weight, bias, input or target. */
  isGiven(canonical: Quantity): boolean;
  /** The name that a wrong one may have meant. */
  nearest(written: string): string | undefined;
}

/** More names than this are not searched for what was meant. */
const searched = 3_000;

/** @param hasTest whether there are test samples */
export function createScope(
  {layers, hasBias, nodes}: Neurons,
  {display, quantity}: Names,
  hasTest = false,
): Scope {
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
      case 'node':
        return nodes?.has(parts.node) === true && nodes.get(parts.node) !== 'result';
      case 'gradient':
        return exists(parts.of);
      case 'next':
        return parts.of.kind === 'node' ? nodes?.get(parts.of.node) === 'learnt' : exists(parts.of);
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
      case 'node':
        return ['learnt', 'given'].includes(nodes?.get(parts.node) ?? '');
      default:
        return false;
    }
  };

  const measureExists = (measure: Measure): boolean => {
    switch (measure.kind) {
      case 'back':
      case 'share-from': {
        const from = layerOf.get(measure.from);
        return from !== undefined && layerOf.get(measure.to) === from + 1;
      }
      case 'share':
        return layerOf.has(measure.neuron);
      case 'samples':
        return measure.from === 'data' || hasTest;
      default:
        return true;
    }
  };

  const resolveMeasure = (written: string): Quantity | undefined => {
    const measure = parseMeasure(written);
    return measure !== undefined && measureExists(measure) ? written : undefined;
  };

  return {
    layers,
    isFunction: nodes !== undefined,
    resolve,
    resolveMeasure,
    isGiven,
    nearest: (written) =>
      nearest(
        written,
        first(nodes === undefined ? allNames(layers, hasBias, display) : nodeNames(nodes), searched),
      ),
  };
}

/** The scopes of a file's runs. */
export interface Scopes {
  readonly names: readonly RunName[];
  /** Undefined where the run's net is not known: then its names are not checked. */
  of(run: RunName): Scope | undefined;
}

/** Takes `loss@slow` apart. */
export function splitRun(written: string): {readonly own: string; readonly run?: RunName} {
  const at = written.lastIndexOf('@');
  return at < 0 ? {own: written} : {own: written.slice(0, at), run: written.slice(at + 1)};
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

function* nodeNames(nodes: ReadonlyMap<string, NodeKind>): Generator<string> {
  yield LOSS;
  for (const [name, kind] of nodes) {
    yield name;
    yield gradient(name);
    if (kind === 'learnt') yield next(name);
  }
}

function* allNames(
  layers: Neurons['layers'],
  hasBias: Neurons['hasBias'],
  display: Names['display'],
): Generator<string> {
  const displayed = (name: Quantity): ReadonlySet<string> => {
    const shown = display.get(name);
    return new Set(shown === undefined ? [] : [shown.zh, shown.en]);
  };
  const withDisplay = function* (name: Quantity): Generator<string> {
    yield* displayed(name);
    yield name;
  };
  const withGradient = function* (name: Quantity): Generator<string> {
    yield* withDisplay(name);
    yield* withDisplay(gradient(name));
    for (const shown of displayed(name)) yield gradient(shown);
  };
  const parameter = function* (name: Quantity): Generator<string> {
    yield* withGradient(name);
    yield* withDisplay(next(name));
    for (const shown of displayed(name)) yield next(shown);
  };
  yield 'round';
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
