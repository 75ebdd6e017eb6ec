import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {spawn} from '@lydell/node-pty';
import {bundle} from '../scripts/bundle.mjs';
import {inkWithoutDevtools} from '../scripts/ink-plugin.mjs';
import {largestLesson} from './lessons.mjs';

/*
 * How long `bp-tui lesson` takes from the start of its process to its first whole frame, for lesson 1 and for the largest
 * lesson, as a ratio to the least that an Ink program can do: one line, bundled and minified for production. All run in a pseudo-terminal, one
 * after the other in turns, so that whatever else the machine does hits all of them; the medians are compared.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const minimal = `import {createElement} from 'react';
import {render, Text} from 'ink';
render(createElement(Text, null, 'a minimal program'), {patchConsole: false});`;

/** At most so many times the minimal program. */
export const largestRatio = 1.3;

/**
 * @param {readonly (readonly string[])[]} commands what bp-tui is to show
 * @param {{rounds?: number}} [options] how many runs of each
 * @returns {Promise<{minimal: number, bare: number, times: number[]}>} median milliseconds, of each command too; `bare`: Node that does
 *   nothing
 */
export async function measureStart(commands, {rounds = 21} = {}) {
  const directory = await mkdtemp(path.join(tmpdir(), 'bp-tui-bench-'));
  try {
    const program = path.join(directory, 'minimal.mjs');
    await writeFile(program, await bundle(minimal, [inkWithoutDevtools]));
    const minimals = [];
    const bares = [];
    const shown = commands.map((args) => ({args: [path.join(root, 'dist/cli.js'), ...args], times: []}));
    // Progress that is kept is the bench's own.
    const time = (args, isShown) => firstFrame(args, isShown, {XDG_STATE_HOME: directory});
    for (let round = 0; round < rounds; round++) {
      minimals.push(await time([program], (output) => output.includes('a minimal program')));
      for (const {args, times} of shown) times.push(await time(args, isWholeFrame));
      bares.push(await time(['-e', "process.stdout.write('here')"], (output) => output.includes('here')));
    }
    return {
      minimal: median(minimals),
      bare: median(bares),
      times: shown.map(({times}) => median(times)),
    };
  } finally {
    await rm(directory, {recursive: true});
  }
}

/** The end of a synchronised update, behind something to read. */
function isWholeFrame(output) {
  const end = output.lastIndexOf('\u001B[?2026l');
  if (end < 0) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  return output.slice(0, end).replace(/\u001B\[[^A-Za-z]*[A-Za-z]|\s/g, '').length > 100;
}

/** Milliseconds from the start of a Node process in a pseudo-terminal until its output is as wanted. */
function firstFrame(args, isShown, variables) {
  return new Promise((resolve, reject) => {
    // No CI: Ink would show nothing until the end.
    const {CI: _, CONTINUOUS_INTEGRATION: __, ...env} = process.env;
    const start = performance.now();
    const child = spawn(process.execPath, args, {
      name: 'xterm-256color',
      cols: 80,
      rows: 24,
      cwd: root,
      env: {...env, ...variables, TERM: 'xterm-256color'},
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
  const largest = await largestLesson();
  const commands = [
    ['lesson', '1', '--no-progress'],
    ['lesson', String(largest), '--no-progress'],
    ['lesson', '1'],
  ];
  const {minimal: least, bare, times} = await measureStart(commands);
  const ms = (time) => `${time.toFixed(0)} ms`;
  console.log(`start to first frame: minimal Ink ${ms(least)}, node alone ${ms(bare)}`);
  const ratios = times.map((time) => time / least);
  for (const [i, what] of [
    `lesson 1`,
    `lesson ${largest}, the largest`,
    'lesson 1 with progress kept',
  ].entries())
    console.log(
      `  ${what}: ${ms(times[i])}, ratio ${ratios[i].toFixed(2)} (wanted: at most ${largestRatio})`,
    );
  if (ratios.some((ratio) => ratio > largestRatio)) process.exitCode = 1;
}
