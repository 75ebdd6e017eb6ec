import type {Bilingual} from '../lesson/lesson.ts';
import {runInProcess} from '../terminal/process.ts';
import {type AppMessage, type AppModel, type AppRequest, type AppStart, createApp} from '../ui/app.tsx';
import {Failure} from './failure.ts';
import {type Library, lessonFile, shippedLessons} from './library.ts';
import {readLesson} from './readLesson.ts';
import type {Settings} from './settings.ts';

/**
 * Runs the app on the process's terminal until its user leaves it.
 * @returns the exit code
 */
export async function showScreen(start: AppStart, library: Library, settings: Settings): Promise<number> {
  const {exitCode} = await runInProcess<AppModel, AppMessage, AppRequest>(createApp(settings, start), {
    perform: (request) =>
      request.type === 'list' ? list(library, settings) : open(request.id, library, settings),
    debug: settings.debug,
  });
  return exitCode;
}

/** All shipped lessons. One with mistakes is there by its id; whoever opens it is told of them. */
async function list(library: Library, {language}: Settings): Promise<AppMessage> {
  const lessons = await Promise.all(
    (await shippedLessons(library)).map(async ({number, id, file}) => {
      const read = await readLesson(file, library, language).catch(() => undefined);
      const nameless: Bilingual = {zh: id, en: id};
      return read?.ok
        ? {
            number,
            id,
            title: read.lesson.title,
            summary: read.lesson.summary,
            steps: read.lesson.steps.length,
          }
        : {number, id, title: nameless, summary: nameless};
    }),
  );
  return {type: 'listed', lessons};
}

async function open(id: string, library: Library, {language}: Settings): Promise<AppMessage> {
  try {
    const {file, number} = await lessonFile(id, library);
    const read = await readLesson(file, library, language);
    if (!read.ok) return {type: 'refused', problems: read.problems};
    return {type: 'opened', lesson: read.lesson, ...(number === undefined ? {} : {number})};
  } catch (error) {
    if (error instanceof Failure) return {type: 'refused', problems: [error.words]};
    throw error;
  }
}
