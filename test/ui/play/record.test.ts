import {describe, expect, test} from 'vitest';
import {limits} from '../../../src/lesson/limits.ts';
import {loadLesson} from '../../../src/lesson/load.ts';
import {checkLesson} from '../../../src/session/check.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {firstRecipe} from '../../../src/session/play/recipe.ts';
import {startOfLesson} from '../../../src/session/state.ts';
import {tooLong} from '../../../src/session/tooLong.ts';
import {update} from '../../../src/session/update.ts';
import {firstPlay, playKind, playOf} from '../../../src/ui/play/kind.tsx';
import {IN_CLASS, type PlayScene} from '../../../src/ui/play/scene.ts';
import type {WriteRequest} from '../../../src/ui/requests.ts';
import {noFiles} from '../../lesson/marked.ts';
import {type Driven, drive} from '../frame.tsx';

const sceneOf = (driven: Driven): PlayScene => driven.model.scenes.at(-1)!.state as PlayScene;
const begin = (): Driven => drive({scene: firstPlay()});

/** The lesson that is asked to be written. */
function asked(driven: Driven): WriteRequest {
  const request = sceneOf(driven).recording?.asked;
  if (request === undefined) throw new Error('no file is asked for');
  expect(driven.app.requests?.(driven.model)).toContain(request);
  return request;
}

