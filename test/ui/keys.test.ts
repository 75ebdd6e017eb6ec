import {expect, test} from 'vitest';
import {footerLine, keyName} from '../../src/ui/bars.ts';
import {gradKind} from '../../src/ui/grad/kind.tsx';
import {type Binding, bindings, commandOf, footerBindings, type Place} from '../../src/ui/keys.ts';
import {helpPage} from '../../src/ui/pages.ts';
import {lineText} from '../../src/ui/paint.ts';
import {screenWords} from '../../src/ui/words.ts';

const places: readonly Place[] = [
  ...(['home', 'openQuestions', 'lesson', 'question', 'grad', 'play', 'samples'] as const),
  ...(['student', 'studentQuestion', 'teacher', 'help', 'problem'] as const),
];

test('no key means two things in one place', () => {
  for (const place of places) {
    // While a question is open Enter answers; the rest of what goes on in a lesson stays.
    const keys = bindings
      .filter((binding) => binding.places.includes(place))
      .flatMap((binding) => binding.keys);
    const twice = keys.filter((key, i) => keys.indexOf(key) !== i);
    expect(twice).toEqual(place === 'question' || place === 'studentQuestion' ? ['enter'] : []);
  }
  expect(commandOf('enter', 'question')).toBe('answer');
});

test.each(['zh', 'en'] as const)('the help explains every key and every symbol (%s)', (language) => {
  const words = screenWords[language];
  const {lines} = helpPage({columns: 100, rows: 300, language, ascii: false}, {places}, 0);
  const text = lines.map(lineText).join('\n');
  for (const {command, keys} of bindings) {
    expect(text).toContain(words.commands[command].long);
    for (const key of keys) expect(text).toContain(keyName(key, words, false));
  }
  for (const sign of ['∂', 'δ', 'σ', 'η', 'L', '′', '½', '←', '×']) expect(text).toContain(sign);
});

test('where there is a function and no net, the help explains the signs of functions', () => {
  const subject = {places: gradKind.places, own: gradKind.help};
  const {lines} = helpPage({columns: 100, rows: 300, language: 'en', ascii: false}, subject, 0);
  const text = lines.map(lineText).join('\n');
  expect(text).toMatch(/ ∂f\/∂x +gradient: how many times as much f moves/);
  expect(text).toMatch(/ Tab +below, how this step is computed, or the check by trying/);
  expect(text).not.toMatch(/weight|neuron|automatic/);
});

test('a small help scrolls to its last line', () => {
  const page = {columns: 60, rows: 18, language: 'en', ascii: false} as const;
  const {limit} = helpPage(page, {places}, 0);
  const last = helpPage(page, {places}, limit).lines.map(lineText).join('\n');
  expect(last).toContain(screenWords.en.helpOfNets.marks.at(-1)!.meaning);
  expect(
    helpPage(page, {places}, limit + 100)
      .lines.map(lineText)
      .join('\n'),
  ).toBe(last);
});

test('every footer ends with help and quit', () => {
  for (const place of places) {
    expect(
      footerBindings(place)
        .slice(-2)
        .map(([binding]) => binding?.command),
    ).toEqual(['help', 'quit']);
  }
});

test('a footer names the same keys in Unicode and in ASCII', () => {
  const keysIn = (place: Place, width: number, ascii: boolean): string[] => {
    const words = screenWords.en;
    const line = footerLine({place, width, words, ascii, labels: {up: words.scrollKeys}});
    const names = (command: Binding): string => keyName(command.keys[0]!, words, ascii);
    return line
      .filter(({role}) => role === 'key')
      .map(({text}) => {
        const found = footerBindings(place).find((group) => group.map(names).join('/') === text);
        return found![0]!.command;
      });
  };
  for (const place of ['home', 'lesson', 'question', 'grad', 'play', 'teacher', 'student'] as const)
    for (const width of [60, 66, 72, 80, 100, 120])
      expect(keysIn(place, width, true)).toEqual(keysIn(place, width, false));
});
