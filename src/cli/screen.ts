import type {State} from '../session/state.ts';
import {runInProcess} from '../terminal/process.ts';
import {type AppMessage, type AppModel, type AppStart, createApp} from '../ui/app.tsx';
import type {AppRequest, Trained} from '../ui/requests.ts';
import {entryOf, namelessEntry, openedLesson} from './entry.ts';
import {Failure} from './failure.ts';
import {type Library, lessonFile, shippedLessons} from './library.ts';
import {tell} from './progress/notice.ts';
import {keptProgress} from './progress/store.ts';
import {readLesson} from './readLesson.ts';
import type {Settings} from './settings.ts';
import type {Streams} from './streams.ts';
import type {ThreadedTraining} from './threadedTraining.ts';

// What a recording needs is nearly all of a screen: it comes from the same file of the bundle.
export {record} from '../terminal/recording.ts';
export {createApp};

/**
 * Runs the app on the process's terminal until its user leaves it.
 * @param begin the lesson to begin with, or what is wrong with it; without either, the list
 * @param outside messages that come unasked
 * @returns the exit code
 */
export async function showScreen(
  begin: Pick<AppStart, 'open' | 'scene' | 'problems'>,
  library: Library,
  settings: Settings,
  {stderr}: Streams,
  outside?: (over: AbortSignal) => AsyncIterable<AppMessage>,
): Promise<number> {
  const {progress, notice, save} = await keptProgress(settings);
  const notices = notice === undefined ? [] : [notice];
  const start: AppStart = {
    ...begin,
    progress,
    ...(notice && {notice: notice.short}),
  };
  let training: ThreadedTraining | undefined;
  const {exitCode} = await runInProcess<AppModel, AppMessage, AppRequest>(createApp(settings, start), {
    perform: async (request) => {
      switch (request.type) {
        case 'list':
          return list(library, settings);
        case 'derivatives':
          return derivatives(request.from);
        case 'play': {
          const {firstPlay, playFrom, WITH_TRAINER} = await import('./besideLessons.ts');
          const {from} = request;
          const scene = from === undefined ? firstPlay(WITH_TRAINER) : playFrom(from, WITH_TRAINER);
          return {type: 'entered', scene};
        }
        case 'write':
          return {
            type: 'answer',
            scene: 'play',
            answer: await (await import('./besideLessons.ts')).writeNew(request),
          };
        case 'open':
          return openShipped(request, library, settings);
        case 'train':
          training ??= (await import('./besideLessons.ts')).createThreadedTraining();
          return answered(await training.train(request));
        case 'class':
          // A class is played by `serve`.
          return undefined;
        case 'save': {
          const failed = await save(request.marks);
          if (failed === undefined) return undefined;
          notices.push(failed);
          return {type: 'noticed', notice: failed.short};
        }
      }
    },
    ...(outside && {outside}),
    debug: settings.debug,
  });
  await training?.close();
  // On the screen it was short, and a key took it away.
  for (const told of new Set(notices)) await tell(told, settings, stderr);
  return exitCode;
}

/** The screen that differentiates: a first function, or that of a lesson with the numbers that it has there. */
async function derivatives(from: State | undefined): Promise<AppMessage> {
  const {firstGrad, gradFrom} = await import('./besideLessons.ts');
  if (from === undefined) return {type: 'entered', scene: firstGrad()};
  const entered = gradFrom(from);
  return entered.ok
    ? {type: 'entered', scene: entered.value}
    : {type: 'noticed', notice: entered.problem.words};
}

const answered = (answer: Trained | undefined): AppMessage | undefined =>
  answer && {type: 'answer', scene: 'play', answer};

/** All shipped lessons. One with mistakes is there by its id; whoever opens it is told of them. */
async function list(library: Library, {language}: Settings): Promise<AppMessage> {
  const lessons = await Promise.all(
    (await shippedLessons(library)).map(async (shipped) => {
      const read = await readLesson(shipped.file, library, language).catch(() => undefined);
      return read?.ok ? entryOf(shipped, read.lesson) : namelessEntry(shipped);
    }),
  );
  return {type: 'listed', lessons};
}

async function openShipped(
  {id, at}: Extract<AppRequest, {type: 'open'}>,
  library: Library,
  {language}: Settings,
): Promise<AppMessage> {
  try {
    const found = await lessonFile(id, library);
    const read = await readLesson(found.file, library, language);
    if (!read.ok) return {type: 'refused', problems: read.problems};
    return {type: 'opened', ...openedLesson(found, read.lesson), ...(at === undefined ? {} : {at})};
  } catch (error) {
    if (error instanceof Failure) return {type: 'refused', problems: [error.words]};
    throw error;
  }
}
