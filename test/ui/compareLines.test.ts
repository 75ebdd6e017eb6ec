import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createNotation} from '../../src/session/notation.ts';
import type {ComparedRun, CompareView} from '../../src/session/view/compare.ts';
import {compareLines} from '../../src/ui/compareLines.ts';
import {type Line, lineText, lineWidth} from '../../src/ui/paint.ts';
import {runLook} from '../../src/ui/runLooks.ts';
import {screenWords} from '../../src/ui/words.ts';
import {noNames} from '../session/lessons.ts';

const run = (place: number, points: readonly number[], over: Partial<ComparedRun> = {}): ComparedRun => ({
  title: `run ${place}`,
  place,
  points,
  stride: 1,
  round: points.length,
  mean: false,
  ...(points.length === 0 ? {} : {loss: String(points.at(-1))}),
  ...over,
});

const viewOf = (...runs: ComparedRun[]): CompareView => ({
  runs,
  rounds: Math.max(0, ...runs.map(({points, stride}) => points.length * stride)),
});

function draw(view: CompareView, width: number, height: number, ascii = false, language: 'zh' | 'en' = 'en') {
  const notation = createNotation(noNames, language, 4, ascii);
  return compareLines(view, {width, height, notation, words: screenWords[language]});
}

const text = (lines: readonly Line[]): string[] => lines.map(lineText);

/** Where a sign of a role stands, as [row, cell]. */
function cellsOfRole(lines: readonly Line[], role: string): [number, number, string][] {
  return lines.flatMap((line, row) => {
    let at = 0;
    return line.flatMap((span): [number, number, string][] => {
      const from = at;
      at += lineWidth([span]);
      return span.role === role ? [...span.text].map((sign, i) => [row, from + i, sign]) : [];
    });
  });
}

describe('compared losses', () => {
  const falling = Array.from({length: 27}, (_, i) => 26 - i);

  it('stand on one axis, each column a round', () => {
    // 36 cells: 9 for the axis, 27 columns less one for the second end.
    const lines = draw(viewOf(run(0, falling.slice(0, 26)), run(1, [13, 13, 13])), 36, 11);
    const rows = text(lines);
    expect(rows[0]).toMatch(/^ 26\.000 ┼/);
    expect(rows[7]).toMatch(/^ 1\.0000 ┤/);
    expect(rows[8]).toBe('         1                 round 26');
    const [first, second] = [runLook(0, false), runLook(1, false)];
    const ends = [first, second].map(({role, sign}) =>
      cellsOfRole(lines.slice(0, 8), role).filter(([, , drawn]) => drawn === sign),
    );
    expect(ends).toEqual([[[7, 9 + 25, '●']], [[Math.round(7 * (1 - 12 / 25)), 9 + 2, '▲']]]);
  });

  it('name each run with its sign, its round and its loss', () => {
    const rows = text(draw(viewOf(run(0, falling), run(2, [3, 2], {mean: true})), 80, 9));
    expect(rows.some((row) => row.endsWith('─● run 0'))).toBe(true);
    expect(rows.some((row) => row.endsWith('round 27  L = 0'))).toBe(true);
    expect(rows.some((row) => row.endsWith('━■ run 2'))).toBe(true);
    expect(rows.some((row) => row.endsWith('round 2  mean L = 2'))).toBe(true);
  });

  it('take turns where they lie on each other, and end side by side', () => {
    const rows = text(draw(viewOf(run(0, [1, 1, 1]), run(1, [1, 1, 1]), run(2, [0, 0, 0])), 80, 9));
    expect(rows[0]).toMatch(/ ┼(─═)+─?●▲/);
  });

  it('get a logarithmic axis over two decades, and it says so', () => {
    const one = viewOf(run(0, [1, 0.1, 0.02]));
    const two = viewOf(run(0, [1, 0.1, 0.001]));
    expect(text(draw(one, 80, 9)).join('\n')).not.toContain('logarithmic');
    expect(text(draw(two, 80, 9)).join('\n')).toContain('logarithmic axis');
    expect(text(draw(two, 36, 12)).join('\n')).toContain('log');
    expect(text(draw(two, 80, 9, false, 'zh')).join('\n')).toContain('纵轴取对数');
    // Three decades on six steps: 0.1 lies two steps down.
    const look = runLook(0, false);
    const level = cellsOfRole(draw(two, 60, 8).slice(0, 7), look.role).filter(([, , sign]) => sign === '─');
    expect(new Set(level.map(([row]) => row))).toEqual(new Set([0, 2, 6]));
  });

  it('let one that diverges go out at the top, and name its round', () => {
    const wild = run(1, [1, 20, 1e30, 1e200], {divergedAt: 5});
    const lines = draw(viewOf(run(0, [1, 0.9, 0.8, 0.7, 0.6, 0.5]), wild), 80, 9);
    const rows = text(lines);
    expect(rows[0]).toMatch(/^ 2\.0000 /);
    expect(rows.join('\n')).toContain('diverged in round 5');
    expect(cellsOfRole(lines.slice(0, 1), 'run2').some(([, , sign]) => sign === '▲')).toBe(true);
    // It ends in the second column of six rounds: at the left, not under the last round.
    const reach = Math.max(
      ...cellsOfRole(lines.slice(0, 8), 'run2')
        .map(([, cell]) => cell)
        .filter((cell) => cell < 40),
    );
    expect(reach).toBeLessThan(25);
    // The other one still falls.
    expect(new Set(cellsOfRole(lines.slice(0, 8), 'run1').map(([row]) => row)).size).toBeGreaterThan(2);
  });

  it('end with their last point, also between two columns', () => {
    const long = run(
      0,
      Array.from({length: 100}, () => 1),
    );
    const short = run(1, [...Array.from({length: 32}, () => 1), 0.5]);
    const lines = draw(viewOf(long, short), 36, 12);
    const ends = cellsOfRole(lines.slice(0, 9), 'run2').filter(([, , sign]) => sign === '▲');
    expect(ends.map(([row]) => row)).toEqual([text(lines).findIndex((line) => line.startsWith(' 0.5000'))]);
  });

  it('say that there is nothing yet', () => {
    expect(text(draw(viewOf(run(0, []), run(1, [])), 80, 9)).join('\n')).toContain('No loss yet');
    expect(text(draw({runs: [], rounds: 0}, 30, 4))).toHaveLength(4);
  });

  const point = fc.oneof(
    fc.double({min: 0, max: 1, noNaN: true}),
    fc.double({min: 0, noNaN: true, noDefaultInfinity: true}),
  );
  const anyRun = fc
    .tuple(
      fc.nat(8),
      fc.array(point, {maxLength: 60}),
      fc.integer({min: 1, max: 9}),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([place, points, stride, mean, diverges]) =>
      run(place, points, {
        title: `学习率 η = ${place}`,
        stride,
        mean,
        ...(diverges ? {divergedAt: points.length + 1} : {}),
      }),
    );

  it('are exactly as high as asked and never too wide, in ASCII all ASCII', () => {
    fc.assert(
      fc.property(
        fc.array(anyRun, {maxLength: 9}),
        fc.integer({min: 0, max: 130}),
        fc.integer({min: 0, max: 24}),
        (runs, width, height) => {
          for (const ascii of [false, true]) {
            const titled = ascii ? runs.map((one) => ({...one, title: 'η'})) : runs;
            const lines = draw(viewOf(...titled), width, height, ascii);
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
