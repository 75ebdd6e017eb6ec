import type {Ask, Language} from '../lesson/lesson.ts';
import {isRightChoice, type Reply, truthOf} from '../session/answer.ts';
import type {Notation} from '../session/notation.ts';
import type {Player, Scene} from '../session/player.ts';
import {lineOf} from '../session/view/slip.ts';
import {fillWords} from '../session/words.ts';
import {wrapText} from '../session/wrap.ts';
import {type Line, textWidth} from './paint.ts';
import {slipLines} from './slipLines.ts';
import type {ScreenWords} from './words.ts';

/** The words of a step, laid out. */
export interface StepWords {
  readonly title: string;
  /** May be longer than the panel: it scrolls. */
  readonly body: readonly Line[];
  /** Stays in place under the body: the answer being typed, or a hint on what to press. */
  readonly pinned: readonly Line[];
}

/** What a key that does nothing calls to mind: that an answer comes first, or how this one is given. */
export type Reminder = 'to answer' | 'how';

export interface WordsContext {
  readonly player: Player;
  readonly scene: Scene;
  readonly language: Language;
  readonly notation: Notation;
  readonly words: ScreenWords;
  /** Cells of a line. */
  readonly width: number;
  readonly reminded: Reminder | undefined;
  /** What stands under the last step. */
  readonly ending: string;
}

/** What a step says, asks and answers. */
export function stepWords(context: WordsContext): StepWords {
  const {scene, language, notation} = context;
  const title = notation.text(scene.step.title[language]);
  return scene.asking === undefined ? told(context, title) : asked(context, scene.asking, title);
}

function told(context: WordsContext, title: string): StepWords {
  const {scene, language, notation, ending, width} = context;
  const {step, reply} = scene;
  const paragraph = wrapWith(width);
  const body = [
    ...(step.ask !== undefined && reply !== undefined && !isRight(reply) ? verdict(context, step.ask) : []),
    ...paragraph(fillWords(step.say, language, scene.state, notation)),
  ];
  const pinned = scene.atEnd ? paragraph(notation.text(ending), 'dim') : [];
  return {title, body, pinned};
}

function asked(context: WordsContext, ask: Ask, title: string): StepWords {
  const {player, scene, language, notation, words, width, reminded} = context;
  const paragraph = wrapWith(width);
  const isSolved = scene.reply !== undefined && isRight(scene.reply);
  const body = [
    // What is wrong comes first: it must be seen, and the question has been read.
    ...(isSolved ? [] : notYet(context, ask)),
    ...paragraph(fillWords(ask.prompt, language, scene.state, notation)),
    ...optionLines(ask, context),
    ...scene.hints.flatMap((hint, i) =>
      paragraph(
        notation.text(words.question.hint(i + 1, fillWords(hint, language, scene.state, notation))),
        'dim',
      ),
    ),
    ...(isSolved ? verdict(context, ask) : []),
  ];
  if (isSolved) {
    return {title, body, pinned: paragraph(notation.text(words.question.enterGoesOn), 'dim')};
  }
  const {question} = words;
  const how = {
    number: question.number,
    sign: question.sign,
    choice: question.choiceKeys(optionTexts(ask, context).length),
    line: question.choiceKeys(optionTexts(ask, context).length),
  }[ask.kind];
  const hint = hintOf(context, how);
  const cursor = notation.ascii ? '_' : '▏';
  const entry: Line = [
    {text: `${notation.ascii ? '>' : '›'} ${question.answer}${words.colon}`, role: 'title'},
    {text: notation.text(player.entry)},
    {text: cursor, role: 'mark'},
  ];
  const used = entry.reduce((total, {text}) => total + textWidth(text), 0);
  const role = reminded !== undefined || player.unreadable ? 'bad' : 'dim';
  const written = notation.text(hint);
  const pinned: readonly Line[] =
    used + 2 + textWidth(written) <= width
      ? [[...entry, {text: '  '}, {text: written, role}]]
      : [entry, ...paragraph(written, role)];
  return {title, body, pinned};
}

function hintOf({reminded, player, scene, words: {question}}: WordsContext, how: string): string {
  if (reminded === 'to answer') return question.answerFirst;
  if (reminded === 'how') return how;
  if (player.unreadable) return question.unreadable;
  return scene.reply !== undefined && player.entry === '' ? question.again : how;
}

