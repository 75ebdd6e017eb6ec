import fc from 'fast-check';
import {expect, test} from 'vitest';
import {computePass} from '../../../src/engine/pass.ts';
import {output} from '../../../src/engine/quantity.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {firstRecipe} from '../../../src/session/play/recipe.ts';
import {roundOf} from '../../../src/session/state.ts';
import {beginTraining} from '../../../src/session/training.ts';
import {update} from '../../../src/session/update.ts';
import {firstPlay, playOf, WITH_TRAINER} from '../../../src/ui/play/kind.tsx';
import {ALONE, IN_CLASS, type PlayScene} from '../../../src/ui/play/scene.ts';
import type {Trained, TrainRequest} from '../../../src/ui/requests.ts';
import {cellsOf, type Driven, drive} from '../frame.tsx';

const sceneOf = (driven: Driven): PlayScene => driven.model.scenes.at(-1)!.state as PlayScene;
const stateOf = (driven: Driven) => sceneOf(driven).bench.now.state;
const begin = (): Driven => drive({scene: firstPlay(WITH_TRAINER)});

const asked = (driven: Driven): TrainRequest | undefined => sceneOf(driven).training?.asked;

/** What whoever trains says after so many rounds. */
function answerTo(request: TrainRequest, rounds: number, speed = 1000): Trained {
  const {from, below} = request;
  const training = beginTraining(from, {
    rounds: request.rounds,
    ...(below !== undefined && {below}),
  });
  training.advance(rounds);
  return {type: 'trained', request, start: training.reached(), over: training.over(), speed};
}

function answer(driven: Driven, rounds: number, speed?: number): Driven {
  return driven.send({type: 'answer', scene: 'play', answer: answerTo(asked(driven)!, rounds, speed)});
}

test('a training that is asked for comes to the action’s state, whatever pieces it comes in', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({min: 1, max: 300}), {minLength: 1, maxLength: 6}),
      fc.constantFrom('sgd', 'momentum', 'adam'),
      fc.constantFrom('1', '3', 'all'),
      (pieces, optimizer, batch) => {
        const made = setupOf({...firstRecipe, optimizer, batch, rate: '0.05', l2: '0.01'}, undefined);
        if (!made.ok) throw new Error(made.problem.words.en);
        const driven = drive({scene: playOf(made.setup, undefined, 0, WITH_TRAINER)});
        const first = stateOf(driven);
        driven.press('t');
        for (const piece of pieces) answer(driven, piece);
        driven.press('t');
        const rounds = pieces.reduce((sum, piece) => sum + piece);
        expect(stateOf(driven)).toEqual(update(first, {type: 'train', rounds}));
        expect(stateOf(driven.press('u'))).toBe(first);
      },
    ),
    {numRuns: 30},
  );
});

test('what is stopped stays at the round on screen: an answer that comes later is none', () => {
  const driven = begin().press('t');
  answer(driven, 50);
  const late = answerTo(asked(driven)!, 70);
  driven.press('t');
  const shown = stateOf(driven);
  expect(shown.start.done).toBe(50);
  driven.send({type: 'answer', scene: 'play', answer: late});
  expect(stateOf(driven)).toBe(shown);
  driven.press('t').send({type: 'answer', scene: 'play', answer: late});
  expect(stateOf(driven)).toBe(shown);
});

test('no tick is needed for it, and every answer asks for the next', () => {
  const driven = begin().press('t');
  expect(driven.app.tickEvery(driven.model)).toBeUndefined();
  const first = asked(driven);
  expect(driven.app.requests(driven.model)).toEqual([first]);
  answer(driven, 10);
  expect(asked(driven)).not.toBe(first);
  expect(driven.app.requests(driven.model)).toEqual([asked(driven)]);
});

