import {type BatchSize, divide, gather} from './batch.ts';
import {createFlatPass, flatSamples, longLived} from './flatPass.ts';
import {type Binder, closure, hardwire} from './hardwire.ts';
import type {Network} from './network.ts';
import {applyUpdate, memorySlots, type OptimizerSpec} from './optimizers.ts';
import {permutation} from './random.ts';
import {addPenalty, type Regularization, weightFlags} from './regularization.ts';
import {straightLineRun} from './straightLine.ts';

export interface TrainerOptions {
  readonly network: Network;
  /** Parameters to start from, in canonical order; copied. */
  readonly parameters: ArrayLike<number>;
  readonly samples: readonly {readonly input: readonly number[]; readonly target: readonly number[]}[];
  readonly optimizer: OptimizerSpec;
  /** Samples for one update, 1 if absent. The gradient of a batch is the mean over its samples; the last batch of an epoch has what is left. */
  readonly batch?: BatchSize;
  readonly regularization?: Regularization;
  /** Seed of the order of the samples, a new one each epoch. Without it they come in file order, around and around. */
  readonly shuffle?: number;
  /** What the optimiser kept from earlier updates; copied. Zeros if absent. */
  readonly memory?: readonly ArrayLike<number>[];
  /** Rounds (samples trained on) done before: training goes on as if it had never stopped. */
  readonly rounds?: number;
  /** Updates done before; absent: those of so many rounds. */
  readonly updates?: number;
  /** Within a batch: the sum of the gradients of its samples so far; copied. Zeros if absent. */
  readonly gathered?: ArrayLike<number>;
  /** Where losses are written: that of round n (counted from 1), of its sample alone, at place (n − 1) mod length. Only finite losses are written. */
  readonly losses?: Float64Array;
  /** Slices of at least so many rounds get code made for this very net; it takes about a millisecond to make. */
  readonly compileFrom?: number;
}

export interface Trainer {
  /** Live: the parameters as they stand between two calls of {@link run}. */
  readonly parameters: Float64Array;
  /** Live: what the optimiser keeps. */
  readonly memory: readonly Float64Array[];
  /** Within a batch: the sum of the gradients of its samples so far; undefined where a batch begins. Live. */
  readonly gathered: Float64Array | undefined;
  /** Rounds done, earlier ones included. */
  readonly rounds: number;
  /** Updates done, earlier ones included. */
  readonly updates: number;
  /**
   * The round, counted from 1, whose loss was not finite (it was not done then), or that made a parameter or a sum of gradients not
   * finite (it was done). Nothing is trained after it.
   */
  readonly divergedAt: number | undefined;
  /** Trains on. Returns how many rounds were done: fewer than asked only where training diverged. */
  run(maxRounds: number): number;
}

/** Rounds between two looks at whether all parameters are finite. */
const BLOCK = 256;

/** Where training stands. */
interface Clock {
  rounds: number;
  updates: number;
  epoch: number;
  /** Place in the epoch's order of the next sample. */
  position: number;
  divergedAt: number | undefined;
}

/**
 * The fast trainer: the explained pass's numbers, bit for bit, at millions of rounds a second for small nets. Rounds do not
 * allocate (a shuffle's new epoch does: its random generator). It works in slices, so that a screen or a server stays alive between.
 *
 * Throws a RangeError where samples, parameters, batch or memory do not fit.
 */
