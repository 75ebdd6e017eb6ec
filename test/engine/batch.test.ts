import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type BatchSize, batchPlace} from '../../src/engine/batch.ts';
import {evaluateFormula} from '../../src/engine/formula.ts';
import {mistakeNames, slipsOf} from '../../src/engine/mistakes.ts';
import {computePass, emptyMemory, type Pass, type Round} from '../../src/engine/pass.ts';
import {formulaOf} from '../../src/engine/passFormulas.ts';
import {replay} from '../../src/engine/replay.ts';
import {rulesOf} from '../../src/engine/wrongRules.ts';
import {naiveRound} from './naive.ts';
import {anyRegularization, anyRound, article} from './samples.ts';

const anyBatch = fc.constantFrom<BatchSize>(1, 2, 3, 4, 'all');

/** Rounds of several samples, played on from one another as a session does. */
function play(first: Round, samples: readonly Round['sample'][], batch: BatchSize, count: number): Pass[] {
  const passes: Pass[] = [];
  for (let done = 0; done < count; done++) {
    const {parameters, memory} = passes.at(-1)?.after ?? first;
    const sample = samples[done % samples.length]!;
    const place = batchPlace(batch, samples.length, done);
    passes.push(computePass({...first, parameters, memory, sample, batch: place}));
  }
  return passes;
}

const anyTraining = fc
  .record({
    round: anyRound,
    batch: anyBatch,
    regularization: anyRegularization,
    size: fc.integer({min: 1, max: 5}),
    rate: fc.double({min: 0.001, max: 0.1, noNaN: true}),
  })
  .map(({round, batch, regularization, size, rate}) => ({
    batch,
    round: {...round, ...(regularization && {regularization}), optimizer: {...round.optimizer, rate}},
    samples: Array.from({length: size}, (_, i) => ({
      ...round.sample,
      input: round.sample.input.map((x) => x - i / 3),
    })),
  }));

const isClose = (one: number, other: number): boolean =>
  Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other));

const saturated = ({network, values}: Pass): boolean =>
  network.outputs.some((name) => Math.abs(values.get(`a.${name}`)! - 0.5) > 0.5 - 1e-6);

/** Whether the order of a sum decides on which side of a kink a number lies. */
const atKink = ({network, values, sample}: Pass): boolean =>
  network.plan.some(
    ({neurons, activation}) =>
      activation.endsWith('relu') && neurons.some((name) => Math.abs(values.get(`z.${name}`)!) < 1e-9),
  ) ||
  (network.loss === 'mean-absolute-error' &&
    network.outputs.some((name, i) => Math.abs(values.get(`a.${name}`)! - sample.target[i]!) < 1e-9));

describe('where a round stands in its batch', () => {
  test.each<[BatchSize, number, string]>([
    [1, 3, '1/1 1/1 1/1 1/1'],
    [2, 5, '1/2 2/2 1/2 2/2 1/1 1/2'],
    [3, 4, '1/3 2/3 3/3 1/1 1/3'],
    ['all', 3, '1/3 2/3 3/3 1/3'],
    [9, 2, '1/2 2/2 1/2'],
  ])('batches of %s of %d samples', (batch, samples, wanted) => {
    const found = wanted.split(' ').map((_, done) => {
      const {place, size} = batchPlace(batch, samples, done);
      return `${place}/${size}`;
    });
    expect(found.join(' ')).toBe(wanted);
  });
});

test('sgd rounds come out as by plain loops: parameters stay within a batch, then go by the mean and the penalty', () => {
  fc.assert(
    fc.property(anyTraining, ({round, batch, samples}) => {
      const first: Round = {
        ...round,
        optimizer: {kind: 'sgd', rate: round.optimizer.rate},
        memory: emptyMemory({kind: 'sgd', rate: 1}, 0),
      };
      const passes = play(first, samples, batch, 2 * samples.length + 1);
      fc.pre(passes.every((pass) => !pass.diverged && !saturated(pass) && !atKink(pass)));
      const {l1 = 0, l2 = 0} = first.regularization ?? {};
      const {rate} = first.optimizer;
      const size = batch === 'all' ? samples.length : Math.min(batch, samples.length);
      const w = new Map<string, number>();
      let kept: Map<string, number>[] = [];
      passes.forEach((pass, done) => {
        // Every batch from the same numbers: a weight that one rounding puts above 0 and another below is drawn the other way.
        if (kept.length === 0)
          for (const [i, name] of first.network.parameters.entries()) w.set(name, pass.parameters[i]!);
        const parameters = first.network.parameters.map((name) => w.get(name)!);
        kept.push(naiveRound({...first, parameters, sample: pass.sample}).gradients);
        const isLast = kept.length === size || (done + 1) % samples.length === 0;
        expect(pass.operations.some(({phase}) => phase === 'update')).toBe(isLast);
        if (isLast) {
          for (const [name, value] of w) {
            const mean = kept.reduce((sum, gradients) => sum + gradients.get(name)!, 0) / kept.length;
            const penalty = name.startsWith('w.') ? l2 * value + (value === 0 ? 0 : value > 0 ? l1 : -l1) : 0;
            w.set(name, value - rate * (mean + penalty));
          }
          kept = [];
        }
        for (const [name, value] of w)
          expect(isClose(pass.values.get(`next.${name}`)!, value), `${name} after round ${done + 1}`).toBe(
            true,
          );
        expect(pass.after.memory.gathered === undefined).toBe(isLast);
      });
    }),
    {numRuns: 150},
  );
});

