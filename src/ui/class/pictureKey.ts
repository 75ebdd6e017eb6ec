import type {AppModel} from '../app.tsx';
import {type StudentScene, studentKind} from './studentKind.tsx';

/**
 * What the picture of a student's screen depends on: two models with the same key look the same, so that a class is drawn once and sent to
 * all. Undefined where the picture is nobody else's.
 */
export function pictureKey(model: AppModel): string | undefined {
  const [scene, over] = model.scenes;
  if (scene?.kind !== studentKind || over !== undefined) return undefined;
  const {columns, rows, language, digits, ascii, paint, note, problems, overlay, scroll} = model;
  const {news, lesson, welcome} = scene.state as StudentScene;
  const {shared, own} = news;
  const {player, ...screen} = lesson;
  const {position, stride, replies, entry, unreadable, hints} = player;
  const asked = shared.poll ?? (shared.tally === undefined ? undefined : position.step);
  return JSON.stringify([
    [columns, rows, language, digits, ascii, paint, note, problems, overlay, scroll],
    welcome ? [own.name, own.word] : [],
    [position, stride, replies.get(position.step), entry, unreadable, hints, screen],
    [own.following, asked === undefined ? undefined : own.answers.get(asked)],
    [shared.poll, shared.tally, shared.message, shared.teacherIsHere, shared.locked],
    // Whoever may go no further than the teacher is told no key that would: that depends on where both are.
    studentKind.idle?.(scene.state as StudentScene),
  ]);
}
