import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build, type Plugin} from 'esbuild';

const withoutDevtools: Plugin = {
  name: 'without-devtools',
  setup({onLoad}) {
    onLoad({filter: /[\\/]ink[\\/]build[\\/]devtools\.js$/}, () => ({contents: ''}));
  },
};

/** Bundles the demo program much as the product is bundled; gives back its file and a way to remove it. */
export async function bundleDemo(): Promise<{readonly file: string; remove(): Promise<void>}> {
  const folder = await mkdtemp(join(tmpdir(), 'bp-tui-demo-'));
  const file = join(folder, 'demo.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('demo-program.tsx', import.meta.url))],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    define: {'process.env.NODE_ENV': '"production"'},
    banner: {
      js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);",
    },
    plugins: [withoutDevtools],
    logLevel: 'error',
  });
  return {file, remove: () => rm(folder, {recursive: true})};
}
