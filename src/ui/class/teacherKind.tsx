import type {ReactElement} from 'react';
import type {MistakeName} from '../../engine/mistakes.ts';
import type {Bilingual} from '../../lesson/lesson.ts';
import {LONGEST_MESSAGE} from '../../session/class/classState.ts';
import {type ClassWish, type RosterRow, shownPlayer, type TeacherNews} from '../../session/class/news.ts';
import {toAscii} from '../../session/notation.ts';
import {isAsking, type PlayerAction, sceneOf} from '../../session/player.ts';
import {slipSaid} from '../../session/slipWords.ts';
import {endOf} from '../../session/timeline.ts';
import {footerLine, headerLine, keyName, withNote} from '../bars.ts';
import type {Command} from '../keys.ts';
import {enterLesson, lessonKind} from '../lessonKind.tsx';
import type {LessonScene} from '../lessonLayout.ts';
import {Lines} from '../lines.tsx';
import {isTooSmall} from '../pages.ts';
import {fitLine, type Line, type Role, textWidth} from '../paint.ts';
import type {AppRequest} from '../requests.ts';
import type {Look, Scene, SceneKind, Turn} from '../scene.ts';
import {screenWords} from '../words.ts';
import {type ClassWords, classWords, inBoth} from './classWords.ts';
import {pollLines, statusLine} from './pollPage.ts';
import {trimmed} from './studentKind.tsx';

/** A teacher's screen. */
export interface TeacherScene {
  readonly news: TeacherNews;
  readonly lesson: LessonScene;
  readonly page: 'lesson' | 'students' | 'poll';
  /** The first student of the list on screen. */
  readonly scroll: number;
  /** Who is chosen in the list, by the key of the name. */
  readonly chosen: string | undefined;
  /** The message being typed, what there is to do about who is chosen, or a question whether to do what cannot be undone. */
  readonly prompt:
    | {readonly kind: 'message'; readonly text: string}
    | {readonly kind: 'end' | 'stop' | 'student' | 'renew' | 'remove'}
    | undefined;
  /** Whether the class is served only as long as this screen is there. */
  readonly serves: boolean;
}

/** The teacher of a class: the keys of a lesson move all who follow. */
export const teacherKind: SceneKind<TeacherScene> = {
  name: 'class',
  places: ['teacher'],
  // One key would send everybody home.
  asksToQuit: ({serves, news}) => serves && hereIn(news) > 0,
  place: () => 'teacher',
  writes: ({prompt}) => prompt?.kind === 'message',
  typed,
  commanded,
  scrolled(scene, by, look) {
    if (scene.page !== 'students') return {...scene, lesson: lessonKind.scrolled(scene.lesson, by, look)};
    const {roster} = scene.news;
    const at = roster.indexOf(chosenIn(scene)!);
    const chosen = roster[Math.max(0, Math.min(at + by, roster.length - 1))]?.key;
    const after = {...scene, chosen};
    return {...after, scroll: firstShown(after, look.rows)};
  },
  settled: (scene) => scene,
  tickEvery: () => undefined,
  ticked: (scene) => ({state: scene}),
  answered(scene, news) {
    if (!('role' in news) || news.role !== 'teacher') return {state: scene};
    const note = keptNote(scene.news.unkept, news.unkept);
    return {state: told(scene, news), ...(note && {note})};
  },
  view,
};

/** The teacher comes in: before the lesson stands who is here and how to join. */
export function enterAsTeacher(
  news: TeacherNews,
  number: number | undefined,
  serves = false,
): Scene<TeacherScene> {
  const {lesson} = news.shared;
  const {state} = enterLesson({lesson, ...(number === undefined ? {} : {number})}, undefined);
  const ending = inBoth(({lessonEnds}) => lessonEnds);
  const scene: TeacherScene = {
    news,
    lesson: {...state, ending},
    page: 'students',
    scroll: 0,
    chosen: undefined,
    prompt: undefined,
    serves,
  };
  return {kind: teacherKind, state: told(scene, news)};
}

