import {realpath} from 'node:fs/promises';
import path from 'node:path';
import {handout} from '../session/export/handout.ts';
import {screenplay} from '../session/export/screenplay.ts';
import {createNotation} from '../session/notation.ts';
import {plainLesson} from '../session/plain.ts';
import type {Opened} from '../ui/requests.ts';
import type {ExportCommand} from './arguments/export.ts';
import {wrongUsage} from './failure.ts';
import {type Library, lessonFile} from './library.ts';
import {write, writeLines} from './output.ts';
import {readLesson} from './readLesson.ts';
import {replaceFile} from './replaceFile.ts';
import {paperWidth, type Settings} from './settings.ts';
import type {Streams} from './streams.ts';

/**
 * `bp-tui export LESSON`: a lesson as text, as a handout in Markdown, or as a recording of its screen. The same bytes each time.
 * @returns the exit code
 */
export async function exportLesson(
  command: ExportCommand,
  library: Library,
  settings: Settings,
  {stdout, stderr}: Streams,
): Promise<number> {
  const {output} = command;
  const {file, number} = await lessonFile(command.lesson, library);
  const read = await readLesson(file, library, settings.language);
  if (!read.ok) {
    await writeLines(stderr, read.problems, settings.language);
    return 1;
  }
  if (output !== undefined && (await isSameFile(output, file))) throw wouldOverwrite(output);
  const text = [...(await exported({lesson: read.lesson, ...(number && {number})}, command, settings))].join(
    '',
  );
  if (output === undefined) await write(stdout, text);
  else await replaceFile(output, text);
  return 0;
}

async function exported(
  opened: Opened,
  {format, size}: ExportCommand,
  settings: Settings,
): Promise<Iterable<string>> {
  const {lesson} = opened;
  const {language, digits, ascii} = settings;
  const notation = createNotation(lesson.setup.names, language, digits, ascii);
  switch (format) {
    case 'text':
      return plainLesson(lesson, {language, notation, width: paperWidth(settings)});
    case 'markdown':
      return handout(lesson, notation);
    case 'cast': {
      const {createApp, record} = await import('./screen.ts');
      const app = createApp({...settings, ...size}, {open: opened});
      return record(app, screenplay(lesson, notation), size, notation.text(lesson.title[language]));
    }
  }
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [one, other].map((file) => realpath(file).catch(() => path.resolve(file))),
  );
  return first === second;
}

const wouldOverwrite = (file: string): Error =>
  wrongUsage({
    en: `-o ${file}: expected a new file, found the lesson itself. Name another file.`,
    zh: `-o ${file}：这就是课程文件本身。请换一个文件名。`,
  });
