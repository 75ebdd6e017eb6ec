import type {ActivationName} from './activations.ts';
import {
  call,
  difference,
  type Formula,
  flatProduct,
  mapQuantities,
  negative,
  number,
  opposite,
  power,
  product,
  quantity,
  quotient,
  sum,
  symbol,
  taken,
} from './formula.ts';
import {forgottenMinuses, functionRules} from './functionRules.ts';
import type {MistakeName} from './mistakes.ts';
import {isCombined, type Network} from './network.ts';
import type {Pass} from './pass.ts';
import {handedFormula} from './passFormulas.ts';
import {
  formatQuantity,
  gradient,
  next,
  output,
  parseQuantity,
  type Quantity,
  type QuantityParts,
  target,
  weightedSum,
} from './quantity.ts';
import {type Line, quantitiesIn, type Rule} from './replay.ts';

/** The one rule by which a whole pass makes the mistake. */
export function ruleOf(mistake: MistakeName, pass: Pass): Rule {
  const {network} = pass;
  switch (mistake) {
    case 'updated-weight':
      return updatedWeight(network);
    case 'no-slope':
      return noSlope(network);
    case 'slope-at-output':
      return slopeAtOutput(network);
    case 'wrong-sign':
      return upTheGradient;
    case 'gradient-as-update':
      return withoutRate(pass);
    case 'one-path':
      return onePath(network, () => 0);
    case 'raw-error':
      return rawError(network, 'output − target');
    case 'wrong-factor':
      return factorOnError(network, 2);
    case 'rounded':
      return (line) => (line.parts.kind === 'next' ? undefined : rounding(2, isAny)(line));
    case 'weight-factor-on-bias':
      return weightFactorOnBias(network, 0);
  }
}

/** Every way of making the mistake that could be behind a number for the quantity, the commonest first. */
export function rulesOf(mistake: MistakeName, pass: Pass, asked: Quantity): readonly Rule[] {
  const {network} = pass;
  const ofFunction = network.expression && functionRules(mistake, pass, network.expression, asked);
  if (ofFunction !== undefined) return ofFunction;
  switch (mistake) {
    case 'updated-weight':
      return perLayer(network, updatedWeight(network));
    case 'no-slope':
      return perLayer(network, noSlope(network));
    case 'slope-at-output':
      return perLayer(network, slopeAtOutput(network));
    case 'wrong-sign':
      return [
        upTheGradient,
        onlyAt(asked, ({parts, right}) => (parts.kind === 'gradient' ? opposite(right) : undefined)),
        ...(network.expression === undefined ? [] : forgottenMinuses(pass, network.expression, asked)),
      ];
    case 'gradient-as-update':
      return [withoutRate(pass), onlyAt(asked, gradientForNew(pass)), ...stepForGradient(pass, asked)];
    case 'one-path':
      return pathRules(network, asked);
    case 'raw-error':
      return [
        rawError(network, 'output − target'),
        rawError(network, 'target − output'),
        ...hiddenRawErrors(network),
      ];
    case 'wrong-factor':
      return factorsOf(network).flatMap((factor) => [
        factorOnError(network, factor),
        factorOnLoss(network, factor),
      ]);
    case 'rounded':
      return [2, 3].flatMap((digits) => [
        onlyAt(asked, rounding(digits, isAny)),
        beforeOrAt(asked, rounding(digits, isFactor)),
        beforeOrAt(asked, rounding(digits, isAny)),
      ]);
    case 'weight-factor-on-bias': {
      const widest = Math.max(...network.plan.map(({sources}) => sources.length));
      return [...Array.from({length: widest}, (_, k) => weightFactorOnBias(network, k)), withoutWeightFactor];
    }
  }
}

/** The rule in all layers at once, and in each layer alone. */
function perLayer(network: Network, rule: Rule): readonly Rule[] {
  return [
    rule,
    ...network.plan.map(
      ({neurons}): Rule =>
        (line) =>
          neurons.includes(neuronOf(line.parts)) ? rule(line) : undefined,
    ),
  ];
}

