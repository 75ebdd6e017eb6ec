import asciichart from 'asciichart';
import {type ChartAxis, LABEL} from './chartAxis.ts';
import type {Line, Role, Span} from './paint.ts';
import type {RunLook} from './runLooks.ts';

/** A curve with a value, finite, for each column from the left; a shorter one ends sooner. */
export interface Curve {
  readonly values: readonly number[];
  readonly look: RunLook;
}

/** In asciichart's order: first value, axis, two gaps, level, fall ends, rise ends, fall starts, rise starts, upright. */
const SYMBOLS = ['┼', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'];
const CORNERS = '╰╭╮╯';

/** What asciichart writes before a curve's sign in place of a colour: which curve it is. */
const TAG = 0xe0_00;
// biome-ignore lint/suspicious/noControlCharactersInRegex: asciichart ends each sign of a curve with an SGR code.
const SIGN = /([\uE000-\uE0FF])(.)\u001B\[0m|./gu;

interface Mark {
  readonly text: string;
  readonly role: Role;
}

const EMPTY: Mark = {text: ' ', role: 'plain'};

/**
 * Curves on one axis, at their ends their signs: `steps` + 1 lines. Where curves lie on each other their signs take turns, so that none
 * hides another. Every line is at most as wide as {@link columnsWithin} allows.
 */
export function plotCurves(
  curves: readonly Curve[],
  axis: ChartAxis,
  {steps, ascii, label}: {readonly steps: number; readonly ascii: boolean; label(text: string): string},
): readonly Line[] {
  const places = curves.map(({values}) => values.map(axis.place));
  const drawn = asciichart.plot(places, {
    height: steps,
    min: 1,
    max: 1 + steps,
    offset: 2,
    symbols: SYMBOLS,
    colors: curves.map((_, i) => String.fromCharCode(TAG + i)),
    format: (_, row) => `${label(axis.label(row)).padStart(LABEL)} `,
  });
  const rows = drawn.split('\n').map((line) =>
    Array.from(line.matchAll(SIGN), ([whole, tag, sign]): Mark => {
      if (tag === undefined || sign === undefined) return {text: whole, role: 'plain'};
      return sign === '┼' ? {text: sign, role: 'plain'} : signOf(curves[tag.charCodeAt(0) - TAG]!.look, sign);
    }),
  );
  const level = (curve: number, x: number): number | undefined => {
    const [here, next] = [places[curve]![x], places[curve]![x + 1]];
    if (here === undefined || next === undefined) return undefined;
    return Math.round(here) === Math.round(next) ? Math.round(here) : undefined;
  };
  const columns = Math.max(...places.map(({length}) => length));
  for (let x = 0; x < columns - 1; x++) {
    for (const [i] of curves.entries()) {
      const height = level(i, x);
      const sharing = curves.flatMap((_, j) => (height !== undefined && level(j, x) === height ? [j] : []));
      if (sharing[0] !== i || sharing.length < 2) continue;
      const {look} = curves[sharing[x % sharing.length]!]!;
      rows[1 + steps - height!]![FIRST + x] = {text: look.line.level, role: look.role};
    }
  }
  for (const [i, {values, look}] of curves.entries()) {
    const row = rows[1 + steps - Math.round(places[i]!.at(-1)!)]!;
    let x = FIRST + values.length - 1;
    while (isEnd(row[x], curves)) x += 1;
    while (row.length < x) row.push(EMPTY);
    row[x] = {text: look.sign, role: look.role};
  }
  return rows.map((row) => spansOf(ascii ? row.map(plain) : row));
}

/** Cells before the first column: label, gap, axis. */
const FIRST = LABEL + 2;

/** How many columns fit into so many cells. Ends at the same place stand side by side. */
export const columnsWithin = (width: number, curves: number): number => width - FIRST - curves + 1;

const isEnd = (mark: Mark | undefined, curves: readonly Curve[]): boolean =>
  mark !== undefined && curves.some(({look}) => look.sign === mark.text && look.role === mark.role);

function signOf({line, role}: RunLook, sign: string): Mark {
  if (sign === '─') return {text: line.level, role};
  if (sign === '│') return {text: line.upright, role};
  return {text: line.corners[CORNERS.indexOf(sign)] ?? sign, role};
}

/** The axis in ASCII. */
const plain = (mark: Mark): Mark => ({
  ...mark,
  text: mark.text === '┼' ? '+' : mark.text === '┤' ? '|' : mark.text,
});

function spansOf(row: readonly Mark[]): Line {
  const spans: Span[] = [];
  for (const {text, role} of row) {
    const last = spans.at(-1);
    if (last?.role === role) spans[spans.length - 1] = {text: last.text + text, role};
    else spans.push({text, role});
  }
  return spans;
}
