import * as z from 'zod/mini';
import {checkTraining} from './checkTraining.ts';
import type {Lesson, Setup} from './lesson.ts';
import {createCollector, type Problems} from './problem.ts';
import {type ReadFile, readData} from './readData.ts';
import type {Reading} from './reading.ts';
import {readNames} from './readNames.ts';
import {readNetwork} from './readNetwork.ts';
import {readBilingual, readSteps} from './readSteps.ts';
import {complete, type Salvaged, salvage} from './salvage.ts';
import * as schema from './schema.ts';
import {createScope, type Scope} from './scope.ts';
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
  return load(file, text, schema.lessonFile, readFile, (reading, value, setup, scope) => {
    const title = readBilingual(value.title);
    const summary = readBilingual(value.summary);
    const steps = readSteps(reading, value.steps, scope);
    if (setup !== undefined && reading.collector.count() === 0)
      checkTraining(reading, steps, setup.parameters.length);
    return value.id === undefined || title === undefined || summary === undefined || setup === undefined
      ? undefined
      : {id: value.id, title, summary, setup, steps};
  });
}

/** Reads the net, optimiser and data of a file that need not be a whole lesson; what else it has is checked too. */
export async function loadNetFile(file: string, text: string, readFile: ReadFile): Promise<Loaded<Setup>> {
  return load(file, text, schema.netFile, readFile, (reading, value, setup, scope) => {
    readSteps(reading, value.steps, scope);
    return setup;
  });
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
    setup: Setup | undefined,
    scope: Scope | undefined,
  ) => T | undefined,
): Promise<Loaded<T>> {
  const collector = createCollector(file, createPositions(text));
  const root = await parseYaml(text, collector);
  if (root === undefined) return {ok: false, ...collector.result()};

  const reading: Reading = {file, text, root, collector};
  const valid = z.safeParse(fileSchema, plainValue(root));
  const value: Salvaged<schema.LessonFile> = valid.success
    ? valid.data
    : (salvage(fileSchema, root, collector) ?? {});
  // A schema's complaint that the walk over its parts did not find; there is none that a test knows of.
  if (!valid.success && collector.count() === 0)
    for (const {message} of valid.error.issues) collector.add(root.from, {code: 'invalid', message});

  const {neurons, network, parameters} = readNetwork(reading, value.network);
  const names = readNames(reading, value.names, neurons);
  const scope = neurons && createScope(neurons, names);
  const widths = neurons && {inputs: neurons.layers[0]!.length, targets: neurons.layers.at(-1)!.length};
  const samples = await readData(reading, value.data, widths, readFile);
  const optimizer = complete(schema.optimizer, value.optimizer);
  const setup: Setup | undefined =
    network === undefined || parameters === undefined || samples === undefined || optimizer === undefined
      ? undefined
      : {network, parameters, names, optimizer, samples, updates: value.updates ?? 'after-backward'};
  const made = finish(reading, value, setup, scope);

  if (collector.count() > 0) return {ok: false, ...collector.result()};
  if (made === undefined) throw new Error(`${file}: a lesson without problems could not be read`);
  return {ok: true, value: made, source: createSource(file, text, root, (key) => scope?.resolve(key))};
}
