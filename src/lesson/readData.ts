import {dataSet, dataSetOptions} from '../engine/datasets.ts';
import type {Sample} from '../engine/pass.ts';
import type {CsvSource, DataSource, SetSource} from './lesson.ts';
import {limits} from './limits.ts';
import {type ProblemDetail, shorten} from './problem.ts';
import {complain, type Reading, writtenAt} from './reading.ts';
import type {Salvaged} from './salvage.ts';
import type {DataFile} from './schema.ts';
import type {Widths} from './table.ts';

/**
 * Reads a text file beside the lesson's. May throw anything; the message is shown.
 * @param path relative to the folder of the lesson's file
 */
export type ReadFile = (path: string) => Promise<string>;

type CsvFile = Extract<Salvaged<DataFile>, {readonly csv?: unknown}>;
type NamedSet = Extract<Salvaged<DataFile>, {readonly set?: unknown}>;

/** Samples, and where they come from if they are not listed. */
export interface ReadData {
  readonly samples: readonly Sample[];
  readonly source?: DataSource;
}

/** The samples, or undefined where they cannot be read. @param reading begins at the samples @param widths undefined where the net is not known: then widths are not checked */
export async function readData(
  reading: Reading,
  file: Salvaged<DataFile> | undefined,
  widths: Widths | undefined,
  readFile: ReadFile,
): Promise<ReadData | undefined> {
  if (file === undefined) return undefined;
  if (typeof file === 'string') return namedSet(reading, {set: file}, [], widths);
  if (isList(file))
    return {samples: file.map((sample, i) => readSample(reading, sample, i, widths)).filter(isKnown)};
  if ('csv' in file) return readCsv(reading, file, widths, readFile);
  return 'set' in file ? namedSet(reading, file, ['set'], widths) : undefined;
}

type SampleFile = Extract<Salvaged<DataFile>, readonly unknown[]>[number];

const isList = (file: Salvaged<DataFile>): file is readonly SampleFile[] => Array.isArray(file);
const isKnown = <T>(value: T | undefined): value is T => value !== undefined;

function readSample(
  reading: Reading,
  file: SampleFile,
  index: number,
  widths: Widths | undefined,
): Sample | undefined {
  if (file === undefined) return undefined;
  for (const of of ['input', 'target'] as const) {
    const found = file[of]?.length;
    const expected = of === 'input' ? widths?.inputs : widths?.targets;
    if (found !== undefined && found > 0 && expected !== undefined && found !== expected)
      complain(reading, [index, of], {code: 'sample-width', of, found, expected});
  }
  const input = file.input?.filter(isKnown);
  const target = file.target?.filter(isKnown);
  if (input === undefined || target === undefined) return undefined;
  return file.name === undefined ? {input, target} : {input, target, name: file.name};
}

function namedSet(
  reading: Reading,
  {set, size, noise, seed}: NamedSet,
  path: readonly string[],
  widths: Widths | undefined,
): ReadData | undefined {
  if (set === undefined) return undefined;
  const options = dataSetOptions[set];
  const before = reading.collector.count();
  const unused = {
    size: options.size === undefined && size,
    noise: !options.noise && noise,
    seed: !options.noise && seed,
  };
  for (const [option, value] of Object.entries(unused))
    if (value !== undefined && value !== false)
      complain(reading, [option], {code: 'set-option', set, option}, 'key');
  const most = options.maximum ?? limits.samples;
  if (size !== undefined && size > most)
    complain(reading, ['size'], {code: 'set-size', set, found: size, limit: most});
  if (reading.collector.count() > before) return undefined;

  const source: SetSource = {
    set,
    ...(size !== undefined && {size}),
    ...(noise !== undefined && {noise}),
    ...(seed !== undefined && {seed}),
  };
  const {inputs, targets} = dataSet(set, source);
  const found = {inputs: inputs[0]?.length ?? 0, targets: targets[0]?.length ?? 0};
  if (widths !== undefined && (widths.inputs !== found.inputs || widths.targets !== found.targets)) {
    complain(reading, path, {
      code: 'set-fit',
      set,
      ...found,
      expectedInputs: widths.inputs,
      expectedTargets: widths.targets,
    });
    return undefined;
  }
  return {samples: inputs.map((input, i) => ({input, target: targets[i]!})), source};
}

async function readCsv(
  reading: Reading,
  file: CsvFile,
  widths: Widths | undefined,
  readFile: ReadFile,
): Promise<ReadData | undefined> {
  const {csv: path, separator} = file;
  if (path === undefined) return undefined;
  // A column called 007 is not the column 7: a number is the name that it was written as.
  const targets = file.targets?.map((name, i) =>
    typeof name === 'number' ? writtenAt(reading, ['targets', i]) : name,
  );
  const fail = (detail: ProblemDetail): undefined => {
    complain(reading, ['csv'], detail);
  };
  if (!isBelow(path)) return fail({code: 'bad-csv-path', name: shorten(path)});
  let text: string;
  try {
    text = await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail({code: 'csv-unreadable', path: shorten(path), reason});
  }
  // What was wrong with the net or the targets has been said.
  if (widths === undefined || targets?.includes(undefined)) return undefined;
  const source: CsvSource = {
    csv: path,
    ...(targets !== undefined && {targets: targets.filter(isKnown)}),
    ...(separator !== undefined && {separator}),
  };
  // The parser is loaded where a file needs it.
  const {tableOf} = await import('./table.ts');
  const table = tableOf(text, source, widths, (detail, target) =>
    complain(reading, target === undefined ? ['csv'] : ['targets', target], detail),
  );
  return table && {samples: table.samples, source};
}

/** Whether a path names a file beside another, or in a folder below it: a lesson from a stranger must not read the reader's own files into its messages. */
export const isBelow = (path: string): boolean => !/^([/\\~]|[a-z]+:)|(^|[/\\])\.\.([/\\]|$)/i.test(path);
