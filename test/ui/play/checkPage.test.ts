import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {setupOf} from '../../../src/session/play/build.ts';
import {firstRecipe} from '../../../src/session/play/recipe.ts';
import {playOf} from '../../../src/ui/play/kind.tsx';
import type {PlayScene} from '../../../src/ui/play/scene.ts';
import {type Driven, drive, UNWRITTEN} from '../frame.tsx';

/** 2-40-40-1: 1801 weights and biases. */
function play(net = '2-40-40-1', settings = {}): Driven {
  const recipe = {...firstRecipe, net};
  const made = setupOf(recipe, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return drive({scene: playOf(made.setup, recipe)}, settings);
}

const sceneOf = (driven: Driven): PlayScene => driven.model.scenes.at(-1)!.state as PlayScene;
const isAtWork = (driven: Driven): boolean => driven.app.tickEvery(driven.model) !== undefined;

function worked(driven: Driven): Driven {
  for (let i = 0; i < 100 && isAtWork(driven); i++) driven.send({type: 'tick'});
  return driven;
}

test('the gradients of a large net are checked in pieces, and the screen says how many there are', () => {
  const driven = play().press('c');
  expect(driven.text()).toContain('0 of 1801 checked');
  expect(driven.text()).toContain('Trying: L a little h above and below the parameter');
  expect(driven.text()).not.toMatch(UNWRITTEN);
  driven.send({type: 'tick'});
  expect(driven.text()).toMatch(/ [1-9]\d* of 1801 checked, ✓ all agree …/);
  expect(driven.text()).toContain('Esc stops');
  expect(isAtWork(driven)).toBe(true);
  worked(driven);
  expect(driven.text()).toContain('1801 of 1801 checked, ✓ all agree.');
  expect(driven.text()).not.toContain('Esc stops');
});

test('keys count while it works, and Esc stops it with nothing changed', () => {
  const driven = play();
  const {bench} = sceneOf(driven);
  driven.press('c').send({type: 'tick'}).press('L');
  expect(driven.text()).toContain('已检验');
  driven.press('escape');
  expect(isAtWork(driven)).toBe(false);
  expect(sceneOf(driven).page).toBeUndefined();
  expect(sceneOf(driven).bench).toBe(bench);
});

test('its rows scroll as far as there are some', () => {
  const driven = worked(play().press('c'));
  const first = driven.text();
  expect(driven.press('down').text()).not.toBe(first);
  expect(driven.press('up').text()).toBe(first);
  for (let i = 0; i < 20; i++) driven.press('pagedown');
  const last = driven.text();
  expect(driven.press('down').text()).toBe(last);
  expect(driven.press('up').text()).not.toBe(last);
});

test('a net that becomes large is not checked at every step: its panel gives way', () => {
  const driven = play('2-4-1').press('c');
  expect(driven.text()).toContain('by trying');
  driven.press('e', ...'2-40-40-1', 'enter');
  expect(driven.text()).not.toContain('by trying');
  driven.press('u');
  expect(driven.text()).toContain('by trying');
});

test.each([60, 80, 120].flatMap((columns) => ['zh', 'en'].map((language) => ({columns, language}))))(
  'it fits %j',
  ({columns, language}) => {
    for (const ascii of [false, true]) {
      const rows = columns === 60 ? 18 : 24;
      const driven = worked(play('2-40-40-1', {columns, rows, language, ascii}).press('c'));
      expect(driven.lines()).toHaveLength(rows);
      for (const line of driven.lines()) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      expect(driven.text()).toContain('1801');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
      if (ascii && language === 'en') expect(driven.text()).toMatch(/^[\x00-\x7F]*$/);
    }
  },
);
