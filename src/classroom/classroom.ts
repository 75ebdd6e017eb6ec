import type {Bilingual} from '../lesson/lesson.ts';
import {
  type ClassEvent,
  type ClassLook,
  type ClassState,
  type KeptPlay,
  type Student,
  updateClass,
} from '../session/class/classState.ts';
import {
  type ClassNews,
  type ClassWish,
  type Presence,
  type SharedNews,
  sharedNews,
  teacherNews,
} from '../session/class/news.ts';
import {columnsOf} from '../session/play/cursor.ts';
import {keptText, playOfText} from '../session/play/keptPlay.ts';
import type {Position} from '../session/player.ts';
import type {State} from '../session/state.ts';
import {framesOf} from '../session/timeline.ts';
import type {Size} from '../terminal/screen.ts';
import {
  type AppMessage,
  type AppModel,
  type AppRequest,
  type AppSettings,
  type AppStart,
  createApp,
} from '../ui/app.tsx';
import {classWords} from '../ui/class/classWords.ts';
import {type ClassPlay, classPlayKind, enterPlay} from '../ui/class/playInClass.tsx';
import {enterClass} from '../ui/class/studentKind.tsx';
import {enterAsTeacher} from '../ui/class/teacherKind.tsx';
import {playFrom} from '../ui/play/kind.tsx';
import {IN_CLASS, sceneOfBench} from '../ui/play/scene.ts';
import type {Scene} from '../ui/scene.ts';
import {createFairTime} from './fairTime.ts';
import {createKeeping} from './keeping.ts';
import {nameKey} from './names.ts';
import {createNewest, type Newest} from './newest.ts';
import {isSameSecret, newWord} from './secrets.ts';
import {LARGEST} from './streams.ts';
import {createTurns} from './turns.ts';

/** Why somebody may not come in under a name. */
export type Refusal = 'taken' | 'full';

/** Who comes in. */
export type Who = {readonly role: 'teacher'} | {readonly role: 'student'; readonly key: string};

/** What a student shows to come back under a name. */
export interface Proof {
  readonly word?: string;
  /** Fingerprint of a key that was proved. */
  readonly key?: string;
}

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

/** Why the class ends somebody's seat. */
export type Leaving = 'replaced' | 'ended' | 'stopped';

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
    options: {isNew: boolean; onLeave(why: Leaving): void},
  ): Seat;
  /** Ends all seats. */
  close(why: Leaving): void;
}

interface Sitting {
  readonly who: Who;
  readonly news: Newest<AppMessage>;
  /** What was told last. */
  told: ClassNews;
  size: Size;
  /** Free play as it is, or as it was left: from the same state it goes on there. */
  play: ClassPlay | undefined;
  playing: boolean;
  leave(why: Leaving): void;
}

/** Names that a class may have for each student that may be connected: whoever comes and goes fills no memory. */
const NAMES_PER_SEAT = 4;
/**
 * Milliseconds from one tick of a training in free play, whosever it is, to the next. In a usual window a tick and its picture take a quarter of
 * them, so that there is time for keys and followers, however many train.
 */
const TURN_EVERY = 66;
/**
 * A turn may take more, in a large window or with a large net, and students press keys besides: the next one comes when so many times as long has
 * gone by as all of that took, but is not kept waiting for longer than a second.
 */
