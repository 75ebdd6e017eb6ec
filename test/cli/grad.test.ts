import {expect, test} from 'vitest';
import {bpTui} from './bp-tui.ts';

test('a derivative is printed with every node and the sums at forks', async () => {
  const {code, stdout, stderr} = await bpTui(['grad', 'c = a + b; c*c', '--at', 'a=1,b=2']);
  expect({code, stderr}).toEqual({code: 0, stderr: ''});
  expect(stdout).toMatch(/c +a \+ b +3 +6/);
  expect(stdout).toContain('= 1 × 3 + 1 × 3');
});

test('JSON has value, gradient, numeric and all nodes', async () => {
  const {code, stdout} = await bpTui(['grad', '-x^2', '--at', 'x=3', '--format', 'json']);
  const json = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(json).toMatchObject({value: -9, gradient: {x: -6}});
  expect(json.numeric.x).toBeCloseTo(-6, 6);
  expect(json.nodes.at(-1)).toEqual({id: '#3', op: 'neg', inputs: ['#2'], value: -9, grad: 1});
});

test('--expand shows the gates of a sigmoid', async () => {
  const json = async (...more: string[]) =>
    JSON.parse((await bpTui(['grad', 'sigmoid(x)', '--at', 'x=1', '--format', 'json', ...more])).stdout);
  expect((await json()).nodes).toHaveLength(2);
  const opened = await json('--expand');
  expect(opened.nodes.map(({op}: {op: string}) => op)).toEqual([
    'variable',
    'number',
    'neg',
    'exp',
    '+',
    '/',
  ]);
  expect(opened.gradient.x).toBeCloseTo((await json()).gradient.x, 14);
});

test.each<[readonly string[], string, string]>([
  [['2x', '--at', 'x=1'], '  2x\n   ^', 'column 2'],
  [['y + log(x)', '--at', 'x=-1,y=0'], '  y + log(x)\n      ^', 'above 0'],
  [['x', '--at', 'x=1,y=2'], '      ^', 'y is no variable'],
  [['x+y', '--at', 'x=1'], '', 'a value for y'],
  [['x', '--at', 'x=1,x=2'], '', 'already'],
  [['x', '--at', 'x=q'], '', 'q'],
  [['x', '--at', 'x=1/0'], '', 'divisor'],
])('%j is wrong, with a caret under the place', async (args, caret, words) => {
  const {code, stdout, stderr} = await bpTui(['grad', ...args]);
  expect({code, stdout}).toEqual({code: 1, stdout: ''});
  expect(stderr).toContain(caret);
  expect(stderr).toContain(words);
});

test.each<[readonly string[], string]>([
  [['x*y'], 'bp-tui: --at is missing: expected a value for x, y, found none. Add x=1,y=2.\n'],
  [['', '--at', 'x=1'], 'bp-tui: column 1: expected a number, a name or (, found the end.\n'],
])('%j is wrong, with no caret under nothing', async (args, said) => {
  const {code, stderr} = await bpTui(['grad', ...args]);
  expect({code, stderr}).toEqual({code: 1, stderr: said});
});

test.each(['-----x', '-x', '--- x'])('%j is a function that begins with a minus', async (text) => {
  const {code, stdout} = await bpTui(['grad', text, '--at', 'x=2', '--format', 'json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).value).toBe(-2);
});

test('a sum of thousands of terms is printed whole, shares and all', async () => {
  const {code, stdout} = await bpTui([
    'grad',
    'x+'.repeat(9999).concat('x'),
    '--at',
    'x=1',
    '--format',
    'text',
  ]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/x +1 +10000\n/);
});

test('where trying finds no number, that is said', async () => {
  const {stdout} = await bpTui(['grad', 'log(x)', '--at', 'x=1e-9', '--format', 'text', '--lang', 'en']);
  expect(stdout).toMatch(/x +1\.000e9 +– +not defined on both sides/);
  expect(stdout).not.toContain('NaN');
});

test('values of the point may be expressions', async () => {
  const {stdout} = await bpTui(['grad', 'sin(x)', '--at', 'x=pi/2', '--format', 'json']);
  expect(JSON.parse(stdout).value).toBe(1);
});
