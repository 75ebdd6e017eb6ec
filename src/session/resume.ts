import type {Lesson} from '../lesson/lesson.ts';
import {type Reply, replyTo} from './answer.ts';
import {openLesson, type Player, play, sceneOf} from './player.ts';
import {isUnderWay, type LessonProgress, type Mark, notBegun, type Outcome} from './progress.ts';
import {endOf} from './timeline.ts';

/** The marks that a move in the lesson leaves. */
export function marksOf(lesson: string, before: Player, after: Player): readonly Mark[] {
  const again: readonly Mark[] = after.replies.size < before.replies.size ? [{kind: 'again', lesson}] : [];
  const answers = [...after.replies]
    .filter(([step, reply]) => before.replies.get(step) !== reply)
    .map(([step, reply]): Mark => ({kind: 'answer', lesson, step: step + 1, ...kept(reply)}));
  const {step} = after.position;
  const moved: readonly Mark[] =
    step === before.position.step ? [] : [{kind: 'step', lesson, step: step + 1}];
  const done: readonly Mark[] =
    sceneOf(after).atEnd && !sceneOf(before).atEnd ? [{kind: 'done', lesson}] : [];
  return [...again, ...answers, ...moved, ...done];
}

function kept(reply: Reply): {readonly outcome: Outcome; readonly text?: string} {
  if (reply.kind === 'skipped') return {outcome: 'skipped'};
  return reply.right ? {outcome: 'right', text: reply.text} : {outcome: 'wrong'};
}

/**
 * The lesson as it was left: at its step, right answers and skipped questions as they were, wrong answers open again.
 * @param at goes to this step instead, and its question is open
 */
export function resume(lesson: Lesson, left: LessonProgress = notBegun, at?: number): Player {
  const player = openLesson(lesson);
  if (at === undefined && !isUnderWay(lesson.steps.length, left)) return player;
  const replies = new Map(
    [...left.answers].flatMap(([step, answer]): [number, Reply][] => {
      const reply = step === at ? undefined : restored(lesson, step - 1, answer);
      return reply === undefined ? [] : [[step - 1, reply]];
    }),
  );
  return play({...player, replies}, {type: 'goTo', step: at ?? left.step});
}

/** The lesson as its author has changed it: at the same step, with the replies that are still right. */
export function reopen({replies: given, position, stride}: Player, lesson: Lesson): Player {
  const replies = new Map(
    [...given].flatMap(([step, reply]): [number, Reply][] => {
      const still = restored(lesson, step, kept(reply));
      return still === undefined ? [] : [[step, still]];
    }),
  );
  return play({...openLesson(lesson), stride, replies}, {type: 'goTo', step: position.step + 1});
}

/** A reply as it was; none where it was wrong, or where the lesson asks something else by now. */
function restored(
  lesson: Lesson,
  step: number,
  {outcome, text}: {readonly outcome: Outcome; readonly text?: string},
): Reply | undefined {
  const ask = lesson.steps[step]?.ask;
  if (ask === undefined || outcome === 'wrong') return undefined;
  if (outcome === 'skipped') return {kind: 'skipped'};
  const reply = replyTo(ask, text ?? '', endOf(lesson, step));
  return reply?.kind === 'answered' && reply.right ? reply : undefined;
}
