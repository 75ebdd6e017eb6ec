import type {Operation} from '../engine/pass.ts';
import type {Action, RunName, Step} from '../lesson/lesson.ts';
import {passOf, positionOf, type State} from './state.ts';
import {unfold} from './update.ts';

/** What a step's actions did, in order, for an account in words. */
export type StepEvent =
  /** These operations became known, in the round that starts at the state. */
  | {readonly kind: 'computed'; readonly state: State; readonly operations: readonly Operation[]}
  /** Whole rounds went by, of which the step shows no more; both counted from 1. */
  | {readonly kind: 'passed'; readonly from: number; readonly to: number}
  /** Runs were trained; `rounds` by run. */
  | {readonly kind: 'trained'; readonly rounds: ReadonlyMap<RunName, number>; readonly state: State}
  /** Another run came on screen. */
  | {readonly kind: 'switched'; readonly state: State}
  /** The round began anew with another sample. */
  | {readonly kind: 'shown'; readonly state: State}
  | {readonly kind: 'back' | 'restart'; readonly state: State}
  | {readonly kind: 'set'; readonly action: Extract<Action, {type: 'set'}>}
  /** The run on screen has another net, other samples or another way of learning. */
  | {readonly kind: 'changed'; readonly state: State}
  | {readonly kind: 'kept'; readonly run: RunName; readonly state: State};

/** The state after a step, and what happened on the way. */
export interface StepAccount {
  readonly events: readonly StepEvent[];
  readonly end: State;
}

/** Goes through a step's actions. */
export function accountOf(step: Step, before: State): StepAccount {
  const events: StepEvent[] = [];
  let state = before;
  for (const action of step.do) {
    const from = state;
    switch (action.type) {
      case 'forward': {
        const rounds: {first: number; last: State}[] = [];
        for (const reached of unfold(state, action)) {
          const round = rounds.at(-1);
          if (round !== undefined && round.last.start === reached.start) round.last = reached;
          else rounds.push({first: reached.start === from.start ? from.cursor : 0, last: reached});
          // Only the first round and the last one are told of.
          if (rounds.length > 2) rounds.splice(1, rounds.length - 2);
          state = reached;
        }
        events.push(...forwardEvents(rounds));
        break;
      }
      default:
        for (const reached of unfold(state, action)) state = reached;
        events.push(...eventsOf(action, from, state));
    }
  }
  return {events, end: state};
}

function* forwardEvents(
  rounds: readonly {readonly first: number; readonly last: State}[],
): Generator<StepEvent> {
  let told: number | undefined;
  for (const {first, last} of rounds) {
    const {done} = last.start;
    if (told !== undefined && done > told + 1) yield {kind: 'passed', from: told + 2, to: done};
    yield {kind: 'computed', state: last, operations: passOf(last).operations.slice(first, last.cursor)};
    told = done;
  }
}

function* eventsOf(action: Action, from: State, state: State): Generator<StepEvent> {
  switch (action.type) {
    case 'train': {
      const runs = action.runs ?? [state.run];
      const done = (at: State, run: RunName): number => positionOf(at, run)?.start.done ?? 0;
      const rounds = new Map(runs.map((run) => [run, done(state, run) - done(from, run)]));
      yield {kind: 'trained', rounds, state};
      if (!runs.includes(state.run)) return;
      yield {kind: 'computed', state, operations: passOf(state).operations.slice(0, state.cursor)};
      return;
    }
    case 'switch':
      yield {kind: 'switched', state};
      return;
    case 'show':
      yield {kind: 'shown', state};
      return;
    case 'back':
    case 'restart':
      yield {kind: action.type, state};
      return;
    case 'set':
      yield {kind: 'set', action};
      return;
    case 'change':
      yield {kind: 'changed', state};
      return;
    case 'keep':
      yield {kind: 'kept', run: action.as, state};
      return;
    default:
  }
}
