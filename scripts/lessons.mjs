import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';

/**
 * The shipped lessons, read and packed by the program's own code (src/cli/packed.ts). A lesson with mistakes, or one
 * with a data file beside it, is left out: the program reads that from its YAML and says what is wrong.
 * @returns {Promise<Map<string, string>>} JSON by the name of the lesson's file
 */
export async function packedLessons() {
  const {loadLesson, pack} = await programCode();
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

async function programCode() {
  const {outputFiles} = await build({
    stdin: {
      contents: `export {loadLesson} from './src/lesson/load.ts';
export {pack} from './src/cli/packed.ts';`,
      resolveDir: '.',
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    banner: {
      js: "import{createRequire as _require}from'node:module';const require=_require(import.meta.url);",
    },
    write: false,
  });
  const directory = await mkdtemp(path.join(tmpdir(), 'bp-tui-build-'));
  try {
    const file = path.join(directory, 'lessons.mjs');
    await writeFile(file, outputFiles[0].contents);
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(directory, {recursive: true});
  }
}