const onlyAt =
  (asked: Quantity, rule: Rule): Rule =>
  (line) =>
    line.name === asked ? rule(line) : undefined;

/** In the backward pass and the update, and in what is asked for. */
const beforeOrAt =
  (asked: Quantity, rule: Rule): Rule =>
  (line) =>
    line.name === asked || !/^loss/.test(line.name) ? rule(line) : undefined;

/** The neuron whose line it is: of a weight, the one it leads to. Empty for the total loss. */
function neuronOf(parts: QuantityParts): string {
  if (parts.kind === 'gradient' || parts.kind === 'next') return neuronOf(parts.of);
  if (parts.kind === 'weight') return parts.to;
  return 'neuron' in parts ? parts.neuron : '';
}

/** The neuron whose δ it is, or undefined. */
const deltaOf = (parts: QuantityParts): string | undefined =>
  parts.kind === 'gradient' && parts.of.kind === 'sum' ? parts.of.neuron : undefined;

const isOutput = (network: Network, neuron: string): boolean => network.outputs.includes(neuron);

const activationOf = ({plan}: Network, neuron: string): ActivationName =>
  plan.find(({neurons}) => neurons.includes(neuron))!.activation;

/** Whether δ of the neuron is computed by multiplying with a slope other than 1. */
const hasSlope = (network: Network, neuron: string): boolean =>
  activationOf(network, neuron) !== 'identity' && !(isOutput(network, neuron) && isCombined(network));

/** ∂L/∂a of a hidden neuron: Σ δ·w′, with the weights after the update. */
const updatedWeight =
  (network: Network): Rule =>
  ({parts, right}) =>
    parts.kind === 'gradient' && parts.of.kind === 'output' && !isOutput(network, parts.of.neuron)
      ? mapQuantities(right, (name) => quantity(parseQuantity(name)?.kind === 'weight' ? next(name) : name))
      : undefined;

/** δ = ∂L/∂a. */
const noSlope =
  (network: Network): Rule =>
  ({parts}) => {
    const neuron = deltaOf(parts);
    return neuron !== undefined && hasSlope(network, neuron) ? quantity(gradient(output(neuron))) : undefined;
  };

/** σ′ of a neuron's output in place of its weighted sum. Kinks have the same slope there. */
const slopeAtOutput =
  (network: Network): Rule =>
  ({parts}) => {
    if (parts.kind !== 'slope' || !hasSlope(network, parts.neuron)) return undefined;
    const a = quantity(output(parts.neuron));
    switch (activationOf(network, parts.neuron)) {
      case 'sigmoid':
        return product(call('σ', a), difference(number(1), call('σ', a)));
      case 'tanh':
        return difference(number(1), power(call('tanh', a), 2));
      case 'softplus':
        return call('σ', a);
      default:
        return undefined;
    }
  };

/** w + step in place of w − step. */
const upTheGradient: Rule = ({parts, right}) =>
  parts.kind === 'next' && right.kind === 'difference' ? sum([right.left, right.right]) : undefined;

/** w − g: the rate forgotten, and whatever else the optimiser makes of the gradient. */
const withoutRate =
  (pass: Pass): Rule =>
  ({parts}) => {
    if (parts.kind !== 'next') return undefined;
    const parameter = formatQuantity(parts.of);
    return difference(quantity(parameter), handedFormula(pass, parameter));
  };

/** Asked for a new value: the gradient. */
const gradientForNew =
  (pass: Pass): Rule =>
  ({parts}) =>
    parts.kind === 'next' ? handedFormula(pass, formatQuantity(parts.of)) : undefined;

