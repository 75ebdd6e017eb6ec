import stringWidth from 'string-width';

/** Several screens full of lines. */
const MOST = 2000;
let known = new Map<string, number>();

/**
 * A line's width in cells. From one frame to the next most lines are the same. What is known is forgotten as a whole when it grows,
 * so memory stays bounded.
 */
export function lineWidth(line: string): number {
  const found = known.get(line);
  if (found !== undefined) return found;
  if (known.size >= MOST) known = new Map();
  const width = stringWidth(line);
  known.set(line, width);
  return width;
}

/** The width of a text's widest line: in the place of the package `widest-line`. */
export default function widestLine(text: string): number {
  return text.split('\n').reduce((widest, line) => Math.max(widest, lineWidth(line)), 0);
}
