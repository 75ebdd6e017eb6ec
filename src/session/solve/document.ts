import type {OptimizerSpec} from '../../engine/optimizers.ts';
import type {Operation} from '../../engine/pass.ts';
import {LOSS, next, nodeValue, output, parseQuantity, type Quantity, target} from '../../engine/quantity.ts';
import type {Language, Setup} from '../../lesson/lesson.ts';
import {inBatch} from '../batchWords.ts';
import type {Notation} from '../notation.ts';
import {parameterTable, rowsOf} from '../view/table.ts';
import {type Working, workingOf} from '../view/working.ts';
import {memoryWorkings} from './memory.ts';
import {type SolvedRound, solveRounds} from './rounds.ts';
import {type SolveWords, solveWords} from './words.ts';

/** A part of a worked solution, before it is text or Markdown. */
export type Block =
  | {readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string}
  /** A label and what it labels: formulas, numbers and names, with commas between them or, where `joined`, with their own. */
  | {
      readonly kind: 'fact';
      readonly label: string;
      readonly items: readonly string[];
      readonly joined?: boolean;
    }
  | {readonly kind: 'workings'; readonly workings: readonly Working[]}
  | {readonly kind: 'table'; readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[]}
  | {readonly kind: 'note'; readonly text: string};

/**
 * A net's whole working, on paper: the net, then for each round the forward lines, the loss, the gradients factor by factor, the updates
 * and the parameters. Nothing is left out, whatever the net's size. Returns the round in which the net diverged, if it did.
 */
export function* solveDocument(
  setup: Setup,
  rounds: number,
  language: Language,
  notation: Notation,
): Generator<Block, number | undefined> {
  const words = solveWords[language];
  yield {kind: 'heading', level: 1, text: words.title};
  yield {kind: 'heading', level: 2, text: words.net};
  yield* netFacts(setup, words, notation);
  yield {
    kind: 'fact',
    label: words.start,
    items: setup.network.parameters.map((name, i) => equation(name, setup.parameters[i]!, notation)),
  };
  for (const round of solveRounds(setup, rounds)) {
    yield* roundBlocks(setup, round, words, notation);
    if (round.pass.diverged) {
      yield {kind: 'note', text: words.diverged(round.number)};
      return round.number;
    }
  }
  return undefined;
}

/** What a net is, beside its numbers. */
export function* netFacts(setup: Setup, words: SolveWords, notation: Notation): Generator<Block> {
  const {network, optimizer, batch, regularization, samples} = setup;
  const fact = (label: string, items: readonly string[]) => ({
    kind: 'fact' as const,
    label,
    items: items.map((item) => notation.text(item)),
  });
  if (network.expression !== undefined) {
    yield {
      kind: 'fact',
      label: words.function,
      items: [notation.text(network.expression.text)],
      joined: true,
    };
    yield fact(words.optimizer, [
      optimizer.kind,
      ...settingsOf(optimizer).map(([symbol, value]) => `${symbol} = ${notation.number(value)}`),
    ]);
    return;
  }
  const last = network.plan.length;
  const between = (layer: number, atEnd: boolean): string => (!atEnd ? ',' : layer < last ? ' →' : '');
  const names = network.layers.flatMap((layer, l) =>
    layer.map((name, i) => name + between(l, i + 1 === layer.length)),
  );
  yield {...fact(words.layers, names), joined: true};
  yield fact(
    words.activations,
    new Set(network.activations).size === 1
      ? [network.activations[0]!]
      : network.activations.map((name, i) => `${layerName(i + 1, last, words)}${words.colon}${name}`),
  );
  yield fact(words.loss, [network.loss]);
  yield fact(words.optimizer, [
    optimizer.kind,
    ...settingsOf(optimizer).map(([symbol, value]) => `${symbol} = ${notation.number(value)}`),
  ]);
  yield fact(words.samples, [String(samples.length)]);
  if (batch !== undefined) yield fact(words.batch, [batch === 'all' ? words.wholeData : String(batch)]);
  if (regularization !== undefined) {
    const {l1, l2} = regularization;
    const shown = [['λ1', l1] as const, ['λ2', l2] as const].filter(([, value]) => value !== 0);
    yield fact(
      words.regularization,
      shown.map(([symbol, value]) => `${symbol} = ${notation.number(value)}`),
    );
  }
}

