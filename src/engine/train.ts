import {createFlatPass, flatSamples, longLived} from './flatPass.ts';
import {type Binder, closure, hardwire} from './hardwire.ts';
import type {Network} from './network.ts';
import {applyUpdate, memorySlots, type OptimizerSpec} from './optimizers.ts';
import {permutation} from './random.ts';
import {straightLineRun} from './straightLine.ts';

export interface TrainerOptions {
  readonly network: Network;
  /** Parameters to start from, in canonical order; copied. */
  readonly parameters: ArrayLike<number>;
  readonly samples: readonly {readonly input: readonly number[]; readonly target: readonly number[]}[];
  readonly optimizer: OptimizerSpec;
  /**
   * Samples for one update: 1 (online, the default), n, or `'all'`. The gradient of a batch is the mean over its samples. The last
   * batch of an epoch has what is left.
   */
  readonly batch?: number | 'all';
  /** Seed of the order of the samples, a new one each epoch. Without it they come in file order, around and around. */
  readonly shuffle?: number;
  /** What the optimiser kept from earlier updates; copied. Zeros if absent. */
  readonly memory?: readonly ArrayLike<number>[];
  /** Updates done before: training goes on as if it had never stopped. */
  readonly updates?: number;
  /**
   * Where losses are written: that of update n (counted from 1) at place (n − 1) mod length. A batch's loss is the mean over
   * its samples, before its update. Only finite losses are written.
   */
  readonly losses?: Float64Array;
  /** Slices of at least so many updates get code made for this very net; it takes about a millisecond to make. */
  readonly compileFrom?: number;
}

export interface Trainer {
  /** Live: the parameters as they stand between two calls of {@link run}. */
  readonly parameters: Float64Array;
  /** Live: what the optimiser keeps. */
  readonly memory: readonly Float64Array[];
  /** Updates done, earlier ones included. */
  readonly updates: number;
  /**
   * The update, counted from 1, whose loss was not finite (it was not done then), or that made a parameter not
   * finite (it was done). Nothing is trained after it.
   */
  readonly divergedAt: number | undefined;
  /** Trains on. Returns how many updates were done: fewer than asked only where training diverged. */
  run(maxUpdates: number): number;
}

/** Updates between two looks at whether all parameters are finite. */
const BLOCK = 256;

/** Where training stands. */
interface Clock {
  updates: number;
  epoch: number;
  /** Place in the epoch's order of the next update's first sample. */
  position: number;
  divergedAt: number | undefined;
}

/**
 * The fast trainer: the explained pass's numbers, bit for bit, at millions of updates a second for small nets. Updates do not
 * allocate (a shuffle's new epoch does: its random generator). It works in slices, so that a screen or a server stays alive between.
 *
 * Throws a RangeError where samples, parameters, batch or memory do not fit.
 */
