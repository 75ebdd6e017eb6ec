import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {fieldOf} from '../../../src/session/view/field.ts';
import {createFieldPicture, type FieldStyle, shadeScale} from '../../../src/ui/drawing/field.ts';
import {lineText, lineWidth, type Shade} from '../../../src/ui/paint.ts';
import {runLook} from '../../../src/ui/runLooks.ts';
import {paintedCells} from '../fieldSamples.ts';

/** Value = shade, on a plane of 6 × 6. */
const shadeOf = (value: number): Shade | undefined =>
  Number.isNaN(value) ? undefined : (Math.max(0, Math.min(5, Math.floor(value))) as Shade);

function picture(value: (x: number, y: number) => number, columns: number, rows: number, style: FieldStyle) {
  const values = fieldOf({x: [0, 6], y: [0, 6]}, value, 1).at(columns, 2 * rows);
  return createFieldPicture(values, columns, rows, shadeOf, style);
}

const text = (made: {lines(): readonly (readonly {readonly text: string}[])[]}): string[] =>
  made.lines().map(lineText);

describe('a picture of a field', () => {
  it('has two rows of shades in each line', () => {
    const lines = picture((_, y) => y, 2, 3, 'colors').lines();
    const rows = lines.map((line) => paintedCells(line)[0]!);
    expect(rows.map(({sign, ink, ground}) => [sign, ink, ground])).toEqual([
      ['▀', 5, 4],
      ['▀', 3, 2],
      ['▀', 1, 0],
    ]);
  });

  it('has a blank on the shade where both rows have the same', () => {
    const [line] = picture((x) => x, 6, 1, 'colors').lines();
    expect(paintedCells(line!).map(({sign, ground}) => [sign, ground])).toEqual(
      [0, 1, 2, 3, 4, 5].map((shade) => [' ', shade]),
    );
  });

  it('has denser signs for higher values where there is no colour', () => {
    expect(text(picture((x) => x, 6, 1, 'signs'))).toEqual(['   ·░▒']);
    expect(text(picture((x) => x, 6, 1, 'ascii'))).toEqual(['   .:=']);
  });

  it('leaves empty what is no number', () => {
    const lines = picture((x) => (x > 3 ? Number.NaN : 1), 6, 1, 'colors').lines();
    expect(paintedCells(lines[0]!).map(({ground}) => ground)).toEqual([
      1,
      1,
      1,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('draws the line of a value where the field has it', () => {
    // x = 2 lies between the columns 1 and 2 of six.
    const upright = picture((x) => x, 6, 4, 'signs');
    upright.contour(2);
    for (const line of text(upright)) expect(line[1]).toBe('⢸');
    const level = picture((_, y) => y, 6, 6, 'ascii');
    level.contour(1.5);
    expect(text(level)[4]).toBe('------');
    const rising = picture((x, y) => x - y, 12, 6, 'ascii');
    rising.contour(0);
    expect(text(rising).map((line) => line.search(/\//))).toEqual([10, 8, 6, 4, 2, 0]);
    const falling = picture((x, y) => x + y, 12, 6, 'ascii');
    falling.contour(6);
    expect(text(falling)[0]!.startsWith('\\')).toBe(true);
  });

  it('has no line where the value is not reached', () => {
    const made = picture((x) => x, 6, 2, 'signs');
    const before = text(made);
    made.contour(7);
    expect(text(made)).toEqual(before);
  });

  it('draws a way through its places', () => {
    const level = picture(() => 0, 6, 2, 'signs');
    level.track(
      [
        [0.25, 0.1],
        [5.9, 0.1],
      ],
      runLook(0, false),
    );
    expect(text(level)).toEqual(['⠉⠉⠉⠉⠉⠉', '      ']);
    const letters = picture(() => 0, 6, 6, 'ascii');
    letters.track(
      [
        [0.5, 0.5],
        [5.5, 5.5],
      ],
      runLook(1, true),
    );
    expect(text(letters)).toEqual(['x     ', ' x    ', '  x   ', '   x  ', '    x ', '     x']);
  });

  it('cuts a way off at its edges', () => {
    const made = picture(() => 0, 6, 2, 'ascii');
    made.track(
      [
        [-1e9, 0.5],
        [1e9, 0.5],
      ],
      runLook(0, true),
    );
    expect(text(made)).toEqual(['oooooo', '      ']);
    made.track(
      [
        [-5, 1.5],
        [-1, 1.5],
      ],
      runLook(0, true),
    );
    expect(text(made)[1]).toBe('      ');
  });

  it('puts a sign on the shade of its cell, and nothing outside', () => {
    const made = picture((x) => x, 6, 1, 'colors');
    made.put(3.9, 0.9, '●', 'bad');
    made.put(6, 0, '●', 'bad');
    made.put(-0.1, 0, '●', 'bad');
    expect(paintedCells(made.lines()[0]!)).toEqual([
      ...[0, 1, 2].map((ground) => ({sign: ' ', role: undefined, ink: undefined, ground})),
      {sign: '●', role: 'bad', ink: undefined, ground: 3},
      ...[4, 5].map((ground) => ({sign: ' ', role: undefined, ink: undefined, ground})),
    ]);
  });

  it('is exactly as large as asked, whatever is drawn', () => {
    const place = fc.tuple(fc.double({noNaN: true}), fc.double({noNaN: true}));
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 40}),
        fc.integer({min: 1, max: 12}),
        fc.array(place, {minLength: 1, maxLength: 6}),
        fc.constantFrom<FieldStyle>('colors', 'signs', 'ascii'),
        (columns, rows, places, style) => {
          const made = picture((x, y) => x * y - 3, columns, rows, style);
          made.contour(1);
          made.track(places, runLook(0, style === 'ascii'));
          const lines = made.lines();
          expect(lines).toHaveLength(rows);
          for (const line of lines) expect(lineWidth(line)).toBe(columns);
        },
      ),
    );
  });
});

describe('the scale of the shades', () => {
  it('has all of them, from low to high', () => {
    expect(paintedCells(shadeScale('colors')).map(({ground}) => ground)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(lineText(shadeScale('ascii'))).toBe('   .:=');
  });
});
