import type {Lesson} from '../lesson/lesson.ts';
import {createNotation} from '../session/notation.ts';
import {openedLesson} from './entry.ts';
import {type Library, lessonFile} from './library.ts';
import {writeLines} from './output.ts';
import {print} from './print.ts';
import {readLesson} from './readLesson.ts';
import {paperWidth, type Settings} from './settings.ts';
import type {Streams} from './streams.ts';

/**
 * `bp-tui lesson LESSON`: plays a lesson, on a screen or as plain text.
 * @returns the exit code
 */
export async function lesson(
  name: string,
  library: Library,
  settings: Settings,
  streams: Streams,
): Promise<number> {
  const {language, plain} = settings;
  // The screen's code loads while the lesson is read.
  const screen = plain ? undefined : import('./screen.ts');
  const found = await lessonFile(name, library);
  const read = await readLesson(found.file, library, language);
  if (!read.ok) {
    await writeLines(streams.stderr, read.problems, language);
    return 1;
  }
  if (screen === undefined) return printPlain(read.lesson, settings, streams);
  const {showScreen} = await screen;
  return showScreen({open: openedLesson(found, read.lesson)}, library, settings, streams);
}

async function printPlain(lesson: Lesson, settings: Settings, {stdout}: Streams): Promise<number> {
  const {plainLesson} = await import('./offScreen.ts');
  const {language, digits, ascii} = settings;
  const notation = createNotation(lesson.setup.names, language, digits, ascii);
  await print(stdout, plainLesson(lesson, {language, notation, width: paperWidth(settings)}));
  return 0;
}
