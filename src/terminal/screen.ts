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

/**
 * A screen over `output`. Frames may come faster than the reader takes them: after `write` has returned false only
 * the newest frame is kept until 'drain', so the waiting bytes never grow.
 */
export function createScreen(output: ScreenOutput, initialSize: Size): Screen {
  let size = initialSize;
  let entered = false;
  let blocked = false;
  let newest: readonly string[] = [];
  let shown: {readonly lines: readonly string[]; readonly cells: readonly (readonly Cell[])[]} | undefined;

  function show(): void {
    if (!entered || blocked || shown?.lines === newest) return;
    const emptyLine = Array<Cell>(size.columns).fill(blank);
    const cells: (readonly Cell[])[] = [];
    let bytes = shown ? '' : clear;
    for (let row = 0; row < size.rows; row++) {
      const line = newest[row] ?? '';
      const before = shown?.cells[row] ?? emptyLine;
      const unchanged = shown !== undefined && line === (shown.lines[row] ?? '');
      const after = unchanged ? before : cellsOf(line, size.columns);
      if (!unchanged) bytes += lineChange(row + 1, before, after);
      cells.push(after);
    }
    shown = {lines: newest, cells};
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
      newest = frame.split('\n');
      show();
    },
    resize(newSize) {
      size = newSize;
      shown = undefined;
    },
    repaint,
  };
}
