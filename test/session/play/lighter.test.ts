import {expect, test} from 'vitest';
import {setupOf} from '../../../src/session/play/build.ts';
import {lighter, shortened} from '../../../src/session/play/lighter.ts';
import {act, type Bench, benchOf} from '../../../src/session/play/play.ts';
import {firstRecipe, type Recipe} from '../../../src/session/play/recipe.ts';
import {passOf, type State} from '../../../src/session/state.ts';
import {backOne} from '../../../src/session/update.ts';

const limits = {undone: 10, nets: 3, rounds: 5};

function begun(recipe: Recipe = firstRecipe): Bench {
  const made = setupOf(recipe, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return benchOf(made.setup, recipe);
}

const roundsBehind = (state: State): number => {
  let count = 0;
  for (let {before} = state.start; before !== undefined; before = before.start.before) count++;
  return count;
};

test('however many rounds are played, a few are behind, and they are the same as ever', () => {
  let bench = begun();
  let light = begun();
  for (let i = 0; i < 60; i++) {
    bench = act(bench, {type: 'forward', by: 'sample'});
    light = lighter(act(light, {type: 'forward', by: 'sample'}), limits);
    expect(roundsBehind(light.now.state)).toBeLessThanOrEqual(2 * limits.rounds);
    expect(roundsBehind(light.now.state)).toBeGreaterThanOrEqual(Math.min(i, limits.rounds));
    expect(light.past.length).toBeLessThanOrEqual(limits.undone);
  }
  let [here, there] = [light.now.state, bench.now.state];
  expect(roundsBehind(here)).toBeGreaterThanOrEqual(limits.rounds);
  for (let i = 0; i < limits.rounds * passOf(here).operations.length; i++) {
    expect(here.cursor).toBe(there.cursor);
    expect(here.start.done).toBe(there.start.done);
    expect([...passOf(here).values]).toEqual([...passOf(there).values]);
    here = backOne(here);
    there = backOne(there);
  }
});

test('what is short enough is the very same', () => {
  const {state} = act(begun(), {type: 'forward', by: 'sample'}).now;
  expect(shortened(state, 1)).toBe(state);
});

test('of nets that were built one after another, the last few can be come back to', () => {
  let bench = begun();
  for (let i = 2; i < 9; i++) {
    const recipe = {...firstRecipe, net: `2-${i}-1`};
    bench = lighter(act(bench, {type: 'build', recipe}), limits);
    bench = lighter(act(bench, {type: 'forward', by: 'operation'}), limits);
  }
  expect(new Set(bench.past.map(({recipe}) => recipe.net))).toEqual(new Set(['2-6-1', '2-7-1', '2-8-1']));
});
