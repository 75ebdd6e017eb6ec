import {expect, test} from 'vitest';
import {type Environment, languageOf} from '../../src/cli/language.ts';
import type {Language} from '../../src/lesson/lesson.ts';

test.each<[string, readonly string[], Environment, Language]>([
  ['English without any sign', [], {}, 'en'],
  ['LANG', [], {LANG: 'zh_CN.UTF-8'}, 'zh'],
  ['LC_MESSAGES before LANG', [], {LC_MESSAGES: 'en_GB', LANG: 'zh_CN'}, 'en'],
  ['LC_ALL before LC_MESSAGES', [], {LC_ALL: 'zh_TW', LC_MESSAGES: 'en_GB'}, 'zh'],
  ['an empty LC_ALL counts for nothing', [], {LC_ALL: '', LANG: 'zh_CN'}, 'zh'],
  ['another language is answered in English', [], {LANG: 'fr_FR.UTF-8'}, 'en'],
  ['--lang before the locale', ['--lang', 'en'], {LANG: 'zh_CN'}, 'en'],
  ['--lang=zh', ['lesson', '1', '--lang=zh'], {}, 'zh'],
  ['the last --lang', ['--lang', 'zh', '--lang', 'en'], {}, 'en'],
  ['a wrong --lang is complained of in the locale', ['--lang', 'fr'], {LANG: 'zh_CN'}, 'zh'],
  ['behind -- there are no options', ['check', '--', '--lang=zh'], {}, 'en'],
])('%s', (_what, argv, env, language) => {
  expect(languageOf(argv, env)).toBe(language);
});
