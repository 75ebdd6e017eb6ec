import type {ReactElement} from 'react';
import type {Bilingual, Lesson} from '../lesson/lesson.ts';
import {DIGITS, type Digits, toAscii} from '../session/notation.ts';
import {type Mark, type Progress, withMarks} from '../session/progress.ts';
import {wrapText} from '../session/wrap.ts';
import {withNote} from './bars.ts';
import {type Command, commandOf, type Place, plainKey} from './keys.ts';
import {enterLesson, lessonKind, reloadedLesson} from './lessonKind.tsx';
import type {LessonScene} from './lessonLayout.ts';
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
import type {AppRequest, Opened, SceneAnswer} from './requests.ts';
import type {Look, Scene, Turn} from './scene.ts';
import {screenWords} from './words.ts';

/** How the app presents itself, settled before it starts. */
export interface AppSettings {
  readonly language: Look['language'];
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
  /** Another scene to begin in. */
  readonly scene?: Scene;
  /** What is wrong with the lesson to begin in. */
  readonly problems?: readonly Bilingual[];
  /** What is kept of earlier times. */
  readonly progress?: Progress;
  /** What the user must know before anything else. */
  readonly notice?: Bilingual;
}

/** A lesson's file as its author has just saved it: the lesson, if it can be played, and what is wrong in it. */
export interface Reloaded {
  readonly lesson?: Lesson;
  readonly problems: readonly Bilingual[];
}

/** What happens to the app: the terminal's messages and the answers to its requests. */
export type AppMessage =
  | {readonly type: 'key'; readonly key: string}
  | {readonly type: 'resize'; readonly columns: number; readonly rows: number}
  | {readonly type: 'tick'}
  | {readonly type: 'listed'; readonly lessons: readonly LessonEntry[]}
  | ({readonly type: 'opened'} & Opened)
  /** A scene that was asked for. */
  | {readonly type: 'entered'; readonly scene: Scene}
  | ({readonly type: 'reloaded'} & Reloaded)
  /** For the scenes of that kind, if they are still up. */
  | {readonly type: 'answer'; readonly scene: string; readonly answer: SceneAnswer}
  | {readonly type: 'noticed'; readonly notice: Bilingual}
  | {readonly type: 'refused'; readonly problems: readonly Bilingual[]};

export interface AppModel extends Look {
  readonly digits: Digits;
  readonly lessons: readonly LessonEntry[] | undefined;
  /** Index of the chosen lesson in the list. */
  readonly cursor: number;
  /** Index of the chosen open question, while they are listed. */
  readonly question: number | undefined;
  /** The scenes that are open, the one that is up last; without one, the start page. */
  readonly scenes: readonly Scene[];
  /** Free play as it was left: it goes on there. */
  readonly shelved: Scene | undefined;
  readonly progress: Progress;
  /** Stands in the place of the footer until the next key. */
  readonly note: Bilingual | undefined;
  readonly problems: readonly Bilingual[] | undefined;
  readonly overlay: Overlay | undefined;
  /** First shown line of a page that scrolls. */
  readonly scroll: number;
  /** What the app waits for, to go on with what it brings. */
  readonly awaited: AppRequest | undefined;
  /** What the last message made it want besides. */
  readonly wishes: readonly AppRequest[];
  readonly finished: boolean;
}

type Overlay =
  | {readonly type: 'help'}
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
  requests(model: AppModel): readonly AppRequest[];
}

export function createApp(
  settings: AppSettings,
  {lessons, open, scene, problems, progress, notice}: AppStart,
): App {
  const {columns, rows, language, digits, ascii, color, background, motion} = settings;
  const begin: AppModel = {
    columns,
    rows,
    language,
    digits,
    ascii,
    paint: {color: color !== 'none', background},
    motion,
    lessons,
    cursor: 0,
    question: undefined,
    scenes: scene === undefined ? [] : [scene],
    shelved: undefined,
    progress: progress ?? new Map(),
    note: undefined,
    problems,
    overlay: undefined,
    scroll: 0,
    awaited: open === undefined && scene === undefined && lessons === undefined ? {type: 'list'} : undefined,
    wishes: [],
    finished: false,
  };
  const started = open === undefined ? begin : opened(begin, open);
  return {
    start: notice === undefined ? started : {...started, note: notice},
    update,
    view,
    tickEvery,
    finished: (model) => model.finished,
    requests: ({awaited, wishes}) => (awaited === undefined ? wishes : [...wishes, awaited]),
  };
}

