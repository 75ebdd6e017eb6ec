import type {Notation} from '../session/notation.ts';
import type {ComparedRun, CompareView} from '../session/view/compare.ts';
import {wrapText} from '../session/wrap.ts';
import {type ChartAxis, evenAxis, LABEL, logarithmicAxis, underAxis} from './chartAxis.ts';
import {type Curve, columnsWithin, plotCurves} from './curvePlot.ts';
import {besideLines, exactly, packLines} from './legend.ts';
import {fitLine, type Line, lineWidth} from './paint.ts';
import {runLook} from './runLooks.ts';
import type {ScreenWords} from './words.ts';

export interface CompareSize {
  /** In cells. */
  readonly width: number;
  readonly height: number;
  readonly notation: Notation;
  readonly words: ScreenWords;
}

/** From here on the legend stands beside the chart. */
const WIDE = 60;
const WIDEST_LEGEND = 38;
const LEAST_CHART = 4;

/** Loss curves of several runs on one axis, with a legend: exactly `height` lines of at most `width` cells. */
export function compareLines(view: CompareView, size: CompareSize): readonly Line[] {
  const {width, height} = size;
  if (width < 1) return exactly([], height);
  const lines = width >= WIDE ? legendBeside(view, size) : legendBelow(view, size);
  return exactly(lines, height).map((line) => cut(line, size));
}

function legendBeside(view: CompareView, size: CompareSize): readonly Line[] {
  const {width, height} = size;
  const entries = view.runs.map((run) => legendEntry(run, size));
  const two = entries.length * 2 <= height;
  // A name may be cut, a number never.
  const named = (name: Line, room: number): Line =>
    lineWidth(name) > room ? fitLine(name, room, cutMark(size)) : name;
  const legend = entries.flatMap(({name, standing, short}): readonly Line[] => {
    if (!two) return [[...named(name, WIDEST_LEGEND - lineWidth(short)), ...short]];
    const whole: Line = [{text: '   '}, ...standing];
    return [named(name, WIDEST_LEGEND), lineWidth(whole) <= WIDEST_LEGEND ? whole : [{text: ' '}, ...short]];
  });
  const legendWidth = legend.reduce((most, line) => Math.max(most, lineWidth(line)), 0);
  const chartWidth = width - legendWidth - 2;
  return besideLines(chart(view, {...size, width: chartWidth}), legend, chartWidth, 2);
}

function legendBelow(view: CompareView, size: CompareSize): readonly Line[] {
  const {width, height} = size;
  const parts = view.runs.map((run) => legendEntry(run, size));
  const whole = parts.map(({name, standing}): Line => [...name, {text: '  '}, ...standing]);
  const entries = whole.every((entry) => lineWidth(entry) <= width)
    ? whole
    : parts.map(({name, short}) => (lineWidth([...name, ...short]) <= width ? [...name, ...short] : name));
  const legend = packLines(entries, width).slice(0, Math.max(1, height - LEAST_CHART));
  return [
    ...exactly(chart(view, {...size, height: height - legend.length}), height - legend.length),
    ...legend,
  ];
}

const cutMark = ({notation}: CompareSize): string => notation.text('…');

const cut = (line: Line, size: CompareSize): Line =>
  lineWidth(line) > size.width ? fitLine(line, size.width, cutMark(size)) : line;

/** A run's line and name; where it stands; the same in few words. */
function legendEntry(
  {place, title, round, loss, mean, divergedAt}: ComparedRun,
  {notation, words}: CompareSize,
): {readonly name: Line; readonly standing: Line; readonly short: Line} {
  const {role, line, sign} = runLook(place, notation.ascii);
  const name: Line = [{text: `${line.level}${sign} `, role}, {text: notation.text(title)}];
  if (divergedAt !== undefined) {
    const standing = {text: notation.text(words.compare.diverged(divergedAt)), role: 'bad'} as const;
    return {name, standing: [standing], short: [{text: '  '}, standing]};
  }
  if (loss === undefined) {
    const standing = {text: notation.text(words.compare.nothing), role: 'dim'} as const;
    return {name, standing: [standing], short: [{text: '  '}, standing]};
  }
  const value = {text: `${mean ? words.compare.mean : 'L'} = ${loss}`, role: 'value'} as const;
  return {
    name,
    standing: [{text: `${notation.text(words.round(round))}  `, role: 'dim'}, value],
    short: [{text: '  '}, value],
  };
}

function chart(view: CompareView, {width, height, notation, words}: CompareSize): readonly Line[] {
  const steps = height - 2;
  const columns = view.rounds === 1 ? 1 : columnsWithin(width, view.runs.length);
  const drawn = view.runs.filter(({points}) => points.length > 0);
  if (drawn.length === 0)
    return wrapText(notation.text(words.loss.none), width).map((text): Line => [{text, role: 'dim'}]);
  if (steps < 1 || columns < 1) return [];
  const ceiling = ceilingOf(drawn);
  const curves = drawn.map(
    (run): Curve => ({
      values: valuesOf(run, view.rounds, columns, ceiling),
      look: runLook(run.place, notation.ascii),
    }),
  );
  const {axis, logarithmic} = axisOf(
    curves.flatMap(({values}) => values),
    steps,
  );
  const under = underAxis(
    columns,
    ['1', words.round(view.rounds)],
    logarithmic ? [words.compare.logarithmic, words.compare.log] : [],
  );
  return [
    ...plotCurves(curves, axis, {steps, ascii: notation.ascii, label: notation.text}),
    [{text: ' '.repeat(LABEL + 2) + notation.text(under), role: 'dim'}],
  ];
}

/** How many times the largest other loss a diverging one may reach in the picture. */
const OVERSHOOT = 2;

/** Above this no loss is drawn: a run that diverges would press all others to the ground. */
function ceilingOf(runs: readonly ComparedRun[]): number {
  if (runs.every(({divergedAt}) => divergedAt === undefined)) return Number.POSITIVE_INFINITY;
  const settled = runs.flatMap(({points, divergedAt}) =>
    divergedAt === undefined ? points : points.slice(0, 1),
  );
  return OVERSHOOT * Math.max(...settled);
}

/** The loss in each column, up to the run's last round or where it breaks through the ceiling. */
function valuesOf(
  {points, stride}: ComparedRun,
  rounds: number,
  columns: number,
  ceiling: number,
): readonly number[] {
  const values: number[] = [];
  for (let column = 0; column < columns; column++) {
    const round = columns === 1 ? rounds : 1 + (column * (rounds - 1)) / (columns - 1);
    const value = points[Math.ceil(round / stride) - 1];
    if (value === undefined) break;
    values.push(Math.min(value, ceiling));
    if (value > ceiling) return values;
  }
  // A curve ends with its last point, also where no column meets that.
  return [...values.slice(0, -1), Math.min(points.at(-1)!, ceiling)];
}

/** More than these decades are drawn by factors, not by differences. */
const FACTORS_FROM = 100;

function axisOf(
  values: readonly number[],
  steps: number,
): {readonly axis: ChartAxis; readonly logarithmic: boolean} {
  const highest = Math.max(...values);
  const lowest = Math.min(...values);
  const logarithmic = lowest >= 0 && highest / FACTORS_FROM > lowest;
  return {
    axis: logarithmic ? logarithmicAxis(lowest, highest, steps) : evenAxis(lowest, highest, steps),
    logarithmic,
  };
}
