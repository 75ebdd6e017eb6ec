import {existsSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {afterEach, expect, test} from 'vitest';
import {createTrainer} from '../../src/engine/train.ts';
import {setupOf} from '../../src/session/play/build.ts';
import {firstRecipe} from '../../src/session/play/recipe.ts';
import {endTerminals, keyBytes, type Session, startInTerminal} from '../pty.ts';

/* Free play that trains in its thread, in the built program on a terminal. */

const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

afterEach(endTerminals);

const start = (...options: string[]): Session =>
  startInTerminal(process.execPath, [program, 'play', '--lang', 'en', '--no-progress', ...options]);

const roundOf = (session: Session): number | undefined => {
  const [, round] = /round (\d+)/.exec(session.screen()[0] ?? '') ?? [];
  return round === undefined ? undefined : Number(round);
};

test('training goes on beside the screen, stops at the round that is shown, and its numbers are the trainer’s', async () => {
  const session = start();
  await session.waitFor('Free play');
  session.write('t');
  await session.waitFor('rounds/s');
  // Keys are heard while it goes on.
  session.write('L');
  await session.waitFor('自由试验');
  session.write('L');
  await session.waitFor((at) => at.screen().join('\n').includes('4 of 4 right'), 30_000);
  session.write('t');
  await session.waitFor((at) => roundOf(at) !== undefined && !at.screen().join('\n').includes('rounds/s'));
  const done = roundOf(session)! - 1;
  session.write('dd');
  const made = setupOf(firstRecipe, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  const {network, samples, optimizer, parameters} = made.setup;
  const trainer = createTrainer({network, samples, optimizer, parameters});
  trainer.run(done);
  // A weight with all its digits: two to the right from the first input.
  session.write(keyBytes.right);
  session.write(keyBytes.right);
  const digits = String(Math.abs(trainer.parameters[0]!));
  await session.waitFor((at) => at.screen().join('\n').includes(digits));
  session.write('u');
  await session.waitFor((at) => roundOf(at) === 1);
  session.write('q');
  expect((await session.exit).code).toBe(0);
  expect(session.modes.alternate).toBe(false);
}, 60_000);

test.each([
  ['q', 0],
  [keyBytes.ctrlC, 0],
])('%j ends the program in the middle of a training', async (key, code) => {
  const session = start('--net', '2-8-8-1', '--data', 'spiral');
  await session.waitFor('Free play');
  session.write('t');
  await session.waitFor('rounds/s');
  session.write(key);
  expect(await session.exit).toEqual({code, signal: 0});
  expect(session.modes).toEqual({alternate: false, cursorHidden: false, autowrap: true});
});

test.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends it too, and the terminal is given back', async (signal, code) => {
  const session = start('--net', '2-8-8-1', '--data', 'spiral');
  await session.waitFor('Free play');
  session.write('t');
  await session.waitFor('rounds/s');
  session.kill(signal);
  expect((await session.exit).code).toBe(code);
  expect(session.modes.alternate).toBe(false);
});

/** What every thread of a program does first: the one that trains ends as soon as there is such a file. */
const killedBy = (file: string): string => `
  import {existsSync, rmSync} from 'node:fs';
  import {isMainThread} from 'node:worker_threads';
  if (!isMainThread)
    setInterval(() => {
      if (!existsSync(${JSON.stringify(file)})) return;
      rmSync(${JSON.stringify(file)});
      process.exit(7);
    }, 10).unref();
`;

test('a training whose thread is killed stops and says so; keys are heard, and t goes on with a new thread', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bp-tui-killed-'));
  const sign = path.join(folder, 'die');
  const first = path.join(folder, 'first.mjs');
  await writeFile(first, killedBy(sign));
  const session = startInTerminal(
    process.execPath,
    [program, 'play', '--lang', 'en', '--no-progress', '--net', '2-8-8-1', '--data', 'spiral'],
    {env: {NODE_OPTIONS: `--import ${pathToFileURL(first)}`}},
  );
  const said = (text: string) => (at: Session) => at.screen().join('\n').includes(text);
  const ended = said('The training thread ended; t trains on from here (exit 7).');
  const allSamples = (at: Session) => at.screen().find((line) => line.includes('All samples'));
  await session.waitFor('Free play');
  for (let i = 0; i < 2; i++) {
    session.write('t');
    await session.waitFor('rounds/s');
    // A thread that ends while its last answer is drawn is not missed: the next request has another.
    while (!ended(session)) {
      await writeFile(sign, '');
      await session.waitFor((at) => ended(at) || !existsSync(sign));
    }
    await rm(sign, {force: true});
    expect(said('rounds/s')(session)).toBe(false);
    const round = roundOf(session)!;
    session.write(']');
    await session.waitFor((at) => !said('The training thread ended')(at));
    expect(roundOf(session)).toBe(round);
    const samples = allSamples(session);
    session.write('t');
    await session.waitFor((at) => said('rounds/s')(at) && allSamples(at) !== samples);
    session.write('t');
    await session.waitFor((at) => !said('rounds/s')(at) && (roundOf(at) ?? 0) > round);
  }
  session.write('q');
  expect((await session.exit).code).toBe(0);
  expect(session.modes.alternate).toBe(false);
  await rm(folder, {recursive: true});
}, 60_000);

test('a new size in the middle of a training is drawn, and the training goes on', async () => {
  const session = start('--net', '2-8-8-1', '--data', 'spiral');
  await session.waitFor('Free play');
  session.write('t');
  await session.waitFor('rounds/s');
  session.resize(120, 36);
  await session.waitFor((at) => at.screen().length === 36 && roundOf(at) !== undefined);
  const round = roundOf(session)!;
  await session.waitFor((at) => (roundOf(at) ?? 0) > round);
  session.write('q');
  expect((await session.exit).code).toBe(0);
});
