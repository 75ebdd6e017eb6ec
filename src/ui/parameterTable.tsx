import {Box, Text} from 'ink';
import {memo, type ReactElement} from 'react';
import type {Digits} from '../session/notation.ts';
import type {ParameterRow} from '../session/view/table.ts';
import {CellTable, columnWidth} from './inkTable.tsx';
import {fitLine, type Paint, paintLine, type Role, textWidth} from './paint.ts';
import type {ScreenWords} from './words.ts';

export interface TableSize {
  /** In cells, borders included. */
  readonly width: number;
  readonly height: number;
}

/** What a table of parameters needs to be drawn. */
export interface TableLayout {
  readonly title: string;
  readonly columns: readonly Column[];
  /** Texts of the shown rows, one for each column. */
  readonly rows: readonly (readonly string[])[];
  /** Indices of the marked ones among them. */
  readonly marked: ReadonlySet<number>;
  /** How many parameters are not shown. */
  readonly hidden: number;
  readonly width: number;
  /** How far it can be scrolled up (negative) and down. */
  readonly scrolls: ScrollRange;
}

export interface ScrollRange {
  readonly least: number;
  readonly most: number;
}

interface Column {
  readonly heading: string;
  readonly role: Role | undefined;
}

type Field = 'name' | 'old' | 'gradient' | 'next' | 'change';
const ALL: readonly Field[] = ['name', 'old', 'gradient', 'next', 'change'];
const ROLES: Readonly<Record<Field, Role | undefined>> = {
  name: undefined,
  old: 'value',
  gradient: 'gradient',
  next: 'update',
  change: 'plain',
};

/** Lines that a table takes beside its rows: two borders and the headings. */
const FRAME = 3;

/** How a table's texts are written. */
export interface TableStyle {
  readonly words: ScreenWords;
  readonly ascii: boolean;
  readonly digits: Digits;
}

/** Cells of the whole table with all its columns. */
export const tableWidth = (rows: readonly ParameterRow[], style: TableStyle): number =>
  widthOf(columnTexts(rows, ALL, style));

/**
 * Fits the parameters into a size: all rows, or those around the marked one, `scroll` rows further down. Where it is too
 * narrow for all columns the last one is left out first: the change is the difference of two others.
 */
export function layoutTable(
  rows: readonly ParameterRow[],
  {width, height}: TableSize,
  title: string,
  style: TableStyle,
  scroll = 0,
): TableLayout {
  const all = rows.length <= height - FRAME;
  const count = all ? rows.length : Math.max(0, height - FRAME - 1);
  const last = rows.length - count;
  const usual = all ? 0 : within(markedRow(rows) - Math.floor((count - 1) / 2), last);
  const from = within(usual + scroll, last);
  const fields = fieldsWithin(rows, width, style);
  const shown = rows.slice(from, from + count);
  // Columns are as wide as all rows need, so that scrolling moves no border.
  const texts = columnTexts(rows, fields, style);
  return {
    title,
    columns: fields.map((field, i) => ({
      heading: padHeading(style.words.table[field], texts[i]!, field),
      role: ROLES[field],
    })),
    rows: shown.map((_, i) => texts.map((column) => column[from + i + 1]!)),
    marked: new Set(shown.flatMap(({marked}, i) => (marked ? [i] : []))),
    hidden: rows.length - shown.length,
    width: widthOf(texts),
    scrolls: {least: -usual, most: last - usual},
  };
}

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), Math.max(0, most));

const markedRow = (rows: readonly ParameterRow[]): number =>
  Math.max(
    0,
    rows.findIndex((row) => row.marked),
  );

function fieldsWithin(rows: readonly ParameterRow[], width: number, style: TableStyle): readonly Field[] {
  for (let count = ALL.length; count > 1; count--) {
    const fields = ALL.slice(0, count);
    if (widthOf(columnTexts(rows, fields, style)) <= width) return fields;
  }
  return ['name'];
}

const widthOf = (texts: readonly (readonly string[])[]): number =>
  texts.reduce((total, column) => total + columnWidth(column) + 1, 1);

/** The texts of each column, its heading first, numbers aligned by their decimal points. */
function columnTexts(
  rows: readonly ParameterRow[],
  fields: readonly Field[],
  {words, ascii, digits}: TableStyle,
): readonly (readonly string[])[] {
  return fields.map((field) => {
    const heading = words.table[field];
    if (field === 'name')
      return [heading, ...rows.map((row) => `${row.marked ? (ascii ? '>' : '▸') : ' '} ${row.name}`)];
    const numbers = alignNumbers(
      rows.map((row) => row[field]),
      digits,
    );
    const short = textWidth(heading) - textWidth(numbers[0] ?? '');
    return [heading, ...numbers.map((text) => (short > 0 ? ' '.repeat(short) + text : text))];
  });
}

/** A heading stands over the end of its numbers, a name's over its beginning. */
function padHeading(heading: string, column: readonly string[], field: Field): string {
  const free = columnWidth(column) - 2 - textWidth(heading);
  return field === 'name' || free <= 0 ? heading : ' '.repeat(free) + heading;
}

/**
 * Numbers as texts of one width, decimal point under decimal point. There is room for a sign and for `digits` digits
 * after two zeros, so that a column seldom grows when its numbers become known.
 */
export function alignNumbers(numbers: readonly string[], digits: number): readonly string[] {
  const parts = numbers.map((text) => {
    const at = text.search(/[.e]/);
    return at < 0 ? {whole: text, rest: ''} : {whole: text.slice(0, at), rest: text.slice(at)};
  });
  const before = Math.max(2, ...parts.map(({whole}) => textWidth(whole)));
  const after = Math.max(digits + 3, ...parts.map(({rest}) => textWidth(rest)));
  return parts.map(
    ({whole, rest}) =>
      ' '.repeat(before - textWidth(whole)) + whole + rest + ' '.repeat(after - textWidth(rest)),
  );
}

export interface ParameterTableProps extends TableSize {
  readonly layout: TableLayout;
  readonly words: ScreenWords;
  readonly paint: Paint;
  readonly ascii: boolean;
}

/** The parameters before and after the update: exactly width × height cells. */
export const ParameterTable = memo(function ParameterTable({
  layout,
  width,
  height,
  words,
  paint,
  ascii,
}: ParameterTableProps): ReactElement {
  const {title, columns, rows, marked, hidden} = layout;
  const headings = columns.map(({heading}) => heading);
  const more = words.table.more(hidden);
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <CellTable
        title={title}
        columns={headings}
        rows={rows.map((row) => Object.fromEntries(headings.map((heading, i) => [heading, row[i]!])))}
        roles={columns.map(({role}) => role)}
        marked={marked}
        paint={paint}
        ascii={ascii}
      />
      {hidden === 0 ? null : (
        <Text wrap="truncate">
          {paintLine(
            fitLine([{text: ` ${ascii ? more.replace('…', '...') : more}`, role: 'dim'}], width),
            paint,
          )}
        </Text>
      )}
    </Box>
  );
});
