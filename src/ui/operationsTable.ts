import type {Notation} from '../session/notation.ts';
import type {OperationsOfRun, OperationsView} from '../session/view/operations.ts';
import {wrapText} from '../session/wrap.ts';
import {barOf} from './barOf.ts';
import {fitText, type Line, textWidth} from './paint.ts';
import {type TableColumn, type TableContent, widthOfTable} from './tablePanel.tsx';
import type {ScreenWords} from './words.ts';

/** What gradients cost: of one run with bars where there is room, of several in a column each. */
export function operationsTable(
  {runs}: OperationsView,
  width: number,
  notation: Notation,
  words: ScreenWords,
): TableContent {
  const {operations: own} = words;
  const names = ROWS.map((row) => notation.text(own[row]));
  const longest = Math.max(...names.map(textWidth));
  const first: TableColumn = {
    heading: own.what,
    texts: names.map((name) => fitText(name, longest)),
    side: 'start',
  };
  const counts = runs.map(
    (run): TableColumn => ({
      heading: notation.text(runs.length === 1 ? own.count : run.title),
      role: 'value',
      texts: ROWS.map((row) => countText(run, row, notation)),
    }),
  );
  const [only] = runs;
  const columns = [first, ...distinct(counts)];
  return {
    title: words.panels.operations,
    columns:
      only === undefined || runs.length > 1 ? columns : withBars(columns, only, width, notation, words),
    marked: new Set(),
    below: wrapText(notation.text(own.unit), width - 2).map(
      (line): Line => [{text: ` ${line}`, role: 'dim'}],
    ),
    more: (hidden) => [{text: notation.text(` … +${hidden}`), role: 'dim'}],
  };
}

const ROWS = ['parameters', 'forward', 'backward', 'both', 'numeric', 'ratio'] as const;

function countText(run: OperationsOfRun, row: (typeof ROWS)[number], notation: Notation): string {
  return row === 'ratio' ? notation.text(`${notation.number(run.ratio, 3)} ×`) : grouped(run[row]);
}

/** Digits of a whole number in groups of three. */
const grouped = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** ink-table needs headings that differ. */
const distinct = (columns: readonly TableColumn[]): readonly TableColumn[] =>
  columns.map((column, i) => {
    const before = columns.slice(0, i).filter(({heading}) => heading.trim() === column.heading.trim()).length;
    return before === 0 ? column : {...column, heading: `${column.heading}${' '.repeat(before)}`};
  });

const LEAST_BAR = 8;
const MOST_BAR = 48;

function withBars(
  columns: readonly TableColumn[],
  run: OperationsOfRun,
  width: number,
  notation: Notation,
  {operations: words}: ScreenWords,
): readonly TableColumn[] {
  const free = Math.min(width - widthOfTable(columns) - 3, MOST_BAR);
  if (free < Math.max(LEAST_BAR, textWidth(words.compared))) return columns;
  const most = Math.max(run.both, run.numeric);
  const texts = ROWS.map((row) => {
    if (row === 'parameters' || row === 'ratio') return ' '.repeat(free);
    return fitText(barOf(run[row] / most, free, notation.ascii), free);
  });
  return [...columns, {heading: words.compared, role: 'gradient', texts, side: 'start'}];
}
