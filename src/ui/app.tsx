import type {ReactElement} from 'react';
import type {Bilingual, Language, Lesson} from '../lesson/lesson.ts';
import {DIGITS, type Digits, toAscii} from '../session/notation.ts';
import {isAsking, mayAnswer, type PlayerAction, play, sceneOf, stagesBetween} from '../session/player.ts';
import {isUnderWay, type LessonProgress, type Mark, type Progress, withMarks} from '../session/progress.ts';
import {marksOf, reopen, resume} from '../session/resume.ts';
import {type Command, commandOf, type Place} from './keys.ts';
import {type LessonScene, layoutLesson} from './lessonLayout.ts';
import {LessonScreen} from './lessonScreen.tsx';
import {openQuestionsOf} from './lessonState.ts';
import {Lines} from './lines.tsx';
import {
  helpPage,
  homePage,
  isTooSmall,
  type LessonEntry,
  openQuestionsPage,
  type Page,
  problemPage,
  smallPage,
} from './pages.ts';
import {fitLine, type Line, type Paint} from './paint.ts';
import type {ScrollRange} from './tablePanel.tsx';
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
  /** Whether a training may be seen going on. */
  readonly motion: boolean;
}

/** Where the app begins: at the list of lessons, or in a lesson. */
export interface AppStart {
  /** All lessons; absent where they are to be asked for when the list is wanted. */
  readonly lessons?: readonly LessonEntry[];
  readonly open?: Opened;
  /** What is wrong with the lesson to begin in. */
  readonly problems?: readonly Bilingual[];
  /** What is kept of earlier times. */
  readonly progress?: Progress;
  /** What the user must know before anything else. */
  readonly notice?: Bilingual;
}

/** A lesson that was read. */
export interface Opened {
  readonly lesson: Lesson;
  readonly number?: number;
  /** Under which its progress is kept; absent where none is. */
  readonly key?: string;
  /** The step to go to, from 1; else where it was left. */
  readonly at?: number;
}

/** A lesson's file as its author has just saved it: the lesson, if it can be played, and what is wrong in it. */
export interface Reloaded {
  readonly lesson?: Lesson;
  readonly problems: readonly Bilingual[];
}

/** What the app wants from outside. */
export type AppRequest =
  | {readonly type: 'list'}
  | {readonly type: 'open'; readonly id: string; readonly at?: number}
  | {readonly type: 'save'; readonly marks: readonly Mark[]};

/** What happens to the app: the terminal's messages and the answers to its requests. */
export type AppMessage =
  | {readonly type: 'key'; readonly key: string}
  | {readonly type: 'resize'; readonly columns: number; readonly rows: number}
  | {readonly type: 'tick'}
  | {readonly type: 'listed'; readonly lessons: readonly LessonEntry[]}
  | ({readonly type: 'opened'} & Opened)
  | ({readonly type: 'reloaded'} & Reloaded)
  | {readonly type: 'noticed'; readonly notice: Bilingual}
  | {readonly type: 'refused'; readonly problems: readonly Bilingual[]};

export interface AppModel {
  readonly columns: number;
  readonly rows: number;
  readonly language: Language;
  readonly digits: Digits;
  readonly ascii: boolean;
  readonly paint: Paint;
  readonly motion: boolean;
  readonly lessons: readonly LessonEntry[] | undefined;
  /** Index of the chosen lesson in the list. */
  readonly cursor: number;
  /** Index of the chosen open question, while they are listed. */
  readonly question: number | undefined;
  readonly lesson: LessonScene | undefined;
  /** Under which the lesson's progress is kept. */
  readonly key: string | undefined;
  readonly progress: Progress;
  /** The marks that the last message left. */
  readonly marks: AppRequest | undefined;
  /** Stands in the place of the footer until the next key. */
  readonly note: Bilingual | undefined;
  readonly problems: readonly Bilingual[] | undefined;
  readonly overlay: Overlay | undefined;
  /** First shown line of a page that scrolls. */
  readonly scroll: number;
  readonly request: AppRequest | undefined;
  readonly finished: boolean;
}

type Overlay =
  | {readonly type: 'help'}
  | {readonly type: 'goTo'; readonly entry: string}
  /** Asks whether the progress of this lesson, or of all, is to be forgotten. */
  | {readonly type: 'reset'; readonly lesson: LessonEntry | undefined};

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

