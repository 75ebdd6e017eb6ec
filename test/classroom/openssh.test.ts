import {execFileSync, spawnSync} from 'node:child_process';
import {readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {bpTui, program} from '../cli/bp-tui.ts';
import {keyBytes, type Session, startInTerminal} from '../pty.ts';
import {
  CLASS_CODE,
  freePort,
  freshFolder,
  isThere,
  joinAsTeacher,
  joinClass,
  ssh,
  startServe,
  TEACHER,
  typeCode,
} from './program.ts';

/* The program as it is shipped, and the clients that people have. */

describe.skipIf(!isThere('ssh') || !isThere('ssh-keygen'))('with OpenSSH', () => {
  test('one command serves, another joins; the answers are handed in', async () => {
    const folder = freshFolder();
    const port = await freePort();
    const guide = await startServe(folder, port);
    const anna = ssh(folder, port, 'anna');
    await joinClass(anna);
    const wang = ssh(folder, port, '王芳');
    await joinClass(wang);
    await guide.waitFor('students 2/2');
    expect(guide.screen().join('\n')).toContain(`ssh -p ${port} NAME@127.0.0.1`);
    expect(guide.screen().join('\n')).toContain(CLASS_CODE);
    const shown = execFileSync('ssh-keygen', ['-lf', path.join(folder, 'data', 'host_key')], {
      encoding: 'utf8',
    });
    expect(guide.screen().join('\n')).toContain(/SHA256:\S+/.exec(shown)?.[0]);
    expect(statSync(path.join(folder, 'data', 'host_key')).mode & 0o777).toBe(0o600);
    guide.write(' g14\r');
    await anna.waitFor('Take a guess');
    await wang.waitFor('Take a guess');
    anna.write('-\r');
    wang.write('+\r');
    await guide.waitFor('2/2 answered');
    guide.write('H');
    await guide.waitFor('Answers are in');
    guide.write('E');
    await guide.waitFor('End the class?');
    guide.write('y');
    expect((await guide.exit).code).toBe(0);
    expect((await anna.exit).code).toBe(0);
    expect(anna.scrollback().join('\n')).toContain('The class is over');
    const answers = path.join(folder, 'data', 'answers-one-round.csv');
    expect(statSync(answers).mode & 0o777).toBe(0o600);
    const csv = readFileSync(answers, 'utf8');
    expect(csv).toMatch(/^\uFEFFname,step,/);
    expect(csv).toMatch(/\r\nanna,14,.*,sign,-,-0\.2\d*,right,,no\r\n/);
    expect(csv).toMatch(/\r\n王芳,14,.*,sign,\+,-0\.2\d*,wrong,/);
  });

  test('the key that sends everybody home asks first, also in the help', async () => {
    const folder = freshFolder();
    const port = await freePort();
    const guide = await startServe(folder, port);
    const anna = ssh(folder, port, 'anna');
    await joinClass(anna);
    await guide.waitFor('students 1/1');
    guide.write('q');
    await guide.waitFor('Stop serving? Students are cut off; the class is kept.');
    guide.write('\u001B');
    await guide.waitFor((shown) => !shown.screen().join('\n').includes('Stop serving?'));
    guide.write('?');
    await guide.waitFor('Keys');
    guide.write('q');
    await guide.waitFor('Stop serving?');
    guide.write('y');
    expect((await guide.exit).code).toBe(0);
    expect((await anna.exit).code).toBe(0);
  });

  test('a data folder that is deleted is told of and made again, with the class, its host key and its socket', async () => {
    const folder = freshFolder();
    const data = path.join(folder, 'data');
    const port = await freePort();
    const first = await startServe(folder, port);
    const anna = ssh(folder, port, 'anna');
    const word = await joinClass(anna);
    first.write(' g14\r');
    await anna.waitFor('Take a guess');
    rmSync(data, {recursive: true});
    anna.write('-\r');
    await first.waitFor('Nothing is kept (ENOENT)');
    await first.waitFor('everything is kept');
    const guide = startInTerminal(
      process.execPath,
      [program, 'attach', '--lang', 'en', '--teacher', '--data', data],
      {},
    );
    await guide.waitFor('1/1');
    expect(statSync(data).mode & 0o777).toBe(0o700);
    first.kill('SIGKILL');
    await anna.exit;
    await startServe(folder, port, ['--headless']);
    // The host key is the one that ssh knows.
    const again = ssh(folder, port, 'anna');
    await typeCode(again);
    await again.waitFor((shown) => shown.output().includes('Word to come back'));
    again.write(`${word}\r`);
    await again.waitFor('your answer: -');
  });

  test('whoever closes the window with the teacher’s screen ends it in good order', async () => {
    const folder = freshFolder();
    const port = await freePort();
    const log = path.join(folder, 'log');
    const guide = await startServe(folder, port, ['--log', log]);
    const anna = ssh(folder, port, 'anna');
    await joinClass(anna);
    anna.write('t');
    await anna.waitFor('Free play');
    guide.close();
    expect((await anna.exit).code).toBe(0);
    expect(anna.modes.alternate).toBe(false);
    expect(anna.scrollback().join('\n')).toContain('The server is stopping');
    const data = path.join(folder, 'data');
    const isKept = (): boolean =>
      readdirSync(data).includes('answers-one-round.csv') &&
      readFileSync(path.join(data, 'class-one-round.jsonl'), 'utf8').includes('"type":"plays"');
    await vi.waitUntil(isKept, {timeout: 10_000});
    await guide.exit;
    expect(readFileSync(log, 'utf8').trim().split('\n').at(-1)).toContain('"stopped"');
  });

  test('a wrong code is refused, and a key needs none', async () => {
    const folder = freshFolder();
    const port = await freePort();
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(folder, 'id')]);
    const keys = path.join(folder, 'keys');
    writeFileSync(keys, readFileSync(path.join(folder, 'id.pub')));
    await startServe(folder, port, ['--headless', '--authorized-keys', keys]);
    const wrong = ssh(folder, port, 'bob', ['-o', 'NumberOfPasswordPrompts=1']);
    await typeCode(wrong, 'guess');
    await wrong.waitFor((shown) => shown.output().includes('password:'));
    wrong.write('guess\r');
    expect((await wrong.exit).code).toBe(255);
    const anna = ssh(folder, port, 'anna', ['-i', path.join(folder, 'id')]);
    await anna.waitFor('Your word to come back');
  });

  test('what OpenSSH 7.4 agrees on is enough, and what is weak is not agreed on', async () => {
    const folder = freshFolder();
    const port = await freePort();
    await startServe(folder, port, ['--headless']);
    const old = ['-o', 'KexAlgorithms=curve25519-sha256@libssh.org', '-o', 'HostKeyAlgorithms=ssh-ed25519'];
    for (const [name, ciphers] of [
      ['anna', ['-o', 'Ciphers=aes128-ctr', '-o', 'MACs=hmac-sha2-256-etm@openssh.com']],
      ['bob', ['-o', 'Ciphers=aes256-gcm@openssh.com']],
    ] as const)
      await joinClass(ssh(folder, port, name, [...old, ...ciphers]));
    for (const weak of [
      'KexAlgorithms=ecdh-sha2-nistp256',
      'KexAlgorithms=diffie-hellman-group14-sha1',
      'Ciphers=aes128-cbc',
      'HostKeyAlgorithms=rsa-sha2-512',
    ]) {
      const refused = ssh(folder, port, 'cleo', ['-o', weak]);
      expect((await refused.exit).code, weak).toBe(255);
      expect(refused.output()).toContain('no matching');
    }
    const macs = ssh(folder, port, 'cleo', [
      '-o',
      'Ciphers=aes128-ctr',
      '-o',
      'MACs=hmac-sha2-256,hmac-sha1',
    ]);
    expect((await macs.exit).code).toBe(255);
  });

  test('no command, no file, no tunnel, no agent, no X11', async () => {
    const folder = freshFolder();
    const port = await freePort();
    await startServe(folder, port, ['--headless']);
    const command = ssh(folder, port, 'anna', ['-t', '-o', 'RemoteCommand=id']);
    await typeCode(command);
    expect((await command.exit).code).not.toBe(0);
    expect(command.output()).not.toContain('uid=');
    const tunnel = ssh(folder, port, 'anna', ['-o', 'ExitOnForwardFailure=yes', '-R', '0:127.0.0.1:22']);
    await typeCode(tunnel);
    expect((await tunnel.exit).code).toBe(255);
    expect(tunnel.output()).toContain('forwarding failed');
    // What is refused quietly leaves the lesson.
    const agent = ssh(folder, port, 'anna', ['-A', '-X', '-o', 'SendEnv=*', '-o', 'SetEnv=LD_PRELOAD=/x']);
    await joinClass(agent);
  });

  test('killed with -9 and started again, the class and its students are where they were', async () => {
    const folder = freshFolder();
    const port = await freePort();
    const first = await startServe(folder, port, ['--headless']);
    const guide = ssh(folder, port, 'teacher', [], {columns: 110});
    await joinAsTeacher(guide);
    const anna = ssh(folder, port, 'anna');
    const word = await joinClass(anna);
    guide.write('g14\r');
    await anna.waitFor('Take a guess');
    anna.write('-\rL');
    await anna.waitFor('你的回答：-');
    const journal = path.join(folder, 'data', 'class-one-round.jsonl');
    await anna.waitFor(() => /"answer".*\n.*"look"/.test(readFileSync(journal, 'utf8')));
    first.kill('SIGKILL');
    await anna.exit;
    // A line that was cut short by it is no obstacle.
    writeFileSync(journal, `${readFileSync(journal, 'utf8')}\n{"v":1,"type":"teach","act`);
    await startServe(folder, port, ['--headless']);
    const again = ssh(folder, port, 'anna');
    await typeCode(again);
    await again.waitFor((shown) => shown.output().includes('Word to come back'));
    again.write(`${word}\r`);
    await again.waitFor('你的回答：-');
    expect(again.screen().join('\n')).toContain('第 14/35 步');
    const guideAgain = ssh(folder, port, 'teacher', [], {columns: 110});
    await joinAsTeacher(guideAgain);
    await guideAgain.waitFor('step 14/35');
    await guideAgain.waitFor('1/1 answered');
  });

  test('killed with -9 and started again, free play is where it was', async () => {
    const folder = freshFolder();
    const port = await freePort();
    const first = await startServe(folder, port, ['--headless']);
    const anna = ssh(folder, port, 'anna');
    const word = await joinClass(anna);
    anna.write('t');
    await anna.waitFor('Free play');
    anna.write('T500\r');
    await anna.waitFor('Training stopped after round 500');
    const journal = path.join(folder, 'data', 'class-one-round.jsonl');
    const kept = (): string =>
      readFileSync(journal, 'utf8')
        .split('\n')
        .filter((line) => line.includes('"plays"'))
        .at(-1) ?? '';
    await anna.waitFor(() => kept().includes('\\"done\\":500'));
    const before = kept();
    // Two operations further on in the round.
    anna.write('nn');
    await anna.waitFor(() => kept() !== before);
    const shown = (session: Session): string => session.screen().slice(1, -1).join('\n');
    const seen = shown(anna);
    expect(seen).toContain('Free play');
    first.kill('SIGKILL');
    await anna.exit;
    await startServe(folder, port, ['--headless']);
    const again = ssh(folder, port, 'anna');
    await typeCode(again);
    await again.waitFor((session) => session.output().includes('Word to come back'));
    again.write(`${word}\r`);
    await again.waitFor((session) => shown(session) === seen);
    again.write(keyBytes.escape);
    await again.waitFor('following');
    expect(again.screen().join('\n')).toContain('step 1/35');
  });

  test('SIGTERM tells the students, keeps the class and ends in good order', async () => {
    const folder = freshFolder();
    const port = await freePort();
    const server = await startServe(folder, port, ['--headless']);
    const anna = ssh(folder, port, 'anna');
    await joinClass(anna);
    server.kill('SIGTERM');
    expect((await server.exit).code).toBe(0);
    expect((await anna.exit).code).toBe(0);
    expect(anna.scrollback().join('\n')).toContain('The server is stopping');
    expect(readFileSync(path.join(folder, 'data', 'class-one-round.jsonl'), 'utf8')).toContain('"anna"');
    expect(server.output()).toContain('"stopped"');
    expect(server.output()).not.toContain(TEACHER);
  });

  test('a second class from the same folder is refused', async () => {
    const folder = freshFolder();
    await startServe(folder, await freePort(), ['--headless']);
    const {code, stderr} = await bpTui([
      ...['serve', '1', '--headless', '--lang', 'en', '--port', '0'],
      ...['--data', path.join(folder, 'data')],
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('expected a folder that no other class uses');
  });
});

test.skipIf(!isThere('ssh-audit'))('ssh-audit finds nothing to fail or warn of', async () => {
  const folder = freshFolder();
  const port = await freePort();
  await startServe(folder, port, ['--headless']);
  const {stdout} = spawnSync('ssh-audit', ['-n', '-p', String(port), '127.0.0.1'], {encoding: 'utf8'});
  expect(stdout).toContain('(kex) curve25519-sha256');
  expect(stdout).not.toMatch(/\[fail\]/);
  // What ssh-audit does not know is no weakness; of quantum computers it says what docs/security.md says.
  const warnings = stdout.split('\n').filter((line) => /\[warn\]/.test(line));
  expect(warnings.filter((line) => !/unknown algorithm|post-quantum/.test(line))).toEqual([]);
});
