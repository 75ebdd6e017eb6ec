import type {Sample} from '../../engine/pass.ts';

const known = new WeakMap<readonly Sample[], boolean>();

/**
 * Whether the targets of samples are classes, so that a sample can be on the right side: several outputs of which each sample wants
 * exactly one, or one output with few targets for many samples. Else the targets are a curve's values.
 */
export function hasClasses(samples: readonly Sample[]): boolean {
  const found = known.get(samples) ?? areClasses(samples);
  known.set(samples, found);
  return found;
}

/** A table as small as XOR's is of classes, if its targets differ. */
const FEW = 4;

function areClasses(samples: readonly Sample[]): boolean {
  const [first] = samples;
  if (first === undefined || samples.length === 1) return false;
  if (first.target.length > 1)
    return samples.every(({target}) => target.filter((value) => value > 0.5).length === 1);
  const targets = new Set(samples.map(({target}) => target[0]!));
  return targets.size > 1 && (samples.length <= FEW || targets.size * 2 <= samples.length);
}
