import type {Quantity} from '../engine/quantity.ts';
import {LOSS} from '../engine/quantity.ts';
import type {Ask, Language, Lesson, Step, Words} from '../lesson/lesson.ts';
import {isRightChoice, truthOf} from './answer.ts';
import {createNotation, type Notation} from './notation.ts';
import {type PlainWords, plainWords} from './plainWords.ts';
import {currentOperation, passOf, type State, startOfLesson} from './state.ts';
import {accountOf, type StepEvent} from './stepEvents.ts';
import {textTable} from './textTable.ts';
import {valueAt} from './value.ts';
import {parameterTable} from './view/table.ts';
import {workingOf} from './view/working.ts';
import {fillWords} from './words.ts';
import {workingText} from './workingText.ts';
import {wrapText} from './wrap.ts';

export interface PlainOptions {
  readonly language: Language;
  readonly notation: Notation;
  /** Cells of a line. */
  readonly width: number;
}

/**
 * A lesson as linear text, step by step, for pipes, screen readers and logs: words, questions with their answers, and the working of every number
 * that comes up. Read from top to bottom it says everything; nothing has to be seen beside something else.
 */
export function* plainLesson(lesson: Lesson, options: PlainOptions): Generator<string, void> {
  const {language, notation, width} = options;
  yield text(wrapText(notation.text(lesson.title[language]), width));
  yield text(wrapText(notation.text(lesson.summary[language]), width));
  let state = startOfLesson(lesson);
  for (const [i, step] of lesson.steps.entries()) {
    const {events, end} = accountOf(step, state);
    const title = notation.text(plainWords[language].step(i + 1, lesson.steps.length, step.title[language]));
    yield `\n${text(wrapText(title, width))}`;
    // A run may have names of its own.
    const own = createNotation(end.start.setup.names, language, notation.digits, notation.ascii);
    yield* stepText(step, {before: state, events, end}, {...options, notation: own});
    state = end;
  }
}

interface Played {
  readonly before: State;
  readonly events: readonly StepEvent[];
  readonly end: State;
}

function* stepText(
  step: Step,
  {before, events, end}: Played,
  options: PlainOptions,
): Generator<string, void> {
  const {language, notation, width} = options;
  const words = plainWords[language];
  if (step.ask !== undefined) yield* askText(step.ask, before, end, options);
  yield text(wrapText(fillWords(step.say, language, end, notation), width));

  const updated = events.some(
    (event) => event.kind === 'computed' && event.operations.some(({phase}) => phase === 'update'),
  );
  for (const event of events) yield* eventText(event, before, options);
  if (step.panel?.kind === 'table' || updated) {
    const rows = parameterTable(end, notation, {marked: new Set()}).map((row) => [
      row.name,
      row.old,
      row.gradient,
      row.next,
      row.change,
    ]);
    yield `\n${text(textTable(words.table, rows, width - INDENT.length, words.colon).map((line) => INDENT + line))}`;
  }
  const loss = lossText(events, end, words, notation);
  if (loss !== undefined) yield `\n${text(wrapText(loss, width))}`;
}

const INDENT = '  ';

function* askText(ask: Ask, before: State, end: State, options: PlainOptions): Generator<string, void> {
  const {language, notation, width} = options;
  const words = plainWords[language];
  const fill = (part: Words, state: State): string => fillWords(part, language, state, notation);
  yield text(wrapText(notation.text(words.question) + fill(ask.prompt, before), width));
  if (ask.kind === 'choice')
    for (const [i, option] of ask.options.entries())
      yield text(wrapText(notation.text(words.choice(i + 1)) + fill(option.say, before), width));
  yield text(wrapText(notation.text(words.answer) + answerText(ask, end, options), width));
  if (ask.explain !== undefined) yield text(wrapText(fill(ask.explain, end), width));
  yield '\n';
}

/** The answer in words. */
function answerText(ask: Ask, end: State, {language, notation}: PlainOptions): string {
  const words = plainWords[language];
  const truth = truthOf(ask, end);
  const number = `${'of' in ask && ask.of !== undefined ? `${notation.symbol(ask.of)} = ` : ''}${notation.number(truth)}`;
  switch (ask.kind) {
    case 'number':
      return number;
    case 'sign': {
      const sign = truth > 0 ? words.positive : truth < 0 ? words.negative : words.zero;
      return `${notation.text(sign)}${language === 'zh' ? '，' : ', '}${number}`;
    }
    case 'line':
      return notation.text(words.choice(truth)) + notation.symbol(ask.among[truth - 1] ?? '');
    case 'choice': {
      const right = ask.options.findIndex((option) => isRightChoice(ask, option, end));
      const option = ask.options[right];
      if (option === undefined) return number;
      return notation.text(words.choice(right + 1)) + fillWords(option.say, language, end, notation);
    }
  }
}

function* eventText(event: StepEvent, before: State, options: PlainOptions): Generator<string, void> {
  const {language, notation, width} = options;
  const words = plainWords[language];
  const line = (said: string): string => `\n${text(wrapText(notation.text(said), width))}`;
  switch (event.kind) {
    case 'computed': {
      if (event.operations.length === 0) return;
      const {done} = event.state.start;
      yield line(done === before.start.done ? words.working : words.round(done + 1));
      const workings = event.operations.map(({quantity}) => quantity);
      for (const [i, quantity] of workings.entries())
        yield (i === 0 ? '' : '\n') + workingLines(event.state, quantity, options);
      return;
    }
    case 'passed':
      yield line(words.passed(event.from, event.to));
      return;
    case 'trained':
      yield line(words.trained(event.rounds, event.state.start.done + 1));
      return;
    case 'back': {
      const last = currentOperation(event.state)?.quantity;
      yield line(words.back(event.state.start.done + 1, last && notation.symbol(last)));
      return;
    }
    case 'restart':
      yield line(words.restart);
      return;
    case 'set': {
      const {quantity, value} = event.action;
      yield line(words.set(notation.symbol(quantity), notation.number(value)));
    }
  }
}

function workingLines(state: State, quantity: Quantity, {notation, width}: PlainOptions): string {
  const working = workingOf(state, notation, quantity);
  if (working === undefined) throw new RangeError(`${quantity} has no working`);
  return text(workingText(working, width - INDENT.length, notation.ascii).map((line) => INDENT + line));
}

/** What the loss is now, where the step has computed it, and what it was in the round before. */
function lossText(
  events: readonly StepEvent[],
  end: State,
  words: PlainWords,
  notation: Notation,
): string | undefined {
  const {done, lastLoss, divergedAt} = end.start;
  const pass = passOf(end);
  const broken = divergedAt ?? (pass.diverged ? done + 1 : undefined);
  const computed = events.some(
    (event) =>
      event.kind === 'computed' &&
      event.state.start === end.start &&
      event.operations.some(({quantity}) => quantity === LOSS),
  );
  if (!computed) return undefined;
  if (broken !== undefined) return notation.text(words.diverged(broken));
  const loss = valueAt(end, LOSS);
  if (loss === undefined) return undefined;
  const before = lastLoss === undefined ? undefined : notation.number(lastLoss);
  return notation.text(words.loss(done + 1, notation.number(loss), before));
}

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
