import {execFileSync} from 'node:child_process';
import {mkdir, mkdtemp, readdir, rename, rm, symlink, truncate, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {endTerminals, keyBytes, type Session, startInTerminal} from '../pty.ts';
import {bpTui, program} from './bp-tui.ts';

/* An author's editor beside the built program: the file is saved in the ways that editors save, and the screen is read. */

let folder: string;
let file: string;
let state: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'bp-tui-watch-'));
  file = path.join(folder, 'mine.yaml');
  state = path.join(folder, 'state');
});

afterEach(async () => {
  endTerminals();
  await rm(folder, {recursive: true, force: true});
});

const lesson = (steps: readonly string[], data = '[{input: [1], target: [0.8]}]'): string => `format: 1
id: mine
title: {zh: 我的课, en: My lesson}
summary: {zh: 摘要, en: Summary}
network:
  layers: [[x], [o]]
  activation: sigmoid
  loss: half-squared-error
  weights: {x->o: 0.2}
  biases: {o: 0.1}
optimizer: {kind: sgd, rate: 0.5}
data: ${data}
steps:
${steps.map((say, i) => `  - title: {zh: 第${i + 1}个, en: Title ${i + 1}}\n    say: ${say}\n`).join('')}`;

async function author(text = lesson(['one', 'two', 'three']), name = file): Promise<Session> {
  await writeFile(name, text);
  return startInTerminal(process.execPath, [program, 'lesson', name, '--watch', '--lang', 'en'], {
    columns: 100,
    env: {XDG_STATE_HOME: state},
  });
}

const shows = async (session: Session, ...texts: readonly string[]): Promise<void> => {
  for (const text of texts) await session.waitFor(text);
};

/** At step 2. */
async function authorAtTwo(text?: string): Promise<Session> {
  const session = await author(text);
  await shows(session, 'step 1/3');
  session.write(' ');
  await shows(session, 'step 2/3', 'two');
  return session;
}

describe('a saved file is on screen at the step where its author is', () => {
  const fresh = lesson(['one', 'two, better', 'three']);

  test.each<[string, () => Promise<void>]>([
    ['written over', () => writeFile(file, fresh)],
    [
      'emptied and written',
      async () => {
        await truncate(file);
        await writeFile(file, fresh);
      },
    ],
    [
      'renamed into place',
      async () => {
        await writeFile(`${file}~`, fresh);
        await rename(`${file}~`, file);
      },
    ],
    [
      'deleted and created',
      async () => {
        await rm(file);
        await writeFile(file, fresh);
      },
    ],
    [
      'set aside and written',
      async () => {
        await rename(file, `${file}.bak`);
        await writeFile(file, fresh);
      },
    ],
  ])('%s', async (_, save) => {
    const session = await authorAtTwo();
    await save();
    await shows(session, 'two, better', 'step 2/3', 'Title 2');
  });

  test('again and again', async () => {
    const session = await authorAtTwo();
    for (const word of ['red', 'green', 'blue']) {
      await writeFile(file, lesson(['one', word, 'three']));
      await shows(session, word, 'step 2/3');
    }
  });

  test('many times at once: the last one counts', async () => {
    const session = await authorAtTwo();
    for (let i = 1; i <= 50; i++) await writeFile(file, lesson(['one', `version ${i}.`, 'three']));
    await shows(session, 'version 50.', 'step 2/3');
  });

  test('through a link', async () => {
    const link = path.join(folder, 'link.yaml');
    await writeFile(file, lesson(['one']));
    await symlink(file, link);
    const session = await author(lesson(['one']), link);
    await shows(session, 'step 1/1');
    await writeFile(file, lesson(['one, better']));
    await shows(session, 'one, better');
  });

  test('fewer steps than before: the last one', async () => {
    const session = await authorAtTwo();
    session.write(' ');
    await shows(session, 'step 3/3');
    await writeFile(file, lesson(['one', 'two']));
    await shows(session, 'step 2/2', 'Title 2');
  });

  test('an answered question stays answered', async () => {
    const ask = (said: string) =>
      lesson(['one', `${said}\n    ask: {kind: sign, of: w.x->o, prompt: Which sign?}`, 'three']);
    const session = await author(ask('two'));
    await shows(session, 'step 1/3');
    session.write(' ');
    await shows(session, 'Which sign?');
    session.write('+\r');
    await shows(session, '✓');
    session.write(' ');
    await shows(session, 'two');
    await writeFile(file, ask('two, better'));
    await shows(session, 'two, better', 'step 2/3');
  });

  test('a data file that changes', async () => {
    const csv = path.join(folder, 'data.csv');
    await writeFile(csv, 'x,t\n0.25,1\n');
    const session = await author(lesson(['"x is {{ a.x }}."'], '{csv: data.csv}'));
    await shows(session, 'x is 0.25.');
    await writeFile(csv, 'x,t\n0.75,1\n');
    await shows(session, 'x is 0.75.');
  });
});

