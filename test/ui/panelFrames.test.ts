import {readFileSync} from 'node:fs';
import stringWidth from 'string-width';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Language, Lesson} from '../../src/lesson/lesson.ts';
import {lessonSceneOf} from '../../src/ui/app.tsx';
import {layoutLesson} from '../../src/ui/lessonLayout.ts';
import {lineWidth} from '../../src/ui/paint.ts';
import {screenWords} from '../../src/ui/words.ts';
import {expectStraightBorders} from './borders.ts';
import {type Driven, drive, UNWRITTEN} from './frame.tsx';
import {lessonOf} from './lesson.ts';

/** A lesson with every panel. */
let lesson: Lesson;
beforeAll(async () => {
  lesson = await lessonOf(readFileSync(new URL('everyPanel.yaml', import.meta.url), 'utf8'));
});

const at = (driven: Driven, step: number): Driven => driven.press('g', ...String(step), 'enter');
const stepWith = (kind: string): number => lesson.steps.findIndex(({panel}) => panel?.kind === kind) + 1;
const layoutOf = (driven: Driven) => layoutLesson(lessonSceneOf(driven.model)!, driven.model);

const sizes = [
  [80, 24],
  [120, 36],
  [60, 18],
] as const;
const variants: {columns: number; rows: number; language: Language; ascii: boolean}[] = sizes.flatMap(
  ([columns, rows]) =>
    (['zh', 'en'] as const).flatMap((language) =>
      [false, true].map((ascii) => ({columns, rows, language, ascii})),
    ),
);
for (const [columns, rows] of [
  [72, 40],
  [200, 60],
] as const)
  variants.push({columns, rows, language: 'zh', ascii: false});

describe.each(variants)('at $columns×$rows, $language, ascii $ascii', ({columns, rows, language, ascii}) => {
  test('every panel is shown, fills its place, and nothing of it is cut', () => {
    const driven = drive({open: {lesson, number: 1}}, {columns, rows, language, ascii});
    for (let step = 1; step <= lesson.steps.length; step++) {
      at(driven, step);
      for (let key = 0; key < 4; key++) {
        const lines = driven.lines();
        const text = lines.join('\n');
        expect(lines).toHaveLength(rows);
        for (const line of lines) expect(stringWidth(line), text).toBeLessThanOrEqual(columns);
        expectStraightBorders(driven, lines);
        expect(text).not.toMatch(/\d…|…\d|\d\.\.\.|\.\.\.\d/);
        expect(text).not.toMatch(UNWRITTEN);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
        if (ascii && language === 'en') expect(text).toMatch(/^[\x00-\x7F]*$/);
        const {plan, own, lower, choices} = layoutOf(driven);
        const isOwn = plan.flatMap(({parts}) => parts).some(({part}) => part === 'own') || lower === 'own';
        if (key === 0) expect(isOwn, text).toBe(true);
        const place = plan
          .flatMap(({height, parts}) => parts.map((part) => ({...part, height})))
          .find(({part}) => part === 'own' || (part === 'lower' && lower === 'own'));
        if (own?.kind === 'lines') {
          for (const line of own.lines) expect(lineWidth(line), text).toBeLessThanOrEqual(place!.width - 2);
          expect(own.lines.length).toBeLessThanOrEqual(place!.height - 2);
        }
        expect(own !== undefined).toBe(isOwn);
        if (choices.length < 2) break;
        driven.press('tab');
      }
    }
  });
});

test.each(['zh', 'en'] as const)(
  'at 80×24 all words and all columns of every panel are in sight (%s)',
  (language) => {
    const driven = drive({open: {lesson}}, {language});
    const {check, contributions} = screenWords[language];
    for (let step = 1; step <= lesson.steps.length; step++) {
      const {limits, own} = layoutOf(at(driven, step));
      expect(limits.words.most, `step ${step}`).toBe(0);
      if (own?.kind !== 'tables') continue;
      const headings = own.tables[0]!.layout.columns.map(({heading}) => heading.trim());
      const kind = lesson.steps[step - 1]!.panel!.kind;
      if (kind === 'check') expect(headings).toContain(check.difference);
      if (kind === 'contributions') expect(headings).toContain(contributions.sum);
    }
  },
);

