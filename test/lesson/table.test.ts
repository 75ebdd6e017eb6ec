import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {NEURON_NAME} from '../../src/engine/quantity.ts';
import {columnNames} from '../../src/lesson/columnNames.ts';
import {separatorOf, separatorSigns} from '../../src/lesson/csv.ts';
import type {CsvSource} from '../../src/lesson/lesson.ts';
import {limits} from '../../src/lesson/limits.ts';
import {problemWords} from '../../src/lesson/problemWords.ts';
import {readTable} from '../../src/lesson/table.ts';

function tableOf(text: string, source: Partial<CsvSource> = {}) {
  const read = readTable(text, {csv: 'd.csv', ...source});
  if (!read.ok) throw new Error(read.problems.map((problem) => problemWords(problem).en).join('\n'));
  return read.table;
}

function problemsOf(text: string, source: Partial<CsvSource> = {}): readonly string[] {
  const read = readTable(text, {csv: 'd.csv', ...source});
  return read.ok ? [] : read.problems.map((problem) => problemWords(problem).en);
}

const samples = [
  {input: [1, 2], target: [3]},
  {input: [4, 5], target: [6]},
];

describe('a table', () => {
  test.each([
    ['a,b,c\n1,2,3\n4,5,6\n', ['a', 'b'], ['c']],
    ['\ufeffa;b;c\r\n1;2;3\r\n\r\n4;5;6', ['a', 'b'], ['c']],
    ['a\tb\tc\n1\t2\t3\n4\t5\t6', ['a', 'b'], ['c']],
    [' a , "b" ,c\n "1" ,2,3 \n4,5,6', ['a', 'b'], ['c']],
    ['1,2,3\n4,5,6', ['x1', 'x2'], ['o']],
    ['"height, cm",weight;kg,class\n1,2,3\n4,5,6', ['height_cm', 'weight_kg'], ['class']],
    ['"a;b;c";"d;e";f\n1;2;3\n4;5;6', ['a_b_c', 'd_e'], ['f']],
    ['"say ""x""\nagain",b,c\n1,2,3\n4,5,6', ['say_x_again', 'b'], ['c']],
    ['身高,体重,类别\n1,2,3\n4,5,6', ['身高', '体重'], ['类别']],
    ['a,,c\n1,2,3\n4,5,6', ['a', 'x2'], ['c']],
    ['a b,a_b,c\n1,2,3\n4,5,6', ['a_b_2', 'a_b'], ['c']],
  ])('%j has its names and samples', (text, inputs, targets) => {
    expect(tableOf(text)).toEqual({inputs, targets, samples});
  });

  test('has the targets that are asked for', () => {
    const text = 'a,b,c\n3,1,2\n6,4,5\n';
    expect(tableOf(text, {targets: ['a']})).toEqual({inputs: ['b', 'c'], targets: ['a'], samples});
    expect(tableOf(text, {targets: ['1']}).targets).toEqual(['a']);
    expect(tableOf(text, {targets: ['c', 'a']})).toMatchObject({inputs: ['b'], targets: ['c', 'a']});
    expect(tableOf('1,2,3', {targets: ['3', '1']})).toEqual({
      inputs: ['x'],
      targets: ['o1', 'o2'],
      samples: [{input: [2], target: [3, 1]}],
    });
  });

  test('a column is found by its name before its number', () => {
    const text = '2,a,1\n7,8,9\n';
    expect(tableOf(text, {targets: ['a', '1']})).toEqual({
      inputs: ['2'],
      targets: ['a', '1'],
      samples: [{input: [7], target: [8, 9]}],
    });
    // Without a name it is a row of data.
    expect(problemsOf(text, {targets: ['1']})).toEqual([expect.stringMatching(/d\.csv:1:2 .*found "a"/)]);
  });

  test('whatever cells it is written with is read as it was meant', () => {
    const number = fc.double({noNaN: true, noDefaultInfinity: true});
    const rows = fc
      .integer({min: 2, max: 5})
      .chain((width) =>
        fc.array(fc.array(number, {minLength: width, maxLength: width}), {minLength: 1, maxLength: 20}),
      );
    const style = fc.record({
      separator: fc.constantFrom('comma', 'semicolon', 'tab' as const),
      end: fc.constantFrom('\n', '\r\n'),
      quoted: fc.boolean(),
      header: fc.boolean(),
      bom: fc.boolean(),
    });
    fc.assert(
      fc.property(rows, style, (numbers, {separator, end, quoted, header, bom}) => {
        const names = numbers[0]!.map((_, i) => `"column, ${i};"`);
        const written = numbers.map((row) =>
          row.map((value) => {
            const text = Object.is(value, -0) ? '-0' : String(value);
            return quoted ? `"${text}"` : text;
          }),
        );
        const sign = separatorSigns[separator as keyof typeof separatorSigns];
        const lines = [...(header ? [names] : []), ...written].map((cells) => cells.join(sign));
        const table = tableOf(`${bom ? '\ufeff' : ''}${lines.join(end)}${end}`);
        expect(table.samples).toEqual(
          numbers.map((row) => ({input: row.slice(0, -1), target: row.slice(-1)})),
        );
      }),
    );
  });
});

