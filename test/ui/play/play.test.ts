import fc from 'fast-check';
import {beforeAll, describe, expect, test} from 'vitest';
import {createTrainer} from '../../../src/engine/train.ts';
import type {Lesson} from '../../../src/lesson/lesson.ts';
import {readShared} from '../../../src/lesson/readShare.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {firstRecipe} from '../../../src/session/play/recipe.ts';
import {passOf} from '../../../src/session/state.ts';
import {firstPlay, playFrom, playOf} from '../../../src/ui/play/kind.tsx';
import {IN_CLASS, type PlayScene} from '../../../src/ui/play/scene.ts';
import {articleSetup} from '../../session/lessons.ts';
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
    expect(driven.text()).toContain('Training stopped after round 123.');
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
    const driven = begin().press('e', 'down', ...'identity', 'tab', 'tab', 'down', ...'90', 'enter', 't');
    driven.send({type: 'tick'});
    expect(driven.text()).toContain('The net diverged in round');
    expect(driven.app.tickEvery(driven.model)).toBeUndefined();
  });
});

describe('the form', () => {
  test('builds another net, and a mistake stays beside its field', () => {
    const driven = begin().press('e', 'backspace', '2', 'enter');
    expect(driven.text()).toContain('the data have 2 inputs and 1 target');
    driven.press('backspace', '1', 'tab', 'tab', 'right', 'enter');
    expect(stateOf(driven).start.setup.optimizer.kind).toBe('momentum');
    expect(stateOf(driven).start.setup.optimizer).toMatchObject({kind: 'momentum', rate: 0.5});
  });

  test('layers and neurons come and go by keys', () => {
    const layersOf = (driven: Driven) =>
      stateOf(driven)
        .start.setup.network.layers.map(({length}) => length)
        .join('-');
    const driven = begin().press('e', 'right', 'a', 'a', 'i', 'd', 'enter');
    expect(layersOf(driven)).toBe('2-6-5-1');
    driven.press('e', 'right', 'x', '3', 'enter');
    expect(layersOf(driven)).toBe('2-3-1');
    driven.press('e', 'right', 'x', 'x', 'i', 'left', 'left', 'd', 'right', '1', '2', 'enter');
    expect(driven.text()).toContain('the data have 2 inputs and 1 target');
    driven.press('left', 'left', '2', 'right', '1', '9', 'backspace', '2', 'enter');
    expect(layersOf(driven)).toBe('2-12-1');
  });

  test('sets everything that a training is made of, and numbers may be worked out', () => {
    const driven = begin().press('e', 'down', 'right', ']', 'down', 'down', ...'he uniform', 'down', ...'7');
    driven.press('tab', ...'spiral', 'down', ...'30', 'down', ...'0.1', 'down', ...'3', 'down', ...'1/3');
    driven.press(
      'tab',
      ...'adam',
      'down',
      ...'1/100',
      'down',
      ...'0.8',
      'down',
      ...'0.99',
      'down',
      ...'1e-7',
    );
    driven.press('down', ...'all', 'down', ...'0.001', 'down', ...'0.002', 'enter');
    const {setup} = stateOf(driven).start;
    expect(setup.network.activations).toEqual(['relu', 'tanh']);
    expect(setup.init).toEqual({kind: 'he', distribution: 'uniform', seed: 7});
    expect(setup.source).toEqual({set: 'spiral', size: 30, noise: 0.1, seed: 3});
    expect([setup.samples.length, setup.test.length]).toEqual([20, 10]);
    expect(setup.split).toEqual({fraction: 1 / 3, seed: 3});
    expect(setup.optimizer).toEqual({kind: 'adam', rate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-7});
    expect(setup.batch).toBe('all');
    expect(setup.regularization).toEqual({l1: 0.001, l2: 0.002});
  });

  test('data that are chosen bring the net’s ends along', () => {
    const driven = begin().press('e', 'tab', 'left', 'left', 'left', 'left', 'enter');
    expect(stateOf(driven).start.setup.source).toEqual({set: 'sine', seed: 1});
    expect(stateOf(driven).start.setup.network.layers.map(({length}) => length)).toEqual([1, 4, 1]);
  });

  test('another rate leaves the numbers of a net that nobody drew, and training goes on', () => {
    const setup = {...articleSetup()};
    const driven = drive({scene: playOf(setup)})
      .press('T', ...'5', 'enter')
      .send({type: 'tick'});
    const before = stateOf(driven).start;
    driven.press('e', 'tab', 'tab', 'down', ...'0.25', 'enter');
    const {start} = stateOf(driven);
    expect(start.setup.optimizer.rate).toBe(0.25);
    expect(start.parameters).toBe(before.parameters);
    expect(start.done).toBe(5);
    expect(start.setup.parameters).toEqual(setup.parameters);
  });

  test('never throws, whatever is typed', () => {
    const key = fc.oneof(
      fc.constantFrom('enter', 'up', 'down', 'left', 'right', 'tab', 'shift+tab', 'backspace', 'delete'),
      fc.constantFrom(
        'e',
        'u',
        'U',
        'R',
        'a',
        'd',
        'i',
        'x',
        '+',
        '-',
        '[',
        ']',
        '0',
        '2',
        '/',
        '.',
        'space',
      ),
      fc.string({minLength: 1, maxLength: 1, unit: 'grapheme'}),
    );
    fc.assert(
      fc.property(fc.array(key, {maxLength: 40}), (keys) => {
        const driven = begin().press('e', ...keys.filter((it) => it !== 't' && it !== 'T'));
        expect(passOf(stateOf(driven)).loss).not.toBeUndefined();
      }),
      {numRuns: 300},
    );
  });

  test('is left with Esc, and nothing has changed', () => {
    const driven = begin();
    const before = stateOf(driven);
    driven.press('e', 'backspace', 'escape');
    expect(stateOf(driven)).toBe(before);
  });
});

