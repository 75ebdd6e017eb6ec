import type {Bilingual, Setup} from './lesson.ts';
import {limits} from './limits.ts';
import {type CsvPath, netFile} from './netFile.ts';
import {type IsOpen, yamlText} from './yamlText.ts';

/** A text, or why there is none. */
export type Written =
  | {readonly ok: true; readonly text: string}
  | {readonly ok: false; readonly words: Bilingual};

/** A line for each sample, and for each part of a net. */
export const isOpenInNet: IsOpen = (key, kind) =>
  kind === 'list' ? key === 'data' || key === 'test' : key === 'network';

/**
 * A setup as a file, in the format of lessons: reading it gives the same setup, to the last bit of every number.
 * @param csvPath how the file names the CSV files of its data
 */
export function writeNet(setup: Setup, csvPath: CsvPath): Written {
  const problem = unwritable(setup) ?? tooManyListed(setup, csvPath);
  return problem === undefined
    ? ofLength(yamlText(netFile(setup, csvPath), isOpenInNet))
    : {ok: false, words: problem};
}

/** Why no file can hold a setup: a number that is none. */
export function unwritable({network, parameters, samples, test}: Setup): Bilingual | undefined {
  const broken = parameters.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0)
    return {
      zh: `应为有限的数，但 ${network.parameters[broken]} 是 ${parameters[broken]}：网络已经发散。请退回发散之前，或重新开始。`,
      en: `expected finite numbers, found ${network.parameters[broken]} = ${parameters[broken]}: the net has diverged. Go back to a round before, or begin anew.`,
    };
  const isWhole = [...samples, ...test].every(({input, target}) =>
    [...input, ...target].every(Number.isFinite),
  );
  return isWhole
    ? undefined
    : {
        zh: '样本应为有限的数，但其中有不是的。请改正样本。',
        en: 'expected finite numbers in the samples, found others. Correct the samples.',
      };
}

/** Characters of a sample in a file that lists it, beside those of its numbers. */
const SAMPLE = '{input: [], target: []}'.length;

/** Why no text can list the samples: their number tells, before any of it is written. Those of a named set may have no need to be listed. */
export function tooManyListed({samples, test, source}: Setup, csvPath: CsvPath): Bilingual | undefined {
  const isNamed = source !== undefined && (!('csv' in source) || csvPath(source.csv) !== undefined);
  const count = samples.length + test.length;
  return isNamed || count * SAMPLE <= limits.text ? undefined : tooLong(`> ${count * SAMPLE}`);
}

/** The text, if it is no longer than a file may be. */
export function ofLength(text: string): Written {
  if (text.length <= limits.text) return {ok: true, text};
  return {ok: false, words: tooLong(String(text.length))};
}

const tooLong = (found: string): Bilingual => ({
  zh: `文件最多 ${limits.text} 个字符，这里要 ${found} 个。请把样本放进同一文件夹的 CSV 文件，或缩小网络。`,
  en: `expected a file of at most ${limits.text} characters, found ${found}. Put the samples into a CSV file beside it, or use a smaller net.`,
});
