import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import fc from 'fast-check';
import type * as Ink from 'ink';
import type * as React from 'react';
import {expect, test} from 'vitest';
import {cellsOf} from '../../src/terminal/cells.ts';
import type * as Mount from '../../src/terminal/mount.ts';

/** Ink in a bundle of its own, with the React that it draws by. */
type Bundle = Pick<typeof Ink, 'Box' | 'Text'> & Pick<typeof React, 'createElement'> & typeof Mount;

const entry = `
export {mount} from './src/terminal/mount.ts';
export {Box, Text} from 'ink';
export {createElement} from 'react';
`;
// Scripts are no TypeScript.
const script = async (name: string): Promise<unknown> =>
  import(new URL(`../../scripts/${name}.mjs`, import.meta.url).href);
// Before Ink asks for it: with colours, as on a terminal.
process.env.FORCE_COLOR = '3';
const {importBundled} = (await script('bundle')) as {
  importBundled(lines: string, plugins: readonly unknown[]): Promise<Bundle>;
};
const {inkWithoutDevtools} = (await script('ink-plugin')) as {inkWithoutDevtools: unknown};
const {inkRemembersLines} = (await script('ink-cache-plugin')) as {inkRemembersLines: unknown};
const [sparing, plain] = await Promise.all([
  importBundled(entry, [inkWithoutDevtools, inkRemembersLines]),
  importBundled(entry, [inkWithoutDevtools]),
]);

const columns = 40;
const rows = 12;

interface Leaf {
  readonly text: string;
  readonly color?: string;
  readonly inverse?: boolean;
}
interface Branch {
  readonly style: object;
  readonly children: readonly Tree[];
}
type Tree = Leaf | Branch;

const aLeaf: fc.Arbitrary<Tree> = fc.record(
  {
    text: fc
      .array(fc.constantFrom('w', '学', ' ', '0.2', '\n', 'é', '─', '\u001B[1mb\u001B[22m', '\u001B[31mr'), {
        maxLength: 6,
      })
      .map((parts) => parts.join('')),
    color: fc.constantFrom('red', '#102030'),
    inverse: fc.boolean(),
  },
  {requiredKeys: ['text']},
);
const aStyle = fc.record(
  {
    flexDirection: fc.constantFrom('row', 'row-reverse', 'column'),
    borderStyle: fc.constantFrom('round', 'single'),
    paddingLeft: fc.nat(3),
    // Back over what stands before it, and out of the screen.
    marginLeft: fc.integer({min: -3, max: 3}),
    marginTop: fc.integer({min: -1, max: 1}),
    width: fc.integer({min: 1, max: 30}),
    height: fc.integer({min: 1, max: 6}),
    overflow: fc.constantFrom('hidden', 'visible'),
    backgroundColor: fc.constant('blue'),
  },
  {requiredKeys: ['flexDirection']},
);
const {tree: aTree} = fc.letrec<{tree: Tree}>((tie) => ({
  tree: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    aLeaf,
    fc.record({style: aStyle, children: fc.array(tie('tree'), {maxLength: 5, size: 'max'})}),
  ),
}));

/** Frames, one after another on the same screen, as cells. */
function drawn({mount, Box, Text, createElement}: Bundle, trees: readonly Tree[]): unknown {
  const element = (tree: Tree, key: number): React.ReactElement =>
    'text' in tree
      ? createElement(Text, {key, wrap: 'truncate', ...tree} as object, tree.text)
      : createElement(Box, {key, ...tree.style} as object, tree.children.map(element));
  const frames: string[] = [];
  const mounted = mount({size: {columns, rows}, draw: (frame: string) => frames.push(frame)} as never);
  for (const tree of trees) mounted.draw(element(tree, 0));
  mounted.unmount();
  // Ink writes once more when it ends.
  return frames
    .slice(0, trees.length)
    .map((frame) => frame.split('\n').map((line) => cellsOf(line, columns)));
}

test('Ink with less work shows what Ink shows, of any tree, frame after frame', () => {
  fc.assert(
    fc.property(fc.array(aTree, {minLength: 1, maxLength: 4}), (trees) => {
      expect(drawn(sparing, trees)).toEqual(drawn(plain, trees));
    }),
    {numRuns: 500},
  );
});

test('however many frames have been drawn, their lines fill no memory', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const {mount, Text, createElement} = sparing;
  const mounted = mount({size: {columns, rows}, draw: () => {}} as never);
  let line = 0;
  const draw = (frames: number): number => {
    for (let i = 0; i < frames; i++) {
      const texts = Array.from({length: rows}, () => `${line++} `.padEnd(columns, '.'));
      mounted.draw(createElement(Text, {wrap: 'truncate'}, texts.join('\n')));
    }
    collect();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  // By then what is remembered has been forgotten more than once.
  const before = draw(400);
  expect(draw(4000) - before).toBeLessThan(3);
  mounted.unmount();
});