/** Asked for a parameter's gradient: −η·g or η·g. Asked for its new value: the same. */
function stepForGradient(pass: Pass, asked: Quantity): readonly Rule[] {
  const step: Rule = ({parts, right}) => {
    const eta = symbol('η', pass.optimizer.rate);
    if (parts.kind === 'next') return product(eta, handedFormula(pass, formatQuantity(parts.of)));
    const ofParameter =
      parts.kind === 'gradient' && pass.network.parameterIndex.has(formatQuantity(parts.of));
    return ofParameter ? flatProduct([eta, right]) : undefined;
  };
  const back: Rule = (line) => {
    const formula = step(line);
    return formula && negative(formula);
  };
  return [onlyAt(asked, back), onlyAt(asked, step)];
}

/**
 * Where shares add up, one of them: of ∂L/∂a the share through neuron number `choose(layer)` of the layer behind, of a softmax
 * δ the share of the neuron's own output. `choose` gives undefined where all shares count.
 */
const onePath =
  (network: Network, choose: (layer: number) => number | undefined): Rule =>
  ({parts, right}) => {
    if (parts.kind !== 'gradient' || right.kind !== 'sum') return undefined;
    const {of} = parts;
    if (of.kind === 'output') {
      const k = choose(layerOf(network, of.neuron) + 1);
      return k === undefined ? undefined : right.terms[k];
    }
    if (of.kind !== 'sum' || choose(network.layers.length) === undefined) return undefined;
    return right.terms[network.outputs.indexOf(of.neuron)];
  };

/** 0 for the input layer. */
const layerOf = ({layers}: Network, neuron: string): number =>
  layers.findIndex((names) => names.includes(neuron));

/** More whole paths than this are not looked at: only forks one at a time. */
const MOST_PATHS = 32;

/** One path at each fork alone, and at all forks at once. Of the total loss, each part. */
function pathRules(network: Network, asked: Quantity): readonly Rule[] {
  const parts = parseQuantity(asked);
  if (parts?.kind === 'loss')
    return network.outputs.map((_, k) =>
      onlyAt(asked, ({right}) => (right.kind === 'sum' ? right.terms[k] : undefined)),
    );
  const {layers} = network;
  const from = parts === undefined ? 0 : layerOf(network, neuronOf(parts)) + 1;
  const forks = layers.flatMap((names, layer) => (layer >= from && names.length > 1 ? [layer] : []));
  const softmax = network.activations.at(-1) === 'softmax' && !isCombined(network) ? [layers.length] : [];
  const choices = (layer: number): readonly number[] => [...(layers[layer]?.keys() ?? [0])];
  const single = [...forks, ...softmax].flatMap((layer) =>
    choices(layer).map((k) => onePath(network, (at) => (at === layer ? k : undefined))),
  );
  if (forks.length + softmax.length < 2 || forks.reduce((n, l) => n * layers[l]!.length, 1) > MOST_PATHS)
    return single;
  const paths = forks.reduce<readonly ReadonlyMap<number, number>[]>(
    (found, layer) => found.flatMap((path) => choices(layer).map((k) => new Map(path).set(layer, k))),
    [new Map(softmax.map((layer) => [layer, 0]))],
  );
  return [...single, ...paths.map((path) => onePath(network, (at) => path.get(at)))];
}

/** The error of an output as it is. */
function errorOf(neuron: string, direction: 'output − target' | 'target − output'): Formula {
  const a = quantity(output(neuron));
  const t = quantity(target(neuron));
  return direction === 'output − target' ? difference(a, t) : difference(t, a);
}

/** The error in place of δ of each output. Where activation and loss are differentiated as one, that is δ. */
const rawError =
  (network: Network, direction: Parameters<typeof errorOf>[1]): Rule =>
  ({parts}) => {
    const neuron = deltaOf(parts);
    return neuron !== undefined && isOutput(network, neuron) && !isCombined(network)
      ? errorOf(neuron, direction)
      : undefined;
  };

