import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

/** How everything is bundled. React's development build would also leak: two performance entries a render. */
export const bundling = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  define: {'process.env.NODE_ENV': '"production"'},
  // Bundled CommonJS packages require Node's own modules; an ES module has no `require` of its own.
  banner: {js: "import{createRequire as _require}from'node:module';const require=_require(import.meta.url);"},
  write: false,
};

/**
 * Bundles a few lines that import what is wanted, as if they stood in the project's root.
 * @param {string} lines
 * @param {readonly import('esbuild').Plugin[]} [plugins]
 * @returns {Promise<Uint8Array>} the bundle
 */
export async function bundle(lines, plugins = []) {
  const stdin = {contents: lines, resolveDir: fileURLToPath(new URL('..', import.meta.url)), loader: 'ts'};
  const {outputFiles} = await build({...bundling, stdin, plugins: [...plugins]});
  return outputFiles[0].contents;
}

/** The module that such lines make, with what they export. */
export async function importBundled(lines, plugins = []) {
  const directory = await mkdtemp(path.join(tmpdir(), 'bp-tui-bundle-'));
  try {
    const file = path.join(directory, 'bundle.mjs');
    await writeFile(file, await bundle(lines, plugins));
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(directory, {recursive: true});
  }
}
