/** What became of a question, from the least to the most: a better outcome is never undone by a worse one. */
export const outcomes = ['wrong', 'skipped', 'right'] as const;
export type Outcome = (typeof outcomes)[number];

/** Something that is kept of what a learner did. Steps are counted from 1; `lesson` is the key under which a lesson's progress is kept. */
export type Mark =
  | {readonly kind: 'step'; readonly lesson: string; readonly step: number}
  | {readonly kind: 'done'; readonly lesson: string}
  /** `text`: the right answer as it was typed. */
  | {
      readonly kind: 'answer';
      readonly lesson: string;
      readonly step: number;
      readonly outcome: Outcome;
      readonly text?: string;
    }
  /** All answers are forgotten, because the learner starts again. */
  | {readonly kind: 'again'; readonly lesson: string}
  /** Nothing is known any more of the lesson, or of any lesson. */
  | {readonly kind: 'reset'; readonly lesson?: string};

/** What is kept of one lesson. */
export interface LessonProgress {
  /** Where the learner is, from 1. */
  readonly step: number;
  /** Whether the learner has been at its end. */
  readonly done: boolean;
  /** By the step's number. */
  readonly answers: ReadonlyMap<number, {readonly outcome: Outcome; readonly text?: string}>;
}

/** What is kept of all lessons that were begun, by their keys. */
export type Progress = ReadonlyMap<string, LessonProgress>;

/** Of a lesson that nothing is known of. */
export const notBegun: LessonProgress = {step: 1, done: false, answers: new Map()};

/** The progress with some more marks. */
export const withMarks = (progress: Progress, marks: readonly Mark[]): Progress =>
  marks.reduce(withMark, progress);

function withMark(progress: Progress, mark: Mark): Progress {
  if (mark.kind === 'reset') {
    return new Map([...progress].filter(([key]) => mark.lesson !== undefined && key !== mark.lesson));
  }
  return new Map(progress).set(mark.lesson, marked(progress.get(mark.lesson) ?? notBegun, mark));
}

function marked(before: LessonProgress, mark: Exclude<Mark, {readonly kind: 'reset'}>): LessonProgress {
  switch (mark.kind) {
    case 'step':
      return {...before, step: mark.step};
    case 'done':
      return {...before, done: true};
    case 'again':
      return {...before, answers: new Map()};
    case 'answer': {
      const {step, outcome, text} = mark;
      const known = before.answers.get(step)?.outcome ?? 'wrong';
      if (outcomes.indexOf(outcome) < outcomes.indexOf(known)) return before;
      const answer = text === undefined ? {outcome} : {outcome, text};
      return {...before, answers: new Map(before.answers).set(step, answer)};
    }
  }
}

/** The fewest marks that make this progress out of none. */
export function marksFor(progress: Progress): readonly Mark[] {
  return [...progress].flatMap(([lesson, {step, done, answers}]): Mark[] => [
    {kind: 'step', lesson, step},
    ...(done ? [{kind: 'done', lesson} as const] : []),
    ...[...answers].map(([at, answer]): Mark => ({kind: 'answer', lesson, step: at, ...answer})),
  ]);
}

/** Whether a lesson of so many steps is taken up again where it was left; one that was left at its end begins anew. */
export const isUnderWay = (steps: number, {step, done}: LessonProgress): boolean =>
  step > 1 && !(done && step >= steps);
