import {type ClassEvent, type ClassLook, type ClassState, updateClass} from '../session/class/classState.ts';
import type {ClassWish} from '../session/class/news.ts';
import type {Size} from '../terminal/screen.ts';
import {type AppMessage, type AppModel, type AppSettings, type AppStart, createApp} from '../ui/app.tsx';
import {inBoth} from '../ui/class/classWords.ts';
import {enterClass} from '../ui/class/studentKind.tsx';
import {enterAsTeacher} from '../ui/class/teacherKind.tsx';
import type {AppRequest} from '../ui/requests.ts';
import {type Proof, type Refusal, refusalOf} from './admission.ts';
import {createFairTime} from './fairTime.ts';
import {createFreePlay} from './freePlay.ts';
import {nameKey} from './names.ts';
import {createNewest} from './newest.ts';
import {newWord} from './secrets.ts';
import {isHere, type Leaving, type Sitting, type Who} from './sitting.ts';
import {LARGEST} from './streams.ts';
import {createTelling} from './telling.ts';

/** Somebody's place in the class, while connected: what a program on their terminal needs. */
export interface Seat {
  readonly who: Who;
  /** The program to run. */
  readonly app: ReturnType<typeof createApp>;
  perform(request: AppRequest): Promise<AppMessage | undefined>;
  outside(over: AbortSignal): AsyncIterable<AppMessage>;
  /** Does work for it when its turn has come. */
  later(work: () => void): void;
  /** How the program looks now. */
  seen(model: AppModel): void;
  resized(size: Size): void;
  /** Makes the program end as its user would. */
  finish(): void;
  /** A fault ends it. */
  failed(): void;
  left(): void;
}

export interface ClassroomOptions {
  readonly state: ClassState;
  /** The lesson's number among the shipped ones. */
  readonly number: number | undefined;
  /** What to type to join. */
  readonly join: readonly string[];
  readonly maxStudents: number;
  /** Keeps an event. */
  keep(event: ClassEvent, after: ClassState): void;
  /** Writes the answers; says where. */
  handIn(state: ClassState): Promise<AppMessage>;
  /** Told when the teacher has ended the class. */
  onEnd(): void;
  /** Makes the program of a seat; for tests. */
  appFor?(settings: AppSettings, start: AppStart, who: Who): Seat['app'];
}

export interface Classroom {
  readonly state: ClassState;
  /** How many students are connected. */
  readonly present: number;
  /** Why somebody may not come in under a name, if so. A name is nobody's until its first owner has come in. */
  refusal(name: string, proof: Proof): Refusal | undefined;
  /**
   * Makes out which student comes in under a name; a new one is made.
   * @param name as `cleanName` gives it
   */
  admit(name: string, proof: Proof): {readonly who: Who; readonly isNew: boolean} | Refusal;
  /** @param onLeave is called when the class itself ends the seat */
  sit(
    who: Who,
    settings: AppSettings,
    size: Size,
    options: {
      isNew: boolean;
      /** Whether the class is served only as long as this seat is taken. */
      serves?: boolean;
      onLeave(why: Leaving): void;
    },
  ): Seat;
  /** Tells the teachers why the class cannot be kept on the disk, or by undefined that it is kept again. */
  kept(trouble: string | undefined): void;
  /** Ends all seats. */
  close(why: Leaving): void;
}

