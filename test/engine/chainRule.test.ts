import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {chainRule} from '../../src/engine/chainRule.ts';
import {evaluateFormula} from '../../src/engine/formula.ts';
import {computePass} from '../../src/engine/pass.ts';
import {anyRound, article, mazur} from './samples.ts';

const along = (path: readonly {over: string; under: string}[]): string =>
  path.map(({over, under}) => `d${over}/d${under}`).join(' ');

describe('the chain rule', () => {
  it('takes the article’s hidden weight apart into five factors along one path', () => {
    const rule = chainRule(computePass(article()), 'w.x->h')!;
    expect(rule.paths.map(along)).toEqual(['dloss/da.o da.o/dz.o dz.o/da.h da.h/dz.h dz.h/dw.x->h']);
    expect(rule.paths[0]!.map(({quantity}) => quantity)).toEqual([
      'grad.a.o',
      'slope.o',
      'w.h->o',
      'slope.h',
      'a.x',
    ]);
  });

  it('differs for the bias in the last factor only', () => {
    const pass = computePass(article());
    const [byWeight, byBias] = ['w.x->h', 'b.h'].map((of) => chainRule(pass, of)!.paths[0]!);
    expect(byBias!.slice(0, -1)).toEqual(byWeight!.slice(0, -1));
    expect(byBias!.at(-1)!.value).toBe(1);
  });

  it('finds one path for each output of a hidden weight', () => {
    const rule = chainRule(computePass(mazur()), 'w.i1->h1')!;
    expect(rule.paths.map((path) => path[0]!.under)).toEqual(['a.o1', 'a.o2']);
  });

  it('adds up, over all paths, to the gradient', () => {
    fc.assert(
      fc.property(anyRound, (round) => {
        const pass = computePass(round);
        fc.pre(!pass.diverged);
        const named = round.network.plan.flatMap(({neurons}) => neurons.flatMap((n) => [`z.${n}`]));
        for (const of of [...round.network.parameters, ...named]) {
          const rule = chainRule(pass, of)!;
          const products = rule.paths.map((path) => path.reduce((total, {value}) => total * value, 1));
          const total = products.reduce((sum, value) => sum + value, 0);
          expect(Math.abs(total - rule.value), of).toBeLessThanOrEqual(
            1e-9 * Math.max(1, Math.abs(rule.value)),
          );
        }
      }),
      {numRuns: 60},
    );
  });

  it('has factors whose formulas give their values', () => {
    fc.assert(
      fc.property(anyRound, (round) => {
        const pass = computePass(round);
        fc.pre(!pass.diverged);
        for (const of of round.network.parameters)
          for (const {value, formula, quantity} of chainRule(pass, of)!.paths.flat()) {
            if (quantity !== undefined) expect(pass.values.get(quantity)).toBe(value);
            if (formula !== undefined)
              expect(evaluateFormula(formula, (name) => pass.values.get(name)!)).toBeCloseTo(value, 9);
          }
      }),
      {numRuns: 60},
    );
  });
});
