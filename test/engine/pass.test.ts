import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {computePass, operationsOf, type Pass, type Round} from '../../src/engine/pass.ts';
import {anyRound, article, mazur} from './samples.ts';

const lossAt = (round: Round, parameters: readonly number[]): number =>
  computePass({...round, parameters}).loss;

/** Central differences, (L(θ+h) − L(θ−h)) / 2h. */
function numericGradient(round: Round, index: number): number {
  const h = 1e-5;
  const moved = (by: number): number[] => round.parameters.map((p, i) => (i === index ? p + by : p));
  return (lossAt(round, moved(h)) - lossAt(round, moved(-h))) / (2 * h);
}

const relu = (name: string): boolean => name === 'relu' || name === 'leaky-relu';
/** Central differences say nothing next to a kink. */
const nearKink = (pass: Pass): boolean =>
  pass.network.plan.some(
    ({activation, neurons}) =>
      relu(activation) && neurons.some((name) => Math.abs(pass.values.get(`z.${name}`)!) < 1e-2),
  ) ||
  (pass.network.loss === 'mean-absolute-error' &&
    pass.network.outputs.some(
      (name) => Math.abs(pass.values.get(`a.${name}`)! - pass.values.get(`t.${name}`)!) < 1e-2,
    ));

describe('the pass of the article’s 1-1-1 net', () => {
  const pass = computePass(article());
  it.each([
    ['z.h', 0.30000000000000004],
    ['a.h', 0.574442516811659],
    ['z.o', 0.3723327550434977],
    ['a.o', 0.5920225338023005],
    ['loss', 0.021627313223007625],
    ['grad.a.o', -0.20797746619769952],
    ['slope.o', 0.24153185327260446],
    ['grad.w.h->o', -0.02885607598362517],
    ['grad.b.o', -0.050233182849670814],
    ['next.w.h->o', 0.31442803799181257],
    ['next.b.o', 0.22511659142483542],
    ['slope.h', 0.24445831169074586],
    ['grad.w.x->h', -0.003683975721084917],
    ['grad.b.h', -0.003683975721084917],
    ['next.w.x->h', 0.20184198786054247],
    ['next.b.h', 0.10184198786054247],
  ])('%s is %d', (name, value) => {
    expect(pass.values.get(name)).toBeCloseTo(value, 15);
  });

  it('comes closer to the target in round 2', () => {
    const second = computePass({...article(), ...pass.after});
    expect(second.values.get('a.o')).toBeCloseTo(0.6001332900304863, 15);
    expect(second.loss).toBeCloseTo(0.019973350877018858, 15);
  });

  it('takes 103 rounds until the loss is under 1e-4 and 222 until it is under 1e-6', () => {
    let round = article();
    const firstBelow = new Map<number, number>();
    for (let done = 0; done <= 230; done++) {
      const {loss, after} = computePass(round);
      for (const level of [1e-4, 1e-6])
        if (loss < level && !firstBelow.has(level)) firstBelow.set(level, done);
      round = {...round, ...after};
    }
    expect([...firstBelow.values()]).toEqual([103, 222]);
  });

  it('has the operations in the order of the article when updates stand layer by layer', () => {
    const list = operationsOf(article().network, 'layer-by-layer').map(({quantity}) => quantity);
    expect(list).toEqual([
      ...['z.h', 'a.h', 'z.o', 'a.o', 'loss'],
      ...['grad.a.o', 'slope.o', 'grad.z.o', 'grad.w.h->o', 'grad.b.o', 'next.w.h->o', 'next.b.o'],
      ...['grad.a.h', 'slope.h', 'grad.z.h', 'grad.w.x->h', 'grad.b.h', 'next.w.x->h', 'next.b.h'],
    ]);
  });
});

describe('Matt Mazur’s 2-2-2 example', () => {
  const pass = computePass(mazur());
  it('gives his weights after one update', () => {
    // His eight figures are right as published.
    const published = [
      0.149780716, 0.19956143, 0.24975114, 0.29950229, 0.35891648, 0.408666186, 0.51130127, 0.561370121,
    ];
    const weights = pass.network.parameters.map((name, i) =>
      name.startsWith('w.') ? pass.after.parameters[i]! : [],
    );
    weights.flat().forEach((value, i) => {
      expect(value).toBeCloseTo(published[i]!, 8);
    });
  });

  it('has total error 0.2910277736935993 after it with biases fixed, not the published 0.291027924', () => {
    const parameters = pass.network.parameters.map((name, i) =>
      name.startsWith('b.') ? pass.parameters[i]! : pass.after.parameters[i]!,
    );
    expect(lossAt(pass, parameters)).toBeCloseTo(0.2910277736935993, 15);
  });
});

describe('any pass', () => {
  it('agrees with central differences in every parameter', () => {
    fc.assert(
      fc.property(anyRound, (round) => {
        const pass = computePass(round);
        fc.pre(!nearKink(pass) && !pass.diverged);
        round.network.parameters.forEach((name, i) => {
          const analytic = pass.values.get(`grad.${name}`)!;
          const numeric = numericGradient(round, i);
          expect(Math.abs(analytic - numeric)).toBeLessThan(
            1e-5 * Math.max(1, Math.abs(analytic), pass.loss),
          );
        });
      }),
      {numRuns: 60},
    );
  });

  it('shows the updates in two orders and computes the same bits', () => {
    fc.assert(
      fc.property(anyRound, (round) => {
        const early = computePass({...round, updates: 'layer-by-layer'});
        const late = computePass({...round, updates: 'after-backward'});
        expect(early.after).toEqual(late.after);
        expect([...early.values]).toEqual([...late.values]);
        expect(early.operations.map(({quantity}) => quantity).sort()).toEqual(
          late.operations.map(({quantity}) => quantity).sort(),
        );
      }),
      {numRuns: 60},
    );
  });

  it('knows a place in the list for every value, after those it is computed from', () => {
    fc.assert(
      fc.property(anyRound, (round) => {
        const pass = computePass(round);
        expect([...pass.values.keys()].filter((name) => !pass.position.has(name))).toEqual([]);
        expect(new Set(pass.operations.map(({quantity}) => quantity)).size).toBe(pass.operations.length);
      }),
      {numRuns: 60},
    );
  });
});

describe('extreme numbers', () => {
  const saturated = (size: number): Round => ({
    ...article(),
    parameters: [size, 0, size, 0],
  });
  it.each([1000, -1000])('a sigmoid at ±%d has a finite loss and gradient', (size) => {
    const pass = computePass(saturated(size));
    expect(pass.diverged).toBe(false);
    expect([...pass.values.values()].every(Number.isFinite)).toBe(true);
  });

  it('says diverged on overflow', () => {
    const {network} = article();
    const identity = {
      ...network,
      plan: network.plan.map((layer) => ({...layer, activation: 'identity' as const})),
    };
    expect(computePass({...article(), network: identity, parameters: [1e200, 0, 1e200, 0]}).diverged).toBe(
      true,
    );
  });
});
