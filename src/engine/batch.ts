/** How many samples one update is for: 1 is online training, `'all'` full batch. A batch larger than the data is all of them. */
export type BatchSize = number | 'all';

/** A round's place in its batch. */
export interface BatchPlace {
  /** From 1. The batch's update comes with its last sample. */
  readonly place: number;
  readonly size: number;
}

/**
 * Where in its batch a round stands, so many rounds after the first one. Samples come in order, around and around; the last batch of an epoch
 * has what is left.
 */
export function batchPlace(batch: BatchSize, samples: number, done: number): BatchPlace {
  const most = batch === 'all' ? samples : batch;
  const inEpoch = done % samples;
  const first = inEpoch - (inEpoch % most);
  return {place: inEpoch - first + 1, size: Math.min(most, samples - first)};
}

/** Adds a sample's gradient to those of its batch. */
export function gather(gathered: Float64Array, gradients: Float64Array): void {
  for (let i = 0; i < gathered.length; i++) gathered[i] = gathered[i]! + gradients[i]!;
}

/** Makes the sum over a batch of so many samples its mean. */
export function divide(gathered: Float64Array, size: number): void {
  for (let i = 0; i < gathered.length; i++) gathered[i] = gathered[i]! / size;
}