/** The scene that is up. */
const topOf = ({scenes}: AppModel): Scene | undefined => scenes.at(-1);

/** The lesson that is open, if one is. */
export function lessonSceneOf({scenes}: AppModel): LessonScene | undefined {
  const scene = scenes.find((candidate): candidate is Scene<LessonScene> => candidate.kind === lessonKind);
  return scene?.state;
}

/** A lesson that comes on screen, in the place of whatever was there. */
function opened(model: AppModel, lesson: Opened): AppModel {
  const left = lesson.key === undefined ? undefined : model.progress.get(lesson.key);
  const {state, note} = enterLesson(lesson, left);
  return {
    ...model,
    scenes: [{kind: lessonKind, state}],
    cursor: chosenIn(model.lessons, lesson.key) ?? model.cursor,
    note: note ?? model.note,
    awaited: undefined,
  };
}

/** What the author sees after saving: the problems, or the step that was on screen. The lesson of an author keeps no progress. */
function reloaded(model: AppModel, {lesson, problems}: Reloaded): AppModel {
  const told = {...model, problems: problems.length === 0 ? undefined : problems, scroll: 0};
  if (lesson === undefined) return told;
  const before = lessonSceneOf(model);
  if (before === undefined || before.key !== undefined) return opened(told, {lesson});
  return {...told, scenes: [{kind: lessonKind, state: reloadedLesson(before, lesson)}]};
}

/** Where a lesson stands in the list. */
function chosenIn(lessons: readonly LessonEntry[] | undefined, key: string | undefined): number | undefined {
  const index = (lessons ?? []).findIndex(({id}) => id === key);
  return index < 0 ? undefined : index;
}

function update(before: AppModel, message: AppMessage): AppModel {
  // What the message before wished for was taken when it had passed.
  const model = before.wishes.length === 0 ? before : {...before, wishes: []};
  switch (message.type) {
    case 'key':
      return pressed(settled(model.note === undefined ? model : {...model, note: undefined}), message.key);
    case 'noticed':
      return {...model, note: message.notice};
    case 'resize':
      return {...model, columns: message.columns, rows: message.rows};
    case 'tick':
      return ticked(model);
    case 'listed':
      return {
        ...model,
        lessons: message.lessons,
        cursor: chosenIn(message.lessons, lessonSceneOf(model)?.key) ?? model.cursor,
        awaited: undefined,
      };
    case 'opened':
      return opened(model, message);
    case 'entered': {
      // Whoever presses a key twice before it comes gets it once.
      const isUp = topOf(model)?.kind === message.scene.kind;
      return {...model, scenes: isUp ? model.scenes : [...model.scenes, message.scene], awaited: undefined};
    }
    case 'reloaded':
      return reloaded(model, message);
    case 'answer':
      return model.scenes.reduce(
        (after, {kind}, index) =>
          kind.name === message.scene
            ? turned(after, index, ({state}) => kind.answered(state, message.answer, after))
            : after,
        model,
      );
    case 'refused':
      return {...model, problems: message.problems, scroll: 0, awaited: undefined};
  }
}

/** The app after a turn of one of its scenes. */
function turned(model: AppModel, index: number, take: (scene: Scene) => Turn<unknown>): AppModel {
  const scene = model.scenes[index];
  if (scene === undefined) return model;
  const {state, requests = [], marks = [], note, left} = take(scene);
  const scenes = left ? model.scenes.slice(0, index) : model.scenes.with(index, {...scene, state});
  const isSame = !left && state === scene.state;
  const wishes = [...model.wishes, ...requests];
  const after: AppModel = {
    ...model,
    scenes: isSame ? model.scenes : scenes,
    wishes: wishes.length === model.wishes.length ? model.wishes : wishes,
    note: note ?? model.note,
  };
  return withSaved(
    isSame && wishes.length === model.wishes.length && note === undefined ? model : after,
    marks,
  );
}

const topTurned = (model: AppModel, take: (scene: Scene) => Turn<unknown>): AppModel =>
  turned(model, model.scenes.length - 1, take);

function tickEvery(model: AppModel): number | undefined {
  const top = topOf(model);
  return top === undefined || model.overlay !== undefined ? undefined : top.kind.tickEvery(top.state);
}

