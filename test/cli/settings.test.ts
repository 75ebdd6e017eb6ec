import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Environment} from '../../src/cli/language.ts';
import {type Options, type Settings, settle, type Terminal} from '../../src/cli/settings.ts';

const options: Options = {
  plain: false,
  ascii: false,
  noColor: false,
  noMotion: false,
  noProgress: false,
  digits: 4,
};
const terminal: Terminal = {stdinIsTerminal: true, stdoutIsTerminal: true, columns: 100, rows: 30};
const xterm: Environment = {TERM: 'xterm', LANG: 'en_US.UTF-8'};

interface Case {
  readonly options?: Partial<Options>;
  readonly env?: Environment;
  readonly terminal?: Partial<Terminal>;
  readonly gives: Partial<Settings>;
}

test.each<[string, Case]>([
  [
    'an ordinary terminal has a screen in colour',
    {gives: {plain: false, color: '16', ascii: false, motion: true}},
  ],
  ['the size is the terminal’s', {gives: {columns: 100, rows: 30}}],
  [
    '80×24 where no size is known',
    {terminal: {columns: undefined, rows: undefined}, gives: {columns: 80, rows: 24}},
  ],
  ['80×24 where the size is 0', {terminal: {columns: 0, rows: 0}, gives: {columns: 80, rows: 24}}],
  ['--plain', {options: {plain: true}, gives: {plain: true}}],
  ['a dumb terminal is plain and without colour', {env: {TERM: 'dumb'}, gives: {plain: true, color: 'none'}}],
  ['a pipe behind it', {terminal: {stdoutIsTerminal: false}, gives: {plain: true, color: 'none'}}],
  ['a pipe before it', {terminal: {stdinIsTerminal: false}, gives: {plain: true}}],
  ['--ascii', {options: {ascii: true}, gives: {ascii: true}}],
  ['a locale of another character set', {env: {LANG: 'zh_CN.GBK'}, gives: {ascii: true, language: 'zh'}}],
  ['LC_ALL goes before LC_CTYPE', {env: {LC_ALL: 'C.UTF-8', LC_CTYPE: 'C.latin1'}, gives: {ascii: false}}],
  ['a locale that names no character set', {env: {LANG: 'C'}, gives: {ascii: false}}],
  ['a character set before a modifier', {env: {LANG: 'de_DE.utf8@euro'}, gives: {ascii: false}}],
  ['--no-color', {options: {noColor: true}, gives: {color: 'none'}}],
  ['NO_COLOR', {env: {NO_COLOR: '1'}, gives: {color: 'none'}}],
  ['an empty NO_COLOR counts for nothing', {env: {NO_COLOR: ''}, gives: {color: '16'}}],
  ['dark where nothing is known', {gives: {background: 'dark'}}],
  ['black on white', {env: {COLORFGBG: '0;15'}, gives: {background: 'light'}}],
  ['black on grey', {env: {COLORFGBG: '0;default;7'}, gives: {background: 'light'}}],
  ['grey on dark grey', {env: {COLORFGBG: '7;8'}, gives: {background: 'dark'}}],
  ['a background that is no number', {env: {COLORFGBG: '15;default'}, gives: {background: 'dark'}}],
  ['--no-motion', {options: {noMotion: true}, gives: {motion: false}}],
  ['few repaints over SSH', {env: {SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22'}, gives: {motion: false}}],
  ['--no-progress', {options: {noProgress: true}, gives: {progress: undefined}}],
  [
    'a state directory',
    {env: {HOME: '/home/a', XDG_STATE_HOME: '/var/a'}, gives: {progress: {folder: '/var/a/bp-tui'}}},
  ],
  ['BP_TUI_DEBUG', {env: {BP_TUI_DEBUG: '1'}, gives: {debug: true}}],
  ['--digits', {options: {digits: 17}, gives: {digits: 17}}],
  [
    '--lang goes before the locale',
    {options: {lang: 'en'}, env: {LANG: 'zh_CN.UTF-8'}, gives: {language: 'en'}},
  ],
])('%s', (_what, wanted) => {
  const settings = settle(
    {...options, ...wanted.options},
    {...xterm, ...wanted.env},
    {...terminal, ...wanted.terminal},
  );
  expect(settings).toMatchObject(wanted.gives);
});

describe('for whatever the environment says', () => {
  const names = ['TERM', 'LANG', 'LC_ALL', 'NO_COLOR', 'COLORFGBG', 'SSH_CONNECTION'];
  const environments = fc.dictionary(fc.constantFrom(...names), fc.string());

  test('without a terminal on both sides there is plain text', () => {
    fc.assert(
      fc.property(environments, fc.boolean(), fc.boolean(), (env, stdinIsTerminal, stdoutIsTerminal) => {
        const {plain, color} = settle(options, env, {stdinIsTerminal, stdoutIsTerminal});
        if (!stdinIsTerminal || !stdoutIsTerminal) expect(plain).toBe(true);
        if (!stdoutIsTerminal) expect(color).toBe('none');
      }),
    );
  });

  test('an option is never undone', () => {
    fc.assert(
      fc.property(environments, (env) => {
        const all: Options = {
          lang: 'zh',
          plain: true,
          ascii: true,
          noColor: true,
          noMotion: true,
          noProgress: true,
          digits: 9,
        };
        expect(settle(all, env, terminal)).toMatchObject({
          language: 'zh',
          plain: true,
          ascii: true,
          color: 'none',
          motion: false,
          digits: 9,
        });
      }),
    );
  });
});
