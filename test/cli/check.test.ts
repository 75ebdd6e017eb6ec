import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {lesson} from '../lesson/marked.ts';
import {bpTui} from './bp-tui.ts';

/** Comes out: the question's answer is computed in its step. */
const good = lesson.replace('until: yo}', 'until: grad.w.h->o}').replace('{{ a.h }}', '{{ wo }}');
const wrongNumber = good.replace('z.h: 0.5,', 'z.h: 0.6,');
const wrongName = good.replace('until: grad.w.h->o}', 'until: grad.w.h->oo}');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'check-'));
  await writeFile(path.join(folder, 'good.yaml'), good);
  await writeFile(path.join(folder, 'number.yaml'), wrongNumber);
  await writeFile(path.join(folder, 'name.yaml'), wrongName);
});
afterAll(() => rm(folder, {recursive: true, force: true}));

const check = (...args: string[]) => bpTui(['check', ...args], {cwd: folder});

/** Where a part of a text stands, as the program says it. */
function placeOf(file: string, text: string, part: string): string {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  return `${file}:${before.length}:${before.at(-1)!.length + 1}: `;
}

test('a good lesson: a line on stdout, code 0', async () => {
  expect(await check('good.yaml')).toEqual({code: 0, stdout: 'good.yaml: no problems\n', stderr: ''});
});

test('an expectation that fails names its place, both numbers and the difference', async () => {
  const {code, stdout, stderr} = await check('number.yaml');
  expect({code, stdout}).toEqual({code: 1, stdout: ''});
  expect(stderr.split('\n')).toHaveLength(2);
  expect(stderr.startsWith(placeOf('number.yaml', wrongNumber, 'z.h: 0.6'))).toBe(true);
  expect(stderr).toMatch(/z\.h = 0\.6 within 6e-10, found 0\.5, which is 0\.1 off/);
});

test('all problems of all files, whatever is wrong with the first', async () => {
  const {code, stdout, stderr} = await check('missing.yaml', 'number.yaml', 'good.yaml', 'name.yaml');
  expect(code).toBe(1);
  expect(stdout).toBe('good.yaml: no problems\n');
  const [missing, number, name, ...others] = stderr.trimEnd().split('\n');
  expect(missing).toContain('missing.yaml');
  expect(number).toContain(placeOf('number.yaml', wrongNumber, 'z.h: 0.6'));
  expect(name).toContain(placeOf('name.yaml', wrongName, 'grad.w.h->oo'));
  expect(others).toEqual([]);
});

test('in Chinese', async () => {
  const {stderr, stdout} = await check('number.yaml', 'good.yaml', '--lang', 'zh');
  expect(stderr).toContain('z.h 应为 0.6');
  expect(stdout).toBe('good.yaml：没有问题\n');
});

const net = `format: 1
network: {layers: [[x], [h], [o]], activation: tanh, loss: half-squared-error, weights: {x->h: 1, h->o: 2}}
optimizer: {kind: sgd, rate: 0.1}
data: [{input: [1], target: [2]}]
`;

test.each([
  ['en', 'net.yaml: no problems. It is a net, no lesson: 1-1-1, 2 weights and biases, 1 samples.'],
  ['zh', 'net.yaml：没有问题。它是网络，不是课程：1-1-1，权重和偏置 2 个，样本 1 个。'],
])('a net alone is checked too, and told to be none of the lessons, %s', async (language, words) => {
  await writeFile(path.join(folder, 'net.yaml'), net);
  const {code, stdout, stderr} = await check('net.yaml', '--lang', language);
  expect({code, stderr}).toEqual({code: 0, stderr: ''});
  expect(stdout).toContain(words);
});

test('a net that is wrong is told what a net needs, not what a lesson does', async () => {
  await writeFile(
    path.join(folder, 'wrong.yaml'),
    net.replace('optimizer: {kind: sgd', 'optimizer: {kind: sgdd'),
  );
  const {code, stderr} = await check('wrong.yaml');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^wrong\.yaml:3:\d+: .*sgd/);
  expect(stderr).not.toMatch(/title|steps/);
});

test('a file with anything of a lesson is checked as one', async () => {
  await writeFile(path.join(folder, 'half.yaml'), `id: half\n${net}`);
  expect((await check('half.yaml')).stderr).toMatch(/steps/);
});
