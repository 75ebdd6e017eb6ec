import {type ActivationName, elementwise, softmaxSlope} from './activations.ts';
import {afterUpdate, hasDiverged} from './afterUpdate.ts';
import type {BatchPlace} from './batch.ts';
import type {Formula} from './formula.ts';
import {functionOperations} from './functionGraph.ts';
import {evaluate, type Sweep, sweepBack} from './graph.ts';
import {losses} from './losses.ts';
import {mistakenPass} from './mistakenPass.ts';
import type {MistakeName} from './mistakes.ts';
import {createNamedNumbers} from './namedNumbers.ts';
import {createNetGraph, type NetGraph} from './netGraph.ts';
import {isCombined, type Network} from './network.ts';
import {memorySlots, type OptimizerSpec} from './optimizers.ts';
import {
  bias,
  gradient,
  LOSS,
  lossPart,
  next,
  nodeValue,
  output,
  type Quantity,
  slope,
  target,
  weight,
  weightedSum,
} from './quantity.ts';
import {type Regularization, weightFlags} from './regularization.ts';

/** One sample's numbers: `input` by input neuron, `target` by output neuron. */
export interface Sample {
  readonly input: readonly number[];
  readonly target: readonly number[];
  readonly name?: string;
}

/** What training keeps between rounds beside the parameters: the number of updates done, and per slot of the optimiser one value for each parameter. */
export interface Memory {
  readonly updates: number;
  readonly slots: readonly (readonly number[])[];
  /** Within a batch: the sum of the gradients of its samples so far, by parameter. Absent where a batch begins. */
  readonly gathered?: readonly number[];
}

/** The memory before the first update: all zeros. */
export function emptyMemory(optimizer: OptimizerSpec, parameters: number): Memory {
  const slots = Array.from({length: memorySlots[optimizer.kind]}, () =>
    new Array<number>(parameters).fill(0),
  );
  return {updates: 0, slots};
}

/**
 * When the updates stand in the list: after the whole backward pass, or each layer's right after its gradients. Only the
 * order on screen: every gradient of a round is computed with the weights of its forward pass.
 */
export type UpdateOrder = 'after-backward' | 'layer-by-layer';

export type Phase = 'forward' | 'backward' | 'update';

/** One numbered operation of a pass: it makes one quantity known. */
export interface Operation {
  readonly quantity: Quantity;
  readonly phase: Phase;
  /** 1 for the first layer after the input; the loss belongs to the output layer. */
  readonly layer: number;
  /** The neuron whose z, a, δ, weight or bias it is; absent for the total loss. */
  readonly neuron?: string;
}

/** Everything one round starts from. */
export interface Round {
  readonly network: Network;
  readonly parameters: readonly number[];
  readonly memory: Memory;
  readonly optimizer: OptimizerSpec;
  readonly sample: Sample;
  readonly updates: UpdateOrder;
  /** Absent: the sample is a batch of its own. */
  readonly batch?: BatchPlace;
  readonly regularization?: Regularization;
  /** The wrong rule by which gradients and new parameters are computed, if any. */
  readonly mistake?: MistakeName;
}

/** One sample's trip through the net, explained: forward, backward and, with the last sample of a batch, update. */
export interface Pass extends Round {
  readonly operations: readonly Operation[];
  /** Where a quantity is computed: its index in {@link operations}; −1 for what is given. */
  readonly position: ReadonlyMap<Quantity, number>;
  /** All quantities of the pass by name: given ones, computed ones, and shares and slopes that are no operation of their own. */
  readonly values: ReadonlyMap<Quantity, number>;
  readonly loss: number;
  /** Parameters and memory after the round, in canonical order. */
  readonly after: {readonly parameters: readonly number[]; readonly memory: Memory};
  /** Whether the net has diverged in this round, and what follows means nothing: see {@link hasDiverged}. */
  readonly diverged: boolean;
  /** The lines that the round's mistake changed, each with its wrong formula. */
  readonly wrong: ReadonlyMap<Quantity, Formula>;
  /** The net's graph, and its right sweep, whatever the round's mistake. */
  readonly netGraph: NetGraph;
  readonly sweep: Sweep;
  /** The values of the graph's nodes. */
  readonly nodeValues: readonly number[];
}

/** The gradients by the parameters, in canonical order, by whatever rule the pass has. */
export const gradientsOf = ({network, values}: Pass): readonly number[] =>
  network.parameters.map((name) => values.get(gradient(name))!);

/** Computes a whole pass. Pure and deterministic: the same round gives the same bits. */
export function computePass(round: Round): Pass {
  const {mistake} = round;
  if (mistake === undefined) return rightPass(round);
  // Who uses an updated weight has updated it before.
  const updates = mistake === 'updated-weight' ? 'layer-by-layer' : round.updates;
  return mistakenPass(rightPass({...round, updates}), mistake);
}