test('a net is shown as a string that gives it again, with its numbers as they are', async () => {
  const driven = begin()
    .press('T', ...'20', 'enter')
    .send({type: 'tick'})
    .press('S');
  const string = driven
    .lines()
    .filter((line) => /^[\w-]{20,} *$/.test(line))
    .join('');
  const shared = await readShared(string);
  expect(shared.ok && shared.setup.parameters).toEqual(stateOf(driven).start.parameters);
  expect(driven.press('t', 'R').text()).toContain('Share this net');
  expect(driven.press('escape').text()).toContain('Free play');
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

  test('an epoch of many rounds takes turns like any training, and one step leads back', () => {
    const driven = inClass().press('e', ...Array.from({length: 5}, () => 'down'));
    while (sceneOf(driven).form?.recipe.data !== 'circle') driven.press('right');
    driven.press('enter');
    const {length} = stateOf(driven).start.setup.samples;
    expect(length).toBeGreaterThan(IN_CLASS.rounds);
    driven.press(...Array.from({length: 5}, () => ']'), 'space');
    expect(sceneOf(driven).training?.left).toBe(length);
    while (sceneOf(driven).training !== undefined) driven.send({type: 'tick'});
    expect(stateOf(driven).start.done).toBe(length);
    driven.press('u');
    expect(stateOf(driven).start.done).toBe(0);
    // A few rounds are gone through at once.
    const few = inClass().press(...Array.from({length: 5}, () => ']'), 'space');
    expect(sceneOf(few).training).toBeUndefined();
    expect(stateOf(few).start.done).toBeGreaterThan(0);
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

describe('a net with one input', () => {
  const sine = setupOf({...firstRecipe, net: '1-8-1', data: 'sine', activation: 'tanh,identity'}, undefined);
  if (!sine.ok) throw new Error('the recipe is wrong');
  const begun = (): Driven => drive({scene: playOf(sine.setup)});

  test('has its output curve beside it, and of a hidden neuron its own', () => {
    expect(begun().text()).toContain('Output curve a.o');
    expect(begun().press('right', 'right', 'right').text()).toContain('Output curve a.h1');
    expect(begun().press('m').text()).not.toContain('Output curve');
  });
});

test('i shows what comes into the chosen neuron and goes out of it, and scrolls where that is much', () => {
  const wide = setupOf({...firstRecipe, net: '2-8-8-1'}, undefined);
  if (!wide.ok) throw new Error('the recipe is wrong');
  const driven = drive({scene: playOf(wide.setup)}).press('right', 'right', 'right', 'right', 'right', 'i');
  expect(driven.text()).toContain('In and out of g1');
  const top = driven.text();
  expect(top).toContain('w.h1→g1');
  driven.press(
    'pagedown',
    'pagedown',
    'pagedown',
    'pagedown',
    'pagedown',
    'pagedown',
    'pagedown',
    'pagedown',
  );
  expect(driven.text()).toContain('= ∂L/∂a.g1');
  expect(driven.press('i').text()).not.toContain('In and out');
});

test.each([
  ['2-8-8-1', ['x2', 'h1', 'h8', 'g1', 'g8', 'o']],
  ['2-64-64-1', ['x1', 'h40', 'h64', 'g33', 'o']],
  ['2-4-4-4-4-4-4-1', ['x1', 'h2', 'm4', 'r1', 'o']],
] as const)('of %s, wider or higher than the screen, what the cursor is on is in sight', (net, neurons) => {
  const made = setupOf({...firstRecipe, net}, undefined);
  if (!made.ok) throw new Error('the recipe is wrong');
  for (const neuron of neurons) {
    const scene = playOf(made.setup);
    const driven = drive({scene: {...scene, state: {...scene.state, chosen: `a.${neuron}`, looking: true}}});
    expect(driven.text(), neuron).toMatch(new RegExp(`[║#▓┃█]${neuron}\\b`));
  }
});
