import type {Quantity} from '../../engine/quantity.ts';
import type {Language, Lesson, RunName} from '../../lesson/lesson.ts';
import type {Notation} from '../notation.ts';
import type {State} from '../state.ts';
import type {Field} from './field.ts';

/** The ways of two parameters over the loss that they would have. */
export interface PathsView extends Field {
  /** Across and up. */
  readonly of: readonly [Quantity, Quantity];
  readonly runs: readonly PathRun[];
}

export interface PathRun {
  readonly title: string;
  /** Its place among the lesson's runs, from 0: by it a run looks the same in all panels. */
  readonly place: number;
  /** From the start to where the run stands. Finite numbers only. */
  readonly points: readonly (readonly [number, number])[];
  /** Rounds that lie behind the run. */
  readonly rounds: number;
  /** The mean loss of the data where the run stands. */
  readonly loss: string;
  /** The round at which the net diverged, if it did. */
  readonly divergedAt?: number;
}

/** The ways of two parameters in these runs; undefined where none of the runs has both. */
export function pathsView(
  _state: State,
  _lesson: Pick<Lesson, 'runs'>,
  _of: readonly [Quantity, Quantity],
  _runs: readonly RunName[],
  _language: Language,
  _notation: Notation,
): PathsView | undefined {
  return undefined;
}
