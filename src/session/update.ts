import {LOSS, parseQuantity, type Quantity} from '../engine/quantity.ts';
import type {Action, Granularity} from '../lesson/lesson.ts';
import {withLosses} from './lossHistory.ts';
import {passOf, type RoundStart, type State, sampleIndex, startOf} from './state.ts';
import {trainRounds} from './training.ts';
import {isStop} from './unit.ts';

/**
 * The state after an action. Pure. Throws a RangeError for an action that names what the net does not have; lesson files
 * are checked for that before.
 */
export function update(state: State, action: Action): State {
  let last = state;
  for (const reached of unfold(state, action)) last = reached;
  return last;
}

/** Every state that an action goes through, the last one being its result: one for each operation that becomes known. */
export function* unfold(state: State, action: Action): Generator<State> {
  switch (action.type) {
    case 'forward':
      if (action.until !== undefined) yield* forwardUntil(state, action.until);
      else yield* repeat(state, action.times ?? 1, (from) => forwardBy(from, action.by ?? from.granularity));
      return;
    case 'back':
      yield* repeat(state, action.times ?? 1, (from) => [backBy(from, action.by ?? from.granularity)]);
      return;
    case 'train':
      yield train(state, action.rounds, action.below);
      return;
    case 'set':
      yield set(state, action.quantity, action.value);
      return;
    case 'granularity':
      yield {...state, granularity: action.by};
      return;
    case 'restart':
      yield {...startOf(state.start.setup), granularity: state.granularity};
      return;
  }
}

function* repeat(state: State, times: number, move: (from: State) => Iterable<State>): Generator<State> {
  let last = state;
  for (let i = 0; i < times; i++)
    for (const reached of move(last)) {
      last = reached;
      yield reached;
    }
}

/** The state with one more operation known; after the last one, the first of the next round. */
export function forwardOne(state: State): State {
  if (state.cursor < passOf(state).operations.length) return {...state, cursor: state.cursor + 1};
  return {...state, start: nextRound(state), cursor: 1};
}

/** The state with one operation less; at the beginning of a round, the state before that round. */
export function backOne(state: State): State {
  if (state.cursor > 1 || (state.cursor === 1 && state.start.before === undefined))
    return {...state, cursor: state.cursor - 1};
  const {before} = state.start;
  return before === undefined ? state : {...before, granularity: state.granularity};
}

function* forwardBy(state: State, by: Granularity): Generator<State> {
  let reached = state;
  do {
    reached = forwardOne(reached);
    yield reached;
  } while (!isStop(reached, by));
}

function backBy(state: State, by: Granularity): State {
  let reached = state;
  for (;;) {
    const earlier = backOne(reached);
    if (earlier === reached || (earlier.cursor === 0 && earlier.start.before === undefined)) return earlier;
    if (isStop(earlier, by)) return earlier;
    reached = earlier;
  }
}

function* forwardUntil(state: State, until: Quantity): Generator<State> {
  const position = passOf(state).position.get(until);
  if (position === undefined || position < 0) throw new RangeError(`${until} is not computed in a pass`);
  let reached = state;
  do {
    reached = forwardOne(reached);
    yield reached;
  } while (reached.cursor !== position + 1);
}

/** The start of the round that follows the state's round. */
function nextRound(state: State): RoundStart {
  const {start} = state;
  const {after, loss, diverged} = passOf(state);
  const divergedAt = start.divergedAt ?? (diverged ? start.done + 1 : undefined);
  return {
    setup: start.setup,
    ...after,
    done: start.done + 1,
    history: withLosses(start.history, [loss]),
    lastLoss: loss,
    ...(divergedAt === undefined ? {} : {divergedAt}),
    before: state,
  };
}

/**
 * Completes rounds, the one on screen being the first, and then shows the next round's forward pass up to its loss: what
 * the training came to. With `below`, ends as soon as the data set's mean loss is below it, asked after every epoch.
 */
function train(state: State, rounds: number, below: number | undefined): State {
  const start: RoundStart = {...trainRounds(state.start, rounds, below), before: state};
  const reached: State = {...state, start, cursor: 0};
  return {...reached, cursor: passOf(reached).position.get(LOSS)! + 1};
}

/** The state with another number for a weight, a bias, an input or a target of the sample on screen. */
function set(state: State, name: Quantity, value: number): State {
  const {start} = state;
  const {setup} = start;
  const {network} = setup;
  const parameter = network.parameterIndex.get(name);
  if (parameter !== undefined)
    return {...state, start: {...start, parameters: start.parameters.with(parameter, value)}};

  const parts = parseQuantity(name);
  const index = sampleIndex(state);
  const sample = setup.samples[index]!;
  const changed = (side: 'input' | 'target', place: number): State => ({
    ...state,
    start: {
      ...start,
      setup: {
        ...setup,
        samples: setup.samples.with(index, {...sample, [side]: sample[side].with(place, value)}),
      },
    },
  });
  if (parts?.kind === 'output' && network.inputs.includes(parts.neuron))
    return changed('input', network.inputs.indexOf(parts.neuron));
  if (parts?.kind === 'target' && network.outputs.includes(parts.neuron))
    return changed('target', network.outputs.indexOf(parts.neuron));
  throw new RangeError(`${name} is computed, and cannot be set`);
}
