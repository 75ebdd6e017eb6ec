import asciichart from 'asciichart';
import {toAscii} from '../session/notation.ts';

export interface ChartSize {
  /** Cells, labels included. */
  readonly width: number;
  /** Lines. */
  readonly height: number;
  readonly ascii: boolean;
}

/** Cells of a label on the axis, so that the curve does not jump when numbers grow shorter. */
const LABEL = 7;
const NARROWEST = LABEL + 4;

/** First value, axis, two gaps, level, and the corners in asciichart's order: fall ends, rise ends, fall starts, rise starts. */
const SYMBOLS = ['┼', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'];
const ASCII_SYMBOLS = ['+', '|', '-', '-', '-', '`', '.', '.', "'", '|'];

/**
 * A curve as exactly `height` lines of at most `width` cells. Numbers that are not finite are left out; more points than
 * fit are thinned, the first and the last always stay. Empty lines where there is nothing to draw or no room to draw it.
 */
export function lossChart(points: readonly number[], {width, height, ascii}: ChartSize): string[] {
  const blank = Array.from({length: Math.max(0, height)}, () => '');
  const finite = points.filter(Number.isFinite);
  const room = Math.floor(width) - LABEL - 2;
  if (finite.length === 0 || height < 2 || width < NARROWEST) return blank;
  const series = thin(finite.length === 1 ? [finite[0]!, finite[0]!] : finite, room);

  const steps = height - 1;
  const lowest = Math.min(...series);
  const highest = Math.max(...series);
  // Halves, because the difference of two finite numbers may not be finite.
  const halfRange = highest / 2 - lowest / 2;
  const flat = halfRange === 0;
  const scaled = series.map(
    (value) => 1 + (flat ? Math.floor(steps / 2) : ((value / 2 - lowest / 2) / halfRange) * steps),
  );
  const label = (row: number): string => {
    if (flat) return row === steps - Math.floor(steps / 2) ? axisNumber(highest) : '';
    const down = row / steps;
    return axisNumber(highest * (1 - down) + lowest * down);
  };
  const drawn = asciichart.plot(scaled, {
    height: steps,
    min: 1,
    max: 1 + steps,
    offset: 2,
    symbols: ascii ? ASCII_SYMBOLS : SYMBOLS,
    format: (_, row) => `${(ascii ? toAscii(label(row)) : label(row)).padStart(LABEL)} `,
  });
  return drawn.split('\n').map((line) => line.trimEnd());
}

/** At most `most` points, evenly taken, the first and the last among them. */
function thin(points: readonly number[], most: number): readonly number[] {
  if (points.length <= most) return points;
  return Array.from({length: most}, (_, i) => points[Math.round((i * (points.length - 1)) / (most - 1))]!);
}

/** A number of at most {@link LABEL} cells. */
function axisNumber(value: number): string {
  const size = Math.abs(value);
  const decimals = size < 10 ? 4 : size < 100 ? 3 : size < 1000 ? 2 : 0;
  const [digits, exponent] = value.toExponential(1).split('e');
  const ways = [
    ...(size === 0 || (size >= 0.0005 && size < 99_999) ? [value.toFixed(decimals)] : []),
    `${digits}e${Number(exponent)}`,
    value.toExponential(0).replace('e+', 'e'),
  ];
  return (ways.find(({length}) => length <= LABEL) ?? '').replaceAll('-', '−');
}
