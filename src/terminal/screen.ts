import {blank, type Cell, cellsOf, lineChange} from './cells.ts';

/** Where a screen's bytes go: a terminal's stdout, an SSH channel, or a buffer. */
export interface ScreenOutput {
  /** False when the reader is slow; 'drain' is emitted when it has caught up. */
  write(text: string): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

/** A terminal's size in cells, each at least 1. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A full-screen picture on one terminal. It is given whole frames and sends only what changed. */
export interface Screen {
  readonly size: Size;
  /** Takes the terminal over: alternate screen, no cursor, no automatic wrapping; shows the newest frame. */
  enter(): void;
  /** Gives the terminal back as it was. Harmless when not entered. `write` replaces the ordinary way out, for a
   * process that is about to end and needs its bytes written now. */
  leave(write?: (text: string) => void): void;
  /** Shows a frame: lines separated by '\n', styled with SGR codes. What does not fit the size is cut off. */
  draw(frame: string): void;
  /** Says that the terminal has a new size. The next `draw` draws everything. */
  resize(size: Size): void;
  /** Forgets what the terminal shows (it was stopped, or somebody else wrote on it) and draws everything again. */
  repaint(): void;
}

const enterBytes = '\u001B[?1049h\u001B[?25l\u001B[?7l';
const beginFrame = '\u001B[?2026h';
const endFrame = '\u001B[?2026l';
const clear = '\u001B[m\u001B[2J';

/** The bytes that give back a terminal with `rows` rows. The cursor goes to the last row first, for the terminals
 * that have no alternate screen: there, what is printed next must not land in the middle of the picture. */
function leaveBytes(rows: number): string {
  return `${endFrame}\u001B[m\u001B[${rows};1H\u001B[?7h\u001B[?25h\u001B[?1049l`;
}

/** A frame as cells of a terminal. */
export interface Picture {
  readonly frame: string;
  readonly lines: readonly string[];
  readonly cells: readonly (readonly Cell[])[];
}

/** How frames become bytes. Many screens that show the same may share one that remembers. */
export interface Painter {
  /** @param before the picture that is on the screen; its lines need not be read again */
  picture(frame: string, size: Size, before?: Picture): Picture;
  /** The bytes that turn one picture into another; without a first one, an unknown screen. */
  change(before: Picture | undefined, after: Picture): string;
}

export const painter: Painter = {
  picture(frame, {columns, rows}, before) {
    const all = frame.split('\n');
    const lines = Array.from({length: rows}, (_, row) => all[row] ?? '');
    const fits = before?.lines.length === rows && before.cells[0]?.length === columns;
    const cells = lines.map((line, row) =>
      fits && line === before.lines[row] ? before.cells[row]! : cellsOf(line, columns),
    );
    return {frame, lines, cells};
  },
  change(before, after) {
    let bytes = before === undefined ? clear : '';
    for (const [row, cells] of after.cells.entries()) {
      if (before !== undefined && after.lines[row] === before.lines[row]) continue;
      bytes += lineChange(row + 1, before?.cells[row] ?? Array<Cell>(cells.length).fill(blank), cells);
    }
    return bytes;
  },
};

/**
 * A screen over `output`. Frames may come faster than the reader takes them: after `write` has returned false only
 * the newest frame is kept until 'drain', so the waiting bytes never grow.
 */
export function createScreen(
  output: ScreenOutput,
  initialSize: Size,
  {picture, change}: Painter = painter,
): Screen {
  let size = initialSize;
  let entered = false;
  let blocked = false;
  let newest = '';
  let shown: Picture | undefined;

  function show(): void {
    if (!entered || blocked || shown?.frame === newest) return;
    const before = shown;
    shown = picture(newest, size, before);
    const bytes = change(before, shown);
    if (bytes === '' || output.write(beginFrame + bytes + endFrame)) return;
    blocked = true;
    output.once('drain', () => {
      blocked = false;
      show();
    });
  }

  function repaint(): void {
    shown = undefined;
    show();
  }

  return {
    get size() {
      return size;
    },
    enter() {
      entered = true;
      output.write(enterBytes);
      repaint();
    },
    leave(write = (text) => output.write(text)) {
      if (!entered) return;
      entered = false;
      write(leaveBytes(size.rows));
    },
    draw(frame) {
      newest = frame;
      show();
    },
    resize(newSize) {
      size = newSize;
      shown = undefined;
    },
    repaint,
  };
}
