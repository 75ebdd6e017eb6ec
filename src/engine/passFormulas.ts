import {
  call,
  difference,
  evaluateFormula,
  type Formula,
  negative,
  number,
  power,
  product,
  quantity,
  quotient,
  sum,
  symbol,
} from './formula.ts';
import {nodeFormula, nodeGradientFormula} from './functionGraph.ts';
import type {LossName} from './losses.ts';
import {isCombined, type LayerPlan, type Network} from './network.ts';
import {wholePower} from './optimizers.ts';
import {hasUpdate, type Pass} from './pass.ts';
import {
  bias,
  formatQuantity,
  gradient,
  lossPart,
  output,
  parseQuantity,
  type Quantity,
  type QuantityParts,
  slope,
  target,
  weight,
  weightedSum,
} from './quantity.ts';
import {weightFlags} from './regularization.ts';

/**
 * How one quantity of a pass is computed from others; by the wrong line where the round's mistake changed it. Undefined for
 * what is given: inputs, targets, weights, biases.
 */
export function formulaOf(pass: Pass, name: Quantity): Formula | undefined {
  const wrong = pass.wrong.get(name);
  if (wrong !== undefined) return wrong;
  const parts = parseQuantity(name);
  const {expression} = pass.network;
  if (expression !== undefined && parts?.kind === 'gradient')
    return nodeGradientFormula(expression, pass.netGraph, pass.sweep, formatQuantity(parts.of));
  if (expression !== undefined && parts?.kind !== 'next') return nodeFormula(expression, name);
  return parts === undefined ? undefined : formulaOfParts(pass, parts);
}

function formulaOfParts(pass: Pass, parts: QuantityParts): Formula | undefined {
  const {network} = pass;
  switch (parts.kind) {
    case 'weight':
    case 'bias':
    case 'target':
    case 'node':
      return undefined;
    case 'sum':
      return weightedSumFormula(layerOf(network, parts.neuron), parts.neuron);
    case 'output':
      return network.inputs.includes(parts.neuron)
        ? undefined
        : outputFormula(layerOf(network, parts.neuron), parts.neuron);
    case 'slope':
      return slopeFormula(layerOf(network, parts.neuron), parts.neuron);
    case 'loss-part':
      return lossFormula(network.loss, parts.neuron, network.outputs.length);
    case 'loss':
      return network.outputs.length === 1
        ? lossFormula(network.loss, network.outputs[0]!, 1)
        : sum(network.outputs.map((name) => quantity(lossPart(name))));
    case 'gradient':
      return gradientFormula(pass, parts.of);
    case 'next':
      return updateFormula(pass, formatQuantity(parts.of));
  }
}

function layerOf(network: Network, neuron: string): LayerPlan {
  const layer = network.plan.find(({neurons}) => neurons.includes(neuron));
  if (layer === undefined) throw new RangeError(`no neuron after the input is called ${neuron}`);
  return layer;
}

function weightedSumFormula({sources, neurons, biases}: LayerPlan, neuron: string): Formula {
  const terms = sources.map((from) => product(quantity(weight(from, neuron)), quantity(output(from))));
  return sum(biases[neurons.indexOf(neuron)]! < 0 ? terms : [...terms, quantity(bias(neuron))]);
}

function outputFormula({activation, neurons}: LayerPlan, neuron: string): Formula {
  const z = quantity(weightedSum(neuron));
  switch (activation) {
    case 'sigmoid':
      return call('σ', z);
    case 'tanh':
    case 'relu':
    case 'leaky-relu':
    case 'softplus':
      return call(activation, z);
    case 'identity':
      return z;
    case 'softmax':
      return quotient(call('exp', z), sum(neurons.map((other) => call('exp', quantity(weightedSum(other))))));
  }
}

function slopeFormula({activation}: LayerPlan, neuron: string): Formula {
  const z = quantity(weightedSum(neuron));
  const a = quantity(output(neuron));
  switch (activation) {
    case 'sigmoid':
    case 'softmax':
      return product(a, difference(number(1), a));
    case 'tanh':
      return difference(number(1), power(a, 2));
    case 'relu':
      return call('relu′', z);
    case 'leaky-relu':
      return call('leaky-relu′', z);
    case 'identity':
      return number(1);
    case 'softplus':
      return call('σ', z);
  }
}

/** The share of a mean over `count` outputs: over a single one there is nothing to divide. */
const shared = (formula: Formula, count: number): Formula =>
  count === 1 ? formula : quotient(formula, number(count));

function lossFormula(loss: LossName, neuron: string, count: number): Formula {
  const t = quantity(target(neuron));
  const a = quantity(output(neuron));
  switch (loss) {
    case 'half-squared-error':
      return product(symbol('½', 0.5), power(difference(t, a), 2));
    case 'mean-squared-error':
      return shared(power(difference(t, a), 2), count);
    case 'mean-absolute-error':
      return shared(call('abs', difference(t, a)), count);
    case 'binary-cross-entropy':
      return negative(
        sum([
          product(t, call('ln', a)),
          product(difference(number(1), t), call('ln', difference(number(1), a))),
        ]),
      );
    case 'cross-entropy':
      return negative(product(t, call('ln', a)));
  }
}