function ticked(model: AppModel): AppModel {
  if (tickEvery(model) === undefined) return model;
  return topTurned(model, ({kind, state}) => kind.ticked(state, model));
}

function settled(model: AppModel): AppModel {
  return topTurned(model, ({kind, state}) => ({state: kind.settled(state)}));
}

function pressed(model: AppModel, typed: string): AppModel {
  const {overlay, problems} = model;
  const top = topOf(model);
  const key = plainKey(typed);
  if (key === 'ctrl+c') return {...model, finished: true};
  if (overlay?.type === 'reset') return pressedInReset(model, overlay.lesson, key);
  if (overlay === undefined && problems === undefined && top !== undefined) {
    const isText = top.kind.writes?.(top.state) === true;
    const turn = top.kind.typed(top.state, isText ? typed : key, model);
    if (turn !== undefined) return topTurned(model, () => turn);
  }
  const command = commandOf(key, placeOf(model));
  return command === undefined ? model : commanded(model, command, key);
}

function placeOf(model: AppModel): Place {
  const {overlay, problems, question} = model;
  const top = topOf(model);
  if (overlay?.type === 'help') return 'help';
  if (problems !== undefined) return 'problem';
  if (top === undefined) return question === undefined ? 'home' : 'openQuestions';
  return top.kind.place(top.state);
}

function commanded(model: AppModel, command: Command, key: string): AppModel {
  switch (command) {
    case 'quit': {
      const top = topOf(model);
      if (top?.kind.asksToQuit?.(top.state) !== true) return {...model, finished: true};
      const seen: AppModel = {...model, overlay: undefined, problems: undefined};
      return topTurned(seen, ({kind, state}) => kind.commanded(state, command, key, seen));
    }
    case 'help':
      return {...model, overlay: model.overlay === undefined ? {type: 'help'} : undefined, scroll: 0};
    case 'language':
      return {...model, language: model.language === 'zh' ? 'en' : 'zh'};
    case 'digits':
      return {...model, digits: DIGITS[(DIGITS.indexOf(model.digits) + 1) % DIGITS.length]!};
    case 'ascii':
      return {...model, ascii: !model.ascii};
    case 'colors':
      return {...model, paint: otherPaint(model.paint)};
    case 'close':
      return closed(model);
    case 'up':
    case 'down':
      return scrolled(model, (command === 'up' ? -1 : 1) * (key.startsWith('page') ? 5 : 1));
    case 'open':
      return opening(model);
    case 'openQuestions':
      return {...model, question: 0};
    case 'derivatives':
      return model.awaited === undefined ? {...model, awaited: {type: 'derivatives'}} : model;
    case 'play':
      if (model.awaited !== undefined) return model;
      return model.shelved === undefined
        ? {...model, awaited: {type: 'play'}}
        : {...model, scenes: [model.shelved], shelved: undefined};
    case 'reset':
      return asksForReset(model, model.lessons?.[model.cursor]);
    case 'resetAll':
      return asksForReset(model, undefined);
    default:
      return topTurned(model, ({kind, state}) => kind.commanded(state, command, key, model));
  }
}

/** Colours for a dark background, for a light one, none. */
function otherPaint({color, background}: Paint): Paint {
  if (!color) return {color: true, background: 'dark'};
  return background === 'dark' ? {color, background: 'light'} : {color: false, background: 'dark'};
}

function withSaved(model: AppModel, marks: readonly Mark[]): AppModel {
  if (marks.length === 0) return model;
  const save: AppRequest = {type: 'save', marks};
  return {...model, progress: withMarks(model.progress, marks), wishes: [...model.wishes, save]};
}

/** Nothing is asked where there is nothing to forget. */
function asksForReset(model: AppModel, lesson: LessonEntry | undefined): AppModel {
  const {progress} = model;
  const isThere = lesson === undefined ? progress.size > 0 : progress.has(lesson.id);
  return isThere && model.awaited === undefined ? {...model, overlay: {type: 'reset', lesson}} : model;
}

function pressedInReset(model: AppModel, lesson: LessonEntry | undefined, key: string): AppModel {
  const ended = {...model, overlay: undefined};
  if (key === 'escape') return ended;
  if (key !== 'y') return model;
  return withSaved(ended, [lesson === undefined ? {kind: 'reset'} : {kind: 'reset', lesson: lesson.id}]);
}

