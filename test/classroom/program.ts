import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach} from 'vitest';
import {program} from '../cli/bp-tui.ts';
import {endTerminals, type Session, type SessionOptions, startInTerminal} from '../pty.ts';

/* The built program as server, and OpenSSH as client, each in a pseudo-terminal. */

const folders: string[] = [];

afterEach(() => {
  endTerminals();
  for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true});
});

export function freshFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bp-tui-class-'));
  folders.push(folder);
  return folder;
}

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

export const TEACHER = 'the-teachers-own';
export const CLASS_CODE = 'abcd-efgh';

/** `bp-tui serve` in a terminal; with `--headless` it logs there. */
export async function startServe(
  folder: string,
  port: number,
  args: readonly string[] = [],
): Promise<Session> {
  const session = startInTerminal(
    process.execPath,
    [
      ...[program, 'serve', '1', '--lang', 'en', '--port', String(port), '--data', path.join(folder, 'data')],
      ...['--code', CLASS_CODE, '--teacher-code', TEACHER, ...args],
    ],
    {columns: 110, rows: 30},
  );
  await session.waitFor(args.includes('--headless') ? '"serving"' : 'To join');
  return session;
}

export const isThere = (command: string): boolean => {
  try {
    execFileSync('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${command}`], {stdio: 'ignore'});
    return true;
  } catch {
    return false;
  }
};

/** OpenSSH's client without any configuration but that it believes the host key. */
export function ssh(
  folder: string,
  port: number,
  name: string,
  args: readonly string[] = [],
  options: SessionOptions = {},
): Session {
  return startInTerminal(
    'ssh',
    [
      ...['-F', 'none', '-o', 'StrictHostKeyChecking=accept-new'],
      ...['-o', `UserKnownHostsFile=${path.join(folder, 'known_hosts')}`, '-p', String(port)],
      ...[...args, `${name}@127.0.0.1`],
    ],
    options,
  );
}

/** Types the code at its prompt. */
export async function typeCode(session: Session, code = CLASS_CODE): Promise<void> {
  await session.waitFor((shown) => shown.output().includes('Class code'));
  session.write(`${code}\r`);
}

/** A student's terminal, past the welcome. */
export async function joinClass(session: Session): Promise<string> {
  await typeCode(session);
  await session.waitFor('Your word to come back');
  const word = /come back: ([a-z0-9]{6})/.exec(session.screen().join('\n'))?.[1] ?? '';
  session.write(' ');
  await session.waitFor('following');
  return word;
}

/** The teacher's terminal, with the lesson on screen. */
export async function joinAsTeacher(session: Session): Promise<void> {
  await typeCode(session, TEACHER);
  await session.waitFor('To join');
  session.write(' ');
  await session.waitFor('Lesson 1');
}
