import type {Lesson} from '../../lesson/lesson.ts';
import type {Reply} from '../answer.ts';
import {isAsking, type Player, type Position, type Stride, sceneOf} from '../player.ts';
import {type ClassState, openPoll, type Student, type StudentEvent, type TeacherEvent} from './classState.ts';
import {type Tally, tallyOf} from './poll.ts';

/** What everybody in the class may know. */
export interface SharedNews {
  readonly lesson: Lesson;
  readonly position: Position;
  readonly stride: Stride;
  /** The step, from 0, whose question is open to all. */
  readonly poll: number | undefined;
  /** Whether the question of the step that the teacher is at was resolved. */
  readonly revealed: boolean;
  /** What the class answered, while the teacher shows it. */
  readonly tally: Tally | undefined;
  readonly locked: boolean;
  readonly message: string;
  readonly teacherIsHere: boolean;
}

/** What one student may know: nothing of another's. */
export interface StudentNews {
  readonly role: 'student';
  readonly shared: SharedNews;
  readonly own: Student;
}

/** Who is connected, by the keys of their names: on what screen, and whether in free play. */
export type Presence = ReadonlyMap<
  string,
  {readonly columns: number; readonly rows: number; readonly playing: boolean}
>;

/** A student in the teacher's list. */
export interface RosterRow {
  /** Of the name. */
  readonly key: string;
  readonly name: string;
  /** What lets the student back in: shown only where the teacher asks for it. */
  readonly word: string;
  readonly removed: boolean;
  readonly size: {readonly columns: number; readonly rows: number} | undefined;
  readonly following: boolean;
  readonly playing: boolean;
  /** From 1. */
  readonly step: number;
  /** To the question that the teacher is at. */
  readonly reply: Reply | undefined;
}

export interface TeacherNews {
  readonly role: 'teacher';
  readonly shared: SharedNews;
  readonly roster: readonly RosterRow[];
  /** What was answered so far to the question that the teacher is at. */
  readonly live: Tally | undefined;
  /** What to type to join. */
  readonly join: readonly string[];
  /** Why the class cannot be kept on the disk now, if so. */
  readonly unkept: string | undefined;
}

export type ClassNews = StudentNews | TeacherNews;

/** Whether the teacher is at a step's question, be it open or resolved. */
const atQuestion = ({player}: ClassState): boolean =>
  isAsking(player) || sceneOf(player).asking !== undefined;

export function sharedNews(state: ClassState, teacherIsHere: boolean): SharedNews {
  const {lesson, player, locked, message} = state;
  const {position, stride, replies} = player;
  const revealed = replies.has(position.step);
  return {
    lesson,
    position,
    stride,
    poll: openPoll(state),
    revealed,
    tally: revealed && atQuestion(state) ? tallyOf(state, position.step) : undefined,
    locked,
    message,
    teacherIsHere,
  };
}

export function teacherNews(
  state: ClassState,
  shared: SharedNews,
  presence: Presence,
  join: readonly string[],
  unkept?: string,
): TeacherNews {
  const {step} = state.player.position;
  const rows = [...state.students].map(
    ([key, {name, word, removed, following, position, answers}]): RosterRow => ({
      key,
      name,
      word,
      removed,
      size: presence.get(key),
      following,
      playing: presence.get(key)?.playing ?? false,
      step: (following ? step : position.step) + 1,
      reply: answers.get(step)?.reply,
    }),
  );
  return {
    role: 'teacher',
    shared,
    roster: [...rows.filter(({removed}) => !removed), ...rows.filter(({removed}) => removed)],
    live: atQuestion(state) ? tallyOf(state, step) : undefined,
    join,
    unkept,
  };
}

/** What the teacher shows, as a lesson that others look at. */
export function shownPlayer(
  {lesson, position, stride, revealed}: SharedNews,
  given: Reply | undefined,
  typed: Pick<Player, 'entry' | 'unreadable' | 'hints'>,
): Player {
  const replies = new Map<number, Reply>(revealed ? [[position.step, given ?? {kind: 'skipped'}]] : []);
  return {lesson, position, stride, replies, ...typed};
}

/** The lesson of a student who is somewhere by themselves. How an answer was is not told while the class is still asked. */
export const ownReplies = ({poll}: SharedNews, {answers}: Student): ReadonlyMap<number, Reply> =>
  new Map(
    [...answers].flatMap(([step, {reply, final}]) =>
      step === poll && !final ? [] : [[step, reply] as const],
    ),
  );

type Own<Event> = Event extends {readonly student: string} ? Omit<Event, 'student'> : never;

/** What somebody in the class wants to happen; who it is, the class knows. */
export type ClassWish =
  | TeacherEvent
  | Own<StudentEvent>
  /** The answers are to be written. */
  | {readonly type: 'handIn'}
  /** A student is to have a new word. */
  | {readonly type: 'renew'; readonly student: string}
  /** The teacher leaves, and the class is served no longer. */
  | {readonly type: 'stop'};
