import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {BatchSize} from '../../src/engine/batch.ts';
import type {Setup} from '../../src/lesson/lesson.ts';
import {setupOf} from '../../src/session/play/build.ts';
import {act, benchOf} from '../../src/session/play/play.ts';
import {firstRecipe} from '../../src/session/play/recipe.ts';
import {currentOperation, passOf, type State, startOf} from '../../src/session/state.ts';
import {trainRounds} from '../../src/session/training.ts';
import {backOne, forwardOne, update} from '../../src/session/update.ts';
import {anyRegularization} from '../engine/samples.ts';
import {anySetup, xorSetup} from './lessons.ts';

/** Random nets, optimisers and penalties, with batches that the samples may not fill. */
const anyBatched: fc.Arbitrary<Setup> = fc
  .record({
    setup: anySetup,
    batch: fc.constantFrom<BatchSize>(2, 3, 4, 'all'),
    regularization: anyRegularization,
    copies: fc.integer({min: 1, max: 3}),
  })
  .map(({setup, batch, regularization, copies}) => ({
    ...setup,
    batch,
    ...(regularization && {regularization}),
    samples: Array.from({length: copies}, (_, k) =>
      setup.samples.map((sample) => ({...sample, input: sample.input.map((x) => x - k / 7)})),
    ).flat(),
  }));

const rounds = (state: State, count: number): State =>
  count === 0 ? state : update(state, {type: 'forward', by: 'sample', times: count});

/** What there is of a round's start beside the way that led to it. */
const standing = ({start}: State) => {
  const {before: _, setup: __, ...rest} = start;
  return rest;
};

describe('training at full speed stands where playing round by round does, to the last bit', () => {
  it('from anywhere in a batch to anywhere in one', () => {
    fc.assert(
      fc.property(
        anyBatched,
        fc.integer({min: 0, max: 9}),
        fc.integer({min: 1, max: 40}),
        fc.boolean(),
        (setup, played, trained, compiled) => {
          const from = rounds(startOf(setup), played);
          const begun = played === 0 ? from : {...forwardOne(from)};
          const slow = update(begun, {type: 'forward', until: 'loss'});
          fc.pre(slow.start.divergedAt === undefined);
          const fast = update(begun, {type: 'train', rounds: compiled ? trained : Math.ceil(trained / 4)});
          const count = fast.start.done - begun.start.done;
          let one = begun;
          while (one.start.done < begun.start.done + count) one = forwardOne(one);
          fc.pre(one.start.divergedAt === undefined && fast.start.divergedAt === undefined);
          expect(standing(fast)).toEqual(standing(one));
        },
      ),
      {numRuns: 120},
    );
  });

  it('where code of its own is made for the net', () => {
    for (const batch of [2, 3, 'all'] as const) {
      const setup: Setup = {...xorSetup(), batch, regularization: {l1: 0.001, l2: 0.01}};
      const start = rounds(startOf(setup), 2);
      let one = start;
      for (let i = 0; i < 2501; i++) one = rounds(one, 1);
      const begun = forwardOne(start);
      const [last] = [...trainRounds(begun.start, {rounds: 2500})].slice(-1);
      const next = forwardOne(one);
      expect(last!.done).toBe(2502);
      let reached = next;
      while (reached.start.done > 2502) reached = backOne(reached);
      expect(last!.parameters).toEqual(reached.start.parameters);
      expect(last!.memory).toEqual(reached.start.memory);
    }
  }, 60_000);
});

it('stepping back has every number of every round before', () => {
  fc.assert(
    fc.property(anyBatched, fc.integer({min: 1, max: 150}), (setup, steps) => {
      const trail = [startOf(setup)];
      for (let i = 0; i < steps; i++) trail.push(forwardOne(trail.at(-1)!));
      let state = trail.at(-1)!;
      for (const earlier of trail.slice(0, -1).reverse()) {
        state = backOne(state);
        expect(state.start.done).toBe(earlier.start.done);
        expect(passOf(state).values).toEqual(passOf(earlier).values);
        expect(passOf(state).memory).toEqual(passOf(earlier).memory);
      }
    }),
    {numRuns: 40},
  );
});

