/** A level bar over a part of so many cells, from 0 to 1; what is more than nothing is seen. */
export function barOf(part: number, cells: number, ascii: boolean): string {
  const exact = Math.min(Math.max(part, 0), 1) * cells;
  if (ascii) return '#'.repeat(part > 0 ? Math.max(1, Math.round(exact)) : 0);
  const eighths = Math.max(part > 0 ? 1 : 0, Math.round(exact * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
