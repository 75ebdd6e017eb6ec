import type {SetupChange} from './change.ts';
import type {Setup} from './lesson.ts';
import {type CsvPath, netFile} from './netFile.ts';
import type {ActionFile} from './schema.ts';

/** Which keys of a file say the parts of a change, and what they say where there is nothing left of one. */
const KEYS: Readonly<Record<keyof SetupChange, Readonly<Record<string, unknown>>>> = {
  net: {network: undefined},
  names: {neurons: undefined, names: undefined},
  data: {data: undefined, test: 'none'},
  optimizer: {optimizer: undefined},
  batch: {batch: 1},
  regularization: {regularization: {}},
  updates: {updates: 'after-backward'},
  mistake: {mistake: 'none'},
};

/**
 * A change in the words of a file.
 * @param after the setup that it makes
 * @param csvPath how the file names the CSV files of its data
 */
export function changeFile(change: SetupChange, after: Setup, csvPath: CsvPath): ActionFile {
  const whole = netFile(after, csvPath);
  const written = Object.keys(change).flatMap((part) =>
    Object.entries(KEYS[part as keyof SetupChange]).flatMap(([key, none]) => {
      const value = whole.get(key) ?? none;
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
  // A file that is read has the same parts as maps and lists; the schema says which.
  return {type: 'change', ...Object.fromEntries(written)} as ActionFile;
}
