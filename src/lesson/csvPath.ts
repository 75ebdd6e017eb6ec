import type {CsvPath} from './netFile.ts';

/**
 * How a file names CSV files that lie beside it or in a folder below: by their way from its own folder. Others it cannot name: then their
 * samples are listed.
 * @param file where it is written; this path and those of the CSV files begin at the same folder
 */
export const namedFrom =
  (file: string): CsvPath =>
  (csv) => {
    const folder = partsOf(file).slice(0, -1);
    const parts = partsOf(csv);
    const isBelow = parts.length > folder.length && folder.every((name, i) => name === parts[i]);
    return isBelow ? parts.slice(folder.length).join('/') : undefined;
  };

/** The folders on the way to a file, and its name; `..` stays where nothing lies before it. */
function partsOf(path: string): readonly string[] {
  const made: string[] = [];
  for (const [i, part] of path.split(/[/\\]/).entries()) {
    // An absolute path begins with an empty part.
    if (part === '.' || (part === '' && i > 0)) continue;
    if (part === '..' && made.length > 0 && made.at(-1) !== '..' && made.at(-1) !== '') made.pop();
    else made.push(part);
  }
  return made;
}
