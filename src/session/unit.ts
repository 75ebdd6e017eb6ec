import type {Granularity} from '../lesson/lesson.ts';
import {currentOperation, passOf, type State} from './state.ts';

/** A name of the stretch of a run that a state's last operation belongs to, at a granularity. */
export function unitOf(state: State, by: Granularity): string {
  const {done, setup} = state.start;
  if (by === 'epoch') return `${Math.floor(done / setup.samples.length)}`;
  if (by === 'sample') return `${done}`;
  const operation = currentOperation(state);
  if (operation === undefined) return `${done}:`;
  const {phase, layer, neuron, quantity} = operation;
  const within = {
    phase,
    layer: `${phase}:${layer}`,
    neuron: `${phase}:${layer}:${neuron ?? ''}`,
    operation: quantity,
  };
  return `${done}:${within[by]}`;
}

/** Whether a move at this granularity ends at this state: the next operation belongs to another unit. */
export function isStop(state: State, by: Granularity): boolean {
  const {operations} = passOf(state);
  if (state.cursor === operations.length) {
    const {done, setup} = state.start;
    return by !== 'epoch' || (done + 1) % setup.samples.length === 0;
  }
  const next = {...state, cursor: state.cursor + 1};
  return unitOf(state, by) !== unitOf(next, by);
}
