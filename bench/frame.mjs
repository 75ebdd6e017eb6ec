import {readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {PassThrough} from 'node:stream';
import {fileURLToPath} from 'node:url';
import {importBundled} from '../scripts/bundle.mjs';
import {inkRemembersLines} from '../scripts/ink-cache-plugin.mjs';
import {inkWithoutDevtools} from '../scripts/ink-plugin.mjs';
import {inkTable} from '../scripts/ink-table-plugin.mjs';

/*
 * What one key costs on lesson 1: the time from its bytes to the written frame at 120×36, beside the time that Ink alone takes to
 * draw a screen of 200 small texts again, and the bytes of a step at 80×24. The program runs in this process on streams that are no terminal,
 * bundled as it is shipped.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

/** Milliseconds from key to frame that 95 of 100 keys stay below. */
export const longestKey = 25;
/** Bytes that a step may take on average. */
export const mostBytes = 1500;

const entry = `
export {createApp} from './src/ui/app.tsx';
export {start} from './src/terminal/program.ts';
export {mount} from './src/terminal/mount.ts';
export {loadLesson} from './src/lesson/load.ts';
export {Box, Text} from 'ink';
export {createElement} from 'react';
`;

/**
 * @param {{keys?: number}} [options] how many keys are pressed
 * @returns {Promise<{key: number, plain: number, bytes: number}>} 95th percentiles in milliseconds of a key and of Ink's 200 texts,
 *   and the mean bytes of a step
 */
export async function measureFrames({keys = 300} = {}) {
  const program = await bundled([inkRemembersLines]);
  const ink = await bundled([]);
  const file = path.join(root, 'lessons/01-one-round.yaml');
  const loaded = await program.loadLesson(file, await readFile(file, 'utf8'), async () => '');
  if (!loaded.ok) throw new Error('lesson 1 cannot be read');
  const start = {open: {lesson: loaded.value, number: 1}};
  return {
    key: percentile(await keyTimes(program, start, keys), 0.95),
    plain: percentile(plainTimes(ink, keys), 0.95),
    bytes: await bytesOfStep(program, start),
  };
}

/** What is measured, with these plugins beside the usual ones. */
const bundled = (plugins) => importBundled(entry, [inkTable, inkWithoutDevtools, ...plugins]);

const settings = {language: 'zh', ascii: false, color: '256', background: 'dark', digits: 4};

/** The program on a stream that tells of each frame. */
function played({createApp, start}, begin, columns, rows) {
  let framed = () => {};
  const stdin = new PassThrough();
  const stdout = Object.assign(new PassThrough(), {columns, rows});
  stdout.write = (bytes) => {
    framed(Buffer.byteLength(bytes));
    return true;
  };
  const running = start(createApp({...settings, columns, rows}, begin), {stdin, stdout});
  return {
    /** Presses a key and waits for its frame: milliseconds and bytes; undefined where nothing changed. */
    press: (key) =>
      new Promise((resolve) => {
        const before = performance.now();
        const timer = setTimeout(() => resolve(undefined), 100);
        framed = (bytes) => {
          clearTimeout(timer);
          resolve({time: performance.now() - before, bytes});
        };
        stdin.write(key);
      }),
    stop: () => running.stop(),
  };
}

async function keyTimes(program, begin, count) {
  const lesson = played(program, begin, 120, 36);
  const times = [];
  // There and back again; now and then a key turns every number or word: digits, language. A question is skipped.
  for (let i = 0; times.length < count; i++) {
    const key = i % 50 === 24 ? 'd' : i % 50 === 49 ? 'L' : Math.floor(i / 60) % 2 === 0 ? ' ' : 'b';
    const drawn = (await lesson.press(key)) ?? (await lesson.press('s'));
    if (drawn !== undefined) times.push(drawn.time);
  }
  lesson.stop();
  return times;
}

async function bytesOfStep(program, begin) {
  const lesson = played(program, begin, 80, 24);
  const steps = begin.open.lesson.steps.length;
  let bytes = 0;
  for (let step = 1; step < steps; step++) {
    bytes += (await lesson.press(' '))?.bytes ?? 0;
    if (begin.open.lesson.steps[step].ask !== undefined) bytes += (await lesson.press('s'))?.bytes ?? 0;
  }
  lesson.stop();
  return bytes / (steps - 1);
}

/** Ink alone: one of 200 small texts changes on a screen of 120×36. */
function plainTimes({mount, Box, Text, createElement}, count) {
  const mounted = mount({size: {columns: 120, rows: 36}, draw: () => {}});
  const row = (changed, y) =>
    createElement(
      Box,
      {key: y},
      Array.from({length: 10}, (_, x) =>
        createElement(Text, {key: x, color: 'cyan'}, `${x === 0 && y === 0 ? changed : 0.5744 + x}  `),
      ),
    );
  const times = [];
  for (let i = 0; i < count; i++) {
    const before = performance.now();
    mounted.draw(
      createElement(
        Box,
        {flexDirection: 'column'},
        Array.from({length: 20}, (_, y) => row(i, y)),
      ),
    );
    times.push(performance.now() - before);
  }
  mounted.unmount();
  return times;
}

function percentile(values, share) {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length * share)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {key, plain, bytes} = await measureFrames();
  const ms = (time) => `${time.toFixed(1)} ms`;
  console.log(
    `key to frame at 120×36, 95th percentile: ${ms(key)} (wanted: at most ${longestKey} ms), ` +
      `Ink alone with 200 texts ${ms(plain)}; ratio ${(key / plain).toFixed(2)}`,
  );
  console.log(`bytes of a step of lesson 1 at 80×24: ${bytes.toFixed(0)} (wanted: at most ${mostBytes})`);
  if (key > longestKey || bytes > mostBytes) process.exitCode = 1;
  process.exit();
}
