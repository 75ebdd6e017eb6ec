import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, describe, expect, test} from 'vitest';
import {endTerminals, keyBytes, type Session, startInTerminal} from '../pty.ts';
import {bpTui} from './bp-tui.ts';

/* Free play in the built program, as a user meets it. */

const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const lesson = fileURLToPath(new URL('../../lessons/01-one-round.yaml', import.meta.url));

afterEach(endTerminals);

const start = (...args: readonly string[]): Session =>
  startInTerminal(process.execPath, [program, ...args, '--no-progress'], {columns: 80, rows: 24});
const text = (session: Session): string => session.screen().join('\n');

describe.each([
  {
    language: 'en',
    title: 'Free play',
    done: 'Training stopped after round 300',
    mean: 'mean loss',
    training: 'rounds/s',
  },
  {
    language: 'zh',
    title: '自由试验',
    done: '训练在第 300 轮之后停下',
    mean: '平均损失',
    training: '▶ 每秒',
  },
])('at 80×24, $language', ({language, title, done, mean, training}) => {
  test('a net is trained, changed by hand, and everything undone', async () => {
    const session = start('play', '--lang', language);
    await session.waitFor(title);
    const first = text(session);
    session.write('T300\r');
    await session.waitFor(done);
    expect(text(session)).toContain(mean);
    session.write('0');
    await session.waitFor(() => text(session).includes('h1') && !text(session).includes(done));
    session.write(`${keyBytes.right}${keyBytes.right}\r1/4\r`);
    await session.waitFor('0.25');
    session.write('uuu');
    await session.waitFor(() => !text(session).includes(' 0.25 '));
    session.write(keyBytes.left + keyBytes.left);
    expect(first).toContain('2-4-1');
    session.write('q');
    expect(await session.exit).toMatchObject({code: 0});
    expect(session.modes).toEqual({alternate: false, cursorHidden: false, autowrap: true});
  });

  test('goes on training until a key stops it, and Ctrl-C leaves the terminal as it was', async () => {
    const session = start('play', '--lang', language, '--net', '2-8-8-1', '--data', 'spiral');
    await session.waitFor(title);
    session.write('t');
    await session.waitFor(training);
    const one = text(session);
    await session.waitFor(() => text(session) !== one);
    session.write('t');
    await session.waitFor(() => !text(session).includes(training));
    session.write(keyBytes.ctrlC);
    expect(await session.exit).toMatchObject({code: 0});
    expect(session.modes).toEqual({alternate: false, cursorHidden: false, autowrap: true});
  });
});

test.each([
  {language: 'en', samples: 'Samples', value: 'x2 of sample 3 = 0.125'},
  {language: 'zh', samples: '样本', value: '第 3 个样本的 x2 = 0.125'},
])('samples are changed in their table, $language', async ({language, samples, value}) => {
  const session = start('play', '--lang', language);
  await session.waitFor('2-4-1');
  session.write('D');
  await session.waitFor(samples);
  session.write(`jj${keyBytes.right}1/8\rk`);
  await session.waitFor(value);
  session.write(`uu${keyBytes.escape}`);
  await session.waitFor('xor');
  session.write('q');
  expect(await session.exit).toMatchObject({code: 0});
});

test('from a lesson step and back', async () => {
  const session = start('lesson', '1', '--lang', 'en');
  await session.waitFor('step 1/35');
  session.write('  t');
  await session.waitFor('Free play');
  session.write(`${keyBytes.right}${keyBytes.right}+`);
  await session.waitFor('Changed by +0.01');
  session.write(keyBytes.escape);
  await session.waitFor('step 3/35');
});

test('a lesson’s file opens with its net', async () => {
  const session = start('play', lesson, '--lang', 'en');
  await session.waitFor('1-1-1 sigmoid');
  expect(text(session)).toContain('wh 0.2');
});

test('a net is saved with its numbers, opens again as it was, and never takes the place of a file', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bp-tui-play-'));
  try {
    const session = startInTerminal(process.execPath, [program, 'play', '--lang', 'en', '--no-progress'], {
      columns: 80,
      rows: 24,
      cwd: folder,
    });
    await session.waitFor('Free play');
    session.write('T40\r');
    await session.waitFor('Training stopped after round 40');
    const mean = /mean loss [\d.]+/.exec(text(session))![0];
    session.write('W\r');
    await session.waitFor('Saved.');
    const saved = readFileSync(path.join(folder, 'net.yaml'), 'utf8');
    session.write('T40\rW\r');
    await session.waitFor('it stays');
    expect(readFileSync(path.join(folder, 'net.yaml'), 'utf8')).toBe(saved);
    expect(readdirSync(folder)).toEqual(['net.yaml']);
    session.write('Wmy net.yaml\r');
    await session.waitFor("bp-tui play 'my net.yaml' opens it again.");
    expect(readdirSync(folder)).toEqual(['my net.yaml', 'net.yaml']);
    const again = start('play', path.join(folder, 'net.yaml'), '--lang', 'en');
    await again.waitFor(mean);
  } finally {
    rmSync(folder, {recursive: true});
  }
});

