import {expect, test} from 'vitest';
import {createNetwork} from '../../../src/engine/network.ts';
import {namedFrom} from '../../../src/lesson/csvPath.ts';
import {readTable} from '../../../src/lesson/table.ts';
import {writeNet} from '../../../src/lesson/writeNet.ts';
import {setupOf, setupOfTable} from '../../../src/session/play/build.ts';
import {firstRecipe, OWN_DATA, type Recipe, recipeOf} from '../../../src/session/play/recipe.ts';
import {parseYamlNet} from './netText.ts';

const text = 'h1,y pos,t\n0.5,1,0\n-1,2e-3,1\n0,0,0\n3,4,1\n';
const source = {csv: 'data.csv', targets: ['t']};

function ofTable(recipe: Partial<Recipe> = {}) {
  const read = readTable(text, source);
  if (!read.ok) throw new Error('the table is wrong');
  const made = setupOfTable({...firstRecipe, ...recipe}, read.table, source);
  if (!made.ok) throw new Error(made.problem.words.en);
  return made.setup;
}

test('a net for a table is called by its columns, and no hidden neuron by the same name', () => {
  const {network, samples} = ofTable();
  expect(network.layers).toEqual([['h1', 'y_pos'], ['h1_', 'h2', 'h3', 'h4'], ['t']]);
  expect(samples).toHaveLength(4);
  expect(samples[1]).toEqual({input: [-1, 0.002], target: [1]});
});

test('the ends keep their names when layers between them change', () => {
  const setup = ofTable();
  const recipe = {...firstRecipe, data: OWN_DATA};
  const made = setupOf({...recipe, net: '2-3-2-1'}, {recipe, setup});
  expect(made.ok && made.setup.network.layers).toEqual([
    ['h1', 'y_pos'],
    ['h1_', 'h2', 'h3'],
    ['g1', 'g2'],
    ['t'],
  ]);
  expect(made.ok && made.setup.samples).toBe(setup.samples);
});

test('a file that is saved beside a table names it, and reads back the same', async () => {
  const setup = ofTable({split: '0.25', dataSeed: '9'});
  const written = writeNet(setup, namedFrom('net.yaml'));
  if (!written.ok) throw new Error(written.words.en);
  expect(written.text).toContain('data: {csv: data.csv, targets: [t]}\n');
  expect(written.text.length).toBeLessThan(1000);
  const again = await parseYamlNet(written.text, async (path) => {
    expect(path).toBe('data.csv');
    return text;
  });
  expect(again).toEqual(setup);
});

test('a split that is taken away and put back gives the same samples', () => {
  const setup = ofTable({split: '0.5'});
  const recipe = recipeOf(setup);
  const whole = setupOf({...recipe, split: '0'}, {recipe, setup});
  if (!whole.ok) throw new Error(whole.problem.words.en);
  expect(whole.setup.samples).toEqual(ofTable().samples);
  expect(whole.setup.test).toEqual([]);
  expect(whole.setup.source).toEqual(source);
  const again = setupOf(recipe, {recipe: {...recipe, split: '0'}, setup: whole.setup});
  expect(again.ok && again.setup).toEqual(setup);
});

test('numbers that nobody drew stay while the net has its shape, and are drawn by Glorot’s rule for another', () => {
  const {init: _, ...own} = {...ofTable(), parameters: ofTable().parameters.map((_, i) => i)};
  const recipe = recipeOf(own);
  expect(recipe.init).toBe('own');
  const same = setupOf({...recipe, activation: 'relu', rate: '1'}, {recipe, setup: own});
  expect(same.ok && same.setup.parameters).toBe(own.parameters);
  const other = setupOf({...recipe, net: '2-3-1'}, {recipe, setup: own});
  expect(other.ok && other.setup.init).toEqual({kind: 'xavier', distribution: 'uniform', seed: 1});
});

test('numbers that were drawn stay where one’s own are asked for, whatever they were drawn by', () => {
  const recipe = {...firstRecipe, init: 'he', seed: '5'};
  const drawn = setupOf(recipe, undefined);
  if (!drawn.ok) throw new Error(drawn.problem.words.en);
  const own = setupOf({...recipe, init: 'own'}, {recipe, setup: drawn.setup});
  if (!own.ok) throw new Error(own.problem.words.en);
  expect(own.setup.parameters).toBe(drawn.setup.parameters);
  expect(own.setup.init).toBeUndefined();
  expect(recipeOf(own.setup).init).toBe('own');
});

test('neurons without a bias stay so in a net of the same layers', () => {
  const {network, ...rest} = ofTable();
  const setup = {...rest, network: createNetwork({...network, biased: new Set(['h2', 't'])})};
  const recipe = recipeOf(setup);
  const other = setupOf({...recipe, activation: 'relu', init: 'he'}, {recipe, setup});
  expect(other.ok && other.setup.network.biased).toEqual(new Set(['h2', 't']));
  const wider = setupOf({...recipe, net: '2-5-1'}, {recipe, setup});
  expect(wider.ok && wider.setup.network.biased.size).toBe(6);
});

test('softmax of one output with binary cross-entropy is refused, as in a file', () => {
  const recipe = {...firstRecipe, activation: 'tanh,softmax', loss: 'binary-cross-entropy'};
  const made = setupOf(recipe, undefined);
  expect(made.ok ? '' : made.problem.field).toBe('loss');
  expect(setupOf({...recipe, activation: 'tanh,sigmoid'}, undefined).ok).toBe(true);
});

test('test samples that are listed beside a data set stay when it is drawn anew, and go where a part or another set takes their place', () => {
  const recipe = {...firstRecipe, data: 'gauss', size: '20'};
  const made = setupOf(recipe, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  const listed = [{input: [0.5, 0.5], target: [1]}];
  const before = {recipe, setup: {...made.setup, test: listed, testSource: {csv: 'test.csv'}}};
  const other = (over: Partial<Recipe>) => {
    const built = setupOf({...recipe, ...over}, before);
    return built.ok ? built.setup : built.problem;
  };
  expect(other({size: '30'})).toMatchObject({test: listed, testSource: {csv: 'test.csv'}});
  expect(other({size: '30', split: '0.5'})).toMatchObject({split: {fraction: 0.5}});
  expect(other({split: '0.5'})).not.toHaveProperty('testSource');
  expect(other({data: 'circle'})).toMatchObject({test: []});
  // Where the ends of the net change, they would not fit.
  const wide = setupOf({...firstRecipe, data: 'encoder', net: '8-3-8'}, undefined);
  if (!wide.ok) throw new Error(wide.problem.words.en);
  const eight = {
    recipe: {...firstRecipe, data: 'encoder', net: '8-3-8'},
    setup: {...wide.setup, test: wide.setup.samples.slice(0, 2)},
  };
  const four = setupOf({...eight.recipe, size: '4', net: '4-3-4'}, eight);
  expect(four.ok && four.setup.test).toEqual([]);
});
