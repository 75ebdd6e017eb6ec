import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createNetwork} from '../../src/engine/network.ts';
import {computePass} from '../../src/engine/pass.ts';
import type {Action, Setup} from '../../src/lesson/lesson.ts';
import {currentOperation, passOf, roundOf, type State, startOf} from '../../src/session/state.ts';
import {beginTraining} from '../../src/session/training.ts';
import {backOne, forwardOne, unfold, update} from '../../src/session/update.ts';
import {valueAt} from '../../src/session/value.ts';
import {anyGranularity, anySetup, articleSetup, xorSetup} from './lessons.ts';

const run = (state: State, ...actions: readonly Action[]): State => actions.reduce(update, state);
const at = (state: State): string => `${state.start.done}:${state.cursor}`;
const lastKnown = (state: State): string | undefined => currentOperation(state)?.quantity;

describe('forward', () => {
  it('makes one operation known, and nothing else', () => {
    const state = run(startOf(articleSetup()), {type: 'forward'});
    expect(valueAt(state, 'z.h')).toBeCloseTo(0.3, 15);
    expect(valueAt(state, 'a.h')).toBeUndefined();
  });

  it.each([
    ['operation', ['z.h', 'a.h', 'z.o']],
    ['neuron', ['a.h', 'a.o', 'loss']],
    ['layer', ['a.h', 'loss', 'grad.b.o']],
    ['phase', ['loss', 'grad.b.o', 'next.b.o']],
    ['sample', ['next.b.h', 'next.b.h', 'next.b.h']],
  ] as const)('moves by %s', (by, stops) => {
    let state = startOf(articleSetup());
    const reached = stops.map(() => {
      state = run(state, {type: 'forward', by});
      return lastKnown(state);
    });
    expect(reached).toEqual(stops);
  });

  it('by epoch ends after the last sample', () => {
    const state = run(startOf(xorSetup()), {type: 'forward', by: 'epoch'});
    expect(state.start.done).toBe(3);
    expect(lastKnown(state)).toBe('next.b.h2');
    expect(run(state, {type: 'forward', by: 'epoch'}).start.done).toBe(7);
  });

  it('until a quantity passes into the next round where it has to', () => {
    const once = run(startOf(articleSetup()), {type: 'forward', until: 'a.o'});
    const twice = run(once, {type: 'forward', until: 'a.o'});
    expect([at(once), at(twice)]).toEqual(['0:4', '1:4']);
    expect(valueAt(twice, 'a.o')).toBeCloseTo(0.6001332900304863, 15);
  });

  it('takes the samples in order, around and around', () => {
    const inputs = Array.from({length: 6}, (_, i) =>
      passOf(run(startOf(xorSetup()), {type: 'forward', by: 'sample', times: i + 1})).sample.input.join(''),
    );
    expect(inputs).toEqual(['00', '01', '10', '11', '00', '01']);
  });
});

describe('back', () => {
  it('undoes any forward walk bit for bit, operation by operation', () => {
    fc.assert(
      fc.property(anySetup, fc.integer({min: 1, max: 60}), (setup, steps) => {
        const trail = [startOf(setup)];
        for (let i = 0; i < steps; i++) trail.push(forwardOne(trail.at(-1)!));
        let state = trail.at(-1)!;
        for (const earlier of trail.slice(0, -1).reverse()) {
          state = backOne(state);
          // The place between two rounds is the end of the first one.
          expect(at(state)).toBe(at(earlier));
          for (const [name, value] of passOf(earlier).values)
            expect(passOf(state).values.get(name)).toBe(value);
        }
      }),
      {numRuns: 40},
    );
  });

  it('at any granularity goes to where forward stops', () => {
    fc.assert(
      fc.property(anySetup, anyGranularity, fc.integer({min: 2, max: 12}), (setup, by, moves) => {
        const stops = [startOf(setup)];
        for (let i = 0; i < moves; i++) stops.push(run(stops.at(-1)!, {type: 'forward', by}));
        const back = run(stops.at(-1)!, {type: 'back', by, times: moves});
        expect(at(back)).toBe('0:0');
        expect(at(run(stops.at(-1)!, {type: 'back', by}))).toBe(at(stops.at(-2)!));
      }),
      {numRuns: 60},
    );
  });

  it('stays at the start', () => {
    const start = startOf(articleSetup());
    expect(at(run(start, {type: 'back', by: 'epoch', times: 3}))).toBe('0:0');
  });

  it('from after training leads to before it', () => {
    const before = run(startOf(articleSetup()), {type: 'forward', until: 'loss'});
    const trained = run(before, {type: 'train', rounds: 5});
    const back = run(trained, {type: 'back', times: trained.cursor});
    expect(at(back)).toBe(at(before));
  });
});

