import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Spares Ink work on a full screen. Texts that lie side by side are joined as they are: Ink 6.8.0 takes every line of every frame apart
 * into cells and puts them together again, which is most of its time. And how wide a line is it asks three times a frame: one cache
 * for the whole program, that is bounded, answers. A terminal shows the same.
 */
export const inkRemembersLines = {
  name: 'ink-remembers-lines',
  setup(build) {
    build.onResolve({filter: /^widest-line$/}, () => ({path: here('line-widths.ts')}));
    patch(build, /[\\/]ink[\\/]build[\\/]output\.js$/, [
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
    ]);
    // Ink's own cache of whole texts has no bound.
    patch(build, /[\\/]ink[\\/]build[\\/]measure-text\.js$/, [['cache.set(text, dimensions);', '']]);
  },
};

/** Replaces pieces of a file. A piece that is not there means another version of Ink: then the build fails. */
function patch(build, filter, replacements) {
  build.onLoad({filter}, async ({path}) => {
    let contents = await readFile(path, 'utf8');
    for (const [from, to] of replacements) {
      if (!contents.includes(from))
        throw new Error(
          `${path}: expected ${JSON.stringify(from)}, which is not there; see scripts/ink-cache-plugin.mjs`,
        );
      contents = contents.replace(from, () => to);
    }
    return {contents};
  });
}
