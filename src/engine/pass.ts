import {elementwise, softmaxSlope} from './activations.ts';
import {afterUpdate, hasDiverged} from './afterUpdate.ts';
import type {BatchPlace} from './batch.ts';
import type {Formula} from './formula.ts';
import {functionOperations} from './functionGraph.ts';
import {evaluate, type Sweep, sweepBack} from './graph.ts';
import {losses} from './losses.ts';
import {mistakenPass} from './mistakenPass.ts';
import type {MistakeName} from './mistakes.ts';
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
  const netGraph = graphOf(network);
  const given = [...sample.input, ...sample.target, ...parameters];
  const nodeValues = evaluate(netGraph.graph, (leaf) => given[leaf]!);
  const sweep = sweepBack(netGraph.graph, nodeValues, netGraph.index.get(LOSS)!);
  const gradients = network.parameters.map((name) => sweep.gradients[netGraph.index.get(name)!]!);
  const after = afterUpdate(round, gradients, weightFlags(network));

  const values = new Map<Quantity, number>();
  netGraph.names.forEach((name, i) => {
    values.set(name, nodeValues[i]!);
  });
  if (network.expression !== undefined)
    netGraph.names.forEach((name, i) => {
      values.set(gradient(name), sweep.gradients[i]!);
    });
  for (const name of network.layers.flat()) {
    const node = netGraph.index.get(output(name))!;
    values.set(gradient(output(name)), sweep.gradients[node]!);
  }
  for (const {neurons, activation} of network.plan)
    for (const neuron of neurons) {
      const z = values.get(weightedSum(neuron))!;
      const a = values.get(output(neuron))!;
      const own = activation === 'softmax' ? softmaxSlope(a, a, true) : elementwise[activation].slope(z, a);
      values.set(slope(neuron), own);
      values.set(gradient(weightedSum(neuron)), sweep.gradients[netGraph.index.get(weightedSum(neuron))!]!);
    }
  if (isCombined(network)) {
    // The sweep goes around the outputs here; their own gradient is still a true number to show.
    const {slope: byOutput} = losses[network.loss];
    for (const name of network.outputs) {
      const t = values.get(target(name))!;
      values.set(gradient(output(name)), byOutput(t, values.get(output(name))!, network.outputs.length));
    }
  }
  network.parameters.forEach((name, i) => {
    values.set(gradient(name), gradients[i]!);
    values.set(next(name), after.parameters[i]!);
  });

  const operations = operationsOf(network, round.updates, hasUpdate(round));
  const position = positionsOf(network, operations);
  return {
    ...round,
    operations,
    position,
    values,
    loss: values.get(LOSS)!,
    after,
    diverged: hasDiverged(values.get(LOSS)!, after),
    wrong: NOTHING_WRONG,
    netGraph,
    sweep,
    nodeValues,
  };
}

/** Whether the round's sample is the last one of its batch. Else it has no operations that update, and `next` of a parameter is the parameter. */
export const hasUpdate = ({batch}: Pick<Round, 'batch'>): boolean =>
  batch === undefined || batch.place === batch.size;

const NOTHING_WRONG: Pass['wrong'] = new Map();

const graphs = new WeakMap<Network, NetGraph>();

function graphOf(network: Network): NetGraph {
  const known = graphs.get(network);
  if (known !== undefined) return known;
  const made = createNetGraph(network);
  graphs.set(network, made);
  return made;
}

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
