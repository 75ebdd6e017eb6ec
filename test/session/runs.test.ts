import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {gradientCheck} from '../../src/engine/gradientCheck.ts';
import {mistakeNames} from '../../src/engine/mistakes.ts';
import {createNetwork} from '../../src/engine/network.ts';
import type {Setup} from '../../src/lesson/lesson.ts';
import {passOf, positionOf, type State, startOf} from '../../src/session/state.ts';
import {unfold, update} from '../../src/session/update.ts';
import {isKnown, valueAt, valueInRound} from '../../src/session/value.ts';
import {anySetup, articleSetup, xorSetup} from './lessons.ts';

const withRate = (setup: Setup, rate: number): Setup => ({...setup, optimizer: {kind: 'sgd', rate}});

const article = articleSetup();
const side = startOf(
  article,
  new Map([
    ['slow', withRate(article, 0.05)],
    ['xor', xorSetup()],
  ]),
);

describe('runs side by side', () => {
  test('switching shows the other run, and back again the first one where it stood', () => {
    const moved = update(side, {type: 'forward', until: 'a.h'});
    const there = update(moved, {type: 'switch', run: 'xor'});
    expect(there.run).toBe('xor');
    expect(there.cursor).toBe(0);
    expect(there.start.setup.network.inputs).toEqual(['p', 'q']);
    const back = update(there, {type: 'switch', run: 'main'});
    expect(back).toEqual(moved);
    expect(passOf(back)).toBe(passOf(moved));
  });

  test('trained together each run comes to what it comes to alone', () => {
    const together = update(side, {type: 'train', rounds: 50, runs: ['main', 'slow', 'xor']});
    for (const [run, setup] of [
      ['main', article],
      ['slow', withRate(article, 0.05)],
      ['xor', xorSetup()],
    ] as const) {
      const alone = update(startOf(setup), {type: 'train', rounds: 50});
      expect(positionOf(together, run)?.start.parameters).toEqual(alone.start.parameters);
      expect(valueInRound(together, `loss@${run}`)).toBe(valueInRound(alone, 'loss'));
    }
    expect(together.run).toBe('main');
  });

  test('a run that is not named stays where it is', () => {
    const trained = update(side, {type: 'train', rounds: 50, runs: ['slow']});
    expect(trained.start).toBe(side.start);
    expect(valueAt(trained, 'round@slow')).toBe(51);
    expect(valueAt(trained, 'round')).toBe(1);
    expect(valueAt(trained, 'loss')).toBeUndefined();
    expect(valueAt(trained, 'loss@slow')).toBeTypeOf('number');
  });

  test('restart takes every run to its start', () => {
    const trained = update(side, {type: 'train', rounds: 5, runs: ['main', 'slow']});
    const again = update(trained, {type: 'restart'});
    for (const run of ['main', 'slow', 'xor'])
      expect(positionOf(again, run)?.start.parameters).toEqual(positionOf(side, run)?.start.parameters);
    expect(valueAt(again, 'round@slow')).toBe(1);
  });

  test('a name with an unknown run has no value', () => {
    expect(valueInRound(side, 'loss@nobody')).toBeUndefined();
    expect(isKnown(side, 'w.x->h@nobody')).toBe(false);
  });
});

describe('the stages of a training', () => {
  test('end in what one go comes to, each a round further on', () => {
    fc.assert(
      fc.property(anySetup, fc.integer({min: 1, max: 200}), (setup, rounds) => {
        const stages = [...unfold(startOf(setup), {type: 'train', rounds})];
        const dones = stages.map(({start}) => start.done);
        expect(dones).toEqual([...new Set(dones)].sort((a, b) => a - b));
        expect(stages.length).toBeLessThanOrEqual(25);
        let single = startOf(setup);
        for (let i = 0; i < rounds && single.start.divergedAt === undefined; i++)
          single = update(single, {type: 'forward', by: 'sample'});
        const last = stages.at(-1)!.start;
        // Playing shows the diverging round; training ends before or in it.
        if (last.divergedAt === undefined) {
          const next = update(single, {type: 'forward'});
          expect(last.done).toBe(rounds);
          expect(last.parameters).toEqual(next.start.parameters);
          expect(last.history).toEqual(next.start.history);
          expect(last.trace).toEqual(next.start.trace);
        }
      }),
      {numRuns: 60},
    );
  });

  test('stop at the epoch that comes below the loss, on a stage or not', () => {
    const all = update(startOf(article), {type: 'train', rounds: 1000, below: 1e-4});
    expect(all.start.done).toBe(103);
    const few = update(startOf(article), {type: 'train', rounds: 103, below: 1e-4});
    expect(few.start.done).toBe(103);
  });
});

describe('a run with a mistake', () => {
  const playedOut = (setup: Setup, rounds: number): State =>
    update(update(startOf(setup), {type: 'forward', by: 'sample', times: rounds}), {
      type: 'forward',
      until: 'loss',
    });

  test.each(mistakeNames)('%s: trains as it is played, sample by sample', (mistake) => {
    const setup: Setup = {...xorSetup(), mistake};
    const {before: _, ...trained} = update(startOf(setup), {type: 'train', rounds: 11}).start;
    expect(playedOut(setup, 11).start).toMatchObject(trained);
  });

  test('diverges in the same round', () => {
    const network = createNetwork({
      layers: [['x'], ['o']],
      activations: ['identity'],
      loss: 'half-squared-error',
      biased: new Set(),
    });
    const optimizer = {kind: 'sgd', rate: 1e100} as const;
    const setup: Setup = {...article, network, parameters: [0.5], optimizer, mistake: 'wrong-sign'};
    const {divergedAt} = update(startOf(setup), {type: 'train', rounds: 11}).start;
    expect(divergedAt).toBeGreaterThan(1);
    expect(playedOut(setup, 11).start.divergedAt).toBe(divergedAt);
  });
});

