import type {Sample} from '../engine/pass.ts';

/**
 * Samples as one array, for the way to another thread: 100,000 objects would be copied one by one, while no key is heard. Names stay behind.
 */
export interface PackedSamples {
  /** Numbers of each sample: inputs, then targets. */
  readonly inputs: number;
  readonly targets: number;
  /** Of all samples, one after the other. */
  readonly values: Float64Array;
}

/** @param samples all as wide as the first */
export function packed(samples: readonly Sample[]): PackedSamples {
  const [first] = samples;
  const inputs = first?.input.length ?? 0;
  const targets = first?.target.length ?? 0;
  const values = new Float64Array(samples.length * (inputs + targets));
  let at = 0;
  for (const {input, target} of samples) {
    for (const value of input) values[at++] = value;
    for (const value of target) values[at++] = value;
  }
  return {inputs, targets, values};
}

export function unpacked({inputs, targets, values}: PackedSamples): readonly Sample[] {
  const width = inputs + targets;
  return Array.from({length: width === 0 ? 0 : values.length / width}, (_, i) => {
    const middle = i * width + inputs;
    return {
      input: Array.from(values.subarray(i * width, middle)),
      target: Array.from(values.subarray(middle, middle + targets)),
    };
  });
}