describe('train', () => {
  it('computes the very numbers that playing the rounds one by one does', () => {
    fc.assert(
      fc.property(
        anySetup,
        fc.integer({min: 1, max: 9}),
        fc.integer({min: 0, max: 20}),
        (setup, rounds, ahead) => {
          let state = startOf(setup);
          for (let i = 0; i < ahead; i++) state = forwardOne(state);
          const trained = run(state, {type: 'train', rounds});
          let played = state;
          while (played.start.done < state.start.done + rounds) played = forwardOne(played);
          fc.pre(trained.start.divergedAt === undefined);
          expect(trained.start.parameters).toEqual(played.start.parameters);
          expect(trained.start.memory).toEqual(played.start.memory);
          expect(trained.start.history).toEqual(played.start.history);
          expect(trained.start.lastLoss).toBe(played.start.lastLoss);
        },
      ),
      {numRuns: 60},
    );
  });

  // Losses are kept aside in slices of 4096, of which the last may be empty.
  it.each([1, 4095, 4096, 4097, 8192])('has the last loss of %d rounds at once', (rounds) => {
    const ongoing = beginTraining(startOf(xorSetup()).start, {rounds});
    ongoing.advance(rounds);
    const {lastLoss, done, history} = ongoing.reached();
    const last = run(
      startOf(xorSetup()),
      ...(rounds > 1 ? [{type: 'train', rounds: rounds - 1} as const] : []),
    );
    expect(lastLoss).toBe(passOf(last).loss);
    expect(done).toBe(rounds);
    expect(history.points.length * history.stride + history.pending.rounds).toBe(rounds);
  });

  it('shows the forward pass that it came to', () => {
    const state = run(startOf(articleSetup()), {type: 'train', rounds: 1});
    expect(lastKnown(state)).toBe('loss');
    expect(valueAt(state, 'loss')).toBeCloseTo(0.019973350877018858, 15);
  });

  it.each([
    [1e-4, 103],
    [1e-6, 222],
  ])('below %d takes %d rounds', (below, rounds) => {
    const state = run(startOf(articleSetup()), {type: 'train', rounds: 1000, below});
    expect(state.start.done).toBe(rounds);
    expect(valueAt(state, 'loss')).toBeLessThan(below);
  });

  it('an epoch is whole before below is asked for, however many samples it has', () => {
    const setup = articleSetup();
    const samples = Array.from({length: 5000}, () => setup.samples[0]!);
    const state = run(startOf({...setup, samples}), {type: 'train', rounds: 20_000, below: 1e9});
    expect(state.start.done).toBe(5000);
  });

  it('below asks for the mean loss of all samples, after every epoch', () => {
    const below = 0.1;
    const and: Setup = {
      ...xorSetup(),
      samples: xorSetup().samples.map(({input}) => ({input, target: [input[0]! * input[1]!]})),
    };
    const state = run(startOf(and), {type: 'train', rounds: 100_000, below});
    const {setup, parameters} = state.start;
    const meanAt = (weights: readonly number[]): number =>
      setup.samples
        .map((sample) => computePass(roundOf({...state.start, parameters: weights}, sample)).loss)
        .reduce((sum, loss) => sum + loss) / setup.samples.length;
    expect(state.start.done % 4).toBe(0);
    expect(meanAt(parameters)).toBeLessThan(below);
    const earlier = run(startOf(and), {type: 'train', rounds: state.start.done - 4});
    expect(meanAt(earlier.start.parameters)).toBeGreaterThanOrEqual(below);
  });

  it('says at which round the net diverged, and stops', () => {
    const linear = createNetwork({...articleSetup().network, activations: ['identity', 'identity']});
    const start = startOf({...articleSetup(), network: linear, optimizer: {kind: 'sgd', rate: 50}});
    const state = run(start, {type: 'train', rounds: 500});
    let played = start;
    while (!passOf(played).diverged) played = run(played, {type: 'forward', by: 'sample', times: 2});
    expect(state.start.divergedAt).toBeDefined();
    expect(Math.abs(state.start.divergedAt! - played.start.done)).toBeLessThanOrEqual(2);
  });
});

