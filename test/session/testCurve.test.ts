import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {computePass} from '../../src/engine/pass.ts';
import {createTrainer} from '../../src/engine/train.ts';
import type {Setup} from '../../src/lesson/lesson.ts';
import {setupOf} from '../../src/session/play/build.ts';
import {act, benchFrom, benchOf} from '../../src/session/play/play.ts';
import {firstRecipe, type Recipe} from '../../src/session/play/recipe.ts';
import {type RoundStart, roundOf, startOf} from '../../src/session/state.ts';
import {withTest} from '../../src/session/testCurve.ts';
import {update} from '../../src/session/update.ts';

function made(over: Partial<Recipe> = {}): Setup {
  const result = setupOf(
    {...firstRecipe, data: 'gauss', size: '20', split: '0.4', rate: '0.05', ...over},
    undefined,
  );
  if (!result.ok) throw new Error(result.problem.words.en);
  return result.setup;
}

const begun = (setup: Setup) => withTest(startOf(setup));

/** The mean loss of the test after so many rounds: by the trainer alone, and by explained passes. */
function directly(setup: Setup, rounds: number): number {
  const {network, samples, optimizer, parameters, test: others, batch} = setup;
  const trainer = createTrainer({
    network,
    samples,
    optimizer,
    parameters,
    ...(batch !== undefined && {batch}),
  });
  trainer.run(rounds);
  const {memory} = startOf(setup).start;
  const at = {setup, parameters: Array.from(trainer.parameters), memory, done: 0};
  return others.reduce((sum, sample) => sum + computePass(roundOf(at, sample)).loss, 0) / others.length;
}

function expectPoints({setup, done, tested}: RoundStart): void {
  expect(tested!.points).toHaveLength(Math.floor(done / tested!.stride) + 1);
  for (const [i, point] of tested!.points.entries())
    expect(point).toBeCloseTo(directly(setup, i * tested!.stride), 12);
}

describe('the curve of the test', () => {
  test('has the test samples’ mean loss after every epoch, the first parameters’ first', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 0, max: 200}),
        fc.constantFrom('sgd', 'adam'),
        fc.constantFrom('1', '5', 'all'),
        (rounds, optimizer, batch) => {
          const setup = made({optimizer, batch});
          expect(setup.test).toHaveLength(8);
          const {start} = update(begun(setup), {type: 'train', rounds});
          expect(start.tested!.stride).toBe(12);
          expectPoints(start);
        },
      ),
      {numRuns: 20},
    );
  });

  test('is the same stepped, trained, and trained in pieces', () => {
    const first = begun(made());
    const {tested} = update(first, {type: 'train', rounds: 61}).start;
    const stepped = update(first, {type: 'forward', by: 'sample', times: 62});
    expect(stepped.start.tested).toEqual(tested);
    let pieces = first;
    for (const rounds of [1, 11, 20, 29]) pieces = update(pieces, {type: 'train', rounds});
    expect(pieces.start.tested).toEqual(tested);
  });

  test('stays bounded: with more epochs its points are further apart', () => {
    const {start} = update(begun(made()), {type: 'train', rounds: 12 * 1000});
    const {stride, points} = start.tested!;
    expect(points.length).toBeLessThanOrEqual(256);
    expect(points.length).toBeGreaterThanOrEqual(128);
    expect(stride).toBe(12 * 4);
    for (const i of [0, 1, 100, points.length - 1])
      expect(points[i]).toBeCloseTo(directly(start.setup, i * stride), 12);
  });

  test('has one point where a net that diverges at once stays', () => {
    const setup = made();
    const first = begun({...setup, parameters: setup.parameters.with(0, Number.NaN)});
    const {done, divergedAt, tested} = update(first, {type: 'train', rounds: 5}).start;
    expect([done, divergedAt, tested!.points]).toEqual([0, 1, [Number.NaN]]);
  });

  test('goes back with a step back, and forwards again to the same', () => {
    const there = update(begun(made()), {type: 'forward', by: 'sample', times: 30});
    const back = update(there, {type: 'back', by: 'sample', times: 20});
    expect(back.start.tested!.points).toHaveLength(1);
    expect(update(back, {type: 'forward', by: 'sample', times: 20}).start.tested).toEqual(there.start.tested);
  });

  test('is kept in free play where there is a test, from the beginning of a training', () => {
    const bench = benchOf(made());
    expect(bench.now.state.start.tested?.points).toHaveLength(1);
    const later = act(bench, {type: 'train', rounds: 50});
    expect(act(later, {type: 'restart'}).now.state.start.tested?.points).toHaveLength(1);
    expect(benchOf(made({split: '0'})).now.state.start.tested).toBeUndefined();
    const midway = update(startOf(made()), {type: 'train', rounds: 50});
    expect(benchFrom(midway).now.state.start.tested).toBeUndefined();
  });
});
