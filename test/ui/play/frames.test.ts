import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {toAscii} from '../../../src/session/notation.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {firstRecipe, OWN_DATA, type Recipe} from '../../../src/session/play/recipe.ts';
import {choicesOf, sections} from '../../../src/ui/play/form.ts';
import {formWords} from '../../../src/ui/play/formWords.ts';
import {playOf} from '../../../src/ui/play/kind.tsx';
import {recordWords} from '../../../src/ui/play/recordWords.ts';
import {samplesWords} from '../../../src/ui/play/samplesWords.ts';
import type {PlayScene} from '../../../src/ui/play/scene.ts';
import {playWords} from '../../../src/ui/play/words.ts';
import {screenWords} from '../../../src/ui/words.ts';
import {type Driven, drive, UNWRITTEN} from '../frame.tsx';

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
  expect(text).not.toMatch(UNWRITTEN);
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

describe.each(variants)('at $columns×$rows, $language, ascii $ascii', (variant) => {
  const {columns, rows, ascii, language} = variant;
  const drivenBy = (recipe: Partial<Recipe>): Driven => drive({scene: scene(recipe)}, variant);
  /** The screen's words in a row, whatever lines and borders they are broken by. */
  const flat = (driven: Driven): string =>
    driven
      .lines()
      .join(' ')
      .replaceAll(/[│|\s]+/g, language === 'en' ? ' ' : '');
  const unbroken = (text: string): string => (language === 'en' ? text : text.replaceAll(' ', ''));
  const written = (text: string): string => (ascii ? toAscii(text) : text);
  /** What is cut off has no end; in a panel other panels' lines come between its own. */
  const expectRead = (driven: Driven, text: string): void => {
    const whole = unbroken(written(text));
    for (const part of [whole.slice(0, 6), whole.slice(-6)]) expect(flat(driven)).toContain(part);
  };

  test('the header says the round, how far a key moves and that it trains', () => {
    const driven = drivenBy({});
    const words = screenWords[language];
    expect(driven.lines()[0]).toContain(written(words.round(1)));
    const before = driven.lines()[0];
    expect(driven.press(']').lines()[0]).not.toBe(before);
    expect(driven.lines()[0]).toContain(written(words.stride.neuron));
    driven.press('r', 't');
    expect(driven.lines()[0]).toContain(written(playWords[language].training));
    expect(driven.lines()[0]).toContain(written(words.round(1)));
    expect(driven.lines()[0]).toContain(written(recordWords[language].recording(0)));
  });

  test('a note and what is wrong with an entry are read to their ends', () => {
    const driven = drivenBy({}).press('right', 'right', 'right', 'enter');
    expectRead(driven, playWords[language].notSettable);
    driven.press('T', 'x', 'enter');
    expectRead(driven, playWords[language].untilWrong);
    driven.press('escape', 'D', 'g', '9', '9', 'enter');
    expectRead(driven, samplesWords[language].noRow(4));
    expectFits(driven, columns, rows, ascii, language);
  });

  test.each([{data: 'circle', optimizer: 'adam'}, {}])(
    'the form says all of each field with %j',
    (recipe) => {
      const driven = drivenBy(recipe).press('e');
      const words = formWords[language];
      const seen = new Set<string>();
      for (const {fields} of sections)
        for (const field of fields) {
          const {form} = driven.model.scenes.at(-1)!.state as PlayScene;
          if (form === undefined || form.field !== field) continue;
          seen.add(field);
          const hint = field === 'size' ? '' : words.hints[field];
          const lines = flat(driven);
          const shown = ascii ? toAscii(hint.replace('↑↓', 'Up/Down').replaceAll('←→', 'Left/Right')) : hint;
          expect(lines, field).toContain(unbroken(shown));
          for (const name of choicesOf(form.field, form.recipe) ?? [])
            if (name !== OWN_DATA) expect(lines, form.field).toContain(name);
          expectFits(driven, columns, rows, ascii, language);
          driven.press('down');
        }
      expect(seen.size).toBeGreaterThan(10);
    },
  );

  test('the form says of test samples that are listed beside the data that a part put aside takes their place', () => {
    const {start} = (drivenBy({}).model.scenes.at(-1)!.state as PlayScene).bench.now.state;
    const listed = {...start.setup, test: start.setup.samples.slice(0, 3)};
    const said = unbroken(written(formWords[language].ownTest(3)));
    const driven = drive({scene: playOf(listed)}, variant).press('e', 'tab', 'down');
    expect((driven.model.scenes.at(-1)!.state as PlayScene).form?.field).toBe('split');
    expect(flat(driven)).toContain(said);
    driven.press('0', '.', '3');
    expect(flat(driven)).toContain(said);
    expectFits(driven, columns, rows, ascii, language);
    driven.press('enter', 'e', 'tab', 'down');
    expect(flat(driven)).not.toContain(said);
    expect(flat(driven.press('escape', 'u', 'e', 'tab', 'down'))).toContain(said);
  });

  test('a nudge and the trouble of the net are on screen together', () => {
    const driven = drivenBy({activation: 'relu,sigmoid', rate: '0.5', net: '2-5-1'}).press(
      'right',
      'right',
      '+',
      '+',
    );
    expect(flat(driven)).toContain(written(playWords[language].nudged('+0.02000').split(' ')[0]!));
    expect(flat(driven)).toMatch(ascii ? /\(!\)/ : /▲/);
  });
});