test('so many rounds, until a round, and a loss, end it by themselves', () => {
  const driven = begin().press('T', ...'123', 'enter');
  answer(driven, 100);
  expect(asked(driven)?.rounds).toBe(23);
  answer(driven, 1000);
  expect(stateOf(driven).start.done).toBe(123);
  expect(asked(driven)).toBeUndefined();
  driven.press('T', ...'=200', 'enter');
  expect(asked(driven)?.rounds).toBe(77);
  answer(driven, 1000);
  expect(driven.text()).toContain('Training stopped after round 200.');
  driven.press('T', ...'=200', 'enter');
  expect(driven.text()).toContain('200 rounds are done already.');
  driven.press('escape', 'T', ...'<0.01', 'enter');
  answer(driven, 100_000);
  expect(asked(driven)).toBeUndefined();
  expect(stateOf(driven).start.done).toBeLessThan(100_000);
});

test('a loss that was asked for ends it after the same round, step by step and in turns', () => {
  const made = setupOf(firstRecipe, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  const goal = ['T', ...'<0.12', 'enter'];
  const alone = answer(begin().press(...goal), 100_000);
  const {done} = stateOf(alone).start;
  expect(asked(alone)).toBeUndefined();
  expect(done % made.setup.samples.length).toBe(0);
  const ticked = (driven: Driven): Driven => {
    for (let i = 0; i < 2 * done && sceneOf(driven).training !== undefined; i++) driven.send({type: 'tick'});
    return driven;
  };
  const inClass = drive({scene: playOf(made.setup, undefined, 0, IN_CLASS)});
  const byEpochs = begin().press(...Array.from({length: 4}, () => ']'));
  for (const driven of [
    ticked(begin().press(...goal, '[')),
    ticked(byEpochs.press(...goal, '[')),
    ticked(inClass.press(...goal)),
  ]) {
    expect(sceneOf(driven).training).toBeUndefined();
    expect(stateOf(driven).start.done).toBe(done);
    expect(driven.text()).toContain(`Training stopped after round ${done}.`);
  }
});

test('whose thread has ended stops at the round on screen, says so, and can go on', () => {
  const driven = begin().press('t');
  answer(driven, 60);
  const request = asked(driven)!;
  driven.send({type: 'answer', scene: 'play', answer: {type: 'untrained', request, why: 'exit 1'}});
  expect(stateOf(driven).start.done).toBe(60);
  expect(driven.text()).toContain('The training thread ended; t trains on from here (exit 1).');
  driven.press('t');
  answer(driven, 5);
  expect(stateOf(driven).start.done).toBe(65);
});

test('goes on under the help, and not after free play was left', () => {
  const driven = drive({scene: firstPlay(WITH_TRAINER), lessons: []}).press('t', '?');
  answer(driven, 10);
  expect(stateOf(driven).start.done).toBe(10);
  driven.press('?', 'escape', 'p');
  expect(sceneOf(driven).training).toBeUndefined();
  expect(stateOf(driven).start.done).toBe(10);
});

test('a plays by itself, ] faster up to full speed and [ slower again, and all of it is undone as one', () => {
  const driven = begin();
  const first = stateOf(driven);
  driven.press('a');
  expect(driven.app.tickEvery(driven.model)).toBe(200);
  expect(driven.text()).toContain('▶ 5 steps/s');
  driven.send({type: 'tick'}, {type: 'tick'}, {type: 'tick'});
  expect(stateOf(driven)).toEqual(update(first, {type: 'forward', by: 'operation', times: 3}));
  driven.press(']', ']');
  expect(driven.text()).toContain('▶ 30 steps/s');
  expect(asked(driven)).toBeUndefined();
  driven.press(']');
  expect(driven.text()).toContain('▶ full speed');
  answer(driven, 7);
  expect(driven.text()).toContain('▶ 1k rounds/s');
  expect(stateOf(driven).start.done).toBe(7);
  driven.press('[', '[', '[', '[', '[', '[');
  expect(driven.text()).toContain('▶ 1 step/s');
  driven.press('a');
  expect(driven.app.tickEvery(driven.model)).toBeUndefined();
  expect(stateOf(driven.press('u'))).toBe(first);
});

test.each([
  ['en', 0.52, '▶ 0.52 rounds/s'],
  ['en', 987.6, '▶ 990 rounds/s'],
  ['en', 999.9, '▶ 1k rounds/s'],
  ['en', 45_678, '▶ 46k rounds/s'],
  ['en', 1_234_567, '▶ 1.2M rounds/s'],
  ['zh', 987.6, '▶ 每秒 990 轮'],
  ['zh', 9876, '▶ 每秒 9900 轮'],
  ['zh', 12_345, '▶ 每秒 1.2 万轮'],
  ['zh', 1_234_567, '▶ 每秒 120 万轮'],
] as const)('a screen in %s says how fast the training goes: %d rounds a second', (language, speed, said) => {
  for (const [columns, rows] of [
    [60, 18],
    [80, 24],
    [120, 36],
  ] as const) {
    const driven = drive({scene: firstPlay(WITH_TRAINER)}, {language, columns, rows}).press('t');
    answer(driven, 1000, speed);
    expect(driven.lines()[0]).toContain(said);
  }
});

test('however fast it goes, nothing else in the header moves', () => {
  fc.assert(
    fc.property(
      fc.double({min: 0.1, max: 9e7, noNaN: true}),
      fc.constantFrom('en', 'zh'),
      fc.constantFrom(60, 80, 120),
      fc.boolean(),
      (speed, language, columns, ascii) => {
        const driven = drive({scene: firstPlay(WITH_TRAINER)}, {language, columns, ascii}).press('t');
        const before = (of: number): string => {
          answer(driven, 0, of);
          const line = driven.lines()[0]!;
          expect(cellsOf(line).length).toBeLessThanOrEqual(columns);
          return line.slice(0, line.indexOf(ascii ? '>' : '▶'));
        };
        expect(before(speed)).toBe(before(1000));
      },
    ),
    {numRuns: 40},
  );
});

test('of very many samples some are asked while it trains, and the screen says how many', () => {
  const made = setupOf({...firstRecipe, data: 'gauss', size: '5000', split: '0.4'}, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  const {network, samples, test: others} = made.setup;
  const driven = drive({scene: playOf(made.setup, undefined, 0, WITH_TRAINER)}).press('t');
  answer(driven, 2000);
  const {parameters} = stateOf(driven).start;
  const rightOf = (asked: typeof samples): number =>
    asked.filter((sample) => {
      const {memory} = stateOf(driven).start;
      const round = roundOf({setup: made.setup, parameters, memory, done: 0}, sample);
      return computePass(round).values.get(output(network.outputs[0]!))! > 0.5 === sample.target[0]! > 0.5;
    }).length;
  const every = Array.from({length: 2000}, (_, i) => samples[Math.floor((i * 3000) / 2000)]!);
  const text = driven.text().replaceAll(/\s+/g, ' ');
  expect(text).toMatch(
    new RegExp(`2000 of 3000 training samples: mean loss [\\d.e−]+, ${rightOf(every)} of 2000 right`),
  );
  expect(text).toMatch(new RegExp(`Test samples: mean loss [\\d.e−]+, ${rightOf(others)} of 2000 right`));
});

test('nothing plays by itself where a class takes turns', () => {
  const made = setupOf(firstRecipe, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  const driven = drive({scene: playOf(made.setup, undefined, 0, IN_CLASS)}).press('a');
  expect(driven.app.tickEvery(driven.model)).toBeUndefined();
  expect(driven.text()).toContain('takes turns');
});

test('an hour of stepping keeps no more than some rounds to go back', () => {
  const driven = begin();
  driven.press(...Array.from({length: 4}, () => ']'), 'a');
  const {granularity} = stateOf(driven);
  // Faster is what ] means while it plays; the stride was chosen before.
  expect(granularity).not.toBe('operation');
  for (let i = 0; i < 6000; i++) driven.send({type: 'tick'});
  expect(stateOf(driven).start.done).toBeGreaterThan(ALONE.rounds * 2);
  let behind = 0;
  for (let {before} = stateOf(driven).start; before !== undefined; before = before.start.before) behind += 1;
  expect(behind).toBeGreaterThanOrEqual(ALONE.rounds);
  expect(behind).toBeLessThanOrEqual(2 * ALONE.rounds);
  expect(sceneOf(driven).bench.past.length).toBeLessThanOrEqual(ALONE.undone);
});
