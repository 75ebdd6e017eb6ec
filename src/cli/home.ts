import {toAscii} from '../session/notation.ts';
import type {Progress} from '../session/progress.ts';
import {openText, stateText} from '../ui/lessonState.ts';
import type {LessonEntry} from '../ui/pages.ts';
import {screenWords} from '../ui/words.ts';
import {entryOf} from './entry.ts';
import {type Library, shippedLessons} from './library.ts';
import {write, writeLines} from './output.ts';
import {tell} from './progress/notice.ts';
import {keptProgress} from './progress/store.ts';
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
  return showScreen({}, library, settings, streams);
}

async function print(library: Library, settings: Settings, {stdout, stderr}: Streams): Promise<number> {
  const {language} = settings;
  let code = 0;
  const {progress, notice} = await keptProgress(settings);
  if (notice !== undefined) await tell(notice, settings, stderr);
  for (const shipped of await shippedLessons(library)) {
    const read = await readLesson(shipped.file, library, language);
    if (read.ok) {
      await write(stdout, entryText(entryOf(shipped, read.lesson), progress, settings));
    } else {
      await writeLines(stderr, read.problems, language);
      code = 1;
    }
  }
  return code;
}

/** A lesson in the list: what it is, how far it is, what it is about. */
function entryText(
  lesson: LessonEntry,
  progress: Progress,
  {language, ascii, progress: kept}: Settings,
): string {
  const {number, id, title, summary} = lesson;
  const words = screenWords[language];
  const marks =
    kept === undefined ? [] : [stateText(lesson, progress.get(id), words), openText(lesson, progress, words)];
  const name = [`${number}  ${title[language]} (${id})`, ...marks.filter((mark) => mark !== '')].join('  ');
  const text = `${name}\n   ${summary[language]}\n`;
  return ascii ? toAscii(text) : text;
}