it('until a new weight stops in a round without update at its gradient, in one with update at the update', () => {
  const setup: Setup = {...xorSetup(), batch: 2};
  const at = (times: number): State => {
    let state = startOf(setup);
    for (let i = 0; i < times; i++) state = update(state, {type: 'forward', until: 'next.w.p->h1'});
    return state;
  };
  const known = [1, 2, 3, 4].map((times) => {
    const {start, cursor} = at(times);
    return `${start.done} ${passOf({start, cursor}).operations[cursor - 1]!.quantity}`;
  });
  expect(known).toEqual(['0 grad.w.p->h1', '1 next.w.p->h1', '2 grad.w.p->h1', '3 next.w.p->h1']);
});

it('another optimiser in free play keeps the gradients of the batch that is not ended, and counts its own updates', () => {
  const made = setupOf(firstRecipe, undefined);
  if (!made.ok) throw new Error('the first recipe is wrong');
  const setup: Setup = {...made.setup, batch: 4};
  let bench = benchOf(setup);
  bench = act(bench, {type: 'train', rounds: 6});
  const {gathered} = bench.now.state.start.memory;
  expect(gathered).toBeDefined();
  bench = act(bench, {type: 'build', recipe: {...bench.now.recipe, optimizer: 'adam', rate: '0.1'}});
  const {state} = bench.now;
  expect(state.start.memory).toEqual({
    updates: 0,
    slots: [0, 1].map(() => setup.parameters.map(() => 0)),
    gathered,
  });
  const fast = update(state, {type: 'train', rounds: 5});
  let slow = state;
  while (slow.start.done < fast.start.done) slow = forwardOne(slow);
  expect(fast.start.memory).toEqual(slow.start.memory);
  expect(fast.start.parameters).toEqual(slow.start.parameters);
});

it('another batch goes on with the gradients that it would have gathered itself, and with none of another one', () => {
  const setup: Setup = {...xorSetup(), batch: 3};
  const start = rounds(startOf(setup), 2);
  // Not shown yet, the third round has two samples behind it.
  const within = forwardOne(start);
  expect(within.start.memory.gathered).toBeDefined();
  const gathered = (batch: BatchSize) => update(within, {type: 'change', to: {batch}}).start.memory.gathered;
  const zeros = setup.parameters.map(() => 0);
  expect(gathered('all')).toEqual(within.start.memory.gathered);
  expect(gathered(4)).toEqual(within.start.memory.gathered);
  expect(gathered(2)).toBeUndefined();
  expect(gathered(1)).toBeUndefined();
  const single = forwardOne(rounds(startOf(xorSetup()), 2));
  expect(update(single, {type: 'change', to: {batch: 4}}).start.memory.gathered).toEqual(zeros);
  const second = forwardOne(rounds(startOf(xorSetup()), 1));
  expect(update(second, {type: 'change', to: {batch: 4}}).start.memory.gathered).toEqual(zeros);
});

it('a whole batch may be chosen within an epoch: its update is that of a batch from the beginning', () => {
  const first = {...xorSetup(), batch: 3};
  const mended = update(rounds(startOf(first), 2), {type: 'change', to: {batch: 'all'}});
  const whole = rounds(startOf({...first, batch: 'all'}), 5);
  expect(rounds(mended, 3).start.parameters).toEqual(whole.start.parameters);
});

it('a round that has no update any more is known to its end at most', () => {
  const known = rounds(startOf(xorSetup()), 1);
  expect(currentOperation(known)?.phase).toBe('update');
  const changed = update(known, {type: 'change', to: {batch: 4}});
  expect(currentOperation(changed)).toBe(passOf(changed).operations.at(-1));
  expect(currentOperation(backOne(changed))).toBe(passOf(changed).operations.at(-2));
});
