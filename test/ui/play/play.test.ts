import {beforeAll, describe, expect, test} from 'vitest';
import {createTrainer} from '../../../src/engine/train.ts';
import type {Lesson} from '../../../src/lesson/lesson.ts';
import {firstRecipe, setupOf} from '../../../src/session/play/recipe.ts';
import {firstPlay, playFrom, playOf} from '../../../src/ui/play/kind.tsx';
import {IN_CLASS, type PlayScene} from '../../../src/ui/play/scene.ts';
import {type Driven, drive} from '../frame.tsx';
import {firstLesson} from '../lesson.ts';

const sceneOf = (driven: Driven): PlayScene => driven.model.scenes.at(-1)!.state as PlayScene;
const stateOf = (driven: Driven) => sceneOf(driven).bench.now.state;
const begin = (): Driven => drive({scene: firstPlay()});

describe('a number', () => {
  test('is typed with all its digits, and may be worked out', () => {
    const driven = begin().press('right', 'right', 'enter', ...'sqrt(2)/3', 'enter');
    expect(stateOf(driven).start.parameters[0]).toBe(Math.sqrt(2) / 3);
    driven.press('enter', ...'-2.5e-3', 'enter');
    expect(stateOf(driven).start.parameters[0]).toBe(-2.5e-3);
  });

  test('that is wrong is told beside what was typed, and Esc leaves everything as it was', () => {
    const driven = begin().press('right', 'right');
    const before = stateOf(driven);
    driven.press('enter', ...'1/0', 'enter');
    expect(driven.text()).toContain('1/0');
    expect(sceneOf(driven).typing?.problem?.en).toMatch(/0/);
    driven.press('escape');
    expect(stateOf(driven)).toBe(before);
  });

  test('keys that mean something else are typed while a number is', () => {
    const driven = begin().press('right', 'right', 'enter', 'q', 'u');
    expect(driven.model.finished).toBe(false);
    expect(sceneOf(driven).typing?.entry).toBe('qu');
  });

  test('that is computed cannot be typed, and the screen says so', () => {
    const driven = begin().press('right', 'right', 'right', 'enter');
    expect(driven.text()).toContain('This is computed.');
    expect(sceneOf(driven).typing).toBeUndefined();
  });

  test('of a wide layer’s neighbours are listed as far as one line goes', () => {
    const wide = setupOf({...firstRecipe, net: '2-8-8-1'}, undefined);
    if (!wide.ok) throw new Error('the recipe is wrong');
    const out = drive({scene: playOf(wide.setup)})
      .lines()
      .filter((line) => line.startsWith(' out:'));
    expect(out).toHaveLength(1);
    expect(out[0]).toMatch(/h1 .*… \+[1-7]/);
  });

  test('is nudged, and what the loss does stands beside what its gradient foretells', () => {
    const driven = begin().press('right', 'right', '+', '+', '+');
    expect(driven.text()).toContain('Changed by +0.03000');
    expect(driven.text()).toContain('the gradient foretells');
    driven.press('-', '-', '-');
    expect(driven.text()).not.toContain('Changed by');
  });
});

describe('training', () => {
  test('goes on with every tick until t stops it, comes to the trainer’s numbers, and is undone as one', () => {
    const driven = begin();
    const first = stateOf(driven);
    expect(driven.app.tickEvery(driven.model)).toBeUndefined();
    driven.press('t');
    expect(driven.app.tickEvery(driven.model)).toBeLessThanOrEqual(1000 / 30);
    driven.send({type: 'tick'}, {type: 'tick'}).press('t');
    expect(driven.app.tickEvery(driven.model)).toBeUndefined();
    const {done, parameters} = stateOf(driven).start;
    const made = setupOf(firstRecipe, undefined);
    if (!made.ok) throw new Error('the recipe is wrong');
    const {network, samples, optimizer, parameters: drawn} = made.setup;
    const trainer = createTrainer({network, samples, optimizer, parameters: drawn});
    trainer.run(done);
    expect(parameters).toEqual(Array.from(trainer.parameters));
    driven.press('u');
    expect(stateOf(driven)).toBe(first);
    driven.press('U');
    expect(stateOf(driven).start.done).toBe(done);
  });

  test('keys count while it goes on: the cursor moves, and what changes the net stops it', () => {
    const driven = begin().press('t').send({type: 'tick'}).press('right');
    expect(driven.app.tickEvery(driven.model)).toBeDefined();
    driven.press('space');
    expect(driven.app.tickEvery(driven.model)).toBeUndefined();
  });

  test('steps of one training do not pile up behind each other', () => {
    const driven = begin().press('t');
    for (let i = 0; i < 20; i++) driven.send({type: 'tick'});
    expect(sceneOf(driven).bench.past).toHaveLength(1);
    expect(stateOf(driven).start.before?.start.done).toBe(0);
  });

  test('until so many rounds', () => {
    const driven = begin().press('T', ...'123', 'enter');
    driven.send({type: 'tick'});
    expect(stateOf(driven).start.done).toBe(123);
    expect(driven.text()).toContain('Training stopped at round 123.');
    expect(driven.app.tickEvery(driven.model)).toBeUndefined();
  });

  test('until the mean loss is below a number', () => {
    const driven = begin().press('T', ...'<0.01', 'enter');
    for (let i = 0; i < 100 && driven.app.tickEvery(driven.model) !== undefined; i++)
      driven.send({type: 'tick'});
    const {done} = stateOf(driven).start;
    expect(done).toBeGreaterThan(0);
    expect(done % 4).toBe(0);
    expect(stateOf(driven).start.history.points.at(-1)).toBeLessThan(0.02);
    expect(driven.text()).toMatch(/All samples: mean loss 0\.00\d+, 4 of 4 right/);
  });

  test('of a net that diverges stops and says so', () => {
    const driven = begin().press(
      'e',
      'down',
      ...Array<string>(12).fill('backspace'),
      ...'identity',
      'down',
      'down',
      'down',
    );
    driven.press('backspace', 'backspace', 'backspace', ...'90', 'enter', 't').send({type: 'tick'});
    expect(driven.text()).toContain('The net has diverged');
    expect(driven.app.tickEvery(driven.model)).toBeUndefined();
  });
});

