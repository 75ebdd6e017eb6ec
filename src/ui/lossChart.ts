import asciichart from 'asciichart';
import {toAscii} from '../session/notation.ts';
import {evenAxis, LABEL, underAxis} from './chartAxis.ts';
import {textWidth} from './paint.ts';

export interface ChartSize {
  /** Cells, labels included. */
  readonly width: number;
  /** Lines. */
  readonly height: number;
  readonly ascii: boolean;
}

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
  const axis = evenAxis(Math.min(...series), Math.max(...series), steps);
  const drawn = asciichart.plot(series.map(axis.place), {
    height: steps,
    min: 1,
    max: 1 + steps,
    offset: 2,
    symbols: ascii ? ASCII_SYMBOLS : SYMBOLS,
    format: (_, row) => `${(ascii ? toAscii(axis.label(row)) : axis.label(row)).padStart(LABEL)} `,
  });
  return drawn.split('\n').map((line) => line.trimEnd());
}

/** What stands under a curve of so many points: the rounds of its first and its last one. */
export function roundsUnder(points: number, [first, last]: readonly [string, string], width: number): string {
  const room = Math.max(0, Math.floor(width) - LABEL - 1);
  const wanted = Math.max(points, textWidth(first) + textWidth(last) + 1);
  return ' '.repeat(LABEL + 1) + underAxis(Math.min(room, wanted), [first, last]);
}

/** At most `most` points, evenly taken, the first and the last among them. */
function thin(points: readonly number[], most: number): readonly number[] {
  if (points.length <= most) return points;
  return Array.from({length: most}, (_, i) => points[Math.round((i * (points.length - 1)) / (most - 1))]!);
}
