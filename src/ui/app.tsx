import type {ReactElement} from 'react';
import type {Bilingual, Language, Lesson} from '../lesson/lesson.ts';
import {DIGITS, type Digits} from '../session/notation.ts';
import {isAsking, mayAnswer, openLesson, type PlayerAction, play, sceneOf} from '../session/player.ts';
import {type Command, commandOf, type Place} from './keys.ts';
import {type LessonScene, LOWER, layoutLesson} from './lessonLayout.ts';
import {LessonScreen} from './lessonScreen.tsx';
import {Lines} from './lines.tsx';
import {
  helpPage,
  homePage,
  isTooSmall,
  type LessonEntry,
  type Page,
  problemPage,
  smallPage,
} from './pages.ts';
import {fitLine, type Line, type Paint} from './paint.ts';
import type {ScrollRange} from './parameterTable.tsx';
import {type ScreenWords, screenWords} from './words.ts';

/** How the app presents itself, settled before it starts. */
export interface AppSettings {
  readonly language: Language;
  readonly ascii: boolean;
  readonly color: 'none' | '16' | '256' | 'truecolor';
  readonly background: 'dark' | 'light';
  readonly digits: Digits;
  readonly columns: number;
  readonly rows: number;
}

/** Where the app begins: at the list of lessons, or in a lesson. */
export interface AppStart {
  /** All lessons; absent where they are to be asked for when the list is wanted. */
  readonly lessons?: readonly LessonEntry[];
  readonly open?: {readonly lesson: Lesson; readonly number?: number};
}

/** What the app wants from outside. */
export type AppRequest = {readonly type: 'list'} | {readonly type: 'open'; readonly id: string};

/** What happens to the app: the terminal's messages and the answers to its requests. */
export type AppMessage =
  | {readonly type: 'key'; readonly key: string}
  | {readonly type: 'resize'; readonly columns: number; readonly rows: number}
  | {readonly type: 'tick'}
  | {readonly type: 'listed'; readonly lessons: readonly LessonEntry[]}
  | {readonly type: 'opened'; readonly lesson: Lesson; readonly number?: number}
  | {readonly type: 'refused'; readonly problems: readonly Bilingual[]};

export interface AppModel {
  readonly columns: number;
  readonly rows: number;
  readonly language: Language;
  readonly digits: Digits;
  readonly ascii: boolean;
  readonly paint: Paint;
  readonly lessons: readonly LessonEntry[] | undefined;
  /** Index of the chosen lesson in the list. */
  readonly cursor: number;
  readonly lesson: LessonScene | undefined;
  readonly problems: readonly Bilingual[] | undefined;
  readonly overlay: Overlay | undefined;
  /** First shown line of a page that scrolls. */
  readonly scroll: number;
  readonly request: AppRequest | undefined;
  readonly finished: boolean;
}

type Overlay = {readonly type: 'help'} | {readonly type: 'goTo'; readonly entry: string};

/** A full-screen program: plain data and pure functions. */
export interface App {
  readonly start: AppModel;
  update(model: AppModel, message: AppMessage): AppModel;
  view(model: AppModel): ReactElement;
  /** Milliseconds between ticks; undefined for none. */
  tickEvery(model: AppModel): number | undefined;
  finished(model: AppModel): boolean;
  request(model: AppModel): AppRequest | undefined;
}

export function createApp(settings: AppSettings, {lessons, open}: AppStart): App {
  const start: AppModel = {
    columns: settings.columns,
    rows: settings.rows,
    language: settings.language,
    digits: settings.digits,
    ascii: settings.ascii,
    paint: {color: settings.color !== 'none', background: settings.background},
    lessons,
    cursor: 0,
    lesson: open && lessonScene(open.lesson, open.number),
    problems: undefined,
    overlay: undefined,
    scroll: 0,
    request: open === undefined && lessons === undefined ? {type: 'list'} : undefined,
    finished: false,
  };
  return {
    start,
    update,
    view,
    tickEvery,
    finished: (model) => model.finished,
    request: (model) => model.request,
  };
}

const AT_TOP = {words: 0, lower: 0};

const lessonScene = (lesson: Lesson, number: number | undefined): LessonScene => ({
  player: openLesson(lesson),
  ...(number === undefined ? {} : {number}),
  automatic: false,
  speed: 1,
  lower: 'fitting',
  scroll: AT_TOP,
  reminded: false,
});

function update(model: AppModel, message: AppMessage): AppModel {
  switch (message.type) {
    case 'key':
      return pressed(model, message.key);
    case 'resize':
      return {...model, columns: message.columns, rows: message.rows};
    case 'tick':
      return tick(model);
    case 'listed':
      return {...model, lessons: message.lessons, request: undefined};
    case 'opened':
      return {...model, lesson: lessonScene(message.lesson, message.number), request: undefined};
    case 'refused':
      return {...model, problems: message.problems, scroll: 0, request: undefined};
  }
}