function lossSlopeFormula(loss: LossName, neuron: string, count: number): Formula {
  const t = quantity(target(neuron));
  const a = quantity(output(neuron));
  switch (loss) {
    case 'half-squared-error':
      return negative(difference(t, a));
    case 'mean-squared-error':
      return shared(negative(product(number(2), difference(t, a))), count);
    case 'mean-absolute-error':
      return shared(negative(call('sign', difference(t, a))), count);
    case 'binary-cross-entropy':
      return difference(quotient(difference(number(1), t), difference(number(1), a)), quotient(t, a));
    case 'cross-entropy':
      return negative(quotient(t, a));
  }
}

function gradientFormula(pass: Pass, of: QuantityParts): Formula | undefined {
  const {network} = pass;
  switch (of.kind) {
    case 'weight':
      return product(quantity(gradient(weightedSum(of.to))), quantity(output(of.from)));
    case 'bias':
      return product(quantity(gradient(weightedSum(of.neuron))), number(1));
    case 'output': {
      const {neuron} = of;
      if (network.outputs.includes(neuron))
        return lossSlopeFormula(network.loss, neuron, network.outputs.length);
      const after = network.plan.find(({sources}) => sources.includes(neuron))!;
      return sum(
        after.neurons.map((to) => product(quantity(gradient(weightedSum(to))), quantity(weight(neuron, to)))),
      );
    }
    case 'sum':
      return deltaFormula(pass, of.neuron);
    default:
      return undefined;
  }
}

function deltaFormula({network, sample}: Pass, neuron: string): Formula {
  const a = quantity(output(neuron));
  const layer = layerOf(network, neuron);
  if (network.outputs.includes(neuron) && isCombined(network)) {
    const t = quantity(target(neuron));
    const targetSum = sample.target.reduce((total, value) => total + value);
    return layer.activation === 'softmax' && targetSum !== 1
      ? difference(product(a, symbol('Σt', targetSum)), t)
      : difference(a, t);
  }
  if (layer.activation !== 'softmax')
    return product(quantity(gradient(output(neuron))), quantity(slope(neuron)));
  return sum(
    layer.neurons.map((other) => {
      const share = quantity(gradient(output(other)));
      return other === neuron
        ? product(share, a, difference(number(1), a))
        : product(share, negative(product(quantity(output(other)), a)));
    }),
  );
}

/**
 * The mean ḡ of a parameter's gradient over the batch that the round ends, by the sum over the samples before; the gradient itself where the
 * batch is this one sample.
 */
export function meanFormula({batch, memory, network}: Pass, parameter: Quantity): Formula {
  const g = quantity(gradient(parameter));
  if (batch === undefined || batch.size === 1) return g;
  const before = memory.gathered?.[network.parameterIndex.get(parameter)!] ?? 0;
  return quotient(sum([symbol('Σg', before), g]), number(batch.size));
}

/** What the optimiser is handed for the gradient: ḡ, and of a weight ḡ + λ₂·w + λ₁·sign(w). See `regularization.ts`. */
export function handedFormula(pass: Pass, parameter: Quantity): Formula {
  const {batch, regularization, network, values} = pass;
  const mean = meanFormula(pass, parameter);
  const g =
    batch === undefined || batch.size === 1
      ? mean
      : symbol(
          'ḡ',
          evaluateFormula(mean, (name) => values.get(name)!),
        );
  if (regularization === undefined || weightFlags(network)[network.parameterIndex.get(parameter)!] === 0)
    return g;
  const {l1, l2} = regularization;
  const w = quantity(parameter);
  return sum([
    g,
    ...(l2 === 0 ? [] : [product(symbol('λ2', l2), w)]),
    ...(l1 === 0 ? [] : [product(symbol('λ1', l1), call('sign', w))]),
  ]);
}

/** θ ← θ − …; see `optimizers.ts` for the sources. Without an update θ stays. Running means stand under their usual letters, with their new values. */
function updateFormula(pass: Pass, parameter: Quantity): Formula {
  const {optimizer, memory, network, after} = pass;
  const index = network.parameterIndex.get(parameter)!;
  const old = quantity(parameter);
  if (!hasUpdate(pass)) return old;
  const g = handedFormula(pass, parameter);
  const rate = symbol('η', optimizer.rate);
  const slot = (letter: string, k: number, of: typeof memory = after.memory): Formula =>
    symbol(letter, of.slots[k]![index]!);
  const root = (of: Formula, epsilon: number): Formula => sum([call('sqrt', of), symbol('ε', epsilon)]);
  switch (optimizer.kind) {
    case 'sgd':
      return difference(old, product(rate, g));
    case 'momentum':
      return difference(
        old,
        product(rate, sum([product(symbol('μ', optimizer.momentum), slot('v', 0, memory)), g])),
      );
    case 'nesterov':
      return difference(old, product(rate, sum([g, product(symbol('μ', optimizer.momentum), slot('v', 0))])));
    case 'rmsprop':
    case 'adagrad':
      return difference(old, product(rate, quotient(g, root(slot('s', 0), optimizer.epsilon))));
    case 'adam': {
      const t = after.memory.updates;
      const unbiased = (letter: string, k: number, beta: number): Formula =>
        symbol(letter, after.memory.slots[k]![index]! / (1 - wholePower(beta, t)));
      const m = unbiased('m̂', 0, optimizer.beta1);
      const v = unbiased('v̂', 1, optimizer.beta2);
      return difference(old, product(rate, quotient(m, root(v, optimizer.epsilon))));
    }
  }
}
