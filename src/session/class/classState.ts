import type {Quantity} from '../../engine/quantity.ts';
import type {Language, Lesson} from '../../lesson/lesson.ts';
import {type Reply, replyTo} from '../answer.ts';
import type {Digits} from '../notation.ts';
import {LONGEST_KEPT} from '../play/keptPlay.ts';
import {
  isAsking,
  openLesson,
  type Player,
  type PlayerAction,
  type Position,
  play,
  type Stride,
} from '../player.ts';
import {endOf, framesOf} from '../timeline.ts';

/** How a student wants to see things; remembered under the name. */
export interface ClassLook {
  readonly language: Language;
  readonly digits: Digits;
  readonly ascii: boolean;
  readonly color: boolean;
  readonly background: 'dark' | 'light';
}

/** An answer that a student has given. */
export interface Given {
  readonly reply: Reply;
  /** Given after the question was resolved: no part of the poll. */
  readonly late: boolean;
  /** Its giver was told how it was, so another one would be no answer any more. */
  readonly final: boolean;
}

export interface Student {
  readonly name: string;
  /** What lets the student back in under the same name. */
  readonly word: string;
  /** Fingerprint of the key that does the same. */
  readonly key?: string;
  /** Whether the teacher has removed the student: the name lets nobody in, and its answers do not count. */
  readonly removed: boolean;
  readonly look?: ClassLook;
  /** Whether the student sees what the teacher shows, or is somewhere by themselves. */
  readonly following: boolean;
  /** Where the student is when not following. */
  readonly position: Position;
  /** By the index of the step. */
  readonly answers: ReadonlyMap<number, Given>;
}

/** A class that goes through a lesson: plain data. Who is connected is not in it. */
export interface ClassState {
  readonly lesson: Lesson;
  /** What the teacher shows. A question that the teacher has resolved has a reply. */
  readonly player: Player;
  /** Whether nobody may be further than the teacher. */
  readonly locked: boolean;
  /** What the teacher last wrote to all; empty for nothing. */
  readonly message: string;
  /** By the key of their names. */
  readonly students: ReadonlyMap<string, Student>;
  /** The free play of students who are in one, as texts, by the key of their names; those kept longest ago first. */
  readonly plays: ReadonlyMap<string, KeptPlay>;
  readonly ended: boolean;
}

/** Free play that can be taken up again. */
export interface KeptPlay {
  /** The lesson's state that it began from. */
  readonly from: Position;
  /** Whether the student is in it. */
  readonly open: boolean;
  /** What is chosen on the net. */
  readonly chosen: Quantity;
  /** As `keptText` has it. */
  readonly text: string;
}

/** What happens in a class: JSON, and all that is kept of it. */
export type ClassEvent = TeacherEvent | StudentEvent;

export type TeacherEvent =
  | {readonly type: 'teach'; readonly action: PlayerAction}
  | {readonly type: 'reveal'}
  | {readonly type: 'lock'; readonly locked: boolean}
  | {readonly type: 'message'; readonly text: string}
  | {readonly type: 'end'}
  /** Somebody is to be here no longer, or may be again. */
  | {readonly type: 'remove'; readonly student: string; readonly removed: boolean}
  /** From now on another word lets the student back in. */
  | {readonly type: 'word'; readonly student: string; readonly word: string}
  /** A summary of everything the teacher did. */
  | {
      readonly type: 'stands';
      readonly position: Position;
      readonly stride: Stride;
      readonly revealed: readonly number[];
    };

export type StudentEvent =
  | {
      readonly type: 'join';
      readonly student: string;
      readonly name: string;
      readonly word: string;
      readonly key?: string;
    }
  | {readonly type: 'look'; readonly student: string; readonly look: ClassLook}
  | {readonly type: 'follow'; readonly student: string}
  /** Is somewhere by themselves, no longer following. */
  | {readonly type: 'at'; readonly student: string; readonly position: Position}
  /** Without a text the question was skipped. */
  | {readonly type: 'answer'; readonly student: string; readonly step: number; readonly text?: string}
  /** Where free play stands; absent: there is none any more. */
  | {readonly type: 'plays'; readonly student: string; readonly play?: KeptPlay}
  /** A summary of an answer that was given some time. */
  | {
      readonly type: 'gave';
      readonly student: string;
      readonly step: number;
      readonly text?: string;
      readonly late: boolean;
      readonly final: boolean;
    };

/** What changes what is known of a student. */
type OfStudent =
  | Exclude<StudentEvent, {type: 'join' | 'plays'}>
  | Extract<TeacherEvent, {readonly student: string}>;

export const openClass = (lesson: Lesson): ClassState => ({
  lesson,
  player: openLesson(lesson),
  locked: true,
  message: '',
  students: new Map(),
  plays: new Map(),
  ended: false,
});

/** The longest message to all, in UTF-16 units: even in Chinese it can be read whole in the smallest usual window. */
export const LONGEST_MESSAGE = 160;

/** Those who count: all but whom the teacher has removed. */
export const countedIn = ({students}: Pick<ClassState, 'students'>): readonly Student[] =>
  [...students.values()].filter(({removed}) => !removed);

/** The step, by index, whose question is open to all now. */
export const openPoll = ({player}: Pick<ClassState, 'player'>): number | undefined =>
  isAsking(player) ? player.position.step : undefined;