describe('the form', () => {
  test('builds another net, and a mistake stays beside its field', () => {
    const driven = begin().press('e', 'backspace', '2', 'enter');
    expect(driven.text()).toContain('the data have 2 inputs and 1 targets');
    driven.press('backspace', '1', 'down', 'down', 'down', 'right', 'enter');
    expect(stateOf(driven).start.setup.optimizer.kind).toBe('momentum');
    expect(driven.text()).toContain('momentum 0.5');
  });

  test('is left with Esc, and nothing has changed', () => {
    const driven = begin();
    const before = stateOf(driven);
    driven.press('e', 'backspace', 'escape');
    expect(stateOf(driven)).toBe(before);
  });
});

test('a kept training is laid over the one on screen', () => {
  const driven = begin()
    .press('T', ...'40', 'enter')
    .send({type: 'tick'})
    .press('K', '0', 'T', ...'80', 'enter')
    .send({type: 'tick'});
  expect(driven.text()).toContain('kept 1: 2-4-1');
  expect(driven.text()).toContain('round 40');
  expect(driven.text()).toContain('round 80');
});

describe('from a lesson', () => {
  let lesson: Lesson;
  beforeAll(async () => {
    lesson = await firstLesson();
  });

  test('t asks for free play at the step’s state, and Esc comes back to the step', () => {
    const driven = drive({open: {lesson, number: 1}}).press('space', 'space', 'space', 'space', 'space');
    const step = driven.text();
    driven.press('t');
    const [request] = driven.app.requests(driven.model);
    if (request?.type !== 'play' || request.from === undefined) throw new Error('nothing was asked for');
    driven.send({type: 'entered', scene: playFrom(request.from)});
    expect(driven.text()).toContain('Free play');
    expect(stateOf(driven).cursor).toBe(request.from.cursor);
    driven.press('right', '+', 'escape');
    expect(driven.text()).toBe(step);
  });
});

test('free play that was left from the start page goes on where it was', () => {
  const driven = drive({scene: firstPlay(), lessons: []}).press('right', 'right', '+');
  const before = stateOf(driven);
  driven.press('escape', 'p');
  expect(stateOf(driven)).toBe(before);
});

describe('where a class shares the machine', () => {
  const inClass = (): Driven => drive({scene: playFrom(stateOf(begin()), IN_CLASS)});

  test('a net that is too large for all is refused where it is typed', () => {
    const driven = inClass().press('e', ...Array.from('2-4-1', () => 'backspace'), ...'2-16-16-1', 'enter');
    expect(driven.text()).toContain('at most 250 weights');
    expect(driven.text()).toContain('found 337');
    expect(stateOf(driven).start.parameters).toHaveLength(17);
    driven.press(...Array.from('2-16-16-1', () => 'backspace'), ...'2-8-8-1', 'enter');
    expect(stateOf(driven).start.parameters).toHaveLength(105);
  });

  test('what can be undone is kept short, and a training does less at once', () => {
    const driven = inClass().press('right', 'right', ...Array.from({length: 300}, () => '+'));
    expect(sceneOf(driven).bench.past.length).toBeLessThanOrEqual(IN_CLASS.undone);
    const rounds = (at: Driven): number => {
      const before = stateOf(at).start.done;
      at.press('t').send({type: 'tick'});
      return stateOf(at).start.done - before;
    };
    expect(rounds(driven) * 5).toBeLessThan(rounds(begin()));
  });
});
