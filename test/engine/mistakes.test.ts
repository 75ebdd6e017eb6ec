import fc from 'fast-check';
import {describe, expect, it, test} from 'vitest';
import {chainRule} from '../../src/engine/chainRule.ts';
import {evaluateFormula} from '../../src/engine/formula.ts';
import {gradientCheck} from '../../src/engine/gradientCheck.ts';
import {isMistaken, type MistakeName, mistakeNames, slipsOf} from '../../src/engine/mistakes.ts';
import type {NetworkShape} from '../../src/engine/network.ts';
import {optimizerDefaults, optimizerNames} from '../../src/engine/optimizers.ts';
import {computePass, emptyMemory, type Pass, type Round} from '../../src/engine/pass.ts';
import {formulaOf} from '../../src/engine/passFormulas.ts';
import {gradient, next, output} from '../../src/engine/quantity.ts';
import {naiveRound} from './naive.ts';
import {anyRound, article, mazur, roundOf} from './samples.ts';

// Terms of about 1 that nearly cancel leave their rounding, some thousand times as much near saturation.
const close = (one: number, other: number): boolean =>
  Math.abs(one - other) <= 1e-9 * Math.max(1e-2, Math.abs(one), Math.abs(other));

/** At a = 0 or 1 formulas on paper have ln 0 or 1/0; the engine joins loss and activation and stays exact there. */
const isSaturated = ({network, values}: Pass): boolean =>
  network.outputs.some((name) => Math.abs(values.get(`a.${name}`)! - 0.5) > 0.5 - 1e-4);

/** Random rounds whose formulas on paper hold. */
const anySoundRound = anyRound.filter((round) => {
  const pass = computePass(round);
  return !pass.diverged && !isSaturated(pass);
});

const withMistake = (round: Round, mistake: MistakeName): Pass => computePass({...round, mistake});

