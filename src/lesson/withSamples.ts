import type {Sample} from '../engine/pass.ts';
import type {Setup} from './lesson.ts';

/**
 * The setup with other samples, which are listed from now on. A split holds on where as many samples are on each side as before: it is
 * undone and done again without a change.
 */
export function withSamples(
  setup: Setup,
  changed: {readonly samples?: readonly Sample[]; readonly test?: readonly Sample[]},
): Setup {
  const {source, testSource, split, ...rest} = setup;
  const {samples = setup.samples, test = setup.test} = changed;
  const isSplit = samples.length === setup.samples.length && test.length === setup.test.length;
  // What is split comes from one source, on both sides.
  const isListed = changed.samples !== undefined || (split !== undefined && changed.test !== undefined);
  return {
    ...rest,
    samples,
    test,
    ...(source !== undefined && !isListed && {source}),
    ...(testSource !== undefined && changed.test === undefined && {testSource}),
    ...(split !== undefined && isSplit && {split}),
  };
}