describe('what is wrong in a table', () => {
  test.each([
    ['a,b,c\n1,x,3\n4,,6\n', [/d\.csv:2:2 \(row:column, "b"\), found "x"/, /d\.csv:3:2 .*found ""/]],
    // A row with numbers in it is no header, so nothing is skipped unsaid.
    ['1,x,3\n4,5,6\n', [/d\.csv:1:2 \(row:column\), found "x"/]],
    ['1;2,5;3\n4;5;6\n', [/d\.csv:1:2 .*found "2,5"\. Write the decimal point as "\."/]],
    ['1,2,3\n4,5\n1,2,3,4\n', [/3 columns in line 2 .*found 2/, /3 columns in line 3 .*found 4/]],
    ['a,b,a\n1,2,3\n', [/"a" for columns 1 and 3/]],
    ['', [/samples in "d.csv", found none/]],
    ['\n\n', [/found none/]],
    ['a,b\n', [/found none/]],
    ['1\n2\n', [/column of inputs .*found 1 in all/]],
    ['1,2\n"3,4\n', [/quotes in line/]],
    ['1 2 3\n4 5 6\n', [/1 in all|found "1 2 3"|column of inputs|found none/]],
  ])('%j is told with its place', (text, words) => {
    const found = problemsOf(text);
    expect(found.length).toBeGreaterThanOrEqual(words.length);
    for (const [i, pattern] of words.entries()) expect(found[i]).toMatch(pattern);
  });

  test('lines are counted in the file, over empty ones and cells of several lines', () => {
    expect(problemsOf('"a\nb",c\n\n1,2\n\n3,x\n')).toEqual([expect.stringMatching(/d\.csv:6:2/)]);
  });

  test('only so many problems are kept, the others are counted', () => {
    const read = readTable(`1,2\n${'x,y\n'.repeat(300)}`, {csv: 'd.csv'});
    expect(read).toMatchObject({ok: false, more: 600 - limits.problems});
    if (!read.ok) expect(read.problems).toHaveLength(limits.problems);
  });

  test('targets that are not there or leave no input', () => {
    expect(problemsOf('a,b\n1,2\n', {targets: ['c']})).toEqual([
      expect.stringMatching(/column of d.csv, found "c"/),
    ]);
    expect(problemsOf('a,b\n1,2\n', {targets: ['a', 'a']})).toEqual([
      expect.stringMatching(/once, found "a"/),
    ]);
    expect(problemsOf('a,b\n1,2\n', {targets: ['a', 'b']})).toEqual([
      expect.stringMatching(/column of inputs/),
    ]);
  });
});

test.each([
  ['1,2,3\n4,5,6', 'comma'],
  ['1;2;3', 'semicolon'],
  ['1,5;2,5\n1;2', 'semicolon'],
  ['1,5\t2,5', 'tab'],
  ['"a;b",c\n1,2', 'comma'],
  ['a;b,c\n1,2\n3,4', 'comma'],
  ['1\n2', 'comma'],
  ['', 'comma'],
])('the separator of %j is a %s', (text, separator) => {
  expect(separatorOf(text)).toBe(separator);
});

test('names of columns become names of neurons, each once, whatever they are', () => {
  const name = fc.oneof(
    fc.string({unit: 'binary', maxLength: 30}),
    fc.string({unit: 'grapheme', maxLength: 30}),
    fc.constantFrom(
      '',
      'x1',
      'x2',
      '__proto__',
      'a b',
      'a_b',
      'a.b',
      '\u0007',
      'n'.repeat(20),
      'n'.repeat(25),
    ),
  );
  fc.assert(
    fc.property(fc.array(name, {maxLength: 12}), fc.uniqueArray(name, {maxLength: 3}), (written, taken) => {
      const names = columnNames(written, (i) => `x${i + 1}`, taken);
      expect(names).toHaveLength(written.length);
      expect(new Set([...names, ...taken]).size).toBe(names.length + taken.length);
      for (const made of names) expect(made).toMatch(NEURON_NAME);
    }),
    {numRuns: 500},
  );
});
