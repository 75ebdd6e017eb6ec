import type {ReactElement} from 'react';
import {listenForKeys} from './keys.ts';
import {mount} from './mount.ts';
import {createScreen, type Painter, type Screen, type ScreenOutput, type Size} from './screen.ts';

/** What happens on a terminal. `resize` is also the first message of every run. */
export type TerminalMessage =
  | {readonly type: 'key'; readonly key: string}
  | ({readonly type: 'resize'} & Size)
  | {readonly type: 'tick'};

/**
 * A full-screen program as plain data and pure functions. `Message` is what comes back from its own requests; a
 * program without requests needs only the terminal's messages.
 */
export interface Program<Model, Message = never, Request extends object = never> {
  readonly start: Model;
  /** The model after a message; the same object if nothing changed. */
  update(model: Model, message: Message | TerminalMessage): Model;
  /** The picture, for the size of the last `resize`. */
  view(model: Model): ReactElement;
  /** Milliseconds between ticks, undefined for none. Asked after every change. */
  tickEvery(model: Model): number | undefined;
  finished(model: Model): boolean;
  /** What the model wants from outside (a file read, a file written). Each object is performed once, however long the model holds it. */
  requests?(model: Model): readonly Request[];
}

/** The terminal side of keys: a TTY, or a stream that has no raw mode because it is raw already. */
export interface KeySource extends NodeJS.ReadableStream {
  setRawMode?(raw: boolean): unknown;
}

/** The terminal side of the picture. `columns` and `rows` may be missing or nonsense. */
export interface PictureSink extends ScreenOutput {
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  on(event: 'resize' | 'error' | 'close', listener: () => void): unknown;
  off(event: 'resize' | 'error' | 'close', listener: () => void): unknown;
}

/** Draws models on a screen. Without one, a run has an Ink tree of its own; many runs may share one. */
export interface Renderer<Model> {
  readonly painter: Painter;
  draw(model: Model, screen: Screen): void;
}

export interface RunOptions<Message, Request extends object, Model = never> {
  readonly stdin: KeySource;
  readonly stdout: PictureSink;
  /** Does what a program requests; its answer, if it has one, becomes a message. A rejection ends the run. */
  readonly perform?: (request: Request) => Promise<Message | undefined>;
  /** Messages that come unasked, until the signal says that the run is over. A rejection ends the run. */
  readonly outside?: (over: AbortSignal) => AsyncIterable<Message>;
  /** Called for ctrl+z; without it the key means nothing (nobody could wake an SSH session up again). */
  readonly onSuspendKey?: () => void;
  readonly renderer?: Renderer<Model>;
  /** Does a piece of work when its time has come, in order: for one of many programs in a process. Without it, keys and messages count at once. */
  readonly later?: (work: () => void) => void;
}

/** A program that is running. */
export interface Running<Model> {
  /**
   * The last model, once the program has finished, ctrl+c was pressed or the terminal has gone. Rejects with what
   * the program threw. The terminal is restored before either.
   */
  readonly ended: Promise<Model>;
  /** Ends the run as ctrl+c does. */
  stop(): void;
  /** Ends the run with an error. */
  fail(error: unknown): void;
  /** Gives the terminal back for a while; messages still count. */
  suspend(): void;
  /** Takes the terminal again, whatever happened to it, and draws everything. */
  resume(): void;
  /** Gives the terminal back at once, for a process that ends without waiting for `ended`. */
  restore(write: (text: string) => void): void;
}

/** Keys that wait for their time. Whoever sends more in advance is not typing. */
const MOST_AHEAD = 4096;

const usualSize: Size = {columns: 80, rows: 24};
const largestSize: Size = {columns: 1000, rows: 500};

function within(value: number | undefined, usual: number, largest: number): number {
  return value !== undefined && Number.isInteger(value) && value > 0 ? Math.min(value, largest) : usual;
}

/** A size that can be drawn: 80×24 where the terminal says nothing or 0, at most 1000×500 (65535 happens). */
export function drawableSize(columns: number | undefined, rows: number | undefined): Size {
  return {
    columns: within(columns, usualSize.columns, largestSize.columns),
    rows: within(rows, usualSize.rows, largestSize.rows),
  };
}

