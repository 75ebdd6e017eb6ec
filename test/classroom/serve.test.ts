import {spawnSync} from 'node:child_process';
import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import type {ServeCommand} from '../../src/cli/arguments/serve.ts';
import {createLog, serve} from '../../src/cli/serve.ts';
import type {Settings} from '../../src/cli/settings.ts';
import {freshFolder, isThere} from './program.ts';

/* What `bp-tui serve` refuses before it opens anything, and what it leaves out of its log. */

const command: ServeCommand = {
  name: 'serve',
  lesson: 'no such lesson',
  host: '127.0.0.1',
  port: 0,
  maxStudents: 60,
  headless: false,
};

/** What it says instead of serving. It gets neither lessons nor a folder: whatever is not refused fails all the same, with other words. */
async function refusal(over: Partial<ServeCommand>): Promise<string> {
  const failed: unknown = await serve(
    {...command, ...over},
    '/nonexistent',
    undefined as never,
    {language: 'en', plain: true} as Settings,
    {} as never,
  ).catch((error: unknown) => error);
  return failed instanceof Error ? failed.message : String(failed);
}

describe('without a code', () => {
  test.each([
    '0.0.0.0',
    '::',
    '192.168.1.5',
    '10.0.0.1',
    '2001:db8::1',
    '::ffff:10.0.0.1',
    'school.example',
    '127.example',
  ])('an address that others can reach is refused: %s', async (host) => {
    expect(await refusal({host, code: ''})).toContain('expected a class code');
  });

  test('blanks are none', async () => {
    expect(await refusal({host: '0.0.0.0', code: ' \t'})).toContain('expected a class code');
  });

  test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('this machine alone is not: %s', async (host) => {
    expect(await refusal({host, code: ''})).toContain('expected a terminal for the teacher');
  });

  test('none given is one that is made: no address is refused', async () => {
    expect(await refusal({host: '0.0.0.0'})).toContain('expected a terminal for the teacher');
  });
});

test.each([['short'], ['1234567']])('a teacher’s code as short as %s is refused', async (teacherCode) => {
  expect(await refusal({teacherCode})).toContain('at least 8 characters');
});

test('a class code that makes a teacher, in whatever letters, is refused', async () => {
  expect(await refusal({code: 'Class-Code', teacherCode: 'CLASS-CODE'})).toContain('expected another code');
  expect(await refusal({code: 'class-code', teacherCode: 'class-codf'})).not.toContain('another code');
});

test('the log takes so many lines, counts what it leaves out, and says so in the next one', () => {
  const lines: string[] = [];
  let time = 0;
  const stderr = {write: (text: string) => lines.push(text)};
  const {log} = createLog({headless: true}, {stderr: stderr as never}, () => time);
  for (let i = 0; i < 700; i++) log({event: 'not-kept', error: String(i)});
  expect(lines).toHaveLength(500);
  time = 1000;
  for (let i = 0; i < 100; i++) log({event: 'not-kept', error: 'later'});
  expect(lines).toHaveLength(520);
  expect(lines.map((line) => JSON.parse(line)).filter((line) => 'leftOut' in line)).toEqual([
    expect.objectContaining({error: 'later', leftOut: 200}),
  ]);
});

test.skipIf(!isThere('systemd-analyze'))('systemd understands every line of the unit in the guide', () => {
  const guide = readFileSync(new URL('../../docs/classroom.md', import.meta.url), 'utf8');
  const unit = /```ini\n([^`]*)```/.exec(guide)?.[1] ?? '';
  expect(unit).toContain('[Service]');
  const folder = freshFolder();
  const program = path.join(folder, 'bp-tui');
  writeFileSync(program, '#!/bin/sh\n');
  chmodSync(program, 0o755);
  const verified = (text: string): string => {
    const file = path.join(folder, 'bp-tui.service');
    writeFileSync(file, text.replace('/usr/bin/bp-tui', program));
    const {stdout, stderr, status} = spawnSync('systemd-analyze', ['verify', file], {encoding: 'utf8'});
    return `${status} ${stdout}${stderr}`;
  };
  expect(verified(unit)).toBe('0 ');
  // It would say so.
  expect(verified(unit.replace('ProtectSystem', 'ProtectSytem'))).toContain('Unknown key');
});