const TURN_SHARE = 4;
const TURN_AT_LEAST = 1000;
/** A lesson's own net that is opened in free play: its picture takes as long as many others'. */
const MOST_OPENED = {parameters: 1000, samples: 2000};
/** Milliseconds from telling one student in free play what is new in the class to telling the next. */
const TELL_EVERY = 30;
/** Milliseconds between two changes of the teacher's list that nobody else sees. */
const LIST_EVERY = 200;
/** Milliseconds from keeping one student's free play to keeping another's, and to keeping the same again. Keeping takes one or two. */
const KEEP_EVERY = 100;
const KEEP_AGAIN = 3000;

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
  const students = new Map<string, Sitting>();
  const teachers = new Set<Sitting>();
  let shared: SharedNews = sharedNews(state, false);
  let sharedText = textOf(shared);
  let listing: ReturnType<typeof setTimeout> | undefined;
  const behind = new Set<string>();
  let catchingUp: ReturnType<typeof setTimeout> | undefined;
  const now = (): number => performance.now();
  const time = createFairTime(now);
  let given = {spent: 0, at: 0};
  const training = createTurns<Sitting>(
    TURN_EVERY,
    ({news}) => {
      given = {spent: time.spent, at: now()};
      news.put({type: 'tick'});
    },
    () => Math.min(TURN_SHARE * (time.spent - given.spent), TURN_AT_LEAST) - (now() - given.at),
  );

  const keeping = createKeeping<Sitting>({
    every: KEEP_EVERY,
    rest: KEEP_AGAIN,
    now,
    keep: (sitting) => {
      if (isHere(sitting)) kept(sitting);
    },
  });
  /** Whoever has come in again elsewhere is not here any more. */
  const isHere = (sitting: Sitting): boolean =>
    sitting.who.role === 'student' && students.get(sitting.who.key) === sitting;

  const presence = (): Presence =>
    new Map([...students].map(([key, {size, playing}]) => [key, {...size, playing}]));

  function happen(event: ClassEvent): void {
    const before = state;
    state = updateClass(state, event);
    if (state === before) return;
    keep(event, state);
    spread();
    if (state.ended && !before.ended) onEnd();
  }

  /** Tells everybody what is new to them, and nobody what is not. */
  function spread(): void {
    const now = sharedNews(state, teachers.size > 0);
    const text = textOf(now);
    const isNew = text !== sharedText;
    if (isNew) {
      shared = now;
      sharedText = text;
    }
    for (const [key, sitting] of students) {
      const own = state.students.get(key);
      const {told} = sitting;
      if (own === undefined || (told.role === 'student' && told.own === own && told.shared === shared))
        continue;
      if (sitting.playing) behind.add(key);
      else tell(sitting, {role: 'student', shared, own});
    }
    if (behind.size > 0) catchingUp ??= setTimeout(catchUp, TELL_EVERY);
    if (isNew) list();
    else listing ??= setTimeout(list, LIST_EVERY);
  }

  /** Whoever is in free play hears of the class one after another: each has a picture of their own, and the followers come first. */
  function catchUp(): void {
    catchingUp = undefined;
    const [key] = behind;
    if (key === undefined) return;
    behind.delete(key);
    if (behind.size > 0) catchingUp = setTimeout(catchUp, TELL_EVERY);
    const sitting = students.get(key);
    const own = state.students.get(key);
    if (sitting !== undefined && own !== undefined) tell(sitting, {role: 'student', shared, own});
  }

  function list(): void {
    clearTimeout(listing);
    listing = undefined;
    if (teachers.size === 0) return;
    const news = teacherNews(state, shared, presence(), join);
    for (const sitting of teachers) tell(sitting, news);
  }

  function tell(sitting: Sitting, news: ClassNews): void {
    sitting.told = news;
    sitting.news.put({type: 'answer', scene: 'class', answer: news});
  }

  function wished(who: Who, wish: ClassWish): void {
    if (who.role === 'teacher') {
      if (isTeachers(wish)) happen(wish);
    } else if (!isTeachers(wish) && wish.type !== 'handIn') {
      happen({...wish, student: who.key} as ClassEvent);
    }
  }

  async function performed(sitting: Sitting, request: AppRequest): Promise<AppMessage | undefined> {
    const {who} = sitting;
    switch (request.type) {
      case 'class':
        if (request.wish.type === 'handIn') return who.role === 'teacher' ? handIn(state) : undefined;
        wished(who, request.wish);
        return undefined;
      case 'play':
        return request.from === undefined || request.at === undefined
          ? undefined
          : played(sitting, request.from, request.at);
      case 'derivatives':
        return {type: 'noticed', notice: noDerivatives};
      case 'write':
        return {type: 'noticed', notice: noFiles};
      default:
        return undefined;
    }
  }

  function played({told, play, news}: Sitting, from: State, at: Position): AppMessage | undefined {
    if (told.role !== 'student') return undefined;
    const {parameters, samples} = from.start.setup;
    if (parameters.length > MOST_OPENED.parameters || samples.length > MOST_OPENED.samples)
      return {type: 'noticed', notice: tooLarge(parameters.length, samples.length)};
    const isLeft = play?.from === from;
    if (isLeft) news.put({type: 'noticed', notice: goesOn});
    const begun = isLeft ? play.play : playFrom(from, IN_CLASS).state;
    return {type: 'entered', scene: enterPlay({news: told, from, at, play: begun})};
  }

  /** Keeps a student's free play, in words that a later process understands too. */
  function kept({who, play, playing}: Sitting): void {
    if (who.role !== 'student' || play === undefined) return;
    const text = keptText(play.play.bench.now, play.from.start.setup);
    keepPlay(
      who.key,
      text === undefined ? undefined : {from: play.at, open: playing, chosen: play.play.chosen, text},
    );
  }

  /** Nobody else sees anything of it, so nobody is told. */
  function keepPlay(student: string, play: KeptPlay | undefined): void {
    const event: ClassEvent = {type: 'plays', student, ...(play && {play})};
    state = updateClass(state, event);
    keep(event, state);
  }

  /** Free play as it was kept: on the screen of whoever was in it, else at hand. */
  async function takeUp(
    key: string,
    sitting: Sitting,
    {from: at, open, chosen, text}: KeptPlay,
  ): Promise<void> {
    const {state: from} = framesOf(state.lesson, at.step)[at.frame]!;
    const now = await playOfText(text, from.start.setup);
    const {told, news} = sitting;
    if (students.get(key) !== sitting || told.role !== 'student') return;
    if (now === undefined) {
      keepPlay(key, undefined);
      if (open) news.put({type: 'noticed', notice: playIsLost});
      return;
    }
    const begun = sceneOfBench({now, past: [], future: []}, IN_CLASS);
    const isThere = columnsOf(now.state.start.setup.network).some((items) => items.includes(chosen));
    const play = isThere ? {...begun, chosen} : begun;
    const scene: ClassPlay = {news: told, from, at, play};
    sitting.play ??= scene;
    if (open) news.put({type: 'entered', scene: enterPlay(scene)});
  }

  function refusal(name: string, proof: Proof): Refusal | undefined {
    const key = nameKey(name);
    const known = state.students.get(key);
    if (known !== undefined && !isProved(known, proof)) return 'taken';
    if (students.has(key)) return undefined;
    const isFull =
      students.size >= maxStudents ||
      (known === undefined && state.students.size >= maxStudents * NAMES_PER_SEAT);
    return isFull ? 'full' : undefined;
  }

  function newsFor(who: Who): ClassNews {
    if (who.role === 'teacher') return teacherNews(state, shared, presence(), join);
    return {role: 'student', shared, own: state.students.get(who.key)!};
  }

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
    sit(who, settings, size, {isNew, onLeave}) {
      const news = createNewest<AppMessage>();
      const sitting: Sitting = {
        who,
        news,
        told: newsFor(who),
        size,
        play: undefined,
        playing: false,
        leave: onLeave,
      };
      if (who.role === 'student') {
        // The old place of somebody who comes back may be a connection that nobody knows to be dead.
        const before = students.get(who.key);
        if (before !== undefined) keeping.now(before);
        students.set(who.key, sitting);
        before?.leave('replaced');
      } else {
        teachers.add(sitting);
      }
      spread();
      list();
      const entered = newsFor(who);
      sitting.told = entered;
      const look = who.role === 'student' ? state.students.get(who.key)?.look : undefined;
      const looks: AppSettings =
        look === undefined ? settings : {...settings, ...look, color: look.color ? '16' : 'none'};
      const play = who.role === 'student' ? state.plays.get(who.key) : undefined;
      if (who.role === 'student' && play !== undefined) void takeUp(who.key, sitting, play);
      if (isLarger(size)) news.put(drawnSmaller);
      let shownLook = textOf(lookOf(looks));
      const made = appFor(
        {...looks, ...size},
        {
          scene:
            entered.role === 'student' ? enterClass(entered, number, isNew) : enterAsTeacher(entered, number),
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
          training.want(sitting, made.tickEvery(model) !== undefined);
          const play = playIn(model);
          const isPlaying = play !== undefined;
          const isChanged = isPlaying && play.play.bench.now !== sitting.play?.play.bench.now;
          if (isChanged || isPlaying !== sitting.playing) keeping.changed(sitting);
          sitting.play = play ?? sitting.play;
          if (isPlaying !== sitting.playing) {
            sitting.playing = isPlaying;
            spread();
          }
          const {language, digits, ascii, paint} = model;
          const now: ClassLook = {language, digits, ascii, ...paint};
          const text = textOf(now);
          if (text === shownLook) return;
          shownLook = text;
          happen({type: 'look', student: who.key, look: now});
        },
        resized(newSize) {
          const isNew = !isLarger(sitting.size);
          sitting.size = newSize;
          if (isNew && isLarger(newSize)) news.put(drawnSmaller);
          spread();
        },
        finish: () => news.put({type: 'key', key: 'ctrl+c'}),
        failed() {
          // What cannot be shown would meet its student again at the next login.
          if (who.role !== 'student' || !sitting.playing) return;
          sitting.play = undefined;
          keepPlay(who.key, undefined);
        },
        left() {
          training.want(sitting, false);
          keeping.now(sitting);
          if (who.role === 'teacher') teachers.delete(sitting);
          else if (students.get(who.key) === sitting) students.delete(who.key);
          spread();
        },
      };
    },
    close(why) {
      clearTimeout(listing);
      clearTimeout(catchingUp);
      keeping.all();
      for (const sitting of [...students.values(), ...teachers]) sitting.leave(why);
    },
  };
}

