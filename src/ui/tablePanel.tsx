import {Box} from 'ink';
import {memo, type ReactElement} from 'react';
import {type NumberRoom, roomForTexts, splitNumber, usualRoom} from '../session/numberRoom.ts';
import {CellTable, PADDING} from './inkTable.tsx';
import {Lines} from './lines.tsx';
import {type Line, type Paint, type Role, textWidth} from './paint.ts';

/** In cells, borders included. */
export interface TableSize {
  readonly width: number;
  readonly height: number;
}

export interface TableColumn {
  readonly heading: string;
  readonly role?: Role;
  /** One for each row, all of one width where they are to stand under each other. */
  readonly texts: Texts;
  /** Where the heading stands over its column; by itself at the end, as over numbers. */
  readonly side?: 'start' | 'end';
}

/** Texts in a list; or such as are made when they are asked for, because there may be very many, and few of them in sight. */
export interface Texts {
  readonly length: number;
  at(row: number): string | undefined;
  /** Cells of the widest; absent where all can be asked. */
  readonly width?: number;
}

const widest = (texts: Texts): number =>
  texts.width ??
  Array.from({length: texts.length}, (_, row) => textWidth(texts.at(row)!)).reduce(
    (most, cells) => Math.max(most, cells),
    0,
  );

/** A table before it is fitted into a size. */
export interface TableContent {
  readonly title: string;
  /** Headings are all different. */
  readonly columns: readonly TableColumn[];
  /** Indices of the rows that the screen is about. */
  readonly marked: ReadonlySet<number>;
  /** What is said under the table where there is room. */
  readonly below: readonly Line[];
  /** What is said under the table where so many rows are not shown. */
  readonly more: (hidden: number) => Line;
}

/** A table that fits: what {@link TablePanel} draws. */
export interface TableLayout {
  readonly title: string;
  readonly columns: readonly {readonly heading: string; readonly role: Role | undefined}[];
  /** Texts of the shown rows, one for each column. */
  readonly rows: readonly (readonly string[])[];
  /** Indices of the marked ones among them. */
  readonly marked: ReadonlySet<number>;
  readonly below: readonly Line[];
  readonly width: number;
  /** How far it can be scrolled up (negative) and down. */
  readonly scrolls: ScrollRange;
}

export interface ScrollRange {
  readonly least: number;
  readonly most: number;
}

/** Lines that a table takes beside its rows: two borders and the headings. */
export const TABLE_FRAME = 3;

/** Cells of the whole table. */
export const widthOfTable = (columns: readonly TableColumn[]): number =>
  columns.reduce((total, column) => total + cellsOfColumn(column) + 1, 1);

/** Cells of a column with its heading, without its borders. */
const cellsOfColumn = ({heading, texts}: TableColumn): number =>
  Math.max(textWidth(heading), widest(texts)) + 2 * PADDING;

/**
 * Fits a table into a size: all rows, or those around the marked one, `scroll` rows further down. Where it is too narrow the
 * last columns are left out, but never the first.
 */
export function fitTable(content: TableContent, {width, height}: TableSize, scroll = 0): TableLayout {
  const {title, below, more} = content;
  const total = content.columns[0]!.texts.length;
  const all = total <= height - TABLE_FRAME;
  const count = all ? total : Math.max(0, height - TABLE_FRAME - 1);
  const last = total - count;
  const marked = Math.max(0, Math.min(...content.marked));
  const usual = all ? 0 : within((Number.isFinite(marked) ? marked : 0) - Math.floor((count - 1) / 2), last);
  const from = within(usual + scroll, last);
  const columns = withRoomFor(title, columnsWithin(content.columns, width), width);
  // Columns are as wide as all rows need, so that scrolling moves no border.
  const widths = columns.map(({heading, texts}) => Math.max(textWidth(heading), widest(texts)));
  const shown = Array.from({length: count}, (_, i) => from + i);
  return {
    title,
    columns: columns.map((column) => ({heading: padded(column), role: column.role})),
    rows: shown.map((row) =>
      columns.map(({texts, side}, column) =>
        side === 'start' ? texts.at(row)! : atLeast(texts.at(row)!, widths[column]!),
      ),
    ),
    marked: new Set(shown.flatMap((row, i) => (content.marked.has(row) ? [i] : []))),
    below: all ? below.slice(0, height - TABLE_FRAME - count) : [more(total - count)],
    width: widthOfTable(columns),
    scrolls: {least: -usual, most: last - usual},
  };
}

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), Math.max(0, most));

