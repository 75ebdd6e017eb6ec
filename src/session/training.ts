import {createFlatPass, flatSamples} from '../engine/flatPass.ts';
import {createTrainer} from '../engine/train.ts';
import {withLosses} from './lossHistory.ts';
import type {RoundStart} from './state.ts';

/** Rounds whose losses are kept aside at once. */
const SLICE = 4096;

/**
 * The start of the round after so many more: what playing them one by one would reach, bit for bit, by the fast trainer. Ends
 * sooner where the net diverges, or after the first epoch at whose end the data set's mean loss is below `below`.
 */
export function trainRounds(start: RoundStart, rounds: number, below?: number): RoundStart {
  const {network, samples, optimizer} = start.setup;
  const losses = new Float64Array(SLICE);
  const trainer = createTrainer({
    network,
    samples,
    optimizer,
    parameters: start.parameters,
    memory: start.memory.slots,
    updates: start.done,
    losses,
  });
  const flat = flatSamples(network, samples);
  const probe = createFlatPass(network, trainer.parameters, flat);
  const lossOf = (sample: number): number => {
    probe.loss(sample);
    return probe.results[0]!;
  };
  const meanLoss = (): number => samples.reduce((sum, _, i) => sum + lossOf(i), 0) / samples.length;

  let {history, lastLoss} = start;
  const end = start.done + rounds;
  while (trainer.updates < end && trainer.divergedAt === undefined) {
    const {updates} = trainer;
    const toEpochEnd = samples.length - (updates % samples.length);
    const slice = Math.min(end - updates, SLICE, below === undefined ? SLICE : toEpochEnd);
    const done = trainer.run(slice);
    const computed = Array.from({length: done}, (_, i) => losses[(updates + i) % SLICE]!);
    history = withLosses(history, computed);
    lastLoss = computed.at(-1) ?? lastLoss;
    if (below !== undefined && trainer.updates % samples.length === 0 && meanLoss() < below) break;
  }
  const divergedAt = start.divergedAt ?? trainer.divergedAt;
  return {
    setup: start.setup,
    parameters: Array.from(trainer.parameters),
    memory: {updates: trainer.updates, slots: trainer.memory.map((slot) => Array.from(slot))},
    done: trainer.updates,
    history,
    ...(lastLoss === undefined ? {} : {lastLoss}),
    ...(divergedAt === undefined ? {} : {divergedAt}),
  };
}
