import type {ReactElement} from 'react';
import type {Reply} from '../../session/answer.ts';
import {type ClassWish, ownReplies, type StudentNews, shownPlayer} from '../../session/class/news.ts';
import {toAscii} from '../../session/notation.ts';
import {isAsking, mayAnswer, type Player, type Position, sceneOf} from '../../session/player.ts';
import {wrapText} from '../../session/wrap.ts';
import {footerLine, withNote} from '../bars.ts';
import type {Command, Place} from '../keys.ts';
import {enterLesson, lessonKind} from '../lessonKind.tsx';
import type {LessonScene} from '../lessonLayout.ts';
import {Lines} from '../lines.tsx';
import {type Line, type Role, textWidth} from '../paint.ts';
import type {AppRequest} from '../requests.ts';
import type {Look, Scene, SceneKind, Turn} from '../scene.ts';
import {screenWords} from '../words.ts';
import {classWords, inBoth} from './classWords.ts';
import {lessBy, messageLines, under} from './message.tsx';
import {pollLines, statusLine} from './pollPage.ts';

/** A student's screen in a class. */
export interface StudentScene {
  readonly news: StudentNews;
  /** What is on screen: the teacher's place, or the student's own. */
  readonly lesson: LessonScene;
  /** Whether the student's name and word are shown first. */
  readonly welcome: boolean;
}

/**
 * A student in a class: sees what the teacher shows, or looks around alone, and answers when the class is asked. What the student does is told
 * to the class as wishes; what comes of it comes back as news.
 */
export const studentKind: SceneKind<StudentScene> = {
  name: 'class',
  places: ['student', 'studentQuestion'],
  idle,
  place: ({lesson}): Place => (mayAnswer(lesson.player) ? 'studentQuestion' : 'student'),
  typed(scene, key, look) {
    if (scene.welcome) return {state: {...scene, welcome: false}};
    if (isPollShown(scene)) return undefined;
    const turn = lessonKind.typed(scene.lesson, key, below(scene, look));
    return turn && taken(scene, turn.state);
  },
  commanded: (scene, command, key, look) => commanded(scene, command, key, below(scene, look)),
  scrolled: (scene, by, look) => ({
    ...scene,
    lesson: lessonKind.scrolled(scene.lesson, by, below(scene, look)),
  }),
  settled: (scene) => scene,
  tickEvery: () => undefined,
  ticked: (scene) => ({state: scene}),
  answered: (scene, news) => ({state: 'role' in news && news.role === 'student' ? told(scene, news) : scene}),
  view,
};

/** A student who comes in, or comes back. */
export function enterClass(
  news: StudentNews,
  number: number | undefined,
  welcome: boolean,
): Scene<StudentScene> {
  const {lesson} = news.shared;
  const {state} = enterLesson({lesson, ...(number === undefined ? {} : {number})}, undefined);
  const ending = inBoth(({lessonEnds}) => lessonEnds);
  const scene: StudentScene = {news, lesson: {...state, ending}, welcome};
  return {kind: studentKind, state: {...scene, lesson: placed(scene, news)}};
}

/** Whoever follows goes where the teacher goes; whoever is alone, no further while nobody may. */
function idle({news: {shared, own}, lesson: {player}}: StudentScene): readonly Command[] {
  const mayGoAhead = !shared.locked || isBeyond(shared.position, player.position);
  return [
    ...(mayGoAhead ? [] : (['next', 'last'] as const)),
    ...(own.following ? (['coarser', 'finer'] as const) : []),
  ];
}

/** What is left of the screen under the teacher's words. */
const below = ({news: {shared}}: StudentScene, look: Look): Look =>
  lessBy(messageLines(shared.message, look).length, look);

/** Whether the class looks at what it answered. */
const isPollShown = ({news: {shared, own}}: StudentScene): boolean =>
  own.following && shared.tally !== undefined;

const isSame = (left: Position, right: Position): boolean =>
  left.step === right.step && left.frame === right.frame;

const isBeyond = (left: Position, right: Position): boolean =>
  left.step > right.step || (left.step === right.step && left.frame > right.frame);

