import * as z from 'zod/mini';
import {checkTraining} from './checkTraining.ts';
import {type Lesson, MAIN, type Run, type RunName, type Setup, type Words} from './lesson.ts';
import {createCollector, type Problems} from './problem.ts';
import {type Changes, readChanges} from './readChanges.ts';
import type {ReadFile} from './readData.ts';
import type {Reading} from './reading.ts';
import {type ReadSetup, readRuns} from './readRuns.ts';
import {readBilingual, readSteps, readWords, type StepsContext} from './readSteps.ts';
import {type Salvaged, salvage} from './salvage.ts';
import * as schema from './schema.ts';
import {splitRun} from './scope.ts';
import {createPositions, createSource, type Source} from './source.ts';
import {plainValue} from './tree.ts';
import {parseYaml} from './yaml.ts';

export type {ReadFile} from './readData.ts';

/** What a file holds, and where it stands there; or everything that is wrong with the file. */
export type Loaded<T> =
  | {readonly ok: true; readonly value: T; readonly source: Source}
  | ({readonly ok: false} & Problems);

/**
 * Reads a lesson.
 * @param file the name that problems give the file
 * @param text its text
 */
export async function loadLesson(file: string, text: string, readFile: ReadFile): Promise<Loaded<Lesson>> {
  return load(file, text, schema.lessonFile, readFile, (reading, value, setups, changes) => {
    const context = {setups, changes};
    const title = readBilingual(value.title);
    const summary = readBilingual(value.summary);
    const runs = runsOf(reading, value, setups, context);
    const steps = readSteps(reading, value.steps, context);
    const setup = setups.get(MAIN)?.setup;
    if (reading.collector.count() === 0) checkTraining(reading, steps, runs);
    return value.id === undefined || title === undefined || summary === undefined || setup === undefined
      ? undefined
      : {id: value.id, title, summary, setup, runs, steps};
  });
}

/** Reads the net, optimiser and data of a file that need not be a whole lesson; what else it has is checked too. */
export async function loadNetFile(file: string, text: string, readFile: ReadFile): Promise<Loaded<Setup>> {
  return load(file, text, schema.netFile, readFile, (reading, value, setups, changes) => {
    const context = {setups, changes};
    runsOf(reading, value, setups, context);
    readSteps(reading, value.steps, context);
    return setups.get(MAIN)?.setup;
  });
}

/** A file that can be checked: a whole lesson, or a net alone. */
export type LessonOrNet =
  | {readonly kind: 'lesson'; readonly lesson: Lesson}
  | {readonly kind: 'net'; readonly setup: Setup};

/** Keys of a lesson that no net alone has. */
const LESSON_KEYS = ['id', 'title', 'summary', 'steps'] as const;

/** Reads a lesson, or the net of a file that has nothing of a lesson. */
export async function loadLessonOrNet(
  file: string,
  text: string,
  readFile: ReadFile,
): Promise<Loaded<LessonOrNet>> {
  const root = await parseYaml(text, createCollector(file, createPositions(text)));
  const has = (key: string): boolean => root?.kind === 'map' && root.entries.has(key);
  if ((has('network') || has('function')) && !LESSON_KEYS.some(has)) {
    const loaded = await loadNetFile(file, text, readFile);
    return loaded.ok ? {...loaded, value: {kind: 'net', setup: loaded.value}} : loaded;
  }
  const loaded = await loadLesson(file, text, readFile);
  return loaded.ok ? {...loaded, value: {kind: 'lesson', lesson: loaded.value}} : loaded;
}

/** What the file's own run is called where the file gives it no title. */
const UNTITLED: Words = {zh: ['本网络'], en: ['this net']};

/** The runs with their titles, as far as they are readable. */
function runsOf(
  reading: Reading,
  value: Salvaged<schema.LessonFile>,
  setups: ReadonlyMap<RunName, ReadSetup>,
  context: StepsContext,
): ReadonlyMap<RunName, Run> {
  const runs = new Map<RunName, Run>();
  for (const [name, {setup}] of setups) {
    const title = readWords(reading, value.runs?.[name]?.title, ['runs', name, 'title'], context, name);
    if (setup !== undefined) runs.set(name, {title: title ?? UNTITLED, setup});
  }
  return runs;
}

type FileSchema = typeof schema.lessonFile | typeof schema.netFile;

async function load<T>(
  file: string,
  text: string,
  fileSchema: FileSchema,
  readFile: ReadFile,
  finish: (
    reading: Reading,
    value: Salvaged<schema.LessonFile>,
    setups: ReadonlyMap<RunName, ReadSetup>,
    changes: Changes,
  ) => T | undefined,
): Promise<Loaded<T>> {
  const collector = createCollector(file, createPositions(text));
  const root = await parseYaml(text, collector);
  if (root === undefined) return {ok: false, ...collector.result()};

  const reading: Reading = {file, text, root, collector, base: []};
  const valid = z.safeParse(fileSchema, plainValue(root));
  const value: Salvaged<schema.LessonFile> = valid.success
    ? valid.data
    : (salvage(fileSchema, root, collector) ?? {});
  // A schema's complaint that the walk over its parts did not find; there is none that a test knows of.
  if (!valid.success && collector.count() === 0)
    for (const {message} of valid.error.issues) collector.add(root.from, {code: 'invalid', message});

  const setups = await readRuns(reading, value, readFile);
  const changes = await readChanges(reading, value.steps, setups, readFile);
  const made = finish(reading, value, setups, changes);

  if (collector.count() > 0) return {ok: false, ...collector.result()};
  if (made === undefined) throw new Error(`${file}: a lesson without problems could not be read`);
  return {ok: true, value: made, source: createSource(file, text, root, canonicalOf(setups, changes))};
}

/** Turns a name as a file writes it into the one that the program uses. Which run a name without `@` means depends on its step: the first that knows it will do. */
function canonicalOf(
  setups: ReadonlyMap<RunName, ReadSetup>,
  changes: Changes,
): (written: string) => string | undefined {
  return (written) => {
    const {own, run} = splitRun(written);
    const asked =
      run === undefined ? [...setups.values(), ...changes.all] : [setups.get(run), ...changes.all];
    for (const setup of asked) {
      const found = setup?.scope?.resolve(own);
      if (found !== undefined) return run === undefined ? found : `${found}@${run}`;
    }
    return undefined;
  };
}
