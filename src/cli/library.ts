import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Bilingual, Lesson} from '../lesson/lesson.ts';
import {nearest} from '../lesson/nearest.ts';
import {wrongUsage} from './failure.ts';
import {unpack} from './packed.ts';

/** Where the shipped lessons are. */
export interface Library {
  /** The directory of their YAML files. */
  readonly files: URL;
  /** The directory of the same as packed by the build; where it is missing, the YAML is read. */
  readonly packed: URL;
}

/** A lesson that comes with the program: `lessons/01-one-round.yaml` is number 1 with the id `one-round`. */
export interface Shipped {
  readonly number: number;
  readonly id: string;
  readonly file: string;
}

/** The shipped lessons, by number. Other files beside them are passed over. */
export async function shippedLessons({files}: Library): Promise<readonly Shipped[]> {
  const folder = fileURLToPath(files);
  return (await readdir(folder))
    .flatMap((name) => {
      const [, number, id] = /^(\d+)-([^.]+)\.yaml$/.exec(name) ?? [];
      return number === undefined || id === undefined
        ? []
        : [{number: Number(number), id, file: path.join(folder, name)}];
    })
    .sort((left, right) => left.number - right.number);
}

/** The file that a lesson's name means; number and id where it is a shipped one. */
export type Found = Pick<Shipped, 'file'> & Partial<Shipped>;

/** Whether a lesson's name can only be meant as a path. */
export const isPath = (name: string): boolean => /[/\\]|\.ya?ml$/i.test(name);

/**
 * The file that a lesson's name means, and its number and id where it is a shipped one: a path as it is, else a number or an id of a shipped lesson.
 * @throws a `Failure` (wrong usage) that names the nearest lesson
 */
export async function lessonFile(name: string, library: Library): Promise<Found> {
  if (isPath(name)) return {file: name};
  const lessons = await shippedLessons(library);
  const wanted = /^\d+$/.test(name) ? Number(name) : name.toLowerCase();
  const found = lessons.find(({number, id}) => number === wanted || id === wanted);
  if (found === undefined) throw unknownLesson(name, lessons);
  return found;
}

/** The lesson as the build has packed it, if it has and the file still has the same text. */
export async function packedLesson(
  file: string,
  text: string,
  {packed}: Library,
): Promise<Lesson | undefined> {
  const json = await readFile(
    new URL(`${encodeURIComponent(path.basename(file))}.json`, packed),
    'utf8',
  ).catch(() => undefined);
  return json === undefined ? undefined : unpack(json, text);
}

function unknownLesson(name: string, lessons: readonly Shipped[]): Error {
  const near = nearest(
    name,
    lessons.map(({id}) => id),
  );
  const known: Bilingual = {
    en: lessons.map(({number, id}) => `${number} (${id})`).join(', '),
    zh: lessons.map(({number, id}) => `${number}（${id}）`).join('、'),
  };
  return wrongUsage({
    en: `no lesson ${name || 'without a name'}.${near ? ` Did you mean ${near}?` : ''} There are ${known.en}; for a file of your own write a path, as in ./my-lesson.yaml`,
    zh: `没有课程 ${name || '（空名）'}。${near ? `是不是 ${near}？` : ''}现有 ${known.zh}；要用自己的文件，请写路径，例如 ./my-lesson.yaml`,
  });
}