function told(scene: TeacherScene, news: TeacherNews): TeacherScene {
  const {lesson} = scene;
  const player = shownPlayer(news.shared, undefined, {entry: '', unreadable: false, hints: 0});
  const {step, frame} = lesson.player.position;
  const stays = player.position.step === step && player.position.frame === frame;
  const after: LessonScene = stays
    ? {...lesson, player}
    : {
        ...lesson,
        player,
        scroll: {words: 0, lower: 0},
        lower: 'fitting',
        otherRule: false,
        reminded: undefined,
      };
  const page = scene.page === 'poll' && news.live === undefined ? 'lesson' : scene.page;
  return {...scene, news, lesson: after, page};
}

/** What the teacher must know of the disk, once, where it has changed. */
function keptNote(before: string | undefined, now: string | undefined): Bilingual | undefined {
  if (before === now) return undefined;
  return inBoth((words) => (now === undefined ? words.keptAgain : words.unkeptNote(now)));
}

const wishing = (scene: TeacherScene, ...wishes: readonly ClassWish[]): Turn<TeacherScene> => ({
  state: scene,
  requests: wishes.map((wish): AppRequest => ({type: 'class', wish})),
});

function typed(scene: TeacherScene, key: string, look: Look): Turn<TeacherScene> | undefined {
  const {prompt, lesson, page} = scene;
  if (prompt?.kind === 'message') return typedMessage(scene, prompt.text, key);
  if (prompt?.kind === 'student') return typedOfStudent(scene, key);
  if (prompt !== undefined) {
    if (key === 'escape' || key === 'n') return {state: {...scene, prompt: undefined}};
    return key === 'y' ? answeredYes(scene, prompt.kind) : {state: scene};
  }
  if (lesson.goTo !== undefined) {
    if (key === 'enter' && lesson.goTo !== '') {
      const action: PlayerAction = {type: 'goTo', step: Number(lesson.goTo)};
      return wishing({...scene, lesson: {...lesson, goTo: undefined}}, {type: 'teach', action});
    }
    const turn = lessonKind.typed(lesson, key, look);
    return turn && {state: {...scene, lesson: turn.state}};
  }
  if (page === 'students' && key === 'enter' && chosenIn(scene) !== undefined)
    return {state: {...scene, prompt: {kind: 'student'}}};
  if (page !== 'lesson' && key === 'escape') return {state: {...scene, page: 'lesson', chosen: undefined}};
  return undefined;
}

function answeredYes(scene: TeacherScene, kind: 'end' | 'stop' | 'renew' | 'remove'): Turn<TeacherScene> {
  const student = chosenIn(scene)?.key;
  const after: TeacherScene = {...scene, prompt: undefined};
  if (kind === 'end' || kind === 'stop') return wishing(after, {type: kind});
  if (student === undefined) return {state: after};
  return kind === 'remove'
    ? wishing(after, {type: 'remove', student, removed: true})
    : wishing({...scene, prompt: {kind: 'student'}}, {type: 'renew', student});
}

/** While the word of who is chosen is shown. */
function typedOfStudent(scene: TeacherScene, key: string): Turn<TeacherScene> {
  const row = chosenIn(scene);
  const after: TeacherScene = {...scene, prompt: undefined};
  if (row === undefined || key === 'escape' || key === 'enter') return {state: after};
  if (key === 'x') {
    return row.removed
      ? wishing(after, {type: 'remove', student: row.key, removed: false})
      : {state: {...scene, prompt: {kind: 'remove'}}};
  }
  return key === 'n' && !row.removed ? {state: {...scene, prompt: {kind: 'renew'}}} : {state: scene};
}

