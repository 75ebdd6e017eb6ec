import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';

/**
 * Spares Ink work on a full screen. It remembers, from one frame to the next, what it has found out about a line of text: its width
 * and its styled characters. And texts that lie side by side are joined as they are: Ink 6.8.0 takes every line of every frame apart
 * into cells and puts them together again, which is most of its time.
 * What is remembered is forgotten as a whole when it grows, so memory stays bounded. A terminal shows the same.
 */
export const inkRemembersLines = {
  name: 'ink-remembers-lines',
  setup(build) {
    patch(build, /[\\/]ink[\\/]build[\\/]output\.js$/, [
      ['    caches = new OutputCaches();', '    caches = rememberedCaches();'],
      [
        'export default class Output {',
        `import {joinedRows} from ${JSON.stringify(fileURLToPath(new URL('ink-rows.ts', import.meta.url)))};
let remembered = new OutputCaches();
function rememberedCaches() {
    if (remembered.styledChars.size > ${MOST_LINES}) remembered = new OutputCaches();
    return remembered;
}
export default class Output {`,
      ],
      [
        '    get() {',
        `    get() {
        const rows = joinedRows(this.operations, this.height, (line) => this.caches.getStringWidth(line));
        if (rows !== undefined) return {output: rows.join('\\n'), height: rows.length};`,
      ],
    ]);
    patch(build, /[\\/]ink[\\/]build[\\/]render-node-to-output\.js$/, [
      ["import widestLine from 'widest-line';", REMEMBERING_WIDEST_LINE],
    ]);
    patch(build, /[\\/]ink[\\/]build[\\/]measure-text\.js$/, [
      ["import widestLine from 'widest-line';", REMEMBERING_WIDEST_LINE],
      ['const cache = new Map();', 'let cache = new Map();'],
      [
        'cache.set(text, dimensions);',
        `if (cache.size > ${MOST_LINES}) cache = new Map();
    cache.set(text, dimensions);`,
      ],
    ]);
  },
};

const MOST_LINES = 2000;

const REMEMBERING_WIDEST_LINE = `import stringWidth from 'string-width';
let widths = new Map();
function widestLine(text) {
    let widest = 0;
    for (const line of text.split('\\n')) {
        let width = widths.get(line);
        if (width === undefined) {
            if (widths.size > ${MOST_LINES}) widths = new Map();
            width = stringWidth(line);
            widths.set(line, width);
        }
        widest = Math.max(widest, width);
    }
    return widest;
}`;

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