describe('recording', () => {
  test('is on screen, takes words, and becomes a lesson that comes to the same numbers', async () => {
    const driven = begin().press('space', 'r');
    expect(driven.text()).toContain('● REC 0');
    driven.press(
      'w',
      ...'Watch: h1 # first，看？',
      'enter',
      ']',
      ']',
      'space',
      'right',
      'right',
      '+',
      '+',
      't',
    );
    driven.send({type: 'tick'}, {type: 'tick'}).press('t', 'R', 'space');
    expect(driven.text()).toContain('● REC');
    const {state} = sceneOf(driven).bench.now;
    driven.press('r', 'enter', 'enter');
    const {file, text, kind} = asked(driven);
    expect([file, kind]).toEqual(['recorded.yaml', 'lesson']);
    const loaded = await loadLesson(file, text, noFiles);
    if (!loaded.ok) throw new Error(text);
    expect(checkLesson(loaded.value, loaded.source).problems).toEqual([]);
    expect(loaded.value.steps[0]!.say.en).toEqual(['Watch: h1 # first，看？']);
    const end = loaded.value.steps.flatMap((step) => step.do).reduce(update, startOfLesson(loaded.value));
    expect(end.start.parameters).toEqual(state.start.parameters);
    expect(end.start.done).toBe(state.start.done);
    expect(end.cursor).toBe(state.cursor);
  });

  test('has the title that was typed, else says what net it begins with', async () => {
    const titleOf = async (...typed: string[]): Promise<unknown> => {
      const driven = begin().press('r', 'space', 'r', ...typed, 'enter', 'enter');
      const loaded = await loadLesson('a.yaml', asked(driven).text, noFiles);
      if (!loaded.ok) throw new Error('the lesson is wrong');
      return loaded.value.title;
    };
    const usual = await titleOf();
    expect(usual).toMatchObject({en: expect.stringContaining('2-4-1')});
    expect(await titleOf(...'My # first: net')).toEqual({zh: 'My # first: net', en: 'My # first: net'});
    expect(await titleOf('ctrl+u')).toEqual(usual);
  });

  test('a name that is typed takes the place of the one suggested, and Backspace shortens that', () => {
    const typed = begin().press('r', 'r', 'enter', ...'mine.yaml', 'enter');
    expect(asked(typed).file).toBe('mine.yaml');
    const shortened = begin().press('r', 'r', 'enter', ...new Array<string>(5).fill('backspace'), 'enter');
    expect(asked(shortened).file).toBe('recorded');
  });

  test('is over when the file is written, and goes on when it could not be', () => {
    const driven = begin().press('r', 'space', 'r', 'enter', 'enter');
    const request = asked(driven);
    const answer = (ok: boolean) =>
      ({
        type: 'answer',
        scene: 'play',
        answer: {type: 'written', request, ok, words: {zh: '说', en: 'what became of it'}},
      }) as const;
    driven.send(answer(false));
    expect(driven.text()).toContain('what became of it');
    expect(sceneOf(driven).recording).toBeDefined();
    driven.send(answer(true));
    expect(sceneOf(driven).recording).toBeUndefined();
    expect(driven.text()).not.toContain('REC');
  });

  test('Esc at the file’s name records on, an empty name throws away', () => {
    const driven = begin().press('r', 'space', 'r', 'escape');
    expect(sceneOf(driven).recording).toBeDefined();
    driven.press('r', 'enter', 'escape');
    expect(sceneOf(driven).recording).toBeDefined();
    driven.press('r', 'enter', ...new Array<string>(13).fill('backspace'), 'enter');
    expect(sceneOf(driven).recording).toBeUndefined();
    expect(driven.text()).toContain('thrown away');
  });

  test('nothing before it can be undone while it goes on, and everything after it', () => {
    const driven = begin().press('space', 'space', 'r');
    const first = sceneOf(driven).bench.now;
    driven.press('space', 'u');
    expect(sceneOf(driven).bench.now).toBe(first);
    driven.press('u');
    expect(sceneOf(driven).bench.now).toBe(first);
    expect(driven.text()).toContain('The recording begins here');
  });

  test('of a slow and a fast part of one training has both', async () => {
    const driven = begin().press('r', 'a').send({type: 'tick'}, {type: 'tick'}, {type: 'tick'});
    driven.press(']', ']', ']').send({type: 'tick'}).press('a', 'r', 'enter', 'enter');
    const loaded = await loadLesson('a.yaml', asked(driven).text, noFiles);
    if (!loaded.ok) throw new Error('the lesson is wrong');
    const [, training, ...more] = loaded.value.steps;
    expect(more).toEqual([]);
    expect(training!.do[0]).toMatchObject({type: 'forward', times: 3});
    const end = training!.do.reduce(update, startOfLesson(loaded.value));
    expect(end.start.parameters).toEqual(sceneOf(driven).bench.now.state.start.parameters);
    expect(end.cursor).toBe(sceneOf(driven).bench.now.state.cursor);
  });

  test('takes words and a title in the language of the screen, and the other when that is changed', async () => {
    const driven = begin().press('r', 'w', ...'Look', 'enter');
    expect(driven.text()).toContain('for Chinese words press L, then w');
    driven.press('L', 'w');
    expect(sceneOf(driven).typing?.entry).toBe('');
    expect(driven.text()).toContain('中文讲解');
    driven.press('看', 'enter', 'space', 'w', '走', 'enter', 'r', '题', 'enter', 'escape');
    driven.press('L', 'w', 'ctrl+u', 'enter', 'r', ...'Title', 'enter', 'enter');
    const loaded = await loadLesson('a.yaml', asked(driven).text, noFiles);
    if (!loaded.ok) throw new Error('the lesson is wrong');
    const {title, steps} = loaded.value;
    expect(title).toEqual({zh: '题', en: 'Title'});
    expect(steps.map(({say}) => say)).toEqual([
      {zh: ['看'], en: ['Look']},
      {zh: ['走'], en: ['走']},
    ]);
  });

  test('tells how full it is, and does not what no lesson would have room for', async () => {
    const driven = begin().press('r', ...new Array<string>(398).fill('space'));
    expect(driven.text()).toMatch(/● REC 398$/m);
    driven.press('space');
    expect(driven.text()).toContain('nearly full: a lesson has at most 500 steps');
    expect(driven.press('space').text()).toContain('● REC 400 80%');
    driven.press(...new Array<string>(99).fill('space'));
    expect(driven.text()).toContain('● REC 499 100%');
    const {bench} = sceneOf(driven);
    expect(driven.press('space').text()).toContain('full: a lesson has at most 500 steps');
    expect(sceneOf(driven).bench).toBe(bench);
    driven.press('e', 'right', 'a', 'enter');
    expect(driven.text()).toContain('full: a lesson has at most 500 steps');
    expect(sceneOf(driven).bench).toBe(bench);
    driven.press('r', 'enter', 'enter');
    expect((await loadLesson('a.yaml', asked(driven).text, noFiles)).ok).toBe(true);
    expect(sceneOf(driven.press('u')).bench).not.toBe(bench);
  });

  test('that steps through whole epochs ends before a lesson would be too long', async () => {
    const recipe = {...firstRecipe, data: 'gauss', size: '1000'};
    const made = setupOf(recipe, undefined);
    if (!made.ok) throw new Error(made.problem.words.en);
    const driven = drive({scene: playOf(made.setup, recipe)}).press('r', ']', ']', ']', ']', ']', 'a');
    for (let i = 0; i < 100 && sceneOf(driven).training !== undefined; i++) driven.send({type: 'tick'});
    expect(driven.text()).toContain('at most 1000000 single operations');
    expect(sceneOf(driven).bench.now.state.start.done).toBeGreaterThan(9000);
    driven.press('r', 'enter', 'enter');
    const loaded = await loadLesson('a.yaml', asked(driven).text, noFiles);
    if (!loaded.ok) throw new Error('the lesson is wrong');
    expect(tooLong(loaded.value, loaded.source)).toBeUndefined();
  });

  test('that trains ends before a lesson would have too much of it', async () => {
    const state = sceneOf(begin().press('r'));
    const {from} = state.recording!;
    // 17 parameters, and 20 for a round itself.
    const rounds = Math.floor(limits.training / 37);
    const trainedFor = (so: number): Driven => {
      const bench = {now: {...from, by: [{type: 'train' as const, rounds: so}]}, past: [from], future: []};
      return drive({scene: {kind: playKind, state: {...state, bench}}})
        .press('t')
        .send({type: 'tick'});
    };
    const stopped = trainedFor(rounds);
    expect(sceneOf(stopped).training).toBeUndefined();
    expect(stopped.text()).toContain('no room for more training');
    stopped.press('r', 'enter', 'enter');
    expect((await loadLesson('a.yaml', asked(stopped).text, noFiles)).ok).toBe(true);
    expect(sceneOf(trainedFor(rounds / 2)).training).toBeDefined();
  });

  test('words without a recording, and a recording in a class, say why not', () => {
    expect(begin().press('w').text()).toContain('r begins one');
    const scene = firstPlay(IN_CLASS);
    const driven = drive({scene}).press('r');
    expect(sceneOf(driven).recording).toBeUndefined();
    expect(driven.text()).toContain('A class records nothing');
  });

  test('of long words the end is on screen, where one types', () => {
    const driven = begin().press('r', 'w', ...'x'.repeat(200), ...'END');
    expect(driven.lines().at(-1)).toMatch(/…x+END/);
  });
});
