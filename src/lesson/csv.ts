import {CsvError, parse} from 'csv-parse/sync';

/** A row of a CSV file and the line, counted from 1, that it ends in. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a CSV text (RFC 4180), without empty ones; or where its quotes are broken. */
export function parseCsv(text: string): readonly Row[] | {readonly line: number; readonly reason: string} {
  try {
    const rows: unknown = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    return Array.isArray(rows) ? rows.map(rowOf) : [];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const {lines} = error;
    return {line: typeof lines === 'number' ? lines : 1, reason: error.code};
  }
}

function rowOf(row: unknown): Row {
  const {record, info} = row as {record: readonly string[]; info: {lines: number}};
  return {line: info.lines, cells: record};
}

/** The number that a cell holds, in decimal notation; undefined where it holds none or one too large for a double. */
export function numberOf(cell: string): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell)) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}
