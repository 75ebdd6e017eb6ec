import {LOSS, parseQuantity, type Quantity} from '../engine/quantity.ts';
import type {Action, Granularity, RunName} from '../lesson/lesson.ts';
import {withSamples} from '../lesson/withSamples.ts';
import {changeRun} from './changeRun.ts';
import {withLosses} from './lossHistory.ts';
import {
  beginningOf,
  type Position,
  passOf,
  positionOf,
  type RoundStart,
  type State,
  sampleIndex,
  sampleOf,
  withPositions,
} from './state.ts';
import {withTestPoint} from './testCurve.ts';
import {withPoint} from './trace.ts';
import {type Training, trainRounds} from './training.ts';
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

/** Every state that an action goes through, the last one being its result: one for each operation that becomes known, and for training some on the way. */
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
      yield* train(state, action.runs ?? [state.run], action);
      return;
    case 'switch':
      yield switchTo(state, action.run);
      return;
    case 'show':
      yield show(state, action);
      return;
    case 'set':
      yield set(state, action.quantity, action.value);
      return;
    case 'granularity':
      yield {...state, granularity: action.by};
      return;
    case 'restart':
      yield restart(state, action.runs ?? [state.run, ...state.others.keys()]);
      return;
    case 'change':
      yield changeRun(state, action.to);
      return;
    case 'keep':
      yield keep(state, action.as);
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
  return before === undefined ? state : {...state, ...before};
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
  // Another round may have its operations at other places: not every one has an update.
  const placeIn = (position: Position): number | undefined => passOf(position).position.get(until);
  if ((placeIn(state) ?? -1) < 0) throw new RangeError(`${until} is not computed in a pass`);
  let reached = state;
  do {
    reached = forwardOne(reached);
    yield reached;
  } while (reached.cursor - 1 !== placeIn(reached));
}

/** The start of the round that follows the state's round. */
function nextRound(state: State): RoundStart {
  const {start} = state;
  if (start.shown !== undefined) {
    // A sample that was shown is looked at, not trained on: the round that it interrupted begins.
    const {shown: _, ...interrupted} = start;
    return {...interrupted, before: placeOf(state)};
  }
  const {after, loss, diverged} = passOf(state);
  const divergedAt = start.divergedAt ?? (diverged ? start.done + 1 : undefined);
  const done = start.done + 1;
  return {
    setup: start.setup,
    ...after,
    done,
    history: withLosses(start.history, [loss]),
    trace: withPoint(start.trace, done, after.parameters),
    ...(start.tested && {tested: withTestPoint(start.tested, start.setup, done, after.parameters)}),
    lastLoss: loss,
    ...(divergedAt === undefined ? {} : {divergedAt}),
    before: placeOf(state),
  };
}

/** Where a state's run stands, without what else the state holds. */
const placeOf = ({start, cursor}: Position): Position => ({start, cursor});

/**
 * Completes rounds of runs, for each the one that it stands in being the first, and then shows the next round's forward pass up to
 * its loss: what the training came to. With `below`, a run ends as soon as its data set's mean loss is below it, asked after
 * every epoch. The runs go side by side, and some states on the way show how far they are.
 */
function* train(state: State, runs: readonly RunName[], {rounds, below}: Training): Generator<State> {
  const training = runs.map((run) => {
    const from = positionOf(state, run);
    if (from === undefined) throw new RangeError(`there is no run ${run}`);
    return {
      run,
      before: placeOf(from),
      rounds: trainRounds(from.start, {rounds, ...(below === undefined ? {} : {below})}),
    };
  });
  let reached = state;
  for (;;) {
    const moved = new Map<RunName, Position>();
    for (const {run, before, rounds: stages} of training) {
      const stage = stages.next();
      if (!stage.done) moved.set(run, atLoss({...stage.value, before}));
    }
    if (moved.size === 0) return;
    reached = withPositions(reached, moved);
    yield reached;
  }
}

/** The state after a training of its run that came to this start: as the action shows it. */
export const afterTraining = (state: State, start: RoundStart): State => ({
  ...state,
  ...atLoss({...start, before: placeOf(state)}),
});

/** The forward pass of a round, up to its loss. */
function atLoss(start: RoundStart): Position {
  return {start, cursor: passOf({start, cursor: 0}).position.get(LOSS)! + 1};
}

const restart = (state: State, runs: readonly RunName[]): State =>
  withPositions(
    state,
    new Map(
      runs.flatMap((run) => {
        const there = positionOf(state, run);
        return there === undefined ? [] : [[run, beginningOf(there.start.setup)] as const];
      }),
    ),
  );

/** The state with another run where the one on screen stands. Nobody steps back in a run that is only looked at. */
function keep(state: State, as: RunName): State {
  if (as === state.run) return state;
  const {
    start: {before: _, ...start},
    cursor,
  } = state;
  return {...state, others: new Map(state.others).set(as, {start, cursor})};
}

function switchTo(state: State, run: RunName): State {
  const there = positionOf(state, run);
  if (there === undefined) throw new RangeError(`there is no run ${run}`);
  if (run === state.run) return state;
  const others = new Map(state.others);
  others.delete(run);
  return {...state, ...placeOf(there), run, others: others.set(state.run, placeOf(state))};
}

/** The round on screen from its beginning, with another sample. */
function show(state: State, {from, index}: Extract<Action, {type: 'show'}>): State {
  const {start} = state;
  const shown = start.setup[from][index];
  if (shown === undefined) throw new RangeError(`there are no ${index + 1} ${from}`);
  return {...state, start: {...start, shown, before: placeOf(state)}, cursor: 0};
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
  const given = parts?.kind === 'node' ? network.inputs.indexOf(parts.node) : -1;
  const changed = (side: 'input' | 'target', place: number): State => {
    const sample = sampleOf(state);
    const mended = {...sample, [side]: sample[side].with(place, value)};
    return {
      ...state,
      start:
        start.shown === undefined
          ? {...start, setup: withSamples(setup, {samples: setup.samples.with(sampleIndex(state), mended)})}
          : {...start, shown: mended},
    };
  };
  if (given >= 0) return changed('input', given);
  if (parts?.kind === 'output' && network.inputs.includes(parts.neuron))
    return changed('input', network.inputs.indexOf(parts.neuron));
  if (parts?.kind === 'target' && network.outputs.includes(parts.neuron))
    return changed('target', network.outputs.indexOf(parts.neuron));
  throw new RangeError(`${name} is computed, and cannot be set`);
}
