import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';

/* Into how many files the build has cut what stands before the first frame: each is one more to open. */

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** A file of the bundle and all that it imports at once. */
function loaded(file: string, files = new Set<string>()): Set<string> {
  if (files.has(file)) return files;
  files.add(file);
  const code = readFileSync(path.join(dist, file), 'utf8');
  for (const [, name] of code.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g)) loaded(name!, files);
  return files;
}

test('a lesson’s first frame stands on few files, and training’s thread on one', () => {
  const [screen, ...others] = readdirSync(dist).filter((name) => /^screen-.*\.js$/.test(name));
  expect(others).toEqual([]);
  const files = loaded(screen!, loaded('cli.js'));
  expect(files.size).toBeGreaterThan(5);
  expect(files.size).toBeLessThanOrEqual(20);
  expect(loaded('trainingThread.js').size).toBe(1);
});