describe.each([
  {
    language: 'en',
    title: 'Free play',
    stopped: 'Training stopped after round 200',
    mean: 'mean loss',
    saved: 'Saved.',
    share: 'Share this net',
  },
  {
    language: 'zh',
    title: '自由试验',
    stopped: '训练在第 200 轮之后停下',
    mean: '平均损失',
    saved: '已存盘',
    share: '分享这个网络',
  },
])('a CSV file of one’s own, $language', ({language, title, stopped, mean, saved, share}) => {
  test('is learnt, named by the net that is saved beside it, and shared as a string', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bp-tui-csv-'));
    try {
      const rows = Array.from({length: 30}, (_, i) => `${Math.sin(i)};"${Math.cos(7 * i)}";${i % 2}`);
      writeFileSync(path.join(folder, 'own.csv'), `\ufeffwidth;height;kind\r\n${rows.join('\r\n')}\r\n`);
      const inFolder = (...args: readonly string[]): Session =>
        startInTerminal(process.execPath, [program, 'play', ...args, '--lang', language, '--no-progress'], {
          columns: 80,
          rows: 24,
          cwd: folder,
        });
      const session = inFolder('--data', 'own.csv', '--target', 'kind', '--split', '0.2');
      await session.waitFor(title);
      expect(text(session)).toContain('own.csv');
      session.write('T200\r');
      await session.waitFor(stopped);
      const told = new RegExp(`${mean} [\\d.]+`).exec(text(session))![0];
      session.write('W\r');
      await session.waitFor(saved);
      expect(readFileSync(path.join(folder, 'net.yaml'), 'utf8')).toContain(
        'data: {csv: own.csv, targets: [kind]}',
      );
      const again = inFolder('net.yaml');
      await again.waitFor(told);
      session.write('S');
      await session.waitFor(share);
      const string = session
        .screen()
        .map((line) => line.trim())
        .filter((line) => /^[A-Za-z0-9_-]{20,}$/.test(line))
        .join('');
      // More than one screen has room for is told so.
      if (string !== '') {
        const third = inFolder('--from', string);
        await third.waitFor(told);
      } else expect(text(session)).toContain('--export share');
    } finally {
      rmSync(folder, {recursive: true});
    }
  });
});

