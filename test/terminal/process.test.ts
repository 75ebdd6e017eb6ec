import {readFileSync} from 'node:fs';
import {afterAll, afterEach, beforeAll, expect, test, vi} from 'vitest';
import {endTerminals, keyBytes, type Session, startInTerminal} from '../pty.ts';
import {bundleDemo} from './demo.ts';

let demo: Awaited<ReturnType<typeof bundleDemo>>;
beforeAll(async () => {
  demo = await bundleDemo();
});
afterAll(() => demo.remove());
afterEach(endTerminals);

interface Start {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** The demo in a shell that has printed a line before and tells the exit code after. */
async function startDemo({columns = 60, rows = 10, env = {}}: Start = {}): Promise<Session> {
  const session = startInTerminal('bash', ['-c', `set -m; echo before; node ${demo.file}; echo "code $?"`], {
    columns,
    rows,
    env,
  });
  await session.waitFor('count 0');
  return session;
}

/** The demo alone, so that signals go straight to it. */
async function startBare(): Promise<Session> {
  const session = startInTerminal(process.execPath, [demo.file], {columns: 60, rows: 10});
  await session.waitFor('count 0');
  return session;
}

function expectRestored(session: Session): void {
  expect(session.modes).toEqual({alternate: false, cursorHidden: false, autowrap: true});
}

function stateOf(pid: number): string | undefined {
  return /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
}

const onLinux = test.skipIf(process.platform !== 'linux');

test('a full-height picture is on the alternate screen, without a cursor, and q gives the old screen back', async () => {
  const session = await startDemo();
  expect(session.modes).toEqual({alternate: true, cursorHidden: true, autowrap: false});
  expect(session.screen()[0]).toBe('size 60x10 count 0 ticks 0 got nothing');
  expect(session.screen()[9]).toBe('─'.repeat(60));
  session.write('q');
  await session.exit;
  expectRestored(session);
  expect(session.scrollback().filter((line) => line !== '')).toEqual([
    'before',
    'the end, count 0',
    'code 0',
  ]);
});

test('keys typed ahead all count, glued or not', async () => {
  const session = await startDemo();
  session.write(`nn${keyBytes.right}${keyBytes.right}x\r数`);
  await session.waitFor('keys n n right right x enter 数');
  expect(session.screen()[0]).toContain('count 7');
  session.write(keyBytes.escape);
  await session.waitFor('数 escape');
});

test('what a build server sets changes nothing', async () => {
  const session = await startDemo({env: {CI: 'true'}});
  session.resize(50, 9);
  await session.waitFor('size 50x9');
  session.write('q');
  await session.exit;
  expect(session.scrollback().filter((line) => line !== '')).toEqual([
    'before',
    'the end, count 0',
    'code 0',
  ]);
});

test('a hundred keys in one go are a hundred keys', async () => {
  const session = await startDemo();
  session.write(`${'n'.repeat(100)}q`);
  await session.exit;
  expect(session.scrollback()).toContain('the end, count 100');
});

test('after 1×1 and back the picture is whole', async () => {
  const session = await startDemo();
  session.resize(1, 1);
  await session.waitFor(({screen}) => screen().join('') === 's');
  session.resize(70, 12);
  await session.waitFor('size 70x12');
  await session.waitFor(({screen}) => screen()[11] === '─'.repeat(70));
  expect(session.screen().slice(1, 4)).toEqual(['数 keys', 'line 0', 'line 1']);
});

test('a changed digit costs less than 100 bytes', async () => {
  const session = await startDemo({columns: 80, rows: 24});
  const before = session.bytes();
  session.write(' ');
  await session.waitFor('count 1');
  expect(session.bytes() - before).toBeLessThan(100);
});

test('ticks come while the model wants them', async () => {
  const session = await startDemo();
  session.write('t');
  await session.waitFor('ticks 3');
  session.write('q');
  await session.exit;
  expect(session.scrollback()).toContain('code 0');
});

test('the answer to a request comes as a message', async () => {
  const session = await startDemo();
  session.write('r');
  await session.waitFor('got file!');
});

test('ctrl+c is a clean end', async () => {
  const session = await startDemo();
  session.write(keyBytes.ctrlC);
  await session.exit;
  expectRestored(session);
  expect(session.scrollback()).toContain('code 0');
  expect(session.scrollback()).toContain('before');
});

test.each([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGQUIT', 131],
  ['SIGTERM', 143],
] as const)('%s restores the screen and exits with %i', async (signal, code) => {
  const session = await startBare();
  session.kill(signal);
  expect(await session.exit).toEqual({code, signal: 0});
  expectRestored(session);
  expect(session.scrollback()).toContain('the end, count 0');
});

test('a second signal does not wait for what was requested', async () => {
  const session = await startBare();
  session.write('nw');
  await session.waitFor('count 1');
  session.kill('SIGTERM');
  await session.waitFor(({modes}) => !modes.alternate);
  session.kill('SIGHUP');
  session.kill('SIGINT');
  expect(await session.exit).toEqual({code: 143, signal: 0});
  expectRestored(session);
});

onLinux('SIGTSTP gives the terminal back and stops; SIGCONT draws everything again', async () => {
  const session = await startBare();
  session.write('n');
  await session.waitFor('count 1');
  session.kill('SIGTSTP');
  await session.waitFor(({pid}) => stateOf(pid) === 'T');
  await session.waitFor(({modes}) => !modes.alternate);
  expectRestored(session);
  session.kill('SIGCONT');
  await session.waitFor('count 1');
  expect(session.modes.alternate).toBe(true);
  expect(session.screen()[9]).toBe('─'.repeat(60));
  session.write('n');
  await session.waitFor('count 2');
});

onLinux('SIGCONT after a stop that nobody announced draws everything again', async () => {
  const session = await startBare();
  session.kill('SIGSTOP');
  await session.waitFor(({pid}) => stateOf(pid) === 'T');
  const before = session.output().length;
  session.kill('SIGCONT');
  await session.waitFor(({output}) => output().slice(before).includes('line 6'));
});

test('ctrl+z goes to the shell and fg comes back, at the size that the terminal has then', async () => {
  const session = startInTerminal(
    'bash',
    ['-c', `set -m; node ${demo.file}; echo stopped; read answer; fg; echo "code $?"`],
    {columns: 60, rows: 10},
  );
  await session.waitFor('count 0');
  session.write(`n${keyBytes.ctrlZ}`);
  await session.waitFor('stopped');
  expectRestored(session);
  session.resize(50, 9);
  session.write('go on\r');
  await session.waitFor('size 50x9 count 1');
  session.write('nq');
  await session.exit;
  expectRestored(session);
  expect(session.scrollback()).toContain('the end, count 2');
  expect(session.scrollback()).toContain('code 0');
});

test('ctrl+z where no shell could wake the program up does nothing', async () => {
  const session = await startBare();
  session.write(`${keyBytes.ctrlZ}n`);
  await session.waitFor('count 1');
  expect(session.modes.alternate).toBe(true);
});

onLinux('when the terminal is closed the program ends, without a word', async () => {
  const stderr = `${demo.file}.stderr`;
  // A terminal of its own, held by a process that can be killed.
  const holder = `
    const {spawn} = require('@lydell/node-pty');
    const program = spawn('bash', ['-c', 'exec node ${demo.file} 2>${stderr}'], {cols: 60, rows: 10});
    program.onData((text) => text.includes('count') && console.log('demo', program.pid, 'runs'));`;
  const session = startInTerminal(process.execPath, ['-e', holder]);
  await session.waitFor('runs');
  const pid = Number(/demo (\d+) runs/.exec(session.screen().join(' '))?.[1]);
  expect(stateOf(pid)).toMatch(/[RS]/);
  session.kill('SIGKILL');
  await vi.waitFor(() => expect(() => stateOf(pid)).toThrow('ENOENT'), 10_000);
  expect(readFileSync(stderr, 'utf8')).toBe('');
});

test.each([
  ['U', 'broken update'],
  ['V', 'broken view'],
  ['C', 'broken component'],
  ['E', 'broken elsewhere'],
  ['P', 'broken promise'],
])('a fault (%s) is one line on the restored screen, and code 70', async (key, message) => {
  const session = await startDemo({columns: 200});
  session.write(key);
  await session.exit;
  expectRestored(session);
  const [before, report, ...rest] = session.scrollback().filter((line) => line !== '');
  expect(before).toBe('before');
  expect(report).toMatch(new RegExp(`^bp-tui: internal error: ${message} .*please report`));
  expect(rest).toEqual(['the end, count unknown', 'code 70']);
});

test('a fault shows its stack to somebody who debugs', async () => {
  const session = await startDemo({columns: 200, env: {BP_TUI_DEBUG: '1'}});
  session.write('U');
  await session.exit;
  expect(session.scrollback().join('\n')).toMatch(/internal error: Error: broken update\n\s+at /);
});

test('an exit from elsewhere restores the screen too', async () => {
  const session = await startDemo();
  session.write('X');
  await session.exit;
  expectRestored(session);
  expect(session.scrollback()).toContain('code 3');
});
