import type {Digits} from '../session/notation.ts';
import type {ParameterRow} from '../session/view/table.ts';
import type {Role} from './paint.ts';
import {
  alignNumbers,
  fitTable,
  namesWithMarks,
  type TableColumn,
  type TableContent,
  type TableLayout,
  type TableSize,
  widthOfTable,
} from './tablePanel.tsx';
import type {ScreenWords} from './words.ts';

type Field = 'old' | 'gradient' | 'next' | 'change';
const ROLES: Readonly<Record<Field, Role>> = {
  old: 'value',
  gradient: 'gradient',
  next: 'update',
  change: 'plain',
};

/** How a table's texts are written. */
export interface TableStyle {
  readonly words: ScreenWords;
  readonly ascii: boolean;
  readonly digits: Digits;
}

/** Cells of the whole table with all its columns. */
export const tableWidth = (rows: readonly ParameterRow[], style: TableStyle): number =>
  widthOfTable(contentOf(rows, '', style).columns);

/**
 * The parameters before and after the update. Where it is too narrow for all columns the last one is left out first: the change is
 * the difference of two others.
 */
export function layoutTable(
  rows: readonly ParameterRow[],
  size: TableSize,
  title: string,
  style: TableStyle,
  scroll = 0,
): TableLayout {
  return fitTable(contentOf(rows, title, style), size, scroll);
}

function contentOf(
  rows: readonly ParameterRow[],
  title: string,
  {words, ascii, digits}: TableStyle,
): TableContent {
  const marked = new Set(rows.flatMap((row, i) => (row.marked ? [i] : [])));
  const names = rows.map(({name}) => name);
  const numbers = (['old', 'gradient', 'next', 'change'] as const).map(
    (field): TableColumn => ({
      heading: words.table[field],
      role: ROLES[field],
      texts: alignNumbers(
        rows.map((row) => row[field]),
        digits,
      ),
    }),
  );
  return {
    title,
    columns: [
      {heading: words.table.name, texts: namesWithMarks(names, marked, ascii), side: 'start'},
      ...numbers,
    ],
    marked,
    below: [],
    more: (hidden) => {
      const text = words.table.more(hidden);
      return [{text: ` ${ascii ? text.replace('…', '...') : text}`, role: 'dim'}];
    },
  };
}
