import {spawnSync} from 'node:child_process';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

/*
 * Runs the benches, each in a process of its own: `npm run bench`, or `npm run bench -- train` for some of them. Each prints its
 * measures as ratios within the same run; the exit code is 1 where one is not as wanted.
 */
const parts = ['train', 'start', 'frame', 'lessons', 'grad', 'csv', 'play', 'class'];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts.includes(name));
if (unknown.length > 0) {
  console.error(`bench: expected ${parts.join(' or ')}, found ${unknown.join(', ')}`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : parts) {
  const {status} = spawnSync(process.execPath, [fileURLToPath(new URL(`${name}.mjs`, import.meta.url))], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
