import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {lossChart} from '../../src/ui/lossChart.ts';

const size = {width: 30, height: 5, ascii: false};
const axisAt = (line: string): number => line.search(/[┤┼]/);

test('a falling loss falls from its highest label to its lowest', () => {
  const lines = lossChart([0.04, 0.03, 0.02, 0.01, 0], size);
  expect(lines[0]).toContain('0.0400 ┼');
  expect(lines[4]).toContain('0.0000 ┤');
  expect(lines[4]!.trimEnd().endsWith('╰')).toBe(true);
});

test('without a finite number there is nothing to draw', () => {
  expect(lossChart([], size)).toEqual(['', '', '', '', '']);
  expect(lossChart([Number.NaN, Number.POSITIVE_INFINITY], size)).toEqual(['', '', '', '', '']);
});

test('numbers that are not finite are left out', () => {
  expect(lossChart([3, Number.NaN, 1], size)).toEqual(lossChart([3, 1], size));
});

test('one value and a flat series are a level line at their label', () => {
  for (const points of [[0.02], [0.02, 0.02, 0.02]]) {
    const lines = lossChart(points, size);
    expect(lines.filter((line) => /0\.0200 ┼─+$/.test(line))).toHaveLength(1);
  }
});

test('the first and the last point stay when there are too many', () => {
  const points = Array.from({length: 500}, () => 0.5);
  expect(lossChart([...points, 1], size)[0]).toMatch(/1\.0000 ┤.*╭$/);
  expect(lossChart([1, ...points], size)[0]).toMatch(/1\.0000 ┼/);
});

const points = fc.array(fc.oneof(fc.double(), fc.double({min: 0, max: 1, noNaN: true})), {maxLength: 200});

test('any series gives so many lines, none too wide, with the axis in one column', () => {
  fc.assert(
    fc.property(
      points,
      fc.integer({min: 0, max: 60}),
      fc.integer({min: 0, max: 20}),
      (series, width, height) => {
        const lines = lossChart(series, {width, height, ascii: false});
        expect(lines).toHaveLength(height);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        const drawn = lines.filter((line) => line !== '');
        expect(new Set(drawn.map(axisAt)).size).toBeLessThanOrEqual(1);
        for (const line of drawn) expect(axisAt(line)).toBe(8);
      },
    ),
  );
});

test('ASCII charts are ASCII', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
  expect(lossChart([3, 1e-9, 2], {...size, ascii: true}).join('')).toMatch(/^[\x00-\x7F]*$/);
});
