import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {afterEach, describe, expect, test} from 'vitest';
import {endTerminals, keyBytes, type Session, startInTerminal} from '../pty.ts';
import {cellsOf} from '../ui/frame.tsx';

/* `grad` in the built program on a terminal, as a user meets it. */

const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

afterEach(endTerminals);

const start = (...args: readonly string[]): Session =>
  startInTerminal(process.execPath, [program, 'grad', ...args, '--no-progress'], {columns: 80, rows: 24});
const text = (session: Session): string => session.screen().join('\n');
const BACKSPACE = '\u007F';

describe.each([
  {language: 'en', title: 'derivatives', at: (step: number) => `step ${step}/`, wrong: 'Take it out.'},
  {language: 'zh', title: '求导', at: (step: number) => `第 ${step}/`, wrong: '请去掉。'},
])('at 80×24, $language', ({language, title, at, wrong}) => {
  test('a function is stepped through, both its texts are mended in place, its sigmoid is opened', async () => {
    const session = start('c = a + b; c*sigmoid(c)', '--at', 'a=1,b=2', '--lang', language);
    await session.waitFor(title);
    await session.waitFor(at(0));
    session.write('  ');
    await session.waitFor(at(2));
    const second = text(session);
    expect(second).toContain('0.9526');
    session.write(' ');
    await session.waitFor(at(3));
    expect(text(session)).toContain('2.858');
    session.write('b');
    await session.waitFor(at(2));
    expect(text(session)).toBe(second);

    session.write('e$\r');
    await session.waitFor(wrong);
    const lines = session.screen();
    const typed = lines.findIndex((line) => line.includes('sigmoid(c)$'));
    expect(cellsOf(lines[typed + 1]!).indexOf('^')).toBe(cellsOf(lines[typed]!).indexOf('$'));
    session.write(`${BACKSPACE}+a\r`);
    await session.waitFor(() => !text(session).includes(wrong));
    await session.waitFor('sigmoid(c)+a');

    session.write(`p${BACKSPACE}x\r`);
    await session.waitFor('^');
    const point = session.screen();
    const place = point.findIndex((line) => line.includes('a=1,b=x'));
    expect(cellsOf(point[place + 1]!).indexOf('^')).toBe(cellsOf(point[place]!).lastIndexOf('x'));
    session.write(`${BACKSPACE}-1\r`);
    await session.waitFor(() => !text(session).includes('^'));
    // a = 1 and b = −1: c is 0. ∂f/∂b = σ(0) = 0.5, and ∂f/∂a is one more.
    session.write('G');
    await session.waitFor(() => /»1\.5◂/.test(text(session)));
    expect(text(session)).toMatch(/∂ +0\.5│/);

    session.write('x');
    await session.waitFor('exp(');
    expect(text(session)).toMatch(/∂»\s+1\.5 /);
    session.write('x');
    await session.waitFor(() => !text(session).includes('exp('));

    session.write('q');
    expect(await session.exit).toMatchObject({code: 0});
    expect(session.modes).toEqual({alternate: false, cursorHidden: false, autowrap: true});
  });

  test('a text that is left with Escape stays as it was, and Ctrl-C leaves the terminal as it was', async () => {
    const session = start('x*x', '--at', 'x=3', '--lang', language);
    await session.waitFor(title);
    session.write('e*y');
    await session.waitFor('x*x*y');
    session.write(keyBytes.escape);
    await session.waitFor(() => !text(session).includes('x*x*y'));
    session.write(keyBytes.ctrlC);
    expect(await session.exit).toMatchObject({code: 0});
    expect(session.modes).toEqual({alternate: false, cursorHidden: false, autowrap: true});
  });
});

test('a function that is too long for the screen is refused before it, with what to write', async () => {
  const session = start('x+'.repeat(1200).slice(0, -1), '--at', 'x=1', '--lang', 'en');
  expect(await session.exit).toMatchObject({code: 2});
  expect(session.screen().join('')).toMatch(/at most 2000 .*found 2399\. +Write --format text or json/);
});
