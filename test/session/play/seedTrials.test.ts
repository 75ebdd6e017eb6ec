import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createTrainer} from '../../../src/engine/train.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {hasClasses} from '../../../src/session/play/classes.ts';
import {act, benchOf, type Play} from '../../../src/session/play/play.ts';
import {firstRecipe, type Recipe} from '../../../src/session/play/recipe.ts';
import {
  LEARNED_BELOW,
  type SeedTrials,
  seedTrials,
  triedFurther,
} from '../../../src/session/play/seedTrials.ts';
import {measureSamples} from '../../../src/session/sampleMeasures.ts';

const playOf = (recipe: Partial<Recipe>): Play => {
  const whole = {...firstRecipe, ...recipe};
  const made = setupOf(whole, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return benchOf(made.setup, whole).now;
};

/** All the work, in pieces of that size. */
function finished(trials: SeedTrials, work: number): SeedTrials {
  let reached = trials;
  for (let i = 0; reached.now !== undefined; i++) {
    reached = triedFurther(reached, work);
    if (i > 100_000) throw new Error('the trials do not end');
  }
  return reached;
}

const small = {net: '2-2-1', data: 'xor'};

describe('trials of the next seeds', () => {
  test('come to what R and a training by hand come to, seed by seed', () => {
    const play = playOf(small);
    const {done} = finished(seedTrials(play, 6), 1_000_000);
    expect(done.map(({recipe}) => recipe.seed)).toEqual(['2', '3', '4', '5', '6', '7']);
    let bench = {now: play, past: [], future: []} as ReturnType<typeof benchOf>;
    for (const trial of done) {
      bench = act(bench, {type: 'reseed'});
      expect(bench.now.recipe).toEqual(trial.recipe);
      const {start} = act(bench, {type: 'train', rounds: trial.rounds}).now.state;
      const {network, samples} = start.setup;
      expect(measureSamples(network, start.parameters, samples)).toEqual({
        loss: trial.loss,
        right: trial.right,
        size: trial.size,
      });
    }
    expect(new Set(done.map(({outcome}) => outcome))).toEqual(new Set(['learned', 'not']));
  });

  test('end at the first epoch after which all samples are on the right side, as a plain trainer finds it', () => {
    const play = playOf(small);
    const {done, goal} = finished(seedTrials(play, 4), 1_000_000);
    for (const trial of done) {
      const made = setupOf(trial.recipe, undefined);
      if (!made.ok) throw new Error('the recipe is wrong');
      const {network, samples, optimizer, parameters} = made.setup;
      const trainer = createTrainer({network, samples, optimizer, parameters});
      let rounds = 0;
      while (rounds < goal.rounds) {
        trainer.run(4);
        rounds += 4;
        if (measureSamples(network, Array.from(trainer.parameters), samples).right === 4) break;
      }
      expect(trial.rounds).toBe(rounds);
      expect(trial.outcome).toBe(trial.right === 4 ? 'learned' : 'not');
    }
  });

  test('do not depend on how the work is cut', () => {
    const trials = seedTrials(playOf({...small, optimizer: 'momentum', batch: '3', rate: '0.3'}), 3);
    const whole = finished(trials, 1e9).done;
    fc.assert(
      fc.property(fc.integer({min: 10_000, max: 200_000}), (work) => {
        expect(finished(trials, work).done).toEqual(whole);
      }),
      {numRuns: 8},
    );
  });

  test('ask after whole epochs only, however small the pieces are', () => {
    const trials = seedTrials(playOf({net: '2-1', data: 'and', activation: 'sigmoid', rate: '1'}), 5);
    const whole = finished(trials, 1e9).done;
    expect(whole.every(({outcome, rounds}) => outcome === 'learned' && rounds % 4 === 0)).toBe(true);
    // 3 parameters, and 20 for a round itself.
    for (const rounds of [1, 2, 3, 5]) expect(finished(trials, 23 * rounds).done).toEqual(whole);
  });

  test('do little at once, however much data there is', () => {
    const trials = seedTrials(playOf({net: '2-4-1', data: 'gauss', size: '5000'}), 2);
    const once = triedFurther(trials, 37 * 100);
    expect(once.now?.start.done).toBe(100);
  });

  test('ask many samples in pieces too: no piece of work passes through the net more often than it may', () => {
    let trials = seedTrials(playOf({net: '2-4-1', data: 'gauss', size: '5000', rate: '0.1'}), 2);
    const pieces = new Set<string>();
    for (let i = 0; i < 60 && trials.now !== undefined; i++) {
      const {start, asking} = trials.now;
      trials = triedFurther(trials, 37 * 400);
      if (trials.now === undefined || trials.done.length > 0) break;
      const rounds = trials.now.start.done - start.done;
      const asked = (trials.now.asking?.asked ?? 0) - (asking?.asked ?? 0);
      expect(rounds + asked / 2).toBeLessThanOrEqual(400);
      pieces.add(asked > 0 ? 'asked' : 'trained');
    }
    expect(pieces).toEqual(new Set(['trained', 'asked']));
  });

  test('of many samples do not depend on how the work is cut, nor on who went on before', () => {
    const play = playOf({net: '2-4-1', data: 'gauss', size: '3000', split: '0.3', rate: '0.05'});
    const trials = seedTrials(play, 2);
    const whole = finished(trials, 1e9).done;
    expect(finished(trials, 37 * 501).done).toEqual(whole);
    const half = triedFurther(trials, 37 * 1001);
    const [one, other] = [finished(half, 1e6).done, finished(half, 37 * 777).done];
    expect(one).toEqual(whole);
    expect(other).toEqual(whole);
    for (const {loss, right, recipe, rounds} of whole) {
      const made = setupOf(recipe, {recipe: play.recipe, setup: play.state.start.setup});
      if (!made.ok) throw new Error('the recipe is wrong');
      const {start} = act(benchOf(made.setup, recipe), {type: 'train', rounds}).now.state;
      const {network, samples} = made.setup;
      expect(measureSamples(network, start.parameters, samples)).toEqual({loss, right, size: samples.length});
    }
  });

  test('are of the training alone, whatever was put aside for a test', () => {
    const trials = seedTrials(playOf({net: '2-4-1', data: 'gauss', size: '500', split: '0.3'}), 2);
    const {now} = triedFurther(trials, 37 * 100);
    expect(now?.start.tested).toBeUndefined();
    expect(now?.start.setup.samples).toHaveLength(350);
  });

  test('say of a net that diverges that it has', () => {
    const {done} = finished(seedTrials(playOf({...small, activation: 'identity', rate: '90'}), 2), 1e6);
    expect(done.map(({outcome}) => outcome)).toEqual(['diverged', 'diverged']);
  });

  test('ask a curve for a low loss', () => {
    const trials = seedTrials(
      playOf({net: '1-8-1', data: 'sine', activation: 'tanh,identity', rate: '0.05'}),
      2,
    );
    expect(trials.goal.below).toBe(LEARNED_BELOW);
    for (const trial of finished(trials, 1e7).done) {
      expect(trial.outcome).toBe('learned');
      expect(trial.loss).toBeLessThan(LEARNED_BELOW);
    }
  });
});

test.each([
  ['xor', true],
  ['and', true],
  ['spiral', true],
  ['encoder', true],
  ['symmetry', true],
  ['sine', false],
])('targets of %s are classes: %s', (data, expected) => {
  const net = {encoder: '8-3-8', symmetry: '6-2-1', sine: '1-3-1'}[data] ?? '2-2-1';
  expect(hasClasses(playOf({data, net}).state.start.setup.samples)).toBe(expected);
});

test('a single sample, or samples that want the same, have no classes', () => {
  expect(hasClasses([{input: [1], target: [0.8]}])).toBe(false);
  expect(
    hasClasses([
      {input: [1], target: [1]},
      {input: [2], target: [1]},
    ]),
  ).toBe(false);
});