describe('a round with a mistake', () => {
  const written = mistakeNames.filter((name) => name !== 'rounded');

  test.each(written)('%s: has the numbers of plain loops with that mistake', (mistake) => {
    fc.assert(
      fc.property(anySoundRound, (sound) => {
        const round: Round = {...sound, optimizer: {kind: 'sgd', rate: 0.3}, memory: {updates: 0, slots: []}};
        const pass = withMistake(round, mistake);
        const naive = naiveRound(round, mistake);
        fc.pre([...naive.next.values()].every((value) => Math.abs(value) < 1e6));
        for (const name of round.network.parameters) {
          const values = [pass.values.get(gradient(name))!, pass.values.get(next(name))!] as const;
          expect(close(values[0], naive.gradients.get(name)!), `gradient of ${name}`).toBe(true);
          expect(close(values[1], naive.next.get(name)!), `new ${name}`).toBe(true);
        }
        expect(pass.after.parameters).toEqual(
          round.network.parameters.map((name) => pass.values.get(next(name))),
        );
      }),
      {numRuns: 40},
    );
  });

  it('rounded: computes each line of the backward pass from numbers of two digits', () => {
    const {values} = withMistake(article(), 'rounded');
    expect(values.get('grad.a.o')).toBeCloseTo(-(0.8 - 0.59), 12);
    expect(values.get('slope.o')).toBeCloseTo(0.59 * (1 - 0.59), 12);
    expect(values.get('grad.z.o')).toBeCloseTo(-0.21 * 0.24, 12);
    expect(values.get('grad.w.h->o')).toBeCloseTo(-0.05 * 0.57, 12);
    expect(values.get('next.w.h->o')).toBeCloseTo(0.3 + 0.5 * 0.05 * 0.57, 12);
  });

  it('has lines that give its numbers, and says which of them are wrong', () => {
    fc.assert(
      fc.property(anySoundRound, fc.constantFrom(...mistakeNames), (round, mistake) => {
        const right = computePass(round);
        const pass = withMistake(round, mistake);
        fc.pre(!pass.diverged);
        for (const {quantity, phase} of pass.operations) {
          const known = (name: string): number => pass.values.get(name)!;
          const value = evaluateFormula(formulaOf(pass, quantity)!, known);
          if (phase === 'forward') expect(pass.values.get(quantity)).toBe(right.values.get(quantity));
          else expect(close(value, known(quantity)), quantity).toBe(true);
          const rightly = formulaOf({...pass, wrong: new Map()}, quantity);
          if (isMistaken(pass, quantity)) expect(formulaOf(pass, quantity)).not.toEqual(rightly);
        }
        // No operation of the pass, but shown all the same.
        for (const name of round.network.inputs.map((input) => gradient(output(input)))) {
          const value = evaluateFormula(formulaOf(pass, name)!, (of) => pass.values.get(of)!);
          expect(close(value, pass.values.get(name)!), name).toBe(true);
        }
      }),
      {numRuns: 60},
    );
  });

  test.each<[MistakeName, readonly string[]]>([
    ['updated-weight', ['grad.a.h']],
    ['no-slope', ['grad.z.o', 'grad.z.h']],
    ['slope-at-output', ['slope.o', 'slope.h']],
    ['wrong-sign', ['next.w.h->o', 'next.b.o', 'next.w.x->h', 'next.b.h']],
    ['gradient-as-update', ['next.w.h->o', 'next.b.o', 'next.w.x->h', 'next.b.h']],
    ['one-path', []],
    ['raw-error', ['grad.z.o']],
    ['wrong-factor', ['grad.a.o']],
    ['weight-factor-on-bias', ['grad.b.o', 'grad.b.h']],
  ])('%s changes the lines %j of the article’s net', (mistake, lines) => {
    const pass = withMistake(article(), mistake);
    const changed = pass.operations.map(({quantity}) => quantity).filter((name) => isMistaken(pass, name));
    expect(changed).toEqual(lines);
  });

  it('uses no updated weight before it is computed', () => {
    const pass = withMistake(article('after-backward'), 'updated-weight');
    expect(pass.position.get('next.w.h->o')).toBeLessThan(pass.position.get('grad.a.h')!);
  });

  it('without anything that the mistake could change has the right bits', () => {
    const right = computePass(article());
    const pass = withMistake(article(), 'one-path');
    expect([...pass.values]).toEqual([...right.values]);
    expect(pass.after).toEqual(right.after);
  });

  it('keeps the optimiser’s memory of its wrong gradients', () => {
    const optimizer = {kind: 'momentum', rate: 0.1, momentum: 0.9} as const;
    const round: Round = {...mazur(), optimizer, memory: {updates: 3, slots: [mazur().parameters]}};
    const {values, after, network} = withMistake(round, 'raw-error');
    const velocity = round.parameters.map((v, i) => 0.9 * v + values.get(gradient(network.parameters[i]!))!);
    expect(after.memory).toEqual({updates: 4, slots: [velocity]});
    expect(after.parameters).toEqual(round.parameters.map((w, i) => w - 0.1 * velocity[i]!));
  });

  it('shows no chain rule, which would contradict its numbers', () => {
    expect(chainRule(computePass(article()), 'w.h->o')).toBeDefined();
    expect(chainRule(withMistake(article(), 'no-slope'), 'w.h->o')).toBeUndefined();
  });

  test.each<MistakeName>([
    'updated-weight',
    'no-slope',
    'raw-error',
    'wrong-factor',
    'weight-factor-on-bias',
  ])('%s is convicted by trying', (mistake) => {
    const {network, parameters, sample, values} = withMistake(mazur(), mistake);
    const gradients = network.parameters.map((name) => values.get(gradient(name))!);
    const worst = gradientCheck(network, parameters, sample, gradients).map((one) => one.relativeDifference);
    expect(Math.max(...worst)).toBeGreaterThan(0.05);
  });

  it('that only touches the update is not', () => {
    const {network, parameters, sample, values} = withMistake(mazur(), 'wrong-sign');
    const gradients = network.parameters.map((name) => values.get(gradient(name))!);
    for (const {relativeDifference} of gradientCheck(network, parameters, sample, gradients))
      expect(relativeDifference).toBeLessThan(1e-6);
  });
});

