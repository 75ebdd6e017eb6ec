import type {Ask, Language, Lesson, Words} from '../lesson/lesson.ts';
import {stepBlocks, type ToldStep, toldSteps} from './account.ts';
import {isRightChoice, truthOf} from './answer.ts';
import type {Notation} from './notation.ts';
import {plainWords} from './plainWords.ts';
import {blockText} from './solve/text.ts';
import type {State} from './state.ts';
import {commonSlips, lineOf} from './view/slip.ts';
import {fillWords} from './words.ts';
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
  for (const told of toldSteps(lesson, notation)) {
    const {number, step} = told;
    const title = notation.text(plainWords[language].step(number, lesson.steps.length, step.title[language]));
    yield `\n${text(wrapText(title, width))}`;
    yield* stepText(told, {...options, notation: told.notation});
  }
}

function* stepText(told: ToldStep, options: PlainOptions): Generator<string, void> {
  const {step, before, end} = told;
  const {language, notation, width} = options;
  if (step.ask !== undefined) yield* askText(step.ask, before, end, options);
  yield text(wrapText(fillWords(step.say, language, end, notation), width));
  const layout = {width, ascii: notation.ascii, colon: plainWords[language].colon};
  for (const block of stepBlocks(told)) yield (block.kind === 'table' ? '\n' : '') + blockText(block, layout);
}

function* askText(ask: Ask, before: State, end: State, options: PlainOptions): Generator<string, void> {
  const {language, notation, width} = options;
  const words = plainWords[language];
  const fill = (part: Words, state: State): string => fillWords(part, language, state, notation);
  yield text(wrapText(notation.text(words.question) + fill(ask.prompt, before), width));
  if (ask.kind === 'choice')
    for (const [i, option] of ask.options.entries())
      yield text(wrapText(notation.text(words.choice(i + 1)) + fill(option.say, before), width));
  if (ask.kind === 'line')
    for (const [i, line] of ask.among.entries())
      yield text(wrapText(notation.text(words.choice(i + 1)) + lineOf(end, line, notation), width));
  yield text(wrapText(notation.text(words.answer) + answerText(ask, end, notation), width));
  const slips = ask.kind === 'number' ? commonSlips(ask.of, end, notation) : [];
  if (slips.length > 0) yield text(wrapText(notation.text(words.slips(slips)), width));
  if (ask.explain !== undefined) yield text(wrapText(fill(ask.explain, end), width));
  yield '\n';
}

/** The answer in words. */
export function answerText(ask: Ask, end: State, notation: Notation): string {
  const {language} = notation;
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
      return notation.text(words.choice(truth)) + lineOf(end, ask.among[truth - 1] ?? '', notation);
    case 'choice': {
      const right = ask.options.findIndex((option) => isRightChoice(ask, option, end));
      const option = ask.options[right];
      if (option === undefined) return number;
      return notation.text(words.choice(right + 1)) + fillWords(option.say, language, end, notation);
    }
  }
}

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
