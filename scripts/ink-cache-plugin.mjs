import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/*
 * Spares Ink work on a full screen. Texts that lie side by side are joined as they are: Ink 6.8.0 takes every line of every frame apart
 * into cells and puts them together again, which is most of its time. And how wide a line is it asks three times a frame: one cache
 * for the whole program, that is bounded, answers. A terminal shows the same.
 */
const widths = {packages: /^widest-line$/, replacement: here('line-widths.ts')};
const patches = [
  {
    files: /[\\/]ink[\\/]build[\\/]output\.js$/,
    pieces: [
      [
        'export default class Output {',
        `import {joinedRows} from ${JSON.stringify(here('ink-rows.ts'))};
import {lineWidth} from ${JSON.stringify(here('line-widths.ts'))};
export default class Output {`,
      ],
      [
        '    get() {',
        `    get() {
        const rows = joinedRows(this.operations, this.height, lineWidth);
        if (rows !== undefined) return {output: rows.join('\\n'), height: rows.length};`,
      ],
    ],
  },
  // Ink's own cache of whole texts has no bound.
  {files: /[\\/]ink[\\/]build[\\/]measure-text\.js$/, pieces: [['cache.set(text, dimensions);', '']]},
];

/** For the bundle. */
export const inkRemembersLines = {
  name: 'ink-remembers-lines',
  setup(build) {
    build.onResolve({filter: widths.packages}, () => ({path: widths.replacement}));
    for (const {files, pieces} of patches)
      build.onLoad({filter: files}, async ({path}) => ({
        contents: patched(path, await readFile(path, 'utf8'), pieces),
      }));
  },
};

/** For the tests, as a plugin of Vite: they see Ink as it ships. Ink names sources of its own that it does not bring. */
export const testedInkRemembersLines = {
  name: inkRemembersLines.name,
  enforce: 'pre',
  resolveId: (name) => (widths.packages.test(name) ? widths.replacement : undefined),
  async load(path) {
    if (!/[\\/]ink[\\/]build[\\/]/.test(path)) return undefined;
    const contents = await readFile(path, 'utf8');
    const pieces = patches.find(({files}) => files.test(path))?.pieces ?? [];
    return patched(path, contents, pieces).replace(/^\/\/# sourceMappingURL=.*$/m, '');
  },
};

/** A file with pieces of it replaced. A piece that is not there means another version of Ink: then the build fails. */
function patched(path, contents, pieces) {
  let text = contents;
  for (const [from, to] of pieces) {
    if (!text.includes(from))
      throw new Error(
        `${path}: expected ${JSON.stringify(from)}, which is not there; see scripts/ink-cache-plugin.mjs`,
      );
    text = text.replace(from, () => to);
  }
  return text;
}