describe('without a terminal', () => {
  test('a net is trained and written as JSON, as a file and as a string, which all say the same', async () => {
    const options = ['--net', '2-3-1', '--activation', 'tanh', '--data', 'and', '--rounds', '50'];
    const json = await bpTui(['play', ...options, '--export', 'json']);
    const {weights, rounds} = JSON.parse(json.stdout) as {weights: number[][][]; rounds: number};
    expect(rounds).toBe(50);
    const string = await bpTui(['play', ...options, '--export', 'share']);
    expect(string.stdout).toMatch(/^bpt1[A-Za-z0-9_-]+\n$/);
    const fromString = await bpTui(['play', '--from', string.stdout.trim(), '--export', 'json']);
    expect((JSON.parse(fromString.stdout) as {weights: unknown}).weights).toEqual(weights);
    const yaml = await bpTui(['play', '--from', string.stdout, '--export', 'yaml']);
    expect(yaml.stdout).toContain(String(weights[0]![0]![0]));
  });

  test('data of a net from elsewhere are named as seen from here', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bp-tui-csv-'));
    try {
      mkdirSync(path.join(folder, 'sub'));
      writeFileSync(path.join(folder, 'sub', 'own.csv'), 'a,b,t\n1,2,0.5\n3,4,1\n');
      const inFolder = (...args: readonly string[]) =>
        bpTui(['play', ...args, '--export', 'yaml'], {cwd: folder});
      const first = await inFolder('--data', 'sub/own.csv');
      expect(first.stdout).toContain('data: {csv: sub/own.csv}');
      writeFileSync(path.join(folder, 'sub', 'net.yaml'), first.stdout.replace('sub/own.csv', 'own.csv'));
      expect((await inFolder('sub/net.yaml')).stdout).toBe(first.stdout);
      expect((await inFolder('sub/../sub/net.yaml')).stdout).toBe(first.stdout);
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  test('the first round is worked out', async () => {
    const {code, stdout} = await bpTui(['play', lesson, '--lang', 'en']);
    expect(code).toBe(0);
    expect(stdout).toContain('0.02163');
  });

  test.each([
    [['play', '--net', '3-1'], 2, '--net: found 3-1; the data have 2 inputs and 1 target'],
    [['play', '--activation', 'tanj'], 2, 'Did you mean tanh?'],
    [['play', lesson, '--rate', '1'], 2, 'expected a net from one place, found the file besides'],
    [['play', lesson, '--from', 'bpt1'], 2, 'expected a net from one place'],
    [['play', '--from', 'bpt1AABU'], 1, '--from: expected'],
    [['play', '--from', 'bpt2AABU'], 1, 'expected a shared net of version 1'],
    [['play', '--target', 'a'], 2, '--target: expected a CSV file with --data'],
    [['play', '--data', 'missing.csv'], 1, 'missing.csv: expected a file, found nothing there'],
    [['play', '--data', 'xorr'], 2, 'Did you mean xor?'],
    [['play', '--batch', '0'], 2, '--batch: found 0; expected how many samples'],
    [['play', '--data', 'spiral', '--data-seed', 'x'], 2, '--data-seed: found x; expected a whole number'],
    [['play', '--export', 'jsn'], 2, 'Did you mean json?'],
    [['play', 'missing.yaml'], 1, 'missing.yaml: expected a file, found nothing there'],
  ] as const)('%j is refused', async (argv, code, words) => {
    const result = await bpTui([...argv, '--lang', 'en']);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(words);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
  });
});

test('--preset brings a net that shows something, other options change it, and an unknown one is refused', async () => {
  const session = start('play', '--preset', 'dead-relu', '--lang', 'en');
  await session.waitFor('5 of 8 relu neurons are dead');
  session.write('p');
  await session.waitFor('Nets that show something');
  session.write('jjjjjj\r');
  await session.waitFor('Gradients vanish');
  session.write('q');
  await session.exit;
  const shown = await bpTui([
    'play',
    '--preset',
    'vanishing',
    '--activation',
    'tanh',
    '--plain',
    '--lang',
    'en',
  ]);
  expect(shown.stdout).toContain('tanh');
  const wrong = await bpTui(['play', '--preset', 'dead', '--lang', 'en']);
  expect(wrong).toMatchObject({code: 2});
  expect(wrong.stderr).toContain('--preset: found dead.');
});

describe.each([
  {language: 'en', saved: 'Saved. bp-tui lesson', begun: 'REC 0', second: 'Watch this'},
  {language: 'zh', saved: '已存盘。bp-tui lesson', begun: '录制 0', second: '看这里'},
])('a recording at 80×24, $language', ({language, saved, begun, second}) => {
  test('is written as a lesson that passes check and plays', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bp-tui-'));
    try {
      const file = path.join(folder, 'mine.yaml');
      const session = start('play', '--lang', language);
      await session.waitFor('2-4-1');
      session.write('r');
      await session.waitFor(begun);
      session.write(` w${second}\r`);
      session.write('T50\r');
      await session.waitFor('50');
      // The title first; what is suggested gives way to what is typed.
      session.write(`rMine 2-4-1\r${file}\r`);
      await session.waitFor(saved.slice(0, 5));
      session.write('q');
      expect(await session.exit).toMatchObject({code: 0});
      expect(readFileSync(file, 'utf8')).toContain(second);
      expect(readFileSync(file, 'utf8')).toContain('title: Mine 2-4-1');
      expect(await bpTui(['check', file, '--lang', language])).toMatchObject({code: 0});
      const player = start('lesson', file, '--lang', language);
      await player.waitFor('2-4-1');
      player.write(' '.repeat(20));
      await player.waitFor('51');
      player.write('q');
      expect(await player.exit).toMatchObject({code: 0});
    } finally {
      rmSync(folder, {recursive: true});
    }
  });
});

test.each([
  {language: 'en', sum: '20 of 20 learned', compared: 'Compared', now: '● now', seed: 'seed 3'},
  {language: 'zh', sum: '20 个中学会 20 个', compared: '对比', now: '● 现在', seed: '种子 3'},
])('twenty seeds are tried and one opened, and two trainings compared ($language)', async (words) => {
  const session = start('play', '--net', '2-4-1', '--lang', words.language);
  await session.waitFor('2-4-1');
  session.write('K');
  await session.waitFor('▲');
  session.write('N');
  await session.waitFor(words.sum);
  session.write('j\r');
  await session.waitFor('h1');
  session.write('V');
  await session.waitFor(words.compared);
  expect(text(session)).toContain(words.now);
  expect(text(session)).toContain(words.seed);
  session.write('q');
  expect(await session.exit).toMatchObject({code: 0});
});