export function createApp(settings: AppSettings, {lessons, open, problems, progress, notice}: AppStart): App {
  const begin: AppModel = {
    columns: settings.columns,
    rows: settings.rows,
    language: settings.language,
    digits: settings.digits,
    ascii: settings.ascii,
    paint: {color: settings.color !== 'none', background: settings.background},
    motion: settings.motion,
    lessons,
    cursor: 0,
    question: undefined,
    lesson: undefined,
    key: undefined,
    progress: progress ?? new Map(),
    marks: undefined,
    note: undefined,
    problems,
    overlay: undefined,
    scroll: 0,
    request: open === undefined && lessons === undefined ? {type: 'list'} : undefined,
    finished: false,
  };
  const started = open === undefined ? begin : opened(begin, open);
  return {
    start: notice === undefined ? started : {...started, note: notice},
    update,
    view,
    tickEvery,
    finished: (model) => model.finished,
    request: (model) => model.marks ?? model.request,
  };
}

const AT_TOP = {words: 0, lower: 0};

const lessonScene = ({lesson, number, at}: Opened, left: LessonProgress | undefined): LessonScene => ({
  player: resume(lesson, left, at),
  ...(number === undefined ? {} : {number}),
  automatic: false,
  speed: 1,
  lower: 'fitting',
  scroll: AT_TOP,
  otherRule: false,
  motion: [],
  reminded: false,
});

/** A lesson that comes on screen, where it was left; then a note says so. */
function opened(model: AppModel, lesson: Opened): AppModel {
  const left = lesson.key === undefined ? undefined : model.progress.get(lesson.key);
  const resumed =
    lesson.at === undefined && left !== undefined && isUnderWay(lesson.lesson.steps.length, left);
  const said = (language: Language): string =>
    screenWords[language].progress.resumed(Math.min(left?.step ?? 1, lesson.lesson.steps.length));
  return {
    ...model,
    lesson: lessonScene(lesson, left),
    key: lesson.key,
    cursor: chosenIn(model.lessons, lesson.key) ?? model.cursor,
    note: resumed ? {zh: said('zh'), en: said('en')} : model.note,
    request: undefined,
  };
}

/** What the author sees after saving: the problems, or the step that was on screen. The lesson of an author keeps no progress. */
function reloaded(model: AppModel, {lesson, problems}: Reloaded): AppModel {
  const told = {...model, problems: problems.length === 0 ? undefined : problems, scroll: 0};
  if (lesson === undefined) return told;
  if (model.lesson === undefined || model.key !== undefined) return opened(told, {lesson});
  const player = reopen(model.lesson.player, lesson);
  return {...told, lesson: {...model.lesson, player, motion: [], scroll: AT_TOP, reminded: false}};
}

/** Where a lesson stands in the list. */
function chosenIn(lessons: readonly LessonEntry[] | undefined, key: string | undefined): number | undefined {
  const index = (lessons ?? []).findIndex(({id}) => id === key);
  return index < 0 ? undefined : index;
}

function update(before: AppModel, message: AppMessage): AppModel {
  // The marks that the message before left were taken when it had passed.
  const model = before.marks === undefined ? before : {...before, marks: undefined};
  switch (message.type) {
    case 'key':
      return pressed(settled(model.note === undefined ? model : {...model, note: undefined}), message.key);
    case 'noticed':
      return {...model, note: message.notice};
    case 'resize':
      return {...model, columns: message.columns, rows: message.rows};
    case 'tick':
      return tick(model);
    case 'listed':
      return {
        ...model,
        lessons: message.lessons,
        cursor: chosenIn(message.lessons, model.key) ?? model.cursor,
        request: undefined,
      };
    case 'opened':
      return opened(model, message);
    case 'reloaded':
      return reloaded(model, message);
    case 'refused':
      return {...model, problems: message.problems, scroll: 0, request: undefined};
  }
}

/** Milliseconds that automatic play stays at a step at its usual speed. */
const PACE = 3000;
/** Milliseconds of a stage of training that is seen going on. */
const STAGE = 60;

