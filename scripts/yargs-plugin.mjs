import path from 'node:path';

/**
 * Keeps yargs off the disk. By itself it looks for translations in a directory of its package (the bundle has none: every
 * string that matters is given in src/cli), and for the package.json of whoever calls it.
 */
export const yargsWithoutFiles = {
  name: 'yargs-without-files',
  setup(build) {
    const replace = (filter, importedBy, contents) => {
      const namespace = `yargs-without-files-${filter.source.replace(/\W+/g, '')}`;
      build.onResolve({filter}, ({importer}) =>
        importer.includes(`${path.sep}node_modules${path.sep}${importedBy}${path.sep}`)
          ? {path: filter.source, namespace}
          : undefined,
      );
      build.onLoad({filter: /.*/, namespace}, () => ({contents, resolveDir: '.'}));
    };
    replace(/^\.\/build\/lib\/platform-shims\/node\.js$/, 'y18n', Y18N_SHIM);
    replace(/^escalade\/sync$/, 'yargs', 'export default () => undefined;');
    replace(/^get-caller-file$/, 'yargs', "export default () => '';");
  },
};

/** y18n reads no locale file where `fs.readFileSync` is absent. */
const Y18N_SHIM = `import {format} from 'node:util';
export default {fs: {}, format, resolve: (...parts) => parts.join('/'), exists: () => false};`;