describe('a shown sample', () => {
  const setup: Setup = {...xorSetup(), test: [{input: [0.5, 0.5], target: [1], name: 'middle'}]};
  const start = update(startOf(setup), {type: 'train', rounds: 7});

  test('takes the place of the one whose turn it is; then that one has its turn, and nothing was learnt', () => {
    const shown = update(start, {type: 'show', from: 'test', index: 0});
    expect(shown.cursor).toBe(0);
    expect(valueAt(shown, 'a.p')).toBe(0.5);
    const next = update(update(shown, {type: 'forward', by: 'sample'}), {type: 'forward'});
    expect(next.start.shown).toBeUndefined();
    expect(valueAt(next, 'a.p')).toBe(setup.samples[7 % 4]!.input[0]);
    expect(next.start.parameters).toEqual(start.start.parameters);
    expect(valueAt(next, 'round')).toBe(8);
  });

  test('is looked at without leaving a mark: back is where it was', () => {
    const shown = update(start, {type: 'show', from: 'samples', index: 2});
    expect(valueAt(shown, 'a.p')).toBe(1);
    expect(update(shown, {type: 'back'})).toMatchObject({cursor: start.cursor, start: start.start});
  });

  test('can be changed without changing the data', () => {
    const shown = update(start, {type: 'show', from: 'test', index: 0});
    const changed = update(shown, {type: 'set', quantity: 'a.q', value: 9});
    expect(valueAt(changed, 'a.q')).toBe(9);
    expect(changed.start.setup).toBe(setup);
  });
});

describe('measures', () => {
  test('of the data: mean loss and how many are right, as counted by playing each sample', () => {
    const {start} = update(startOf(xorSetup()), {type: 'train', rounds: 3000});
    const at: State = {...startOf(xorSetup()), start};
    const losses: number[] = [];
    let right = 0;
    for (let i = 0; i < 4; i++) {
      const shown = update(at, {type: 'show', from: 'samples', index: i});
      losses.push(valueInRound(shown, 'loss')!);
      if (valueInRound(shown, 'a.o')! > 0.5 === valueInRound(shown, 't.o')! > 0.5) right += 1;
    }
    expect(valueAt(at, 'data.loss')).toBeCloseTo(losses.reduce((a, b) => a + b) / 4, 12);
    expect(valueAt(at, 'data.right')).toBe(right);
    expect(valueAt(at, 'data.size')).toBe(4);
    expect(valueAt(at, 'test.size')).toBe(0);
  });

  test('of several outputs the largest one answers', () => {
    const network = createNetwork({
      layers: [['p'], ['o1', 'o2']],
      activations: ['identity'],
      loss: 'mean-squared-error',
      biased: new Set(),
    });
    const sample = (input: number, ...target: number[]) => ({input: [input], target});
    // o1 = p and o2 = −p: the first is the larger one where p is above 0.
    const samples = [sample(2, 0.9, 0.1), sample(-2, 0.9, 0.1), sample(-3, 0, 1)];
    const state = startOf({...xorSetup(), network, parameters: [1, -1], samples});
    expect(valueAt(state, 'data.right')).toBe(2);
  });

  test('back.h->o sums to the gradient, in every net', () => {
    fc.assert(
      fc.property(anySetup, (setup) => {
        const state = startOf(setup);
        const {network} = setup;
        for (const [l, layer] of network.layers.slice(1, -1).entries())
          for (const neuron of layer) {
            const sum = network.layers[l + 2]!.map(
              (to) => valueInRound(state, `back.${neuron}->${to}`)!,
            ).reduce((a, b) => a + b);
            const whole = valueInRound(state, `grad.a.${neuron}`)!;
            if (Number.isFinite(whole)) expect(sum).toBe(whole);
          }
      }),
      {numRuns: 60},
    );
  });

  test('round, rate and the round of divergence', () => {
    const state = startOf({...article, optimizer: {kind: 'sgd', rate: 0.25}});
    expect(valueAt(state, 'rate')).toBe(0.25);
    expect(valueAt(state, 'round')).toBe(1);
    expect(valueAt(state, 'diverged')).toBeUndefined();
  });
});

test('a run without a mistake has gradients that central differences confirm, one with a mistake has not', () => {
  const wrong = update(startOf({...article, mistake: 'updated-weight'}), {type: 'train', rounds: 20});
  const {network} = article;
  const sample = article.samples[0]!;
  const pass = passOf(wrong);
  const [numeric] = gradientCheck(network, wrong.start.parameters, sample);
  expect(numeric?.parameter).toBe('w.x->h');
  expect(pass.values.get('grad.w.x->h')).not.toBeCloseTo(numeric!.numeric, 6);
  expect(valueAt(wrong, 'round')).toBe(21);
});
