import {fileURLToPath} from 'node:url';

/**
 * Ordinary text is measured by simple-width.ts, and string-width is only started for the rest. All packages share one
 * string-width, ours, where some bring an older one of their own.
 */
export const lazyStringWidth = {
  name: 'lazy-string-width',
  setup(build) {
    const simple = fileURLToPath(new URL('simple-width.ts', import.meta.url));
    const root = fileURLToPath(new URL('..', import.meta.url));
    build.onResolve({filter: /^string-width$/}, ({pluginData}) =>
      pluginData === 'itself' ? undefined : {path: 'string-width', namespace: 'lazy-string-width'},
    );
    build.onResolve({filter: /^itself$/, namespace: 'lazy-string-width'}, () =>
      build.resolve('string-width', {resolveDir: root, kind: 'import-statement', pluginData: 'itself'}),
    );
    build.onLoad({filter: /.*/, namespace: 'lazy-string-width'}, () => ({
      contents: `import {simpleWidth} from ${JSON.stringify(simple)};
export default function stringWidth(text, options) {
  const width = options === undefined && typeof text === 'string' ? simpleWidth(text) : undefined;
  return width ?? require('itself').default(text, options);
}`,
      resolveDir: root,
    }));
  },
};
