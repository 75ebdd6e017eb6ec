import fc from 'fast-check';
import {expect, test} from 'vitest';
import {report, wrongFile, wrongUsage} from '../../src/cli/failure.ts';

test('a wrong file is 1, wrong usage 2, anything else our fault', () => {
  const words = {en: 'a', zh: '甲'};
  expect(report(wrongFile(words), 'en', false)).toEqual({code: 1, text: 'bp-tui: a\n'});
  expect(report(wrongUsage(words), 'zh', true)).toEqual({code: 2, text: 'bp-tui: 甲\n'});
  expect(report(new TypeError('x of undefined'), 'en', false).code).toBe(70);
  expect(report('thrown text', 'zh', false).code).toBe(70);
});

test('a fault of ours shows its stack only on request', () => {
  const fault = new TypeError('x of undefined');
  expect(report(fault, 'en', false).text).toMatch(/^bp-tui: .*x of undefined.*\n$/);
  expect(report(fault, 'en', true).text).toContain('failure.test.ts');
});

test('whatever a file is called, the complaint is one line that no terminal obeys', () => {
  fc.assert(
    fc.property(fc.string({unit: 'binary', maxLength: 30}), (name) => {
      const {text} = report(wrongFile({en: name, zh: name}), 'zh', false);
      expect(text.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      expect(text.at(-1)).toBe('\n');
    }),
  );
});
