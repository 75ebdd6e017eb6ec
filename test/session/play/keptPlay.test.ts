import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type OptimizerName, optimizerNames} from '../../../src/engine/optimizers.ts';
import {granularities} from '../../../src/lesson/lesson.ts';
import {coarser} from '../../../src/session/lossHistory.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {keptText, LONGEST_KEPT, playOfText} from '../../../src/session/play/keptPlay.ts';
import {act, type Bench, benchFrom, benchOf, type PlayAction} from '../../../src/session/play/play.ts';
import {firstRecipe, type Recipe} from '../../../src/session/play/recipe.ts';
import {passOf, type State, startOf} from '../../../src/session/state.ts';
import {endOf} from '../../../src/session/timeline.ts';
import {classLesson} from '../../classroom/lesson.ts';

const recipes: readonly Recipe[] = [
  firstRecipe,
  {...firstRecipe, net: '2-3-2-1', activation: 'relu,tanh,sigmoid', optimizer: 'adam', rate: '0.01'},
  {...firstRecipe, data: 'circle', seed: '7', optimizer: 'momentum'},
  {...firstRecipe, activation: 'identity', rate: '5'},
  {...firstRecipe, data: 'gauss', split: '0.3', seed: '3'},
  {...firstRecipe, batch: '3', l1: '0.01'},
];

