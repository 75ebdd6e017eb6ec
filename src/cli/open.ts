import path from 'node:path';
import {type Bilingual, bilingual, type Language, type Lesson, type Setup} from '../lesson/lesson.ts';
import {limits} from '../lesson/limits.ts';
import {
  type LessonOrNet,
  type Loaded,
  loadLesson,
  loadLessonOrNet,
  loadNetFile,
  type ReadFile,
} from '../lesson/load.ts';
import type {Problems} from '../lesson/problem.ts';
import {formatMore, formatProblem} from '../lesson/problemWords.ts';
import {Failure} from './failure.ts';
import {readText} from './file.ts';

/**
 * Reads a lesson.
 * @param text of the file; what is wrong in it is in the result
 */
export const openLesson = (file: string, text: string, language: Language): Promise<Loaded<Lesson>> =>
  loadLesson(file, text, beside(file, language));

/** Reads the net of a file, which need not be a whole lesson. */
export const openNet = (file: string, text: string, language: Language): Promise<Loaded<Setup>> =>
  loadNetFile(file, text, beside(file, language));

/** Reads a lesson, or a net alone: whatever the file holds. */
export const openEither = (file: string, text: string, language: Language): Promise<Loaded<LessonOrNet>> =>
  loadLessonOrNet(file, text, beside(file, language));

/** Reads data that lie beside a file; its complaints end up inside a sentence about that file, so they are in its language. */
export function beside(file: string, language: Language): ReadFile {
  return async (name) => {
    try {
      return await readText(path.join(path.dirname(file), name), limits.csv);
    } catch (error) {
      throw error instanceof Failure ? new Error(error.words[language]) : error;
    }
  };
}

/** The problems of a file, one line each. */
export function complaints({problems, more}: Problems): readonly Bilingual[] {
  const lines = problems.map((problem) => bilingual((language) => formatProblem(problem, language)));
  return more > 0 ? [...lines, bilingual((language) => formatMore(more, language))] : lines;
}
