import {describe, expect, test} from 'vitest';
import type {Lesson, Panel, RunName, Setup} from '../../src/lesson/lesson.ts';
import {stepBlocks, toldSteps} from '../../src/session/account.ts';
import {createNotation, type Digits} from '../../src/session/notation.ts';
import type {Block} from '../../src/session/solve/document.ts';
import {endOf} from '../../src/session/timeline.ts';
import {valueAt} from '../../src/session/value.ts';
import {lessonOf, stepOf, xorSetup} from './lessons.ts';

const slow: Setup = {...xorSetup(), optimizer: {kind: 'sgd', rate: 0.05}};

/** A lesson of one step that goes through the first round and shows a panel. */
const showing = (panel: Panel, others: Readonly<Record<RunName, Setup>> = {slow}): Lesson =>
  lessonOf(xorSetup(), [stepOf('a', {panel, do: [{type: 'forward', by: 'sample'}]})], others);

interface Wanted {
  readonly language?: 'zh' | 'en';
  readonly digits?: Digits;
  readonly ascii?: boolean;
}

function blocks(
  lesson: Lesson,
  {language = 'en', digits = 17, ascii = false}: Wanted = {},
): readonly Block[] {
  const notation = createNotation(lesson.setup.names, language, digits, ascii);
  return [...toldSteps(lesson, notation)].flatMap((told) => [...stepBlocks(told)]);
}

type Table = Extract<Block, {kind: 'table'}>;

const tables = (found: readonly Block[]): readonly Table[] => found.filter((block) => block.kind === 'table');

/** The panel's table is the last one; before it stands the parameters' after an update. */
const tableOf = (panel: Panel): Table => tables(blocks(showing(panel))).at(-1)!;

const number = (text: string | undefined): number => Number((text ?? '').replaceAll('−', '-'));

test('contributions: every product is worked out, and the parts sum to the sum', () => {
  const {heads, rows} = tableOf({kind: 'contributions', layer: 1, rule: 'exact'});
  expect(heads).toEqual(['neuron', 'from o', 'sum', '× slope', '= δ']);
  expect(rows.map(([name]) => name)).toEqual(['h1', 'h2']);
  for (const [, part = '', sum, slope, delta] of rows) {
    const [left, right] = part.split(' = ')[0]!.split(' × ').map(number);
    expect(number(part.split(' = ')[1])).toBeCloseTo(left! * right!, 12);
    expect(number(sum)).toBeCloseTo(left! * right!, 12);
    expect(number(delta)).toBeCloseTo(number(sum) * number(slope), 12);
  }
});

test('contributions in proportion: the shares of an error sum to it', () => {
  const {heads, rows} = tableOf({kind: 'contributions', layer: 1, rule: 'proportional'});
  expect(heads).toEqual(['neuron', 'from o', 'sum']);
  const lesson = showing({kind: 'table'});
  const error = valueAt(endOf(lesson, 0), 'share.o');
  expect(rows.reduce((total, row) => total + number(row[2]), 0)).toBeCloseTo(error!, 12);
});

test('operations: back-propagation is forward and backward, and each run has a column', () => {
  const {heads, rows} = tableOf({kind: 'operations', runs: ['main', 'slow']});
  expect(heads).toEqual(['what', 'main', 'slow']);
  const counts = rows.map(([, main]) => number(main));
  expect(counts[0]).toBe(9);
  expect(counts[3]).toBe(counts[1]! + counts[2]!);
  expect(counts[5]).toBeCloseTo(counts[4]! / counts[3]!, 1);
});

test('layers: the output layer first, with the mean of its δs', () => {
  const lesson = showing({kind: 'layers', runs: ['main']});
  const {heads, rows} = tables(blocks(lesson)).at(-1)!;
  expect(heads[0]).toBe('layer');
  expect(rows.map(([layer]) => layer)).toEqual(['2', '1']);
  const of = (name: string): number => Math.abs(valueAt(endOf(lesson, 0), name)!);
  expect(number(rows[0]![1])).toBeCloseTo(of('grad.z.o'), 12);
  expect(number(rows[1]![1])).toBeCloseTo((of('grad.z.h1') + of('grad.z.h2')) / 2, 12);
});

test('check: every gradient beside the one by trying, with a verdict', () => {
  const {rows} = tableOf({kind: 'check'});
  expect(rows).toHaveLength(9);
  for (const [, analytic, numeric, , verdict] of rows) {
    expect(number(analytic)).toBeCloseTo(number(numeric), 6);
    expect(verdict).toBe('agrees');
  }
});

test('several losses: how far each training has come; one alone is told anyway', () => {
  const train = stepOf('a', {
    panel: {kind: 'loss', runs: ['main', 'slow']},
    do: [{type: 'train', rounds: 8, runs: ['main']}],
  });
  const lesson = lessonOf(xorSetup(), [train], {slow});
  const mean = valueAt(endOf(lesson, 0), 'data.loss');
  expect(
    tables(blocks(lesson))
      .at(-1)
      ?.rows.map((row) => row.map((text) => number(text) || text)),
  ).toEqual([
    ['main', 8, mean],
    ['slow', '0', '–'],
  ]);
  expect(tables(blocks(showing({kind: 'loss', runs: ['main']})))).toHaveLength(1);
});

test('paths: where both parameters are in each run', () => {
  const {heads, rows} = tableOf({kind: 'paths', of: ['w.p->h1', 'b.o'], runs: ['main', 'slow']});
  expect(heads).toEqual(['training', 'w.p→h1', 'b.o']);
  expect(rows[1]).toEqual(['slow', '0.7', '0.05']);
});

test('the parameters after an update stand once', () => {
  expect(tables(blocks(showing({kind: 'table'})))).toHaveLength(1);
});

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test.each<Panel>([
    {kind: 'contributions', layer: 1, rule: 'exact'},
    {kind: 'operations', runs: ['main']},
    {kind: 'layers', runs: ['main', 'slow']},
    {kind: 'check'},
    {kind: 'loss', runs: ['main', 'slow']},
  ])('$kind has rows as wide as its heads, and in ASCII only ASCII and Chinese', (panel) => {
    const found = tables(blocks(showing(panel), {language, ascii: true}));
    for (const {heads, rows} of found) for (const row of rows) expect(row).toHaveLength(heads.length);
    const text = JSON.stringify(found);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the range from 0
    expect(text.match(/[^\u0000-\u007f\p{Script=Han}，。：；（）]/gu) ?? []).toEqual([]);
    expect(language === 'en' && /\p{Script=Han}/u.test(text)).toBe(false);
  });
});
