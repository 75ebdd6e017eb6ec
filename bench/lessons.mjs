import {spawnSync} from 'node:child_process';
import {readdir, readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {importBundled} from '../scripts/bundle.mjs';

/*
 * What the lessons cost. `bp-tui check` of all of them in one process, as a ratio to so many times `bp-tui check` of lesson 1 alone: both
 * are started in turns, so that whatever else the machine does hits both, and medians are compared. For information: the time of each lesson
 * in a process that is warm, and how long a learner waits for a step: with all steps before it known, and with none of them, as
 * when a lesson is resumed at its end.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

/** A lesson may take at most so many times as long to check as lesson 1, on average. */
export const largestRatio = 2;
/** Milliseconds that a step may take to open. */
const soon = 200;

const entry = `
export {loadLesson} from './src/lesson/load.ts';
export {checkLesson} from './src/session/check.ts';
export {framesOf} from './src/session/timeline.ts';
`;

/**
 * @param {{rounds?: number}} [options] how many runs of each
 * @returns {Promise<{first: number, all: number, count: number, ratio: number}>} median milliseconds of `check` of lesson 1 and of all
 *   `count` lessons; all / (count × first)
 */
export async function measureCheck({rounds = 11} = {}) {
  const files = (await lessonNames()).map((name) => path.join('lessons', name));
  const times = {first: [], all: []};
  for (let round = 0; round < rounds; round++) {
    times.first.push(checkTime(files.slice(0, 1)));
    times.all.push(checkTime(files));
  }
  const [first, all] = [times.first, times.all].map(median);
  return {first, all, count: files.length, ratio: all / (files.length * first)};
}

/** Milliseconds of a process that checks these files. */
function checkTime(files) {
  const start = performance.now();
  const {status, stderr} = spawnSync(process.execPath, ['dist/cli.js', 'check', ...files], {cwd: root});
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`check says: ${stderr}`);
  return time;
}

/**
 * @param {{rounds?: number}} [options] how many times each lesson is read, checked and played
 * @returns {Promise<{file: string, check: number, step: number, longest: number, whole: number}[]>} median milliseconds of each lesson:
 *   of checking it, of its `step` that takes `longest`, and of all its steps
 */
export async function measureSteps({rounds = 7} = {}) {
  const {loadLesson, checkLesson, framesOf} = await importBundled(entry);
  const lessons = await Promise.all(
    (await lessonNames()).map(async (file) => ({
      file,
      text: await readFile(path.join(root, 'lessons', file), 'utf8'),
      checks: [],
      wholes: [],
      steps: [],
    })),
  );
  // The first round warms up: V8 compiles while a program runs.
  for (let round = -1; round < rounds; round++) {
    for (const {file, text, checks, wholes, steps} of lessons) {
      const start = performance.now();
      const loaded = await loadLesson(file, text, async () => '');
      if (!loaded.ok) throw new Error(`${file} cannot be read`);
      checkLesson(loaded.value, loaded.source);
      const check = performance.now() - start;
      // A lesson that was just read knows no step yet.
      const taken = loaded.value.steps.map((_, i) => {
        const before = performance.now();
        framesOf(loaded.value, i);
        return performance.now() - before;
      });
      if (round < 0) continue;
      checks.push(check);
      wholes.push(taken.reduce((sum, time) => sum + time, 0));
      steps.push(taken);
    }
  }
  return lessons.map(({file, checks, wholes, steps}) => {
    const medians = steps[0].map((_, i) => median(steps.map((taken) => taken[i])));
    const longest = Math.max(...medians);
    const step = medians.indexOf(longest) + 1;
    return {file, check: median(checks), step, longest, whole: median(wholes)};
  });
}

/** The number of the lesson of which the program reads most: the build packs lessons. */
export async function largestLesson() {
  const folder = path.join(root, 'dist/lessons');
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
  return Number(names[sizes.indexOf(Math.max(...sizes))].slice(0, 2));
}

const lessonNames = async () =>
  (await readdir(path.join(root, 'lessons'))).filter((name) => name.endsWith('.yaml')).sort();

function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {first, all, count, ratio} = await measureCheck();
  const ms = (time) => `${time.toFixed(0)} ms`;
  console.log(
    `check of ${count} lessons ${ms(all)}, of lesson 1 alone ${ms(first)}; ` +
      `ratio per lesson ${ratio.toFixed(2)} (wanted: below ${largestRatio})`,
  );
  if (ratio >= largestRatio) process.exitCode = 1;
  const lessons = await measureSteps();
  const list = (timeOf) =>
    lessons.map((one) => `${Number(one.file.slice(0, 2))}: ${timeOf(one).toFixed(0)}`).join(', ');
  console.log(`  check in a warm process, ms by lesson: ${list(({check}) => check)}`);
  console.log(`  all steps of a lesson, ms by lesson: ${list(({whole}) => whole)}`);
  const slowest = lessons.reduce((most, one) => (one.longest > most.longest ? one : most));
  console.log(
    `  the step that takes longest to open: ${slowest.file}, step ${slowest.step}, ${ms(slowest.longest)} (wanted: below ${ms(soon)})`,
  );
}
