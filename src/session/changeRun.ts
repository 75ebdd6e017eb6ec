import {batchPlace} from '../engine/batch.ts';
import {changedSetup, type SetupChange} from '../lesson/change.ts';
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
  const {batch = 1} = setup;
  const isWithin = batchPlace(batch, setup.samples.length, start.done).place > 1;
  // What another batch would have gathered by now is unknown: it counts as 0.
  const gathered =
    batch === (before.batch ?? 1)
      ? start.memory.gathered
      : isWithin
        ? setup.parameters.map(() => 0)
        : undefined;
  const {updates, slots} = kept;
  const changed = {
    start: {...start, setup, memory: {updates, slots, ...(gathered !== undefined && {gathered})}},
    cursor,
  };
  return {...state, ...changed, cursor: Math.min(cursor, passOf(changed).operations.length)};
}
