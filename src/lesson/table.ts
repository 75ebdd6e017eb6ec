import type {Sample} from '../engine/pass.ts';
import {columnNames} from './columnNames.ts';
import {linesOf, numberOf, parseCsv, type Row, separatorOf} from './csv.ts';
import type {CsvSource} from './lesson.ts';
import {limits} from './limits.ts';
import {nearest} from './nearest.ts';
import {type ProblemDetail, shorten} from './problem.ts';

/** Samples from a table, with names that neurons can bear. */
export interface Table {
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  /** At least one. */
  readonly samples: readonly Sample[];
}

/** A table, or what is wrong with it: as many problems as are worth reading, and how many others there are. */
export type ReadTable =
  | {readonly ok: true; readonly table: Table}
  | {readonly ok: false; readonly problems: readonly ProblemDetail[]; readonly more: number};

/** How many numbers a sample needs. */
export interface Widths {
  readonly inputs: number;
  readonly targets: number;
}

/**
 * Reads a CSV text for which there is no net yet.
 * @param source its path, for problems; which columns are targets: the last one, if that is left out
 */
export function readTable(text: string, source: CsvSource): ReadTable {
  const problems: ProblemDetail[] = [];
  let count = 0;
  const table = tableOf(text, source, undefined, (detail) => {
    count++;
    if (problems.length < limits.problems) problems.push(detail);
  });
  return table === undefined || count > 0
    ? {ok: false, problems, more: count - problems.length}
    : {ok: true, table};
}

/**
 * Reads a CSV text: every row is a sample. A first row without any number in it, or with a target's name, is the header.
 * @param widths what the net needs; undefined where there is none
 * @param complain takes what is wrong; `target` is the index of the target column that it is about
 * @returns undefined where nothing can be made of the text
 */
export function tableOf(
  text: string,
  {csv, targets, separator: given}: CsvSource,
  widths: Widths | undefined,
  complain: (detail: ProblemDetail, target?: number) => void,
): Table | undefined {
  const path = shorten(csv);
  const fail = (detail: ProblemDetail): undefined => complain(detail) as undefined;
  if (text.length > limits.csv)
    return fail({code: 'csv-too-large', path, found: text.length, limit: limits.csv});
  const separator = given ?? separatorOf(text);
  const rows = parseCsv(text, separator);
  if (!isRows(rows)) return fail({code: 'csv-syntax', path, row: rows.line, reason: rows.reason});
  const [first] = rows;
  const header = first !== undefined && isHeader(first, targets) ? first : undefined;
  const skipped = header === undefined ? 0 : 1;
  const size = rows.length - skipped;
  if (first === undefined || size === 0) return fail({code: 'csv-empty', path});
  if (size > limits.samples) return fail({code: 'csv-too-many', path, found: size, limit: limits.samples});

  const width = first.length;
  checkHeader(path, header, complain);
  const columns = columnsOf({path, width, header, targets, widths}, complain);

  let lines: readonly number[] | undefined;
  const lineOf = (row: number): number => {
    lines ??= linesOf(text, separator);
    return lines[row] ?? row + 1;
  };
  const wrong = (row: number, column: number): number => {
    const name = header?.[column];
    complain({
      code: 'csv-cell',
      path,
      row: lineOf(row),
      cell: column + 1,
      found: shorten(rows[row]![column]!),
      ...(name !== undefined && name !== '' && {name: shorten(name)}),
    });
    return 0;
  };
  const samples: Sample[] = [];
  // Where columns do not fit the net, cells are only looked at.
  const inputColumns = columns?.inputs ?? all(width);
  const targetColumns = columns?.targets ?? [];
  for (let row = skipped; row < rows.length; row++) {
    const cells = rows[row]!;
    if (cells.length !== width) {
      complain({code: 'csv-row', path, row: lineOf(row), found: cells.length, expected: width});
      continue;
    }
    const numberAt = (column: number): number => numberOf(cells[column]!) ?? wrong(row, column);
    samples.push({input: inputColumns.map(numberAt), target: targetColumns.map(numberAt)});
  }
  if (columns === undefined) return undefined;
  const named = (which: readonly number[], letter: string, taken: readonly string[]): readonly string[] =>
    columnNames(
      which.map((column) => header?.[column] ?? ''),
      (index) => (which.length === 1 ? letter : `${letter}${index + 1}`),
      taken,
    );
  const inputs = named(columns.inputs, 'x', []);
  return {inputs, targets: named(columns.targets, 'o', inputs), samples};
}

/** Names without a number among them; or, with some, those that targets are called by. */
const isHeader = (row: Row, targets: readonly string[] = []): boolean =>
  row.every((cell) => numberOf(cell) === undefined) ||
  targets.some((name) => numberOf(name) === undefined && row.includes(name.trim()));

const isRows = (rows: readonly Row[] | object): rows is readonly Row[] => Array.isArray(rows);

function checkHeader(path: string, header: Row | undefined, complain: (detail: ProblemDetail) => void): void {
  const columnOf = new Map<string, number>();
  for (const [column, name] of (header ?? []).entries()) {
    const first = columnOf.get(name);
    if (first === undefined) columnOf.set(name, column);
    // A column without a name is no other's namesake.
    else if (name !== '')
      complain({code: 'csv-name-twice', path, name: shorten(name), first: first + 1, second: column + 1});
  }
}

/** Which columns, counted from 0, are a sample's inputs and its targets. */
interface Columns {
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
}

interface Asked {
  readonly path: string;
  readonly width: number;
  readonly header: Row | undefined;
  readonly targets: readonly string[] | undefined;
  readonly widths: Widths | undefined;
}

function columnsOf(
  {path, width, header, targets: written, widths}: Asked,
  complain: (detail: ProblemDetail, target?: number) => void,
): Columns | undefined {
  const named = written?.map((name, i) => {
    const column = columnOf(name, width, header);
    if (column === undefined) {
      const meant = nearest(name, header ?? []);
      complain(
        {
          code: 'csv-target',
          path,
          name: shorten(name),
          columns: width,
          ...(meant !== undefined && {nearest: meant}),
        },
        i,
      );
    } else if (written.findIndex((other) => columnOf(other, width, header) === column) < i)
      complain({code: 'csv-target-twice', path, name: shorten(name)}, i);
    return column;
  });
  if (named?.includes(undefined) || (named !== undefined && new Set(named).size < named.length))
    return undefined;
  if (named !== undefined && widths !== undefined && named.length !== widths.targets) {
    complain({code: 'csv-target-count', found: named.length, expected: widths.targets});
    return undefined;
  }
  const targets =
    named === undefined
      ? all(width).slice(Math.max(0, width - (widths?.targets ?? 1)))
      : named.filter((column) => column !== undefined);
  const isTarget = new Set(targets);
  const inputs = all(width).filter((column) => !isTarget.has(column));
  if (widths === undefined) {
    if (inputs.length > 0) return {inputs, targets};
    complain({code: 'csv-no-inputs', path, found: width});
    return undefined;
  }
  if (width === widths.inputs + widths.targets) return {inputs, targets};
  complain({code: 'csv-columns', path, found: width, ...widths});
  return undefined;
}

const all = (width: number): readonly number[] => Array.from({length: width}, (_, column) => column);

/** The column of a name, or else of a number counted from 1. */
function columnOf(name: string, width: number, header: Row | undefined): number | undefined {
  const byName = header?.indexOf(name.trim()) ?? -1;
  if (byName >= 0) return byName;
  const number = /^\d{1,9}$/.test(name) ? Number(name) : 0;
  return number >= 1 && number <= width ? number - 1 : undefined;
}