/** What there is to choose from, as it is written behind its number. */
function optionTexts(ask: Ask, {scene, language, notation, width}: WordsContext): readonly string[] {
  if (ask.kind === 'choice')
    return ask.options.map(({say}) => fillWords(say, language, scene.state, notation));
  if (ask.kind !== 'line') return [];
  return ask.among.map((line) => lineOf(scene.revealed, line, notation, width - OPTION_INDENT));
}

const OPTION_INDENT = 3;

/** Options beside each other where they are short, else each on its own line. */
function optionLines(ask: Ask, context: WordsContext): readonly Line[] {
  const {width} = context;
  const texts = optionTexts(ask, context).map((text, i) => ({number: `${i + 1}) `, text}));
  if (texts.length === 0) return [];
  const together = texts.reduce((total, {number, text}) => total + textWidth(number + text) + 3, 0);
  if (together <= width) {
    return [texts.flatMap(({number, text}): Line => [{text: number, role: 'key'}, {text: `${text}   `}])];
  }
  return texts.flatMap(({number, text}) =>
    wrapText(text, width - OPTION_INDENT).map(
      (line, i): Line => (i === 0 ? [{text: number, role: 'key'}, {text: line}] : [{text: `   ${line}`}]),
    ),
  );
}

const isRight = (reply: Reply): boolean => reply.kind === 'answered' && reply.right;

/** That an answer is wrong, and which mistake may be behind it, but not yet what is right: it may be mended. */
function notYet(context: WordsContext, ask: Ask): readonly Line[] {
  const {scene, language, notation, words, width} = context;
  const {reply} = scene;
  if (reply?.kind !== 'answered') return [];
  const said = answerText(ask, reply.text, context);
  return [
    ...wrapWith(width)(notation.text(words.question.notYet(said)), 'bad'),
    ...slipLines(reply.slips, ask, scene.revealed, {language, notation, words, width}),
  ];
}

/** How the reply was, what is true, and why. */
function verdict(context: WordsContext, ask: Ask): readonly Line[] {
  const {scene, language, notation, words, width} = context;
  const {reply, revealed} = scene;
  if (reply === undefined) return [];
  const paragraph = wrapWith(width);
  const truth = truthText(ask, context);
  const {question} = words;
  const said = reply.kind === 'answered' ? answerText(ask, reply.text, context) : '';
  const [text, role] =
    reply.kind === 'skipped'
      ? ([question.skipped(truth), 'dim'] as const)
      : reply.right
        ? ([question.right(truth), 'good'] as const)
        : ([question.wrong(said, truth), 'bad'] as const);
  return [
    ...paragraph(notation.text(text), role),
    ...(ask.explain === undefined ? [] : paragraph(fillWords(ask.explain, language, revealed, notation))),
  ];
}

function truthText(ask: Ask, context: WordsContext): string {
  const {scene, notation, words} = context;
  const truth = truthOf(ask, scene.revealed);
  switch (ask.kind) {
    case 'number':
      return notation.number(truth);
    case 'sign':
      return signText(truth, words);
    case 'choice': {
      const right = ask.options.findIndex((option) => isRightChoice(ask, option, scene.revealed));
      return optionText(ask, right, context);
    }
    case 'line':
      return optionText(ask, truth - 1, context);
  }
}

function answerText(ask: Ask, text: string, context: WordsContext): string {
  const plain = text.normalize('NFKC').trim();
  if (ask.kind === 'number') return plain;
  if (ask.kind === 'sign') return signText(plain === '+' ? 1 : plain === '0' ? 0 : -1, context.words);
  return optionText(ask, Number(text) - 1, context);
}

/** An option with its number, as it reads once the question is resolved. */
const optionText = (ask: Ask, index: number, context: WordsContext): string => {
  const {scene} = context;
  const option = optionTexts(ask, {...context, scene: {...scene, state: scene.revealed}})[index];
  return `${index + 1}) ${option ?? ''}`;
};

const signText = (value: number, {question}: ScreenWords): string =>
  value === 0 ? question.zero : value > 0 ? question.positive : question.negative;

const wrapWith =
  (width: number) =>
  (text: string, role?: 'dim' | 'good' | 'bad'): readonly Line[] =>
    wrapText(text, width).map((line): Line => [role === undefined ? {text: line} : {text: line, role}]);
