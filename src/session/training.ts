import {computePass} from '../engine/pass.ts';
import {createTrainer} from '../engine/train.ts';
import {withLosses} from './lossHistory.ts';
import {meanLossOf} from './sampleMeasures.ts';
import {type RoundStart, roundOf} from './state.ts';
import {createTester} from './testCurve.ts';
import {createTracer} from './trace.ts';

/** What is asked of a training. */
export interface Training {
  readonly rounds: number;
  /** Ends sooner, after the first epoch at whose end the data set's mean loss is below this. */
  readonly below?: number;
}

/** How often a training shows how far it is. */
export const STAGES = 24;
/** From so many rounds on the time is well spent that it takes to make code for one net. */
const WORTH_COMPILING = 2000;
/** Rounds whose losses are kept aside at once. */
const SLICE = 4096;

/** A training that is under way. */
export interface Ongoing {
  /** Does so many more rounds, fewer where it is over before. */
  advance(rounds: number): void;
  /** The start of the round after those that are done. */
  reached(): RoundStart;
  /** Whether all rounds are done, the net has diverged, or the loss is below what was asked for. */
  over(): boolean;
}

/**
 * The start of the round after so many more: what playing them one by one would reach, bit for bit. Some starts on the way come
 * before it, the last one is the result. Ends sooner where the net diverges, or below the loss that was asked for.
 */
export function* trainRounds(start: RoundStart, training: Training): Generator<RoundStart> {
  const ongoing = beginTraining(start, training);
  const stage = Math.max(1, Math.ceil(training.rounds / STAGES));
  do {
    ongoing.advance(stage);
    yield ongoing.reached();
  } while (!ongoing.over());
}

/**
 * A training of a run, to be gone through in pieces. However it is cut, the numbers are the same; what was made ready for the
 * first piece (code for this very net) serves all others.
 * @param training `rounds` may be infinite
 */
export function beginTraining(start: RoundStart, {rounds, below}: Training): Ongoing {
  const {setup} = start;
  const {samples} = setup;
  const learner =
    setup.mistake === undefined && setup.network.expression === undefined
      ? fastLearner(start, rounds)
      : explainedLearner(start);
  const tracer = createTracer(start.trace);
  const tester = start.tested && createTester(setup, start.tested);
  const meanLoss = below === undefined ? undefined : meanLossOf(setup.network, samples);
  const end = start.done + rounds;
  let {history, lastLoss, done} = start;
  let isLow = false;
  let losses: number[] = [];
  const over = (): boolean => done >= end || isLow || learner.divergedAt() !== undefined;

  function gather(): void {
    history = withLosses(history, losses);
    lastLoss = losses.at(-1) ?? lastLoss;
    losses = [];
  }

  return {
    advance(wanted) {
      const until = Math.min(end, done + wanted);
      while (done < until && !over()) {
        const slice = Math.min(
          until - done,
          SLICE,
          tracer.untilNext(done),
          tester?.untilNext(done) ?? SLICE,
          below === undefined ? SLICE : samples.length - (done % samples.length),
        );
        const before = losses.length;
        learner.run(slice, losses);
        done += losses.length - before;
        if (losses.length >= SLICE) gather();
        tracer.add(done, learner.parameters());
        tester?.add(done, learner.parameters());
        const isEpochEnd = done % samples.length === 0;
        if (below !== undefined && meanLoss !== undefined && isEpochEnd)
          isLow = meanLoss(learner.parameters()) < below;
      }
    },
    reached() {
      gather();
      const divergedAt = start.divergedAt ?? learner.divergedAt();
      return {
        setup,
        ...learner.where(),
        done,
        history,
        trace: tracer.trace(),
        ...(tester && {tested: tester.curve()}),
        ...(lastLoss === undefined ? {} : {lastLoss}),
        ...(divergedAt === undefined ? {} : {divergedAt}),
      };
    },
    over,
  };
}

/** Something that does rounds. */
interface Learner {
  /** Does so many rounds, fewer where the net diverges, and adds their losses. */
  run(rounds: number, losses: number[]): void;
  parameters(): ArrayLike<number>;
  where(): Pick<RoundStart, 'parameters' | 'memory'>;
  divergedAt(): number | undefined;
}

/** @param rounds how many are to come in all: many are worth code made for this very net */
function fastLearner({setup, parameters, memory, done}: RoundStart, rounds: number): Learner {
  const ring = new Float64Array(SLICE);
  const trainer = createTrainer({
    network: setup.network,
    samples: setup.samples,
    optimizer: setup.optimizer,
    ...(setup.batch !== undefined && {batch: setup.batch}),
    ...(setup.regularization !== undefined && {regularization: setup.regularization}),
    parameters,
    memory: memory.slots,
    updates: memory.updates,
    ...(memory.gathered !== undefined && {gathered: memory.gathered}),
    rounds: done,
    losses: ring,
    compileFrom: rounds < WORTH_COMPILING ? Number.POSITIVE_INFINITY : 1,
  });
  return {
    run(wanted, losses) {
      const {rounds: before} = trainer;
      const count = trainer.run(wanted);
      for (let i = 0; i < count; i++) losses.push(ring[(before + i) % SLICE]!);
    },
    parameters: () => trainer.parameters,
    where: () => ({
      parameters: Array.from(trainer.parameters),
      memory: {
        updates: trainer.updates,
        slots: trainer.memory.map((slot) => Array.from(slot)),
        ...(trainer.gathered !== undefined && {gathered: Array.from(trainer.gathered)}),
      },
    }),
    divergedAt: () => trainer.divergedAt,
  };
}

/** By whole explained passes, as slow as that is: a wrong rule has no fast loops of its own. */
function explainedLearner(start: RoundStart): Learner {
  const {setup} = start;
  const {samples} = setup;
  let where: ReturnType<Learner['where']> = start;
  let {done} = start;
  let divergedAt: number | undefined;
  return {
    run(wanted, losses) {
      const end = done + wanted;
      while (done < end && divergedAt === undefined) {
        const pass = computePass(roundOf({setup, ...where, done}, samples[done % samples.length]!));
        where = pass.after;
        done += 1;
        losses.push(pass.loss);
        if (pass.diverged) divergedAt = done;
      }
    },
    parameters: () => where.parameters,
    where: () => ({parameters: where.parameters, memory: where.memory}),
    divergedAt: () => divergedAt,
  };
}
