import {batchPlace} from '../engine/batch.ts';
import {changedSetup, type SetupChange} from '../lesson/change.ts';
import type {Setup} from '../lesson/lesson.ts';
import {beginningOf, passOf, type State} from './state.ts';

/**
 * The run on screen with other parts of its setup. Another net or other samples begin anew. Else it goes on from where it stands, with
 * another optimiser, batch or regularisation: what the old optimiser kept in mind is forgotten, but not the gradients of a batch that is not
 * ended.
 */
export function changeRun(state: State, change: SetupChange): State {
  const {start, cursor} = state;
  if (Object.keys(change).length === 0) return state;
  const before = start.setup;
  const setup = changedSetup(before, change);
  if (change.net !== undefined || change.data !== undefined) return {...state, ...beginningOf(setup)};
  const kept =
    setup.optimizer.kind === before.optimizer.kind ? start.memory : beginningOf(setup).start.memory;
  const placeIn = ({batch = 1, samples}: Setup): number =>
    batchPlace(batch, samples.length, start.done).place;
  const place = placeIn(setup);
  // What a batch that began at another sample would have gathered by now is unknown: it counts as 0.
  const unknown = place > 1 ? setup.parameters.map(() => 0) : undefined;
  const gathered = place === placeIn(before) ? start.memory.gathered : unknown;
  const {updates, slots} = kept;
  const changed = {
    start: {...start, setup, memory: {updates, slots, ...(gathered !== undefined && {gathered})}},
    cursor,
  };
  return {...state, ...changed, cursor: Math.min(cursor, passOf(changed).operations.length)};
}
