import {mkdir, open, readdir, readFile, rename, stat, unlink} from 'node:fs/promises';
import path from 'node:path';
import type {Mark, Progress} from '../../session/progress.ts';
import type {Settings} from '../settings.ts';
import {
  entryText,
  type Fault,
  type Generation,
  type Reading,
  readJournal,
  summaryText,
  wholeLength,
} from './journal.ts';
import {homeless, type Notice, notKept, setAside} from './notice.ts';

/*
 * The progress is a journal, and a save adds one line to it in one write: a process that is killed has saved or it has not, and any
 * number of processes save at once without a lock. A journal that has grown is summed up at the head of a new file, the next generation.
 * Whoever has added a line looks whether the generation is still the newest, and else adds it there too; and a generation is deleted only
 * when the second one after it stands. So each line that was added is in what the next summary is made of, or in a file that is still read.
 */

/** The kept progress. */
export interface Store {
  /** As it was when the store was opened. */
  readonly progress: Progress;
  /** What the user must know of the opening. */
  readonly notice?: Notice;
  /**
   * Adds marks; where it cannot, they are added with the next ones. Resolves to a notice the first time that it cannot, and never
   * rejects.
   */
  save(marks: readonly Mark[]): Promise<Notice | undefined>;
}

/** Bytes of a journal that are read without a thought of summing it up. */
const LONG = 65_536;
/** No journal of this program is ever as long: what is may be anything. */
const TOO_LONG = 1000 * LONG;

const nowhere: Store = {progress: new Map(), save: async () => undefined};

/** The progress that the user wants to be kept, if any. */
export const keptProgress = async ({progress}: Settings): Promise<Store> =>
  progress === undefined ? nowhere : openStore(progress.folder);

/** Opens the progress that is kept in a folder. Whatever is wrong there, it opens. */
export async function openStore(folder: string | undefined, long = LONG): Promise<Store> {
  if (folder === undefined) return {...nowhere, notice: homeless};
  let generations: readonly Generation[];
  try {
    generations = await readGenerations(folder);
  } catch (error) {
    return {...nowhere, notice: notKept(folder, error)};
  }
  const reading = readJournal(generations);
  const {progress} = reading;
  try {
    const notice = await tidy(folder, generations, reading, long);
    const store: Store = {progress, save: saver(folder)};
    return notice === undefined ? store : {...store, notice};
  } catch (error) {
    return {...nowhere, progress, notice: notKept(folder, error)};
  }
}

/** Sets aside what is faulty, or sums up what is long. */
async function tidy(
  folder: string,
  generations: readonly Generation[],
  {progress, faults}: Reading,
  long: number,
): Promise<Notice | undefined> {
  const last = generations.at(-1);
  if (last === undefined) return undefined;
  const {number, bytes} = last;
  const [fault] = faults;
  if (fault !== undefined) {
    await beginGeneration(folder, number + 1, summaryText(progress, bytes.length));
    for (const faulty of faults)
      await rename(fileOf(folder, faulty[0]), asideOf(folder, faulty)).catch(ifThere);
    return setAside(asideOf(folder, fault), fault[1]);
  }
  if (bytes.length <= long) return undefined;
  const summary = summaryText(progress, wholeLength(bytes));
  if (bytes.length <= 4 * summary.length) return undefined;
  if (await beginGeneration(folder, number + 1, summary)) {
    for (const old of generations.slice(0, -1)) await unlink(fileOf(folder, old.number)).catch(ifThere);
  }
  return undefined;
}

function saver(folder: string): Store['save'] {
  let waiting: readonly Mark[] = [];
  let saving: Promise<Notice | undefined> | undefined;
  let told = false;

  async function saveAll(): Promise<Notice | undefined> {
    try {
      while (waiting.length > 0) {
        const marks = waiting;
        waiting = [];
        try {
          await add(folder, entryText(marks));
        } catch (error) {
          waiting = [...marks, ...waiting];
          throw error;
        }
      }
    } catch (error) {
      if (!told) {
        told = true;
        return notKept(folder, error);
      }
    } finally {
      saving = undefined;
    }
    return undefined;
  }

  return async (marks) => {
    if (marks.length === 0) return undefined;
    // What comes while a line is being added goes into one line after it.
    waiting = [...waiting, ...marks];
    saving ??= saveAll();
    return saving;
  };
}

/** Adds a line to the newest generation. */
async function add(folder: string, line: string): Promise<void> {
  let number = await newest(folder);
  for (;;) {
    await makeFolder(folder);
    await write(fileOf(folder, number), 'a', line);
    const after = await newest(folder);
    if (after <= number) return;
    number = after;
  }
}

/** Begins a generation with a summary; false where somebody else has begun it. */
async function beginGeneration(folder: string, number: number, summary: string): Promise<boolean> {
  try {
    await write(fileOf(folder, number), 'ax', summary);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** One write of the whole text at the file's end. */
async function write(file: string, flags: 'a' | 'ax', text: string): Promise<void> {
  const handle = await open(file, flags, 0o600);
  try {
    const bytes = Buffer.from(text);
    const {bytesWritten} = await handle.write(bytes);
    if (bytesWritten < bytes.length) throw Object.assign(new Error('no room'), {code: 'ENOSPC'});
  } finally {
    await handle.close();
  }
}

async function readGenerations(folder: string, tries = 100): Promise<readonly Generation[]> {
  try {
    const numbers = await numbersIn(folder);
    return await Promise.all(
      numbers.map(async (number) => ({number, bytes: await readGeneration(fileOf(folder, number))})),
    );
  } catch (error) {
    // One was deleted meanwhile, because a newer one has all of it.
    if (codeOf(error) === 'ENOENT' && tries > 1) return readGenerations(folder, tries - 1);
    throw error;
  }
}

/** What is no file, such as a pipe, could keep its reader waiting for ever. */
async function readGeneration(file: string): Promise<Buffer> {
  const found = await stat(file);
  if (found.isFile() && found.size > TOO_LONG) throw Object.assign(new Error('too long'), {code: 'EFBIG'});
  if (!found.isFile() && !found.isDirectory()) throw Object.assign(new Error('not a file'), {code: 'EINVAL'});
  return readFile(file);
}

const newest = async (folder: string): Promise<number> => (await numbersIn(folder)).at(-1) ?? 1;

/** The numbers of the generations, in order; none where there is no folder. */
async function numbersIn(folder: string): Promise<readonly number[]> {
  try {
    return (await readdir(folder))
      .flatMap((name) => /^progress\.([1-9]\d{0,14})\.jsonl$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((left, right) => left - right);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

const fileOf = (folder: string, number: number): string => path.join(folder, `progress.${number}.jsonl`);

const asideOf = (folder: string, [number, fault]: readonly [number, Fault]): string =>
  `${fileOf(folder, number)}.${fault}`;

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/**
 * Makes a folder, and those above it that are missing. Not by `recursive`: Node never returns where a file system that is there says
 * that it is not, as /proc does and automounted homes do.
 */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, {mode: 0o700});
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    const above = path.dirname(folder);
    if (codeOf(error) !== 'ENOENT' || above === folder) throw error;
    await makeFolder(above);
    await mkdir(folder, {mode: 0o700}).catch(unlessThere);
  }
}

function unlessThere(error: unknown): void {
  if (codeOf(error) !== 'EEXIST') throw error;
}

function ifThere(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}
