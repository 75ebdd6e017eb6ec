import {nodeId} from '../../engine/expression.ts';
import {createFunction} from '../../engine/functionGraph.ts';
import {LOSS, nodeValue} from '../../engine/quantity.ts';
import type {Action, Bilingual, Names} from '../../lesson/lesson.ts';
import {noNames} from '../../lesson/readNames.ts';
import {passOf, type State, startOf} from '../state.ts';
import {update} from '../update.ts';
import {valueInRound} from '../value.ts';
import {type Derivative, derivativeOf, type GradProblem} from './derivative.ts';

/** Characters of a function, or of a point, that is played: longer ones can be printed. */
export const longestTyped = 2000;

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

/** The function of a state, such as of a lesson's, at the values that its variables have there, with as many operations known. */
export function playFrom(from: State): Played {
  const {expression} = from.start.setup.network;
  if (expression === undefined) throw new RangeError('a net is no function that was typed');
  const point = expression.variables.map((name) => `${name}=${valueInRound(from, nodeValue(name))}`);
  const played = playDerivative(expression.text, point.join(','), false);
  if (!played.ok) return played;
  // In the middle of an update everything before it is known.
  const known = Math.min(from.cursor, stepsOf(played.value.state));
  return {ok: true, value: acted(played.value, {type: 'forward', by: 'operation', times: known})};
}

/** Nodes are called by their own names; the result, where it has none, is f, unless something else is. */
function namesOf({expression}: Derivative): Names {
  const label = (name: string): Bilingual => ({zh: name, en: name});
  const last = expression.nodes.length - 1;
  const result = expression.nodes.some(({name}) => name === 'f') ? nodeId(expression, last) : 'f';
  return {
    ...noNames,
    display: new Map(
      expression.nodes.flatMap(({name}, index): [string, Bilingual][] =>
        index === last
          ? [[LOSS, label(name ?? result)]]
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

/** The playing after an action of the session. There is nothing beyond the last gradient: what would lead there changes nothing. */
export function acted(playing: Playing, action: Action): Playing {
  const state = update(playing.state, action);
  return state.start.done > 0 || state.cursor > stepsOf(state) ? playing : {...playing, state};
}

/** The playing with every number computed. */
export function completed(playing: Playing): Playing {
  const last = passOf(playing.state).operations[stepsOf(playing.state) - 1];
  return last === undefined ? playing : acted(playing, {type: 'forward', until: last.quantity});
}