/** The lesson where the news have it. What belonged to another place is gone; what is being typed stays. */
function placed({lesson}: StudentScene, {shared, own}: StudentNews): LessonScene {
  const {player} = lesson;
  const at = own.following ? shared.position : own.position;
  const stays = isSame(player.position, at);
  const typed = stays
    ? player
    : {entry: '', unreadable: false, hints: at.step === player.position.step ? player.hints : 0};
  const {entry, unreadable, hints} = typed;
  const after: Player = own.following
    ? shownPlayer(shared, own.answers.get(shared.position.step)?.reply, {entry, unreadable, hints})
    : {...player, position: at, entry, unreadable, hints, replies: ownReplies(shared, own)};
  return stays
    ? {...lesson, player: after}
    : {
        ...lesson,
        player: after,
        scroll: {words: 0, lower: 0},
        lower: 'fitting',
        otherRule: false,
        reminded: undefined,
        goTo: undefined,
      };
}

const told = (scene: StudentScene, news: StudentNews): StudentScene => ({
  ...scene,
  news,
  lesson: placed(scene, news),
});

const request = (wish: ClassWish): AppRequest => ({type: 'class', wish});

/** What a key has made of the lesson: an answer goes to the class, a move leaves the teacher's place. */
function taken(scene: StudentScene, lesson: LessonScene): Turn<StudentScene> {
  const {news} = scene;
  const {shared, own} = news;
  const before = scene.lesson.player;
  const answered = [...lesson.player.replies].find(([step, reply]) => before.replies.get(step) !== reply);
  const requests: AppRequest[] = [];
  let after = lesson;
  if (answered !== undefined) {
    const [step, reply] = answered;
    requests.push(request({type: 'answer', step, ...textOf(reply)}));
    if (step === shared.poll) {
      // How it was is told to all at once.
      const player = {...before, entry: '', unreadable: false};
      return {state: {...scene, lesson: {...lesson, player, reminded: undefined}}, requests};
    }
  }
  let note: Turn<StudentScene>['note'];
  if (shared.locked && isBeyond(after.player.position, shared.position)) {
    const furthest = isBeyond(before.position, shared.position) ? before.position : shared.position;
    if (isBeyond(after.player.position, furthest)) {
      after = {...after, player: {...after.player, position: furthest}};
      note = inBoth(({notFurther}) => notFurther);
    }
  }
  const {position} = after.player;
  const moved = !isSame(position, before.position);
  if (moved) requests.push(request({type: 'at', position}));
  const state: StudentScene = {
    ...scene,
    lesson: after,
    news: moved ? {...news, own: {...own, following: false, position}} : news,
  };
  return {state, requests, ...(note && !moved ? {note} : {})};
}

const textOf = (reply: Reply): {readonly text?: string} =>
  reply.kind === 'answered' ? {text: reply.text} : {};

/** The student at the teacher's place, but alone. */
function alone(scene: StudentScene): StudentScene {
  const {news, lesson} = scene;
  const {shared, own} = news;
  const player: Player = {...lesson.player, stride: 'step', replies: ownReplies(shared, own)};
  return {
    ...scene,
    lesson: {...lesson, player},
    news: {...news, own: {...own, following: false, position: player.position}},
  };
}

function stayed(scene: StudentScene): Turn<StudentScene> {
  const state = alone(scene);
  return {state, requests: [request({type: 'at', position: state.news.own.position})]};
}

/** Free play from what is on screen; the class stays below it as it is, so that whoever followed still follows. */
function tried(scene: StudentScene, key: string, look: Look): Turn<StudentScene> {
  return {...lessonKind.commanded(scene.lesson, 'try', key, look), state: scene};
}

function commanded(scene: StudentScene, command: Command, key: string, look: Look): Turn<StudentScene> {
  const {news, lesson} = scene;
  const {following} = news.own;
  switch (command) {
    case 'follow': {
      if (following) return stayed(scene);
      const after = {...news, own: {...news.own, following: true}};
      return {state: told(scene, after), requests: [request({type: 'follow'})]};
    }
    case 'try':
      return tried(scene, key, look);
    case 'resumeWord': {
      const {name, word} = news.own;
      return {state: scene, note: inBoth((words) => words.word(name, word))};
    }
    case 'next':
      if (following && news.shared.locked && !isAsking(lesson.player)) {
        return {state: scene, note: inBoth(({teacherGoesOn}) => teacherGoesOn)};
      }
      break;
    case 'coarser':
    case 'finer':
      if (following) return {state: scene};
      break;
  }
  const leaves =
    following &&
    (['back', 'first', 'last'].includes(command) || (command === 'next' && !isAsking(lesson.player)));
  const from = leaves ? alone(scene) : scene;
  const turn = taken(from, lessonKind.commanded(from.lesson, command, key, look).state);
  // Whoever has moved nowhere has not left.
  return leaves && turn.requests?.length === 0 ? {...turn, state: scene} : turn;
}

