import {spawnSync} from 'node:child_process';
import {mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {endTerminals, startInTerminal} from '../pty.ts';
import {bash, bpTui, root} from './bp-tui.ts';

const formats = ['text', 'markdown', 'cast'] as const;
const lessonFile = path.join(root, 'lessons', '01-one-round.yaml');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'bp-tui-export-'));
});

afterEach(async () => {
  endTerminals();
  await rm(folder, {recursive: true, force: true});
});

describe.each(formats)('%s', (format) => {
  test('has the same bytes each time: in any place, time zone, locale and terminal, to a pipe or a file', async () => {
    const file = path.join(folder, 'made');
    const args = ['export', '1', '--format', format, '--lang', 'zh'];
    const env = {
      TZ: 'Asia/Shanghai',
      LANG: 'de_DE.ISO-8859-1',
      LC_ALL: 'POSIX',
      NO_COLOR: '1',
      CI: 'true',
      TERM: 'dumb',
      COLORFGBG: '0;15',
      COLUMNS: '200',
      SSH_CONNECTION: '1 2 3 4',
    };
    const [first, second] = await Promise.all([
      bpTui(args),
      bpTui([...args, '-o', file], {env, cwd: folder}),
    ]);
    expect({...first, stdout: ''}).toEqual({code: 0, stdout: '', stderr: ''});
    expect(second).toEqual({code: 0, stdout: '', stderr: ''});
    expect(first.stdout.length).toBeGreaterThan(5000);
    expect(await readFile(file, 'utf8')).toBe(first.stdout);
    expect(await readdir(folder)).toEqual(['made']);
  });

  test('has the same bytes on a terminal of another size', async () => {
    const file = path.join(folder, 'made');
    const args = ['export', '1', '--format', format, '--lang', 'en'];
    const {exit} = startInTerminal(
      process.execPath,
      [path.join(root, 'dist', 'cli.js'), ...args, '-o', file],
      {
        columns: 44,
        rows: 10,
      },
    );
    expect((await exit).code).toBe(0);
    expect(await readFile(file, 'utf8')).toBe((await bpTui(args)).stdout);
  });

  test('in ASCII has only ASCII in English', async () => {
    const {stdout} = await bpTui(['export', lessonFile, '--format', format, '--lang', 'en', '--ascii']);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the range from 0
    expect(stdout).toMatch(/^[\u0000-\u007f]+$/);
  });

  test('has the digits asked for', async () => {
    const {stdout} = await bpTui([
      'export',
      'one-round',
      '--format',
      format,
      '--lang',
      'en',
      '--digits',
      '9',
    ]);
    expect(stdout).toContain('0.0288560760');
  });
});

test('text is the default, and is what a pipe from the lesson gets', async () => {
  const [exported, piped] = await Promise.all([
    bpTui(['export', '1', '--lang', 'en']),
    bpTui(['lesson', '1', '--lang', 'en']),
  ]);
  expect(exported.stdout).toBe(piped.stdout);
});

describe('a recording', () => {
  test('has the size asked for, and a colour unless none is wanted', async () => {
    const args = ['export', '1', '--format', 'cast', '--size', '100x30'];
    const [colored, plain] = await Promise.all([bpTui(args), bpTui([...args, '--no-color'])]);
    expect(JSON.parse(colored.stdout.slice(0, colored.stdout.indexOf('\n')))).toMatchObject({
      version: 2,
      width: 100,
      height: 30,
    });
    expect(colored.stdout).toContain('\\u001b[96m');
    expect(plain.stdout).not.toContain('\\u001b[96m');
  });

  const asciinema = spawnSync('asciinema', ['--version']).error === undefined;
  if (!asciinema) console.warn('asciinema is not installed: whether it plays a recording is not tested.');

  test.skipIf(!asciinema)('is played by asciinema', async () => {
    const file = path.join(folder, 'lesson.cast');
    await bpTui(['export', '1', '--format', 'cast', '--lang', 'en', '-o', file]);
    // A pseudo-terminal whose program has ended may lose what nobody has read yet: it ends when all has come. And asciinema takes
    // what is typed while it plays.
    const session = startInTerminal('sh', ['-c', 'asciinema cat "$0" && printf over && read -r line', file]);
    await session.waitFor(() => session.output().endsWith('\u001B[?1049lover'));
    session.write('\r');
    expect((await session.exit).code).toBe(0);
    expect(session.output()).toContain('Who tells wh?');
    expect(session.modes).toEqual({alternate: false, cursorHidden: false, autowrap: true});
  });
});

describe('-o', () => {
  const exporting = (file: string) => bpTui(['export', '1', '--lang', 'en', '-o', file], {cwd: folder});

  test('takes the place of a file, keeps its mode, and follows a link', async () => {
    const file = path.join(folder, 'old.txt');
    await writeFile(file, 'old', {mode: 0o640});
    await symlink('old.txt', path.join(folder, 'link.txt'));
    expect((await exporting('link.txt')).code).toBe(0);
    expect(await readFile(file, 'utf8')).toMatch(/^One round of training\n/);
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    expect((await readdir(folder)).sort()).toEqual(['link.txt', 'old.txt']);
  });

  test('writes to a device as it is', async () => {
    const {code, stdout} = await bash('"$node" "$program" export 1 --lang en -o /dev/stdout | cat');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^One round of training\n/);
  });

  test('refuses a folder, and a place that is not there', async () => {
    await mkdir(path.join(folder, 'inside'));
    const [directory, nowhere] = await Promise.all([exporting('inside'), exporting('nowhere/a.txt')]);
    expect(directory).toMatchObject({code: 1, stdout: ''});
    expect(directory.stderr).toContain('inside: expected a file to write, found a directory');
    expect(nowhere).toMatchObject({code: 1, stdout: ''});
    expect(nowhere.stderr).toContain('nowhere/a.txt: expected a folder to write in, found none');
    expect(await readdir(folder)).toEqual(['inside']);
  });

  test('leaves the old file whole where there is no room for the new one', async () => {
    const file = path.join(folder, 'old.txt');
    await writeFile(file, 'old');
    const {code, stderr} = await bash(
      'trap "" XFSZ; ulimit -f 4; exec "$node" "$program" export 1 --lang en -o old.txt',
      {cwd: folder},
    );
    expect(code).toBe(1);
    expect(stderr).toContain('old.txt: could not be written');
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['old.txt']);
  });

  test('never takes the place of the lesson itself', async () => {
    const text = await readFile(lessonFile, 'utf8');
    const mine = path.join(folder, 'mine.yaml');
    await writeFile(mine, text);
    const {code, stderr} = await bpTui(['export', mine, '-o', 'mine.yaml'], {cwd: folder});
    expect(code).toBe(2);
    expect(stderr).toContain('found the lesson itself');
    expect(await readFile(mine, 'utf8')).toBe(text);
  });
});

test('a lesson with mistakes is not exported: they are listed, and an older file stays', async () => {
  const wrong = path.join(folder, 'wrong.yaml');
  const old = path.join(folder, 'old.md');
  await writeFile(wrong, (await readFile(lessonFile, 'utf8')).replace('sigmoid', 'sigmoit'));
  await writeFile(old, 'old');
  const {code, stdout, stderr} = await bpTui(['export', wrong, '-o', old, '--lang', 'en']);
  expect({code, stdout}).toEqual({code: 1, stdout: ''});
  expect(stderr).toMatch(/wrong\.yaml:10:15: /);
  expect(await readFile(old, 'utf8')).toBe('old');
});
