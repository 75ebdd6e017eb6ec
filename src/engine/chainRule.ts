import {type Formula, quantity} from './formula.ts';
import {slopeFormula} from './functionGraph.ts';
import {isCombined} from './network.ts';
import type {Pass} from './pass.ts';
import {formulaOf} from './passFormulas.ts';
import {gradient, LOSS, output, parseQuantity, type Quantity, slope, weightedSum} from './quantity.ts';

/** One factor of a chain-rule product: ∂over/∂under at this pass's numbers. */
export interface Factor {
  readonly over: Quantity;
  readonly under: Quantity;
  readonly value: number;
  /** What the derivative works out to: a weight, an output, σ′'s formula. Absent for 1 and for a δ taken as known. */
  readonly formula?: Formula;
  /** The quantity whose name this factor has, where there is one (`grad.a.o`, `slope.h`, the old weight). */
  readonly quantity?: Quantity;
}

/** A gradient taken apart: the sum, over every path from the loss, of the product of the factors along it. */
export interface ChainRule {
  readonly of: Quantity;
  readonly value: number;
  readonly paths: readonly (readonly Factor[])[];
  /** Whether the paths start at the loss; else at the δ of the layer behind, because from the loss there are too many. */
  readonly fromLoss: boolean;
}

/** What a reader can take in: more or longer paths than this start at the δs of the layer behind instead. */
const MOST_PATHS = 4;
const MOST_FACTORS = 7;

/**
 * The chain rule for the gradient by a weight, bias, weighted sum or output of the pass. Where the paths from the loss are
 * too many or too long, each δ of the layer behind counts as one factor. Undefined where `of` has no gradient, and in a round
 * with a mistake: its numbers are no product of derivatives.
 */
export function chainRule(pass: Pass, of: Quantity): ChainRule | undefined {
  const value = pass.values.get(gradient(of));
  const parts = parseQuantity(of);
  if (value === undefined || parts === undefined || of === LOSS || pass.mistake !== undefined)
    return undefined;
  if (pass.network.expression !== undefined) return functionRule(pass, of, value);
  const whole = pathsTo(pass, of, headAtLoss(pass), MOST_PATHS + 1);
  if (whole.length <= MOST_PATHS && whole.every((path) => path.length <= MOST_FACTORS))
    return {of, value, paths: whole, fromLoss: true};
  return {
    of,
    value,
    paths: pathsTo(pass, of, headAtDelta(pass, of), Number.POSITIVE_INFINITY),
    fromLoss: false,
  };
}

/** The same for a node of a function. */
function functionRule(pass: Pass, of: Quantity, value: number): ChainRule {
  const atLoss: Head = () => undefined;
  const whole = pathsTo(pass, of, atLoss, MOST_PATHS + 1);
  if (whole.length <= MOST_PATHS && whole.every((path) => path.length <= MOST_FACTORS))
    return {of, value, paths: whole, fromLoss: true};
  const atUser: Head = (at) =>
    at === of || at === LOSS
      ? undefined
      : {over: LOSS, under: at, value: pass.values.get(gradient(at))!, quantity: gradient(at)};
  return {of, value, paths: pathsTo(pass, of, atUser, Number.POSITIVE_INFINITY), fromLoss: false};
}

/** The first factor of a path, where one starts at this quantity. */
type Head = (at: Quantity) => Factor | undefined;

function headAtLoss(pass: Pass): Head {
  const {network} = pass;
  const combined = isCombined(network);
  const starts = new Set(network.outputs.map(combined ? weightedSum : output));
  return (at) => (starts.has(at) ? lossFactor(pass, at) : undefined);
}

/** Starts at the δs of the layer that follows the quantity's own neuron, or at the loss in the last layer. */
function headAtDelta(pass: Pass, of: Quantity): Head {
  const {network} = pass;
  const neuron = neuronOf(of);
  const behind = network.plan.find(({sources}) => sources.includes(neuron));
  const starts = new Set((behind?.neurons ?? []).map(weightedSum));
  const atLoss = headAtLoss(pass);
  return (at) => (starts.has(at) ? lossFactor(pass, at) : atLoss(at));
}

function neuronOf(of: Quantity): string {
  const parts = parseQuantity(of);
  if (parts === undefined) throw new RangeError(`no quantity is called ${of}`);
  if (parts.kind === 'weight') return parts.to;
  if ('neuron' in parts) return parts.neuron;
  throw new RangeError(`${of} belongs to no neuron`);
}

function lossFactor(pass: Pass, at: Quantity): Factor {
  const name = gradient(at);
  const formula = pass.network.outputs.some((o) => at === output(o) || at === weightedSum(o))
    ? formulaOf(pass, name)
    : undefined;
  return {
    over: LOSS,
    under: at,
    value: pass.values.get(name)!,
    quantity: name,
    ...(formula === undefined ? {} : {formula}),
  };
}

/** At most `most` paths, each as its factors from the loss down. */
function pathsTo(pass: Pass, at: Quantity, head: Head, most: number): Factor[][] {
  if (at === LOSS) return [[]];
  const start = head(at);
  if (start !== undefined) return [[start]];
  const {netGraph, sweep} = pass;
  const node = netGraph.index.get(at)!;
  const found: Factor[][] = [];
  for (const use of sweep.paths[node]!) {
    const user = netGraph.names[use.node]!;
    const factor = localFactor(pass, user, at, use.slot, sweep.slopes[use.node]![use.slot]!);
    for (const path of pathsTo(pass, user, head, most - found.length)) found.push([...path, factor]);
    if (found.length >= most) break;
  }
  return found;
}

function localFactor(pass: Pass, over: Quantity, under: Quantity, slot: number, value: number): Factor {
  const {expression} = pass.network;
  if (expression !== undefined)
    return {over, under, value, formula: slopeFormula(expression, over, slot, value)};
  const from = parseQuantity(under)!;
  const to = parseQuantity(over)!;
  const base = {over, under, value};
  if (from.kind === 'weight') return {...base, ...named(output(from.from))};
  if (from.kind === 'output' && to.kind === 'sum')
    return {...base, ...named(`w.${from.neuron}->${to.neuron}`)};
  if (from.kind === 'sum' && to.kind === 'output' && from.neuron === to.neuron) {
    const name = slope(from.neuron);
    return {...base, quantity: name, formula: formulaOf(pass, name)!};
  }
  return base;
}

const named = (name: Quantity): Pick<Factor, 'formula' | 'quantity'> => ({
  quantity: name,
  formula: quantity(name),
});