/** Milliseconds that automatic play stays at a step at its usual speed. */
const PACE = 3000;

function tickEvery({lesson, overlay}: AppModel): number | undefined {
  if (lesson === undefined || !lesson.automatic || overlay !== undefined) return undefined;
  return isAsking(lesson.player) ? undefined : PACE / lesson.speed;
}

function tick(model: AppModel): AppModel {
  const {lesson} = model;
  if (lesson === undefined || tickEvery(model) === undefined) return model;
  const moved = played(model, lesson, {type: 'forward'});
  const after = moved.lesson!;
  return sceneOf(after.player).atEnd ? {...moved, lesson: {...after, automatic: false}} : moved;
}

function pressed(model: AppModel, key: string): AppModel {
  const {overlay, lesson} = model;
  if (key === 'ctrl+c') return {...model, finished: true};
  if (overlay?.type === 'goTo') return pressedInPrompt(model, overlay.entry, key);
  if (overlay === undefined && lesson !== undefined && isAnswerKey(lesson, key))
    return typed(model, lesson, key);
  const command = commandOf(key, placeOf(model));
  return command === undefined ? model : commanded(model, command, key);
}

function placeOf({overlay, problems, lesson}: AppModel): Place {
  if (overlay?.type === 'help') return 'help';
  if (problems !== undefined) return 'problem';
  if (lesson === undefined) return 'home';
  return mayAnswer(lesson.player) ? 'question' : 'lesson';
}

function commanded(model: AppModel, command: Command, key: string): AppModel {
  switch (command) {
    case 'quit':
      return {...model, finished: true};
    case 'help':
      return {...model, overlay: model.overlay === undefined ? {type: 'help'} : undefined, scroll: 0};
    case 'language':
      return {...model, language: model.language === 'zh' ? 'en' : 'zh'};
    case 'digits':
      return {...model, digits: DIGITS[(DIGITS.indexOf(model.digits) + 1) % DIGITS.length]!};
    case 'close':
      return closed(model);
    case 'up':
    case 'down':
      return scrolled(model, (command === 'up' ? -1 : 1) * (key.startsWith('page') ? 5 : 1));
    case 'open':
      return opening(model);
    default:
      return model.lesson === undefined ? model : commandedInLesson(model, model.lesson, command);
  }
}

type LessonCommand = Exclude<
  Command,
  'quit' | 'help' | 'language' | 'digits' | 'close' | 'up' | 'down' | 'open'
>;

function commandedInLesson(model: AppModel, lesson: LessonScene, command: LessonCommand): AppModel {
  switch (command) {
    case 'next':
      return isAsking(lesson.player)
        ? {...model, lesson: {...lesson, reminded: true}}
        : played(model, lesson, {type: 'forward'});
    case 'answer':
      return {...model, lesson: {...lesson, reminded: true}};
    case 'back':
    case 'first':
    case 'last':
    case 'restart':
    case 'skip':
    case 'hint':
      return played(model, lesson, {type: command});
    case 'finer':
    case 'coarser':
      return lesson.automatic
        ? {...model, lesson: {...lesson, speed: changedSpeed(lesson.speed, command)}}
        : played(model, lesson, {type: command});
    case 'automatic':
      return {...model, lesson: {...lesson, automatic: !lesson.automatic}};
    case 'panel':
      return {...model, lesson: otherPanel(lesson, model)};
    case 'goTo':
      return {...model, overlay: {type: 'goTo', entry: ''}};
  }
}

const SPEEDS = [0.5, 1, 2, 4];

function changedSpeed(speed: number, command: 'finer' | 'coarser'): number {
  const index = SPEEDS.indexOf(speed) + (command === 'coarser' ? 1 : -1);
  return SPEEDS[Math.min(Math.max(index, 0), SPEEDS.length - 1)]!;
}

function otherPanel(lesson: LessonScene, model: AppModel): LessonScene {
  const {lower, plan} = layoutLesson(lesson, model);
  if (lower === undefined) return lesson;
  const lossIsShown = plan.some(({parts}) => parts.some(({part}) => part === 'loss'));
  const order = LOWER.filter((panel) => panel !== 'loss' || !lossIsShown);
  return {
    ...lesson,
    lower: order[(order.indexOf(lower) + 1) % order.length]!,
    scroll: {...lesson.scroll, lower: 0},
  };
}

