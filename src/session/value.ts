import {contribution, share, shareFrom} from '../engine/contributions.ts';
import {countsOf} from '../engine/counter.ts';
import {type CountName, type Measure, parseMeasure, type SetMeasure} from '../engine/measures.ts';
import type {Pass, Sample} from '../engine/pass.ts';
import {gradient, LOSS, type Quantity, weightedSum} from '../engine/quantity.ts';
import {measureSamples} from './sampleMeasures.ts';
import {type Position, passOf, positionOf, type RoundStart, type State} from './state.ts';

/*
 * What a name is worth. A name is a quantity of the pass or a measure beside it; behind an `@` it names the run, else it is
 * that of the run on screen.
 */

/** The number that a name has in the round on screen, be it known at the cursor yet or not; undefined for no name of the net. */
export function valueInRound(state: State, name: Quantity): number | undefined {
  const {position, own} = lookUp(state, name);
  if (position === undefined) return undefined;
  const measure = parseMeasure(own);
  return measure === undefined ? passOf(position).values.get(own) : measured(position, measure);
}

/** Whether the cursor has passed what the name stands for, so that its number may be shown. */
export function isKnown(state: State, name: Quantity): boolean {
  const {position, own} = lookUp(state, name);
  if (position === undefined) return false;
  const measure = parseMeasure(own);
  const needed = measure === undefined ? own : neededFor(measure);
  // A net that has not diverged has no such round.
  if (needed === undefined) return valueInRound(state, name) !== undefined;
  const place = passOf(position).position.get(needed);
  return place !== undefined && place < position.cursor;
}

/** The number of a name at the cursor; undefined where it is not computed yet, or there is no such name. */
export function valueAt(state: State, name: Quantity): number | undefined {
  const {position, values} = passOf(state);
  const place = position.get(name);
  // Most names are quantities of the run on screen, and a screen asks for very many.
  if (place !== undefined) return place < state.cursor ? values.get(name) : undefined;
  return isKnown(state, name) ? valueInRound(state, name) : undefined;
}

function lookUp(
  state: State,
  name: Quantity,
): {readonly position: Position | undefined; readonly own: Quantity} {
  const at = name.lastIndexOf('@');
  return at < 0
    ? {position: state, own: name}
    : {position: positionOf(state, name.slice(at + 1)), own: name.slice(0, at)};
}

/** The quantity with which a measure becomes known; undefined where it always is. */
function neededFor(measure: Measure): Quantity | undefined {
  switch (measure.kind) {
    case 'back':
      return gradient(weightedSum(measure.to));
    case 'share':
    case 'share-from':
      return LOSS;
    default:
      return undefined;
  }
}

function measured(position: Position, measure: Measure): number | undefined {
  const {start} = position;
  const {setup} = start;
  switch (measure.kind) {
    case 'back':
      return contribution(passOf(position), measure.from, measure.to);
    case 'share':
      return share(passOf(position), measure.neuron);
    case 'share-from':
      return shareFrom(passOf(position), measure.from, measure.to);
    case 'count':
      return count(passOf(position), measure.of);
    case 'samples':
      return ofSamples(start, measure.from === 'data' ? setup.samples : setup.test)[measure.of];
    case 'round':
      return start.done + 1;
    case 'rate':
      return setup.optimizer.rate;
    case 'diverged':
      return start.divergedAt ?? (passOf(position).diverged ? start.done + 1 : undefined);
  }
}

const count = ({network}: Pass, of: CountName): number => countsOf(network)[of];

const measures = new WeakMap<RoundStart, Map<readonly Sample[], Readonly<Record<SetMeasure, number>>>>();

/** What the round's parameters make of samples. */
function ofSamples(start: RoundStart, samples: readonly Sample[]): Readonly<Record<SetMeasure, number>> {
  const kept = measures.get(start) ?? new Map<readonly Sample[], Readonly<Record<SetMeasure, number>>>();
  measures.set(start, kept);
  const known = kept.get(samples) ?? measureSamples(start.setup.network, start.parameters, samples);
  kept.set(samples, known);
  return known;
}
