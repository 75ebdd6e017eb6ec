import {cellsOf} from './cells.ts';

/**
 * A table without lines, its columns aligned by cells under their heads. Where it is wider than `width`, each row becomes a
 * stretch of `head: value` lines: no number is cut. `colon` stands between the two.
 */
export function textTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
  colon: string,
): readonly string[] {
  const all = [heads, ...rows];
  const widths = heads.map((_, i) =>
    // As many rows as an expression has nodes: too many to be arguments of one call.
    all.reduce((widest, row) => Math.max(widest, cellsOf(row[i] ?? '')), 0),
  );
  const total = widths.reduce((sum, cells) => sum + cells, 0) + GAP.length * (heads.length - 1);
  if (total <= width)
    return all.map((row) =>
      row
        .map((text, i) => pad(text, widths[i]!))
        .join(GAP)
        .trimEnd(),
    );
  return rows.flatMap(([first = '', ...rest]) => [
    first,
    ...rest.map((text, i) => `${GAP}${heads[i + 1]}${colon}${text}`),
  ]);
}

const GAP = '  ';

const pad = (text: string, cells: number): string => text + ' '.repeat(cells - cellsOf(text));
