import {bilingual} from '../lesson/lesson.ts';
import {isAsking, mayAnswer, type PlayerAction, play, sceneOf, stagesBetween} from '../session/player.ts';
import {isUnderWay, type LessonProgress} from '../session/progress.ts';
import {marksOf, reopen, resume} from '../session/resume.ts';
import type {Command} from './keys.ts';
import {type LessonScene, layoutLesson} from './lessonLayout.ts';
import {LessonScreen} from './lessonScreen.tsx';
import {isTooSmall} from './pages.ts';
import {fitLine, type Line} from './paint.ts';
import type {Opened} from './requests.ts';
import type {Look, SceneKind, Turn} from './scene.ts';
import type {ScrollRange} from './tablePanel.tsx';
import {screenWords} from './words.ts';

/** A lesson on screen: its keys, its automatic play, and what of it is kept as progress. */
export const lessonKind: SceneKind<LessonScene> = {
  name: 'lesson',
  places: ['lesson', 'question'],
  place: ({player}) => (mayAnswer(player) ? 'question' : 'lesson'),
  typed(lesson, key, look) {
    if (lesson.goTo !== undefined) return typedInPrompt(lesson, lesson.goTo, key, look);
    if (isAnswerKey(lesson, key)) return typedAnswer(lesson, key, look);
    return isMeantAsAnswer(lesson, key) ? {state: {...lesson, reminded: 'how'}} : undefined;
  },
  commanded,
  scrolled,
  settled,
  tickEvery,
  ticked,
  answered: (lesson) => ({state: lesson}),
  view(lesson, look, note) {
    const prompt = lesson.goTo === undefined ? note : [promptLine(lesson, lesson.goTo, look)];
    return <LessonScreen lesson={lesson} settings={look} paint={look.paint} prompt={prompt} />;
  },
};

const AT_TOP = {words: 0, lower: 0};

/**
 * A lesson that comes on screen, where it was left; then a note says so.
 * @param left what is kept of it
 */
export function enterLesson(
  {lesson, number, key, at}: Opened,
  left: LessonProgress | undefined,
): Turn<LessonScene> {
  const state: LessonScene = {
    player: resume(lesson, left, at),
    ...(number === undefined ? {} : {number}),
    ...(key === undefined ? {} : {key}),
    automatic: false,
    speed: 1,
    lower: 'fitting',
    scroll: AT_TOP,
    otherRule: false,
    motion: [],
    reminded: undefined,
    goTo: undefined,
  };
  const steps = lesson.steps.length;
  if (at !== undefined || left === undefined || !isUnderWay(steps, left)) return {state};
  const note = bilingual((language) => screenWords[language].progress.resumed(Math.min(left.step, steps)));
  return {state, note};
}

/** The lesson as its author has just saved it, at the step that was on screen. */
export function reloadedLesson(before: LessonScene, lesson: Opened['lesson']): LessonScene {
  return {...before, player: reopen(before.player, lesson), motion: [], scroll: AT_TOP, reminded: undefined};
}

/** Milliseconds that automatic play stays at a step at its usual speed. */
const PACE = 3000;
/** Milliseconds of a stage of training that is seen going on. */
const STAGE = 60;

function tickEvery(lesson: LessonScene): number | undefined {
  if (lesson.goTo !== undefined) return undefined;
  if (lesson.motion.length > 0) return STAGE;
  if (!lesson.automatic) return undefined;
  return isAsking(lesson.player) ? undefined : PACE / lesson.speed;
}

function ticked(lesson: LessonScene, look: Look): Turn<LessonScene> {
  const [next, ...motion] = lesson.motion;
  if (next !== undefined) return {state: {...lesson, motion, player: {...lesson.player, position: next}}};
  const turn = played(lesson, {type: 'forward'}, look);
  return sceneOf(turn.state.player).atEnd ? {...turn, state: {...turn.state, automatic: false}} : turn;
}

function settled(lesson: LessonScene): LessonScene {
  const end = lesson.motion.at(-1);
  return end === undefined ? lesson : {...lesson, motion: [], player: {...lesson.player, position: end}};
}

function commanded(lesson: LessonScene, command: Command, _key: string, look: Look): Turn<LessonScene> {
  switch (command) {
    case 'next':
      return isAsking(lesson.player)
        ? {state: {...lesson, reminded: 'to answer'}}
        : played(lesson, {type: 'forward'}, look);
    case 'answer':
      return {state: {...lesson, reminded: 'to answer'}};
    case 'back':
    case 'first':
    case 'last':
    case 'restart':
    case 'skip':
    case 'hint':
      return played(lesson, {type: command}, look);
    case 'finer':
    case 'coarser':
      return lesson.automatic
        ? {state: {...lesson, speed: changedSpeed(lesson.speed, command)}}
        : played(lesson, {type: command}, look);
    case 'automatic':
      return {state: {...lesson, automatic: !lesson.automatic}};
    case 'panel':
      return {state: otherPanel(lesson, look)};
    case 'rule':
      return {state: {...lesson, otherRule: !lesson.otherRule}};
    case 'try': {
      const {state} = sceneOf(lesson.player);
      const isFunction = state.start.setup.network.expression !== undefined;
      return {
        state: {...lesson, automatic: false},
        requests: [
          isFunction
            ? {type: 'derivatives', from: state}
            : {type: 'play', from: state, at: lesson.player.position},
        ],
      };
    }
    case 'goTo':
      return {state: {...lesson, goTo: ''}};
    default:
      return {state: lesson};
  }
}

