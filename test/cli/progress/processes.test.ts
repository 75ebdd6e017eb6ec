import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {openStore} from '../../../src/cli/progress/store.ts';

/* Real processes that save at once, and that are killed while they do. */

const home = mkdtempSync(path.join(tmpdir(), 'bp-tui-processes-'));
const writer = path.join(home, 'writer.mjs');
beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('writer.ts', import.meta.url))],
    outfile: writer,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
});
afterAll(() => rmSync(home, {recursive: true}));

interface Writing {
  readonly child: ChildProcess;
  /** How many steps it has said are saved. */
  said(): number;
  /** The signal that ended it, or its code. */
  readonly ended: Promise<string>;
}

function write(folder: string, lesson: string, count: number): Writing {
  const child = spawn(process.execPath, [writer, folder, lesson, String(count)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  return {
    child,
    said: () => out.split('\n').length - 1,
    ended: once(child, 'close').then(([code, signal]) => signal ?? `${code}${err}`),
  };
}

/** Every step that a process said was saved, or more. */
async function expectSaved(folder: string, lesson: string, said: number): Promise<void> {
  const {progress, notice} = await openStore(folder);
  expect(notice).toBeUndefined();
  const left = progress.get(lesson);
  expect(left?.step ?? 0).toBeGreaterThanOrEqual(said);
  const tens = Array.from({length: Math.floor(said / 10)}, (_, i) => (i + 1) * 10);
  expect([...(left?.answers.keys() ?? [])]).toEqual(expect.arrayContaining(tens));
}

test('five processes at once lose nothing of each other', async () => {
  const folder = path.join(home, 'at-once');
  const lessons = ['a', 'b', 'c', 'd', 'e'];
  const writing = lessons.map((lesson) => write(folder, lesson, 400));
  for (const {ended} of writing) expect(await ended).toBe('0');
  for (const lesson of lessons) await expectSaved(folder, lesson, 400);
  // They did sum up, and left no more than two files.
  expect(readdirSync(folder)).not.toContain('progress.1.jsonl');
  expect(readdirSync(folder).length).toBeLessThanOrEqual(3);
}, 60_000);

test('processes that are killed at any moment lose nothing that was saved', async () => {
  const folder = path.join(home, 'killed');
  let saved = 0;
  for (let life = 1; life <= 12; life++) {
    const [one, other] = [`one-${life}`, `other-${life}`].map((lesson) => ({
      lesson,
      ...write(folder, lesson, 100_000),
    }));
    // Some after their first words, some later, always in the middle of something.
    while (one!.said() < life * 9 || other!.said() < 1) await once(one!.child.stdout!, 'data');
    for (const {child} of [one!, other!]) child.kill('SIGKILL');
    for (const {lesson, ended, said} of [one!, other!]) {
      expect(await ended).toBe('SIGKILL');
      await expectSaved(folder, lesson, said());
      saved += said();
    }
  }
  expect(saved).toBeGreaterThan(12 * 9);
  for (let life = 1; life <= 12; life++) await expectSaved(folder, `one-${life}`, life * 9);
}, 60_000);
