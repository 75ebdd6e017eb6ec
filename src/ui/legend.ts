import {type Line, lineWidth} from './paint.ts';

const GAP = 2;

/** Entries side by side, in as few lines of at most `width` cells as they need in their order. */
export function packLines(entries: readonly Line[], width: number): readonly Line[] {
  const lines: Line[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    if (last !== undefined && lineWidth(last) + GAP + lineWidth(entry) <= width)
      lines[lines.length - 1] = [...last, {text: ' '.repeat(GAP)}, ...entry];
    else lines.push(entry);
  }
  return lines;
}

/** Two columns of lines, the left one `width` cells wide and `gap` cells apart. */
export function besideLines(
  left: readonly Line[],
  right: readonly Line[],
  width: number,
  gap: number,
): readonly Line[] {
  return Array.from({length: Math.max(left.length, right.length)}, (_, row): Line => {
    const line = left[row] ?? [];
    const beside = right[row];
    return beside === undefined || beside.length === 0
      ? line
      : [...line, {text: ' '.repeat(width - lineWidth(line) + gap)}, ...beside];
  });
}

/** Exactly so many lines: cut off, or filled up with empty ones. */
export const exactly = (lines: readonly Line[], height: number): readonly Line[] =>
  Array.from({length: Math.max(0, height)}, (_, row) => lines[row] ?? []);
