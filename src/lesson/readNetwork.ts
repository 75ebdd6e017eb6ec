import type {ActivationName} from '../engine/activations.ts';
import {type InitSpec, initialParameters} from '../engine/initializers.ts';
import {outputsAllowed} from '../engine/losses.ts';
import {createNetwork, type Network} from '../engine/network.ts';
import {bias, NEURON_NAME, weight} from '../engine/quantity.ts';
import {limits} from './limits.ts';
import {nearest} from './nearest.ts';
import {shorten} from './problem.ts';
import {complain, hasKey, type Reading, writtenAt} from './reading.ts';
import {complete, type Salvaged} from './salvage.ts';
import * as schema from './schema.ts';
import type {Neurons} from './scope.ts';

/** What could be read of a net. The neurons are enough to check everything else; the rest is there when nothing is wrong with it. */
export interface ReadNetwork {
  readonly neurons?: Neurons;
  readonly network?: Network;
  readonly parameters?: readonly number[];
  readonly init?: InitSpec;
}

type File = Salvaged<schema.NetworkFile>;

/** @param reading begins at the net */
export function readNetwork(reading: Reading, file: File | undefined): ReadNetwork {
  if (file === undefined) return {};
  const before = reading.collector.count();
  const layers = readLayers(reading, file);
  const activations = readActivations(reading, file, layers?.length);
  checkLoss(reading, file, activations, layers?.at(-1)?.length);
  checkSources(reading, file);
  if (layers === undefined) return {};

  const biased = readBiased(reading, file, layers);
  const neurons: Neurons = {layers, hasBias: (neuron) => biased?.has(neuron) ?? true};
  const parameters = layers
    .slice(1)
    .reduce((sum, layer, i) => sum + layer.length * layers[i]!.length, biased?.size ?? 0);
  if (parameters > limits.parameters)
    complain(reading, ['layers'], {
      code: 'too-many-parameters',
      found: parameters,
      limit: limits.parameters,
    });
  else checkWeights(reading, file, layers);

  const {loss} = file;
  const init = file.init === undefined ? undefined : complete(schema.init, file.init);
  const broken = reading.collector.count() > before;
  if (broken || activations === undefined || loss === undefined || biased === undefined) return {neurons};
  const network = createNetwork({layers, activations, loss, biased});
  return {
    neurons,
    network,
    parameters: firstParameters(network, file, init),
    ...(init !== undefined && {init}),
  };
}

function readLayers(reading: Reading, {layers}: File): readonly (readonly string[])[] | undefined {
  if (layers === undefined) return undefined;
  const seen = new Set<string>();
  let total = 0;
  let readable = true;
  const names = layers.map(
    (layer, i) =>
      layer?.map((written, j) => {
        const path = ['layers', i, j];
        // The neuron 007 is not the neuron 7: a number is the name that it was written as.
        const name = typeof written === 'number' ? writtenAt(reading, path) : written;
        total++;
        if (name === undefined) readable = false;
        else if (!NEURON_NAME.test(name))
          complain(reading, path, {code: 'bad-neuron-name', name: shorten(name)});
        else if (seen.has(name)) complain(reading, path, {code: 'duplicate-neuron', name});
        else seen.add(name);
        return name ?? '';
      }) ?? [],
  );
  if (total > limits.neurons)
    complain(reading, ['layers'], {
      code: 'too-many-neurons',
      found: total,
      limit: limits.neurons,
    });
  return readable && layers.every((layer) => layer !== undefined && layer.length > 0) && layers.length > 1
    ? names
    : undefined;
}

function readActivations(
  reading: Reading,
  {activation}: File,
  layers: number | undefined,
): readonly ActivationName[] | undefined {
  if (activation === undefined) return undefined;
  if (typeof activation === 'string') {
    if (layers === undefined) return undefined;
    if (activation === 'softmax' && layers > 2) complain(reading, ['activation'], {code: 'softmax-not-last'});
    return new Array<ActivationName>(layers - 1).fill(activation);
  }
  for (const [i, name] of activation.slice(0, -1).entries())
    if (name === 'softmax') complain(reading, ['activation', i], {code: 'softmax-not-last'});
  if (layers !== undefined && activation.length !== layers - 1)
    complain(reading, ['activation'], {
      code: 'activation-count',
      found: activation.length,
      expected: layers - 1,
    });
  const named = activation.filter((name) => name !== undefined);
  return named.length === activation.length ? named : undefined;
}