export function createClassroom({
  state: first,
  number,
  join,
  maxStudents,
  keep,
  handIn,
  onEnd,
  appFor = createApp,
}: ClassroomOptions): Classroom {
  let state = first;
  const current = (): ClassState => state;
  const students = new Map<string, Sitting>();
  const teachers = new Set<Sitting>();
  const present = {students, teachers};
  const now = (): number => performance.now();
  const time = createFairTime(now);
  const telling = createTelling(current, present, join);
  const freePlay = createFreePlay({current, present, time, now, record});

  function record(event: ClassEvent): void {
    const before = state;
    state = updateClass(state, event);
    if (state !== before) keep(event, state);
  }

  function happen(event: ClassEvent): void {
    const before = state;
    record(event);
    if (state === before) return;
    telling.spread();
    if (state.ended && !before.ended) onEnd();
  }

  function wished(sitting: Sitting, wish: ClassWish): void {
    const {who} = sitting;
    if (who.role === 'teacher') {
      if (wish.type === 'renew') {
        dismiss(wish.student, 'renewed');
        happen({type: 'word', student: wish.student, word: newWord()});
      } else if (isTeachers(wish)) {
        if (wish.type === 'remove' && wish.removed) dismiss(wish.student, 'removed');
        happen(wish);
      }
    } else if (isStudents(wish) && isHere(present, sitting)) {
      happen({...wish, student: who.key} as ClassEvent);
    }
  }

  /** Ends somebody's seat before anything more is told to it. */
  function dismiss(key: string, why: Leaving): void {
    const sitting = students.get(key);
    if (sitting === undefined) return;
    freePlay.left(sitting);
    students.delete(key);
    sitting.leave(why);
  }

  async function performed(sitting: Sitting, request: AppRequest): Promise<AppMessage | undefined> {
    const {who} = sitting;
    switch (request.type) {
      case 'class':
        if (request.wish.type === 'stop') return who.role === 'teacher' ? leaves : undefined;
        if (request.wish.type === 'handIn') return who.role === 'teacher' ? handIn(state) : undefined;
        wished(sitting, request.wish);
        return undefined;
      case 'play':
        return request.from === undefined || request.at === undefined
          ? undefined
          : freePlay.opened(sitting, request.from, request.at);
      case 'derivatives':
        return noticed(inBoth(({noDerivatives}) => noDerivatives));
      default:
        return undefined;
    }
  }

  const refusal = (name: string, proof: Proof): Refusal | undefined =>
    refusalOf(state, students, maxStudents, name, proof);

  return {
    get state() {
      return state;
    },
    get present() {
      return students.size;
    },
    refusal,
    admit(name, proof) {
      const refused = refusal(name, proof);
      if (refused !== undefined) return refused;
      const key = nameKey(name);
      const isNew = !state.students.has(key);
      const bound = proof.key === undefined ? {} : {key: proof.key};
      if (isNew) happen({type: 'join', student: key, name, word: newWord(), ...bound});
      return {who: {role: 'student', key}, isNew};
    },
    sit(who, settings, size, {isNew, serves = false, onLeave}) {
      const news = createNewest<AppMessage>();
      const sitting: Sitting = {
        who,
        news,
        told: telling.newsFor(who),
        size,
        play: undefined,
        playing: false,
        leave: onLeave,
      };
      if (who.role === 'student') {
        // The old place of somebody who comes back may be a connection that nobody knows to be dead.
        dismiss(who.key, 'replaced');
        students.set(who.key, sitting);
      } else {
        teachers.add(sitting);
      }
      telling.spread();
      telling.list();
      const entered = telling.newsFor(who);
      sitting.told = entered;
      const look = who.role === 'student' ? state.students.get(who.key)?.look : undefined;
      const looks: AppSettings =
        look === undefined ? settings : {...settings, ...look, color: look.color ? '16' : 'none'};
      const play = who.role === 'student' ? state.plays.get(who.key) : undefined;
      if (play !== undefined) void freePlay.takenUp(sitting, play);
      if (isLarger(size)) news.put(drawnSmaller);
      let shownLook = JSON.stringify(lookOf(looks));
      const made = appFor(
        {...looks, ...size},
        {
          scene:
            entered.role === 'student'
              ? enterClass(entered, number, isNew)
              : enterAsTeacher(entered, number, serves),
        },
        who,
      );
      return {
        who,
        // What moves on a student's screen moves when it is its turn.
        app: who.role === 'student' ? {...made, tickEvery: () => undefined} : made,
        perform: (request) => performed(sitting, request),
        outside: (over) => news.read(over),
        // Nobody waits for the teacher's keys, and nobody's keys keep the teacher waiting.
        later: who.role === 'student' ? time.join().later : (work) => work(),
        seen(model) {
          if (who.role !== 'student') return;
          if (freePlay.seen(sitting, model, made.tickEvery(model) !== undefined)) telling.spread();
          const {language, digits, ascii, paint} = model;
          const now: ClassLook = {language, digits, ascii, ...paint};
          const text = JSON.stringify(now);
          if (text === shownLook) return;
          shownLook = text;
          happen({type: 'look', student: who.key, look: now});
        },
        resized(newSize) {
          const isNew = !isLarger(sitting.size);
          sitting.size = newSize;
          if (isNew && isLarger(newSize)) news.put(drawnSmaller);
          telling.spread();
        },
        finish: () => news.put(leaves),
        failed: () => freePlay.failed(sitting),
        left() {
          freePlay.left(sitting);
          if (who.role === 'teacher') teachers.delete(sitting);
          else if (students.get(who.key) === sitting) students.delete(who.key);
          telling.spread();
        },
      };
    },
    kept: telling.kept,
    close(why) {
      telling.close();
      freePlay.keepAll();
      for (const sitting of [...students.values(), ...teachers]) sitting.leave(why);
    },
  };
}

const noticed = (notice: Extract<AppMessage, {type: 'noticed'}>['notice']): AppMessage => ({
  type: 'noticed',
  notice,
});

/** As its user would leave the program. */
const leaves: AppMessage = {type: 'key', key: 'ctrl+c'};

const isLarger = ({columns, rows}: Size): boolean => columns > LARGEST.columns || rows > LARGEST.rows;

const drawnSmaller = noticed(inBoth(({drawnSmaller: say}) => say(LARGEST)));

/** What a teacher's screen may wish for, and what a student's. */
const teachersWishes = ['teach', 'reveal', 'lock', 'message', 'remove', 'end'];
const studentsWishes = ['follow', 'at', 'answer'];

const isTeachers = (wish: ClassWish): wish is Extract<ClassWish, ClassEvent> =>
  teachersWishes.includes(wish.type);

const isStudents = (wish: ClassWish): boolean => studentsWishes.includes(wish.type);

const lookOf = ({language, digits, ascii, color, background}: AppSettings): ClassLook => ({
  language,
  digits,
  ascii,
  color: color !== 'none',
  background,
});