function rightPass(round: Round): Pass {
  const {network, parameters, sample} = round;
  const chart = chartOf(network);
  const {netGraph} = chart;
  const given = [...sample.input, ...sample.target, ...parameters];
  const nodeValues = evaluate(netGraph.graph, (leaf) => given[leaf]!);
  const sweep = sweepBack(netGraph.graph, nodeValues, chart.loss);
  const gradients = chart.parameters.map((node) => sweep.gradients[node]!);
  const after = afterUpdate(round, gradients, weightFlags(network));

  const operations = operationsOf(network, round.updates, hasUpdate(round));
  const numbers = numbersOf(round, chart, nodeValues, sweep, after.parameters);
  return {
    ...round,
    operations,
    position: positionsIn(operations, network),
    values: createNamedNumbers(chart.places, numbers),
    loss: nodeValues[chart.loss]!,
    after,
    diverged: hasDiverged(nodeValues[chart.loss]!, after),
    wrong: NOTHING_WRONG,
    netGraph,
    sweep,
    nodeValues,
  };
}

/** The numbers of a pass in the order of the chart's names. */
function numbersOf(
  {network}: Round,
  chart: Chart,
  nodeValues: readonly number[],
  {gradients}: Sweep,
  after: readonly number[],
): readonly number[] {
  const numbers = nodeValues.slice();
  if (network.expression !== undefined) {
    numbers.push(...gradients);
    // Their gradients are those of their nodes.
    for (const value of after) numbers.push(value);
    return numbers;
  }
  // The sweep goes around the outputs here; their own gradient is still a true number to show.
  const byOutput = isCombined(network) ? losses[network.loss].slope : undefined;
  const {outputs} = network;
  chart.neurons.forEach(({output: node, target: goal}) => {
    numbers.push(
      byOutput === undefined || goal === undefined
        ? gradients[node]!
        : byOutput(nodeValues[goal]!, nodeValues[node]!, outputs.length),
    );
  });
  for (const {sum, output: node, activation} of chart.neurons) {
    if (sum === undefined || activation === undefined) continue;
    const a = nodeValues[node]!;
    const own =
      activation === 'softmax'
        ? softmaxSlope(a, a, true)
        : elementwise[activation].slope(nodeValues[sum]!, a);
    numbers.push(own, gradients[sum]!);
  }
  chart.parameters.forEach((node, i) => {
    numbers.push(gradients[node]!, after[i]!);
  });
  return numbers;
}

/** Where everything of a net's passes stands: found once, for a pass of a large net has tens of thousands of numbers. */
interface Chart {
  readonly netGraph: NetGraph;
  /** The nodes of the loss, of the parameters and of the neurons, input layer first. */
  readonly loss: number;
  readonly parameters: readonly number[];
  readonly neurons: readonly NeuronNodes[];
  /** The place of every quantity among the numbers of a pass. */
  readonly places: ReadonlyMap<Quantity, number>;
}

interface NeuronNodes {
  readonly output: number;
  /** Absent on an input neuron. */
  readonly sum?: number;
  readonly activation?: ActivationName;
  /** On an output neuron. */
  readonly target?: number;
}

const charts = new WeakMap<Network, Chart>();

function chartOf(network: Network): Chart {
  const known = charts.get(network);
  if (known !== undefined) return known;
  const made = createChart(network);
  charts.set(network, made);
  return made;
}

function createChart(network: Network): Chart {
  const netGraph = createNetGraph(network);
  const node = (name: Quantity): number => netGraph.index.get(name)!;
  const inner = network.plan.flatMap(({neurons, activation}) =>
    neurons.map((neuron) => ({neuron, activation})),
  );
  const outputs = new Set(network.outputs);
  const neurons: readonly NeuronNodes[] = [
    ...(network.expression === undefined ? network.inputs.map((name) => ({output: node(output(name))})) : []),
    ...inner.map(({neuron, activation}) => ({
      output: node(output(neuron)),
      sum: node(weightedSum(neuron)),
      activation,
      ...(outputs.has(neuron) && {target: node(target(neuron))}),
    })),
  ];
  const names: readonly Quantity[] =
    network.expression === undefined
      ? [
          ...netGraph.names,
          ...network.layers.flat().map((name) => gradient(output(name))),
          ...inner.flatMap(({neuron}) => [slope(neuron), gradient(weightedSum(neuron))]),
          ...network.parameters.flatMap((name) => [gradient(name), next(name)]),
        ]
      : [...netGraph.names, ...netGraph.names.map(gradient), ...network.parameters.map(next)];
  return {
    netGraph,
    loss: node(LOSS),
    parameters: network.parameters.map(node),
    neurons,
    places: new Map(names.map((name, place) => [name, place])),
  };
}

const positions = new WeakMap<readonly Operation[], Pass['position']>();

/** Found once for a list, as the list is made once for a net. */
function positionsIn(operations: readonly Operation[], network: Network): Pass['position'] {
  const known = positions.get(operations);
  if (known !== undefined) return known;
  const made = positionsOf(network, operations);
  positions.set(operations, made);
  return made;
}

/** Whether the round's sample is the last one of its batch. Else it has no operations that update, and `next` of a parameter is the parameter. */
export const hasUpdate = ({batch}: Pick<Round, 'batch'>): boolean =>
  batch === undefined || batch.place === batch.size;