function typedMessage(scene: TeacherScene, text: string, key: string): Turn<TeacherScene> {
  const at = (changed: string): Turn<TeacherScene> => ({
    state: {...scene, prompt: {kind: 'message', text: changed}},
  });
  if (key === 'escape') return {state: {...scene, prompt: undefined}};
  if (key === 'enter') return wishing({...scene, prompt: undefined}, {type: 'message', text: text.trim()});
  if (key === 'backspace') return at([...text].slice(0, -1).join(''));
  const character = key === 'space' ? ' ' : [...key].length === 1 ? key : '';
  return at(text.length + character.length > LONGEST_MESSAGE ? text : text + character);
}

function commanded(scene: TeacherScene, command: Command, key: string, look: Look): Turn<TeacherScene> {
  const {news, page} = scene;
  const onLesson: TeacherScene = {...scene, page: page === 'students' ? 'lesson' : page};
  switch (command) {
    case 'next':
      // The list in front of the lesson is no reason to go on unseen.
      if (page === 'students') return {state: onLesson};
      if (isAsking(scene.lesson.player)) {
        return {state: {...scene, page: 'poll'}};
      }
      return wishing({...scene, page: 'lesson'}, {type: 'teach', action: {type: 'forward'}});
    case 'back':
    case 'first':
    case 'last':
    case 'finer':
    case 'coarser':
      return wishing(onLesson, {type: 'teach', action: {type: command}});
    case 'goTo':
      return {state: {...onLesson, page: 'lesson', lesson: {...scene.lesson, goTo: ''}}};
    case 'reveal':
      return news.shared.poll === undefined
        ? {state: scene}
        : wishing({...scene, page: 'poll'}, {type: 'reveal'});
    case 'poll':
      return {state: {...scene, page: page === 'poll' || news.live === undefined ? 'lesson' : 'poll'}};
    case 'students':
      return {
        state: {...scene, page: page === 'students' ? 'lesson' : 'students', scroll: 0, chosen: undefined},
      };
    case 'message':
      return {state: {...scene, prompt: {kind: 'message', text: news.shared.message}}};
    case 'lock':
      return wishing(scene, {type: 'lock', locked: !news.shared.locked});
    case 'handIn':
      return wishing(scene, {type: 'handIn'});
    case 'quit':
      return {state: {...scene, prompt: {kind: 'stop'}}};
    case 'endClass':
      return {state: {...scene, prompt: {kind: 'end'}}};
    case 'panel':
    case 'rule':
      return {state: {...onLesson, lesson: lessonKind.commanded(scene.lesson, command, key, look).state}};
    default:
      return {state: scene};
  }
}

function view(scene: TeacherScene, look: Look, note: readonly Line[]): ReactElement {
  const {columns, rows, paint} = look;
  const {page, news} = scene;
  const prompt = promptLine(scene, look);
  const footer = prompt !== undefined ? [prompt] : note.length > 0 ? note : [teacherFooter(scene, look)];
  const lines =
    page === 'students'
      ? rosterLines(scene, look)
      : page === 'poll' && news.live !== undefined
        ? pollLines(news.shared, news.live, {role: 'teacher', here: hereIn(news)}, look)
        : undefined;
  if (lines === undefined) return lessonKind.view(scene.lesson, look, footer);
  return <Lines lines={withNote([...lines, []], footer)} width={columns} height={rows} paint={paint} />;
}

const hereIn = ({roster}: TeacherNews): number => roster.filter(({size}) => size !== undefined).length;

/** Those who are to be here: all but whom the teacher has removed. */
const knownIn = ({roster}: TeacherNews): number => roster.filter(({removed}) => !removed).length;

const chosenIn = ({news, chosen}: Pick<TeacherScene, 'news' | 'chosen'>): RosterRow | undefined =>
  news.roster.find(({key}) => key === chosen);

/** Lines of students that the list has room for. */
const rosterRoom = ({join}: TeacherNews, rows: number): number => Math.max(1, rows - 6 - join.length);

/** The first student on screen: whoever is chosen is among those who follow. */
function firstShown(scene: TeacherScene, rows: number): number {
  const {news, scroll} = scene;
  const room = rosterRoom(news, rows);
  const from = Math.min(scroll, Math.max(0, news.roster.length - room));
  const at = news.roster.indexOf(chosenIn(scene)!);
  return at < 0 ? from : Math.min(Math.max(from, at - room + 1), at);
}

