import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {bindings} from '../src/ui/keys.ts';
import {bpTui, program, root} from './cli/bp-tui.ts';
import {endTerminals, startInTerminal} from './pty.ts';

/* What the README shows is what a reader gets. */

const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``, 'g'))].map(
    ([, block = '']) => block,
  );

afterEach(endTerminals);

test('its picture is the screen of lesson 1 where the chain rule gives −0.02886', async () => {
  const [picture = ''] = blocks('text');
  const session = startInTerminal(process.execPath, [program, 'lesson', '1', '--lang', 'en'], {
    columns: 80,
    rows: 24,
  });
  await session.waitFor('step 1/35');
  session.write('g18\r');
  await session.waitFor('step 18/35');
  expect(session.screen().join('\n').trimEnd().split('\n')).toEqual(picture.split('\n'));
});

test('its picture of free play is what these keys lead to', async () => {
  const [, picture = ''] = blocks('text');
  const session = startInTerminal(process.execPath, [program, 'play', '--lang', 'en'], {
    columns: 80,
    rows: 24,
  });
  await session.waitFor('Free play');
  session.write('T300\r');
  await session.waitFor('Training stopped');
  session.write(']]]   llll++');
  await session.waitFor('Changed by +0.02000');
  expect(session.screen().join('\n').trimEnd().split('\n')).toEqual(picture.split('\n'));
});

test('its picture of a function is where these keys lead to', async () => {
  const [, , picture = ''] = blocks('text');
  const session = startInTerminal(
    process.execPath,
    [program, 'grad', 'c = a + b; c*sigmoid(c)', '--at', 'a=1,b=2', '--lang', 'en'],
    {columns: 80, rows: 24},
  );
  await session.waitFor('step 0/7');
  session.write('     ');
  await session.waitFor('step 5/7');
  expect(session.screen().join('\n').trimEnd().split('\n')).toEqual(picture.split('\n'));
});

test('its homework file gives the working that it shows', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bp-tui-readme-'));
  try {
    writeFileSync(path.join(folder, 'homework.yaml'), blocks('yaml')[0] ?? '');
    const {code, stdout} = await bpTui(['solve', 'homework.yaml'], {cwd: folder});
    expect(code).toBe(0);
    expect(stdout).toContain(blocks('text')[3]);
  } finally {
    rmSync(folder, {recursive: true});
  }
});

test('it names every key', () => {
  const table = readme.slice(readme.indexOf('## Keys'), readme.indexOf('## Lessons of your own'));
  const named: Readonly<Record<string, string>> = {
    ...{
      space: 'space',
      enter: 'Enter',
      escape: 'Esc',
      tab: 'Tab',
      backspace: 'Backspace',
      delete: 'Delete',
      home: 'Home',
      end: 'End',
    },
    ...{
      up: '↑',
      down: '↓',
      left: '←',
      right: '→',
      pageup: 'PgUp',
      pagedown: 'PgDn',
      'ctrl+c': 'Ctrl-C',
      'ctrl+r': 'Ctrl-R',
    },
  };
  // The same keys without shift, and the typographic minus, go without saying.
  const unsaid = new Set(['=', '_', '−']);
  const missing = bindings
    .flatMap(({keys}) => keys)
    .filter((key) => !unsaid.has(key) && !table.includes(named[key] ?? `\`${key}\``));
  expect(missing).toEqual([]);
});