const isLarger = ({columns, rows}: Size): boolean => columns > LARGEST.columns || rows > LARGEST.rows;

const drawnSmaller: AppMessage = {
  type: 'noticed',
  notice: {
    en: `Your window is larger than ${LARGEST.columns}×${LARGEST.rows}: a class draws no more than that.`,
    zh: `你的窗口大于 ${LARGEST.columns}×${LARGEST.rows}：课堂最多画这么大。`,
  },
};

const tooLarge = (parameters: number, samples: number): Bilingual => ({
  en: `In a class, free play takes ${MOST_OPENED.parameters} weights, ${MOST_OPENED.samples} samples; here are ${parameters}, ${samples}.`,
  zh: `课堂的自由试验最多 ${MOST_OPENED.parameters} 个参数、${MOST_OPENED.samples} 个样本；这里有 ${parameters}、${samples} 个。`,
});

const playIsLost = {en: classWords.en.playIsLost, zh: classWords.zh.playIsLost};
const goesOn = {en: classWords.en.playGoesOn, zh: classWords.zh.playGoesOn};

/** The free play that is up. */
function playIn({scenes}: AppModel): ClassPlay | undefined {
  const top = scenes.find((scene): scene is Scene<ClassPlay> => scene.kind === classPlayKind);
  return top?.state;
}

const noDerivatives = {
  en: 'This step has a function, not a net: bp-tui grad on your own machine differentiates it.',
  zh: '这一步是函数，不是网络；在自己的电脑上用 bp-tui grad 可以求导。',
};

const noFiles = {
  en: 'A class writes no files; bp-tui play on your own machine does.',
  zh: '课堂上不能存盘；在自己的电脑上用 bp-tui play 可以。',
};

const teachersWishes = ['teach', 'reveal', 'lock', 'message', 'end', 'stands'];

const isTeachers = (wish: ClassWish): wish is Extract<ClassWish, ClassEvent> =>
  teachersWishes.includes(wish.type);

/** News as text, to compare; the lesson is the same for all. */
const textOf = (value: object): string =>
  JSON.stringify(value, (name, part: unknown) => (name === 'lesson' ? undefined : part));

const lookOf = ({language, digits, ascii, color, background}: AppSettings): ClassLook => ({
  language,
  digits,
  ascii,
  color: color !== 'none',
  background,
});

function isProved({word, key}: Student, proof: Proof): boolean {
  if (key !== undefined && proof.key !== undefined && isSameSecret(key, proof.key)) return true;
  return proof.word !== undefined && isSameSecret(word, proof.word.trim().toLowerCase());
}
