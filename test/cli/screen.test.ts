import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, describe, expect, test} from 'vitest';
import {endTerminals, keyBytes, type Session, type SessionOptions, startInTerminal} from '../pty.ts';

/* The built program as a user meets it: in a terminal, with lesson 1. */

const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const lessonFile = fileURLToPath(new URL('../../lessons/01-one-round.yaml', import.meta.url));

afterEach(endTerminals);

const start = (args: readonly string[], options: SessionOptions = {}): Session =>
  startInTerminal(process.execPath, [program, ...args], {columns: 80, rows: 24, ...options});

/** In a shell that has printed a line before, and tells the exit code after. */
const startInShell = (args: string, columns = 80): Session =>
  startInTerminal('bash', ['-c', `echo before; node ${JSON.stringify(program)} ${args}; echo "code $?"`], {
    columns,
    rows: 24,
  });

const text = (session: Session): string => session.screen().join('\n');
const stepOf = (session: Session): number => Number(/(\d+)\/35/.exec(text(session))?.[1]);
const afterwards = (session: Session): string[] => session.scrollback().filter((line) => line !== '');

function expectRestored(session: Session): void {
  expect(session.modes).toEqual({alternate: false, cursorHidden: false, autowrap: true});
}

describe('lesson 1', () => {
  test('plays to its end by space and skip, every step unlike the one before, and says where −0.02886 comes from', async () => {
    const session = start(['lesson', '1', '--lang', 'en']);
    await session.waitFor('step 1/35');
    const seen = [text(session)];
    for (let step = 2; step <= 35; step++) {
      session.write(' ');
      await session.waitFor(`step ${step}/35`);
      if (text(session).includes('› Answer')) {
        seen.push(text(session));
        session.write('s');
        await session.waitFor(() => !text(session).includes('› Answer'));
      }
      seen.push(text(session));
    }
    expect(new Set(seen).size).toBe(seen.length);
    const chain = seen.find((screen) => screen.includes('The three multiplied'));
    expect(chain).toContain('∂L/∂wo = ∂L/∂yo    · ∂yo/∂zo     · ∂zo/∂wo');
    expect(chain).toContain('       = −0.2080   × 0.2415      × 0.5744');
    expect(chain).toContain('       = −0.02886');
    expect(seen.at(-1)).toContain('The answer');
  }, 30_000);

  test('comes back the same way', async () => {
    const session = start(['lesson', '1', '--lang', 'en']);
    await session.waitFor('step 1/35');
    const first = text(session);
    session.write('     ');
    await session.waitFor('step 6/35');
    session.write(`bh${keyBytes.left}\u007fb`);
    await session.waitFor('step 1/35');
    await session.waitFor(() => text(session).trimEnd() === first.trimEnd());
  });

  test('counts every key that is typed ahead, before the first picture too', async () => {
    const session = start(['lesson', '1']);
    session.write('        ');
    await session.waitFor(() => stepOf(session) === 9);
    session.write(`${keyBytes.right}${keyBytes.right}lb${keyBytes.left}n`);
    await session.waitFor(() => stepOf(session) === 11);
  });

  test('asks, takes an answer, tells right from wrong, and goes on', async () => {
    const session = start(['lesson', '1', '--lang', 'en']);
    await session.waitFor('step 1/35');
    session.write('g14\r');
    await session.waitFor('does L grow (+) or shrink (−)?');
    session.write('+\r');
    await session.waitFor('✗');
    session.write('-\r');
    await session.waitFor('✓');
    session.write(' ');
    await session.waitFor('It is simply prediction minus label!');
  });

  test('is in Chinese where the locale is, and changes at a key', async () => {
    const session = start(['lesson', '1'], {env: {LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8'}});
    await session.waitFor('谁来告诉 wh？');
    session.write('L');
    await session.waitFor('Who tells wh?');
    expect(text(session)).not.toMatch(/\p{Script=Han}{3}/u);
  });

  test('is laid out anew at every size, down to 1×1 and back', async () => {
    const session = start(['lesson', '1', '--lang', 'en']);
    await session.waitFor('step 1/35');
    const before = text(session);
    for (const [columns, rows] of [
      [120, 36],
      [60, 18],
      [1, 1],
      [300, 90],
      [59, 17],
    ] as const)
      session.resize(columns, rows);
    await session.waitFor('60×18');
    session.resize(80, 24);
    await session.waitFor(() => text(session).trimEnd() === before.trimEnd());
    session.resize(120, 36);
    await session.waitFor('Parameters');
    expect(session.screen().every((line) => line.length <= 120)).toBe(true);
  });

  test('uses ASCII alone with --ascii, and no colour with --no-color', async () => {
    const session = start(['lesson', '1', '--lang', 'en', '--ascii', '--no-color']);
    await session.waitFor('step 1/35');
    session.write('g18\r');
    await session.waitFor('dL/dwo');
    expect(text(session)).toMatch(/^[\x20-\x7e\n]*$/);
    expect(session.output()).not.toMatch(new RegExp(`${keyBytes.escape}\\[[0-9;]*(3[0-7]|4[0-7]|9[0-7])m`));
  });

  test('shows all digits of the doubles on a key', async () => {
    const session = start(['lesson', '1', '--lang', 'en']);
    await session.waitFor('step 1/35');
    session.write('g18\rdd');
    await session.waitFor('−0.02885607598362517');
  });

  test('plays by itself, and stops at a question', async () => {
    const session = start(['lesson', '1', '--lang', 'en']);
    await session.waitFor('step 1/35');
    session.write('g12\ra+++');
    await session.waitFor('does L grow (+) or shrink (−)?', 15_000);
  }, 20_000);

  test('written by somebody else is played from its file', async () => {
    const session = start(['lesson', lessonFile, '--lang', 'en']);
    await session.waitFor('step 1/35');
  });
});

describe('the end', () => {
  test.each([
    ['q', 'q'],
    ['ctrl+c', '\u0003'],
  ])('by %s gives the terminal back, with what stood there before', async (_, key) => {
    const session = startInShell('lesson 1 --lang en');
    await session.waitFor('step 1/35');
    session.write(` ${key}`);
    await session.exit;
    expectRestored(session);
    expect(afterwards(session)).toEqual(['before', 'code 0']);
  });

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('by %s gives the terminal back', async (signal) => {
    const session = start(['lesson', '1', '--lang', 'en']);
    await session.waitFor('step 1/35');
    session.kill(signal);
    await session.exit;
    expectRestored(session);
  });
});

describe('the start page', () => {
  test('lists the lessons, opens one, and Esc comes back', async () => {
    const session = start(['--lang', 'en']);
    await session.waitFor('One round of training');
    session.write('\r');
    await session.waitFor('step 1/35');
    session.write(keyBytes.escape);
    await session.waitFor('Follow four numbers');
    session.write('?');
    await session.waitFor('Keys');
    session.write('q');
    expect(await session.exit).toEqual({code: 0, signal: 0});
    expectRestored(session);
  });
});

test('a lesson with mistakes is never put on a screen: they are listed, and the code is 1', async () => {
  const folder = path.dirname(lessonFile);
  const file = path.join(folder, 'nowhere.yaml');
  // Wide enough for the path of any checkout to stand in one line.
  const session = startInShell(`lesson ${JSON.stringify(file)} --lang en`, 1000);
  await session.exit;
  expect(afterwards(session).join('\n')).toContain('found nothing there');
  expect(afterwards(session).at(-1)).toBe('code 1');
});
