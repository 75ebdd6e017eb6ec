import type {ClassState} from '../session/class/classState.ts';
import {
  type ClassNews,
  type Presence,
  type SharedNews,
  sharedNews,
  teacherNews,
} from '../session/class/news.ts';
import type {Present, Sitting, Who} from './sitting.ts';

/** Tells everybody in the class what is new to them, and nobody what is not. */
export interface Telling {
  /** Something has happened, or somebody has come, left or changed. */
  spread(): void;
  /** The teachers' list, at once. */
  list(): void;
  /** Why the class cannot be kept on the disk, or that it can be again: the teachers must know. */
  kept(trouble: string | undefined): void;
  /** What somebody may know now. */
  newsFor(who: Who): ClassNews;
  /** Tells nobody anything any more of what is put off. */
  close(): void;
}

/** Milliseconds from telling one student in free play what is new in the class to telling the next. */
const TELL_EVERY = 30;
/** Milliseconds between two changes of the teacher's list that nobody else sees. */
const LIST_EVERY = 200;

export function createTelling(
  current: () => ClassState,
  {students, teachers}: Present,
  join: readonly string[],
): Telling {
  let shared: SharedNews = sharedNews(current(), false);
  let sharedText = textOf(shared);
  let listing: ReturnType<typeof setTimeout> | undefined;
  let unkept: string | undefined;
  const behind = new Set<string>();
  let catchingUp: ReturnType<typeof setTimeout> | undefined;

  function spread(): void {
    const state = current();
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
    const own = current().students.get(key);
    if (sitting !== undefined && own !== undefined) tell(sitting, {role: 'student', shared, own});
  }

  function list(): void {
    clearTimeout(listing);
    listing = undefined;
    if (teachers.size === 0) return;
    const news = forTeachers();
    for (const sitting of teachers) tell(sitting, news);
  }

  const forTeachers = (): ClassNews => teacherNews(current(), shared, presence(), join, unkept);

  const presence = (): Presence =>
    new Map([...students].map(([key, {size, playing}]) => [key, {...size, playing}]));

  return {
    spread,
    list,
    kept(trouble) {
      unkept = trouble;
      list();
    },
    newsFor: (who) =>
      who.role === 'teacher'
        ? forTeachers()
        : {role: 'student', shared, own: current().students.get(who.key)!},
    close() {
      clearTimeout(listing);
      clearTimeout(catchingUp);
    },
  };
}

function tell(sitting: Sitting, news: ClassNews): void {
  sitting.told = news;
  sitting.news.put({type: 'answer', scene: 'class', answer: news});
}

/** News as text, to compare; the lesson is the same for all. */
const textOf = (news: SharedNews): string =>
  JSON.stringify(news, (name, part: unknown) => (name === 'lesson' ? undefined : part));
