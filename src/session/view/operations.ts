import {type Counts, countsOf} from '../../engine/counter.ts';
import type {Lesson, RunName} from '../../lesson/lesson.ts';
import type {Notation} from '../notation.ts';
import {passOf, positionOf, type State} from '../state.ts';
import {runTitle} from '../words.ts';

/** What the gradients of runs cost in arithmetic operations, by back-propagation and by trying each parameter. */
export interface OperationsView {
  readonly runs: readonly OperationsOfRun[];
}

export interface OperationsOfRun extends Counts {
  readonly title: string;
  /** One forward pass and one backward sweep: all gradients by back-propagation. */
  readonly both: number;
  /** How many times as much the gradients cost by trying. */
  readonly ratio: number;
}

export function operationsView(
  state: State,
  lesson: Pick<Lesson, 'runs'>,
  runs: readonly RunName[],
  notation: Notation,
): OperationsView {
  return {
    runs: runs.flatMap((name) => {
      const run = lesson.runs.get(name);
      const position = positionOf(state, name);
      if (run === undefined || position === undefined) return [];
      const counts = countsOf(passOf(position).network);
      const both = counts.forward + counts.backward;
      const title = runTitle(run, state, notation);
      return [{...counts, title, both, ratio: counts.numeric / both}];
    }),
  };
}
