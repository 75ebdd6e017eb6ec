import {expect, test} from 'vitest';
import {createNotation, type Digits, type Notation} from '../../src/session/notation.ts';
import type {ContributionsView} from '../../src/session/view/contributions.ts';
import {contributionsTable} from '../../src/ui/contributionsTable.ts';
import {widthOfTable} from '../../src/ui/tablePanel.tsx';
import {screenWords} from '../../src/ui/words.ts';
import {noNames} from '../session/lessons.ts';

const words = screenWords.en;
const writing = (digits: Digits) => ({
  digits,
  words,
  notation: (fewer: Digits): Notation => createNotation(noNames, 'en', fewer, false),
});
const viewOf =
  (senders: number) =>
  (notation: Notation): ContributionsView => ({
    rule: 'exact',
    senders: Array.from({length: senders}, (_, k) => `s${k}`),
    rows: ['A', 'B'].map((neuron) => ({
      neuron,
      parts: Array.from({length: senders}, () => ({
        value: notation.number(Math.PI / 100),
        factors: [notation.number(Math.E), notation.number(-0.25)] as const,
      })),
      sum: notation.number(1 / 3),
      slope: notation.number(1 / 4),
      delta: notation.number(1 / 12),
      marked: neuron === 'B',
    })),
    withoutShares: [],
  });
const tableOf = (senders: number, width: number, digits: Digits = 4) => {
  const content = contributionsTable(viewOf(senders), width, writing(digits));
  expect(widthOfTable(content.columns)).toBeLessThanOrEqual(width);
  return {...content, headings: content.columns.map(({heading}) => heading.trim())};
};

test('with room each part has its factors, without it stands alone', () => {
  expect(tableOf(2, 120).columns[1]!.texts.at(0)).toMatch(/2\.718 × −0\.25 = +0\.03142/);
  expect(tableOf(2, 80).columns[1]!.texts.at(0)!.trim()).toBe('0.03142');
});

test('a wish for many digits gives way, and the title says to how many', () => {
  const {title, headings} = tableOf(2, 80, 17);
  expect(headings).toEqual(['neuron', 'from s0', 'from s1', 'sum', '× slope', '= δ']);
  expect(title).toContain('4 digits');
});

test('senders that find no room are counted; the sum and δ stay', () => {
  const {headings} = tableOf(20, 80);
  expect(headings.slice(-3)).toEqual(['sum', '× slope', '= δ']);
  const shown = headings.filter((heading) => heading.startsWith('from')).length;
  expect(shown).toBeGreaterThan(1);
  expect(headings).toContain(`${20 - shown} more`);
});

test('the marked receiver has a sign', () => {
  expect(tableOf(2, 80).columns[0]!.texts).toEqual(['  A', '▸ B']);
});
