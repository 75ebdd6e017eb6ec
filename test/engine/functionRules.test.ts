import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {differentiate} from '../../src/engine/expression.ts';
import {createFunction} from '../../src/engine/functionGraph.ts';
import {type MistakeName, slipsOf} from '../../src/engine/mistakes.ts';
import {computePass, emptyMemory, type Pass} from '../../src/engine/pass.ts';
import {parseExpression} from '../../src/lesson/parseExpression.ts';
import {aPoint, aTree, print} from '../lesson/expressions.ts';

/** The pass of a function at a point; all variables are learnt. */
function passOf(text: string, point: Readonly<Record<string, number>>): Pass {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.problem.words.en);
  const network = createFunction(parsed.value);
  const optimizer = {kind: 'sgd', rate: 0.5} as const;
  return computePass({
    network,
    parameters: parsed.value.variables.map((name) => point[name]!),
    memory: emptyMemory(optimizer, network.parameters.length),
    optimizer,
    sample: {input: [], target: []},
    updates: 'after-backward',
  });
}

/** The mistakes that give a number for a quantity. */
const behind = (pass: Pass, asked: string, value: number): readonly MistakeName[] =>
  slipsOf(pass, asked)
    .filter((slip) => Math.abs(slip.value - value) <= 1e-9 * Math.max(1, Math.abs(value)))
    .map(({mistake}) => mistake);

describe('p = a·b, s = sin a, f = p + s: ∂f/∂a = b + cos a', () => {
  const pass = passOf('p = a*b; s = sin(a); f = p + s', {a: 2, b: -3});

  test.each<[string, number, MistakeName[]]>([
    ['only the way through p', -3, ['one-path']],
    ['only the way through s', Math.cos(2), ['one-path']],
    ['the slope of sin forgotten', -3 + 1, ['no-slope']],
    ['turned round', 3 - Math.cos(2), ['wrong-sign']],
    ['the step in place of the gradient', -0.5 * (-3 + Math.cos(2)), ['gradient-as-update']],
    ['the truth', -3 + Math.cos(2), []],
    ['any number', 1234, []],
  ])('%s', (_, value, mistakes) => {
    expect(behind(pass, 'grad.v.a', value)).toEqual(mistakes);
  });
});

test('a number that is written by its name is a factor to forget like any other', () => {
  expect(behind(passOf('3*x^2', {x: 2}), 'grad.v.x', 4)).toContain('wrong-factor');
  expect(behind(passOf('pi*x^2', {x: 2}), 'grad.v.x', 4)).toContain('wrong-factor');
});

describe('z = w·x, y = σ(z), r = t − y, L = r²/2 at w = 0.5, x = 2, t = 1', () => {
  const pass = passOf('z = w*x; y = sigmoid(z); r = t - y; L = r^2/2', {w: 0.5, x: 2, t: 1});
  const y = 1 / (1 + Math.exp(-1));
  const e = 1 - y;
  const slope = y * (1 - y);

  test('the truth is found by no mistake', () => {
    expect(pass.values.get('grad.v.w')).toBeCloseTo(-e * slope * 2, 14);
    expect(behind(pass, 'grad.v.w', -e * slope * 2)).toEqual([]);
  });

  test.each<[string, string, number, MistakeName]>([
    ['the inner derivative σ′ forgotten', 'grad.v.w', -e * 2, 'no-slope'],
    ['the slope of the square forgotten, factor and all', 'grad.v.w', -0.5 * slope * 2, 'no-slope'],
    ['the minus of t − y forgotten', 'grad.v.w', e * slope * 2, 'wrong-sign'],
    ['the 2 of the square forgotten', 'grad.v.w', -0.5 * e * slope * 2, 'wrong-factor'],
    ['the half forgotten', 'grad.v.w', -2 * e * slope * 2, 'wrong-factor'],
    ['the update added', 'next.v.w', 0.5 + 0.5 * (-e * slope * 2), 'wrong-sign'],
    ['the rate forgotten', 'next.v.w', 0.5 - -e * slope * 2, 'gradient-as-update'],
    ['σ′ forgotten on the way to the update', 'next.v.w', 0.5 - 0.5 * (-e * 2), 'no-slope'],
  ])('%s', (_, asked, value, mistake) => {
    expect(behind(pass, asked, value)).toContain(mistake);
  });

  test('where a mistake was made is said', () => {
    const slip = slipsOf(pass, 'grad.v.w').find(
      ({mistake, value}) => mistake === 'no-slope' && Math.abs(value + e * 2) < 1e-12,
    );
    expect(slip?.site).toEqual(['grad.v.z']);
  });

  test('no value of the forward pass has a mistake of the backward one', () => {
    for (const asked of ['v.z', 'v.y', 'v.r', 'loss'])
      expect(slipsOf(pass, asked).every(({mistake}) => mistake === 'rounded')).toBe(true);
  });
});

test.each<[string, number, MistakeName[]]>([
  // Were there one way only, this would be a sign turned round at its end as well.
  ['p = a*b; s = sin(a); f = p - s', -3 + Math.cos(2), ['wrong-sign']],
  ['p = a*b; s = sin(a); f = s - p', Math.cos(2) + -3, ['wrong-sign']],
  ['p = a*b; s = -sin(a); f = p + s', -3 + Math.cos(2), ['wrong-sign']],
  ['f = a*(-5) + sin(a) + b', -1 + Math.cos(2), ['wrong-factor']],
  ['f = a*5 + sin(a) + b', 1 + Math.cos(2), ['wrong-factor']],
])('of %s the minus or the number is forgotten on one way', (text, value, mistakes) => {
  expect(behind(passOf(text, {a: 2, b: -3}), 'grad.v.a', value)).toEqual(mistakes);
});

test('of four shares each alone is one path, and mistakes of nets are not looked for', () => {
  const pass = passOf('k*a + k*b + k*c + k*d', {k: 1, a: 2, b: 3, c: 5, d: 7});
  const slips = slipsOf(pass, 'grad.v.k');
  expect(slips.filter(({mistake}) => mistake === 'one-path').map(({value}) => value)).toEqual([2, 3, 5, 7]);
  const ofNets: readonly MistakeName[] = [
    'updated-weight',
    'slope-at-output',
    'raw-error',
    'weight-factor-on-bias',
  ];
  expect(slips.filter(({mistake}) => ofNets.includes(mistake))).toEqual([]);
});

test('a slip never has the right number, is finite, and its line has its value', () => {
  let found = 0;
  fc.assert(
    fc.property(aTree, aPoint, (tree, point) => {
      const text = `c = ${print(tree)}; c*c/2 + sin(c) - c`;
      const parsed = parseExpression(text);
      if (!parsed.ok) throw new Error(parsed.problem.words.en);
      if (!differentiate(parsed.value, new Map(Object.entries(point))).ok) return;
      const pass = passOf(text, point);
      if (pass.diverged) return;
      for (const asked of pass.network.parameters.map((name) => `grad.${name}`))
        for (const {value} of slipsOf(pass, asked)) {
          found++;
          expect(Number.isFinite(value)).toBe(true);
          expect(value).not.toBe(pass.values.get(asked));
        }
    }),
    {numRuns: 200},
  );
  expect(found).toBeGreaterThan(300);
});
