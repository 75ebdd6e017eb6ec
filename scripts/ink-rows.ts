/** What Ink has collected of a frame: texts with their places, and the edges of boxes that hide what overflows. */
export type Operation =
  | {
      readonly type: 'write';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly transformers: readonly ((line: string, index: number) => string)[];
    }
  | {readonly type: 'clip' | 'unclip'};

const ESCAPE = '\u001B';
const RESET = '\u001B[0m';

/**
 * The rows of a frame in which no text lies on another, and none is hidden or begins above the screen: then a row is its texts side by side, and no
 * cell of it has to be looked at. Undefined for any other frame.
 */
export function joinedRows(
  operations: readonly Operation[],
  height: number,
  widthOf: (line: string) => number,
): string[] | undefined {
  const texts: {readonly x: number; readonly line: string}[][] = Array.from({length: height}, () => []);
  for (const operation of operations) {
    if (operation.type !== 'write') return undefined;
    const {x, y, text, transformers} = operation;
    if (y < 0) return undefined;
    for (const [index, written] of text.split('\n').entries()) {
      const line = transformers.reduce((before, transformer) => transformer(before, index), written);
      if (line !== '') texts[y + index]?.push({x, line});
    }
  }
  const rows: string[] = [];
  for (const ofRow of texts) {
    let row = '';
    let end = 0;
    for (const {x, line} of ofRow.sort((a, b) => a.x - b.x)) {
      if (x < end) return undefined;
      row += ' '.repeat(x - end) + line;
      if (line.includes(ESCAPE)) row += RESET;
      end = x + widthOf(line);
    }
    rows.push(row.trimEnd());
  }
  return rows;
}