/** With a single output: its error in place of the δs of a hidden layer. */
function hiddenRawErrors({plan, outputs}: Network): readonly Rule[] {
  const [only, ...others] = outputs;
  if (only === undefined || others.length > 0) return [];
  return plan.slice(0, -1).flatMap(({neurons}) =>
    (['output − target', 'target − output'] as const).map(
      (direction): Rule =>
        ({parts}) =>
          neurons.includes(deltaOf(parts) ?? '') ? errorOf(only, direction) : undefined,
    ),
  );
}

/** Constants that a loss may be off by: the 2 of a square and its ½, and the number of outputs where a mean is taken or not. */
function factorsOf({loss, outputs}: Network): readonly number[] {
  const ofSquare = loss.endsWith('squared-error') ? [2, 1 / 2] : [];
  const ofMean = outputs.length > 1 ? [outputs.length, 1 / outputs.length] : [];
  return [...ofSquare, ...ofMean];
}

/** Where the gradient enters the net: ∂L/∂a of each output, or its δ where activation and loss are differentiated as one. */
const factorOnError =
  (network: Network, factor: number): Rule =>
  ({parts, right}) => {
    if (parts.kind !== 'gradient') return undefined;
    const {of} = parts;
    const isEntry = of.kind === 'output' || (of.kind === 'sum' && isCombined(network));
    return isEntry && isOutput(network, of.neuron) ? scaled(right, factor) : undefined;
  };

/** The loss of each output. */
const factorOnLoss =
  ({outputs}: Network, factor: number): Rule =>
  ({parts, right}) =>
    parts.kind === 'loss-part' || (parts.kind === 'loss' && outputs.length === 1)
      ? scaled(right, factor)
      : undefined;

/** The formula with a factor more, or without the one that it cancels. */
function scaled(formula: Formula, factor: number): Formula {
  if (formula.kind === 'negative') return negative(scaled(formula.of, factor));
  if (formula.kind === 'quotient' && formula.under.kind === 'number' && formula.under.value === factor)
    return formula.over;
  if (formula.kind === 'product') {
    const [first, ...others] = formula.factors;
    if ((first?.kind === 'number' || first?.kind === 'symbol') && first.value * factor === 1)
      return product(...others);
  }
  if (factor < 1 && factor !== 1 / 2) return quotient(formula, number(1 / factor));
  return flatProduct([factor === 1 / 2 ? symbol('½', factor) : number(factor), formula]);
}

/** The line from rounded numbers, those that `which` names. */
const rounding =
  (digits: number, which: (name: Quantity) => boolean): Rule =>
  ({right, known}: Line) =>
    quantitiesIn(right).length === 0
      ? undefined
      : mapQuantities(right, (name) => {
          if (!which(name)) return quantity(name);
          const value = known(name);
          return taken(name, Number.isFinite(value) ? Number(value.toPrecision(digits)) : value);
        });

const isAny = (): boolean => true;

/** Whether a number is no product on the way of the chain rule, but one of its factors. */
function isFactor(name: Quantity): boolean {
  const parts = parseQuantity(name);
  return parts?.kind !== 'gradient' || parts.of.kind === 'output';
}

/** ∂L/∂b = δ·a of source number `k`, or of the last where there are fewer. */
const weightFactorOnBias =
  ({plan}: Network, k: number): Rule =>
  ({parts}) => {
    if (parts.kind !== 'gradient' || parts.of.kind !== 'bias') return undefined;
    const {neuron} = parts.of;
    const {sources} = plan.find(({neurons}) => neurons.includes(neuron))!;
    const source = sources[Math.min(k, sources.length - 1)]!;
    return product(quantity(gradient(weightedSum(neuron))), quantity(output(source)));
  };

/** ∂L/∂w = δ. */
const withoutWeightFactor: Rule = ({parts}) =>
  parts.kind === 'gradient' && parts.of.kind === 'weight'
    ? quantity(gradient(weightedSum(parts.of.to)))
    : undefined;
