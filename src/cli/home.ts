import {type Library, shippedLessons} from './library.ts';
import {write, writeLines} from './output.ts';
import {readLesson} from './readLesson.ts';
import type {Settings} from './settings.ts';
import type {Streams} from './streams.ts';

/**
 * `bp-tui`: the start page, all lessons; in plain text a list.
 * @returns the exit code
 */
export async function home(library: Library, settings: Settings, streams: Streams): Promise<number> {
  if (settings.plain) return print(library, settings, streams);
  const {showScreen} = await import('./screen.ts');
  return showScreen({}, library, settings);
}

async function print(library: Library, {language}: Settings, {stdout, stderr}: Streams): Promise<number> {
  let code = 0;
  for (const {number, id, file} of await shippedLessons(library)) {
    const read = await readLesson(file, library, language);
    if (read.ok) {
      const {title, summary} = read.lesson;
      await write(stdout, `${number}  ${title[language]} (${id})\n   ${summary[language]}\n`);
    } else {
      await writeLines(stderr, read.problems, language);
      code = 1;
    }
  }
  return code;
}