export function createTrainer(options: TrainerOptions): Trainer {
  const {network, optimizer, shuffle, compileFrom = 2000} = options;
  const samples = flatSamples(network, options.samples);
  const total = samples.count;
  const batch = options.batch === 'all' ? total : (options.batch ?? 1);
  const {regularization} = options;
  if (total === 0) throw new RangeError('training needs a sample');
  if (!(Number.isInteger(batch) && batch >= 1))
    throw new RangeError(`a batch must be a whole number from 1, not ${batch}`);

  const count = network.parameters.length;
  const parameters = copied(options.parameters, count);
  const slots = memorySlots[optimizer.kind];
  if (options.memory !== undefined && options.memory.length !== slots)
    throw new RangeError(
      `${optimizer.kind} keeps ${slots} values for each parameter, not ${options.memory.length}`,
    );
  const memory = Array.from({length: slots}, (_, i) =>
    options.memory === undefined ? longLived(count) : copied(options.memory[i]!, count),
  );
  const losses = options.losses ?? new Float64Array(0);
  const order = Int32Array.from({length: total}, (_, i) => i);
  const rounds = options.rounds ?? 0;
  const inEpoch = rounds % total;
  const clock: Clock = {
    rounds,
    updates:
      options.updates ??
      Math.floor(rounds / total) * Math.ceil(total / batch) + (inEpoch - (inEpoch % batch)) / batch,
    epoch: Math.floor(rounds / total),
    position: inEpoch,
    divergedAt: undefined,
  };
  if (shuffle !== undefined) permutation(total, shuffle, clock.epoch, order);
  const gathered =
    batch === 1
      ? undefined
      : options.gathered === undefined
        ? longLived(count)
        : copied(options.gathered, count);

  // The losses of a block, and the state at its start.
  const blockLosses = longLived(BLOCK);
  const savedParameters = longLived(count);
  const savedMemory = memory.map(() => longLived(count));
  const savedGathered = gathered && longLived(count);

  let compiled = false;
  let block = createBlock(closure, false);
  let keepLosses = closure(copyAround, blockLosses, losses);

  function createBlock(bind: Binder, straightLine: boolean): (strict: boolean, wanted: number) => number {
    const pass = createFlatPass(network, parameters, samples, bind);
    const {results} = pass;
    const atOnce = straightLine && batch === 1 && optimizer.kind === 'sgd' && regularization === undefined;
    const ownRun = straightLine
      ? straightLineRun(network, parameters, samples, pass, atOnce ? optimizer.rate : undefined)
      : undefined;
    const run = ownRun ?? pass.run;
    const gradients = gathered ?? pass.gradients;
    const plain =
      atOnce && ownRun !== undefined ? () => {} : bind(updateBy, optimizer, parameters, gradients, memory);
    const update =
      regularization === undefined
        ? plain
        : bind(
            updateWithPenalty,
            ...([regularization.l1, regularization.l2, weightFlags(network)] as const),
            ...([parameters, gradients, plain] as const),
          );
    return gathered === undefined
      ? bind(
          runBlock,
          ...([clock, total, shuffle, order, run, update] as const),
          ...([results, parameters, blockLosses] as const),
        )
      : bind(
          runBatches,
          ...([clock, total, batch, shuffle, order, run, update] as const),
          ...([results, pass.gradients, gathered, parameters, blockLosses] as const),
        );
  }

  /**
   * Looking through all parameters after each round would cost as much as the round. A parameter that is not finite never
   * becomes finite again, and a sum of gradients that is not finite makes its parameter so; thus it is enough to look once a block,
   * and to do the block over where there is one.
   */
  function checkedBlock(wanted: number): number {
    const {rounds: before, updates, epoch, position} = clock;
    savedParameters.set(parameters);
    for (let i = 0; i < slots; i++) savedMemory[i]!.set(memory[i]!);
    if (gathered !== undefined) savedGathered?.set(gathered);
    let done = block(false, wanted);
    if (!allFinite(parameters) || (gathered !== undefined && !allFinite(gathered))) {
      parameters.set(savedParameters);
      for (let i = 0; i < slots; i++) memory[i]!.set(savedMemory[i]!);
      if (savedGathered !== undefined) gathered?.set(savedGathered);
      if (shuffle !== undefined && clock.epoch !== epoch) permutation(total, shuffle, epoch, order);
      Object.assign(clock, {rounds: before, updates, epoch, position, divergedAt: undefined});
      done = block(true, wanted);
    }
    if (losses.length > 0) keepLosses(before % losses.length, done);
    return done;
  }

  return {
    parameters,
    memory,
    get gathered() {
      return clock.position % batch === 0 ? undefined : gathered;
    },
    get rounds() {
      return clock.rounds;
    },
    get updates() {
      return clock.updates;
    },
    get divergedAt() {
      return clock.divergedAt;
    },
    run(maxRounds) {
      if (!compiled && maxRounds >= compileFrom) {
        compiled = true;
        block = createBlock(hardwire, true);
        keepLosses = hardwire(copyAround, blockLosses, losses);
      }
      let done = 0;
      while (done < maxRounds && clock.divergedAt === undefined)
        done += checkedBlock(Math.min(BLOCK, maxRounds - done));
      return done;
    },
  };
}

