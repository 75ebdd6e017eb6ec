import {execFileSync} from 'node:child_process';
import {readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {beforeAll, describe, expect, test} from 'vitest';

const root = path.join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

describe('the published package', () => {
  let files: string[] = [];

  beforeAll(() => {
    // Without scripts: building again would pull the program away under other tests.
    const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    });
    const packed: {readonly files: readonly {readonly path: string}[]}[] = JSON.parse(output);
    files = packed.flatMap((entry) => entry.files.map((file) => file.path));
  });

  test.each([
    'dist/cli.js',
    'dist/THIRD-PARTY-LICENSES.txt',
    'dist/lessons/01-one-round.yaml.json',
    'lessons/01-one-round.yaml',
    'docs/lesson-format.md',
    'README.md',
    'CHANGELOG.md',
    'LICENSE',
    'package.json',
  ])('has %s', (file) => {
    expect(files).toContain(file);
  });

  test('has the program, the lessons, the documents, and nothing else', () => {
    const expected =
      /^(?:dist\/(?:lessons\/)?[\w.-]+|lessons\/[\w.-]+\.(?:ya?ml|csv)|docs\/.+|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/;
    expect(files.filter((file) => !expected.test(file))).toEqual([]);
    expect(files).not.toContain('dist/meta.json');
  });

  test('needs no other package', () => {
    expect(manifest.dependencies ?? {}).toEqual({});
  });
});

test('the program is executable and has every licence with it', () => {
  const program = path.join(root, manifest.bin['bp-tui']);
  expect(readFileSync(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  if (process.platform !== 'win32') expect(statSync(program).mode & 0o111).toBe(0o111);
  const licences = readFileSync(path.join(root, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of ['ink', 'react', 'yoga-layout', 'yargs', 'yaml', 'zod', 'ink-table', 'asciichart']) {
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, 'm'));
  }
});

test('ink is pinned, for what is known of it is known of one version', () => {
  expect(manifest.devDependencies.ink).toMatch(/^\d+\.\d+\.\d+$/);
});