/** After a move everything that belonged to the place before is gone: scrolling, a reminder, the chosen panel. */
function played(model: AppModel, lesson: LessonScene, action: PlayerAction): AppModel {
  const player = play(lesson.player, action);
  if (player === lesson.player) return model;
  const {step, frame} = lesson.player.position;
  const stayed = player.position.step === step && player.position.frame === frame;
  const after: LessonScene = {...lesson, player, reminded: false};
  return {...model, lesson: stayed ? after : {...after, scroll: AT_TOP, lower: 'fitting'}};
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

function typed(model: AppModel, lesson: LessonScene, key: string): AppModel {
  if (key === 'backspace') return played(model, lesson, {type: 'erase'});
  if (key === 'enter') return played(model, lesson, {type: 'answer'});
  const {asking} = sceneOf(lesson.player);
  // One sign or one number chooses: another one takes its place.
  const before = asking?.kind === 'number' ? model : erased(model, lesson);
  return played(before, before.lesson ?? lesson, {type: 'type', text: key.normalize('NFKC')});
}

function erased(model: AppModel, lesson: LessonScene): AppModel {
  return lesson.player.entry === '' ? model : played(model, lesson, {type: 'erase'});
}

function pressedInPrompt(model: AppModel, entry: string, key: string): AppModel {
  const {lesson} = model;
  const ended = {...model, overlay: undefined};
  if (key === 'escape' || lesson === undefined) return ended;
  if (key === 'enter') {
    return entry === '' ? ended : played(ended, lesson, {type: 'goTo', step: Number(entry)});
  }
  if (key === 'backspace') return {...model, overlay: {type: 'goTo', entry: entry.slice(0, -1)}};
  const digit = key.normalize('NFKC');
  if (!/^[0-9]$/.test(digit) || entry.length >= 4) return model;
  return {...model, overlay: {type: 'goTo', entry: entry + digit}};
}

function closed(model: AppModel): AppModel {
  if (model.overlay !== undefined) return {...model, overlay: undefined};
  if (model.problems !== undefined) return {...model, problems: undefined};
  const request: AppRequest | undefined = model.lessons === undefined ? {type: 'list'} : model.request;
  const index = model.lessons?.findIndex(({number}) => number === model.lesson?.number) ?? -1;
  return {...model, lesson: undefined, cursor: index < 0 ? model.cursor : index, request};
}

function opening(model: AppModel): AppModel {
  const entry = model.lessons?.[model.cursor];
  return entry === undefined || model.request !== undefined
    ? model
    : {...model, request: {type: 'open', id: entry.id}};
}

function scrolled(model: AppModel, by: number): AppModel {
  const {lesson, overlay, problems, lessons} = model;
  const within = (value: number, limit: number): number => Math.min(Math.max(value, 0), limit);
  if (overlay?.type === 'help')
    return {...model, scroll: within(model.scroll + by, helpPage(model, 0).limit)};
  if (problems !== undefined) {
    return {...model, scroll: within(model.scroll + by, problemPage(model, problems, 0).limit)};
  }
  if (lesson === undefined) {
    return {...model, cursor: within(model.cursor + by, Math.max(0, (lessons?.length ?? 0) - 1))};
  }
  if (isTooSmall(model)) return model;
  const {limits} = layoutLesson(lesson, model);
  const {scroll} = lesson;
  const moved = (value: number, {least, most}: ScrollRange): number =>
    Math.min(Math.max(Math.min(Math.max(value, least), most) + by, least), most);
  const words = moved(scroll.words, limits.words);
  const lower = moved(scroll.lower, limits.lower);
  const wordsFirst = by > 0 ? words !== scroll.words : lower === scroll.lower || scroll.lower <= 0;
  return {...model, lesson: {...lesson, scroll: wordsFirst ? {...scroll, words} : {...scroll, lower}}};
}

function view(model: AppModel): ReactElement {
  const {columns, rows, paint, overlay, lesson} = model;
  const page = pageOf(model);
  if (page !== undefined) return <Lines lines={page.lines} width={columns} height={rows} paint={paint} />;
  const prompt = overlay?.type === 'goTo' ? promptLine(overlay.entry, model) : undefined;
  return (
    <LessonScreen
      lesson={lesson!}
      settings={model}
      paint={paint}
      {...(prompt === undefined ? {} : {prompt})}
    />
  );
}

function pageOf(model: AppModel): Page | undefined {
  if (isTooSmall(model)) return smallPage(model);
  if (model.overlay?.type === 'help') return helpPage(model, model.scroll);
  if (model.problems !== undefined) return problemPage(model, model.problems, model.scroll);
  if (model.lesson !== undefined) return undefined;
  return homePage(model, model.lessons ?? [], model.cursor, model.request !== undefined);
}

function promptLine(entry: string, {columns, language, ascii, lesson}: AppModel): Line {
  const {goTo}: ScreenWords = screenWords[language];
  return fitLine(
    [
      {
        text: ` ${goTo.prompt(lesson?.player.lesson.steps.length ?? 0).replaceAll('–', ascii ? '-' : '–')}`,
        role: 'title',
      },
      {text: entry},
      {text: ascii ? '_' : '▏', role: 'mark'},
      {text: `  ${goTo.how}`, role: 'dim'},
    ],
    columns,
  );
}
