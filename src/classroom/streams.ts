import {EventEmitter} from 'node:events';
import {PassThrough} from 'node:stream';
import type {PictureSink} from '../terminal/program.ts';
import type {Size} from '../terminal/screen.ts';
import {createBucket} from './bucket.ts';

/** What carries a viewer's bytes: a channel of SSH, a socket. */
export interface Carrier {
  write(text: string): void;
  /** Bytes that were written and have not left this process. */
  waiting(): number;
  /** Ends the viewer's connection at once. */
  cutOff(why: 'slow' | 'flood'): void;
}

/** A terminal that is somewhere else. */
export interface RemoteTerminal {
  readonly stdin: PassThrough;
  readonly stdout: PictureSink;
  /** The size now, drawable or not. */
  size(): Size;
  typed(bytes: Buffer): void;
  resize(columns: number, rows: number): void;
  /** The other end has gone. */
  gone(): void;
}

/** Bytes that may wait to be sent before frames are left out. */
export const MOST_WAITING = 65_536;
/** Milliseconds that a reader may take nothing before it is cut off. */
export const PATIENCE = 20_000;
/** How often a slow reader is looked after, and how often a new size is drawn at most, in milliseconds. */
const LOOK_EVERY = 50;
const RESIZE_EVERY = 100;
/** Bytes typed: a second, at once after a pause, and in excess before the viewer is cut off. */
const TYPED_A_SECOND = 200;
const TYPED_AT_ONCE = 4000;
const MOST_IN_EXCESS = 65_536;
/** No picture is larger: it costs as much time as it has cells, and all wait for it. A window that is larger has its rest empty. */
export const LARGEST: Size = {columns: 200, rows: 60};

const now = (): number => performance.now();

export function createTerminal(carrier: Carrier, first: Size, patience = PATIENCE): RemoteTerminal {
  const stdin = new PassThrough();
  const stdout = new EventEmitter();
  const bucket = createBucket(TYPED_A_SECOND, TYPED_AT_ONCE, now);
  let size = first;
  let excess = 0;
  let looking: ReturnType<typeof setInterval> | undefined;
  let resizing: ReturnType<typeof setTimeout> | undefined;
  let isGone = false;

  function lookAfter(): void {
    let least = carrier.waiting();
    let since = now();
    looking ??= setInterval(() => {
      const waiting = carrier.waiting();
      if (waiting < MOST_WAITING / 2) {
        clearInterval(looking);
        looking = undefined;
        stdout.emit('drain');
      } else if (waiting < least) {
        least = waiting;
        since = now();
      } else if (now() - since > patience) {
        carrier.cutOff('slow');
      }
    }, LOOK_EVERY);
  }

  const sink: PictureSink = Object.assign(stdout, {
    write(text: string): boolean {
      if (isGone) return true;
      carrier.write(text);
      if (carrier.waiting() < MOST_WAITING) return true;
      lookAfter();
      return false;
    },
  });
  Object.defineProperties(sink, {
    columns: {get: () => Math.min(size.columns, LARGEST.columns)},
    rows: {get: () => Math.min(size.rows, LARGEST.rows)},
  });

  return {
    stdin,
    stdout: sink,
    size: () => size,
    typed(bytes) {
      if (isGone) return;
      if (bucket.take(bytes.length)) {
        stdin.write(bytes);
        return;
      }
      // More than hands can type is thrown away, and whoever goes on sending it is no learner.
      excess += bytes.length;
      if (excess > MOST_IN_EXCESS) carrier.cutOff('flood');
    },
    resize(columns, rows) {
      size = {columns, rows};
      if (isGone) return;
      resizing ??= setTimeout(() => {
        resizing = undefined;
        stdout.emit('resize');
      }, RESIZE_EVERY);
    },
    gone() {
      if (isGone) return;
      isGone = true;
      clearInterval(looking);
      clearTimeout(resizing);
      stdin.end();
      stdout.emit('close');
    },
  };
}
