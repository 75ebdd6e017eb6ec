import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {importBundled} from './bundle.mjs';

/**
 * The shipped lessons, read and packed by the program's own code (src/cli/packed.ts). A lesson with mistakes, or one
 * with a data file beside it, is left out: the program reads that from its YAML and says what is wrong.
 * @returns {Promise<Map<string, string>>} JSON by the name of the lesson's file
 */
export async function packedLessons() {
  const {loadLesson, pack} = await importBundled(`export {loadLesson} from './src/lesson/load.ts';
export {pack} from './src/cli/packed.ts';`);
  const packed = new Map();
  for (const name of (await readdir('lessons')).filter((file) => file.endsWith('.yaml'))) {
    const text = await readFile(path.join('lessons', name), 'utf8');
    let alone = true;
    const loaded = await loadLesson(name, text, () => {
      alone = false;
      throw new Error('not read while building');
    });
    if (loaded.ok && alone) packed.set(name, pack(text, loaded.value));
  }
  return packed;
}
