import {describe, expect, test} from 'vitest';
import {dataSet} from '../../../src/engine/datasets.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {firstRecipe, fitted, type Recipe, recipeOf} from '../../../src/session/play/recipe.ts';
import {articleSetup} from '../lessons.ts';

const problemOf = (change: Partial<Recipe>) => {
  const made = setupOf({...firstRecipe, ...change}, undefined);
  return made.ok ? undefined : made.problem;
};

describe('a recipe that is wrong', () => {
  test.each<[Partial<Recipe>, keyof Recipe, RegExp]>([
    [{net: '2-x-1'}, 'net', /2 to 8 layers/],
    [{net: '2'}, 'net', /2 to 8 layers/],
    [{net: '2-65-1'}, 'net', /1 to 64 neurons/],
    [
      {net: '256-64-256', data: 'encoder', size: '256'},
      'net',
      /at most 20000 weights and biases, found 33088/,
    ],
    [{net: '500-1-500'}, 'net', /at most 1000 neurons, found 1001/],
    [{init: 'uniform 1 -1'}, 'init', /smaller end first/],
    [{init: 'uniform -1e308 1e308'}, 'init', /too large/],
    [{init: 'normal 0 1e308'}, 'init', /too large/],
    [{data: 'gauss', noise: '1e308'}, 'noise', /range of doubles/],
    [{net: '3-4-1'}, 'net', /2 inputs and 1 target: write 2-…-1/],
    [{activation: 'tanj'}, 'activation', /Did you mean tanh/],
    [{activation: 'tanh,tanh,tanh'}, 'activation', /2 \(hidden layers and output\).* found 3/],
    [{activation: 'softmax'}, 'activation', /last layer/],
    [{loss: 'l'}, 'loss', /half-squared-error/],
    [{loss: 'cross-entropy', activation: 'tanh'}, 'loss', /needs sigmoid or softmax/],
    [{optimizer: 'sdg'}, 'optimizer', /sgd/],
    [{rate: '-1'}, 'rate', /number from 0/],
    [{rate: ''}, 'rate', /number from 0/],
    [{data: 'own'}, 'data', /xor/],
    [{seed: '1.5'}, 'seed', /whole number/],
  ])('%j is told at its field', (change, field, words) => {
    const problem = problemOf(change);
    expect(problem?.field).toBe(field);
    expect(problem?.words.en).toMatch(words);
    expect(problem?.words.zh).toMatch(/[一-鿿]/);
  });
});

test('a name with spaces around it has its settings, too', () => {
  const made = setupOf(
    {...firstRecipe, optimizer: ' adam ', beta1: '0.5', data: 'gauss ', size: '12'},
    undefined,
  );
  expect(made.ok && made.setup.optimizer).toMatchObject({kind: 'adam', beta1: 0.5});
  expect(made.ok && made.setup.samples).toHaveLength(12);
  expect(fitted({...firstRecipe, data: ' sine'}).net).toBe('1-4-1');
});

test('the same seed makes the same numbers, another one others', () => {
  const parameters = (seed: string) => {
    const made = setupOf({...firstRecipe, seed}, undefined);
    return made.ok ? made.setup.parameters : [];
  };
  expect(parameters('3')).toEqual(parameters('3'));
  expect(parameters('3')).not.toEqual(parameters('4'));
});

test.each(['and', 'or', 'xor', 'circle', 'spiral', 'gauss', 'lines'])('%s fits two inputs', (data) => {
  expect(problemOf({data})).toBeUndefined();
});

test.each([
  ['sine', '1-3-1'],
  ['symmetry', '6-2-1'],
  ['encoder', '8-3-8'],
])('%s fits %s', (data, net) => {
  expect(problemOf({data, net})).toBeUndefined();
});

test('the ends are as wide as the data are, however wide', () => {
  expect(problemOf({data: 'encoder', size: '100', net: '100-5-100'})).toBeUndefined();
});

test('what a lesson’s net was made by can be read off it', () => {
  expect(recipeOf(articleSetup())).toEqual({
    ...firstRecipe,
    init: 'own',
    net: '1-1-1',
    activation: 'sigmoid',
    loss: 'half-squared-error',
    optimizer: 'sgd',
    rate: '0.5',
    data: 'own',
    seed: '1',
  });
});

test('data that a file draws without a seed are those of the seed that the recipe shows', () => {
  const source = {set: 'gauss', size: 6} as const;
  const {inputs, targets} = dataSet('gauss', source);
  const samples = inputs.map((input, i) => ({input, target: targets[i]!}));
  const made = setupOf(
    {...recipeOf({...articleSetup(), samples, source}), init: 'xavier', net: '2-1'},
    undefined,
  );
  expect(made.ok && made.setup.samples).toEqual(samples);
});

test.each([
  ['tanh', ['tanh', 'tanh', 'tanh']],
  ['tanh,sigmoid', ['tanh', 'tanh', 'sigmoid']],
  ['relu, tanh, sigmoid', ['relu', 'tanh', 'sigmoid']],
])('of activations, %s means %j in a net of three layers after the input', (activation, wanted) => {
  const made = setupOf({...firstRecipe, net: '2-3-2-1', activation}, undefined);
  expect(made.ok && made.setup.network.activations).toEqual(wanted);
});
