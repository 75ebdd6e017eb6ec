import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Setup} from '../../../src/lesson/lesson.ts';
import {solveRounds} from '../../../src/session/solve/rounds.ts';
import {anySetup, articleSetup, xorSetup} from '../lessons.ts';
import {naiveRounds} from './naive.ts';
import {divergingSetup, solved} from './solved.ts';

interface Document {
  readonly rounds: readonly {
    readonly sample: number;
    readonly values: Readonly<Record<string, number | null>>;
  }[];
}

const documentOf = (text: string): Document => JSON.parse(text);

test('the article’s first round, and the forward pass of its second', () => {
  const [first, second] = documentOf(solved(articleSetup(), 'json', {rounds: 2}).text).rounds;
  expect(first?.sample).toBe(0);
  expect(first?.values).toMatchObject({
    'a.x': 1,
    't.o': 0.8,
    'z.h': 0.30000000000000004,
    'a.h': 0.574442516811659,
    'z.o': 0.3723327550434977,
    'a.o': 0.5920225338023005,
    loss: 0.021627313223007625,
    'grad.a.o': -0.20797746619769952,
    'slope.o': 0.24153185327260446,
    'grad.w.h->o': -0.02885607598362517,
    'grad.b.o': -0.050233182849670814,
    'next.w.h->o': 0.31442803799181257,
    'next.b.o': 0.22511659142483542,
    'slope.h': 0.24445831169074586,
    'grad.w.x->h': -0.003683975721084917,
    'grad.b.h': -0.003683975721084917,
    'next.w.x->h': 0.20184198786054247,
    'next.b.h': 0.10184198786054247,
  });
  expect(second?.values).toMatchObject({'a.o': 0.6001332900304863, loss: 0.019973350877018858});
});

test('a round has all quantities of the net and no others, by their canonical names', () => {
  const {values} = documentOf(solved(articleSetup(), 'json').text).rounds[0]!;
  const parameters = ['w.x->h', 'b.h', 'w.h->o', 'b.o'];
  const names = [
    ...parameters.flatMap((name) => [name, `grad.${name}`, `next.${name}`]),
    ...['h', 'o'].flatMap((name) => [
      `z.${name}`,
      `a.${name}`,
      `grad.z.${name}`,
      `grad.a.${name}`,
      `slope.${name}`,
    ]),
    ...['a.x', 'grad.a.x', 't.o', 'loss', 'loss.o'],
  ];
  expect(Object.keys(values).sort()).toEqual(names.sort());
});

test('samples go around and around', () => {
  const {rounds} = documentOf(solved(xorSetup(), 'json', {rounds: 9}).text);
  expect(rounds.map(({sample}) => sample)).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 0]);
});

/** Numbers of an everyday size: next to 0 the naive formulas lose all their digits. */
const ordinary = (value: number): number => Math.round(value * 64) / 64 + 0.01;

const everydaySetup = anySetup.map((setup) => ({
  ...setup,
  parameters: setup.parameters.map(ordinary),
  samples: setup.samples.map(({input, target}) => ({input: input.map(ordinary), target})),
}));

/**
 * Where a slope jumps, the last bit of a sum decides on which side it falls; an optimiser that divides by the gradient's size makes
 * the rounding of a tiny one large; and beyond some size nothing is comparable.
 */
function isComparable(naive: ReadonlyMap<string, number>, {optimizer}: Setup): boolean {
  const divides = ['rmsprop', 'adagrad', 'adam'].includes(optimizer.kind);
  return [...naive].every(([name, value]) => {
    if (name.startsWith('z.')) return Math.abs(value) > 1e-9;
    if (divides && /^grad\.[wb]\./.test(name) && value !== 0) return Math.abs(value) > 1e-4;
    const target = naive.get(name.replace(/^a\./, 't.'));
    if (name.startsWith('a.') && target !== undefined) return Math.abs(target - value) > 1e-9;
    return Math.abs(value) < 1e9;
  });
}

test('any net, loss and optimiser: the same as worked out with a textbook’s formulas', () => {
  let compared = 0;
  fc.assert(
    fc.property(everydaySetup, (setup) => {
      const {rounds} = documentOf(solved(setup, 'json', {rounds: 4}).text);
      const naive = naiveRounds(setup, 4);
      const end = naive.findIndex((values) => !isComparable(values, setup));
      for (const [i, wanted] of naive.slice(0, end < 0 ? 4 : end).entries()) {
        compared += 1;
        const values = rounds[i]?.values ?? {};
        expect(Object.keys(values).sort()).toEqual([...wanted.keys()].sort());
        for (const [name, number] of wanted) {
          const off = Math.abs((values[name] ?? Number.NaN) - number);
          if (!(off <= 1e-7 * (1 + Math.abs(number))))
            throw new Error(`round ${i + 1}: ${name} is ${values[name]}, not ${number}`);
        }
      }
    }),
    {numRuns: 300},
  );
  expect(compared).toBeGreaterThan(500);
});

test('every number comes back bit for bit', () => {
  fc.assert(
    fc.property(anySetup, (setup) => {
      const {rounds} = documentOf(solved(setup, 'json', {rounds: 3}).text);
      const computed = [...solveRounds(setup, 3)];
      expect(rounds).toHaveLength(computed.length);
      computed.forEach(({pass}, i) => {
        const {values} = rounds[i]!;
        for (const [name, value] of pass.values) {
          const read = Number.isFinite(value) ? value : null;
          if (!Object.is(values[name], read)) throw new Error(`${name}: ${values[name]} for ${value}`);
        }
      });
    }),
    {numRuns: 100},
  );
});

test('a net that diverges ends with that round, as valid JSON with null for what is not finite', () => {
  const {text, divergedAt} = solved(divergingSetup(), 'json', {rounds: 9});
  const {rounds} = documentOf(text);
  const [first, second] = rounds;
  expect({divergedAt, length: rounds.length}).toEqual({divergedAt: 2, length: 2});
  expect(Object.values(first?.values ?? {})).not.toContain(null);
  expect(second?.values).toMatchObject({loss: null, 'a.x': 1});
});

test('the sign of a zero is kept', () => {
  const setup = {...articleSetup(), parameters: [-0, 0.1, 0.3, 0.2]};
  expect(documentOf(solved(setup, 'json').text).rounds[0]?.values['w.x->h']).toBe(-0);
});
