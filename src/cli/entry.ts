import path from 'node:path';
import type {Lesson} from '../lesson/lesson.ts';
import type {LessonEntry} from '../ui/pages.ts';
import type {Opened} from '../ui/requests.ts';
import type {Found, Shipped} from './library.ts';

/** A shipped lesson in the list. */
export const entryOf = ({number, id}: Shipped, {title, summary, steps}: Lesson): LessonEntry => ({
  number,
  id,
  title,
  summary,
  steps: steps.length,
  questions: steps.flatMap(({ask, title: name}, i) =>
    ask === undefined ? [] : [{step: i + 1, title: name}],
  ),
});

/** One that cannot be read: it is there by its id. */
export function namelessEntry({number, id}: Shipped): LessonEntry {
  const name = {zh: id, en: id};
  return {number, id, title: name, summary: name};
}

/** A lesson for the screen. The progress of a shipped one is kept under its id, that of a user's own under its absolute path. */
export const openedLesson = ({file, number, id}: Found, lesson: Lesson): Opened => ({
  lesson,
  key: id ?? path.resolve(file),
  ...(number === undefined ? {} : {number}),
});
