import {parse} from 'csv-parse/sync';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {solveRounds} from '../../../src/session/solve/rounds.ts';
import {anySetup, articleSetup, xorSetup} from '../lessons.ts';
import {divergingSetup, solved} from './solved.ts';

const table = (text: string): string[][] => parse(text);

test('a row for each round under the quantities’ canonical names', () => {
  const [heads = [], ...rows] = table(solved(xorSetup(), 'csv', {rounds: 5}).text);
  expect(heads.slice(0, 6)).toEqual(['round', 'sample', 'a.p', 'a.q', 't.o', 'w.p->h1']);
  expect(rows.map((row) => row.slice(0, 5))).toEqual([
    ['1', '0', '0', '0', '0'],
    ['2', '1', '0', '1', '1'],
    ['3', '2', '1', '0', '1'],
    ['4', '3', '1', '1', '0'],
    ['5', '0', '0', '0', '0'],
  ]);
});

test('any net: read back, every double is the same', () => {
  fc.assert(
    fc.property(anySetup, (setup) => {
      const [heads = [], ...rows] = table(solved(setup, 'csv', {rounds: 3}).text);
      const rounds = [...solveRounds(setup, 3)];
      expect(rows).toHaveLength(rounds.length);
      rounds.forEach(({pass}, i) => {
        const row = rows[i]!;
        expect(row).toHaveLength(heads.length);
        for (const [name, value] of pass.values)
          if (!Object.is(Number(row[heads.indexOf(name)]), value)) throw new Error(name);
      });
    }),
    {numRuns: 100},
  );
});

test('names of samples have a column and are quoted as RFC 4180 has it', () => {
  const name = 'a "quoted", comma';
  const setup = articleSetup();
  const {text} = solved({...setup, samples: [{...setup.samples[0]!, name}]}, 'csv');
  expect(text).toContain('\r\n1,0,"a ""quoted"", comma",1,0.8,');
  expect(table(text).map((row) => row[2])).toEqual(['name', name]);
  expect(text.endsWith('\r\n')).toBe(true);
});

test('a net that diverges ends with that round', () => {
  const {text, divergedAt} = solved(divergingSetup(), 'csv', {rounds: 9});
  const [heads = [], ...rows] = table(text);
  expect(divergedAt).toBe(2);
  expect(rows.map((row) => Number(row[heads.indexOf('loss')]))).toEqual([
    expect.any(Number),
    Number.POSITIVE_INFINITY,
  ]);
});
