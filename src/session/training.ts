import {createFlatPass, flatSamples} from '../engine/flatPass.ts';
import {computePass} from '../engine/pass.ts';
import {createTrainer} from '../engine/train.ts';
import type {Setup} from '../lesson/lesson.ts';
import {withLosses} from './lossHistory.ts';
import type {RoundStart} from './state.ts';
import {untilNextPoint, withPoint} from './trace.ts';

/** What is asked of a training. */
export interface Training {
  readonly rounds: number;
  /** Ends sooner, after the first epoch at whose end the data set's mean loss is below this. */
  readonly below?: number;
}

/** How often a training shows how far it is. */
const STAGES = 24;
/** Rounds whose losses are kept aside at once. */
const SLICE = 4096;

/**
 * The start of the round after so many more: what playing them one by one would reach, bit for bit. Some starts on the way come
 * before it, the last one is the result. Ends sooner where the net diverges, or below the loss that was asked for.
 */
export function* trainRounds(start: RoundStart, {rounds, below}: Training): Generator<RoundStart> {
  const {setup} = start;
  const {samples} = setup;
  const learner = setup.mistake === undefined ? fastLearner(start) : explainedLearner(start);
  const meanLoss = meanLossOf(setup);
  const end = start.done + rounds;
  const stage = Math.max(1, Math.ceil(rounds / STAGES));
  let {history, trace, lastLoss, done} = start;
  let shown = done;
  const reached = (): RoundStart => {
    const divergedAt = start.divergedAt ?? learner.divergedAt();
    return {
      setup,
      ...learner.where(),
      done,
      history,
      trace,
      ...(lastLoss === undefined ? {} : {lastLoss}),
      ...(divergedAt === undefined ? {} : {divergedAt}),
    };
  };

  while (done < end && learner.divergedAt() === undefined) {
    if (done - shown >= stage) {
      shown = done;
      yield reached();
    }
    const slice = Math.min(
      end - done,
      shown + stage - done,
      SLICE,
      untilNextPoint(trace, done),
      below === undefined ? SLICE : samples.length - (done % samples.length),
    );
    const losses = learner.run(slice);
    done += losses.length;
    history = withLosses(history, losses);
    trace = withPoint(trace, done, learner.parameters());
    lastLoss = losses.at(-1) ?? lastLoss;
    if (below !== undefined && done % samples.length === 0 && meanLoss(learner.parameters()) < below) break;
  }
  yield reached();
}

/** Something that does rounds. */
interface Learner {
  /** Does so many rounds, fewer where the net diverges, and gives their losses. */
  run(rounds: number): readonly number[];
  parameters(): ArrayLike<number>;
  where(): Pick<RoundStart, 'parameters' | 'memory'>;
  divergedAt(): number | undefined;
}

function fastLearner({setup, parameters, memory, done}: RoundStart): Learner {
  const losses = new Float64Array(SLICE);
  const trainer = createTrainer({
    network: setup.network,
    samples: setup.samples,
    optimizer: setup.optimizer,
    parameters,
    memory: memory.slots,
    updates: done,
    losses,
  });
  return {
    run(rounds) {
      const {updates} = trainer;
      return Array.from({length: trainer.run(rounds)}, (_, i) => losses[(updates + i) % SLICE]!);
    },
    parameters: () => trainer.parameters,
    where: () => ({
      parameters: Array.from(trainer.parameters),
      memory: {updates: trainer.updates, slots: trainer.memory.map((slot) => Array.from(slot))},
    }),
    divergedAt: () => trainer.divergedAt,
  };
}

/** By whole explained passes, as slow as that is: a wrong rule has no fast loops of its own. */
function explainedLearner(start: RoundStart): Learner {
  const {network, optimizer, samples, updates, mistake} = start.setup;
  let where: ReturnType<Learner['where']> = start;
  let {done} = start;
  let divergedAt: number | undefined;
  return {
    run(rounds) {
      const losses: number[] = [];
      while (losses.length < rounds && divergedAt === undefined) {
        const sample = samples[done % samples.length]!;
        const pass = computePass({network, ...where, optimizer, sample, updates, ...(mistake && {mistake})});
        where = pass.after;
        done += 1;
        losses.push(pass.loss);
        if (pass.diverged) divergedAt = done;
      }
      return losses;
    },
    parameters: () => where.parameters,
    where: () => ({parameters: where.parameters, memory: where.memory}),
    divergedAt: () => divergedAt,
  };
}

/** The data set's mean loss with any parameters. */
function meanLossOf({network, samples, parameters}: Setup): (parameters: ArrayLike<number>) => number {
  const tried = new Float64Array(parameters.length);
  const pass = createFlatPass(network, tried, flatSamples(network, samples));
  return (at) => {
    tried.set(at);
    return (
      samples.reduce((sum, _, i) => {
        pass.loss(i);
        return sum + pass.results[0]!;
      }, 0) / samples.length
    );
  };
}
