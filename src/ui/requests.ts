import type {Bilingual, Lesson} from '../lesson/lesson.ts';
import type {ClassNews, ClassWish} from '../session/class/news.ts';
import type {Position} from '../session/player.ts';
import type {Mark} from '../session/progress.ts';
import type {RoundStart, State} from '../session/state.ts';

/* What the app and its scenes want from outside, and what comes of it. Whoever runs the app sees to it, by files, a thread or a class. */

/** What the app wants from outside. */
export type AppRequest =
  | {readonly type: 'list'}
  /** A function to differentiate: that of a lesson's state, or a first one. */
  | {readonly type: 'derivatives'; readonly from?: State}
  /** Free play, from where a lesson stands or with a first net. */
  | {readonly type: 'play'; readonly from?: State; readonly at?: Position}
  | WriteRequest
  | {readonly type: 'open'; readonly id: string; readonly at?: number}
  | {readonly type: 'save'; readonly marks: readonly Mark[]}
  | {readonly type: 'class'; readonly wish: ClassWish}
  | TrainRequest;

/** A new file; one that is there stays as it is. */
export interface WriteRequest {
  readonly type: 'write';
  readonly file: string;
  readonly text: string;
  /** What it holds. */
  readonly kind: 'net' | 'lesson';
}

/** What became of a file. */
export interface WriteAnswer {
  readonly type: 'written';
  readonly request: WriteRequest;
  readonly ok: boolean;
  readonly words: Bilingual;
}

/** What a scene is told of what it asked for. */
export type SceneAnswer = ClassNews | Trained | WriteAnswer;

/** Asks for a later start of the same run: about one picture's time later, or the end of what is asked for. */
export interface TrainRequest {
  readonly type: 'train';
  readonly from: RoundStart;
  /** May be infinite. */
  readonly rounds: number;
  /** Ends sooner, after the first epoch at whose end the data set's mean loss is below this. */
  readonly below?: number;
}

/** What came of a request. */
export type Trained =
  | {
      readonly type: 'trained';
      readonly request: TrainRequest;
      readonly start: RoundStart;
      /** Whether the training has come to its end. */
      readonly over: boolean;
      /** Rounds in a second, as whoever trains has measured it. */
      readonly speed: number;
    }
  /** Whoever trained is gone. */
  | {readonly type: 'untrained'; readonly request: TrainRequest; readonly why: string};

/** A lesson that was read. */
export interface Opened {
  readonly lesson: Lesson;
  readonly number?: number;
  /** Under which its progress is kept; absent where none is. */
  readonly key?: string;
  /** The step to go to, from 1; else where it was left. */
  readonly at?: number;
}
