import {describe, expect, test} from 'vitest';
import type {Setup} from '../../../src/lesson/lesson.ts';
import {netJson} from '../../../src/session/export/netJson.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {firstRecipe} from '../../../src/session/play/recipe.ts';
import {type State, startOf} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {loadShipped, shippedFiles} from '../../lessons/shipped.ts';

const made = setupOf({...firstRecipe, net: '2-3-2-1', activation: 'tanh', rate: '0.1', seed: '5'}, undefined);
const {setup} = made as {setup: Setup};
const trained = update(startOf(setup), {type: 'train', rounds: 40});
const read = (state: State) => JSON.parse(netJson(state));

test('another program can compute with it what the net computes', () => {
  const {layers, activations, loss, weights, biases, losses} = read(trained);
  expect(layers).toEqual([['x1', 'x2'], ['h1', 'h2', 'h3'], ['g1', 'g2'], ['o']]);
  expect([activations, loss]).toEqual([['tanh', 'tanh', 'tanh'], 'half-squared-error']);
  const outputOf = (input: readonly number[]): readonly number[] =>
    weights.reduce(
      (values: readonly number[], matrix: readonly (readonly number[])[], layer: number) =>
        matrix.map((row, j) =>
          Math.tanh(row.reduce((sum, weight, i) => sum + weight * values[i]!, biases[layer][j])),
        ),
      input,
    );
  const mean =
    setup.samples.reduce((sum, {input, target}) => sum + 0.5 * (target[0]! - outputOf(input)[0]!) ** 2, 0) /
    4;
  expect(losses.data).toBeCloseTo(mean, 14);
});

test('parameters stand there by name, to the last bit', () => {
  const values = [
    1e-320,
    1e300,
    -0,
    0.1 + 0.2,
    5e-324,
    ...new Array(setup.parameters.length - 5).fill(1 / 3),
  ];
  const {parameters, weights} = read(startOf({...setup, parameters: values}));
  expect(Object.keys(parameters)).toEqual(setup.network.parameters);
  expect(Object.values(parameters).every((value, i) => Object.is(value, values[i]))).toBe(true);
  expect(Object.is(weights[0][1][0], -0)).toBe(true);
});

test('it says where the training stands and what the net was made by', () => {
  expect(read(trained)).toMatchObject({
    format: 1,
    rounds: 40,
    diverged: null,
    init: {kind: 'xavier', distribution: 'uniform', seed: 5},
    optimizer: {kind: 'sgd', rate: 0.1},
    source: {set: 'xor'},
    samples: {data: 4, test: 0},
    losses: {test: null, every: 4, curve: trained.start.history.points},
  });
  expect(trained.start.history.points).toHaveLength(10);
});

test('neurons without bias and numbers that are not finite are null', () => {
  const wild = update(startOf({...setup, optimizer: {kind: 'sgd', rate: 1e200}}), {
    type: 'train',
    rounds: 50,
  });
  const {diverged} = read({...wild, start: {...wild.start, divergedAt: 7}});
  expect(diverged).toBe(7);
  const broken = {...setup, parameters: setup.parameters.with(0, Number.NaN)};
  expect(read(startOf(broken)).weights[0][0][0]).toBeNull();
  const network = {
    ...setup.network,
    plan: setup.network.plan.map((layer) => ({...layer, biases: layer.biases.map(() => -1)})),
  };
  expect(read(startOf({...setup, network})).biases[0]).toEqual([null, null, null]);
});

describe.each(shippedFiles)('every net of %s', (file) => {
  test('is JSON with all its parameters', async () => {
    const {runs} = await loadShipped(file);
    for (const run of runs.values()) {
      const {parameters, losses, function: text} = read(startOf(run.setup));
      expect(Object.values(parameters)).toEqual(run.setup.parameters.map((value) => value + 0));
      expect(losses.data).toBeTypeOf('number');
      expect(text).toBe(run.setup.network.expression?.text);
    }
  });
});
