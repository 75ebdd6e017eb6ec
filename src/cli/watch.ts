import {stat} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import type {Language} from '../lesson/lesson.ts';
import {loadLesson} from '../lesson/load.ts';
import {checkLesson} from '../session/check.ts';
import {tooLong} from '../session/tooLong.ts';
import type {AppMessage, Reloaded} from '../ui/app.tsx';
import {Failure, wrongFile, wrongUsage} from './failure.ts';
import {readText} from './file.ts';
import {type Library, lessonFile} from './library.ts';
import {beside, complaints} from './open.ts';
import type {Settings} from './settings.ts';
import type {Streams} from './streams.ts';

/**
 * `bp-tui lesson LESSON --watch`: plays a lesson and shows it anew whenever its file is saved, or what is wrong in it. Keeps no progress.
 * @returns the exit code
 */
export async function watch(
  name: string,
  library: Library,
  settings: Settings,
  streams: Streams,
): Promise<number> {
  if (settings.plain) throw needsScreen();
  const {file} = await lessonFile(name, library);
  // A file that is not there from the start is a slip of the pen.
  await readText(file);
  const first = await look(file, settings.language);
  const {lesson, problems} = first;
  const {showScreen} = await import('./screen.ts');
  return showScreen(
    {...(lesson && {open: {lesson}}), ...(problems.length > 0 && {problems})},
    library,
    {...settings, progress: undefined},
    streams,
    (over) => reloads(file, settings.language, first, over),
  );
}

/** The lesson as it is now, and how the files that it was read from stood just before. */
export interface Look extends Reloaded {
  readonly stamps: ReadonlyMap<string, string>;
}

/** Reads a lesson and checks it. */
export async function look(file: string, language: Language): Promise<Look> {
  const stamps = new Map([[file, await stampOf(file)]]);
  const read = beside(file, language);
  try {
    if (!(await isOrdinary(file))) throw notOrdinary(file);
    const loaded = await loadLesson(file, await readText(file), async (name) => {
      const used = path.join(path.dirname(file), name);
      stamps.set(used, await stampOf(used));
      return read(name);
    });
    return {stamps, ...checked(loaded)};
  } catch (error) {
    if (error instanceof Failure) return {stamps, problems: [error.words]};
    throw error;
  }
}

function checked(loaded: Awaited<ReturnType<typeof loadLesson>>): Reloaded {
  if (!loaded.ok) return {problems: complaints(loaded)};
  const {value: lesson, source} = loaded;
  const endless = tooLong(lesson, source);
  if (endless !== undefined) return {problems: complaints({problems: [endless], more: 0})};
  return {lesson, problems: complaints(checkLesson(lesson, source))};
}

/** What becomes of a lesson's file, after each save. */
export async function* reloads(
  file: string,
  language: Language,
  first: Look,
  over: AbortSignal,
): AsyncGenerator<AppMessage, void> {
  for (let {stamps} = first; ; ) {
    await change(stamps, over);
    const {stamps: now, ...reloaded} = await look(file, language);
    stamps = now;
    yield {type: 'reloaded', ...reloaded};
  }
}

/** Milliseconds between two looks at the files. */
const PAUSE = 100;

/**
 * Resolves when the files are no longer as they were, and two looks have found them the same: an editor has finished saving. It looks
 * by itself, because not every file system tells of changes, and a file that is replaced or links elsewhere is still found by its name.
 */
async function change(stamps: ReadonlyMap<string, string>, over: AbortSignal): Promise<void> {
  const read = [...stamps.values()].join();
  let before = read;
  for (;;) {
    await delay(PAUSE, undefined, {signal: over});
    const now = (await Promise.all([...stamps.keys()].map(stampOf))).join();
    if (now !== read && now === before) return;
    before = now;
  }
}

/** Whether reading it comes to an end by itself: a pipe in the place of the file may never give a byte. */
const isOrdinary = async (file: string): Promise<boolean> => {
  const found = await stat(file).catch(() => undefined);
  return found === undefined || found.isFile() || found.isDirectory();
};

const notOrdinary = (file: string): Error =>
  wrongFile({
    en: `${file}: expected a file, found a pipe or a device. Save the lesson there as a file.`,
    zh: `${file}：应为文件，但这是管道或设备。请把课程存成普通文件。`,
  });

/** Another one after every change of a file; the same for every file that is not there. */
async function stampOf(file: string): Promise<string> {
  const found = await stat(file, {bigint: true}).catch(() => undefined);
  return found === undefined ? 'none' : `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
}

const needsScreen = (): Error =>
  wrongUsage({
    en: '--watch: expected a terminal to show the lesson on, found --plain or a pipe. Leave out --plain, or use bp-tui check.',
    zh: '--watch：需要在终端里显示课程，但现在是 --plain 或管道。请去掉 --plain，或改用 bp-tui check。',
  });
