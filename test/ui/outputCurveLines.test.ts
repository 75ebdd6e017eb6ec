import {describe, expect, test} from 'vitest';
import {createNotation} from '../../src/session/notation.ts';
import type {OutputCurve} from '../../src/session/view/outputCurve.ts';
import {outputCurveLines} from '../../src/ui/outputCurveLines.ts';
import {lineText, lineWidth} from '../../src/ui/paint.ts';
import {screenWords} from '../../src/ui/words.ts';

const names = {display: new Map(), quantity: new Map(), neurons: new Map()};

/** The curve of y = f(x) on −1 … 1. */
const view = (f: (x: number) => number): OutputCurve => ({
  of: 'a.o',
  input: 'a.x',
  bounds: {x: [-1, 1], y: [-1, 1]},
  at: (count) =>
    Array.from({length: count}, (_, i) => {
      const x = -1 + (2 * i) / (count - 1);
      return [x, f(x)] as const;
    }),
  samples: [[0.5, -0.9]],
  total: 1,
  target: 't.o',
  now: [-0.5, f(-0.5)],
});

const drawn = (curve: OutputCurve, {width = 36, height = 16, ascii = false} = {}) =>
  outputCurveLines(curve, {
    width,
    height,
    notation: createNotation(names, 'en', 4, ascii),
    words: screenWords.en,
  });

describe('a curve is drawn', () => {
  test('from the lower left to the upper right where it rises', () => {
    const lines = drawn(view((x) => x)).map(lineText);
    const columns = lines.flatMap((line) =>
      /[\u2801-\u28FF]/.test(line) ? [line.search(/[\u2801-\u28FF]/)] : [],
    );
    expect(columns.length).toBeGreaterThan(5);
    expect(columns).toEqual([...columns].sort((a, b) => b - a));
  });

  test('with the sample where it is wanted, and the round on screen on the curve', () => {
    const lines = drawn(view(() => 0)).map(lineText);
    const row = (sign: string): number => lines.findIndex((line) => line.includes(sign));
    expect(row('○')).toBeGreaterThan(row('◆'));
    expect(lines[row('◆')]).toMatch(/[\u2801-\u28FF]◆[\u2801-\u28FF]/);
  });

  test.each([
    [30, 8],
    [36, 16],
    [80, 10],
    [12, 5],
    [4, 3],
  ])('in %d×%d exactly', (width, height) => {
    for (const ascii of [false, true]) {
      const lines = drawn(view(Math.sin), {width, height, ascii});
      expect(lines).toHaveLength(height);
      for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
      if (ascii) expect(lines.map(lineText).join('\n')).toMatch(/^[\x00-\x7F]*$/);
    }
  });

  test('not at all where its numbers left their range, and it says so', () => {
    expect(
      drawn(view(() => Number.NaN))
        .map(lineText)
        .join('\n'),
    ).toContain('left its range');
  });
});
