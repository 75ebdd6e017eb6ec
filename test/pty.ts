import {spawn} from '@lydell/node-pty';
import {Terminal} from '@xterm/headless';
import {freshStateHome} from './stateHome.ts';

/** A real program in a real pseudo-terminal, with a terminal emulator that reads its bytes. */
export interface Session {
  readonly pid: number;
  /** Types. '\r' is Enter, '\u0003' ctrl+c; see `keyBytes` for arrows. */
  write(keys: string): void;
  resize(columns: number, rows: number): void;
  /** The emulated screen's lines, without trailing spaces. */
  screen(): string[];
  /** What has scrolled off the ordinary screen, and that screen itself: what a user finds after the program. */
  scrollback(): string[];
  /** Ends when the text is on the screen, or the predicate holds; fails with the screen in its message. */
  waitFor(awaited: string | ((session: Session) => boolean), timeoutMs?: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Closes the terminal's window. */
  close(): void;
  /** After the last byte was read. `signal` is the number of the signal that killed it, 0 if none did. */
  readonly exit: Promise<{readonly code: number; readonly signal: number}>;
  /** Everything that the program has sent. */
  output(): string;
  /** How many bytes that is. */
  bytes(): number;
  readonly modes: {readonly alternate: boolean; readonly cursorHidden: boolean; readonly autowrap: boolean};
}

export interface SessionOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** Added to PATH, HOME, a fresh state directory, a UTF-8 locale and TERM=xterm-256color. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export const keyBytes = {
  up: '\u001B[A',
  down: '\u001B[B',
  right: '\u001B[C',
  left: '\u001B[D',
  escape: '\u001B',
  enter: '\r',
  ctrlC: '\u0003',
  ctrlZ: '\u001A',
};

const live = new Set<number>();

/** Kills what tests have left behind; for `afterEach`. */
export function endTerminals(): void {
  for (const pid of live) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** Lines of an emulated screen, from line `first` of its buffer. */
function linesOf(buffer: Terminal['buffer']['normal'], first: number, count: number): string[] {
  return Array.from({length: count}, (_, row) => buffer.getLine(first + row)?.translateToString(true) ?? '');
}

export function startInTerminal(
  command: string,
  args: readonly string[],
  {columns = 80, rows = 24, env = {}, cwd = process.cwd()}: SessionOptions = {},
): Session {
  const {PATH = '', HOME = ''} = process.env;
  const terminal = new Terminal({cols: columns, rows, scrollback: 1000, allowProposedApi: true});
  const program = spawn(command, [...args], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: {PATH, HOME, XDG_STATE_HOME: freshStateHome(), LANG: 'C.UTF-8', ...env},
  });
  live.add(program.pid);
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const check of [...waiting]) check();
  };
  let output = '';
  let cursorHidden = false;
  /** Within a synchronised update: the screen is half of one picture and half of the next. */
  let drawing = false;
  let ended = false;
  const onMode = (hidden: boolean) => (parameters: (number | number[])[]) => {
    if (parameters.includes(25)) cursorHidden = hidden;
    if (parameters.includes(2026)) drawing = !hidden;
    return false;
  };
  terminal.parser.registerCsiHandler({prefix: '?', final: 'l'}, onMode(true));
  terminal.parser.registerCsiHandler({prefix: '?', final: 'h'}, onMode(false));
  terminal.onData((answer) => {
    if (!ended) program.write(answer);
  });
  program.onData((text) => {
    output += text;
    terminal.write(text, look);
  });
  const exit = new Promise<{code: number; signal: number}>((resolve) => {
    program.onExit(({exitCode, signal = 0}) => {
      ended = true;
      live.delete(program.pid);
      // The emulator takes bytes in order: when it has taken nothing, it has taken all before.
      terminal.write('', () => {
        resolve({code: exitCode, signal});
        look();
      });
    });
  });

  const session: Session = {
    pid: program.pid,
    write: (keys) => program.write(keys),
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      program.resize(newColumns, newRows);
    },
    screen: () => linesOf(terminal.buffer.active, terminal.buffer.active.baseY, terminal.rows),
    scrollback: () => linesOf(terminal.buffer.normal, 0, terminal.buffer.normal.length),
    waitFor(awaited, timeoutMs = 10_000) {
      const isThere = (): boolean =>
        typeof awaited === 'string'
          ? session.screen().some((line) => line.includes(awaited))
          : awaited(session);
      const holds = (): boolean => !drawing && isThere();
      return new Promise((resolve, reject) => {
        const settle = (action: () => void): void => {
          waiting.delete(check);
          clearTimeout(timer);
          clearInterval(poll);
          action();
        };
        const give = (why: string): void => {
          const wanted = typeof awaited === 'string' ? JSON.stringify(awaited) : String(awaited);
          const shown = session.screen().join('\n').trimEnd();
          settle(() => reject(new Error(`${why} while waiting for ${wanted}. The screen:\n${shown}`)));
        };
        const check = (): void => {
          if (holds()) settle(resolve);
          else if (ended) give('The program ended');
        };
        const timer = setTimeout(() => give(`${timeoutMs} ms went by`), timeoutMs);
        // Not everything that is waited for arrives as output: a stopped process says nothing.
        const poll = setInterval(check, 25);
        waiting.add(check);
        check();
      });
    },
    kill: (signal) => process.kill(program.pid, signal),
    close: () => (program as unknown as {destroy(): void}).destroy(),
    exit,
    output: () => output,
    bytes: () => Buffer.byteLength(output),
    get modes() {
      return {
        alternate: terminal.buffer.active.type === 'alternate',
        cursorHidden,
        autowrap: terminal.modes.wraparoundMode,
      };
    },
  };
  return session;
}
