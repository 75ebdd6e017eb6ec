import fc from 'fast-check';
import {describe, expect, it, test} from 'vitest';
import {type MistakeName, slipsOf} from '../../src/engine/mistakes.ts';
import type {NetworkShape} from '../../src/engine/network.ts';
import type {Round} from '../../src/engine/pass.ts';
import type {Ask, Setup} from '../../src/lesson/lesson.ts';
import {type Reply, replyTo, truthOf} from '../../src/session/answer.ts';
import {behindSign} from '../../src/session/diagnosis.ts';
import {passOf, type State, startOf} from '../../src/session/state.ts';
import {update} from '../../src/session/update.ts';
import {valueInRound} from '../../src/session/value.ts';
import {article, mazur, roundOf} from '../engine/samples.ts';
import {anySetup, noNames, says} from './lessons.ts';

const setupOf = ({network, parameters, optimizer, sample, updates, mistake}: Round): Setup => ({
  network,
  parameters,
  optimizer,
  samples: [sample],
  test: [],
  names: noNames,
  updates,
  ...(mistake && {mistake}),
});

/** The round's end, with all its numbers known. */
const played = (round: Round): State => update(startOf(setupOf(round)), {type: 'forward', by: 'sample'});

const asks = (kind: 'number' | 'sign', of: string): Ask => ({kind, of, prompt: says('?'), hints: []});

function reply(ask: Ask, text: string, state: State): Extract<Reply, {kind: 'answered'}> {
  const found = replyTo(ask, text, state);
  if (found?.kind !== 'answered') throw new Error(`${text} is no answer`);
  return found;
}

const mistakesIn = (ask: Ask, text: string, state: State): readonly MistakeName[] =>
  reply(ask, text, state).slips.map(({mistake}) => mistake);

/** Two inputs, two hidden neurons, one output: the numbers of w.p->h, w.q->h, w.p->k, w.q->k, b.h, b.k, w.h->o, w.k->o, b.o. */
const twoTwoOne = (over: Partial<Pick<NetworkShape, 'loss' | 'activations'>> = {}): Round =>
  roundOf(
    {
      layers: [['p', 'q'], ['h', 'k'], ['o']],
      activations: ['tanh', 'sigmoid'],
      loss: 'mean-squared-error',
      biased: new Set(['h', 'k', 'o']),
      ...over,
    },
    [0.5, -0.3, 0.8, 0.2, 0.1, -0.1, 0.7, -0.6, 0.05],
    [1.3, 0.4],
    [0.9],
    {kind: 'sgd', rate: 0.2},
  );

const entropy = twoTwoOne({loss: 'binary-cross-entropy'});

/** What a learner computes from numbers on the screen: the product of quantities, times a factor. */
const work = (round: Round, names: readonly string[], factor = 1): number => {
  const state = played(round);
  return names.reduce((product, name) => product * valueInRound(state, name)!, factor);
};

describe('a number that a mistake leads to', () => {
  test.each<[string, Round, string, number, readonly MistakeName[]]>([
    [
      'old weight, 1-1-1',
      article(),
      'grad.a.h',
      work(article(), ['grad.z.o', 'next.w.h->o']),
      ['updated-weight'],
    ],
    [
      'old weight, 2-2-1',
      twoTwoOne(),
      'grad.z.k',
      work(twoTwoOne(), ['grad.z.o', 'next.w.k->o', 'slope.k']),
      ['updated-weight'],
    ],
    ['slope, mean squared error', twoTwoOne(), 'grad.z.o', work(twoTwoOne(), ['grad.a.o']), ['no-slope']],
    ['slope, hidden', entropy, 'grad.w.p->h', work(entropy, ['grad.a.h', 'a.p']), ['no-slope']],
    [
      'slope and plain error',
      article(),
      'grad.z.o',
      work(article(), ['grad.a.o']),
      ['no-slope', 'raw-error'],
    ],
    [
      'slope at a, hidden tanh',
      twoTwoOne(),
      'slope.h',
      1 - Math.tanh(work(twoTwoOne(), ['a.h'])) ** 2,
      ['slope-at-output'],
    ],
    ['sign of a gradient', mazur(), 'grad.w.h1->o1', work(mazur(), ['grad.w.h1->o1'], -1), ['wrong-sign']],
    [
      'sign of an update',
      mazur(),
      'next.w.h1->o1',
      0.4 + work(mazur(), ['grad.w.h1->o1'], 0.5),
      ['wrong-sign'],
    ],
    ['gradient for the new value', entropy, 'next.b.o', work(entropy, ['grad.b.o']), ['gradient-as-update']],
    ['step for the gradient', entropy, 'grad.b.o', work(entropy, ['grad.b.o'], -0.2), ['gradient-as-update']],
    ['no rate', twoTwoOne(), 'next.w.q->k', 0.2 - work(twoTwoOne(), ['grad.w.q->k']), ['gradient-as-update']],
    ['one path of two', mazur(), 'grad.a.h1', work(mazur(), ['grad.z.o2', 'w.h1->o2']), ['one-path']],
    ['one output of two', mazur(), 'loss', work(mazur(), ['loss.o2']), ['one-path']],
    [
      'plain error, mean squared error',
      twoTwoOne(),
      'grad.b.o',
      work(twoTwoOne(), ['a.o']) - 0.9,
      ['raw-error'],
    ],
    ['plain error for a hidden δ', entropy, 'grad.z.h', 0.9 - work(entropy, ['a.o']), ['raw-error']],
    ['without the ½', article(), 'loss', work(article(), ['loss'], 2), ['wrong-factor']],
    ['the 2 forgotten', twoTwoOne(), 'grad.a.o', work(twoTwoOne(), ['grad.a.o'], 0.5), ['wrong-factor']],
    ['rounded', article(), 'grad.w.h->o', -0.0285, ['rounded']],
    ['output for 1', entropy, 'grad.b.o', work(entropy, ['grad.z.o', 'a.k']), ['weight-factor-on-bias']],
    ['nothing of that', article(), 'grad.w.h->o', 0.7777, []],
  ])('%s', (_, round, of, value, mistakes) => {
    const ask = asks('number', of);
    const state = played(round);
    const text = value.toPrecision(6);
    expect(reply(ask, text, state).right).toBe(false);
    // Rounding changes any number a little; that it fits as well is no misjudgement.
    const found = mistakesIn(ask, text, state);
    expect(found.filter((name) => name !== 'rounded' || mistakes.includes(name))).toEqual(mistakes);
  });

  it('fits to the digits that were typed, the closest mistake first', () => {
    const ask = asks('number', 'grad.w.h->o');
    expect(mistakesIn(ask, '-0.119', played(article()))).toEqual(['no-slope', 'raw-error']);
    expect(mistakesIn(ask, '-0.11', played(article()))).toEqual([]);
    expect(mistakesIn(ask, '-0.0577', played(article()))).toEqual(['wrong-factor']);
  });

  it('is looked for in the run that the question names', () => {
    const state = startOf(setupOf(article()), new Map([['other', setupOf(mazur())]]));
    const ask = asks('number', 'grad.a.h1@other');
    const text = work(mazur(), ['grad.z.o2', 'w.h1->o2']).toPrecision(6);
    expect(mistakesIn(ask, text, state)).toContain('one-path');
  });
});