/** Starts a program on a pair of streams. Reads and changes nothing else of the process. */
export function start<Model, Message, Request extends object>(
  program: Program<Model, Message, Request>,
  {
    stdin,
    stdout,
    perform,
    outside,
    onSuspendKey,
    renderer,
    later = (work) => work(),
  }: RunOptions<Message, Request, Model>,
): Running<Model> {
  const screen: Screen = createScreen(stdout, drawableSize(stdout.columns, stdout.rows), renderer?.painter);
  const mounted = renderer === undefined ? mount(screen) : undefined;
  const pending = new Set<Promise<void>>();
  const ending = new AbortController();
  let model = program.start;
  let over = false;
  let ahead = 0;
  let drawing: ReturnType<typeof setImmediate> | undefined;
  let ticking: ReturnType<typeof setInterval> | undefined;
  let tickingEvery: number | undefined;
  const requested = new WeakSet<Request>();
  let stopKeys = (): void => {};
  let resolve: (model: Model) => void;
  let reject: (error: unknown) => void;
  const ended = new Promise<Model>((yes, no) => {
    resolve = yes;
    reject = no;
  });

  /** Runs the program's own code; what it throws ends the run. */
  function guarded(action: () => void): void {
    if (over) return;
    try {
      action();
    } catch (error) {
      fail(error);
    }
  }

  function send(message: Message | TerminalMessage): void {
    guarded(() => {
      const before = model;
      model = program.update(model, message);
      if (model !== before) changed();
    });
  }

  function changed(): void {
    if (program.finished(model)) {
      stop();
      return;
    }
    drawSoon();
    setTimer(program.tickEvery(model));
    for (const request of program.requests?.(model) ?? []) {
      if (requested.has(request)) continue;
      requested.add(request);
      if (perform) meet(perform(request));
    }
  }

  function meet(performed: Promise<Message | undefined>): void {
    const met: Promise<void> = performed
      .then((message) => {
        if (message !== undefined) send(message);
      })
      .catch(fail)
      .finally(() => pending.delete(met));
    pending.add(met);
  }

  async function listen(messages: AsyncIterable<Message>): Promise<void> {
    try {
      for await (const message of messages) {
        // The next one is asked for when this one counts: until then there may be a newer one.
        await new Promise<void>((resolve) =>
          later(() => {
            send(message);
            resolve();
          }),
        );
      }
    } catch (error) {
      if (!over) fail(error);
    }
  }

  /** However many messages come until then, the newest model is drawn once. */
  function drawSoon(): void {
    drawing ??= setImmediate(() => later(draw));
  }

  function draw(): void {
    clearImmediate(drawing);
    drawing = undefined;
    guarded(() => {
      if (mounted === undefined) renderer?.draw(model, screen);
      else mounted.draw(program.view(model));
    });
  }

  function setTimer(every: number | undefined): void {
    if (every === tickingEvery) return;
    clearInterval(ticking);
    tickingEvery = every;
    if (every !== undefined) ticking = setInterval(() => send({type: 'tick'}), every);
  }

  function onKey(key: string): void {
    if (key === 'ctrl+c') stop();
    else if (key === 'ctrl+z') onSuspendKey?.();
    else if (ahead < MOST_AHEAD) {
      ahead++;
      later(() => {
        ahead--;
        send({type: 'key', key});
      });
    }
  }

  function onResize(): void {
    const size = drawableSize(stdout.columns, stdout.rows);
    screen.resize(size);
    send({type: 'resize', ...size});
    if (!over) drawSoon();
  }

  function takeOver(): void {
    // A shell may have changed the terminal's mode behind Node's back, and Node skips a mode that it thinks is set.
    stdin.setRawMode?.(false);
    stdin.setRawMode?.(true);
    screen.enter();
  }

  function giveBack(write?: (text: string) => void): void {
    screen.leave(write);
    try {
      stdin.setRawMode?.(false);
    } catch {
      // The terminal has gone; there is no mode to restore.
    }
  }

  function close(): void {
    over = true;
    ending.abort();
    clearImmediate(drawing);
    clearInterval(ticking);
    stopKeys();
    stdin.off('end', stop);
    stdin.off('close', stop);
    stdout.off('resize', onResize);
    stdout.off('close', stop);
    giveBack();
    mounted?.unmount();
    stdin.pause();
  }

  function stop(): void {
    if (over) return;
    close();
    // What was asked for is finished first: a file that is being saved is saved.
    Promise.all(pending).then(() => resolve(model), reject);
  }

  function fail(error: unknown): void {
    if (!over) close();
    reject(error);
  }

  takeOver();
  // A stream that fails is a terminal that has gone. These two listeners stay: what is under way at the end may
  // still fail after it.
  stdin.on('error', stop);
  stdout.on('error', stop);
  stdin.on('end', stop);
  stdin.on('close', stop);
  stdout.on('close', stop);
  stdout.on('resize', onResize);
  stopKeys = listenForKeys(stdin, onKey);
  guarded(() => {
    model = program.update(model, {type: 'resize', ...screen.size});
    changed();
  });
  later(draw);
  if (outside) void listen(outside(ending.signal));

  return {
    ended,
    stop,
    fail,
    suspend: () => giveBack(),
    resume() {
      if (!over) takeOver();
    },
    restore: giveBack,
  };
}

/** Runs a program until it ends; see `Running.ended`. */
export function run<Model, Message, Request extends object>(
  program: Program<Model, Message, Request>,
  options: RunOptions<Message, Request, Model>,
): Promise<Model> {
  return start(program, options).ended;
}
