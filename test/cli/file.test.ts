import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {readText} from '../../src/cli/file.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'bp-tui-'));
afterAll(() => rmSync(directory, {recursive: true}));

const made = (name: string, contents: string | Uint8Array): string => {
  const file = path.join(directory, name);
  writeFileSync(file, contents);
  return file;
};

test('a file is read whole', async () => {
  const text = `题${'x'.repeat(200_000)}\n`;
  expect(await readText(made('whole.yaml', text))).toBe(text);
  expect(await readText(made('empty.yaml', ''))).toBe('');
});

test('5 MB are read, one byte more is not', async () => {
  expect(await readText(made('large.yaml', 'x'.repeat(5_000_000)))).toHaveLength(5_000_000);
  await expect(readText(made('larger.yaml', 'x'.repeat(5_000_001)))).rejects.toMatchObject({code: 1});
});

test('a file without end is left in time', async () => {
  await expect(readText('/dev/zero')).rejects.toMatchObject({
    code: 1,
    message: expect.stringContaining('larger'),
  });
});

test('a pipe is a file too', async () => {
  const pipe = path.join(directory, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const [text] = await Promise.all([
    readText(pipe),
    import('node:fs/promises').then((fs) => fs.writeFile(pipe, 'a: 1')),
  ]);
  expect(text).toBe('a: 1');
});

test.each<[string, () => string, string]>([
  ['a missing file', () => path.join(directory, 'none.yaml'), 'nothing there'],
  ['a file behind a file', () => path.join(made('file', ''), 'none.yaml'), 'nothing there'],
  ['a directory', () => directory, 'directory'],
  ['other bytes than UTF-8', () => made('gbk.yaml', Uint8Array.of(0xb1, 0xea, 0xcc, 0xe2)), 'UTF-8'],
])('%s is named with what to do', async (_what, file, found) => {
  const name = file();
  await expect(readText(name)).rejects.toMatchObject({code: 1, message: expect.stringContaining(found)});
  await expect(readText(name)).rejects.toThrow(name);
});

// The superuser may read everything.
test.skipIf(process.getuid?.() === 0)('a file without permission', async () => {
  const file = made('secret.yaml', '');
  execFileSync('chmod', ['000', file]);
  await expect(readText(file)).rejects.toMatchObject({
    code: 1,
    message: expect.stringContaining('permission'),
  });
});
