import type {Sample} from '../engine/pass.ts';
import {type Split, split as takeApart} from '../engine/split.ts';
import type {Setup} from './lesson.ts';
import {type ReadData, type ReadFile, readData} from './readData.ts';
import {complain, hasKey, type Reading, within} from './reading.ts';
import {complete, type Salvaged} from './salvage.ts';
import * as schema from './schema.ts';
import type {Widths} from './table.ts';

/** What a run learns from and is tested by, as far as it could be read. */
export interface ReadSamples {
  readonly samples: readonly Sample[] | undefined;
  readonly test: readonly Sample[] | undefined;
  /** `data` of the file, before any of it is put aside. */
  readonly data: ReadData | undefined;
  readonly testData: ReadData | undefined;
  readonly split?: Split;
}

interface SamplesFile {
  readonly data?: Salvaged<schema.DataFile> | undefined;
  readonly test?: Salvaged<schema.TestFile> | undefined;
}

type TestFile = NonNullable<SamplesFile['test']>;
type SplitFile = Extract<TestFile, {readonly fraction?: unknown}>;

/**
 * @param reading begins at the map that has `data` and `test`
 * @param inherited what holds where the run says nothing of its own
 */
export async function readSamples(
  reading: Reading,
  file: SamplesFile,
  widths: Widths | undefined,
  readFile: ReadFile,
  inherited: ReadSamples | undefined,
): Promise<ReadSamples> {
  const ownData = hasKey(reading, 'data') || inherited === undefined;
  const ownTest = hasKey(reading, 'test');
  const data = ownData
    ? await readData(within(reading, ['data']), file.data, widths, readFile)
    : fitting(reading, inherited.data, widths, 'data');
  const {test} = file;
  const split = ownTest
    ? test !== undefined && isSplit(test)
      ? complete(schema.split, test)
      : undefined
    : ownData
      ? undefined
      : inherited.split;
  if (split !== undefined && data !== undefined) {
    const {length} = data.samples;
    if (length > 1) {
      const {kept, aside} = takeApart(data.samples, split);
      return {samples: kept, test: aside, data, testData: undefined, split};
    }
    complain(reading, ownTest ? ['test'] : ['data'], {code: 'split-too-few', found: length});
  }
  const testOf = async (): Promise<ReadData | undefined> => {
    if (test !== undefined && !isSplit(test))
      return readData(within(reading, ['test']), test, widths, readFile);
    if (ownTest) return undefined;
    // What the file puts aside of its own data tests a run with other data too.
    return inherited === undefined
      ? {samples: []}
      : fitting(reading, inherited.testData ?? listed(inherited.test), widths, 'test');
  };
  const testData = split === undefined ? await testOf() : undefined;
  return {samples: data?.samples, test: testData?.samples, data, testData};
}

/** What of the setup tells how its samples came about. */
export function sourcesOf({
  data,
  testData,
  split,
}: ReadSamples): Pick<Setup, 'source' | 'testSource' | 'split'> {
  const {source} = data ?? {};
  const {source: testSource} = testData ?? {};
  return {
    ...(source !== undefined && {source}),
    ...(testSource !== undefined && {testSource}),
    ...(split !== undefined && {split}),
  };
}

const isSplit = (file: TestFile): file is SplitFile => typeof file === 'object' && 'fraction' in file;

const listed = (samples: readonly Sample[] | undefined): ReadData | undefined => samples && {samples};

/** The file's samples for a run whose net may be another: they must fit that one too. */
function fitting(
  reading: Reading,
  data: ReadData | undefined,
  widths: Widths | undefined,
  key: 'data' | 'test',
): ReadData | undefined {
  const first = data?.samples[0];
  if (first === undefined || widths === undefined) return data;
  const misfit = (
    [
      ['input', first.input.length, widths.inputs],
      ['target', first.target.length, widths.targets],
    ] as const
  ).find(([, found, expected]) => found !== expected);
  if (misfit === undefined) return data;
  const [of, found, expected] = misfit;
  complain(reading, [key], {code: 'sample-width', of, found, expected});
  return undefined;
}
