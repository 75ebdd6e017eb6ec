import type {Pass} from '../../engine/pass.ts';
import type {Setup} from '../../lesson/lesson.ts';
import {passOf, type State, sampleIndex, startOf} from '../state.ts';

/** One sample's pass and update, all of it computed. */
export interface SolvedRound {
  /** From 1. */
  readonly number: number;
  /** Index of the sample in the file's order, from 0. */
  readonly sample: number;
  /** At the round's end: every quantity is known. */
  readonly state: State;
  readonly pass: Pass;
}

/**
 * The first rounds of a net: samples in order, around and around. Ends early after a round in which the net diverges. A round keeps
 * nothing of the ones before it, so that any number of them can be gone through.
 */
export function* solveRounds(setup: Setup, rounds: number): Generator<SolvedRound> {
  const first = startOf(setup);
  let {start} = first;
  for (let number = 1; number <= rounds; number++) {
    const begun: State = {...first, start};
    const pass = passOf(begun);
    const state = {...begun, cursor: pass.operations.length};
    yield {number, sample: sampleIndex(state), state, pass};
    if (pass.diverged) return;
    start = {...start, ...pass.after, done: number, lastLoss: pass.loss};
  }
}
