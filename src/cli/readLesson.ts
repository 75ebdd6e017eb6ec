import type {Bilingual, Language, Lesson} from '../lesson/lesson.ts';
import {readText} from './file.ts';
import {type Library, packedLesson} from './library.ts';

/** A lesson, or what is wrong with its file, one line each. */
export type Read =
  | {readonly ok: true; readonly lesson: Lesson}
  | {readonly ok: false; readonly problems: readonly Bilingual[]};

/**
 * Reads a lesson's file. One that would play for ever is as wrong as one that cannot be read. The code that understands YAML is only loaded where the lesson was not packed by the build.
 * @throws a `Failure` when the file cannot be read
 */
export async function readLesson(file: string, library: Library, language: Language): Promise<Read> {
  const text = await readText(file);
  const packed = await packedLesson(file, text, library);
  if (packed !== undefined) return {ok: true, lesson: packed};
  const {complaints, openLesson, tooLong} = await import('./offScreen.ts');
  const loaded = await openLesson(file, text, language);
  if (!loaded.ok) return {ok: false, problems: complaints(loaded)};
  const problem = tooLong(loaded.value, loaded.source);
  return problem === undefined
    ? {ok: true, lesson: loaded.value}
    : {ok: false, problems: complaints({problems: [problem], more: 0})};
}
