import {EventEmitter} from 'node:events';
import {Terminal} from '@xterm/headless';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {createScreen, type Size} from '../../src/terminal/screen.ts';

/** A reader that keeps what it gets and can be slow. */
class Reader extends EventEmitter {
  bytes = '';
  slow = false;
  write(text: string): boolean {
    this.bytes += text;
    return !this.slow;
  }
  catchUp(): void {
    this.slow = false;
    this.emit('drain');
  }
}

interface Emulator {
  readonly terminal: Terminal;
  take(bytes: string): Promise<void>;
}

function emulator({columns, rows}: Size): Emulator {
  const terminal = new Terminal({cols: columns, rows, allowProposedApi: true});
  return {terminal, take: (bytes) => new Promise((resolve) => terminal.write(bytes, resolve))};
}

/** Text, bold and colours of every cell. */
function picture({terminal}: Emulator): string[] {
  const {active} = terminal.buffer;
  return Array.from({length: terminal.rows}, (_, row) => {
    const line = active.getLine(active.baseY + row);
    return Array.from({length: terminal.cols}, (__, column) => {
      const cell = line?.getCell(column);
      if (!cell) return '';
      const look = `${cell.isBold()}/${cell.getFgColorMode()}/${cell.getFgColor()}/${cell.getBgColor()}`;
      // A cell that was never written and a blank look the same.
      return `${cell.getWidth() === 0 ? '' : cell.getChars() || ' '}${look}`;
    }).join(' ');
  });
}

/** What a frame must look like, found another way: the emulator writes it line by line on an empty screen. */
async function wanted(frame: string, size: Size): Promise<string[]> {
  const plain = emulator(size);
  const lines = frame.split('\n').slice(0, size.rows);
  await plain.take(`\u001B[?7l${lines.map((line, row) => `\u001B[0m\u001B[${row + 1};1H${line}`).join('')}`);
  return picture(plain);
}

const piece = fc.tuple(
  fc.constantFrom('', '', '\u001B[31m', '\u001B[1m', '\u001B[22m', '\u001B[39m', '\u001B[42m', '\u001B[0m'),
  fc.constantFrom('a', '0.0216', ' ', '   ', '数', '梯度', '│', '∂L', '─'.repeat(9)),
);

/** A line of at most `columns` cells: what is wider is cut off by the screen, and otherwise by a terminal. */
const lineOf = (columns: number) =>
  fc.array(piece, {maxLength: 8}).map((pieces) => {
    let line = '';
    let width = 0;
    for (const [style, text] of pieces) {
      width += stringWidth(text);
      if (width > columns) break;
      line += style + text;
    }
    return line;
  });

const framesAndSize = fc
  .tuple(fc.integer({min: 1, max: 24}), fc.integer({min: 1, max: 6}))
  .chain(([columns, rows]) =>
    fc.record({
      size: fc.constant({columns, rows}),
      frames: fc.array(
        fc.array(lineOf(columns), {maxLength: rows + 2}).map((lines) => lines.join('\n')),
        {minLength: 1, maxLength: 5},
      ),
    }),
  );

test('after any frames the terminal shows exactly the last one', async () => {
  await fc.assert(
    fc.asyncProperty(framesAndSize, async ({size, frames}) => {
      const reader = new Reader();
      const screen = createScreen(reader, size);
      const seen = emulator(size);
      screen.enter();
      for (const frame of frames) {
        screen.draw(frame);
        await seen.take(reader.bytes);
        reader.bytes = '';
        expect(picture(seen)).toEqual(await wanted(frame, size));
      }
    }),
    {numRuns: 150},
  );
});

function started(size: Size = {columns: 80, rows: 24}) {
  const reader = new Reader();
  const screen = createScreen(reader, size);
  screen.enter();
  return {reader, screen};
}

const full = Array.from({length: 24}, (_, row) => `${row}`.padEnd(80, '─')).join('\n');

test('never a newline, and a frame that is the same costs nothing', () => {
  const {reader, screen} = started();
  screen.draw(full);
  expect(reader.bytes).not.toMatch(/[\r\n]/);
  const {length} = reader.bytes;
  screen.draw(full);
  screen.draw(`${full}\nbelow the last row`);
  expect(reader.bytes).toHaveLength(length);
});

test('a changed digit costs its position and itself, inside one synchronized update', () => {
  const {reader, screen} = started();
  screen.draw(full);
  reader.bytes = '';
  screen.draw(full.replace('17─', '18─'));
  expect(reader.bytes).toBe('\u001B[?2026h\u001B[18;2H8\u001B[?2026l');
});

test('for a slow reader only the newest frame waits', () => {
  const {reader, screen} = started();
  reader.slow = true;
  screen.draw('first');
  const {length} = reader.bytes;
  for (let count = 0; count < 1000; count++) screen.draw(`${count}: x`);
  expect(reader.bytes).toHaveLength(length);
  reader.catchUp();
  expect(reader.bytes.slice(length)).toContain('999: x');
  expect(reader.bytes).not.toContain('998');
  screen.draw('last');
  expect(reader.bytes).toContain('last');
});

test('a repaint needs nothing of what was there', async () => {
  const {reader, screen} = started();
  screen.draw(full);
  reader.bytes = '';
  screen.repaint();
  const seen = emulator(screen.size);
  await seen.take(`somebody else's\r\nwords${reader.bytes}`);
  expect(picture(seen)).toEqual(await wanted(full, screen.size));
});

test('after a resize the same frame is drawn at the new size', async () => {
  const {reader, screen} = started();
  screen.draw(full);
  reader.bytes = '';
  const size = {columns: 10, rows: 3};
  screen.resize(size);
  screen.draw(full);
  const seen = emulator(size);
  await seen.take(`\u001B[?7l${reader.bytes}`);
  expect(seen.terminal.buffer.active.getLine(2)?.translateToString()).toBe('2─────────');
});

test('enter and leave are undone, also twice and with a write of the last moment', async () => {
  const {reader, screen} = started();
  const seen = emulator(screen.size);
  await seen.take(`before${reader.bytes}`);
  screen.draw(full);
  await seen.take(reader.bytes);
  expect(seen.terminal.buffer.active.type).toBe('alternate');
  expect(seen.terminal.modes.wraparoundMode).toBe(false);
  let last = '';
  screen.leave((text) => {
    last += text;
  });
  screen.leave((text) => {
    last += text;
  });
  await seen.take(last);
  expect(seen.terminal.buffer.active.type).toBe('normal');
  expect(seen.terminal.modes.wraparoundMode).toBe(true);
  expect(seen.terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('before');
  expect(last.split('\u001B[?25h')).toHaveLength(2);
});

test('nothing is drawn before entering or after leaving, and entering again shows the newest frame', () => {
  const reader = new Reader();
  const screen = createScreen(reader, {columns: 20, rows: 2});
  screen.draw('early');
  expect(reader.bytes).toBe('');
  screen.enter();
  expect(reader.bytes).toContain('early');
  screen.leave();
  reader.bytes = '';
  screen.draw('late');
  expect(reader.bytes).toBe('');
  screen.enter();
  expect(reader.bytes).toContain('late');
});
