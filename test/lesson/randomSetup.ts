import fc from 'fast-check';
import {initNames} from '../../src/engine/initializers.ts';
import {mistakeNames} from '../../src/engine/mistakes.ts';
import {split as takeApart} from '../../src/engine/split.ts';
import type {Setup} from '../../src/lesson/lesson.ts';
import {load} from './marked.ts';
import {randomLesson} from './random.ts';

/** Doubles, those that are easily lost among them. */
const number = fc.oneof(
  fc.double({noNaN: true, noDefaultInfinity: true}),
  fc.constantFrom(0, -0, 1, 1e-320, 5e-324, 1e300, 1e21, 1e20, 123456789012345680000, 0.1, -3),
);
const init = fc.constantFrom(...initNames).chain((kind) => {
  const seed = fc.maxSafeInteger();
  const distribution = fc.constantFrom('uniform', 'normal');
  const drawn = {
    uniform: {range: fc.constantFrom([-1, 1], [0, 1e-3]), seed},
    normal: {mean: number, deviation: fc.constantFrom(1, 0.25), seed},
    xavier: {distribution, seed},
    he: {distribution, seed},
    zeros: {},
  };
  return fc.record({kind: fc.constant(kind), ...drawn[kind]});
});
const names = fc.constantFrom('first', '样本: “one”', "it's", '- a', '#1', '5', 'null', ' x ', '"q"');
export const randomSplit = fc.record({
  fraction: fc.double({min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true}),
  seed: fc.maxSafeInteger(),
});

/** `fc.gen()` takes nothing from the stream of random numbers: without a number of its own a second one would be the same as the first. */
const ownGen = fc.nat().chain(() => fc.gen());

/** A setup with random numbers, names, origins: as a file could have made it. */
export const randomSetup = ownGen.map(async (gen): Promise<Setup> => {
  const {file} = gen(() => randomLesson);
  const loaded = await load(JSON.stringify(file));
  if (!loaded.ok) throw new Error('the random lesson is wrong');
  const {setup} = loaded.value;
  const {inputs, outputs} = setup.network;
  const samples = (most: number) =>
    Array.from({length: gen(() => fc.integer({min: 2, max: most}))}, () => ({
      input: inputs.map(() => gen(() => number)),
      target: outputs.map(() => gen(() => number)),
      ...(gen(() => fc.boolean()) && {name: gen(() => names)}),
    }));
  const whole = samples(6);
  const by = gen(() => fc.option(randomSplit, {nil: undefined}));
  const drawn = gen(() => fc.option(init, {nil: undefined}));
  const batch = gen(() => fc.constantFrom(undefined, 2, 7, 'all' as const));
  const strength = fc.double({min: 0, max: 1, minExcluded: true, noNaN: true});
  const [l1, l2] = gen(() => fc.oneof(fc.tuple(strength, strength), fc.tuple(fc.constant(0), strength)));
  const isDrawn = gen(() => fc.boolean());
  const mistake = gen(() => fc.option(fc.constantFrom(...mistakeNames), {nil: undefined}));
  const sides =
    by === undefined ? {kept: whole, aside: gen(() => fc.boolean()) ? samples(4) : []} : takeApart(whole, by);
  return {
    ...setup,
    parameters: setup.parameters.map(() => gen(() => number)),
    samples: sides.kept,
    test: sides.aside,
    updates: gen(() => fc.constantFrom('after-backward', 'layer-by-layer')),
    ...(by !== undefined && {split: by}),
    ...(drawn !== undefined && {init: drawn as NonNullable<Setup['init']>}),
    ...(batch !== undefined && {batch}),
    ...(isDrawn && {regularization: {l1, l2}}),
    // A mistake goes with single samples.
    ...(mistake !== undefined && batch === undefined && {mistake}),
  };
});

/** All bits of doubles: what is equal may still differ in the sign of 0. */
export const bitsOf = ({parameters, samples, test}: Setup): readonly string[] =>
  [parameters, ...[...samples, ...test].flatMap(({input, target}) => [input, target])].map((values) =>
    Buffer.from(new Float64Array(values).buffer).toString('hex'),
  );