const NOTHING_WRONG: Pass['wrong'] = new Map();

const operationLists = new WeakMap<Network, Map<string, readonly Operation[]>>();

/** The operations of a net's pass, in order; `updated`: those of an update among them. The same list for every such sample and round. */
export function operationsOf(network: Network, updates: UpdateOrder, updated = true): readonly Operation[] {
  const lists = operationLists.get(network) ?? new Map<string, readonly Operation[]>();
  operationLists.set(network, lists);
  const key = updated ? updates : '';
  const all = lists.get(key) ?? [...listed(network, updates)];
  const list = updated || lists.has(key) ? all : all.filter(({phase}) => phase !== 'update');
  lists.set(key, list);
  return list;
}

function* listed(network: Network, updates: UpdateOrder): Generator<Operation> {
  if (network.expression !== undefined) {
    yield* functionOperations(network, network.expression);
    return;
  }
  yield* forward(network);
  yield* backwardAndUpdate(network, updates);
}

function* forward(network: Network): Generator<Operation> {
  const {plan, outputs} = network;
  for (const [i, {neurons, activation}] of plan.entries()) {
    const at = {phase: 'forward', layer: i + 1} as const;
    if (activation === 'softmax') {
      for (const neuron of neurons) yield {...at, quantity: weightedSum(neuron), neuron};
      for (const neuron of neurons) yield {...at, quantity: output(neuron), neuron};
    } else {
      for (const neuron of neurons) {
        yield {...at, quantity: weightedSum(neuron), neuron};
        yield {...at, quantity: output(neuron), neuron};
      }
    }
  }
  const at = {phase: 'forward', layer: plan.length} as const;
  if (outputs.length > 1) for (const neuron of outputs) yield {...at, quantity: lossPart(neuron), neuron};
  yield {...at, quantity: LOSS};
}

function* backwardAndUpdate(network: Network, updates: UpdateOrder): Generator<Operation> {
  for (let layer = network.plan.length; layer >= 1; layer--) {
    yield* backwardLayer(network, layer);
    if (updates === 'layer-by-layer') yield* updateLayer(network, layer);
  }
  if (updates === 'after-backward')
    for (let layer = network.plan.length; layer >= 1; layer--) yield* updateLayer(network, layer);
}

function* backwardLayer(network: Network, layer: number): Generator<Operation> {
  const {neurons, sources, biases, activation} = network.plan[layer - 1]!;
  const at = {phase: 'backward', layer} as const;
  const combined = layer === network.plan.length && isCombined(network);
  // A δ of a softmax layer needs ∂L/∂a of every output, so these all come first.
  if (activation === 'softmax' && !combined)
    for (const neuron of neurons) yield {...at, quantity: gradient(output(neuron)), neuron};
  for (const [j, neuron] of neurons.entries()) {
    if (activation !== 'softmax' && !combined) {
      yield {...at, quantity: gradient(output(neuron)), neuron};
      yield {...at, quantity: slope(neuron), neuron};
    }
    yield {...at, quantity: gradient(weightedSum(neuron)), neuron};
    for (const from of sources) yield {...at, quantity: gradient(weight(from, neuron)), neuron};
    if (biases[j]! >= 0) yield {...at, quantity: gradient(bias(neuron)), neuron};
  }
}

function* updateLayer(network: Network, layer: number): Generator<Operation> {
  const {neurons, sources, biases} = network.plan[layer - 1]!;
  for (const [j, neuron] of neurons.entries()) {
    const at = {phase: 'update', layer, neuron} as const;
    for (const from of sources) yield {...at, quantity: next(weight(from, neuron))};
    if (biases[j]! >= 0) yield {...at, quantity: next(bias(neuron))};
  }
}

/** Every quantity's place in the list. What has no operation of its own is known with the operation that implies it. */
function positionsOf(network: Network, operations: readonly Operation[]): ReadonlyMap<Quantity, number> {
  const position = new Map(operations.map(({quantity}, i) => [quantity, i]));
  const alias = (quantity: Quantity, known: Quantity): void => {
    if (!position.has(quantity)) position.set(quantity, position.get(known)!);
  };
  if (network.expression !== undefined) {
    for (const name of network.inputs) position.set(nodeValue(name), -1);
    for (const name of network.parameters) position.set(name, -1);
    return position;
  }
  for (const name of network.inputs) position.set(output(name), -1);
  for (const name of network.outputs) position.set(target(name), -1);
  for (const name of network.parameters) position.set(name, -1);
  for (const name of network.outputs) {
    alias(lossPart(name), LOSS);
    alias(gradient(output(name)), gradient(weightedSum(name)));
    alias(slope(name), gradient(weightedSum(name)));
  }
  // Without an update a parameter stays what it is, which is known with its gradient.
  for (const name of network.parameters) alias(next(name), gradient(name));
  // The gradient by an input would be the next thing the sweep finds, after the first layer's.
  const first = network.plan[0]!.neurons.at(-1)!;
  for (const name of network.inputs) alias(gradient(output(name)), gradient(weightedSum(first)));
  return position;
}
