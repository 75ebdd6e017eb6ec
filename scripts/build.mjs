import {mkdir, readdir, rename, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {plainAssert} from './assert-plugin.mjs';
import {bundling} from './bundle.mjs';
import {inkRemembersLines} from './ink-cache-plugin.mjs';
import {inkWithoutDevtools} from './ink-plugin.mjs';
import {inkTable} from './ink-table-plugin.mjs';
import {packedLessons} from './lessons.mjs';
import {licences} from './licences.mjs';
import {ssh2WithoutNative} from './ssh2-plugin.mjs';
import {lazyStringWidth} from './string-width-plugin.mjs';
import {yargsWithoutFiles} from './yargs-plugin.mjs';
import {yogaWithoutFetch} from './yoga-plugin.mjs';

/*
 * Bundles the program into dist/. A dynamic import is a chunk, so a command loads what it uses and nothing else. With --meta, esbuild's account of
 * what went where is written to dist/meta.json.
 */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const {outputFiles, metafile} = await build({
  ...bundling,
  entryPoints: {cli: 'src/cli.ts'},
  outdir: 'dist',
  splitting: true,
  legalComments: 'none',
  plugins: [
    inkTable,
    inkWithoutDevtools,
    inkRemembersLines,
    lazyStringWidth,
    plainAssert,
    ssh2WithoutNative,
    yargsWithoutFiles,
    yogaWithoutFetch,
  ],
  metafile: true,
  logLevel: 'warning',
});

// What trains in a thread of its own is a program of its own. Sharing with the other would cut that into more pieces.
const thread = await build({
  ...bundling,
  entryPoints: {trainingThread: 'src/cli/trainingThread.ts'},
  outdir: 'dist',
  legalComments: 'none',
  logLevel: 'warning',
});

const files = new Map(
  [...outputFiles, ...thread.outputFiles].map((file) => [path.relative('dist', file.path), file.contents]),
);
files.set('THIRD-PARTY-LICENSES.txt', await licences(metafile));
for (const [name, json] of await packedLessons()) files.set(path.join('lessons', `${name}.json`), json);
if (process.argv.includes('--meta')) files.set('meta.json', JSON.stringify(metafile));

// The program stays whole and runnable all the time, for a test may be running it: a file is there or not, never half, and what
// the old program needs goes last.
await mkdir('dist/lessons', {recursive: true});
for (const [name, contents] of files) {
  const file = path.join('dist', name);
  await writeFile(`${file}.new`, contents, {mode: name === 'cli.js' ? 0o755 : 0o644});
  await rename(`${file}.new`, file);
}
for (const entry of await readdir('dist', {recursive: true, withFileTypes: true})) {
  const file = path.join(entry.parentPath, entry.name);
  if (entry.isFile() && !files.has(path.relative('dist', file))) await rm(file, {force: true});
}
