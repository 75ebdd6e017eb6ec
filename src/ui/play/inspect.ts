import type {Sample} from '../../engine/pass.ts';
import {gradient, output, parseQuantity, type Quantity, weight, weightedSum} from '../../engine/quantity.ts';
import {type Notation, UNKNOWN} from '../../session/notation.ts';
import {hasClasses} from '../../session/play/classes.ts';
import {isSettable} from '../../session/play/cursor.ts';
import {type Nudge, nudgeOf} from '../../session/play/nudge.ts';
import {askedSamples, measureSamples} from '../../session/sampleMeasures.ts';
import {passOf, type RoundStart, type State} from '../../session/state.ts';
import {isKnown, valueAt} from '../../session/value.ts';
import {wrapText} from '../../session/wrap.ts';
import {type Line, type Role, textWidth} from '../paint.ts';
import type {PlayWords} from './words.ts';

/** What is said of what is chosen on the net. */
export interface Inspection {
  readonly state: State;
  readonly chosen: Quantity;
  /** Since when a number is being nudged. */
  readonly nudged: {readonly quantity: Quantity; readonly before: State} | undefined;
  readonly notation: Notation;
  readonly words: PlayWords;
  /** Cells of a line. */
  readonly width: number;
}

/** What is chosen, in a few words. */
export function inspectionTitle({state, chosen, notation, words}: Inspection): string {
  const parts = parseQuantity(chosen);
  const {network} = state.start.setup;
  const symbol = notation.symbol(chosen);
  const name = notation.neuron;
  switch (parts?.kind) {
    case 'weight':
      return `${symbol}  ${words.kinds.weight}, ${words.from(name(parts.from), name(parts.to))}`;
    case 'bias':
      return `${symbol}  ${words.kinds.bias} · ${name(parts.neuron)}`;
    case 'target':
      return `${symbol}  ${words.kinds.target} · ${name(parts.neuron)}`;
    case 'output':
      return network.inputs.includes(parts.neuron)
        ? `${symbol}  ${words.kinds.input}`
        : `${name(parts.neuron)}  ${words.kinds.neuron} · ${activationOf(state, parts.neuron)}`;
    default:
      return symbol;
  }
}

/** Its numbers, where it comes from and where it goes, what a nudge did, and how the net does on all samples. */
export function inspectionLines(inspection: Inspection): readonly Line[] {
  const {state, chosen, notation, words, width, nudged} = inspection;
  const {network} = state.start.setup;
  const value = valueAt(state, chosen);
  const slope = valueAt(state, gradient(chosen));
  const hasGradient = isKnown(state, gradient(chosen));
  const numbers = [
    `${notation.symbol(chosen)} = ${value === undefined ? UNKNOWN : notation.number(value)}`,
    ...(passOf(state).values.has(gradient(chosen))
      ? [`${notation.symbol(gradient(chosen))} = ${hasGradient ? notation.number(slope!) : UNKNOWN}`]
      : []),
    isSettable(network, chosen) ? words.given : words.computed,
  ];
  const texts: {readonly text: string; readonly role: Role}[] = [{text: numbers.join('   '), role: 'plain'}];
  for (const text of neighbours(inspection)) texts.push({text, role: 'plain'});
  const nudge = nudged?.quantity === chosen ? nudgeOf(nudged.before, state, chosen) : undefined;
  if (nudge !== undefined && nudge.change !== 0)
    texts.splice(1, 0, {text: nudgeText(nudge, inspection), role: 'title'});
  for (const text of dataTexts(state.start, notation, words)) texts.push({text, role: 'dim'});
  return texts.flatMap(({text, role}) =>
    wrapText(notation.text(text), width).map((line): Line => [{text: line, role}]),
  );
}

function nudgeText({change, lossBefore, lossNow, foretold}: Nudge, {notation, words}: Inspection): string {
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${notation.number(value)}`;
  return `${words.nudged(signed(change))} ${notation.number(lossBefore)} → ${notation.number(lossNow)}, ΔL = ${signed(lossNow - lossBefore)}; ${words.foretold} ${signed(foretold)}`;
}

/** Of a neuron: what comes in by which weight, and where it goes. */
function neighbours({state, chosen, notation, words, width}: Inspection): readonly string[] {
  const parts = parseQuantity(chosen);
  if (parts?.kind !== 'output') return [];
  const {network} = state.start.setup;
  const {values} = passOf(state);
  const number = (name: Quantity): string => notation.number(values.get(name)!);
  const at = network.plan.findIndex(({neurons}) => neurons.includes(parts.neuron));
  const into = network.plan[at];
  const outOf = network.plan.find(({sources}) => sources.includes(parts.neuron));
  const incoming = (into?.sources ?? []).map((from) => {
    const known = valueAt(state, output(from));
    const w = weight(from, parts.neuron);
    return `${notation.neuron(from)} ${number(w)}·${known === undefined ? UNKNOWN : notation.number(known)}`;
  });
  const outgoing = (outOf?.neurons ?? []).map((to) => {
    const delta = valueAt(state, gradient(weightedSum(to)));
    const shown = delta === undefined ? UNKNOWN : notation.number(delta);
    return `${notation.neuron(to)} ${number(weight(parts.neuron, to))} (δ ${shown})`;
  });
  return [
    ...(incoming.length === 0 ? [] : [listOnLine(words.incoming, incoming, width, notation)]),
    ...(outgoing.length === 0 ? [] : [listOnLine(words.outgoing, outgoing, width, notation)]),
  ];
}

/** As many items as fit on one line, and how many are left out: a layer of many neurons would push everything else off the screen. */
function listOnLine(label: string, items: readonly string[], width: number, {text}: Notation): string {
  const written = (count: number): string => {
    const rest = items.length - count;
    return [label, ...items.slice(0, count), ...(rest === 0 ? [] : [`… +${rest}`])].join('  ');
  };
  let count = items.length;
  while (count > 1 && textWidth(text(written(count))) > width) count--;
  return written(count);
}

function activationOf(state: State, neuron: string): string {
  return state.start.setup.network.plan.find(({neurons}) => neurons.includes(neuron))!.activation;
}

type Measured = ReturnType<typeof measureSamples>;

const measured = new WeakMap<RoundStart, {readonly samples?: Measured; readonly test?: Measured}>();

/** How the net does on all samples, and on those that it is not trained on. */
function dataTexts(start: RoundStart, notation: Notation, words: PlayWords): readonly string[] {
  const {setup, parameters} = start;
  const {network, samples, test} = setup;
  const measure = (all: readonly Sample[]): Measured =>
    measureSamples(network, parameters, askedSamples(all));
  const known = measured.get(start) ?? {
    ...(samples.length > 1 && {samples: measure(samples)}),
    ...(test.length > 0 && {test: measure(test)}),
  };
  measured.set(start, known);
  const hasSides = hasClasses(samples);
  const text = ({loss, right, size}: Measured, of: number, {all, some}: PlayWords['data']): string =>
    words.comesTo(
      size < of ? some(size, of) : all,
      Number.isFinite(loss) ? notation.number(loss) : UNKNOWN,
      hasSides ? {right, size} : undefined,
    );
  return [
    ...(known.samples === undefined
      ? []
      : [text(known.samples, samples.length, test.length > 0 ? words.trainingData : words.data)]),
    ...(known.test === undefined ? [] : [text(known.test, test.length, words.testData)]),
  ];
}