function checkLoss(
  reading: Reading,
  {loss}: File,
  activations: readonly ActivationName[] | undefined,
  outputs: number | undefined,
): void {
  const activation = activations?.at(-1);
  if (loss !== undefined && activation !== undefined && !outputsAllowed(loss, activation))
    complain(reading, ['loss'], {code: 'loss-outputs', loss, activation});
  if (loss === 'binary-cross-entropy' && activation === 'softmax' && outputs === 1)
    complain(reading, ['loss'], {code: 'softmax-alone'});
}

/** Where the parameters come from: a map of weights, a way to draw them, or both: then the map holds. */
function checkSources(reading: Reading, {biases, init}: File): void {
  const given = (key: string): boolean => hasKey(reading, key);
  if (!given('weights') && !given('init')) complain(reading, [], {code: 'no-weights'}, 'key');
  if (biases === 'init' && init === undefined && !given('init'))
    complain(reading, ['biases'], {code: 'biases-without-init'});
  if (init?.kind === 'uniform' && init.range !== undefined) {
    const [low, high] = init.range;
    if (low !== undefined && high !== undefined && low > high)
      complain(reading, ['init', 'range'], {code: 'range-order'});
  }
}

/** The neurons that have a bias; undefined where the file does not say so readably. */
function readBiased(
  reading: Reading,
  {biases}: File,
  layers: readonly (readonly string[])[],
): ReadonlySet<string> | undefined {
  const later = layers.slice(1).flat();
  if (biases === undefined) return hasKey(reading, 'biases') ? undefined : new Set();
  if (biases === 'init') return new Set(later);
  const known = new Set(later);
  const inputs = new Set(layers[0]);
  for (const name of Object.keys(biases)) {
    if (known.has(name)) continue;
    const path = ['biases', name];
    if (inputs.has(name)) {
      complain(reading, path, {code: 'bias-of-input', name}, 'key');
      continue;
    }
    const meant = reading.collector.open() ? nearest(name, later) : undefined;
    complain(
      reading,
      path,
      {code: 'unknown-neuron', name: shorten(name), ...(meant !== undefined && {nearest: meant})},
      'key',
    );
  }
  return new Set(Object.keys(biases).filter((name) => known.has(name)));
}

function checkWeights(reading: Reading, {weights}: File, layers: readonly (readonly string[])[]): void {
  if (weights === undefined) return;
  const connections = new Set(
    layers.slice(1).flatMap((layer, i) => layer.flatMap((to) => layers[i]!.map((from) => `${from}->${to}`))),
  );
  for (const name of Object.keys(weights)) {
    if (connections.has(name)) continue;
    const meant = reading.collector.open() ? nearest(name, connections) : undefined;
    complain(
      reading,
      ['weights', name],
      {code: 'unknown-connection', name: shorten(name), ...(meant !== undefined && {nearest: meant})},
      'key',
    );
  }
  const missing = [...connections].filter((name) => !Object.hasOwn(weights, name));
  if (missing.length > 0) complain(reading, ['weights'], {code: 'missing-weights', names: missing}, 'key');
}

function firstParameters(
  network: Network,
  {weights, biases}: File,
  init: InitSpec | undefined,
): readonly number[] {
  const parameters = init === undefined ? network.parameters.map(() => 0) : initialParameters(network, init);
  const put = (name: string, value: number | undefined): void => {
    const index = network.parameterIndex.get(name);
    if (index !== undefined && value !== undefined) parameters[index] = value;
  };
  for (const {sources, neurons} of network.plan)
    for (const to of neurons) for (const from of sources) put(weight(from, to), weights?.[`${from}->${to}`]);
  if (biases !== undefined && biases !== 'init')
    for (const [neuron, value] of Object.entries(biases)) put(bias(neuron), value);
  return parameters;
}
