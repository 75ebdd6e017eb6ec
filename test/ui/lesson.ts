import {readFileSync} from 'node:fs';
import type {Lesson} from '../../src/lesson/lesson.ts';
import {loadLesson} from '../../src/lesson/load.ts';

/** The shipped first lesson. */
export async function firstLesson(): Promise<Lesson> {
  const file = new URL('../../lessons/01-one-round.yaml', import.meta.url);
  return lessonOf(readFileSync(file, 'utf8'));
}

/** A lesson of a file's text, which must be right. */
export async function lessonOf(text: string): Promise<Lesson> {
  const loaded = await loadLesson('test.yaml', text, async () => {
    throw new Error('no other file is read');
  });
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => JSON.stringify(problem)).join('\n'));
  return loaded.value;
}
