import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {endTerminals, keyBytes, type Session, type SessionOptions, startInTerminal} from '../../pty.ts';
import {bpTui, program, root} from '../bp-tui.ts';

/* The built program as a user meets it who comes back. */

let state: string;
beforeEach(() => {
  state = mkdtempSync(path.join(tmpdir(), 'bp-tui-resume-'));
});
afterEach(() => {
  endTerminals();
  rmSync(state, {recursive: true, force: true});
});

const start = (args: readonly string[], options: SessionOptions = {}): Session =>
  startInTerminal(process.execPath, [program, ...args, '--lang', 'en'], {
    ...options,
    env: {XDG_STATE_HOME: state, ...options.env},
  });

/** Plays it to an end by `q`. */
async function play(keys: string, shown: string, args: readonly string[] = ['lesson', '1']): Promise<void> {
  const session = start(args);
  await session.waitFor('/35');
  session.write(keys);
  await session.waitFor(shown);
  session.write('q');
  await session.exit;
}

const text = (session: Session): string => session.screen().join('\n');
const listed = async (...args: string[]): Promise<string> =>
  (await bpTui(['lesson', '--lang', 'en', ...args], {env: {XDG_STATE_HOME: state}})).stdout;
const folder = (): string => path.join(state, 'bp-tui');
const journalFile = (): string => path.join(folder(), 'progress.1.jsonl');
const journal = (): string => (existsSync(journalFile()) ? readFileSync(journalFile(), 'utf8') : '');

describe('a lesson that was left', () => {
  test('goes on at its step, says how to begin anew until a key, and the list says how far it is', async () => {
    await play('g7\r', 'step 7/35');
    expect(await listed()).toContain('One round of training (one-round)  step 7/35\n');
    const session = start(['lesson', '1']);
    await session.waitFor('step 7/35');
    await session.waitFor('Back at step 7. 0: first step. R: start again.');
    session.write('0');
    await session.waitFor('step 1/35');
    expect(text(session)).not.toContain('Back at step');
  });

  test('in one breath is kept', async () => {
    const session = start(['lesson', '1']);
    await session.waitFor('step 1/35');
    session.write('g9\r q');
    await session.exit;
    expect(await listed()).toContain('step 10/35');
  });

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGKILL'] as const)('by %s is kept too', async (signal) => {
    const session = start(['lesson', '1']);
    await session.waitFor('step 1/35');
    session.write('   ');
    await session.waitFor('step 4/35');
    if (signal === 'SIGKILL') await session.waitFor(() => journal().includes('"step":4'));
    session.kill(signal);
    await session.exit;
    expect(await listed()).toContain('step 4/35');
  });

  test('keeps answers: a right one stays, a wrong one is asked again', async () => {
    await play('g14\r-\rg20\r7\r', '✗ You said 7');
    await play('g22\r', 'step 22/35');
    const session = start(['lesson', '1']);
    await session.waitFor('step 22/35');
    session.write('g14\r');
    await session.waitFor('step 14/35');
    expect(text(session)).not.toContain('› Answer');
    session.write('g20\r');
    await session.waitFor('› Answer');
    session.write('R');
    await session.waitFor('step 1/35');
    session.write('g14\r');
    await session.waitFor('› Answer');
  });

  test('at its end is done, and begins at its start', async () => {
    await play('G', 'step 35/35');
    expect(await listed()).toContain('done ✓');
    expect(await listed('--ascii')).toContain('done v');
    const session = start(['lesson', '1']);
    await session.waitFor('step 1/35');
    session.write(keyBytes.escape);
    await session.waitFor('done ✓');
  });

  test('of one’s own is known by its path', async () => {
    const own = path.join(state, 'mine.yaml');
    writeFileSync(own, readFileSync(path.join(root, 'lessons', '01-one-round.yaml'), 'utf8'));
    await play('g9\r', 'step 9/35', ['lesson', own]);
    expect(journal()).toContain(own);
    expect(await listed()).toContain('not begun');
    const session = start(['lesson', './mine.yaml'], {cwd: state});
    await session.waitFor('step 9/35');
  });

  test('in two windows at once loses nothing of either', async () => {
    const [one, other] = [start(['lesson', '1']), start(['lesson', '1'])];
    for (const session of [one, other]) await session.waitFor('step 1/35');
    one.write('g14\rs');
    await one.waitFor('Skipped');
    other.write('G');
    await other.waitFor('step 35/35');
    for (const session of [one, other]) {
      session.write('q');
      await session.exit;
    }
    expect(await listed()).toContain('done ✓  1 open');
  });
});

