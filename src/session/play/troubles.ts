import {rateTrouble, type Signs, signsOf, type Trouble, troublesIn} from '../../engine/troubles.ts';
import type {RoundStart} from '../state.ts';

/** What stands in the way of a net's learning, where a run stands. */
export interface Diagnosis {
  /** Absent of a net that has diverged: its numbers mean nothing. */
  readonly signs?: Signs;
  /** What is most to blame first. */
  readonly troubles: readonly Trouble[];
}

/**
 * Parameters that the passes of one diagnosis may go through, a few milliseconds' worth: it is made for every picture of a training. Of
 * more samples than that allows, some are looked at.
 */
const MOST_WORK = 300_000;
/** What a sample costs besides its parameters, in parameters. */
const SAMPLE_COST = 50;

const known = new WeakMap<RoundStart, Diagnosis>();

/** The diagnosis of a net where a round begins. Made once for each round. */
export function diagnosisOf(start: RoundStart): Diagnosis {
  const made = known.get(start) ?? madeFor(start);
  known.set(start, made);
  return made;
}

function madeFor({setup, parameters, history, divergedAt}: RoundStart): Diagnosis {
  const {network, samples} = setup;
  // A function in the place of a net has no layers.
  if (network.expression !== undefined) return {troubles: []};
  const rate = rateTrouble(history.points, divergedAt);
  if (rate?.kind === 'diverged') return {troubles: [rate]};
  const signs = signsOf(network, parameters, samples, MOST_WORK / (parameters.length + SAMPLE_COST));
  return {signs, troubles: [...(rate === undefined ? [] : [rate]), ...troublesIn(signs)]};
}
