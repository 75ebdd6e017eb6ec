import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createNotation} from '../../src/session/notation.ts';
import {fieldOf} from '../../src/session/view/field.ts';
import type {PathRun, PathsView} from '../../src/session/view/paths.ts';
import {type Line, lineText, lineWidth} from '../../src/ui/paint.ts';
import {pathLines} from '../../src/ui/pathLines.ts';
import {screenWords} from '../../src/ui/words.ts';
import {noNames} from '../session/lessons.ts';
import {paintedCells} from './fieldSamples.ts';

/** A valley along b = 0, on a square of 12 × 6. */
const valley = fieldOf({x: [0, 12], y: [-3, 3]}, (_, b) => b * b, 1);

const run = (place: number, points: PathRun['points'], over: Partial<PathRun> = {}): PathRun => ({
  title: `run ${place}`,
  place,
  points,
  rounds: points.length - 1,
  ...over,
});

const viewOf = (...runs: PathRun[]): PathsView => ({...valley, of: ['w.x->h', 'b.h'], runs});

function draw(view: PathsView, width: number, height: number, {ascii = false, color = true} = {}) {
  const notation = createNotation(noNames, 'en', 4, ascii);
  return pathLines(view, {width, height, notation, words: screenWords.en, color});
}

const text = (lines: readonly Line[]): string[] => lines.map(lineText);

describe('the ways of two parameters', () => {
  const across = run(0, [
    [0.25, 2.5],
    [11.75, 2.5],
  ]);
  const down = run(
    1,
    [
      [0.25, 2.5],
      [0.25, -2.5],
    ],
    {divergedAt: 7},
  );

  it('go from S to the sign of their run', () => {
    // 4 cells for the axis, then 24 columns and 6 rows.
    const cells = draw(viewOf(across, down), 80, 7)
      .slice(0, 6)
      .map((line) => paintedCells(line).slice(4, 28));
    expect(cells[0]![0]).toMatchObject({sign: 'S', role: 'title'});
    expect(cells[0]![23]).toMatchObject({sign: '●', role: 'run1'});
    expect(
      cells[0]!.slice(1, 23).every(({role, sign}) => role === 'run1' && sign >= '⠁' && sign <= '⣿'),
    ).toBe(true);
    expect(cells[5]![0]).toMatchObject({sign: '▲', role: 'run2'});
    expect(cells.slice(1, 5).map((row) => row[0]!.role)).toEqual(['run2', 'run2', 'run2', 'run2']);
  });

  it('are named, with how far they have come', () => {
    const rows = text(draw(viewOf(across, down), 80, 7));
    expect(rows[0]).toMatch(/● run 0 {2}after 1 round$/);
    expect(rows[1]).toMatch(/▲ run 1 {2}diverged in round 7$/);
    expect(rows[2]).toMatch(/mean L 0 .{6} 9$/);
    expect(rows[3]).toMatch(/S start$/);
    expect(rows[6]).toBe('    0        w.x→h        12');
    expect(rows.map((row) => row.slice(0, 3).trim())).toEqual(['3', '', 'b.h', '', '', '−3', '']);
  });

  it('lie over shades that grow with the loss', () => {
    const cells = draw(viewOf(across), 80, 7).map((line) => paintedCells(line)[4 + 12]!);
    const shades = [1, 2, 3, 4, 5].map((row) => cells[row]!).map(({ink, ground}) => [ink ?? ground, ground]);
    expect(shades[0]![0]).toBeGreaterThan(shades[1]![0]!);
    expect(shades[1]![1]).toBe(0);
    expect(shades[4]![1]).toBe(5);
  });

  it('that end in one place stand side by side', () => {
    const [row] = text(draw(viewOf(across, run(1, across.points), run(2, across.points)), 80, 7));
    expect(row!.slice(4, 28)).toMatch(/^S[⠁-⣿]*■▲●$/);
  });

  it('that leave the picture have their sign where they were last seen', () => {
    const wild = run(
      1,
      [
        [6, 0],
        [9.25, 1.5],
        [1e9, 1e9],
      ],
      {divergedAt: 3},
    );
    const cells = draw(viewOf(across, wild), 80, 7).map((line) => paintedCells(line).slice(4, 28));
    expect(cells[1]![18]).toMatchObject({sign: '▲', role: 'run2'});
  });

  it('can be read in ASCII', () => {
    const rows = text(draw(viewOf(across, down), 80, 7, {ascii: true})).map((row) => row.slice(4, 28));
    expect(rows[0]).toBe(`S${'o'.repeat(22)}O`);
    expect(rows.slice(1, 6).map((row) => row[0])).toEqual(['x', 'x', 'x', 'x', 'X']);
  });

  it('have a flat ground where the loss is the same everywhere, and none where it is no number', () => {
    for (const value of [1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const view = {...viewOf(across), ...fieldOf(valley.bounds, () => value, 1)};
      const cells = paintedCells(draw(view, 80, 7)[3]!).slice(4, 28);
      expect(new Set(cells.map(({sign}) => sign))).toEqual(new Set([' ']));
    }
  });

  it('are exactly as high as asked and never too wide, in ASCII all ASCII', () => {
    const number = fc.double({noNaN: true, noDefaultInfinity: true});
    const anyRun = fc
      .tuple(fc.nat(8), fc.array(fc.tuple(number, number), {minLength: 1, maxLength: 9}))
      .map(([place, points]) => run(place, points));
    fc.assert(
      fc.property(
        fc.array(anyRun, {minLength: 1, maxLength: 9}),
        fc.integer({min: 0, max: 120}),
        fc.integer({min: 0, max: 24}),
        fc.boolean(),
        (runs, width, height, color) => {
          for (const ascii of [false, true]) {
            const lines = draw(viewOf(...runs), width, height, {ascii, color});
            expect(lines).toHaveLength(height);
            for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
            // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
            if (ascii) expect(text(lines).join('')).toMatch(/^[\x00-\x7F]*$/);
          }
        },
      ),
    );
  });
});
