import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {setupOf} from '../../../src/session/play/build.ts';
import {firstRecipe, type Recipe} from '../../../src/session/play/recipe.ts';
import {playOf} from '../../../src/ui/play/kind.tsx';
import {type Driven, drive} from '../frame.tsx';

const scene = (recipe: Partial<Recipe>) => {
  const whole = {...firstRecipe, ...recipe};
  const made = setupOf(whole, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return playOf(made.setup, whole);
};

const sizes = [
  [60, 18],
  [80, 24],
  [120, 36],
] as const;
const variants = sizes.flatMap(([columns, rows]) =>
  (['zh', 'en'] as const).flatMap((language) =>
    [false, true].map((ascii) => ({columns, rows, language, ascii})),
  ),
);

/** Keys that lead through everything that free play shows. */
const WAYS: readonly (readonly string[])[] = [
  [],
  ['space', 'space'],
  [']', ']', ']', 'space', 'space'],
  ['right', 'right', 'right'],
  ['+', '+'],
  ['right', 'right', 'down'],
  ['enter', '1', '/', '3'],
  ['(', 'enter'],
  ['escape', 'c'],
  ['c', 'm'],
  ['m', 'T', '<', '1', 'x', 'enter'],
  ['escape', 'e'],
  ['down', 'q', 'enter'],
  ['escape', 'K'],
  ['0', 'R'],
  ['K', 'X'],
  ['S'],
  ['S', 'e', 'tab'],
  ['tab'],
  ['escape', 'i'],
  ['i', 'V'],
  ['escape', 'N'],
  ['escape', 'p'],
  ['down', 'down', 'down', 'down'],
  ['escape', '!'],
  ['escape', 'D'],
  ['down', 'right', '1', '/'],
  ['enter'],
  ['8', 'enter', 'a', 'y'],
  ['tab'],
  ['a'],
  ['tab', 'x'],
  ['escape'],
];

function expectFits(driven: Driven, columns: number, rows: number, ascii: boolean, language: string): void {
  const lines = driven.lines();
  const text = lines.join('\n');
  expect(lines).toHaveLength(rows);
  for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
  expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
  if (ascii && language === 'en') expect(text).toMatch(/^[\x00-\x7F]*$/);
}

describe.each([
  {},
  {net: '1-1-1', data: 'sine', activation: 'tanh'},
  {net: '2-8-8-1', data: 'spiral', optimizer: 'adam', rate: '0.01', split: '0.4'},
  {net: '8-3-8', data: 'encoder', activation: 'sigmoid'},
])('free play with %j', (recipe) => {
  test.each(variants)('fits $columns×$rows, $language, ascii $ascii, wherever its keys lead', (variant) => {
    const {columns, rows, language, ascii} = variant;
    const driven = drive({scene: scene(recipe)}, variant);
    let before = '';
    for (const keys of WAYS) {
      driven.press(...keys);
      expectFits(driven, columns, rows, ascii, language);
      const text = driven.text();
      expect(text, keys.join(' ')).not.toBe(before);
      before = text;
    }
    driven.press('t').send({type: 'tick'}, {type: 'tick'}).press('t');
    expectFits(driven, columns, rows, ascii, language);
    expect(driven.text()).not.toBe(before);
  });
});
