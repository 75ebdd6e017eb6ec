import fc from 'fast-check';
import {expect, test} from 'vitest';
import {planScreen, type ScreenNeeds} from '../../src/ui/screenPlan.ts';

const needs = fc.record({
  columns: fc.integer({min: 60, max: 300}),
  rows: fc.integer({min: 18, max: 120}),
  tableWidth: fc.integer({min: 20, max: 140}),
  parameters: fc.integer({min: 1, max: 3000}),
  neurons: fc.integer({min: 2, max: 200}),
  words: fc.integer({min: 2, max: 40}).map((lines) => () => lines),
  asking: fc.boolean(),
  side: fc.constantFrom('loss' as const, 'own' as const, 'nothing' as const),
  lossBelow: fc.boolean(),
  shows: fc.constantFrom('usual' as const, 'own' as const, 'nothing' as const),
  choices: fc.boolean(),
  lower: fc.record({enough: fc.integer({min: 0, max: 3000}), most: fc.integer({min: 0, max: 3000})}),
});

test('the regions fill the screen exactly, none is empty', () => {
  fc.assert(
    fc.property(needs, (wanted) => {
      const plan = planScreen(wanted);
      expect(plan.reduce((total, {height}) => total + height, 0)).toBe(wanted.rows);
      for (const {height, parts} of plan) {
        expect(height).toBeGreaterThan(0);
        for (const {width} of parts) expect(width).toBeGreaterThan(0);
        expect(parts.reduce((total, {width}) => total + width, 0)).toBe(wanted.columns);
      }
    }),
  );
});

const lesson: ScreenNeeds = {
  columns: 80,
  rows: 24,
  tableWidth: 56,
  parameters: 4,
  neurons: 3,
  words: () => 5,
  asking: false,
  side: 'loss',
  lossBelow: false,
  shows: 'usual',
  choices: false,
  lower: {enough: 5, most: 5},
};
const partsOf = (over: Partial<ScreenNeeds>): string[] =>
  planScreen({...lesson, ...over}).flatMap(({parts}) => parts.map(({part}) => part));

test('80×24 has one place for working and table; 120×36 shows all panels', () => {
  expect(partsOf({})).toEqual(['header', 'network', 'loss', 'lower', 'words', 'footer']);
  expect(partsOf({columns: 120, rows: 36})).toEqual([
    'header',
    'network',
    'loss',
    'working',
    'table',
    'words',
    'footer',
  ]);
  expect(partsOf({columns: 120, rows: 36, side: 'own', lossBelow: true})).toEqual([
    'header',
    'network',
    'own',
    'working',
    'loss',
    'table',
    'words',
    'footer',
  ]);
  expect(partsOf({rows: 40})).toEqual(['header', 'network', 'loss', 'working', 'table', 'words', 'footer']);
});

test('words never run wider than a reader likes', () => {
  const wide = planScreen({...lesson, columns: 250, rows: 60}).flatMap(({parts}) => parts);
  expect(wide.find(({part}) => part === 'words')?.width).toBeLessThanOrEqual(92);
});
