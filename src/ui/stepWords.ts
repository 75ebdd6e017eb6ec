import type {Ask, Choice, Language} from '../lesson/lesson.ts';
import {isRightChoice, type Reply, truthOf} from '../session/answer.ts';
import type {Notation} from '../session/notation.ts';
import type {Player, Scene} from '../session/player.ts';
import {fillWords} from '../session/words.ts';
import {wrapText} from '../session/wrap.ts';
import {type Line, textWidth} from './paint.ts';
import type {ScreenWords} from './words.ts';

/** The words of a step, laid out. */
export interface StepWords {
  readonly title: string;
  /** May be longer than the panel: it scrolls. */
  readonly body: readonly Line[];
  /** Stays in place under the body: the answer being typed, or a hint on what to press. */
  readonly pinned: readonly Line[];
}

export interface WordsContext {
  readonly player: Player;
  readonly scene: Scene;
  readonly language: Language;
  readonly notation: Notation;
  readonly words: ScreenWords;
  /** Cells of a line. */
  readonly width: number;
  /** Whether the learner tried to go on without an answer. */
  readonly reminded: boolean;
}

/** What a step says, asks and answers. */
export function stepWords(context: WordsContext): StepWords {
  const {scene, language, notation} = context;
  const title = notation.text(scene.step.title[language]);
  return scene.asking === undefined ? told(context, title) : asked(context, scene.asking, title);
}

function told(context: WordsContext, title: string): StepWords {
  const {scene, language, notation, words, width} = context;
  const {step, reply} = scene;
  const paragraph = wrapWith(width);
  const body = [
    ...(step.ask !== undefined && reply !== undefined && !isRight(reply) ? verdict(context, step.ask) : []),
    ...paragraph(fillWords(step.say, language, scene.state, notation)),
  ];
  const pinned = scene.atEnd ? paragraph(notation.text(words.lastStep), 'dim') : [];
  return {title, body, pinned};
}

function asked(context: WordsContext, ask: Ask, title: string): StepWords {
  const {player, scene, language, notation, words, width, reminded} = context;
  const paragraph = wrapWith(width);
  const body = [
    ...paragraph(fillWords(ask.prompt, language, scene.state, notation)),
    ...(ask.kind === 'choice' ? optionLines(ask.options, context) : []),
    ...scene.hints.flatMap((hint, i) =>
      paragraph(
        notation.text(words.question.hint(i + 1, fillWords(hint, language, scene.state, notation))),
        'dim',
      ),
    ),
    ...(scene.reply === undefined ? [] : isRight(scene.reply) ? verdict(context, ask) : notYet(context, ask)),
  ];
  if (scene.reply !== undefined && isRight(scene.reply)) {
    return {title, body, pinned: paragraph(notation.text(words.question.enterGoesOn), 'dim')};
  }
  const {question} = words;
  const how =
    ask.kind === 'choice'
      ? question.choiceKeys(ask.options.length)
      : ask.kind === 'sign'
        ? question.sign
        : question.number;
  const hint = reminded
    ? question.answerFirst
    : player.unreadable
      ? question.unreadable
      : scene.reply !== undefined && player.entry === ''
        ? question.again
        : how;
  const cursor = notation.ascii ? '_' : '▏';
  const entry: Line = [
    {text: `${notation.ascii ? '>' : '›'} ${question.answer}: `, role: 'title'},
    {text: notation.text(player.entry)},
    {text: cursor, role: 'mark'},
  ];
  const used = entry.reduce((total, {text}) => total + textWidth(text), 0);
  const role = reminded || player.unreadable ? 'bad' : 'dim';
  const written = notation.text(hint);
  const pinned: readonly Line[] =
    used + 2 + textWidth(written) <= width
      ? [[...entry, {text: '  '}, {text: written, role}]]
      : [entry, ...paragraph(written, role)];
  return {title, body, pinned};
}

/** Options beside each other where they are short, else each on its own line. */
function optionLines(
  options: readonly Choice[],
  {scene, language, notation, width}: WordsContext,
): readonly Line[] {
  const texts = options.map(({say}, i) => ({
    number: `${i + 1}) `,
    text: fillWords(say, language, scene.state, notation),
  }));
  const together = texts.reduce((total, {number, text}) => total + textWidth(number + text) + 3, 0);
  if (together <= width) {
    return [texts.flatMap(({number, text}): Line => [{text: number, role: 'key'}, {text: `${text}   `}])];
  }
  return texts.flatMap(({number, text}) =>
    wrapText(text, width - 3).map(
      (line, i): Line => (i === 0 ? [{text: number, role: 'key'}, {text: line}] : [{text: `   ${line}`}]),
    ),
  );
}

const isRight = (reply: Reply): boolean => reply.kind === 'answered' && reply.right;

/** That an answer is wrong, and not yet what is right: it may be mended. */
function notYet({scene, language, notation, words, width}: WordsContext, ask: Ask): readonly Line[] {
  const {reply} = scene;
  if (reply?.kind !== 'answered') return [];
  const said = answerText(ask, reply.text, scene, language, notation, words);
  return wrapWith(width)(notation.text(words.question.notYet(said)), 'bad');
}

/** How the reply was, what is true, and why. */
function verdict({scene, language, notation, words, width}: WordsContext, ask: Ask): readonly Line[] {
  const {reply, revealed} = scene;
  if (reply === undefined) return [];
  const paragraph = wrapWith(width);
  const truth = truthText(ask, scene, language, notation, words);
  const {question} = words;
  const said = reply.kind === 'answered' ? answerText(ask, reply.text, scene, language, notation, words) : '';
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

function truthText(
  ask: Ask,
  scene: Scene,
  language: Language,
  notation: Notation,
  words: ScreenWords,
): string {
  const truth = truthOf(ask, scene.revealed);
  if (ask.kind !== 'choice') return ask.kind === 'sign' ? signText(truth, words) : notation.number(truth);
  const right = ask.options.findIndex((option) => isRightChoice(ask, option, scene.revealed));
  const option = ask.options[right];
  return option === undefined ? notation.number(truth) : optionText(option, right, scene, language, notation);
}

function answerText(
  ask: Ask,
  text: string,
  scene: Scene,
  language: Language,
  notation: Notation,
  words: ScreenWords,
): string {
  if (ask.kind !== 'choice') {
    const plain = text.normalize('NFKC').trim();
    return ask.kind === 'number' ? plain : signText(plain === '+' ? 1 : plain === '0' ? 0 : -1, words);
  }
  const index = Number(text) - 1;
  const option = ask.options[index];
  return option === undefined ? text : optionText(option, index, scene, language, notation);
}

const optionText = (
  option: Choice,
  index: number,
  scene: Scene,
  language: Language,
  notation: Notation,
): string => `${index + 1}) ${fillWords(option.say, language, scene.revealed, notation)}`;

const signText = (value: number, {question}: ScreenWords): string =>
  value === 0 ? question.zero : value > 0 ? question.positive : question.negative;

const wrapWith =
  (width: number) =>
  (text: string, role?: 'dim' | 'good' | 'bad'): readonly Line[] =>
    wrapText(text, width).map((line): Line => [role === undefined ? {text: line} : {text: line, role}]);
