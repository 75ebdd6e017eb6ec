import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {type Command, commands} from '../../src/cli/arguments/commands.ts';
import {parseArguments} from '../../src/cli/arguments.ts';
import {Failure} from '../../src/cli/failure.ts';
import {languages} from '../../src/cli/language.ts';
import type {Options} from '../../src/cli/settings.ts';
import type {Language} from '../../src/lesson/lesson.ts';

const words = (line: string): string[] => line.split(' ').filter((word) => word !== '');

test.each<[string, Command]>([
  ['', {name: 'home'}],
  ['--plain', {name: 'home'}],
  ['lesson', {name: 'lesson', lesson: undefined, watch: false}],
  ['lesson 1', {name: 'lesson', lesson: '1', watch: false}],
  ['lesson 01', {name: 'lesson', lesson: '01', watch: false}],
  ['lesson 1e3', {name: 'lesson', lesson: '1e3', watch: false}],
  ['--ascii lesson one-round', {name: 'lesson', lesson: 'one-round', watch: false}],
  ['lesson a.yaml --watch', {name: 'lesson', lesson: 'a.yaml', watch: true}],
  ['solve a.yaml', {name: 'solve', file: 'a.yaml', rounds: 1, format: 'text'}],
  ['solve --format=json a.yaml --rounds 007', {name: 'solve', file: 'a.yaml', rounds: 7, format: 'json'}],
  ['grad x*y --at x=1,y=2', {name: 'grad', expression: 'x*y', at: 'x=1,y=2', expand: false}],
  ['grad -x^2 --at x=-1 --expand', {name: 'grad', expression: '-x^2', at: 'x=-1', expand: true}],
  ['grad --format json -- -x', {name: 'grad', expression: '-x', at: '', expand: false, format: 'json'}],
  ['solve a.yaml --rounds 2 --rounds 3', {name: 'solve', file: 'a.yaml', rounds: 3, format: 'text'}],
  ['export 1', {name: 'export', lesson: '1', format: 'text', size: {columns: 80, rows: 24}}],
  [
    'export a.yaml --format cast --size 120x36 -o a.cast',
    {name: 'export', lesson: 'a.yaml', format: 'cast', size: {columns: 120, rows: 36}, output: 'a.cast'},
  ],
  [
    'export 1 --output=a.md --format markdown',
    {name: 'export', lesson: '1', format: 'markdown', size: {columns: 80, rows: 24}, output: 'a.md'},
  ],
  ['check a.yaml', {name: 'check', files: ['a.yaml']}],
  ['check 1 0x2 c', {name: 'check', files: ['1', '0x2', 'c']}],
  ['check a -- --b -c d', {name: 'check', files: ['a', './--b', './-c', 'd']}],
])('bp-tui %s', (line, command) => {
  expect(parseArguments(words(line), 'en')).toMatchObject({kind: 'run', command});
});

const none: Options = {
  plain: false,
  ascii: false,
  noColor: false,
  noMotion: false,
  noProgress: false,
  digits: 4,
};

test.each<[string, Options]>([
  ['', none],
  ['--lang zh', {...none, lang: 'zh'}],
  ['--lang zh --lang en', {...none, lang: 'en'}],
  ['--plain --plain', {...none, plain: true}],
  ['--ascii --no-color', {...none, ascii: true, noColor: true}],
  ['--no-motion --digits 17', {...none, noMotion: true, digits: 17}],
  ['--no-progress', {...none, noProgress: true}],
  ['--digits=2 --lang=zh', {...none, digits: 2, lang: 'zh'}],
])('options %s, before and behind the command', (line, options) => {
  for (const argv of [words(line), [...words(line), 'lesson', '1'], ['lesson', '1', ...words(line)]]) {
    expect(parseArguments(argv, 'en')).toMatchObject({kind: 'run', options});
  }
});

/** The complaint about a command line, in one language. */
function complaint(argv: readonly string[], language: Language): string {
  try {
    parseArguments(argv, language);
  } catch (error) {
    if (error instanceof Failure && error.code === 2) return error.words[language];
    throw error;
  }
  throw new Error(`${argv.join(' ')} was accepted`);
}