function view(scene: StudentScene, look: Look, note: readonly Line[]): ReactElement {
  const {columns, rows, paint} = look;
  if (scene.welcome) {
    const lines = welcomeLines(scene, look);
    const filler = Array.from({length: Math.max(0, rows - 1 - lines.length)}, (): Line => []);
    return (
      <Lines lines={withNote([...lines, ...filler, []], note)} width={columns} height={rows} paint={paint} />
    );
  }
  const {shared} = scene.news;
  const said = messageLines(shared.message, look);
  const footer = note.length > 0 ? note : [studentFooter(scene, look, said.length > 0)];
  return under(said, picture(scene, lessBy(said.length, look), footer), look);
}

/** What the class looks at, or the student alone. */
function picture(scene: StudentScene, look: Look, footer: readonly Line[]): ReactElement {
  const {columns, rows, paint} = look;
  const {shared, own} = scene.news;
  if (isPollShown(scene)) {
    const reply = own.answers.get(shared.position.step)?.reply;
    const poll = pollLines(shared, shared.tally!, {role: 'student', reply}, look);
    const lines = withNote([...poll, []], footer);
    return <Lines lines={lines} width={columns} height={rows} paint={paint} />;
  }
  return lessonKind.view(scene.lesson, look, footer);
}

function welcomeLines({news: {own}}: StudentScene, {columns, language, ascii}: Look): readonly Line[] {
  const words = classWords[language];
  const said = (text: string, role: Role = 'plain'): Line => [
    {text: '  '},
    {text: ascii ? toAscii(text) : text, role},
  ];
  const [first = '', ...others] = words.welcome(own.name);
  return [
    [],
    said(first, 'title'),
    ...others.flatMap((text) => wrapText(text, columns - 4)).map((text) => said(text)),
    [],
    said(words.yourWord(own.word), 'mark'),
    [],
    ...wrapText(words.pressKey, columns - 4).map((text) => said(text)),
  ];
}

/** @param isSaid whether the teacher's words stand above */
function studentFooter(scene: StudentScene, {language, ascii, columns}: Look, isSaid: boolean): Line {
  const {shared, own} = scene.news;
  const words = classWords[language];
  const {poll, message} = shared;
  const given = poll === undefined ? undefined : own.answers.get(poll);
  const {player} = scene.lesson;
  const {atStart, atEnd} = sceneOf(player);
  // Whoever has answered needs fewer keys.
  const share = Math.floor(columns * (given === undefined ? 0.45 : 0.6));
  const answer =
    given === undefined
      ? []
      : [words.given(given.reply.kind === 'answered' ? given.reply.text : words.dontKnow)];
  const joined = (said: readonly string[]): string =>
    [
      own.following ? words.following : words.onOwn,
      ...said,
      ...(message === '' || isSaid ? [] : [words.says(message)]),
      ...(shared.teacherIsHere ? [] : [words.noTeacher]),
    ].join(ascii ? ' | ' : ' · ');
  const whole = joined(given?.final === false ? [`${answer}${words.changeUntil}`] : answer);
  const text = textWidth(whole) + 3 <= share ? whole : joined(answer);
  const hidden = new Set<Command>([
    ...idle(scene),
    ...(isAsking(player) || atEnd ? (['next'] as const) : []),
    ...(atStart ? (['back'] as const) : []),
    ...(['up', 'coarser', 'panel', 'rule', 'goTo', 'digits', 'first', 'last', 'language', 'hint'] as const),
    ...(['ascii', 'colors', 'resumeWord', 'skip', 'answer'] as const),
  ]);
  const keys = footerLine({
    place: 'student',
    // The keys have what the status leaves, and never less than they need for the most important ones.
    width: columns - Math.min(textWidth(text) + 3, share),
    words: screenWords[language],
    ascii,
    labels: {try: words.play, ...(own.following && {follow: words.stay})},
    hidden,
  });
  return statusLine([{text: ascii ? toAscii(text) : text, role: 'title'}], trimmed(keys), columns, ascii);
}

/** Without the blanks that fill a line up. */
export const trimmed = (line: Line): Line => {
  const last = line.at(-1);
  return last !== undefined && /^ *$/.test(last.text) ? line.slice(0, -1) : line;
};
