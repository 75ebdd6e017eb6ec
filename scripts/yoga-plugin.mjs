import {readFile} from 'node:fs/promises';

/**
 * Yoga, the layout engine under Ink, carries its WebAssembly as a data: URL and fetches that, for which Node first has to
 * start its whole HTTP client (25 ms). It also takes the bytes themselves: it finds them where it would have fetched them.
 */
export const yogaWithoutFetch = {
  name: 'yoga-without-fetch',
  setup(build) {
    build.onLoad({filter: /[\\/]yoga-wasm-base64-esm\.js$/}, async ({path}) => {
      const source = await readFile(path, 'utf8');
      const url = /\bH="(data:application\/octet-stream;base64,)([^"]+)"/;
      if (!url.test(source) || !source.includes('var w;h.wasmBinary&&(w=h.wasmBinary);')) {
        throw new Error('yoga-layout is not built as it was: see scripts/yoga-plugin.mjs');
      }
      return {contents: source.replace(url, 'H="$1";w=Buffer.from("$2","base64")')};
    });
  },
};
