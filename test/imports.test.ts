import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';

/*
 * The rooms of the program: an import goes only downwards, and a package from outside stays in its rooms.
 */
const rooms = ['engine', 'lesson', 'session', 'ui', 'terminal', 'classroom', 'cli'];

const homes: Readonly<Record<string, readonly string[]>> = {
  react: ['ui', 'terminal'],
  ink: ['ui', 'terminal'],
  'ink-table': ['ui', 'terminal'],
  asciichart: ['ui', 'terminal'],
  'string-width': ['session', 'ui', 'terminal'],
  yaml: ['lesson'],
  zod: ['lesson'],
  'csv-parse': ['lesson'],
  chevrotain: ['lesson'],
  'pure-rand': ['engine'],
  ssh2: ['classroom'],
  yargs: ['cli'],
  node: ['lesson', 'terminal', 'classroom', 'cli'],
};

/** What no file of a room may mention, beside imports. */
const forbidden: readonly {readonly rooms: readonly string[]; readonly words: RegExp}[] = [
  {rooms: rooms.filter((room) => room !== 'cli'), words: /\bprocess\.(?:env|argv|exitCode)\b/},
  {
    rooms: ['engine', 'lesson', 'session'],
    words: /\bMath\.random\b|\bDate\b|\bperformance\.now\b|\bsetTimeout\b/,
  },
];

interface File {
  /** From src/, with forward slashes. */
  readonly path: string;
  readonly source: string;
}

const roomOf = (file: string): string => (file === 'cli.ts' ? 'cli' : (file.split('/')[0] ?? ''));

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function importsOf(source: string): string[] {
  const found = source.matchAll(/(?:\bfrom\s*|\b(?:import|require)\s*\(?\s*)['"]([^'"\s]+)['"]/g);
  return [...found].map(([, name = '']) => name);
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return 'node';
  const [first = '', second] = name.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** One line for each import or word that is where it may not be. */
function violations(files: readonly File[]): string[] {
  return files.flatMap(({path: file, source}) => {
    const code = withoutComments(source);
    const room = roomOf(file);
    const level = rooms.indexOf(room);
    if (level < 0) return [`${file}: in no room`];
    const imports = importsOf(code).flatMap((name) => {
      if (!name.startsWith('.')) {
        return homes[packageOf(name)]?.includes(room) ? [] : [`${file}: ${name} does not belong in ${room}`];
      }
      const target = path.posix.join(path.posix.dirname(file), name);
      if (target === '../package.json') return room === 'cli' ? [] : [`${file}: ${name}`];
      return rooms.indexOf(roomOf(target)) <= level ? [] : [`${file}: ${room} imports ${roomOf(target)}`];
    });
    const words = forbidden
      .filter((rule) => rule.rooms.includes(room))
      .flatMap((rule) => rule.words.exec(code)?.[0] ?? [])
      .map((word) => `${file}: ${word}`);
    return [...imports, ...words];
  });
}

function sourceFiles(): File[] {
  const root = path.join(import.meta.dirname, '..', 'src');
  return readdirSync(root, {recursive: true, encoding: 'utf8'})
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({
      path: name.split(path.sep).join('/'),
      source: readFileSync(path.join(root, name), 'utf8'),
    }));
}

test('every import goes downwards and every package stays in its rooms', () => {
  const files = sourceFiles();
  expect(files.map((file) => file.path)).toContain('cli.ts');
  expect(violations(files)).toEqual([]);
});

test.each<[string, File]>([
  ['an import upwards', {path: 'engine/pass.ts', source: "import {a} from '../session/state.ts';"}],
  ['a type upwards', {path: 'lesson/a.ts', source: "import type {A} from '../ui/a.ts';"}],
  ['the command line from inside', {path: 'terminal/a.ts', source: "export {a} from '../cli/settings.ts';"}],
  [
    'an import upwards on several lines',
    {path: 'session/a.ts', source: "import {\n  a,\n} from '../ui/a.ts';"},
  ],
  ['a dynamic import upwards', {path: 'ui/a.tsx', source: "const a = await import('../terminal/a.ts');"}],
  ['a foreign package', {path: 'session/a.ts', source: "import {Box} from 'ink';"}],
  ['a package for its effect', {path: 'engine/a.ts', source: "import 'yaml';"}],
  ['an unknown package', {path: 'ui/a.ts', source: "import chalk from 'chalk';"}],
  ['files in the engine', {path: 'engine/a.ts', source: "import fs from 'node:fs';"}],
  ['chance in the engine', {path: 'engine/a.ts', source: 'const a = Math.random();'}],
  ['time in the session', {path: 'session/a.ts', source: 'const a = new Date();'}],
  ['the environment elsewhere', {path: 'terminal/a.ts', source: 'const a = process.env.TERM;'}],
  ['a room that is none', {path: 'utils/a.ts', source: ''}],
])('%s is found', (_what, file) => {
  expect(violations([file])).toHaveLength(1);
});

test('an import downwards, in comments or of the own package is no violation', () => {
  const files: File[] = [
    {path: 'ui/a.tsx', source: "import {Box} from 'ink';\nimport {pass} from '../engine/pass.ts';"},
    {path: 'engine/a.ts', source: "/** not from 'ink' */\n// import 'ink'\nimport {b} from './b.ts';"},
    {path: 'cli/a.ts', source: "import {version} from '../../package.json';"},
  ];
  expect(violations(files)).toEqual([]);
});
