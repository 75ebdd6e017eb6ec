import {expect, test} from 'vitest';
import {setupOf} from '../../../src/session/play/build.ts';
import {firstRecipe, type Recipe} from '../../../src/session/play/recipe.ts';
import {playOf} from '../../../src/ui/play/kind.tsx';
import type {PlayScene} from '../../../src/ui/play/scene.ts';
import {type Driven, drive} from '../frame.tsx';

const sceneOf = (driven: Driven): PlayScene => driven.model.scenes.at(-1)!.state as PlayScene;

const play = (recipe: Partial<Recipe>, settings = {}): Driven => {
  const whole = {...firstRecipe, ...recipe};
  const made = setupOf(whole, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return drive({scene: playOf(made.setup, whole)}, settings);
};

function worked(driven: Driven): Driven {
  for (let i = 0; i < 500 && driven.app.tickEvery(driven.model) !== undefined; i++)
    driven.send({type: 'tick'});
  return driven;
}

test('N fills a table of twenty seeds, with what learned means and the sum', () => {
  const driven = worked(play({net: '2-2-1'}).press('N'));
  expect(driven.text()).toContain('right side of 0.5; asked after');
  expect(driven.text()).toMatch(/▸ +2 │ +20000 │ +0\.06274 +│ +3\/4 │ ✗ not learned/);
  expect(driven.text()).toContain('12 of 20 learned · in 68 to 16356 rounds, median 500');
  expect(sceneOf(driven).page).toMatchObject({trials: {now: undefined}});
  expect(driven.lines().at(-1)).toMatch(/Esc back$/);
});

test('keys count while it works: a row is chosen, and Esc stops it with nothing changed', () => {
  const driven = play({net: '2-2-1'});
  const {bench} = sceneOf(driven);
  driven.press('N');
  for (let i = 0; i < 8; i++) driven.send({type: 'tick'});
  driven.press('down');
  expect(driven.text()).toMatch(/▸ +3 │/);
  expect(driven.text()).toContain('so far');
  expect(driven.lines().at(-1)).toMatch(/Esc stops and goes back$/);
  driven.press('escape');
  expect(driven.app.tickEvery(driven.model)).toBeUndefined();
  expect(sceneOf(driven).bench).toBe(bench);
});

test('Enter opens the chosen seed before its first round', () => {
  const driven = worked(play({net: '2-2-1'}).press('N')).press('down', 'enter');
  const {recipe, state} = sceneOf(driven).bench.now;
  expect(recipe.seed).toBe('3');
  const made = setupOf({...firstRecipe, net: '2-2-1', seed: '3'}, undefined);
  expect(made.ok && made.setup.parameters).toEqual(state.start.parameters);
  expect(
    driven
      .press('T', ...'68', 'enter')
      .send({type: 'tick'})
      .text(),
  ).toContain('4 of 4 right');
});

test('in Chinese and ASCII too', () => {
  const zh = worked(play({net: '2-2-1'}, {language: 'zh'}).press('N'));
  expect(zh.text()).toContain('20 个中学会 12 个');
  const ascii = worked(play({net: '2-2-1'}, {ascii: true}).press('N'));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
  expect(ascii.text()).toMatch(/^[\x00-\x7F]*$/);
});