describe('a wrong command line names what was found, and what is nearest', () => {
  test.each<[string, readonly string[]]>([
    ['leson 1', ['leson', 'lesson']],
    ['chekc a.yaml', ['chekc', 'check']],
    ['plya', ['plya', 'play', 'lesson', 'solve', 'check']],
    ['--asci', ['--asci', '--ascii']],
    ['lesson 1 --no-colour', ['--no-colour', '--no-color']],
    ['-x', ['-x', '--help']],
    ['--color', ['--color', '--help']],
    ['lesson 1 --rounds 2', ['--rounds', 'solve']],
    ['solve a --roundz 2', ['--roundz', '--rounds']],
    ['--constructor', ['--constructor']],
    ['--__proto__=1', ['--__proto__']],
    ['solve --FILE a', ['--FILE']],
    ['lesson --LESSON=1', ['--LESSON']],
    ['--get-yargs-completions', ['--get-yargs-completions']],
    ['--help=3', ['--help', '3']],
    ['toString', ['toString', 'lesson']],
    ['__proto__', ['__proto__', 'lesson']],
    ['--a.b=1', ['--a.b']],
    ['lesson --watch', ['--watch']],
    ['check a --watch', ['--watch', 'lesson']],
    ['lesson 1 --watch=1', ['--watch', '1']],
    ['lesson 1 2', ['2']],
    ['solve a b', ['b']],
    ['--digits 5', ['5', '2, 4, 9, 17']],
    ['--digits 4.0', ['4.0']],
    ['--digits', ['--digits', '2, 4, 9, 17']],
    ['--digits --plain', ['--digits', '2, 4, 9, 17']],
    ['--lang fr', ['fr', 'zh']],
    ['--lang=', ['--lang', 'zh']],
    ['solve a --format mardown', ['mardown', 'markdown']],
    ['solve a --rounds 0', ['0', '1000000']],
    ['solve a --rounds -1', ['-1']],
    ['solve a --rounds 1.5', ['1.5']],
    ['solve a --rounds 1e9', ['1e9']],
    ['solve a --rounds 1000001', ['1000001']],
    ['--plain=yes', ['--plain', 'yes']],
    ['--no-color=', ['--no-color']],
    ['export 1 --format json', ['json', 'text, markdown, cast']],
    ['export 1 --format cats', ['cats', 'cast']],
    ['export 1 --format', ['--format', 'text, markdown, cast']],
    ['export 1 -o', ['--output']],
    ['export 1 --output=', ['--output']],
    ['export 1 --size', ['--size', '80x24']],
    ['export 1 --format cast --size 80', ['80', '80x24']],
    ['export 1 --format cast --size 59x24', ['59x24', '60x18']],
    ['export 1 --format cast --size 80x17', ['80x17', '60x18']],
    ['export 1 --format cast --size 401x24', ['401x24', '400x200']],
    ['export 1 --size 80x24', ['--size', 'text', '--format cast']],
    ['export 1 --rounds 2', ['--rounds', 'solve']],
    ['lesson 1 -o a', ['-o', 'export']],
    ['export', ['bp-tui']],
    ['solve', ['bp-tui']],
    ['check', ['bp-tui']],
  ])('%s', (line, named) => {
    const en = complaint(words(line), 'en');
    // The Chinese list separator is its own.
    const zh = complaint(words(line), 'zh').replaceAll('、', ', ');
    for (const text of [en, zh]) for (const part of named) expect(text).toContain(part);
    expect(en).not.toMatch(/\p{Script=Han}|\n/u);
    expect(zh).toMatch(/\p{Script=Han}/u);
  });

  test('a far word is not guessed at', () => {
    expect(complaint(['frobnicate'], 'en')).not.toContain('mean');
    expect(complaint(['--frobnicate'], 'en')).not.toContain('mean');
  });
});

test('whatever is typed is either understood or complained of', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'lesson',
      'solve',
      'check',
      'serve',
      'attach',
      '--lang',
      'zh',
      '--digits',
      '4',
      '--',
      '-',
      '--plain',
      '--help',
      '-h',
    ),
    fc.string({maxLength: 12}),
    fc.string({maxLength: 8}).map((name) => `--${name}`),
  );
  fc.assert(
    fc.property(fc.array(word, {maxLength: 5}), (argv) => {
      try {
        parseArguments(argv, 'en');
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
      }
    }),
  );
});

test('options of one name want the same in every command: a complaint about a missing value cannot tell whose it was', () => {
  const wanted = new Map<string, Set<string | undefined>>();
  for (const {options} of commands) {
    for (const [name, option] of Object.entries(options)) {
      wanted.set(name, (wanted.get(name) ?? new Set()).add(option.wanted?.en).add(option.wanted?.zh));
    }
  }
  expect(wanted.get('format')).toHaveProperty('size', 2);
  for (const [name, words] of wanted)
    expect([name, words.size]).toEqual([name, words.has(undefined) ? 1 : 2]);
});

function textOf(argv: readonly string[], language: Language): string {
  const invocation = parseArguments(argv, language);
  if (invocation.kind !== 'text') throw new Error('no text');
  return invocation.text;
}

describe.each(languages)('help in %s', (language) => {
  const pages = [['--help'], ['-h'], ['check', '-h'], ...commands.map(({name}) => [name, '--help'])];

  test.each(pages)('%s %s fits 80 cells', (...argv) => {
    for (const line of textOf(argv, language).split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
  });

  test('has every command and option', () => {
    const page = textOf(['--help'], language);
    for (const name of [
      'lesson',
      'play',
      'solve',
      'export',
      'check',
      'serve',
      'attach',
      '--lang',
      '--plain',
      '--ascii',
      '--no-color',
      '--no-motion',
    ]) {
      expect(page).toContain(name);
    }
    expect(textOf(['solve', '--help'], language)).toContain('--rounds');
  });

  test('is wholly in that language', () => {
    for (const argv of pages) {
      const page = textOf(argv, language);
      if (language === 'en') expect(page).not.toMatch(/\p{Script=Han}/u);
      else expect(page).not.toMatch(/Commands:|Options|Positionals:|default|show |number|boolean|string/);
    }
  });
});