describe('set', () => {
  it('changes a weight and keeps the place', () => {
    const state = run(
      startOf(articleSetup()),
      {type: 'forward', until: 'grad.w.h->o'},
      {type: 'set', quantity: 'w.h->o', value: -0.3},
    );
    expect(lastKnown(state)).toBe('grad.w.h->o');
    expect(valueAt(state, 'z.o')).toBeCloseTo(-0.3 * 0.574442516811659 + 0.2, 15);
  });

  it('changes an input and a target of the sample on screen only', () => {
    const state = run(
      startOf(xorSetup()),
      {type: 'forward', by: 'sample', times: 2},
      {type: 'set', quantity: 'a.q', value: 5},
      {type: 'set', quantity: 't.o', value: 0.5},
    );
    expect(state.start.setup.samples.map(({input, target}) => [...input, ...target])).toEqual([
      [0, 0, 0],
      [0, 5, 0.5],
      [1, 0, 1],
      [1, 1, 0],
    ]);
  });

  it('makes a named set a list, and a drawn net keeps the way it was drawn', () => {
    const init = {kind: 'zeros'} as const;
    const begun = startOf({...xorSetup(), init, source: {set: 'xor'}, testSource: {set: 'or'}});
    const typed = run(begun, {type: 'set', quantity: 'b.o', value: 1}).start.setup;
    expect([typed.init, typed.source]).toEqual([init, {set: 'xor'}]);
    const {source, testSource} = run(begun, {type: 'set', quantity: 't.o', value: 0.5}).start.setup;
    expect([source, testSource]).toEqual([undefined, {set: 'or'}]);
  });

  it('refuses what is computed', () => {
    expect(() => run(startOf(articleSetup()), {type: 'set', quantity: 'z.h', value: 1})).toThrow(RangeError);
  });
});

describe('any action', () => {
  it('ends where its last state on the way is, and changes nothing it was given', () => {
    const anyAction: fc.Arbitrary<Action> = fc.oneof(
      fc.record({
        type: fc.constant('forward' as const),
        by: anyGranularity,
        times: fc.integer({min: 1, max: 4}),
      }),
      fc.record({
        type: fc.constant('back' as const),
        by: anyGranularity,
        times: fc.integer({min: 1, max: 4}),
      }),
      fc.record({type: fc.constant('train' as const), rounds: fc.integer({min: 1, max: 20})}),
      fc.record({type: fc.constant('granularity' as const), by: anyGranularity}),
      fc.constant({type: 'restart' as const}),
    );
    fc.assert(
      fc.property(anySetup, fc.array(anyAction, {maxLength: 8}), (setup, actions) => {
        let state = startOf(setup);
        const frozen = JSON.stringify(setup.parameters);
        for (const action of actions) {
          const on = [...unfold(state, action)];
          const after = update(state, action);
          expect(at(on.at(-1) ?? state)).toBe(at(after));
          expect(after.cursor).toBeGreaterThanOrEqual(0);
          expect(after.cursor).toBeLessThanOrEqual(passOf(after).operations.length);
          state = after;
        }
        expect(JSON.stringify(setup.parameters)).toBe(frozen);
        expect(run(state, {type: 'restart'}).start.parameters).toEqual(setup.parameters);
      }),
      {numRuns: 60},
    );
  });
});
