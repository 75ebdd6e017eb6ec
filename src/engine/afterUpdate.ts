import {divide, gather} from './batch.ts';
import {applyUpdate} from './optimizers.ts';
import type {Pass, Round} from './pass.ts';
import {addPenalty} from './regularization.ts';

type Before = Pick<Round, 'parameters' | 'memory' | 'optimizer' | 'batch' | 'regularization'>;

/**
 * Parameters and memory after a round with these gradients, in canonical order. Before its batch's last sample a round only adds its
 * gradients to those that the memory has gathered.
 * @param weights which of the parameters are weights, as `weightFlags` has it
 */
export function afterUpdate(
  {parameters, memory, optimizer, batch, regularization}: Before,
  gradients: readonly number[],
  weights: Uint8Array,
): Pass['after'] {
  const handed = Float64Array.from(memory.gathered ?? gradients);
  if (memory.gathered !== undefined) gather(handed, Float64Array.from(gradients));
  if (batch !== undefined && batch.place < batch.size)
    return {parameters, memory: {...memory, gathered: Array.from(handed)}};

  if (batch !== undefined && batch.size > 1) divide(handed, batch.size);
  const changed = Float64Array.from(parameters);
  if (regularization !== undefined)
    addPenalty(regularization.l1, regularization.l2, weights, changed, handed);
  const slots = memory.slots.map((slot) => Float64Array.from(slot));
  const updates = memory.updates + 1;
  applyUpdate(optimizer, updates, changed, handed, slots);
  return {parameters: Array.from(changed), memory: {updates, slots: slots.map((slot) => Array.from(slot))}};
}

/**
 * Whether the loss, or a parameter or sum of gradients that the next round begins with, is not finite. An infinite weighted sum by
 * itself is no divergence: a sigmoid of it is 1, and learning goes on.
 */
export const hasDiverged = (loss: number, {parameters, memory}: Pass['after']): boolean =>
  ![loss, ...parameters, ...(memory.gathered ?? [])].every(Number.isFinite);
