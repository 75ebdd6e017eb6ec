import {type FileHandle, open, readFile, rename, stat, unlink} from 'node:fs/promises';
import type {Lesson} from '../lesson/lesson.ts';
import {
  type ClassEvent,
  type ClassState,
  eventsFor,
  openClass,
  updateClass,
} from '../session/class/classState.ts';
import {isClassEvent} from './classEvent.ts';

/*
 * A class is kept as a journal: its events, a line each. A line begins with its line end, so that one that was cut short spoils no other. What
 * happens in a moment is written and synced together. A journal that has grown is summed up in a new file, which takes its name.
 */
const VERSION = 1;
/** Bytes by which a journal grows before it is summed up; one that was long then, by as much again. */
const LONG = 1_000_000;
/** No journal of this program is ever as long. */
const TOO_LONG = 64 * LONG;
/** Milliseconds in which events are gathered, and between two looks whether the file is there, or can be written again. */
const BATCH = 100;
const RETRY = 3000;

/** The kept class. */
export interface Journal {
  /** As it was when it was opened. */
  readonly state: ClassState;
  /** Lines that could not be read, but for a last one that was cut short. */
  readonly damaged: number;
  /** Keeps an event. */
  add(event: ClassEvent, after: ClassState): void;
  /** Everything that was added is on the disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

interface Options {
  readonly long?: number;
  /** Milliseconds between two looks whether the file is there, or can be written again. */
  readonly retry?: number;
  /** Makes the folder ready again before everything is written anew. */
  readonly prepare?: () => Promise<void>;
  /** Told when something cannot be written, and by undefined when everything is kept again. The class goes on. */
  readonly onTrouble: (error: unknown) => void;
}

const lineOf = (event: ClassEvent): string => `\n${JSON.stringify({v: VERSION, ...event})}`;

/**
 * Opens the class of a lesson that is kept in a file; a new class where there is none, or where it has ended.
 * @throws the errors of the file system
 */
export async function openJournal(
  file: string,
  lesson: Lesson,
  {long = LONG, retry = RETRY, prepare = async () => {}, onTrouble}: Options,
): Promise<Journal> {
  const {state: found, damaged} = await read(file, lesson);
  if (found?.ended === true)
    await rename(file, file.replace(/(\.\w+)$/, `.${new Date().toISOString().replace(/\W/g, '-')}$1`));
  const state = found === undefined || found.ended ? openClass(lesson) : found;
  let handle: FileHandle = await open(file, 'a', 0o600);
  let {size, ino} = await handle.stat();
  let limit = long;
  let newest = state;
  let waiting: ClassEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();
  let failed = false;

  async function writeAll(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const events = waiting;
    waiting = [];
    try {
      // What the disk would not take is in the state: a summary has it.
      if (failed) {
        await prepare();
        await sumUp();
      } else {
        await expectFile();
        if (events.length > 0) await append(events);
      }
      if (failed) onTrouble(undefined);
      failed = false;
    } catch (error) {
      if (!failed) onTrouble(error);
      failed = true;
    }
  }

  /** What is written to a file that has lost its name is kept nowhere. */
  async function expectFile(): Promise<void> {
    const found = await stat(file);
    if (found.ino !== ino || found.size !== size)
      throw Object.assign(new Error(`${file} was changed by somebody else`), {code: 'ESTALE'});
  }

  async function append(events: readonly ClassEvent[]): Promise<void> {
    const text = worthKeeping(events).map(lineOf).join('');
    await handle.appendFile(text);
    await handle.datasync();
    size += Buffer.byteLength(text);
    if (size > limit) await sumUp();
  }

  async function sumUp(): Promise<void> {
    const text = eventsFor(newest).map(lineOf).join('');
    const made = `${file}.new`;
    const next = await open(made, 'w', 0o600);
    try {
      await next.appendFile(text);
      await next.datasync();
      await rename(made, file);
    } catch (error) {
      await next.close();
      // Half of it would take up room that is wanted.
      await unlink(made).catch(() => {});
      throw error;
    }
    const before = handle;
    handle = next;
    ({size, ino} = await next.stat());
    await before.close().catch(() => {});
    // A class that has much to keep is not summed up at every line.
    limit = size + Math.max(long, size);
  }

  const flush = (): Promise<void> => {
    writing = writing.then(writeAll);
    return writing;
  };
  const looking = setInterval(() => void flush(), retry);

  return {
    state,
    damaged,
    add(event, after) {
      newest = after;
      waiting.push(event);
      if (!failed) timer ??= setTimeout(() => void flush(), BATCH);
    },
    flush,
    async close() {
      clearInterval(looking);
      await flush();
      // What was lost only now can be written anew.
      if (failed) await flush();
      clearTimeout(timer);
      await handle.close();
    },
  };
}

/** Of where a student was, and of how their free play stood, only the last. */
function worthKeeping(events: readonly ClassEvent[]): readonly ClassEvent[] {
  const last = {at: new Map<string, ClassEvent>(), plays: new Map<string, ClassEvent>()};
  for (const event of events)
    if (event.type === 'at' || event.type === 'plays') last[event.type].set(event.student, event);
  return events.filter(
    (event) =>
      (event.type !== 'at' && event.type !== 'plays') || last[event.type].get(event.student) === event,
  );
}

async function read(
  file: string,
  lesson: Lesson,
): Promise<{readonly state: ClassState | undefined; readonly damaged: number}> {
  const found = await stat(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return {state: undefined, damaged: 0};
  if (!found.isFile()) throw Object.assign(new Error('not a file'), {code: 'EINVAL'});
  if (found.size > TOO_LONG) throw Object.assign(new Error('too long'), {code: 'EFBIG'});
  const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
  let state = openClass(lesson);
  let damaged = 0;
  for (const [i, line] of lines.entries()) {
    const event = eventOf(line);
    if (event !== undefined) state = updateClass(state, event);
    else if (i < lines.length - 1) damaged++;
  }
  return {state, damaged};
}

function eventOf(line: string): ClassEvent | undefined {
  try {
    const json: unknown = JSON.parse(line);
    return isClassEvent(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