function tickEvery({lesson, overlay}: AppModel): number | undefined {
  if (lesson === undefined || overlay !== undefined) return undefined;
  if (lesson.motion.length > 0) return STAGE;
  if (!lesson.automatic) return undefined;
  return isAsking(lesson.player) ? undefined : PACE / lesson.speed;
}

function tick(model: AppModel): AppModel {
  const {lesson} = model;
  if (lesson === undefined || tickEvery(model) === undefined) return model;
  const [next, ...motion] = lesson.motion;
  if (next !== undefined)
    return {...model, lesson: {...lesson, motion, player: {...lesson.player, position: next}}};
  const moved = played(model, lesson, {type: 'forward'});
  const after = moved.lesson!;
  return sceneOf(after.player).atEnd ? {...moved, lesson: {...after, automatic: false}} : moved;
}

/** With everything that moves where it is bound for: whoever presses a key does not want to wait. */
function settled(model: AppModel): AppModel {
  const {lesson} = model;
  const end = lesson?.motion.at(-1);
  if (lesson === undefined || end === undefined) return model;
  return {...model, lesson: {...lesson, motion: [], player: {...lesson.player, position: end}}};
}

function pressed(model: AppModel, key: string): AppModel {
  const {overlay, lesson} = model;
  if (key === 'ctrl+c') return {...model, finished: true};
  if (overlay?.type === 'goTo') return pressedInPrompt(model, overlay.entry, key);
  if (overlay?.type === 'reset') return pressedInReset(model, overlay.lesson, key);
  if (overlay === undefined && lesson !== undefined && isAnswerKey(lesson, key))
    return typed(model, lesson, key);
  const command = commandOf(key, placeOf(model));
  return command === undefined ? model : commanded(model, command, key);
}

function placeOf({overlay, problems, lesson, question}: AppModel): Place {
  if (overlay?.type === 'help') return 'help';
  if (problems !== undefined) return 'problem';
  if (lesson === undefined) return question === undefined ? 'home' : 'openQuestions';
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
    case 'openQuestions':
      return {...model, question: 0};
    case 'reset':
      return asksForReset(model, model.lessons?.[model.cursor]);
    case 'resetAll':
      return asksForReset(model, undefined);
    default:
      return model.lesson === undefined ? model : commandedInLesson(model, model.lesson, command);
  }
}

type LessonCommand = Exclude<
  Command,
  | 'quit'
  | 'help'
  | 'language'
  | 'digits'
  | 'close'
  | 'up'
  | 'down'
  | 'open'
  | 'openQuestions'
  | 'reset'
  | 'resetAll'
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
    case 'rule':
      return {...model, lesson: {...lesson, otherRule: !lesson.otherRule}};
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
  const {choices, chosen} = layoutLesson(lesson, model);
  if (choices.length < 2) return lesson;
  return {
    ...lesson,
    lower: choices[(choices.indexOf(chosen) + 1) % choices.length]!,
    scroll: {...lesson.scroll, lower: 0},
  };
}

/** After a move everything that belonged to the place before is gone: scrolling, a reminder, the chosen panel. */
function played(model: AppModel, lesson: LessonScene, action: PlayerAction): AppModel {
  const player = play(lesson.player, action);
  if (player === lesson.player) return model;
  const {step, frame} = lesson.player.position;
  const stayed = player.position.step === step && player.position.frame === frame;
  const goesOn = model.motion && (action.type === 'forward' || action.type === 'skip');
  const [first, ...others] = goesOn ? stagesBetween(player, lesson.player.position, player.position) : [];
  const after: LessonScene = {
    ...lesson,
    player: first === undefined ? player : {...player, position: first},
    motion: first === undefined ? [] : [...others, player.position],
    reminded: false,
  };
  const moved = {
    ...model,
    lesson: stayed ? after : {...after, scroll: AT_TOP, lower: 'fitting' as const, otherRule: false},
  };
  return model.key === undefined ? moved : withSaved(moved, marksOf(model.key, lesson.player, player));
}