/** The class after an event; the same object where it changes nothing. */
export function updateClass(state: ClassState, event: ClassEvent): ClassState {
  switch (event.type) {
    case 'teach': {
      const player = play(state.player, event.action);
      return player === state.player ? state : {...state, player};
    }
    case 'reveal': {
      const step = openPoll(state);
      return step === undefined ? state : {...state, player: resolved(state.player, [step])};
    }
    case 'stands': {
      if (!isThere(state.lesson, event.position)) return state;
      const {position, stride, revealed} = event;
      return {...state, player: resolved({...openLesson(state.lesson), position, stride}, revealed)};
    }
    case 'lock':
      return {...state, locked: event.locked};
    case 'message':
      return {...state, message: event.text.slice(0, LONGEST_MESSAGE)};
    case 'end':
      return {...state, ended: true};
    case 'join':
      return joined(state, event);
    case 'plays':
      return state.students.has(event.student) ? {...state, plays: playsAfter(state, event)} : state;
    default:
      return ofStudent(state, event);
  }
}

const resolved = (player: Player, steps: readonly number[]): Player => ({
  ...player,
  replies: new Map([...player.replies, ...steps.map((step) => [step, {kind: 'skipped'}] as const)]),
});

const isThere = (lesson: Lesson, {step, frame}: Position): boolean =>
  lesson.steps[step] !== undefined && framesOf(lesson, step)[frame] !== undefined;

function joined(
  state: ClassState,
  {student, name, word, key}: Extract<ClassEvent, {type: 'join'}>,
): ClassState {
  const before = state.students.get(student);
  const after: Student = {
    name,
    word,
    removed: before?.removed ?? false,
    following: before?.following ?? true,
    position: before?.position ?? state.player.position,
    answers: before?.answers ?? new Map(),
    ...(before?.look && {look: before.look}),
    ...(key === undefined ? {} : {key}),
  };
  return {...state, students: new Map(state.students).set(student, after)};
}

/** Characters of all free play that is kept. What was kept longest ago is forgotten first. */
export const MOST_OF_PLAYS = 16_000_000;

function playsAfter(
  {lesson, plays}: ClassState,
  {student, play}: Extract<ClassEvent, {type: 'plays'}>,
): ClassState['plays'] {
  const after = new Map(plays);
  after.delete(student);
  if (play === undefined || play.text.length > LONGEST_KEPT || !isThere(lesson, play.from)) return after;
  after.set(student, play);
  let all = 0;
  for (const {text} of after.values()) all += text.length;
  for (const [oldest, {text}] of after) {
    if (all <= MOST_OF_PLAYS) break;
    all -= text.length;
    after.delete(oldest);
  }
  return after;
}

function ofStudent(state: ClassState, event: OfStudent): ClassState {
  const before = state.students.get(event.student);
  if (before === undefined) return state;
  const after = studentAfter(state, before, event);
  return after === before ? state : {...state, students: new Map(state.students).set(event.student, after)};
}

function studentAfter(state: ClassState, student: Student, event: OfStudent): Student {
  switch (event.type) {
    case 'look':
      return {...student, look: event.look};
    case 'follow':
      return {...student, following: true};
    case 'at':
      return isThere(state.lesson, event.position)
        ? {...student, following: false, position: event.position}
        : student;
    case 'answer': {
      const late = state.player.replies.has(event.step);
      const before = student.answers.get(event.step);
      // A wrong answer may be mended, but only the one that was given without knowing counts.
      if (before?.final === true) return student;
      return gave(state, student, {...event, late, final: openPoll(state) !== event.step});
    }
    case 'gave':
      return gave(state, student, event);
    case 'remove':
      return {...student, removed: event.removed};
    case 'word':
      return {...student, word: event.word};
  }
}

function gave(
  {lesson}: ClassState,
  student: Student,
  {
    step,
    text,
    late,
    final,
  }: {readonly step: number; readonly text?: string; readonly late: boolean; readonly final: boolean},
): Student {
  const ask = lesson.steps[step]?.ask;
  if (ask === undefined) return student;
  const reply: Reply | undefined =
    text === undefined ? {kind: 'skipped'} : replyTo(ask, text, endOf(lesson, step));
  if (reply === undefined) return student;
  return {...student, answers: new Map(student.answers).set(step, {reply, late, final})};
}

/** The fewest events that make this class out of a new one. */
export function eventsFor({
  player,
  locked,
  message,
  students,
  plays,
  ended,
}: ClassState): readonly ClassEvent[] {
  const {position, stride, replies} = player;
  return [
    {type: 'stands', position, stride, revealed: [...replies.keys()]},
    {type: 'lock', locked},
    ...(message === '' ? [] : [{type: 'message', text: message} as const]),
    ...[...students].flatMap(([student, known]): ClassEvent[] => [
      {
        type: 'join',
        student,
        name: known.name,
        word: known.word,
        ...(known.key === undefined ? {} : {key: known.key}),
      },
      ...(known.look === undefined ? [] : [{type: 'look', student, look: known.look} as const]),
      {type: 'at', student, position: known.position},
      ...(known.following ? [{type: 'follow', student} as const] : []),
      ...(known.removed ? [{type: 'remove', student, removed: true} as const] : []),
      ...[...known.answers].map(
        ([step, {reply, late, final}]): ClassEvent => ({
          type: 'gave',
          student,
          step,
          late,
          final,
          ...(reply.kind === 'answered' ? {text: reply.text} : {}),
        }),
      ),
    ]),
    ...[...plays].map(([student, play]): ClassEvent => ({type: 'plays', student, play})),
    ...(ended ? [{type: 'end'} as const] : []),
  ];
}