const SPEEDS = [0.5, 1, 2, 4];

function changedSpeed(speed: number, command: 'finer' | 'coarser'): number {
  const index = SPEEDS.indexOf(speed) + (command === 'coarser' ? 1 : -1);
  return SPEEDS[Math.min(Math.max(index, 0), SPEEDS.length - 1)]!;
}

function otherPanel(lesson: LessonScene, look: Look): LessonScene {
  const {choices, chosen} = layoutLesson(lesson, look);
  if (choices.length < 2) return lesson;
  return {
    ...lesson,
    lower: choices[(choices.indexOf(chosen) + 1) % choices.length]!,
    scroll: {...lesson.scroll, lower: 0},
  };
}

/** After a move everything that belonged to the place before is gone: scrolling, a reminder, the chosen panel. */
function played(lesson: LessonScene, action: PlayerAction, {motion: isSeen}: Look): Turn<LessonScene> {
  const player = play(lesson.player, action);
  if (player === lesson.player) return {state: lesson};
  const {step, frame} = lesson.player.position;
  const stayed = player.position.step === step && player.position.frame === frame;
  const goesOn = isSeen && (action.type === 'forward' || action.type === 'skip');
  const [first, ...others] = goesOn ? stagesBetween(player, lesson.player.position, player.position) : [];
  const after: LessonScene = {
    ...lesson,
    player: first === undefined ? player : {...player, position: first},
    motion: first === undefined ? [] : [...others, player.position],
    reminded: undefined,
  };
  return {
    state: stayed ? after : {...after, scroll: AT_TOP, lower: 'fitting', otherRule: false},
    marks: lesson.key === undefined ? [] : marksOf(lesson.key, lesson.player, player),
  };
}

/** Whether a key is part of an answer. A letter is not: while a question is open the other keys do what they always do. */
function isAnswerKey({player}: LessonScene, key: string): boolean {
  const {asking} = sceneOf(player);
  if (asking === undefined || !mayAnswer(player)) return false;
  if (player.entry !== '' && (key === 'backspace' || key === 'enter')) return true;
  switch (asking.kind) {
    case 'choice':
    case 'line': {
      const options = asking.kind === 'choice' ? asking.options : asking.among;
      return /^[1-9１-９]$/.test(key) && Number(key.normalize('NFKC')) <= options.length;
    }
    case 'sign':
      return /^[-+−–—0＋－０]$/.test(key);
    case 'number':
      return /^[-+−–—.,/0-9０-９．＋－]$/.test(key) || (/^[eE]$/.test(key) && player.entry !== '');
  }
}

/** Whether a key can only be meant as an answer, though it is none to this question. */
const isMeantAsAnswer = ({player}: LessonScene, key: string): boolean =>
  isAsking(player) && mayAnswer(player) && /^[1-9１-９]$/.test(key);

function typedAnswer(lesson: LessonScene, key: string, look: Look): Turn<LessonScene> {
  if (key === 'backspace') return played(lesson, {type: 'erase'}, look);
  if (key === 'enter') return played(lesson, {type: 'answer'}, look);
  const {asking} = sceneOf(lesson.player);
  // One sign or one number chooses: another one takes its place.
  const isWhole = asking?.kind !== 'number' && lesson.player.entry !== '';
  const before = isWhole ? played(lesson, {type: 'erase'}, look).state : lesson;
  return played(before, {type: 'type', text: key.normalize('NFKC')}, look);
}

/** The prompt for a step's number. */
function typedInPrompt(lesson: LessonScene, entry: string, key: string, look: Look): Turn<LessonScene> {
  const ended = {...lesson, goTo: undefined};
  if (key === 'escape') return {state: ended};
  if (key === 'enter')
    return entry === '' ? {state: ended} : played(ended, {type: 'goTo', step: Number(entry)}, look);
  if (key === 'backspace') return {state: {...lesson, goTo: entry.slice(0, -1)}};
  const digit = key.normalize('NFKC');
  if (!/^[0-9]$/.test(digit) || entry.length >= 4) return {state: lesson};
  return {state: {...lesson, goTo: entry + digit}};
}

function scrolled(lesson: LessonScene, by: number, look: Look): LessonScene {
  if (isTooSmall(look)) return lesson;
  const {limits} = layoutLesson(lesson, look);
  const {scroll} = lesson;
  const moved = (value: number, {least, most}: ScrollRange): number =>
    Math.min(Math.max(Math.min(Math.max(value, least), most) + by, least), most);
  const words = moved(scroll.words, limits.words);
  const lower = moved(scroll.lower, limits.lower);
  const wordsFirst =
    by > 0 ? words !== scroll.words : lower === scroll.lower || (scroll.lower <= 0 && words !== scroll.words);
  return {...lesson, scroll: wordsFirst ? {...scroll, words} : {...scroll, lower}};
}

function promptLine({player}: LessonScene, entry: string, {columns, language, ascii}: Look): Line {
  const {goTo} = screenWords[language];
  return fitLine(
    [
      {
        text: ` ${goTo.prompt(player.lesson.steps.length).replaceAll('–', ascii ? '-' : '–')}`,
        role: 'title',
      },
      {text: entry},
      {text: ascii ? '_' : '▏', role: 'mark'},
      {text: `  ${goTo.how}`, role: 'dim'},
    ],
    columns,
  );
}
