import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {spawn} from '@lydell/node-pty';
import {build} from 'esbuild';
import {inkWithoutDevtools} from '../scripts/ink-plugin.mjs';

/*
 * How long `bp-tui lesson 1` takes from the start of its process to its first whole frame, as a ratio to the least that an Ink
 * program can do: one line, bundled and minified for production. Both run in a pseudo-terminal, one after the other in turns, so
 * that whatever else the machine does hits both; the medians are compared.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const minimal = `import {createElement} from 'react';
import {render, Text} from 'ink';
render(createElement(Text, null, 'a minimal program'), {patchConsole: false});`;

/** At most so many times the minimal program. */
export const largestRatio = 1.3;

/**
 * @param {{rounds?: number, args?: readonly string[]}} [options] how many runs of each, and what bp-tui is to show
 * @returns {Promise<{minimal: number, lesson: number, bare: number, ratio: number}>} medians in milliseconds (`bare`:
 *   Node that does nothing), and lesson / minimal
 */
export async function measureStart({rounds = 21, args = ['lesson', '1']} = {}) {
  const directory = await mkdtemp(path.join(tmpdir(), 'bp-tui-bench-'));
  try {
    const program = path.join(directory, 'minimal.mjs');
    await writeFile(program, await bundle());
    const times = {minimal: [], lesson: [], bare: []};
    for (let round = 0; round < rounds; round++) {
      times.minimal.push(await firstFrame([program], (output) => output.includes('a minimal program')));
      times.lesson.push(await firstFrame([path.join(root, 'dist/cli.js'), ...args], isWholeFrame));
      times.bare.push(
        await firstFrame(['-e', "process.stdout.write('here')"], (output) => output.includes('here')),
      );
    }
    const [least, lesson, bare] = [times.minimal, times.lesson, times.bare].map(median);
    return {minimal: least, lesson, bare, ratio: lesson / least};
  } finally {
    await rm(directory, {recursive: true});
  }
}

async function bundle() {
  const {outputFiles} = await build({
    stdin: {contents: minimal, resolveDir: root},
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    define: {'process.env.NODE_ENV': '"production"'},
    banner: {
      js: "import{createRequire as _require}from'node:module';const require=_require(import.meta.url);",
    },
    plugins: [inkWithoutDevtools],
    write: false,
  });
  return outputFiles[0].contents;
}

/** The end of a synchronised update, behind something to read. */
function isWholeFrame(output) {
  const end = output.lastIndexOf('\u001B[?2026l');
  if (end < 0) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  return output.slice(0, end).replace(/\u001B\[[^A-Za-z]*[A-Za-z]|\s/g, '').length > 100;
}

/** Milliseconds from the start of a Node process in a pseudo-terminal until its output is as wanted. */
function firstFrame(args, isShown) {
  return new Promise((resolve, reject) => {
    // No CI: Ink would show nothing until the end.
    const {CI: _, CONTINUOUS_INTEGRATION: __, ...env} = process.env;
    const start = performance.now();
    const child = spawn(process.execPath, args, {
      name: 'xterm-256color',
      cols: 80,
      rows: 24,
      cwd: root,
      env: {...env, TERM: 'xterm-256color'},
    });
    let output = '';
    let time;
    child.onData((data) => {
      output += data;
      if (time !== undefined || !isShown(output)) return;
      time = performance.now() - start;
      child.kill('SIGKILL');
    });
    child.onExit(() => {
      if (time === undefined) reject(new Error(`node ${args.join(' ')} showed no frame:\n${output}`));
      else resolve(time);
    });
  });
}

function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {minimal: least, lesson, bare, ratio} = await measureStart();
  const ms = (time) => `${time.toFixed(0)} ms`;
  console.log(
    `start to first frame: lesson 1 ${ms(lesson)}, minimal Ink ${ms(least)}, node alone ${ms(bare)}; ` +
      `ratio ${ratio.toFixed(2)} (wanted: at most ${largestRatio})`,
  );
  if (ratio > largestRatio) process.exitCode = 1;
}
