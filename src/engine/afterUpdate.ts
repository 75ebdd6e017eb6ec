import {applyUpdate} from './optimizers.ts';
import type {Pass, Round} from './pass.ts';

/** Parameters and memory after an update with these gradients, in canonical order. */
export function afterUpdate(
  {parameters, memory, optimizer}: Pick<Round, 'parameters' | 'memory' | 'optimizer'>,
  gradients: readonly number[],
): Pass['after'] {
  const changed = Float64Array.from(parameters);
  const slots = memory.slots.map((slot) => Float64Array.from(slot));
  const updates = memory.updates + 1;
  applyUpdate(optimizer, updates, changed, Float64Array.from(gradients), slots);
  return {parameters: Array.from(changed), memory: {updates, slots: slots.map((slot) => Array.from(slot))}};
}