test('a round without update leaves every parameter its bits, and says so from its gradient on', () => {
  const [pass] = play(article(), [article().sample, article().sample], 2, 1);
  for (const [i, name] of pass!.network.parameters.entries()) {
    expect(pass!.values.get(`next.${name}`)).toBe(pass!.parameters[i]);
    expect(pass!.position.get(`next.${name}`)).toBe(pass!.position.get(`grad.${name}`));
    expect(formulaOf(pass!, `next.${name}`)).toEqual({kind: 'quantity', name});
    expect(slipsOf(pass!, `next.${name}`)).toEqual([]);
  }
  expect(pass!.after.parameters).toEqual(pass!.parameters);
});

test('the penalty is in the update alone: loss and gradients are those without it', () => {
  const plain = computePass(article());
  const drawn = computePass({...article(), regularization: {l1: 0.1, l2: 0.2}});
  for (const [name, value] of plain.values)
    if (!name.startsWith('next.')) expect(drawn.values.get(name), name).toBe(value);
  // wo = 0.3: 0.2·0.3 + 0.1 more for the rate of 0.5 to take away; the bias as before.
  expect(drawn.values.get('next.w.h->o')).toBeCloseTo(plain.values.get('next.w.h->o')! - 0.5 * 0.16, 15);
  expect(drawn.values.get('next.b.o')).toBe(plain.values.get('next.b.o'));
});

test('a weight of 0 is not drawn', () => {
  const {parameters} = article();
  const at0 = {...article(), parameters: parameters.with(0, 0), regularization: {l1: 5, l2: 5}};
  const {regularization: _, ...plain} = at0;
  expect(computePass(at0).values.get('next.w.x->h')).toBe(computePass(plain).values.get('next.w.x->h'));
});

test('the formulas of updates evaluate to the numbers, for every optimiser', () => {
  fc.assert(
    fc.property(anyTraining, ({round, batch, samples}) => {
      for (const pass of play(round, samples, batch, samples.length + 2)) {
        fc.pre(!pass.diverged);
        for (const name of pass.network.parameters) {
          const formula = formulaOf(pass, `next.${name}`)!;
          const printed = evaluateFormula(formula, (of) => pass.values.get(of)!);
          expect(isClose(printed, pass.values.get(`next.${name}`)!), name).toBe(true);
        }
      }
    }),
    {numRuns: 100},
  );
});

test('a run with a mistake updates as its formulas say, penalty included', () => {
  fc.assert(
    fc.property(anyTraining, fc.constantFrom(...mistakeNames), ({round}, mistake) => {
      const pass = computePass({...round, mistake});
      fc.pre(!pass.diverged);
      pass.network.parameters.forEach((name, i) => {
        const printed = evaluateFormula(formulaOf(pass, `next.${name}`)!, (of) => pass.values.get(of)!);
        expect(isClose(printed, pass.values.get(`next.${name}`)!), `${mistake} ${name}`).toBe(true);
        expect(pass.after.parameters[i]).toBe(pass.values.get(`next.${name}`));
      });
    }),
    {numRuns: 100},
  );
});

test('a mistake on the way comes into the mean with its own sample’s gradient', () => {
  fc.assert(
    fc.property(anyTraining, ({round, batch, samples}) => {
      const passes = play(round, samples, batch, samples.length);
      for (const pass of passes.filter(({batch: place}) => place!.place === place!.size)) {
        fc.pre(!pass.diverged);
        for (const name of pass.network.parameters) {
          const asked = `next.${name}`;
          for (const rule of rulesOf('no-slope', pass, asked)) {
            const again = replay(pass, rule, asked);
            const {value} = again.at(asked);
            const wrong = again.at(`grad.${name}`).value;
            // The same round once more, with a sum that makes up the difference.
            const own = pass.values.get(`grad.${name}`)!;
            const index = pass.network.parameterIndex.get(name)!;
            const {gathered = pass.parameters.map(() => 0)} = pass.memory;
            const moved = gathered.with(index, gathered[index]! + (wrong - own));
            const other = computePass({...pass, memory: {...pass.memory, gathered: moved}});
            fc.pre(Math.abs(wrong) < 1e3);
            const scale = Math.max(1, Math.abs(value));
            expect(Math.abs(value - other.values.get(asked)!), asked).toBeLessThanOrEqual(1e-6 * scale);
          }
        }
      }
    }),
    {numRuns: 40},
  );
});
