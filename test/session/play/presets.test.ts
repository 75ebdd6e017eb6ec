import {describe, expect, test} from 'vitest';
import {readShared} from '../../../src/lesson/readShare.ts';
import {shareString} from '../../../src/lesson/share.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {act, benchOf} from '../../../src/session/play/play.ts';
import {type PresetName, presetNames} from '../../../src/session/play/presetNames.ts';
import {presetActions, presetRecipe, presets} from '../../../src/session/play/presets.ts';
import {firstRecipe} from '../../../src/session/play/recipe.ts';
import {diagnosisOf} from '../../../src/session/play/troubles.ts';
import {measureSamples} from '../../../src/session/sampleMeasures.ts';
import type {State} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';

const made = (recipe = firstRecipe) => {
  const result = setupOf(recipe, undefined);
  if (!result.ok) throw new Error(result.problem.words.en);
  return result.setup;
};

const trainedAs = (name: PresetName, state: State): State => {
  const {trained} = presets[name];
  return trained === undefined ? state : update(state, {type: 'train', rounds: trained});
};

const presetState = (name: PresetName): State =>
  trainedAs(name, presetActions(name).reduce(act, benchOf(made(), firstRecipe)).now.state);

const kindsAt = ({start}: State) => diagnosisOf(start).troubles.map(({kind}) => kind);

/** The trained net after so many epochs. */
const after = (state: State, epochs: number): State =>
  update(state, {type: 'train', rounds: epochs * state.start.setup.samples.length});

const ill = presetNames.filter((name) => presets[name].shows !== undefined);
const healthy = presetNames.filter((name) => presets[name].shows === undefined);

test('every trouble has a preset, and there are good ones', () => {
  const shown = new Set(ill.flatMap((name) => presets[name].shows ?? []));
  for (const kind of [
    'saturated',
    'dead',
    'vanishing',
    'exploding',
    'symmetric',
    'rising',
    'diverged',
  ] as const)
    expect(shown).toContain(kind);
  expect(healthy).toContain('xor');
});

test.each(presetNames)('%s is shared as it is', async (name) => {
  const {setup} = presetState(name).start;
  const shared = shareString(setup);
  const read = shared.ok ? await readShared(shared.text) : undefined;
  expect(read?.ok && read.setup).toEqual(setup);
});

describe('a preset with a trouble', () => {
  test.each(ill)('%s shows it in its first epochs, and as the first thing to blame', (name) => {
    const start = presetState(name);
    const seen = [0, 1, 12, 20].map((epochs) => kindsAt(epochs === 0 ? start : after(start, epochs))[0]);
    expect(seen.some((kind) => kind !== undefined && presets[name].shows!.includes(kind))).toBe(true);
  });

  test.each(ill.filter((name) => !presets[name].shows!.includes('rising')))('%s shows it at once', (name) => {
    expect(presets[name].shows).toContain(kindsAt(presetState(name))[0]);
  });
});

test.each(healthy)('%s shows no trouble, neither at first nor while it is trained', (name) => {
  const start = presetState(name);
  for (const epochs of [0, 1, 12, 30, 100, 300, 1000])
    expect(kindsAt(epochs === 0 ? start : after(start, epochs)), `after ${epochs} epochs`).toEqual([]);
});

test('the net that has learned XOR has', () => {
  const {setup, parameters} = presetState('xor-learned').start;
  const {right, loss} = measureSamples(setup.network, parameters, setup.samples);
  expect(right).toBe(4);
  expect(loss).toBeLessThan(0.001);
});

test('the net with a symmetric start never learns XOR; neurons that are changed are no longer counted', () => {
  const trained = (state: State) => {
    const {setup, parameters} = after(state, 3000).start;
    return measureSamples(setup.network, parameters, setup.samples).right;
  };
  const start = presetState('symmetric');
  expect(trained(start)).toBeLessThan(4);
  const [w1, w2] = start.start.setup.network.parameters;
  const changed = update(update(start, {type: 'set', quantity: w1!, value: -0.5}), {
    type: 'set',
    quantity: w2!,
    value: 0.7,
  });
  expect(kindsAt(changed)).toContain('symmetric');
  const own = update(changed, {type: 'set', quantity: 'w.x1->h2', value: 0.9});
  expect(diagnosisOf(own.start).troubles[0]).toMatchObject({kind: 'symmetric', alike: 2, of: 4});
});

test.each(presetNames)('%s is the same from wherever one comes', (name) => {
  const {setup} = presetState(name).start;
  const wanted = made(presetRecipe(name));
  expect(setup.network).toEqual(wanted.network);
  expect(setup.samples).toEqual(wanted.samples);
  expect(setup.parameters).toEqual(wanted.parameters);
  const elsewhere = act(act(benchOf(made(), firstRecipe), {type: 'set', quantity: 'w.x1->h1', value: 9}), {
    type: 'train',
    rounds: 40,
  });
  const {start} = presetActions(name).reduce(act, elsewhere).now.state;
  expect(start.setup.parameters).toEqual(wanted.parameters);
  expect(start.done).toBe(0);
});

test('two spirals are told apart after as many rounds as are promised', () => {
  const {setup, parameters} = after(presetState('spiral'), 1000).start;
  expect(measureSamples(setup.network, parameters, setup.samples).right).toBe(200);
});