function columnsWithin(columns: readonly TableColumn[], width: number): readonly TableColumn[] {
  const fitting = columns.findLastIndex((_, last) => widthOfTable(columns.slice(0, last + 1)) <= width);
  return columns.slice(0, Math.max(1, fitting + 1));
}

/** The columns, the first one so wide that the title fits into the border above them. */
function withRoomFor(title: string, columns: readonly TableColumn[], width: number): readonly TableColumn[] {
  const missing = Math.min(textWidth(title) + 4, width) - widthOfTable(columns);
  const [first, ...others] = columns;
  if (missing <= 0 || first === undefined) return columns;
  const {texts} = first;
  const own = widest(texts);
  const blank = ' '.repeat(Math.max(0, textWidth(first.heading) - own) + missing);
  const wider: Texts = {
    length: texts.length,
    width: texts.length === 0 ? 0 : own + blank.length,
    at: (row) => texts.at(row)! + blank,
  };
  return [{...first, texts: wider}, ...others];
}

/** Texts narrower than their heading stand at its end. */
const atLeast = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - textWidth(text))) + text;

/** A heading stands over the end of its numbers, or over the beginning of its texts. */
function padded({heading, texts, side = 'end'}: TableColumn): string {
  return side === 'start' ? heading : atLeast(heading, widest(texts));
}

/** Numbers as texts of one width, decimal point under decimal point. */
export function alignNumbers(numbers: readonly string[], digits: number): readonly string[] {
  const room = roomForTexts(numbers, usualRoom(digits));
  return numbers.map((text) => alignedIn(room, text));
}

/** A number with its decimal point where that of all others is. */
export function alignedIn({before, after}: NumberRoom, text: string): string {
  const {whole, rest} = splitNumber(text);
  return ' '.repeat(before - textWidth(whole)) + whole + rest + ' '.repeat(after - textWidth(rest));
}

/** The names of rows, the marked ones with a sign before them. */
export const namesWithMarks = (
  names: readonly string[],
  marked: ReadonlySet<number>,
  ascii: boolean,
): readonly string[] => {
  const width = names.reduce((most, name) => Math.max(most, textWidth(name)), 0);
  return names.map((name, i) => markedName(name, marked.has(i), width, ascii));
};

/** A name in so many cells, with a sign before it where it is marked. */
export const markedName = (name: string, marked: boolean, cells: number, ascii: boolean): string =>
  `${marked ? (ascii ? '>' : '▸') : ' '} ${name}${' '.repeat(cells - textWidth(name))}`;

/** Cells of a name of so many cells with its sign. */
export const widthOfMarkedName = (cells: number): number => cells + 2;

export interface TablePanelProps extends TableSize {
  readonly layout: TableLayout;
  readonly paint: Paint;
  readonly ascii: boolean;
}

/** A table, drawn by ink-table, and what is said under it: exactly width × height cells. */
export const TablePanel = memo(function TablePanel({
  layout,
  width,
  height,
  paint,
  ascii,
}: TablePanelProps): ReactElement {
  const {title, columns, rows, marked, below} = layout;
  const headings = columns.map(({heading}) => heading);
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
      {below.length === 0 ? null : <Lines lines={below} width={width} height={below.length} paint={paint} />}
    </Box>
  );
});
