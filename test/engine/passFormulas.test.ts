import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {evaluateFormula} from '../../src/engine/formula.ts';
import {computePass, type Pass} from '../../src/engine/pass.ts';
import {formulaOf} from '../../src/engine/passFormulas.ts';
import {anyRound} from './samples.ts';

const saturated = ({network, values}: Pass): boolean =>
  network.outputs.some((name) => Math.abs(values.get(`a.${name}`)! - 0.5) > 0.5 - 1e-6);

describe('the formula of every operation', () => {
  it('evaluates to the number that the engine computed', () => {
    fc.assert(
      fc.property(anyRound, (round) => {
        const pass = computePass(round);
        // At a = 0 or 1 the formula on paper has ln 0; the engine joins loss and activation and stays exact there.
        fc.pre(!pass.diverged && !saturated(pass));
        for (const {quantity} of pass.operations) {
          const formula = formulaOf(pass, quantity);
          if (formula === undefined) throw new Error(`no formula for ${quantity}`);
          const value = pass.values.get(quantity)!;
          const printed = evaluateFormula(formula, (name) => pass.values.get(name)!);
          expect(Math.abs(printed - value), quantity).toBeLessThanOrEqual(
            1e-9 * Math.max(1, Math.abs(value)),
          );
        }
      }),
      {numRuns: 80},
    );
  });

  it('uses only what stands earlier in the list, so nothing unknown is shown', () => {
    fc.assert(
      fc.property(anyRound, (round) => {
        const pass = computePass(round);
        pass.operations.forEach(({quantity}, i) => {
          evaluateFormula(formulaOf(pass, quantity)!, (name) => {
            expect(pass.position.get(name), `${quantity} uses ${name}`).toBeLessThan(i);
            return pass.values.get(name)!;
          });
        });
      }),
      {numRuns: 60},
    );
  });
});
