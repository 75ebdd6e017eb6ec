import {readFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {endTerminals, startInTerminal} from '../pty.ts';
import {bash, bpTui, program, root} from './bp-tui.ts';

test('--version is the version of the package', async () => {
  const {version} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  expect(await bpTui(['--version'])).toEqual({code: 0, stdout: `${version}\n`, stderr: ''});
});

test('help goes to stdout, in the locale’s language', async () => {
  const english = await bpTui(['--help']);
  const chinese = await bpTui(['--help'], {env: {LC_ALL: 'zh_CN.UTF-8'}});
  expect(english).toMatchObject({code: 0, stderr: ''});
  expect(chinese).toMatchObject({code: 0, stderr: ''});
  expect(english.stdout).not.toMatch(/\p{Script=Han}/u);
  expect(chinese.stdout).toMatch(/\p{Script=Han}/u);
});

describe('wrong usage is 2 and one line on stderr', () => {
  test.each([
    [['leson', '1'], 'lesson'],
    [['--langg'], '--lang'],
    [['--digits', '3'], '17'],
    [['lesson', 'no-such-lesson'], 'no-such-lesson'],
    [['lesson', 'one-rond'], 'one-round'],
    [['lesson', '9999'], '9999'],
    [['solve'], 'file'],
  ])('%j', async (args, named) => {
    const {code, stdout, stderr} = await bpTui(args);
    expect({code, stdout}).toEqual({code: 2, stdout: ''});
    expect(stderr).toMatch(/^bp-tui: [^\n]+\n$/);
    expect(stderr).toContain(named);
  });
});

describe('a file that cannot be read is 1', () => {
  test.each([
    [['check', 'no/such.yaml'], 'no/such.yaml'],
    [['check', 'lessons'], 'directory'],
    [['solve', 'no/such.yaml'], 'no/such.yaml'],
    [['solve', 'test'], 'directory'],
    [['lesson', './no-such.yaml'], './no-such.yaml'],
    [['lesson', 'test/'], 'test'],
  ])('%j', async (args, named) => {
    const {code, stdout, stderr} = await bpTui(args);
    expect({code, stdout}).toEqual({code: 1, stdout: ''});
    expect(stderr).toMatch(/^bp-tui: [^\n]+\n$/);
    expect(stderr).toContain(named);
  });
});

describe('a reader that leaves ends it quietly', () => {
  test.each(['lesson 1', 'lesson', 'solve lessons/01-one-round.yaml --rounds 500', '--help'])(
    '%s | head -1',
    async (line) => {
      const {code, stdout, stderr} = await bash(
        `"$node" "$program" ${line} | head -1; exit "\${PIPESTATUS[0]}"`,
      );
      expect({code, stderr}).toEqual({code: 0, stderr: ''});
      expect(stdout).toMatch(/^[^\n]*\n$/);
    },
  );

  test('even when it never reads', async () => {
    const {code, stderr} = await bash(`"$node" "$program" lesson 1 | true; exit "\${PIPESTATUS[0]}"`);
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
  });
});

test('a long text comes whole through a pipe', async () => {
  const {code, stdout, stderr} = await bpTui([
    'solve',
    'lessons/01-one-round.yaml',
    '--rounds',
    '1000',
    '--format',
    'json',
  ]);
  expect({code, stderr}).toEqual({code: 0, stderr: ''});
  expect(stdout.length).toBeGreaterThan(200_000);
  expect(JSON.parse(stdout).rounds).toHaveLength(1000);
});

test('an output without room is complained of', async () => {
  const {code, stderr} = await bash('"$node" "$program" lesson 1 >/dev/full');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^bp-tui: [^\n]+\n$/);
});

describe('a terminal that cannot show a screen', () => {
  afterEach(endTerminals);

  test.each([
    // A pseudo-terminal has a name of its own, so the variable is set inside it.
    ['TERM=dumb', ['TERM=dumb', process.execPath, program, 'lesson', '1']],
    ['--plain', [process.execPath, program, 'lesson', '1', '--plain']],
    ['no input', ['bash', '-c', '"$0" "$1" lesson 1 </dev/null', process.execPath, program]],
  ])('%s gets plain text', async (_what, command) => {
    const session = startInTerminal('env', command);
    expect(await session.exit).toEqual({code: 0, signal: 0});
    expect(session.output()).toContain('0.2');
    expect(session.output()).not.toContain('\u001B');
  });
});