/**
 * Up to `wanted` rounds with an update each, their losses written to `losses`; returns how many were done. Stops at a loss that is not
 * finite, and if `strict` also at a parameter that is not.
 */
function runBlock(
  clock: Clock,
  total: number,
  shuffle: number | undefined,
  order: Int32Array,
  run: (sample: number) => void,
  update: (t: number) => void,
  results: Float64Array,
  parameters: Float64Array,
  losses: Float64Array,
  strict: boolean,
  wanted: number,
): number {
  const before = clock.updates;
  let {position} = clock;
  let done = 0;
  while (done < wanted) {
    run(order[position]!);
    const loss = results[0]!;
    if (!Number.isFinite(loss)) {
      clock.divergedAt = clock.rounds + done + 1;
      break;
    }
    losses[done] = loss;
    done++;
    update(before + done);
    if (strict && !allFinite(parameters)) {
      clock.divergedAt = clock.rounds + done;
      break;
    }
    if (++position === total) {
      position = 0;
      clock.epoch++;
      if (shuffle !== undefined) permutation(total, shuffle, clock.epoch, order);
    }
  }
  clock.position = position;
  clock.rounds += done;
  clock.updates = before + done;
  return done;
}

/**
 * The same for batches of several: gradients are gathered, and the update comes with the batch's last sample. Stops if `strict` also at a
 * sum of gradients that is not finite. One function for both has the same numbers, but is a few per cent slower for either.
 */
function runBatches(
  clock: Clock,
  total: number,
  batch: number,
  shuffle: number | undefined,
  order: Int32Array,
  run: (sample: number) => void,
  update: (t: number) => void,
  results: Float64Array,
  gradients: Float64Array,
  gathered: Float64Array,
  parameters: Float64Array,
  losses: Float64Array,
  strict: boolean,
  wanted: number,
): number {
  let {position} = clock;
  let done = 0;
  while (done < wanted) {
    run(order[position]!);
    const loss = results[0]!;
    if (!Number.isFinite(loss)) {
      clock.divergedAt = clock.rounds + done + 1;
      break;
    }
    losses[done] = loss;
    done++;
    const before = position % batch;
    if (before === 0) gathered.set(gradients);
    else gather(gathered, gradients);
    position++;
    const isLast = before + 1 === batch || position === total;
    if (isLast) {
      if (before > 0) divide(gathered, before + 1);
      clock.updates++;
      update(clock.updates);
    }
    const isBroken = strict && !(allFinite(parameters) && (isLast || allFinite(gathered)));
    if (position === total) {
      position = 0;
      clock.epoch++;
      if (shuffle !== undefined) permutation(total, shuffle, clock.epoch, order);
    }
    if (isBroken) {
      clock.divergedAt = clock.rounds + done;
      break;
    }
  }
  clock.position = position;
  clock.rounds += done;
  return done;
}

function updateBy(
  optimizer: OptimizerSpec,
  parameters: Float64Array,
  gradients: Float64Array,
  memory: readonly Float64Array[],
  t: number,
): void {
  applyUpdate(optimizer, t, parameters, gradients, memory);
}

/** The update by gradients with a penalty, which is added to them in their place. */
function updateWithPenalty(
  l1: number,
  l2: number,
  weights: Uint8Array,
  parameters: Float64Array,
  gradients: Float64Array,
  update: (t: number) => void,
  t: number,
): void {
  addPenalty(l1, l2, weights, parameters, gradients);
  update(t);
}

/** Copies the first `count` of `from` into `into`, from `place` on and around. */
function copyAround(from: Float64Array, into: Float64Array, place: number, count: number): void {
  let to = place;
  for (let i = 0; i < count; i++) {
    into[to] = from[i]!;
    if (++to === into.length) to = 0;
  }
}

function copied(values: ArrayLike<number>, count: number): Float64Array {
  if (values.length !== count)
    throw new RangeError(`one value for each of the ${count} parameters is needed, not ${values.length}`);
  const copy = longLived(count);
  copy.set(values);
  return copy;
}

function allFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}