describe('open questions', () => {
  test('are listed for all lessons; Enter goes to one, and it closes when it is answered', async () => {
    await play('g14\rs', 'Skipped');
    const session = start([]);
    await session.waitFor('1 open');
    session.write('o');
    await session.waitFor('Open questions');
    await session.waitFor('step 14/35');
    expect(text(session)).toMatch(/▸ +1 +\S.* step 14\/35 +skipped/);
    session.write('\r');
    await session.waitFor('does L grow (+) or shrink (−)?');
    session.write('-\r');
    await session.waitFor('✓');
    session.write(keyBytes.escape);
    await session.waitFor('No question is open');
    session.write(keyBytes.escape);
    await session.waitFor('Lessons');
    await session.waitFor(() => !text(session).includes('1 open'));
  });
});

describe('forgetting', () => {
  test.each([
    ['the chosen lesson', 'r', 'Forget your progress in lesson 1?'],
    ['all lessons', 'R', 'Forget your progress in all lessons?'],
  ])('%s asks first: Esc keeps, y forgets', async (_what, key, question) => {
    await play('g7\r', 'step 7/35');
    const session = start([]);
    await session.waitFor('step 7/35');
    session.write(key);
    await session.waitFor(question);
    await session.waitFor('y forgets, Esc keeps');
    session.write(`\rn${key}`);
    session.write(keyBytes.escape);
    await session.waitFor('? help');
    expect(text(session)).toContain('step 7/35');
    session.write(`${key}y`);
    await session.waitFor('not begun');
    session.write('q');
    await session.exit;
    expect(await listed()).toContain('not begun');
  });
});

describe('--no-progress', () => {
  test('writes nothing', async () => {
    await play('g7\rG', 'step 35/35', ['lesson', '1', '--no-progress']);
    expect(readdirSync(state)).toEqual([]);
  });

  test('reads nothing', async () => {
    await play('g7\r', 'step 7/35');
    const session = start(['lesson', '1', '--no-progress']);
    await session.waitFor('step 1/35');
    expect(await listed('--no-progress')).toContain('One round of training (one-round)\n');
  });
});

describe('what is wrong with the place where it is kept', () => {
  test('is said on the screen until a key, and once more when the screen is left', async () => {
    writeFileSync(path.join(state, 'file'), '');
    const session = start(['lesson', '1'], {env: {XDG_STATE_HOME: path.join(state, 'file')}});
    await session.waitFor('Progress is not kept (ENOTDIR).');
    session.write(' ');
    await session.waitFor('step 2/35');
    expect(text(session)).not.toContain('not kept');
    session.write('q');
    expect(await session.exit).toEqual({code: 0, signal: 0});
    const said = session.scrollback().join('');
    expect(said.match(/bp-tui: progress is not kept/g)).toHaveLength(1);
    expect(said).toContain('XDG_STATE_HOME');
  });

  test('is said when it is found out, too', async () => {
    // Nobody can make a folder there, though nothing is wrong with reading it.
    const session = start(['lesson', '1'], {env: {XDG_STATE_HOME: '/proc/bp-tui'}});
    await session.waitFor('step 1/35');
    session.write(' ');
    await session.waitFor('Progress is not kept (ENOENT).');
    session.write('  ');
    await session.waitFor('step 4/35');
    session.write('q');
    await session.exit;
    expect(
      session
        .scrollback()
        .join('')
        .match(/bp-tui: progress is not kept/g),
    ).toHaveLength(1);
  });

  test.each([
    ['damaged', 'nonsense', 'The progress file was damaged; the rest is kept.'],
    ['newer', '{"v":2}', 'Progress of a newer bp-tui was set aside.'],
  ])('a %s file is set aside', async (fault, content, said) => {
    await play('g7\r', 'step 7/35');
    writeFileSync(journalFile(), `\n${content}`, {flag: 'a'});
    const session = start(['lesson', '1']);
    await session.waitFor(said);
    await session.waitFor('step 7/35');
    session.write('q');
    await session.exit;
    expect(readFileSync(path.join(folder(), `progress.1.jsonl.${fault}`), 'utf8')).toContain(content);
    expect(await listed()).toContain('step 7/35');
  });

  test('is said of a list on stderr, and the list is whole', async () => {
    mkdirSync(path.join(state, 'bp-tui'));
    writeFileSync(journalFile(), 'nonsense');
    const {code, stdout, stderr} = await bpTui(['lesson', '--lang', 'en'], {env: {XDG_STATE_HOME: state}});
    expect(code).toBe(0);
    expect(stdout).toContain('One round of training');
    expect(stderr).toMatch(/^bp-tui: [^\n]*damaged[^\n]*\n$/);
  });
});
