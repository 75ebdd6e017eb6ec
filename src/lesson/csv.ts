import {CsvError, parse} from 'csv-parse/sync';
import type {CsvSeparator} from './lesson.ts';

/** The cells of a row, without spaces round them. */
export type Row = readonly string[];

export const separatorSigns: Readonly<Record<CsvSeparator, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
};

const options = {bom: true, relax_column_count: true, skip_empty_lines: true, trim: true} as const;

/** The rows of a CSV text (RFC 4180), without empty ones; or the line where its quotes are broken. */
export function parseCsv(
  text: string,
  separator: CsvSeparator,
): readonly Row[] | {readonly line: number; readonly reason: string} {
  try {
    return parse(text, {...options, delimiter: separatorSigns[separator]});
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const {lines} = error;
    return {line: typeof lines === 'number' ? lines : 1, reason: error.code};
  }
}

/**
 * The line, counted from 1, that each row ends in. Only for texts that `parseCsv` reads: it is asked for where something is wrong with a
 * row, because counting along takes as long as parsing.
 */
export function linesOf(text: string, separator: CsvSeparator): readonly number[] {
  const rows: readonly unknown[] = parse(text, {
    ...options,
    delimiter: separatorSigns[separator],
    info: true,
  });
  return rows.map((row) => (row as {readonly info: {readonly lines: number}}).info.lines);
}

/** As much of a text as is looked at to find its separator out. */
const LOOKED_AT = 20_000;

/**
 * What separates the cells: a tab or a semicolon that all of the first lines have the same number of, or else a comma. A comma comes last:
 * where a decimal point is written as one, it is in the cells.
 */
export function separatorOf(text: string): CsvSeparator {
  const beginning = text.slice(0, LOOKED_AT).replace(/"[^"]*"?/g, 'q');
  const lines = beginning.split(/\r?\n|\r/).filter((line) => line.trim() !== '');
  // The last one is cut off.
  const whole = text.length > LOOKED_AT && lines.length > 1 ? lines.slice(0, -1) : lines;
  const first = whole.slice(0, 10);
  const counts = (separator: CsvSeparator): readonly number[] =>
    first.map((line) => line.split(separatorSigns[separator]).length - 1);
  const isEven = (separator: CsvSeparator): boolean => {
    const [most = 0, ...others] = counts(separator);
    return most > 0 && others.every((count) => count === most);
  };
  const candidates = ['tab', 'semicolon', 'comma'] as const;
  return (
    candidates.find(isEven) ??
    candidates.find((separator) => counts(separator).every((count) => count > 0) && first.length > 0) ??
    'comma'
  );
}

/** The number that a cell holds, in decimal notation; undefined where it holds none or one too large for a double. */
export function numberOf(cell: string): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell)) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}