/** An optimiser's settings by the letters that its formula has for them. */
function settingsOf(optimizer: OptimizerSpec): readonly (readonly [string, number])[] {
  const rate = ['η', optimizer.rate] as const;
  switch (optimizer.kind) {
    case 'sgd':
      return [rate];
    case 'momentum':
    case 'nesterov':
      return [rate, ['μ', optimizer.momentum]];
    case 'rmsprop':
      return [rate, ['ρ', optimizer.decay], ['ε', optimizer.epsilon]];
    case 'adagrad':
      return [rate, ['ε', optimizer.epsilon]];
    case 'adam':
      return [rate, ['β1', optimizer.beta1], ['β2', optimizer.beta2], ['ε', optimizer.epsilon]];
  }
}

const equation = (name: Quantity, value: number, notation: Notation): string =>
  `${notation.symbol(name)} = ${notation.number(value)}`;

const layerName = (layer: number, last: number, words: SolveWords): string =>
  layer === last ? words.outputLayer : words.hiddenLayer(layer);

function* roundBlocks(
  setup: Setup,
  {number, sample, state, pass}: SolvedRound,
  words: SolveWords,
  notation: Notation,
): Generator<Block> {
  const {network} = setup;
  const {name} = pass.sample;
  yield {
    kind: 'heading',
    level: 2,
    text: words.round(number, sample + 1, name === undefined ? undefined : notation.text(name)),
  };
  if (pass.batch !== undefined && pass.batch.size > 1)
    yield {kind: 'note', text: notation.text(inBatch[notation.language](pass.batch.place, pass.batch.size))};
  const given = (label: string, names: readonly Quantity[]): Block => ({
    kind: 'fact',
    label,
    items: names.map((it) => equation(it, pass.values.get(it)!, notation)),
  });
  const inputOf = network.expression === undefined ? output : nodeValue;
  if (network.inputs.length > 0) yield given(words.inputs, network.inputs.map(inputOf));
  if (network.outputs.length > 0) yield given(words.targets, network.outputs.map(target));

  for (const {heading, operations} of chapters(pass.operations, network.plan.length, words)) {
    yield {kind: 'heading', level: 3, text: heading};
    const workings = operations.flatMap(({quantity, phase}) => {
      const working = workingOf(state, notation, quantity)!;
      if (phase !== 'update') return [working];
      const {before, after} = memoryWorkings(pass, notation, quantity.slice(next('').length));
      return [...before, working, ...after];
    });
    yield {kind: 'workings', workings};
  }
  yield {kind: 'heading', level: 3, text: words.result};
  const rows = rowsOf(parameterTable(state, notation, {marked: new Set()}));
  yield {
    kind: 'table',
    heads: words.table,
    rows: rows.map((row) => [row.name, row.old, row.gradient, row.next, row.change]),
  };
}

interface Chapter {
  readonly heading: string;
  readonly operations: Operation[];
}

/** The operations under headings, in their order: forward, loss, then backward and update layer by layer. */
function chapters(operations: readonly Operation[], last: number, words: SolveWords): readonly Chapter[] {
  const made: Chapter[] = [];
  for (const operation of operations) {
    const heading = headingOf(operation, last, words);
    if (made.at(-1)?.heading !== heading) made.push({heading, operations: []});
    made.at(-1)!.operations.push(operation);
  }
  return made;
}

function headingOf({quantity, phase, layer}: Operation, last: number, words: SolveWords): string {
  if (phase === 'forward')
    return quantity === LOSS || parseQuantity(quantity)?.kind === 'loss-part'
      ? words.lossPart
      : words.forward;
  const name = layerName(layer, last, words);
  return phase === 'backward' ? words.backward(name) : words.update(name);
}
