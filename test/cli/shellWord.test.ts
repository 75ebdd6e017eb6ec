import {execFileSync} from 'node:child_process';
import process from 'node:process';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {shellWord} from '../../src/cli/shellWord.ts';

test.each([
  ['net.yaml', 'net.yaml'],
  ['课/net-1.yaml', '课/net-1.yaml'],
  ['my net.yaml', "'my net.yaml'"],
  ["it's.yaml", "'it'\\''s.yaml'"],
  ['~net', "'~net'"],
  ['-net.yaml', './-net.yaml'],
  ['-my net', "'./-my net'"],
])('%s is typed as %s', (file, typed) => {
  expect(shellWord(file, 'linux')).toBe(typed);
});

test.each([
  ['my net.yaml', '"my net.yaml"'],
  ['C:\\nets\\net.yaml', 'C:\\nets\\net.yaml'],
  ["it's.yaml", '"it\'s.yaml"'],
])('on Windows %s is typed as %s', (file, typed) => {
  expect(shellWord(file, 'win32')).toBe(typed);
});

test.skipIf(process.platform === 'win32')('a shell reads any name as it is', () => {
  const names = fc.array(fc.string({unit: 'grapheme', minLength: 1, maxLength: 20}), {
    minLength: 20,
    maxLength: 20,
  });
  fc.assert(
    fc.property(names, (files) => {
      const read = execFileSync('sh', [
        '-c',
        `printf '%s\\0' ${files.map((file) => shellWord(file, 'linux')).join(' ')}`,
      ]);
      const wanted = files.map((file) => (file.startsWith('-') ? `./${file}` : file));
      expect(read.toString().split('\0').slice(0, -1)).toEqual(wanted);
    }),
    {numRuns: 20},
  );
});
