import {textWidth} from './paint.ts';

/** The upright axis of a chart that is drawn in so many steps from bottom to top. */
export interface ChartAxis {
  /** Where a value lies, from 1 at the bottom to 1 + steps at the top; a value outside of the axis lies at its end. */
  place(value: number): number;
  /** What stands beside a row, the topmost being 0; at most {@link LABEL} cells. */
  label(row: number): string;
}

/** Cells of a label on the axis, so that the curve does not jump when numbers grow shorter. */
export const LABEL = 7;

/** An even axis between two finite numbers. Where they are the same, one label in the middle. */
export function evenAxis(lowest: number, highest: number, steps: number): ChartAxis {
  // Halves, because the difference of two finite numbers may not be finite.
  const halfRange = highest / 2 - lowest / 2;
  if (halfRange === 0) {
    const middle = Math.floor(steps / 2);
    return {
      place: () => 1 + middle,
      label: (row) => (row === steps - middle ? axisNumber(highest) : ''),
    };
  }
  return {
    place: (value) => 1 + clamp((value / 2 - lowest / 2) / halfRange) * steps,
    label(row) {
      const down = row / steps;
      return axisNumber(highest * (1 - down) + lowest * down);
    },
  };
}

/** What stands for ≤ where only ASCII is safe: it takes more cells. */
const ASCII_GROUND = '<=';

/** What is smaller than this part of the highest number lies on the ground of a logarithmic axis. */
const GROUND = 1e-8;

/** An axis down from a positive number on which equal steps are equal factors. What lies below its ground is said to by a ≤. */
export function logarithmicAxis(lowest: number, highest: number, steps: number): ChartAxis {
  const ground = Math.max(lowest, highest * GROUND);
  const exponents = evenAxis(Math.log10(ground), Math.log10(highest), steps);
  return {
    place: (value) => exponents.place(Math.log10(Math.max(ground, value))),
    label(row) {
      const value = highest * (ground / highest) ** (row / steps);
      return row === steps && lowest < ground
        ? `≤${axisNumber(value, LABEL - ASCII_GROUND.length)}`
        : axisNumber(value);
    },
  };
}

const clamp = (part: number): number => Math.max(0, Math.min(part, 1));

/** A number of at most so many cells. */
function axisNumber(value: number, cells = LABEL): string {
  const size = Math.abs(value);
  const decimals = size < 10 ? 4 : size < 100 ? 3 : size < 1000 ? 2 : 0;
  const [digits, exponent] = value.toExponential(1).split('e');
  const ways = [
    ...(size === 0 || (size >= 0.0005 && size < 99_999) ? [value.toFixed(decimals)] : []),
    `${digits}e${Number(exponent)}`,
    value.toExponential(0).replace('e+', 'e'),
  ];
  return (ways.find(({length}) => length <= cells) ?? '').replaceAll('-', '−');
}

/** What stands under a level axis: a text at each end and a note between them, the first of the notes that has room. */
export function underAxis(
  cells: number,
  [first, last]: readonly [string, string],
  notes: readonly string[] = [],
): string {
  const room = cells - textWidth(first) - textWidth(last);
  if (room < 1) return textWidth(last) <= cells ? last : '';
  const note = notes.find((text) => textWidth(text) + 2 <= room) ?? '';
  const before = Math.floor((room - textWidth(note)) / 2);
  const after = room - textWidth(note) - before;
  return first + ' '.repeat(before) + note + ' '.repeat(after) + last;
}
