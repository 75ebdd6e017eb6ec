import path from 'node:path';

/**
 * Makes `import Table from 'ink-table'` work inside the bundle. It is CommonJS and requires ink; ink as a whole has a
 * top-level await, which cannot be required. The two components that ink-table uses have none, so its `require('ink')`
 * gets only these. They are the same modules that the rest of the bundle imports through ink: one React context, one
 * Box, one Text. And the default import is its class, as its types say, not the whole module as Node would have it.
 */
export const inkTable = {
  name: 'ink-table',
  setup(build) {
    build.onResolve(
      {filter: /^ink(-table)?$/},
      async ({path: name, importer, resolveDir, kind, pluginData}) => {
        if (pluginData === 'as is') return undefined;
        const fromTable = importer.includes(`${path.sep}node_modules${path.sep}ink-table${path.sep}`);
        if (name === 'ink' && !fromTable) return undefined;
        const {path: entry} = await build.resolve(name, {resolveDir, kind, pluginData: 'as is'});
        return {path: entry, namespace: name === 'ink' ? 'ink-components' : 'ink-table-class'};
      },
    );
    build.onLoad({filter: /.*/, namespace: 'ink-components'}, ({path: entry}) => ({
      contents: `export {default as Box} from './components/Box.js';
export {default as Text} from './components/Text.js';`,
      resolveDir: path.dirname(entry),
    }));
    build.onLoad({filter: /.*/, namespace: 'ink-table-class'}, ({path: entry}) => ({
      contents: `export {default} from ${JSON.stringify(entry)};`,
      resolveDir: path.dirname(entry),
    }));
  },
};
