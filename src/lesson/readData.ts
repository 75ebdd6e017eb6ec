import {dataSet, dataSetOptions} from '../engine/datasets.ts';
import type {Sample} from '../engine/pass.ts';
import type {Row} from './csv.ts';
import type {DataSource, SetSource} from './lesson.ts';
import {limits} from './limits.ts';
import {type ProblemDetail, shorten} from './problem.ts';
import {complain, type Reading} from './reading.ts';
import type {Salvaged} from './salvage.ts';
import type {DataFile} from './schema.ts';

/**
 * Reads a text file beside the lesson's. May throw anything; the message is shown.
 * @param path relative to the folder of the lesson's file
 */
export type ReadFile = (path: string) => Promise<string>;

/** How many numbers a sample needs. */
export interface Widths {
  readonly inputs: number;
  readonly targets: number;
}

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
  if ('csv' in file) return file.csv === undefined ? undefined : readCsv(reading, file.csv, widths, readFile);
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
  path: string,
  widths: Widths | undefined,
  readFile: ReadFile,
): Promise<ReadData | undefined> {
  const at = ['csv'];
  const shown = shorten(path);
  const fail = (detail: ProblemDetail): undefined => {
    complain(reading, at, detail);
  };
  // A lesson from a stranger must not read the reader's own files into its messages.
  if (/^([/\\~]|[a-z]+:)|(^|[/\\])\.\.([/\\]|$)/i.test(path))
    return fail({code: 'bad-csv-path', name: shown});
  let text: string;
  try {
    text = await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail({code: 'csv-unreadable', path: shown, reason});
  }
  if (text.length > limits.csv)
    return fail({code: 'csv-too-large', path: shown, found: text.length, limit: limits.csv});
  const {parseCsv, numberOf} = await import('./csv.ts');
  const rows = parseCsv(text);
  if (!isRows(rows)) return fail({code: 'csv-syntax', path: shown, row: rows.line, reason: rows.reason});
  const hasHeader = rows[0]?.cells.some((cell) => numberOf(cell) === undefined) ?? false;
  const body = hasHeader ? rows.slice(1) : rows;
  if (body.length === 0) return fail({code: 'csv-empty', path: shown});
  if (body.length > limits.samples)
    return fail({code: 'csv-too-many', path: shown, found: body.length, limit: limits.samples});
  if (widths === undefined) return undefined;

  const {inputs, targets} = widths;
  const samples = body.map(({line, cells}) => {
    if (cells.length !== inputs + targets)
      fail({code: 'csv-row', path: shown, row: line, found: cells.length, inputs, targets});
    const numbers = cells.map((cell, i) => {
      const value = numberOf(cell);
      if (value === undefined)
        fail({code: 'csv-cell', path: shown, row: line, cell: i + 1, found: shorten(cell)});
      return value ?? 0;
    });
    return {input: numbers.slice(0, inputs), target: numbers.slice(inputs)};
  });
  return {samples, source: {csv: path}};
}

const isRows = (rows: readonly Row[] | object): rows is readonly Row[] => Array.isArray(rows);