/** How to join, and who is here: where, on what screen, and with which answer. */
function rosterLines(scene: TeacherScene, {columns, rows, language, ascii}: Look): readonly Line[] {
  const {news, chosen} = scene;
  const words = classWords[language];
  const {roster, join, shared} = news;
  const nameOf = (mistake: MistakeName): string => {
    const {network} = endOf(shared.lesson, shared.position.step).start.setup;
    return slipSaid(mistake, network, language).name;
  };
  const written = (text: string): string => (ascii ? toAscii(text) : text);
  const cells = roster.map((row) => rowCells(row, language, nameOf).map(written));
  const head = [
    words.columns.name,
    words.columns.step,
    words.columns.where,
    words.columns.screen,
    words.columns.answer,
  ];
  const widths = head.map((title, i) =>
    Math.max(textWidth(title), ...cells.map((row) => textWidth(row[i]!))),
  );
  const name = Math.min(widths[0]!, 24);
  const lineOf = (row: readonly string[], role: Role, mark = ' '): Line => [
    {text: `${mark} `, role: 'mark'},
    ...row.flatMap(
      (text, i): Line => [
        ...fitLine(
          [{text, role: text === written(words.tooSmall) ? 'bad' : role}],
          i === 0 ? name : widths[i]!,
          ascii ? '...' : '…',
        ),
        {text: '  '},
      ],
    ),
  ];
  const room = rosterRoom(news, rows);
  const from = firstShown(scene, rows);
  const arrows = ['up', 'down'].map((key) => keyName(key, screenWords[language], ascii)).join('/');
  const howToChoose: Line = [
    {text: '  '},
    {text: arrows, role: 'key'},
    {text: ` ${written(words.chooseStudent)}`, role: 'dim'},
  ];
  const more =
    cells.length > room
      ? [screenWords[language].scroll(from + 1, Math.min(from + room, cells.length), cells.length)]
      : [];
  const body: readonly Line[] = [
    headerLine(words.students(hereIn(news), knownIn(news)), more, columns, ascii),
    [],
    [{text: '  '}, {text: written(words.toJoin), role: 'title'}],
    ...join.map((text): Line => [{text: '    '}, {text, role: 'key'}]),
    ...(cells.length === 0
      ? [[], [{text: `  ${written(words.nobody)}`}]]
      : [
          howToChoose,
          lineOf(head.map(written), 'dim'),
          ...roster.slice(from, from + room).map(({key, removed}, i) => {
            const isChosen = key === chosen;
            const role = isChosen ? 'title' : removed ? 'dim' : 'plain';
            return lineOf(cells[from + i]!, role, isChosen ? (ascii ? '>' : '›') : ' ');
          }),
        ]),
  ];
  return Array.from({length: rows - 1}, (_, row) => fitLine(body[row] ?? [], columns, ascii ? '...' : '…'));
}

function rowCells(
  {name, removed, step, size, following, playing, reply}: RosterRow,
  language: Look['language'],
  nameOf: (mistake: MistakeName) => string,
): readonly string[] {
  const words = classWords[language];
  const {answers} = words;
  const {colon} = screenWords[language];
  const answer =
    reply === undefined
      ? answers.none
      : reply.kind === 'skipped'
        ? answers.skipped
        : `${reply.text} ${reply.right ? answers.right : answers.wrong}`;
  const slip = reply?.kind === 'answered' ? reply.slips[0] : undefined;
  const screen =
    size === undefined
      ? ''
      : isTooSmall({...size, language, ascii: false})
        ? words.tooSmall
        : `${size.columns}×${size.rows}`;
  return [
    name,
    String(step),
    removed
      ? words.removed
      : size === undefined
        ? words.away
        : playing
          ? words.play
          : following
            ? words.following
            : words.onOwn,
    screen,
    slip === undefined ? answer : `${answer}${colon}${nameOf(slip.mistake)}`,
  ];
}