export function createTrainer(options: TrainerOptions): Trainer {
  const {network, optimizer, shuffle, compileFrom = 2000} = options;
  const samples = flatSamples(network, options.samples);
  const total = samples.count;
  const batch = options.batch === 'all' ? total : (options.batch ?? 1);
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
  const updatesPerEpoch = Math.ceil(total / batch);
  const clock: Clock = {updates: options.updates ?? 0, epoch: 0, position: 0, divergedAt: undefined};
  seek();

  // The losses of a block, and the state at its start.
  const blockLosses = longLived(BLOCK);
  const savedParameters = longLived(count);
  const savedMemory = memory.map(() => longLived(count));

  let compiled = false;
  let block = createBlock(closure, false);
  let keepLosses = closure(copyAround, blockLosses, losses);

  /** Sets epoch, position and order to where the number of updates says. */
  function seek(): void {
    clock.epoch = Math.floor(clock.updates / updatesPerEpoch);
    clock.position = (clock.updates % updatesPerEpoch) * batch;
    if (shuffle !== undefined) permutation(total, shuffle, clock.epoch, order);
  }

  function createBlock(bind: Binder, straightLine: boolean): (strict: boolean, wanted: number) => number {
    const pass = createFlatPass(network, parameters, samples, bind);
    const {results} = pass;
    const atOnce = straightLine && batch === 1 && optimizer.kind === 'sgd';
    const ownRun = straightLine
      ? straightLineRun(network, parameters, samples, pass, atOnce ? optimizer.rate : undefined)
      : undefined;
    const run = ownRun ?? pass.run;
    const gradients = batch === 1 ? pass.gradients : longLived(count);
    const gradientOf =
      batch === 1
        ? bind(gradientOfOne, run, order)
        : bind(gradientOfMany, run, order, results, pass.gradients, gradients);
    const update =
      atOnce && ownRun !== undefined ? () => {} : bind(updateBy, optimizer, parameters, gradients, memory);
    return bind(
      runBlock,
      ...([clock, total, batch, shuffle, order, gradientOf, update] as const),
      ...([results, parameters, blockLosses] as const),
    );
  }

  /**
   * Looking through all parameters after each update would cost as much as the update. A parameter that is not finite never
   * becomes finite again, so it is enough to look once a block, and to do the block over where there is one.
   */
  function checkedBlock(wanted: number): number {
    const before = clock.updates;
    savedParameters.set(parameters);
    for (let i = 0; i < slots; i++) savedMemory[i]!.set(memory[i]!);
    let done = block(false, wanted);
    if (!allFinite(parameters)) {
      parameters.set(savedParameters);
      for (let i = 0; i < slots; i++) memory[i]!.set(savedMemory[i]!);
      clock.updates = before;
      clock.divergedAt = undefined;
      seek();
      done = block(true, wanted);
    }
    if (losses.length > 0) keepLosses(before % losses.length, done);
    return done;
  }

  return {
    parameters,
    memory,
    get updates() {
      return clock.updates;
    },
    get divergedAt() {
      return clock.divergedAt;
    },
    run(maxUpdates) {
      if (!compiled && maxUpdates >= compileFrom) {
        compiled = true;
        block = createBlock(hardwire, true);
        keepLosses = hardwire(copyAround, blockLosses, losses);
      }
      let done = 0;
      while (done < maxUpdates && clock.divergedAt === undefined)
        done += checkedBlock(Math.min(BLOCK, maxUpdates - done));
      return done;
    },
  };
}

/**
 * Up to `wanted` updates, their losses written to `losses`; returns how many were done. Stops at a loss that is not finite, and if
 * `strict` also at a parameter that is not.
 */
function runBlock(
  clock: Clock,
  total: number,
  batch: number,
  shuffle: number | undefined,
  order: Int32Array,
  gradientOf: (first: number, size: number) => void,
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
    const size = Math.min(batch, total - position);
    gradientOf(position, size);
    const loss = results[0]!;
    if (!Number.isFinite(loss)) {
      clock.divergedAt = before + done + 1;
      break;
    }
    losses[done] = loss;
    done++;
    update(before + done);
    if (strict && !allFinite(parameters)) {
      clock.divergedAt = before + done;
      break;
    }
    position += size;
    if (position === total) {
      position = 0;
      clock.epoch++;
      if (shuffle !== undefined) permutation(total, shuffle, clock.epoch, order);
    }
  }
  clock.position = position;
  clock.updates = before + done;
  return done;
}

/** Sets loss and gradient of the sample at place `first` of the order. */
function gradientOfOne(run: (sample: number) => void, order: Int32Array, first: number, _size: number): void {
  run(order[first]!);
}

/** Sets `gradients` and the loss to the mean over the `size` samples from place `first` of the order on. */
function gradientOfMany(
  run: (sample: number) => void,
  order: Int32Array,
  results: Float64Array,
  sampleGradients: Float64Array,
  gradients: Float64Array,
  first: number,
  size: number,
): void {
  const count = gradients.length;
  run(order[first]!);
  gradients.set(sampleGradients);
  if (size === 1) return;
  let loss = results[0]!;
  for (let s = 1; s < size; s++) {
    run(order[first + s]!);
    loss += results[0]!;
    for (let i = 0; i < count; i++) gradients[i] = gradients[i]! + sampleGradients[i]!;
  }
  for (let i = 0; i < count; i++) gradients[i] = gradients[i]! / size;
  results[0] = loss / size;
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
