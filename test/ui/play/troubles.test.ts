import {describe, expect, test} from 'vitest';
import {setupOf} from '../../../src/session/play/build.ts';
import {presetNames} from '../../../src/session/play/presetNames.ts';
import {presets} from '../../../src/session/play/presets.ts';
import {firstRecipe, type Recipe} from '../../../src/session/play/recipe.ts';
import {firstPlay, playOf} from '../../../src/ui/play/kind.tsx';
import type {PlayScene} from '../../../src/ui/play/scene.ts';
import {type Driven, drive} from '../frame.tsx';

const sceneOf = (driven: Driven): PlayScene => driven.model.scenes.at(-1)!.state as PlayScene;

const play = (recipe: Partial<Recipe>, settings = {}) => {
  const whole = {...firstRecipe, ...recipe};
  const made = setupOf(whole, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return drive({scene: playOf(made.setup, whole)}, settings);
};

const DEAD = {net: '2-8-1', activation: 'relu,sigmoid', init: 'uniform -1 0.5'};

describe('the screen names what stands in the way', () => {
  test.each([
    ['en', '5 of 8 relu neurons are dead: output 0 on all 4 samples.'],
    ['zh', '8 个 relu 神经元中有 5 个在全部 4 个样本上都输出 0，已死亡。'],
  ] as const)('in %s, with its numbers', (language, words) => {
    expect(play(DEAD, {language}).text()).toContain(words);
  });

  test('and nothing where there is nothing', () => {
    expect(play({}).text()).not.toContain('▲');
  });

  test('and what stands in the way besides', () => {
    expect(play({init: 'zeros', activation: 'sigmoid'}).text()).toMatch(
      /4 of 4 hidden neurons are the same as another one\.\s+Also: vanishing gradients\./,
    );
  });

  test('and says so where it looked at some of many samples', () => {
    const text = play({
      ...DEAD,
      net: '2-64-64-1',
      data: 'gauss',
      size: '3000',
      init: 'uniform -1 0.01',
    }).text();
    // 4417 parameters and what a pass costs besides: 67 of them are within the work of one picture.
    expect(text).toMatch(/relu neurons are dead: output 0 on all 67 samples\s+looked\s+at \(of\s+3000/);
  });

  test('during a training, and until it is undone', () => {
    const driven = play({rate: '0.7', activation: 'tanh,identity'});
    expect(driven.text()).not.toContain('Diverged');
    driven.press('t').send({type: 'tick'}).press('space');
    expect(driven.text()).toContain('Diverged in round 431');
    driven.press('u', 'u');
    expect(driven.text()).not.toContain('Diverged');
  });
});

describe('the page about it', () => {
  test('tells what it means, what to do, and the counts of every layer', () => {
    const driven = play(DEAD).press('!');
    const text = driven.text();
    expect(text).toContain('For z ≤ 0 the slope is 0');
    expect(text).toContain('To do: Another seed (R)');
    expect(text).toMatch(/h1 … h8 +relu +0\.007981 +– +5\/8 +0\/8/);
    driven.press('escape');
    expect(driven.text()).toContain('Free play');
  });

  test('scrolls where it is longer than the screen, and its keys change nothing else', () => {
    const driven = play(
      {net: '2-4-4-4-4-4-1', init: 'zeros', activation: 'sigmoid'},
      {columns: 60, rows: 18},
    );
    const before = sceneOf(driven).bench;
    driven.press('!');
    const top = driven.text();
    driven.press('j', 'pagedown', 'pagedown', 't', 'space', 'R');
    expect(driven.text()).not.toBe(top);
    expect(driven.text()).toMatch(/1\.5\s+times/);
    expect(sceneOf(driven).bench).toBe(before);
    expect(sceneOf(driven).training).toBeUndefined();
  });
});

describe('presets', () => {
  test.each(presetNames)('%s comes by its place in the list, as one action', (name) => {
    const driven = drive({scene: firstPlay()}).press('right', 'right', '+', 'p');
    driven.press(...Array<string>(presetNames.indexOf(name)).fill('down'));
    expect(driven.text()).toContain(presets[name].title.en);
    const before = sceneOf(driven).bench;
    driven.press('enter');
    const {trained} = presets[name];
    if (trained !== undefined) driven.send({type: 'tick'});
    const {now} = sceneOf(driven).bench;
    expect(now.recipe).toEqual({...firstRecipe, ...presets[name].recipe});
    expect(now.state.start.done).toBe(trained ?? 0);
    // A training is undone by itself.
    driven.press(...(trained === undefined ? ['u'] : ['u', 'u']));
    expect(sceneOf(driven).bench.now).toBe(before.now);
  });

  test('are left with Esc, and nothing has changed', () => {
    const driven = drive({scene: firstPlay()});
    const {bench} = sceneOf(driven);
    driven.press('p', 'down', 'down', 'escape');
    expect(sceneOf(driven).bench).toBe(bench);
    expect(driven.text()).toContain('Free play');
  });
});
