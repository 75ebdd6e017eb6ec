import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {chmodSync, copyFileSync, existsSync, mkdirSync, statSync, writeFileSync} from 'node:fs';
import {userInfo} from 'node:os';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {program} from '../cli/bp-tui.ts';
import {type Session, startInTerminal} from '../pty.ts';
import {freePort, freshFolder, isThere, ssh, startServe} from './program.ts';
import {rawSocket} from './served.ts';

/* The school's own sshd, which runs `bp-tui attach` for whoever logs in. */

const SSHD = '/usr/sbin/sshd';
let daemon: ChildProcess | undefined;

afterEach(() => {
  daemon?.kill('SIGKILL');
  daemon = undefined;
});

const isRoot = userInfo().uid === 0;

/** A real sshd on a free port, with its own key and its own file of keys. */
async function startSshd(folder: string, command: string): Promise<number> {
  const port = await freePort();
  for (const name of ['sshd_key', 'id']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(folder, name)]);
  }
  const authorized = path.join(folder, 'authorized_keys');
  copyFileSync(path.join(folder, 'id.pub'), authorized);
  chmodSync(authorized, 0o600);
  const config = path.join(folder, 'sshd_config');
  writeFileSync(
    config,
    `Port ${port}
ListenAddress 127.0.0.1
HostKey ${path.join(folder, 'sshd_key')}
PidFile none
AuthorizedKeysFile ${authorized}
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
StrictModes no
UsePAM no
ForceCommand ${command}
PermitTTY yes
DisableForwarding yes
PermitUserRC no
PermitUserEnvironment no
`,
  );
  if (isRoot && !existsSync('/run/sshd')) mkdirSync('/run/sshd', {mode: 0o755});
  daemon = spawn(SSHD, ['-D', '-e', '-f', config], {stdio: 'ignore'});
  for (let tries = 0; ; tries++) {
    try {
      (await rawSocket(port)).destroy();
      return port;
    } catch (error) {
      if (tries > 400) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

const attachCommand = (folder: string): string =>
  `${process.execPath} ${program} attach --lang en --data ${path.join(folder, 'data')}`;

const logIn = (folder: string, port: number, args: readonly string[] = []): Session =>
  ssh(folder, port, userInfo().username, ['-i', path.join(folder, 'id'), ...args], {columns: 90, rows: 28});

async function nameYourself(session: Session, name: string): Promise<string> {
  await session.waitFor('Your name:');
  session.write(`${name}\r`);
  await session.waitFor('Your word to come back');
  const word = /come back: ([a-z0-9]{6})/.exec(session.screen().join('\n'))?.[1] ?? '';
  session.write(' ');
  await session.waitFor('following');
  return word;
}

describe.skipIf(!isThere('sshd') || !isThere('ssh'))('under sshd', () => {
  test('ForceCommand is the class and nothing else', async () => {
    const folder = freshFolder();
    const guide = await startServe(folder, await freePort());
    expect(statSync(path.join(folder, 'data', 'class.sock')).mode & 0o777).toBe(0o600);
    const port = await startSshd(folder, attachCommand(folder));
    const anna = logIn(folder, port);
    const word = await nameYourself(anna, '安娜');
    guide.write(' g14\r');
    await anna.waitFor('Take a guess');
    // Sizes come through.
    anna.resize(100, 34);
    await anna.waitFor((shown) => shown.screen()[33]?.includes('quit') === true);
    anna.write('-\r');
    await guide.waitFor('1/1 answered');
    // What the client asks for is not looked at.
    const command = logIn(folder, port, ['-t', '-o', 'RemoteCommand=id']);
    await command.waitFor('Your name:');
    expect(command.output()).not.toContain('uid=');
    // The terminal is as it was, and the word is on it.
    anna.write('q');
    expect((await anna.exit).code).toBe(0);
    expect(anna.modes).toEqual({alternate: false, cursorHidden: false, autowrap: true});
    expect(anna.scrollback().join('\n')).toContain(word);
    const again = logIn(folder, port);
    await again.waitFor('Your name:');
    again.write('安娜\r');
    await again.waitFor('is called 安娜 here');
    again.write(`${word}\r`);
    await again.waitFor('your answer: -');
    // A client that is killed is gone.
    again.kill('SIGKILL');
    guide.write('w');
    await guide.waitFor('away');
  });

  test('without a terminal attach says so', async () => {
    const folder = freshFolder();
    await startServe(folder, await freePort(), ['--headless']);
    const port = await startSshd(folder, attachCommand(folder));
    const command = logIn(folder, port, ['-T']);
    await command.exit;
    expect(command.output()).toContain('expected a terminal');
  });
});

const attached = (folder: string, args: readonly string[] = []): Session =>
  startInTerminal(process.execPath, [
    program,
    'attach',
    '--lang',
    'en',
    '--data',
    path.join(folder, 'data'),
    ...args,
  ]);

describe('attach', () => {
  test('the teacher attaches to a service on the same machine', async () => {
    const folder = freshFolder();
    await startServe(folder, await freePort(), ['--headless']);
    const anna = attached(folder, ['--name', 'anna']);
    await anna.waitFor('Your word to come back');
    anna.write(' ');
    const guide = attached(folder, ['--teacher']);
    await guide.waitFor('To join');
    guide.write(' g14\r');
    await anna.waitFor('Take a guess');
  });

  test('where the class is killed, the terminal is given back', async () => {
    const folder = freshFolder();
    const server = await startServe(folder, await freePort(), ['--headless']);
    const anna = attached(folder, ['--name', 'anna']);
    await anna.waitFor('Your word to come back');
    server.kill('SIGKILL');
    expect((await anna.exit).code).toBe(0);
    expect(anna.modes).toEqual({alternate: false, cursorHidden: false, autowrap: true});
  });

  test('without a class it says what to do', async () => {
    const session = attached(freshFolder());
    expect((await session.exit).code).toBe(1);
    expect(session.output()).toContain('Start bp-tui serve');
  });

  test.skipIf(!isRoot)('a socket of another user is refused', async () => {
    const folder = freshFolder();
    await startServe(folder, await freePort(), ['--headless']);
    execFileSync('chown', ['12345', path.join(folder, 'data', 'class.sock')]);
    const session = attached(folder);
    expect((await session.exit).code).toBe(1);
    expect(session.output()).toContain('expected a socket of your own');
  });
});
