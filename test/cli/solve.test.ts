import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {bash, bpTui} from './bp-tui.ts';

const net = (rate: string, activation = 'sigmoid'): string => `format: 1
network:
  layers: [[x], [h], [o]]
  activation: ${activation}
  loss: half-squared-error
  weights: {x->h: 0.2, h->o: 0.3}
  biases: {h: 0.1, o: 0.2}
names: {w.h->o: wo}
optimizer: {kind: sgd, rate: ${rate}}
data: [{input: [1], target: [0.8]}]
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'solve-'));
  await writeFile(path.join(folder, 'net.yaml'), net('0.5'));
  await writeFile(path.join(folder, 'wild.yaml'), net('1e200', 'identity'));
  await writeFile(path.join(folder, 'wrong.yaml'), net('-1').replace('[h]', '[h, h2]'));
});
afterAll(() => rm(folder, {recursive: true, force: true}));

const solve = (...args: string[]) => bpTui(['solve', ...args], {cwd: folder});

test.each([
  ['text', /^Worked solution\n=+\n[\s\S]*\n {9}= −0\.02886\n/],
  ['markdown', /^# Worked solution\n[\s\S]*\n {7}= −0\.02886\n/],
  ['csv', /^round,sample,a\.x,[^\n]*\r\n1,0,1,[^\n]*,-0\.02885607598362517,[^\n]*\r\n$/],
  [
    'json',
    /^\{"rounds": \[\n\{"sample": 0, "values": \{[\s\S]*"grad\.w\.h->o": -0\.02885607598362517,[\s\S]*\}\}\n\]\}\n$/,
  ],
])('a net without steps as %s', async (format, wanted) => {
  const {code, stdout, stderr} = await solve('net.yaml', '--format', format);
  expect({code, stderr}).toEqual({code: 0, stderr: ''});
  expect(stdout.replaceAll('wo', 'h->o')).toMatch(wanted);
});

test('text is what comes without a format, in the language and with the digits asked for', async () => {
  const {stdout} = await solve('net.yaml', '--lang', 'zh', '--digits', '17', '--ascii');
  expect(stdout).toContain('演算过程');
  expect(stdout).toContain('= -0.02885607598362517\n');
  expect(stdout).not.toMatch(/[∂·×−]/);
});

describe.each(['text', 'markdown', 'csv', 'json'])('a net that diverges, %s', (format) => {
  test.each([
    ['en', 'diverged at round 2'],
    ['zh', '第 2 轮发散'],
  ])('%s: the rounds up to there, a line on stderr, code 1', async (lang, words) => {
    const {code, stdout, stderr} = await solve(
      'wild.yaml',
      '--rounds',
      '9',
      '--format',
      format,
      '--lang',
      lang,
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/^bp-tui: wild\.yaml[^\n]+\n$/);
    expect(stderr).toContain(words);
    if (format === 'json') expect(JSON.parse(stdout).rounds).toHaveLength(2);
    if (format === 'csv') expect(stdout.split('\r\n')).toHaveLength(4);
  });
});

test('the problems of a wrong file, each with its place', async () => {
  const {code, stdout, stderr} = await solve('wrong.yaml');
  expect({code, stdout}).toEqual({code: 1, stdout: ''});
  const lines = stderr.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(line).toMatch(/^wrong\.yaml:\d+:\d+: /);
});

test('ten thousand rounds come whole', async () => {
  const {code, stdout} = await solve('net.yaml', '--rounds', '10000', '--format', 'csv');
  expect(code).toBe(0);
  expect(stdout.split('\r\n')).toHaveLength(10_002);
});

test.each(['text', 'markdown', 'csv', 'json'])(
  'a million rounds of %s end with their reader',
  async (format) => {
    const {code, stderr} = await bash(
      `"$node" "$program" solve net.yaml --rounds 1000000 --format ${format} | head -3 >/dev/null; exit "\${PIPESTATUS[0]}"`,
      {cwd: folder},
    );
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
  },
);
