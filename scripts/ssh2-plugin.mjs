import {readFile} from 'node:fs/promises';
import path from 'node:path';

/**
 * Keeps ssh2's two native helpers out of the bundle: it works without them (a little slower), and a package that is installed by copying files has no
 * compiler to make them with. They are asked for in a `try`, so an error is the answer that they are not there. Two of its
 * files ask for their folder, which an ES module does not know; neither needs it here (WebAssembly that is inside, a helper of Windows' agent).
 */
export const ssh2WithoutNative = {
  name: 'ssh2-without-native',
  setup(build) {
    build.onResolve({filter: /^cpu-features$|sshcrypto\.node$/}, ({importer, path: wanted}) =>
      importer.includes(`${path.sep}node_modules${path.sep}ssh2${path.sep}`)
        ? {path: wanted, namespace: 'ssh2-without-native'}
        : undefined,
    );
    build.onLoad({filter: /.*/, namespace: 'ssh2-without-native'}, () => ({
      contents: "throw new Error('left out of the bundle');",
      loader: 'js',
    }));
    build.onLoad(
      {filter: /[\\/]ssh2[\\/]lib[\\/](?:agent|protocol[\\/]crypto[\\/]poly1305)\.js$/},
      async ({path: file}) => ({
        contents: `var __dirname = '', __filename = '';${await readFile(file, 'utf8')}`,
        loader: 'js',
      }),
    );
    build.onLoad({filter: /[\\/]ssh2[\\/]lib[\\/]utils\.js$/}, async ({path: file}) => {
      // A minified class has another name. Without this, one refused request would end the process.
      const text = await readFile(file, 'utf8');
      const byName = "channel.constructor.name === 'Session'";
      if (text.split(byName).length !== 2)
        throw new Error('ssh2 no longer tells a session by its name: see scripts/ssh2-plugin.mjs');
      return {contents: text.replace(byName, "'_chanInfo' in channel"), loader: 'js'};
    });
  },
};
