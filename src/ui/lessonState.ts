import type {Bilingual} from '../lesson/lesson.ts';
import {type LessonProgress, notBegun, type Outcome, type Progress} from '../session/progress.ts';
import type {LessonEntry} from './pages.ts';
import type {ScreenWords} from './words.ts';

/** How far a lesson is, in words; nothing where it could not be read. */
export function stateText(
  {steps}: LessonEntry,
  progress: LessonProgress | undefined,
  words: ScreenWords,
): string {
  if (steps === undefined) return '';
  if (progress === undefined) return words.progress.notBegun;
  return progress.done ? words.progress.done : words.step(Math.min(progress.step, steps), steps);
}

/** A question that was skipped or answered wrongly. */
export interface OpenQuestion {
  readonly lesson: LessonEntry;
  /** From 1. */
  readonly step: number;
  /** Of the step. */
  readonly title: Bilingual;
  readonly outcome: Outcome;
}

/** The open questions of the lessons, in order. A step that asks nothing any more has none. */
export function openQuestionsOf(
  lessons: readonly LessonEntry[],
  progress: Progress,
): readonly OpenQuestion[] {
  return lessons.flatMap((lesson) => {
    const {answers} = progress.get(lesson.id) ?? notBegun;
    return (lesson.questions ?? []).flatMap(({step, title}) => {
      const outcome = answers.get(step)?.outcome ?? 'right';
      return outcome === 'right' ? [] : [{lesson, step, title, outcome}];
    });
  });
}

/** How many of a lesson's questions are open, in words; nothing where none is. */
export function openText(lesson: LessonEntry, progress: Progress, words: ScreenWords): string {
  const {length} = openQuestionsOf([lesson], progress);
  return length === 0 ? '' : words.progress.open(length);
}