const setupFor = (recipe: Recipe) => {
  const made = setupOf(recipe, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return made.setup;
};

/** What is done in free play: by a recipe's name where the action needs one. */
const action = fc.oneof(
  fc.record({type: fc.constant('forward' as const), by: fc.constantFrom(...granularities)}),
  fc.record({type: fc.constant('back' as const), by: fc.constantFrom(...granularities)}),
  fc.record({type: fc.constant('train' as const), rounds: fc.integer({min: 1, max: 3000})}),
  fc.record({
    type: fc.constant('set' as const),
    quantity: fc.constantFrom('w.x1->h1', 'b.o', 'a.x2', 't.o'),
    value: fc.oneof(fc.double({noNaN: true, noDefaultInfinity: true, min: -9, max: 9}), fc.constant(-0)),
  }),
  fc.record({type: fc.constant('granularity' as const), by: fc.constantFrom(...granularities)}),
  fc.constantFrom<PlayAction>({type: 'restart'}, {type: 'reseed'}, {type: 'drop'}),
  fc.constantFrom('samples' as const, 'test' as const).map((from) => ({
    ...{type: 'insertSample' as const, from, index: 0},
    sample: {input: [-0, 1 / 3], target: [1]},
  })),
  fc.constant<PlayAction>({type: 'keep', title: {zh: '甲', en: 'a'}}),
  fc.record({
    type: fc.constant('optimizer' as const),
    kind: fc.constantFrom<OptimizerName>(...optimizerNames),
  }),
);
type Done = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

function did(bench: Bench, done: Done): Bench {
  if (done.type === 'optimizer')
    return act(bench, {type: 'build', recipe: {...bench.now.recipe, optimizer: done.kind}});
  // Not every net has every parameter.
  if (done.type === 'set' && !passOf(bench.now.state).values.has(done.quantity)) return bench;
  return act(bench, done);
}

/** All that a state says, but its way and what can be undone. */
const told = ({start, cursor, granularity, others}: State) => ({
  values: [...passOf({start, cursor}).values],
  parameters: start.parameters,
  memory: start.memory,
  tested: start.tested,
  rounds: [start.done, start.lastLoss, start.divergedAt, cursor, granularity],
  first: start.setup.parameters,
  optimizer: start.setup.optimizer,
  samples: start.setup.samples,
  test: start.setup.test,
  others: [...others].map(([name, other]) => [name, other.start.parameters, other.start.done, other.cursor]),
});

describe('free play as a text', () => {
  test('is the same to the last bit, and goes on as if nothing had been', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...recipes),
        fc.array(action, {maxLength: 12}),
        fc.array(action, {maxLength: 6}),
        async (recipe, before, after) => {
          const setup = setupFor(recipe);
          const bench = before.reduce(did, benchOf(setup, recipe));
          const text = keptText(bench.now, setup);
          // A sample or a first number that is none has no text.
          fc.pre(text !== undefined);
          const now = await playOfText(text, setup);
          expect(now?.recipe).toEqual(bench.now.recipe);
          expect(now?.state.start.history).toEqual(coarser(bench.now.state.start.history, 512));
          const {kept} = bench.now;
          // Where samples of one's own leave no room for all, those that were kept first are not there.
          expect([...now!.kept].map(([name, {title}]) => [name, title])).toEqual(
            [...kept].map(([name, {title}]) => [name, title]).slice(kept.size - now!.kept.size),
          );
          if (now!.kept.size < kept.size) {
            expect(setup.samples.length).toBeGreaterThan(50);
            return;
          }
          expect(told(now!.state)).toEqual(told(bench.now.state));
          const on = (from: Bench): State =>
            after.filter(({type}) => type !== 'back').reduce(did, from).now.state;
          expect(told(on({now: now!, past: [], future: []}))).toEqual(told(on(bench)));
        },
      ),
      {numRuns: 60},
    );
  });

  test('from a lesson has the lesson’s names, and does not write its samples', async () => {
    const from = endOf(await classLesson(), 1);
    const bench = act(benchFrom(from), {type: 'set', quantity: 'w.x->o', value: 0.7});
    const text = keptText(bench.now, from.start.setup)!;
    const now = await playOfText(text, from.start.setup);
    expect(now!.state.start.setup).toEqual(bench.now.state.start.setup);
    expect(now!.state.start.setup.samples).toBe(from.start.setup.samples);
  });

  test('has the sample that is looked at, its name and the sign of its zeros', async () => {
    const setup = setupFor(firstRecipe);
    const shown = {input: [-0, 1e-320], target: [1 / 3], name: '甲'};
    const {now} = benchFrom({...startOf(setup), start: {...startOf(setup).start, shown}});
    expect((await playOfText(keptText(now, setup)!, setup))!.state.start.shown).toEqual(shown);
  });

  test('of a long training has a coarser curve of the same rounds', async () => {
    const setup = setupFor(firstRecipe);
    const bench = act(benchOf(setup, firstRecipe), {type: 'train', rounds: 6000});
    const {history} = (await playOfText(keptText(bench.now, setup)!, setup))!.state.start;
    expect(history.points.length).toBeLessThanOrEqual(512);
    expect(history.points.length * history.stride + history.pending.rounds).toBe(6000);
  });

  test('is never long: the trainings that were kept first are left out', async () => {
    const recipe: Recipe = {...firstRecipe, net: '2-10-10-8-1', optimizer: 'adam', rate: '0.01'};
    const setup = setupFor(recipe);
    expect(setup.parameters.length).toBeGreaterThan(200);
    let bench = benchOf(setup, recipe);
    for (let i = 0; i < 5; i++) {
      bench = act(bench, {type: 'train', rounds: 4000});
      bench = act(bench, {type: 'keep', title: {zh: `第${i}`, en: `number ${i}`}});
    }
    const text = keptText(bench.now, setup)!;
    expect(text.length).toBeLessThanOrEqual(LONGEST_KEPT);
    const now = (await playOfText(text, setup))!;
    const titles = [...now.kept.values()].map(({title}) => title.en[0]);
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.length).toBeLessThan(5);
    expect(titles.at(-1)).toBe('number 4');
    expect(now.state.start.parameters).toEqual(bench.now.state.start.parameters);
  });

  test('that was changed gives nothing, or something that can be played', async () => {
    const setup = setupFor(firstRecipe);
    const text = keptText(act(benchOf(setup), {type: 'train', rounds: 50}).now, setup)!;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.string({maxLength: 3}),
        fc.nat(40),
        async (at, put, gone) => {
          const now = await playOfText(text.slice(0, at) + put + text.slice(at + gone), setup);
          if (now === undefined) return;
          act({now, past: [], future: []}, {type: 'train', rounds: 10});
        },
      ),
      {numRuns: 200},
    );
    for (const other of ['', '{}', 'null', '[1]', '{"granularity":"epoch"}'])
      expect(await playOfText(other, setup)).toBeUndefined();
  });
});
