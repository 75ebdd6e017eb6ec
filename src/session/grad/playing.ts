import {createFunction} from '../../engine/functionGraph.ts';
import {LOSS, nodeValue} from '../../engine/quantity.ts';
import type {Bilingual, Names} from '../../lesson/lesson.ts';
import {noNames} from '../../lesson/readNames.ts';
import {passOf, type State, startOf} from '../state.ts';
import {type Derivative, derivativeOf, type GradProblem} from './derivative.ts';

/** A function that is being differentiated step by step: a session, as of a net, that ends before the update. */
export interface Playing {
  readonly text: string;
  /** As it was typed: `x=1,y=2`. */
  readonly point: string;
  /** Whether sigmoids are opened into their gates. */
  readonly expand: boolean;
  readonly derivative: Derivative;
  readonly state: State;
}

export type Played =
  | {readonly ok: true; readonly value: Playing}
  | {readonly ok: false; readonly problem: GradProblem};

/** A function at its beginning, nothing computed yet. */
export function playDerivative(text: string, point: string, expand: boolean): Played {
  const found = derivativeOf(text, point, expand);
  if (!found.ok) return found;
  const {expression, point: values} = found.value;
  const state = startOf({
    network: createFunction(expression),
    parameters: expression.variables.map((name) => values.get(name)!),
    names: namesOf(found.value),
    optimizer: {kind: 'sgd', rate: 1},
    samples: [{input: [], target: []}],
    test: [],
    updates: 'after-backward',
  });
  return {ok: true, value: {text, point, expand, derivative: found.value, state}};
}

/** Nodes are called by their own names; the result, where it has none, is f. */
function namesOf({expression}: Derivative): Names {
  const label = (name: string): Bilingual => ({zh: name, en: name});
  const last = expression.nodes.length - 1;
  return {
    ...noNames,
    display: new Map(
      expression.nodes.flatMap(({name}, index): [string, Bilingual][] =>
        index === last
          ? [[LOSS, label(name ?? 'f')]]
          : name === undefined
            ? []
            : [[nodeValue(name), label(name)]],
      ),
    ),
  };
}

/** How many operations there are: forwards and backwards, no update. */
export const stepsOf = (state: State): number =>
  passOf(state).operations.filter(({phase}) => phase !== 'update').length;

/** How many of them are forwards. */
export const forwardsOf = (state: State): number =>
  passOf(state).operations.filter(({phase}) => phase === 'forward').length;

/** The playing with so many operations known. */
export const movedTo = (playing: Playing, cursor: number): Playing => ({
  ...playing,
  state: {...playing.state, cursor: Math.min(Math.max(cursor, 0), stepsOf(playing.state))},
});

/** One operation or one phase on, or back. */
export function moved(playing: Playing, by: 'forward' | 'back'): Playing {
  const {state} = playing;
  const {cursor, granularity} = state;
  if (granularity !== 'phase') return movedTo(playing, cursor + (by === 'forward' ? 1 : -1));
  const stops = [0, forwardsOf(state), stepsOf(state)];
  const stop = by === 'forward' ? stops.find((at) => at > cursor) : stops.findLast((at) => at < cursor);
  return movedTo(playing, stop ?? cursor);
}