/** Back to what lies under what is open. */
function closed(model: AppModel): AppModel {
  if (model.overlay !== undefined) return {...model, overlay: undefined};
  if (model.problems !== undefined) return {...model, problems: undefined};
  if (model.scenes.length === 0) return {...model, question: undefined};
  const told = topTurned(model, ({kind, state}) => kind.commanded(state, 'close', 'escape', model));
  const top = topOf(told);
  const scenes = model.scenes.slice(0, -1);
  const isMissing = scenes.length === 0 && model.lessons === undefined;
  const shelved = top?.kind.name === 'play' ? top : model.shelved;
  return {...model, scenes, shelved, awaited: isMissing ? {type: 'list'} : model.awaited};
}

function opening(model: AppModel): AppModel {
  const {lessons = [], progress, question, cursor, awaited} = model;
  if (awaited !== undefined) return model;
  if (question === undefined) {
    const lesson = lessons[cursor];
    return lesson === undefined ? model : {...model, awaited: {type: 'open', id: lesson.id}};
  }
  const chosen = openQuestionsOf(lessons, progress)[question];
  return chosen === undefined
    ? model
    : {...model, awaited: {type: 'open', id: chosen.lesson.id, at: chosen.step}};
}

function scrolled(model: AppModel, by: number): AppModel {
  const {overlay, problems, lessons = [], question, progress} = model;
  const within = (value: number, limit: number): number => Math.max(Math.min(value, limit), 0);
  if (overlay?.type === 'help') return {...model, scroll: within(model.scroll + by, helpOf(model, 0).limit)};
  if (problems !== undefined) {
    return {...model, scroll: within(model.scroll + by, problemPage(model, problems, 0).limit)};
  }
  if (model.scenes.length > 0)
    return topTurned(model, ({kind, state}) => ({state: kind.scrolled(state, by, model)}));
  if (question === undefined) return {...model, cursor: within(model.cursor + by, lessons.length - 1)};
  const {length} = openQuestionsOf(lessons, progress);
  return {...model, question: within(question + by, length - 1)};
}

/** Help for the keys that mean something now. */
function helpOf(model: AppModel, scroll: number): Page {
  const top = topOf(model);
  const places = top?.kind.places ?? ['home', 'openQuestions'];
  return helpPage(model, {places, idle: top?.kind.idle?.(top.state), own: top?.kind.help}, scroll);
}

function view(model: AppModel): ReactElement {
  const {columns, rows, paint} = model;
  const page = pageOf(model);
  const note = isTooSmall(model) ? [] : noteLines(model);
  if (page === undefined) {
    const {kind, state} = topOf(model)!;
    return kind.view(state, model, note);
  }
  return <Lines lines={withNote(page.lines, note)} width={columns} height={rows} paint={paint} />;
}

function pageOf(model: AppModel): Page | undefined {
  if (isTooSmall(model)) return smallPage(model);
  if (model.overlay?.type === 'help') return helpOf(model, model.scroll);
  if (model.problems !== undefined) return problemPage(model, model.problems, model.scroll);
  if (model.scenes.length > 0) return undefined;
  const {lessons = [], progress, cursor, question} = model;
  const opening = model.awaited !== undefined;
  return question === undefined
    ? homePage(model, {lessons, progress, cursor, opening})
    : openQuestionsPage(model, {lessons, progress, cursor: question, opening});
}

/** What stands in the place of the footer, and above it where a line is not enough. */
function noteLines({overlay, note, language, ascii, columns}: AppModel): readonly Line[] {
  const written = (text: string): string => (ascii ? toAscii(text) : text);
  if (overlay?.type === 'reset') {
    const {reset, resetAll, resetKeys} = screenWords[language].progress;
    const question = overlay.lesson === undefined ? resetAll : reset(overlay.lesson.number);
    return [
      fitLine(
        [
          {text: ` ${written(question)}`, role: 'title'},
          {text: `  ${resetKeys}`, role: 'key'},
        ],
        columns,
        ascii ? '...' : '…',
      ),
    ];
  }
  if (note === undefined) return [];
  return wrapText(written(note[language]), columns - 2).map(
    (text): Line => [{text: ` ${text}`, role: 'title'}],
  );
}