function promptLine(scene: TeacherScene, {columns, language, ascii}: Look): Line | undefined {
  const {prompt, news} = scene;
  if (prompt === undefined) return undefined;
  const words = classWords[language];
  const written = (text: string): string => (ascii ? toAscii(text) : text);
  if (prompt.kind !== 'message') {
    const [keys, question] = questionOf(prompt.kind, chosenIn(scene), words);
    const isLoss = news.unkept !== undefined && (prompt.kind === 'end' || prompt.kind === 'stop');
    return fitLine(
      [
        {text: ` ${written(keys)}  `, role: 'key'},
        isLoss ? {text: written(words.endUnkept), role: 'bad'} : {text: written(question), role: 'title'},
      ],
      columns,
      ascii ? '...' : '…',
    );
  }
  const keys = `  ${written(words.messageKeys)}`;
  const room = Math.max(10, columns - textWidth(words.messagePrompt) - textWidth(keys) - 3);
  // The end of a long message is where it is being typed.
  let shown = prompt.text;
  while (textWidth(shown) > room) shown = [...shown].slice(1).join('');
  return fitLine(
    [
      {text: ` ${words.messagePrompt}`, role: 'title'},
      {text: shown},
      {text: ascii ? '_' : '▏', role: 'mark'},
      {text: keys, role: 'dim'},
    ],
    columns,
  );
}

/** The keys that answer, and what is asked. */
function questionOf(
  kind: 'end' | 'stop' | 'student' | 'renew' | 'remove',
  row: RosterRow | undefined,
  words: ClassWords,
): readonly [keys: string, question: string] {
  const name = row?.name ?? '';
  switch (kind) {
    case 'end':
      return [words.endKeys, words.endQuestion];
    case 'stop':
      return [words.stopKeys, words.stopQuestion];
    case 'renew':
      return [words.renewKeys, words.renewQuestion(name, row?.size !== undefined)];
    case 'remove':
      return [words.removeKeys, words.removeQuestion(name)];
    case 'student':
      return row?.removed === true
        ? [words.removedKeys, words.isRemoved(name)]
        : [words.studentKeys, words.wordOf(name, row?.word ?? '')];
  }
}

function teacherFooter({news, lesson, page}: TeacherScene, {columns, language, ascii}: Look): Line {
  const words = classWords[language];
  const {shared, live, unkept} = news;
  const here = hereIn(news);
  const {atStart, atEnd} = sceneOf(lesson.player);
  const warning = unkept === undefined ? '' : `${words.unkept(unkept)}  `;
  const pieces = [
    words.students(here, knownIn(news)),
    ...(live === undefined ? [] : [words.answered(live.answered, Math.max(here, live.answered))]),
    ...(shared.locked ? [] : [words.free]),
  ];
  const text = pieces.join(ascii ? ' | ' : ' · ');
  const hidden = new Set<Command>([
    ...(shared.poll === undefined ? (['reveal'] as const) : []),
    ...(live === undefined || page === 'poll' ? (['poll'] as const) : []),
    ...(isAsking(lesson.player) || atEnd ? (['next'] as const) : []),
    ...(atStart ? (['back'] as const) : []),
    ...([
      'up',
      'coarser',
      'panel',
      'rule',
      'goTo',
      'digits',
      'first',
      'last',
      'language',
      'ascii',
      'colors',
    ] as const),
  ]);
  const labels = {lock: shared.locked ? screenWords[language].commands.lock.short : words.locked};
  const keys = footerLine({
    place: 'teacher',
    width: Math.max(20, columns - textWidth(warning) - textWidth(text) - 4),
    words: screenWords[language],
    ascii,
    labels,
    hidden,
  });
  const written = (plain: string): string => (ascii ? toAscii(plain) : plain);
  const status: Line = [
    {text: written(warning), role: 'bad'},
    {text: written(text), role: 'title'},
  ];
  return statusLine(status, trimmed(keys), columns, ascii);
}
