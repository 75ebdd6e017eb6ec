import type {Lesson, Panel, RunName} from '../lesson/lesson.ts';
import {type Notation, UNKNOWN} from './notation.ts';
import {type PanelWords, panelWords} from './panelWords.ts';
import {plainWords} from './plainWords.ts';
import type {Block} from './solve/document.ts';
import type {State} from './state.ts';
import {valueAt} from './value.ts';
import {checkView} from './view/check.ts';
import {compareView} from './view/compare.ts';
import {contributionsView} from './view/contributions.ts';
import type {Focus} from './view/focus.ts';
import {layersView} from './view/layers.ts';
import {operationsView} from './view/operations.ts';
import {parameterTable, rowsOf} from './view/table.ts';
import {runTitle} from './words.ts';

type PanelOf<Kind> = Extract<Panel, {readonly kind: Kind}>;

/** What a panel is drawn from. */
interface Drawn {
  readonly state: State;
  readonly lesson: Lesson;
  readonly notation: Notation;
  readonly words: PanelWords;
}

/** Nothing is marked on paper. */
const unmarked: Focus = {marked: new Set()};

/** The numbers that a step's panel shows, as tables. A working is told where it comes up; a map is only to be seen. */
export function* panelBlocks(
  panel: Panel,
  state: State,
  lesson: Lesson,
  notation: Notation,
): Generator<Block, void> {
  const drawn: Drawn = {state, lesson, notation, words: panelWords[notation.language]};
  switch (panel.kind) {
    case 'table':
      yield parameterBlock(state, notation);
      return;
    case 'contributions':
      yield* contributionBlocks(panel, drawn);
      return;
    case 'operations':
      yield* operationBlocks(panel.runs, drawn);
      return;
    case 'layers':
      yield* layerBlocks(panel.runs, drawn);
      return;
    case 'check':
      yield* checkBlocks(drawn);
      return;
    case 'loss':
      if (panel.runs.length > 1) yield lossBlock(panel.runs, drawn);
      return;
    case 'paths':
      yield pathBlock(panel, drawn);
      return;
    case 'working':
    case 'map':
  }
}

/** All parameters: before, gradient, after, change. */
export function parameterBlock(state: State, notation: Notation): Block {
  return {
    kind: 'table',
    heads: plainWords[notation.language].table,
    rows: rowsOf(parameterTable(state, notation, unmarked)).map((row) => [
      row.name,
      row.old,
      row.gradient,
      row.next,
      row.change,
    ]),
  };
}

/** A table under its title, in the notation's character set. */
function* titled(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  {text}: Notation,
): Generator<Block, void> {
  yield {kind: 'note', text: text(title)};
  yield {kind: 'table', heads: heads.map(text), rows: rows.map((row) => row.map(text))};
}

function* contributionBlocks(
  panel: PanelOf<'contributions'>,
  {state, notation, words: {contributions: words}}: Drawn,
): Generator<Block, void> {
  const {rule, senders, rows, withoutShares} = contributionsView(state, notation, unmarked, panel);
  const exact = rule === 'exact';
  yield* titled(
    words[rule],
    [words.neuron, ...senders.map(words.from), words.sum, ...(exact ? [words.slope, words.delta] : [])],
    rows.map(({neuron, parts, sum, slope, delta}) => [
      neuron,
      ...parts.map(({value, factors: [left, right]}) => `${left} × ${right} = ${value}`),
      sum,
      ...(exact ? [slope ?? '', delta ?? ''] : []),
    ]),
    notation,
  );
  if (withoutShares.length > 0)
    yield {kind: 'note', text: notation.text(words.noShares(withoutShares.join(', ')))};
}

function* operationBlocks(
  names: readonly RunName[],
  {state, lesson, notation, words: {operations: words}}: Drawn,
): Generator<Block, void> {
  const {runs} = operationsView(state, lesson, names, notation);
  const counts = ['parameters', 'forward', 'backward', 'both', 'numeric'] as const;
  yield* titled(
    words.title,
    [words.what, ...runs.map(({title}) => (runs.length === 1 ? words.count : title))],
    [
      ...counts.map((row) => [words[row], ...runs.map((run) => String(run[row]))]),
      [words.ratio, ...runs.map(({ratio}) => notation.number(ratio, 3))],
    ],
    notation,
  );
}

function* layerBlocks(
  names: readonly RunName[],
  {state, lesson, notation, words: {layers: words}}: Drawn,
): Generator<Block, void> {
  const {runs} = layersView(state, lesson, names, notation);
  const head = (measure: string, run: string): string =>
    runs.length === 1 ? measure : words.of(measure, run);
  const numbers = [...new Set(runs.flatMap(({layers}) => layers.map(({layer}) => layer)))];
  yield* titled(
    words.title,
    [words.layer, ...runs.flatMap(({title}) => [head(words.delta, title), head(words.weights, title)])],
    numbers
      .sort((one, other) => other - one)
      .map((number) => [
        String(number),
        ...runs.flatMap(({layers}) => {
          const size = layers.find(({layer}) => layer === number);
          return [known(size?.delta, notation), known(size?.weights, notation)];
        }),
      ]),
    notation,
  );
}

function* checkBlocks({state, notation, words: {check: words}}: Drawn): Generator<Block, void> {
  yield* titled(
    words.title,
    words.heads,
    checkView(state, notation, unmarked).map(({name, analytic, numeric, difference, agrees}) => [
      name,
      analytic,
      numeric,
      difference,
      agrees === undefined ? UNKNOWN : agrees ? words.agrees : words.differs,
    ]),
    notation,
  );
}

/** How far the compared trainings have come. */
function lossBlock(runs: readonly RunName[], {state, lesson, notation, words: {runs: words}}: Drawn): Block {
  const compared = compareView(state, lesson, runs, notation).runs;
  return {
    kind: 'table',
    heads: [words.run, words.round, words.loss],
    rows: compared.map(({title, round, loss = UNKNOWN, divergedAt}) => [
      title,
      String(round),
      notation.text(divergedAt === undefined ? loss : words.diverged(divergedAt)),
    ]),
  };
}

/** Where the two parameters are by now. */
function pathBlock({of, runs}: PanelOf<'paths'>, {state, lesson, notation, words}: Drawn): Block {
  return {
    kind: 'table',
    heads: [words.runs.run, ...of.map(notation.symbol)],
    rows: runs.map((name) => [
      runTitle(lesson.runs.get(name)!, state, notation),
      ...of.map((parameter) => known(valueAt(state, `${parameter}@${name}`), notation)),
    ]),
  };
}

const known = (value: number | undefined, notation: Notation): string =>
  value === undefined ? notation.text(UNKNOWN) : notation.number(value);
