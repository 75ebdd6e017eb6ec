/*
 * What a lesson on screen does without, in one piece. Each dynamic import is a file of its own, and what two of them share is one more: the
 * fewer there are, the sooner the first frame stands.
 */
export {readShared} from '../lesson/readShare.ts';
export {plainLesson} from '../session/plain.ts';
export {tooLong} from '../session/tooLong.ts';
export {check} from './check.ts';
export {exportLesson} from './export.ts';
export {complaints, openLesson, openNet} from './open.ts';
export {solve} from './solve.ts';
export {watch} from './watch.ts';
