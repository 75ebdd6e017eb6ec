import {Text} from 'ink';
import InkTable from 'ink-table';
import {isValidElement, type ReactElement, type ReactNode} from 'react';
import {toAscii} from '../session/notation.ts';
import {type Line, lineText, type Paint, paintLine, type Role, type Span, textWidth} from './paint.ts';

/** One row: the text of each column, by the column's heading. */
type Row = Record<string, string>;

export interface TableProps {
  /** Stands in the top border where there is room. */
  readonly title: string;
  /** Headings, all different. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** What the cells of a column are. */
  readonly roles: readonly (Role | undefined)[];
  /** Indices of the rows that the screen is about. They must show it in their texts too. */
  readonly marked: ReadonlySet<number>;
  readonly paint: Paint;
  readonly ascii: boolean;
}

/** Cells that stand left and right of a text in its column. */
export const PADDING = 1;

/**
 * A table drawn by ink-table. It differs in three ways: columns are measured in cells and not in characters, so
 * Chinese lines up; no line separates the rows; and a line of the table is one text, because many small ones cost Ink more.
 */
export function CellTable({title, columns, rows, roles, marked, paint, ascii}: TableProps): ReactElement {
  return (
    <Lines
      columns={[...columns]}
      data={[...rows]}
      padding={PADDING}
      looks={{title, roles, marked, paint, ascii}}
    />
  );
}

type Looks = Pick<TableProps, 'title' | 'roles' | 'marked' | 'paint' | 'ascii'>;

class Lines extends InkTable<Row> {
  declare readonly props: InkTable<Row>['props'] & {readonly looks: Looks};

  override getColumns(): ReturnType<InkTable<Row>['getColumns']> {
    return this.getConfig().columns.map((column) => {
      const key = String(column);
      // ink-table fills a cell up by its length; a text must not be longer than its column even where it is narrower.
      const texts = [key, ...this.props.data.map((row) => row[key] ?? '')];
      const width = Math.max(...texts.map((text) => Math.max(textWidth(text), text.length))) + 2 * PADDING;
      return {key, column, width};
    });
  }

  override render(): ReactElement {
    const {data, looks} = this.props;
    const columns = this.getColumns();
    const line = (drawn: ReactElement, roleOf: (column: number | undefined) => Role | undefined): string =>
      paintLine(lineOf(drawn, looks.ascii, roleOf), looks.paint);
    const border = (): Role => 'dim';
    const text = [
      paintLine(
        withTitle(lineOf(this.header({key: 'header', columns, data: {}}), looks.ascii, border), looks),
        looks.paint,
      ),
      line(this.heading({key: 'heading', columns, data: this.getHeadings()}), (column) =>
        column === undefined ? 'dim' : 'title',
      ),
      ...data.map((row, index) =>
        line(this.data({key: `row-${index}`, columns, data: row}), (column) =>
          column === undefined
            ? 'dim'
            : looks.marked.has(index) && column === 0
              ? 'mark'
              : looks.roles[column],
        ),
      ),
      line(this.footer({key: 'footer', columns, data: {}}), border),
    ].join('\n');
    return <Text wrap="truncate">{text}</Text>;
  }
}

/** The top border with the title in it, as on a panel. */
function withTitle(border: Line, {title, ascii}: Looks): Line {
  const text = lineText(border);
  const shown = ` ${ascii ? toAscii(title) : title} `;
  const width = textWidth(shown);
  if (title === '' || width + 2 > text.length) return border;
  return [
    {text: text.slice(0, 1), role: 'dim'},
    {text: shown, role: 'title'},
    {text: text.slice(1 + width), role: 'dim'},
  ];
}

interface Piece {
  readonly column?: number;
  readonly children?: ReactNode;
}

/** The texts of one line of ink-table's drawing: borders, which have no column, and cells, which have one. */
function lineOf(
  drawn: ReactElement,
  ascii: boolean,
  roleOf: (column: number | undefined) => Role | undefined,
): Line {
  return piecesOf(drawn).map(({column, children}): Span => {
    const text = typeof children === 'string' ? children : '';
    const role = roleOf(column);
    const shown =
      column === undefined || isRule(text)
        ? ascii
          ? asciiRule(text)
          : text
        : inCells(ascii ? toAscii(text) : text, text);
    return {text: shown, ...(role === undefined ? {} : {role})};
  });
}

function piecesOf(drawn: ReactElement): Piece[] {
  const found: Piece[] = [];
  const collect = (node: ReactNode): void => {
    if (Array.isArray(node)) for (const child of node) collect(child);
    else if (isValidElement<Piece>(node)) found.push(node.props);
  };
  if (isValidElement<{readonly children?: ReactNode}>(drawn)) collect(drawn.props.children);
  return found;
}

const isRule = (text: string): boolean => /^─*$/.test(text);

const asciiRule = (text: string): string =>
  text
    .replaceAll('│', '|')
    .replaceAll(/─/g, '-')
    .replaceAll(/[┌┬┐├┼┤└┴┘]/g, '+');

/** What ink-table has filled up to a length, filled up to the same number of cells. */
function inCells(text: string, filled: string): string {
  const over = textWidth(text) - filled.length;
  return over > 0 ? text.slice(0, text.length - over) : text + ' '.repeat(-over);
}
