import {readFile} from 'node:fs/promises';

/**
 * Lets Ink remember, from one frame to the next, what it has found out about a line of text: its width and its styled characters.
 * Ink 6.8.0 works both out anew for every line of every frame, which is most of its time on a full screen where a few lines change.
 * What is remembered is forgotten as a whole when it grows, so memory stays bounded. Results are the same.
 */
export const inkRemembersLines = {
  name: 'ink-remembers-lines',
  setup(build) {
    patch(build, /[\\/]ink[\\/]build[\\/]output\.js$/, [
      ['    caches = new OutputCaches();', '    caches = rememberedCaches();'],
      [
        'export default class Output {',
        `let remembered = new OutputCaches();
function rememberedCaches() {
    if (remembered.styledChars.size > ${MOST_LINES}) remembered = new OutputCaches();
    return remembered;
}
export default class Output {`,
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