it('the truth is never diagnosed', () => {
  fc.assert(
    fc.property(anySetup, fc.nat(), fc.integer({min: 3, max: 9}), (setup, pick, digits) => {
      const state = update(startOf(setup), {type: 'forward', by: 'sample'});
      const {operations} = passOf(state);
      const {quantity} = operations[pick % operations.length]!;
      const ask = asks('number', quantity);
      const truth = truthOf(ask, state);
      fc.pre(Number.isFinite(truth));
      const found = reply(ask, truth.toPrecision(digits), state);
      expect(found.right).toBe(true);
      expect(found.slips).toEqual([]);
    }),
  );
});

describe('a sign', () => {
  it.each([
    ['grad.w.h->o', '+', ['wrong-sign']],
    ['grad.w.h->o', '-', []],
    ['grad.w.h->o', '0', []],
  ] as const)('of %s, answered %s: %j', (of, text, mistakes) => {
    expect(mistakesIn(asks('sign', of), text, played(article()))).toEqual(mistakes);
  });

  it('names no mistake that may as well lead to the right sign', () => {
    // Of the two paths to h1 one alone is positive and one negative.
    expect(mistakesIn(asks('sign', 'grad.a.h1'), '-', played(mazur()))).toEqual(['wrong-sign']);
  });
});

test('behind a sign there are two mistakes at most: more say nothing', () => {
  const slips = slipsOf(passOf(played(article())), 'grad.w.h->o');
  const three: readonly MistakeName[] = ['wrong-sign', 'no-slope', 'raw-error'];
  const negative = three.map((mistake) => ({...slips[0]!, mistake, value: -1}));
  expect(behindSign(negative.slice(0, 2), -1).map(({mistake}) => mistake)).toEqual([
    'wrong-sign',
    'no-slope',
  ]);
  expect(behindSign(negative, -1)).toEqual([]);
});

describe('a choice', () => {
  const options = [
    {say: says('new'), is: ['grad.z.o', 'next.w.h->o']},
    {say: says('old'), is: ['grad.z.o', 'w.h->o']},
    {say: says('odd'), is: ['a.x']},
  ];
  const ask: Ask = {kind: 'choice', of: 'grad.a.h', options, prompt: says('?'), hints: []};

  it.each([
    ['1', false, ['updated-weight']],
    ['2', true, []],
    ['3', false, []],
  ] as const)('number %s', (text, right, mistakes) => {
    const state = played(article());
    expect(reply(ask, text, state).right).toBe(right);
    expect(mistakesIn(ask, text, state)).toEqual(mistakes);
  });

  it.each([
    ['largest', [false, false, true]],
    ['smallest', [true, false, false]],
  ] as const)('of the %s', (pick, right) => {
    const state = played(article());
    const picking: Ask = {kind: 'choice', pick, options, prompt: says('?'), hints: []};
    expect(['1', '2', '3'].map((text) => reply(picking, text, state).right)).toEqual(right);
    expect(mistakesIn(picking, '2', state)).toEqual([]);
  });
});

describe('a question for the wrong line', () => {
  const ask: Ask = {
    kind: 'line',
    among: ['grad.w.h->o', 'grad.z.h', 'grad.b.h'],
    prompt: says('?'),
    hints: [],
  };

  it.each([
    ['weight-factor-on-bias', '3'],
    ['no-slope', '2'],
  ] as const)('in a run with %s', (mistake, right) => {
    const state = played({...article(), mistake});
    expect(['1', '2', '3'].filter((text) => reply(ask, text, state).right)).toEqual([right]);
  });

  it('takes no number without a line', () => {
    expect(replyTo(ask, '4', played(article()))).toBeUndefined();
    expect(replyTo(ask, '0', played(article()))).toBeUndefined();
  });
});
