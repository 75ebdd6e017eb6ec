import {elementwise, softmax, softmaxSlope, softmaxSlopesWork, softmaxWork} from './activations.ts';
import {createFunctionGraph} from './functionGraph.ts';
import {createGraph, type Graph, type GraphNode, type Operator} from './graph.ts';
import {combinedLoss, losses} from './losses.ts';
import type {Network} from './network.ts';
import {bias, LOSS, lossPart, output, type Quantity, target, weight, weightedSum} from './quantity.ts';

/** A net's pass as a computational graph: every node is a quantity of the forward pass. */
export interface NetGraph {
  readonly graph: Graph;
  readonly names: readonly Quantity[];
  readonly index: ReadonlyMap<Quantity, number>;
}

/** Σ w·a (+ b): inputs are w₀, a₀, w₁, a₁, … and, where there is a bias, b last. Summed in that order. */
const weightedSumOperator = (count: number): Operator => ({
  value(inputs) {
    const pairs = inputs.length >> 1;
    let sum = inputs[0]! * inputs[1]!;
    for (let i = 1; i < pairs; i++) sum += inputs[2 * i]! * inputs[2 * i + 1]!;
    return inputs.length % 2 === 1 ? sum + inputs.at(-1)! : sum;
  },
  slopes: (inputs) =>
    inputs.map((_, i) => (i === inputs.length - 1 && i % 2 === 0 ? 1 : inputs[i % 2 === 0 ? i + 1 : i - 1]!)),
  // Every product but the first, and the bias, is added.
  work: {value: count - 1, slopes: 0},
});

/** One output of a softmax layer; inputs are all weighted sums of the layer. */
function softmaxOperator(neuron: number, neurons: number): Operator {
  return {
    value: (z) => softmax(z)[neuron]!,
    slopes(z, value) {
      return softmax(z).map((other, i) => softmaxSlope(value, other, i === neuron));
    },
    work: {value: softmaxWork(neurons), slopes: softmaxWork(neurons) + softmaxSlopesWork(neurons)},
  };
}

/** Targets are given, not differentiated: their slope stands as 0. */
const TARGET_SLOPE = 0;

/** The graph of one sample's loss. Its leaves are the inputs, the targets and the parameters. */
export function createNetGraph(network: Network): NetGraph {
  if (network.expression !== undefined) return createFunctionGraph(network, network.expression);
  const nodes: GraphNode[] = [];
  const names: Quantity[] = [];
  const index = new Map<Quantity, number>();
  const add = (name: Quantity, inputs: readonly Quantity[] = [], operator?: Operator): void => {
    index.set(name, nodes.length);
    names.push(name);
    const places = inputs.map((input) => index.get(input)!);
    nodes.push(operator === undefined ? {inputs: places} : {operator, inputs: places});
  };

  for (const name of network.inputs) add(output(name));
  for (const name of network.outputs) add(target(name));
  for (const name of network.parameters) add(name);

  for (const {sources, neurons, activation, biases} of network.plan) {
    neurons.forEach((to, j) => {
      const products = sources.flatMap((from) => [weight(from, to), output(from)]);
      const terms = biases[j]! < 0 ? products : [...products, bias(to)];
      add(weightedSum(to), terms, weightedSumOperator(terms.length));
    });
    neurons.forEach((neuron, j) => {
      if (activation === 'softmax') {
        add(output(neuron), neurons.map(weightedSum), softmaxOperator(j, neurons.length));
      } else {
        const {value, slope, work} = elementwise[activation];
        add(output(neuron), [weightedSum(neuron)], {
          value: ([z]) => value(z!),
          slopes: ([z], a) => [slope(z!, a)],
          work,
        });
      }
    });
  }
  addLoss(network, add);
  return {graph: createGraph(nodes), names, index};
}

function addLoss(
  network: Network,
  add: (name: Quantity, inputs: readonly Quantity[], operator: Operator) => void,
): void {
  const {outputs, loss: lossName} = network;
  const count = outputs.length;
  const combined = combinedLoss(lossName, network.activations.at(-1)!);
  if (combined === undefined) {
    const {part, slope, work} = losses[lossName];
    for (const name of outputs)
      add(lossPart(name), [target(name), output(name)], {
        value: ([t, a]) => part(t!, a!, count),
        slopes: ([t, a]) => [TARGET_SLOPE, slope(t!, a!, count)],
        work,
      });
    add(LOSS, outputs.map(lossPart), {
      value: (parts) => parts.reduce((total, value) => total + value),
      slopes: (parts) => parts.map(() => 1),
      work: {value: count - 1, slopes: 0},
    });
    return;
  }

  // Activation and loss in one node, from the weighted sums: defined where a rounded output would make ln 0 of the two.
  // The parts hang beside it for show, and the total's derivatives are the well-known δ.
  const inputs = [...outputs.map(target), ...outputs.map(weightedSum)];
  const partOf = (values: readonly number[], k: number): number =>
    combined.part(values[k]!, values.slice(count), k);
  const partWork = combined.work(count);
  outputs.forEach((name, k) => {
    add(lossPart(name), inputs, {
      value: (values) => partOf(values, k),
      slopes: (values) => values.map(() => Number.NaN),
      work: {value: partWork.value, slopes: 0},
    });
  });
  const outputActivation = network.activations.at(-1)!;
  const outputsWork =
    outputActivation === 'softmax' ? softmaxWork(count) : count * elementwise.sigmoid.work.value;
  add(LOSS, inputs, {
    value: (values) => outputs.map((_, k) => partOf(values, k)).reduce((total, value) => total + value),
    slopes(values) {
      const z = values.slice(count);
      const targets = values.slice(0, count);
      const a = outputActivation === 'softmax' ? softmax(z) : z.map((sum) => elementwise.sigmoid.value(sum));
      const targetSum = targets.reduce((total, value) => total + value);
      return [
        ...targets.map(() => TARGET_SLOPE),
        ...outputs.map((_, k) => combined.delta(targets[k]!, a[k]!, targetSum)),
      ];
    },
    work: {
      value: count * partWork.value + (count - 1),
      slopes: outputsWork + (count - 1) + count * partWork.slopes,
    },
  });
}