function withSaved(model: AppModel, marks: readonly Mark[]): AppModel {
  if (marks.length === 0) return model;
  return {...model, progress: withMarks(model.progress, marks), marks: {type: 'save', marks}};
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

/** Nothing is asked where there is nothing to forget. */
function asksForReset(model: AppModel, lesson: LessonEntry | undefined): AppModel {
  const {progress} = model;
  const isThere = lesson === undefined ? progress.size > 0 : progress.has(lesson.id);
  return isThere && model.request === undefined ? {...model, overlay: {type: 'reset', lesson}} : model;
}

function pressedInReset(model: AppModel, lesson: LessonEntry | undefined, key: string): AppModel {
  const ended = {...model, overlay: undefined};
  if (key === 'escape') return ended;
  if (key !== 'y') return model;
  return withSaved(ended, [lesson === undefined ? {kind: 'reset'} : {kind: 'reset', lesson: lesson.id}]);
}

function closed(model: AppModel): AppModel {
  if (model.overlay !== undefined) return {...model, overlay: undefined};
  if (model.problems !== undefined) return {...model, problems: undefined};
  if (model.lesson === undefined) return {...model, question: undefined};
  const request: AppRequest | undefined = model.lessons === undefined ? {type: 'list'} : model.request;
  return {...model, lesson: undefined, request};
}

function opening(model: AppModel): AppModel {
  const {lessons = [], progress, question, cursor, request} = model;
  if (request !== undefined) return model;
  if (question === undefined) {
    const lesson = lessons[cursor];
    return lesson === undefined ? model : {...model, request: {type: 'open', id: lesson.id}};
  }
  const chosen = openQuestionsOf(lessons, progress)[question];
  return chosen === undefined
    ? model
    : {...model, request: {type: 'open', id: chosen.lesson.id, at: chosen.step}};
}

function scrolled(model: AppModel, by: number): AppModel {
  const {lesson, overlay, problems, lessons = [], question, progress} = model;
  const within = (value: number, limit: number): number => Math.max(Math.min(value, limit), 0);
  if (overlay?.type === 'help')
    return {...model, scroll: within(model.scroll + by, helpPage(model, 0).limit)};
  if (problems !== undefined) {
    return {...model, scroll: within(model.scroll + by, problemPage(model, problems, 0).limit)};
  }
  if (lesson === undefined) {
    if (question === undefined) return {...model, cursor: within(model.cursor + by, lessons.length - 1)};
    const {length} = openQuestionsOf(lessons, progress);
    return {...model, question: within(question + by, length - 1)};
  }
  if (isTooSmall(model)) return model;
  const {limits} = layoutLesson(lesson, model);
  const {scroll} = lesson;
  const moved = (value: number, {least, most}: ScrollRange): number =>
    Math.min(Math.max(Math.min(Math.max(value, least), most) + by, least), most);
  const words = moved(scroll.words, limits.words);
  const lower = moved(scroll.lower, limits.lower);
  const wordsFirst =
    by > 0 ? words !== scroll.words : lower === scroll.lower || (scroll.lower <= 0 && words !== scroll.words);
  return {...model, lesson: {...lesson, scroll: wordsFirst ? {...scroll, words} : {...scroll, lower}}};
}

function view(model: AppModel): ReactElement {
  const {columns, rows, paint, lesson} = model;
  const page = pageOf(model);
  const prompt = isTooSmall(model) ? undefined : promptOf(model);
  if (page !== undefined) {
    const lines = prompt === undefined ? page.lines : [...page.lines.slice(0, -1), prompt];
    return <Lines lines={lines} width={columns} height={rows} paint={paint} />;
  }
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
  const {lessons = [], progress, cursor, question} = model;
  const opening = model.request !== undefined;
  return question === undefined
    ? homePage(model, {lessons, progress, cursor, opening})
    : openQuestionsPage(model, {lessons, progress, cursor: question, opening});
}

/** What stands in the place of the footer. */
function promptOf(model: AppModel): Line | undefined {
  const {overlay, note, language, ascii, columns} = model;
  if (overlay?.type === 'goTo') return promptLine(overlay.entry, model);
  const written = (text: string): string => (ascii ? toAscii(text) : text);
  if (overlay?.type === 'reset') {
    const {reset, resetAll, resetKeys} = screenWords[language].progress;
    const question = overlay.lesson === undefined ? resetAll : reset(overlay.lesson.number);
    return fitLine(
      [
        {text: ` ${written(question)}`, role: 'title'},
        {text: `  ${resetKeys}`, role: 'key'},
      ],
      columns,
    );
  }
  return note && fitLine([{text: ` ${written(note[language])}`, role: 'title'}], columns);
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