describe('slips', () => {
  it.each(optimizerNames)('%s: a new value goes on from what the optimiser has kept', (kind) => {
    const {after, ...first} = computePass({
      ...article(),
      optimizer: {...optimizerDefaults[kind], rate: 0.1},
      memory: emptyMemory({...optimizerDefaults[kind], rate: 0.1}, 4),
    });
    const round: Round = {...first, ...after};
    const asked = next('w.x->h');
    const found = slipsOf(computePass(round), asked).filter(({mistake}) => mistake === 'no-slope');
    const whole = withMistake(round, 'no-slope').values.get(asked)!;
    expect(found.some(({value}) => close(value, whole))).toBe(true);
  });

  it('never have the true number, and each mistake has each number once', () => {
    fc.assert(
      fc.property(anySoundRound, fc.nat(), (round, pick) => {
        const pass = computePass(round);
        const {quantity} = pass.operations[pick % pass.operations.length]!;
        const truth = pass.values.get(quantity)!;
        const slips = slipsOf(pass, quantity);
        for (const {value} of slips) expect(Number.isFinite(value) && value !== truth).toBe(true);
        const numbers = slips.map(({mistake, value}) => `${mistake} ${value}`);
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
      {numRuns: 150},
    );
  });

  it('have a wrong line that gives their number and a right line that gives the true one, both from right numbers', () => {
    fc.assert(
      fc.property(anySoundRound, fc.nat(), (round, pick) => {
        const pass = computePass(round);
        const {quantity} = pass.operations[pick % pass.operations.length]!;
        const known = (name: string): number => pass.values.get(name)!;
        for (const {mistake, formula, right, value} of slipsOf(pass, quantity)) {
          expect(close(evaluateFormula(formula, known), value), `${mistake} ${quantity}`).toBe(true);
          expect(close(evaluateFormula(right, known), known(quantity)), `${mistake} ${quantity}`).toBe(true);
        }
      }),
      {numRuns: 100},
    );
  });

  it('hold the number that a whole round with the mistake has', () => {
    fc.assert(
      fc.property(anySoundRound, fc.constantFrom(...mistakeNames), (round, mistake) => {
        const right = computePass(round);
        const wrong = withMistake(round, mistake);
        fc.pre(!wrong.diverged);
        // In a loss without a square nobody is off by 2.
        fc.pre(mistake !== 'wrong-factor' || round.network.loss.endsWith('squared-error'));
        for (const {quantity, phase} of right.operations) {
          if (phase === 'forward' || (mistake === 'rounded' && phase === 'update')) continue;
          const value = wrong.values.get(quantity)!;
          const own = slipsOf(right, quantity).filter((slip) => slip.mistake === mistake);
          const found = [right.values.get(quantity)!, ...own.map((slip) => slip.value)];
          expect(
            found.some((number) => close(number, value)),
            quantity,
          ).toBe(true);
        }
      }),
      {numRuns: 25},
    );
  });

  it('write the right line out as far as the wrong one', () => {
    const pass = computePass(article());
    const rights = slipsOf(pass, 'grad.w.h->o').map(({mistake, right}) => ({mistake, right}));
    const short = formulaOf(pass, 'grad.w.h->o');
    const every = slipsOf(pass, 'grad.w.h->o').find(
      ({site, formula}) => site.length > 1 && evaluateFormula(formula, () => Number.NaN) === -0.0503 * 0.574,
    );
    expect(every?.right).toEqual(short);
    expect(rights.find(({mistake}) => mistake === 'no-slope')?.right).toEqual({
      kind: 'product',
      factors: ['grad.a.o', 'slope.o', 'a.h'].map((name) => ({kind: 'quantity', name})),
    });
  });

  it('are found at once in a net with many weights', () => {
    const sizes = [16, 16, 16, 16, 4];
    const layers = sizes.map((size, l) => Array.from({length: size}, (_, i) => `n${l}${i}`));
    const shape: NetworkShape = {
      layers,
      activations: ['tanh', 'tanh', 'tanh', 'sigmoid'],
      loss: 'half-squared-error',
      biased: new Set(),
    };
    const count = sizes.slice(1).reduce((sum, size, i) => sum + size * sizes[i]!, 0);
    const round = roundOf(
      shape,
      Array.from({length: count}, (_, i) => Math.sin(i)),
      layers[0]!.map((_, i) => i / 16),
      [1, 0, 0, 1],
    );
    const slips = slipsOf(computePass(round), 'grad.w.n01->n10');
    expect(new Set(slips.map(({mistake}) => mistake)).size).toBeGreaterThanOrEqual(8);
  });

  it('are none for what is given, or no quantity of the net', () => {
    const pass = computePass(article());
    for (const name of ['w.h->o', 'a.x', 't.o', 'grad.w.q->r', 'share.h', 'nonsense'])
      expect(slipsOf(pass, name)).toEqual([]);
  });
});

/** The mistakes that give a number for a quantity. */
function named(round: Round, quantity: string, number: number): readonly MistakeName[] {
  const found = slipsOf(computePass(round), quantity).filter(({value}) => close(value, number));
  return [...new Set(found.map(({mistake}) => mistake))];
}

describe('by hand on the article’s net', () => {
  const round = article();
  const [x, wh, bh, wo, bo, t, eta] = [1, 0.2, 0.1, 0.3, 0.2, 0.8, 0.5];
  const s = (z: number): number => 1 / (1 + Math.exp(-z));
  const yh = s(wh * x + bh);
  const yo = s(wo * yh + bo);
  const e = yo - t;
  const so = yo * (1 - yo);
  const sh = yh * (1 - yh);
  const at = (a: number): number => s(a) * (1 - s(a));
  const newWo = wo - eta * e * so * yh;

  test.each<[string, number, readonly MistakeName[]]>([
    ['grad.a.h', e * so * newWo, ['updated-weight']],
    ['grad.w.x->h', e * so * newWo * sh * x, ['updated-weight']],
    ['next.w.x->h', wh - eta * e * so * newWo * sh * x, ['updated-weight']],
    // Without the slope there is nothing left of δ at the output but the plain error.
    ['grad.z.o', e, ['no-slope', 'raw-error']],
    ['grad.w.h->o', e * yh, ['no-slope', 'raw-error']],
    ['grad.w.x->h', e * so * wo * x, ['no-slope']],
    ['grad.w.x->h', e * wo * sh * x, ['no-slope', 'raw-error']],
    ['grad.w.x->h', e * wo * x, ['no-slope']],
    ['next.b.h', bh - eta * e * wo * sh, ['no-slope', 'raw-error']],
    ['slope.h', at(yh), ['slope-at-output']],
    ['grad.w.h->o', e * at(yo) * yh, ['slope-at-output']],
    ['grad.w.x->h', e * at(yo) * wo * at(yh) * x, ['slope-at-output']],
    ['grad.w.x->h', e * so * wo * at(yh) * x, ['slope-at-output']],
    ['grad.w.h->o', -e * so * yh, ['wrong-sign']],
    ['grad.a.o', -e, ['wrong-sign']],
    ['next.w.h->o', wo + eta * e * so * yh, ['wrong-sign']],
    // Half of the gradient: η is ½ here.
    ['grad.w.h->o', eta * e * so * yh, ['gradient-as-update', 'wrong-factor']],
    ['grad.w.h->o', -eta * e * so * yh, ['gradient-as-update']],
    ['next.w.h->o', e * so * yh, ['gradient-as-update']],
    ['next.b.o', -eta * e * so, ['gradient-as-update']],
    // Without the rate of ½ the step is twice as large.
    ['next.w.h->o', wo - e * so * yh, ['gradient-as-update', 'wrong-factor']],
    ['grad.w.x->h', e * x, ['raw-error']],
    ['grad.z.h', -e, ['raw-error']],
    ['grad.w.h->o', -e * yh, ['raw-error']],
    ['grad.w.h->o', 2 * e * so * yh, ['wrong-factor']],
    ['loss', e * e, ['wrong-factor']],
    ['grad.w.h->o', -0.21 * 0.24 * 0.57, ['rounded']],
    ['grad.w.h->o', -0.05 * 0.57, ['rounded']],
    ['grad.w.h->o', -0.0502 * 0.574, ['rounded']],
    ['z.o', 0.3 * 0.57 + 0.2, ['rounded']],
    ['grad.b.o', e * so * yh, ['weight-factor-on-bias']],
    ['next.b.o', bo - eta * e * so * yh, ['weight-factor-on-bias']],
    ['grad.w.h->o', e * so, ['weight-factor-on-bias']],
  ])('%s = %d is %j', (quantity, number, mistakes) => {
    expect(named(round, quantity, number)).toEqual(mistakes);
  });
});

describe('by hand on Mazur’s net of two outputs', () => {
  const round = mazur();
  const value = (name: string): number => computePass(round).values.get(name)!;
  const [d1, d2] = [value('grad.z.o1'), value('grad.z.o2')];
  const rest = value('slope.h1') * 0.05;

  test.each<[string, number, readonly MistakeName[]]>([
    ['grad.w.i1->h1', d1 * 0.4 * rest, ['one-path']],
    ['grad.w.i1->h1', d2 * 0.5 * rest, ['one-path']],
    ['loss', value('loss.o1'), ['one-path']],
    ['grad.w.i1->h1', (d1 * value('next.w.h1->o1') + d2 * value('next.w.h1->o2')) * rest, ['updated-weight']],
    // A half, because of the ½ or for the mean of two.
    ['grad.w.h1->o1', (d1 * value('a.h1')) / 2, ['gradient-as-update', 'wrong-factor']],
    ['grad.b.h2', value('grad.z.h2') * 0.1, ['weight-factor-on-bias']],
    ['grad.w.i1->h1', d1, []],
  ])('%s = %d is %j', (quantity, number, mistakes) => {
    expect(named(round, quantity, number)).toEqual(mistakes);
  });
});

describe('other losses and activations', () => {
  const shape = {layers: [['p', 'q'], ['h', 'k'], ['o']], biased: new Set(['h', 'k', 'o'])};
  const numbers = [0.5, -0.3, 0.8, 0.2, 0.1, -0.1, 0.7, -0.6, 0.05];

  it('with mean squared error the raw error is half of ∂L/∂a, and not σ′ forgotten', () => {
    const round = roundOf(
      {...shape, activations: ['tanh', 'tanh'], loss: 'mean-squared-error'},
      numbers,
      [1, 2],
      [0.5],
    );
    const error = computePass(round).values.get('a.o')! - 0.5;
    expect(named(round, 'grad.z.o', error)).toEqual(['raw-error']);
    expect(named(round, 'grad.z.o', 2 * error)).toEqual(['no-slope']);
    expect(named(round, 'grad.a.o', error)).toEqual(['wrong-factor']);
  });

  test.each([
    ['sigmoid', 'binary-cross-entropy', 1],
    ['softmax', 'cross-entropy', 2],
  ] as const)('with %s and %s, a − t is δ, and neither σ′ nor the error is at fault', (last, loss, count) => {
    const outputs = ['o', 'u'].slice(0, count);
    const round = roundOf(
      {...shape, layers: [['p', 'q'], ['h', 'k'], outputs], activations: ['tanh', last], loss},
      Array.from({length: count === 1 ? 9 : 11}, (_, i) => Math.cos(3 * i) / 2),
      [1, 2],
      [1, 0].slice(0, count),
    );
    const pass = computePass(round);
    expect(pass.values.get('grad.z.o')).toBeCloseTo(pass.values.get('a.o')! - 1, 12);
    const mistakes = slipsOf(pass, 'grad.z.o').map(({mistake}) => mistake);
    expect(mistakes).not.toContain('no-slope');
    expect(mistakes).not.toContain('raw-error');
    expect(mistakes).not.toContain('slope-at-output');
    expect(slipsOf(pass, 'grad.w.p->h').map(({mistake}) => mistake)).toContain('no-slope');
  });

  it('a slope of 1 cannot be forgotten', () => {
    const round = roundOf(
      {...shape, activations: ['identity', 'identity'], loss: 'half-squared-error'},
      numbers,
      [1, 2],
      [0.5],
    );
    const mistakes = new Set(slipsOf(computePass(round), 'grad.w.p->h').map(({mistake}) => mistake));
    expect(mistakes).not.toContain('no-slope');
    expect(mistakes).not.toContain('slope-at-output');
  });
});
