import fc from 'fast-check';
import {expect, test} from 'vitest';
import {listed} from '../../../src/lesson/netFile.ts';
import {readShared} from '../../../src/lesson/readShare.ts';
import {shareString} from '../../../src/lesson/share.ts';
import {writeNet} from '../../../src/lesson/writeNet.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {act, benchOf, type PlayAction} from '../../../src/session/play/play.ts';
import {firstRecipe, isUsed, type Recipe, recipeFields, recipeOf} from '../../../src/session/play/recipe.ts';
import {parseYamlNet} from './netText.ts';

/* What free play saves and shares is what it read, whatever was built and done before. */

const recipe: fc.Arbitrary<Recipe> = fc.record({
  net: fc.constantFrom('2-4-1', '2-1', '2-3-2-1', '2-1-1'),
  activation: fc.constantFrom('tanh,sigmoid', 'sigmoid', 'leaky-relu,identity', 'relu,softmax'),
  loss: fc.constantFrom('half-squared-error', 'mean-absolute-error'),
  init: fc.constantFrom(
    'xavier',
    'xavier normal',
    'he',
    'he uniform',
    'uniform -1/3 2',
    'uniform 1/2 1/2',
    'normal -1 0.1',
    'zeros',
  ),
  seed: fc.integer({min: -5, max: 1e9}).map(String),
  optimizer: fc.constantFrom('sgd', 'momentum', 'nesterov', 'rmsprop', 'adagrad', 'adam'),
  rate: fc.constantFrom('0', '0.5', '1/3', '1e-5'),
  momentum: fc.constantFrom('0.9', '2/3'),
  decay: fc.constantFrom('0.9', '0.99'),
  beta1: fc.constantFrom('0.9', '0'),
  beta2: fc.constantFrom('0.999', '0.5'),
  epsilon: fc.constantFrom('1e-8', '1e-20'),
  batch: fc.constantFrom('1', '3', 'all', '1000'),
  l1: fc.constantFrom('0', '0.001'),
  l2: fc.constantFrom('0', '1/7'),
  data: fc.constantFrom('xor', 'and', 'gauss', 'spiral'),
  size: fc.constantFrom('', '13'),
  noise: fc.constantFrom('0', '0.1'),
  dataSeed: fc.integer({min: -5, max: 1e9}).map(String),
  split: fc.constantFrom('0', '0.3', '1/2'),
});
const sample = {input: [0.1, -0], target: [1 / 3]};
const action: fc.Arbitrary<PlayAction> = fc.oneof(
  fc.record({type: fc.constant('train' as const), rounds: fc.integer({min: 1, max: 60})}),
  fc.constantFrom<PlayAction>(
    {type: 'reseed'},
    {type: 'set', quantity: 'b.o', value: -0},
    {type: 'set', quantity: 'a.x1', value: 1 / 3},
    {type: 'insertSample', from: 'samples', index: 0, sample},
    {type: 'insertSample', from: 'test', index: 0, sample},
    {type: 'removeSample', from: 'samples', index: 1},
  ),
);
const played = fc.record({recipe, actions: fc.array(action, {maxLength: 6})}).map(({recipe: by, actions}) => {
  const made = setupOf(by, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  const {state} = actions.reduce(
    (bench, wanted) => {
      // So few samples may be left that there is no second one.
      const {samples} = bench.now.state.start.setup;
      return wanted.type === 'removeSample' && samples.length < 2 ? bench : act(bench, wanted);
    },
    benchOf(made.setup, by),
  ).now;
  return {...state.start.setup, parameters: state.start.parameters};
});

test('a net that is saved reads back the same, to the last bit', async () => {
  await fc.assert(
    fc.asyncProperty(played, async (setup) => {
      const written = writeNet(setup, listed);
      if (!written.ok) throw new Error(written.words.en);
      const again = await parseYamlNet(written.text, async () => '');
      expect(again).toEqual(setup);
      expect(writeNet(again, listed)).toEqual(written);
    }),
    {numRuns: 150},
  );
}, 60_000);

test('a net that is shared comes out of its string the same', async () => {
  await fc.assert(
    fc.asyncProperty(played, async (setup) => {
      const written = shareString(setup);
      if (!written.ok) throw new Error(written.words.en);
      const shared = await readShared(written.text);
      expect(shared.ok && shared.setup).toEqual(setup);
    }),
    {numRuns: 100},
  );
}, 60_000);

test('the form shows of a saved net what it was made by, and taking that anew changes nothing', () => {
  fc.assert(
    fc.property(recipe, (by) => {
      const made = setupOf(by, undefined);
      if (!made.ok) throw new Error(made.problem.words.en);
      const read = recipeOf(made.setup);
      const again = setupOf(read, undefined);
      if (!again.ok) throw new Error(again.problem.words.en);
      expect(again.setup).toEqual(made.setup);
      const kept = setupOf(read, {recipe: read, setup: made.setup});
      expect(kept.ok && kept.setup).toEqual(made.setup);
      // Every field that means anything says something.
      for (const field of recipeFields)
        if (isUsed(field, read) && field !== 'size') expect(read[field]).not.toBe('');
      expect(read.net).toBe(by.net);
    }),
    {numRuns: 200},
  );
});

test('a recipe that is the first one’s is read off its net again', () => {
  const made = setupOf(firstRecipe, undefined);
  expect(made.ok && recipeOf(made.setup)).toEqual(firstRecipe);
});
