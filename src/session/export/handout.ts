import {nodeValue, output, target} from '../../engine/quantity.ts';
import type {Ask, Lesson, Setup, Words} from '../../lesson/lesson.ts';
import {MAIN} from '../../lesson/lesson.ts';
import {stepBlocks, type ToldStep, toldSteps} from '../account.ts';
import {createNotation, type Notation} from '../notation.ts';
import {answerText} from '../plain.ts';
import {plainWords} from '../plainWords.ts';
import {type Block, netFacts} from '../solve/document.ts';
import {blockMarkdown, code, paragraphs} from '../solve/markdown.ts';
import {solveWords} from '../solve/words.ts';
import {startOfLesson} from '../state.ts';
import {commonSlips, lineOf} from '../view/slip.ts';
import {fillWords} from '../words.ts';
import {handoutWords} from './words.ts';

/**
 * A lesson as a handout in GitHub-flavoured Markdown: the nets before the first round, then every step with its words and workings. Its
 * questions stand where they are asked, without answers: these stand at the end, where they can be cut off.
 */
export function* handout(lesson: Lesson, notation: Notation): Generator<string, void> {
  const {language} = notation;
  const words = handoutWords[language];
  const markdown = printer(notation);
  const heading = (level: 1 | 2 | 3, said: string): string =>
    markdown({kind: 'heading', level, text: notation.text(said)});
  yield heading(1, lesson.title[language]);
  yield `\n${paragraphs(notation.text(lesson.summary[language]))}`;
  yield heading(2, solveWords[language].net);
  yield* netsText(lesson, notation);

  const asked: {readonly ask: Ask; readonly told: ToldStep}[] = [];
  for (const told of toldSteps(lesson, notation)) {
    const {step, number, end} = told;
    yield heading(2, plainWords[language].step(number, lesson.steps.length, step.title[language]));
    if (step.ask !== undefined) {
      asked.push({ask: step.ask, told});
      yield `\n${questionText(step.ask, asked.length, told)}`;
    }
    yield `\n${paragraphs(fillWords(step.say, language, end, told.notation))}`;
    for (const block of stepBlocks(told)) yield markdown(block);
  }

  if (asked.length > 0) yield heading(2, words.answers);
  for (const [i, {ask, told}] of asked.entries()) {
    const {step, number, end} = told;
    yield heading(3, words.answer(i + 1, number, step.title[language]));
    yield `\n${paragraphs(answerText(ask, end, told.notation))}`;
    const slips = ask.kind === 'number' ? commonSlips(ask.of, end, told.notation) : [];
    if (slips.length > 0) yield `\n${paragraphs(notation.text(plainWords[language].slips(slips)))}`;
    if (ask.explain !== undefined)
      yield `\n${paragraphs(fillWords(ask.explain, language, end, told.notation))}`;
  }
}

/** Cells of a line in code blocks. */
const WIDTH = 80;

const printer =
  ({language, ascii}: Notation) =>
  (block: Block): string =>
    blockMarkdown(block, {width: WIDTH, ascii, colon: plainWords[language].colon});

/** Every run's net, its numbers and its data; what is as in the first run is not said again. */
function* netsText(lesson: Lesson, {language, digits, ascii}: Notation): Generator<string, void> {
  const start = startOfLesson(lesson);
  for (const [name, {title, setup}] of lesson.runs) {
    const notation = createNotation(setup.names, language, digits, ascii);
    const markdown = printer(notation);
    const titled = (words: Words): string => fillWords(words, language, start, notation);
    if (lesson.runs.size > 1) yield markdown({kind: 'heading', level: 3, text: titled(title)});
    for (const fact of netFacts(setup, solveWords[language], notation)) yield markdown(fact);
    if (name !== MAIN && sameNumbers(setup, lesson.setup)) {
      const main = titled(lesson.runs.get(MAIN)!.title);
      yield `\n${paragraphs(notation.text(handoutWords[language].sameStart(main)))}`;
    } else {
      for (const block of numbersOf(setup, notation)) yield markdown(block);
    }
  }
}

const sameNumbers = (one: Setup, other: Setup): boolean =>
  JSON.stringify([one.network.layers, one.network.expression?.text, one.parameters, one.samples]) ===
  JSON.stringify([other.network.layers, other.network.expression?.text, other.parameters, other.samples]);

/** Longer tables are not printed whole. */
const MOST_PARAMETERS = 100;
const MOST_SAMPLES = 20;

/** Starting values and data as tables. */
function* numbersOf({network, parameters, samples}: Setup, notation: Notation): Generator<Block, void> {
  const words = handoutWords[notation.language];
  const start = network.parameters.map((name, i) => [notation.symbol(name), notation.number(parameters[i]!)]);
  yield* tableWithin(MOST_PARAMETERS, words.start, start, notation);
  if (network.inputs.length + network.outputs.length === 0) return;
  yield {kind: 'note', text: words.data};
  const columns = [
    ...network.inputs.map(network.expression === undefined ? output : nodeValue),
    ...network.outputs.map(target),
  ];
  const data = samples.map(({name, input, target: wanted}, i) => [
    notation.text(name ?? String(i + 1)),
    ...[...input, ...wanted].map((value) => notation.number(value)),
  ]);
  yield* tableWithin(MOST_SAMPLES, [words.sample, ...columns.map(notation.symbol)], data, notation);
}

/** A table of at most so many rows, and how many are missing. */
function* tableWithin(
  most: number,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  {language, text}: Notation,
): Generator<Block, void> {
  yield {kind: 'table', heads, rows: rows.slice(0, most)};
  const hidden = rows.length - most;
  if (hidden > 0) yield {kind: 'note', text: text(handoutWords[language].more(hidden))};
}

function questionText(ask: Ask, number: number, told: ToldStep): string {
  const {before, notation} = told;
  const {language} = notation;
  const fill = (words: Words): string => fillWords(words, language, before, notation);
  const label = notation.text(handoutWords[language].question(number));
  const options = optionsOf(ask, told).map((option, i) => `${i + 1}. ${option}\n`);
  const text = `**${label}** ${paragraphs(fill(ask.prompt))}${options.length > 0 ? '\n' : ''}${options.join('')}`;
  return text
    .replaceAll(/^/gm, '> ')
    .replace(/(?:> )?$/, '')
    .replaceAll(/ +$/gm, '');
}

/** What there is to choose from. */
function optionsOf(ask: Ask, {before, end, notation}: ToldStep): readonly string[] {
  switch (ask.kind) {
    case 'choice':
      return ask.options.map(({say}) =>
        paragraphs(fillWords(say, notation.language, before, notation)).trimEnd(),
      );
    case 'line':
      return ask.among.map((line) => code(lineOf(end, line, notation)));
    default:
      return [];
  }
}
