import {LOSS} from '../engine/quantity.ts';
import type {Action, Lesson} from '../lesson/lesson.ts';
import type {Problem} from '../lesson/problem.ts';
import type {Source} from '../lesson/source.ts';
import {passOf, type State, startOfLesson} from './state.ts';
import {unfold} from './update.ts';

/**
 * More than a learner could ever step through; a lesson that plays more single operations than this is not played, because it would fill the
 * memory. Rounds of `train` do not count; they have a limit of their own in the file.
 */
export const MOST_OPERATIONS = 1_000_000;

/** Where a lesson goes on for too long to be played, found without doing its training. */
export function tooLong(lesson: Lesson, source: Source): Problem | undefined {
  let state = startOfLesson(lesson);
  let operations = 0;
  for (const [i, {do: actions}] of lesson.steps.entries())
    for (const [k, action] of actions.entries())
      for (const reached of played(state, action)) {
        state = reached;
        operations += 1;
        if (operations <= MOST_OPERATIONS) continue;
        const place = source.locate(['steps', i, 'do', k], 'value');
        return {code: 'too-many-operations', limit: MOST_OPERATIONS, ...place, file: source.file};
      }
  return undefined;
}

/** As many states as the action goes through, training aside, which only comes to the loss of a later round. */
function played(state: State, action: Action): Iterable<State> {
  if (action.type !== 'train') return unfold(state, action);
  return [{...state, cursor: (passOf(state).position.get(LOSS) ?? 0) + 1}];
}