describe('a file with mistakes', () => {
  test('has all of them on screen, each with its place; mended, it is back at its step', async () => {
    const session = await authorAtTwo();
    const wrong = lesson(['one', 'two', 'three'])
      .replace('sigmoid', 'sigmoit')
      .replace('rate: 0.5', 'rate: x');
    await writeFile(file, wrong);
    await shows(session, 'mine.yaml:7:15', 'mine.yaml:11:30');
    await writeFile(file, lesson(['one', 'two, mended', 'three']));
    await shows(session, 'two, mended', 'step 2/3');
  });

  test('may have them from the start', async () => {
    const session = await author(lesson(['one']).replace('sigmoid', 'sigmoit'));
    await shows(session, 'mine.yaml:7:15');
    await writeFile(file, lesson(['one']));
    await shows(session, 'step 1/1', 'one');
  });

  test('is told of what check finds, and Esc shows the step all the same', async () => {
    const session = await authorAtTwo();
    await writeFile(file, lesson(['one', 'two, new\n    expect: {w.x->o: 3}', 'three']));
    await shows(session, 'mine.yaml:18:');
    session.write(keyBytes.escape);
    await shows(session, 'two, new', 'step 2/3');
  });

  test('may be gone for a while', async () => {
    const session = await authorAtTwo();
    await rm(file);
    await shows(session, 'found nothing there');
    await writeFile(file, lesson(['one', 'two, found again', 'three']));
    await shows(session, 'two, found again', 'step 2/3');
  });

  test('so may its folder', async () => {
    const inside = path.join(folder, 'inside', 'mine.yaml');
    await mkdir(path.dirname(inside));
    const session = await author(lesson(['one']), inside);
    await shows(session, 'step 1/1');
    await rm(path.dirname(inside), {recursive: true});
    await shows(session, 'found nothing there');
    await mkdir(path.dirname(inside));
    await writeFile(inside, lesson(['one, found again']));
    await shows(session, 'one, found again');
  });
});

test.skipIf(process.platform === 'win32')(
  'a pipe in the place of the file is named, and holds nothing up',
  async () => {
    const session = await authorAtTwo();
    await rm(file);
    execFileSync('mkfifo', [file]);
    await shows(session, 'found a pipe or a device');
    await rm(file);
    await writeFile(file, lesson(['one', 'two, as a file again', 'three']));
    await shows(session, 'two, as a file again');
    session.write('q');
    expect(await session.exit).toEqual({code: 0, signal: 0});
  },
);

test('the program ends as ever, and keeps no progress', async () => {
  const session = await authorAtTwo();
  await writeFile(file, lesson(['one', 'two, better', 'three']));
  await shows(session, 'two, better');
  session.write(' ');
  await shows(session, 'step 3/3');
  session.write('q');
  expect(await session.exit).toEqual({code: 0, signal: 0});
  expect(await readdir(folder)).toEqual(['mine.yaml']);
});

test('a shipped lesson is watched by its number', async () => {
  const session = startInTerminal(process.execPath, [program, 'lesson', '1', '--watch', '--lang', 'en']);
  await shows(session, 'Who tells wh?');
  session.write('q');
  expect(await session.exit).toEqual({code: 0, signal: 0});
});

test.each([
  [['lesson', '1', '--watch'], 2, 'expected a terminal'],
  [['lesson', '--watch'], 2, 'expected a lesson to watch'],
  [['solve', 'a.yaml', '--watch'], 2, 'belongs to bp-tui lesson'],
  [['lesson', '1', '--watch=yes'], 2, 'expected no value'],
])('%j is refused', async (args, code, said) => {
  const ended = await bpTui(args);
  expect(ended.code).toBe(code);
  expect(ended.stderr).toContain(said);
});

test('a file that is not there from the start is refused', async () => {
  const session = startInTerminal(process.execPath, [program, 'lesson', file, '--watch', '--lang', 'en'], {
    columns: 200,
  });
  expect((await session.exit).code).toBe(1);
  expect(session.output()).toContain('found nothing there');
});