test('a map has at least 22×8 cells beside the net at 80×24, and is about square', () => {
  const driven = at(drive({open: {lesson}}), stepWith('map'));
  const {plan} = layoutOf(driven);
  const row = plan.find(({parts}) => parts.some(({part}) => part === 'own'))!;
  expect(row.parts.map(({part}) => part)).toEqual(['network', 'own']);
  const {width} = row.parts[1]!;
  // Border, margin and axis take 11 cells, border, axis and legend at most 6 lines.
  expect(width - 11).toBeGreaterThanOrEqual(22);
  expect(row.height - 6).toBeGreaterThanOrEqual(8);
  const ratio = (width - 11) / 2 / (row.height - 6);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

test('Tab goes from the step’s own panel through the others and back', () => {
  const driven = at(drive({open: {lesson}}), stepWith('contributions'));
  const seen = [0, 1, 2].map(() => {
    const {lower} = layoutOf(driven);
    driven.press('tab');
    return lower;
  });
  expect(seen).toEqual(['own', 'working', 'table']);
  expect(layoutOf(driven).lower).toBe('own');
  // Beside losses compared the usual loss panel has nothing to add.
  at(driven, stepWith('loss'));
  expect(layoutOf(driven).choices).toEqual(['working', 'table', 'own']);
  // While a large picture stands there is no lower place, and Tab brings it.
  at(driven, stepWith('map'));
  expect(layoutOf(driven).lower).toBeUndefined();
  expect(layoutOf(driven.press('tab')).lower).toBe('working');
});

test('where there is room for all, Tab changes only the row of the working', () => {
  const driven = at(drive({open: {lesson}}, {columns: 120, rows: 36}), stepWith('check'));
  expect(layoutOf(driven).choices).toEqual(['working', 'own']);
  expect(layoutOf(driven).table).toBeDefined();
  expect(layoutOf(driven.press('tab')).lower).toBe('working');
});

test('x shows the other rule, the next step its own again', () => {
  const {title} = screenWords.en.contributions;
  const driven = at(drive({open: {lesson}}), stepWith('contributions'));
  expect(driven.text()).toContain(title.exact);
  expect(driven.text()).not.toContain(title.proportional);
  expect(driven.press('x').text()).toContain(title.proportional);
  expect(driven.text()).not.toContain(title.exact);
  at(driven, 2);
  const rule = lesson.steps[1]!.panel;
  expect(rule?.kind === 'contributions' && rule.rule).toBe('proportional');
  expect(driven.text()).toContain(title.proportional);
});

test('on a high screen both rules stand one under the other', () => {
  const {title} = screenWords.en.contributions;
  const lines = at(drive({open: {lesson}}, {columns: 120, rows: 36}), 1).lines();
  const row = (text: string): number => lines.findIndex((line) => line.includes(text));
  expect(row(title.exact)).toBeGreaterThan(0);
  expect(row(title.proportional)).toBeGreaterThan(row(title.exact));
});

test('a long gradient check scrolls, and says how many parameters are left', () => {
  const driven = at(drive({open: {lesson}}), stepWith('check'));
  const parameters = lesson.setup.network.parameters.length;
  const shown = (): readonly string[] => {
    const {own} = layoutOf(driven);
    return own?.kind === 'tables' ? own.tables[0]!.layout.rows.map(([name]) => name!.slice(2).trim()) : [];
  };
  expect(driven.text()).toContain(`${parameters - shown().length} more`);
  const before = shown();
  driven.press('pageup', 'pageup', 'pageup');
  expect(shown()[0]).toBe('w.A→notes');
  expect(shown()).not.toEqual(before);
  driven.press('pagedown', 'pagedown', 'pagedown', 'pagedown');
  expect(shown().at(-1)).toBe('b.G');
});

test('the key that changes rules is shown only where there are two', () => {
  const driven = drive({open: {lesson}}, {columns: 120});
  const {short} = screenWords.en.commands.rule;
  expect(at(driven, stepWith('contributions')).lines().at(-1)).toContain(short);
  expect(at(driven, stepWith('operations')).lines().at(-1)).not.toContain(short);
});

test('a question before a switch to a deeper net is asked without the panel of that net', async () => {
  const net = (layers: string): string =>
    `{layers: ${layers}, activation: sigmoid, loss: half-squared-error, init: {kind: uniform, range: [-1, 1], seed: 1}}`;
  const words = (text: string): string => `{zh: ${text}, en: ${text}}`;
  const switching = await lessonOf(`
format: 1
id: switching
title: ${words('T')}
summary: ${words('S')}
network: ${net('[[x], [o]]')}
optimizer: {kind: sgd, rate: 0.5}
data: [{input: [1], target: [0]}]
runs:
  deep: {title: ${words('deep')}, network: ${net('[[x], [h], [g], [o]]')}}
steps:
  - title: ${words('Deep')}
    say: ${words('deep')}
    do: [{type: switch, run: deep}, {type: forward, by: phase, times: 2}]
    panel: {kind: contributions, layer: 2}
    ask: {kind: sign, of: grad.z.o, prompt: ${words('which')}}
`);
  const driven = drive({open: {lesson: switching}});
  expect(layoutOf(driven).own).toBeUndefined();
  expect(driven.lines()).toHaveLength(24);
  expect(layoutOf(driven.press('s')).own).toBeDefined();
});
