import {expect, test} from 'vitest';
import {loadLesson} from '../../src/lesson/load.ts';
import {formatProblem} from '../../src/lesson/problemWords.ts';
import {startOfLesson} from '../../src/session/state.ts';
import {update} from '../../src/session/update.ts';
import {valueAt} from '../../src/session/value.ts';

const steps = `
title: {zh: 函数, en: function}
summary: {zh: 函数, en: function}
id: function
format: 1
steps: [{title: {zh: 一, en: one}, say: {zh: 一, en: one}}]
`;

const lesson = `${steps}
function: 'c = a + k*b; L = c*c + 3*c'
at: {a: 1, b: 2}
given: {k: 2}
optimizer: {kind: momentum, rate: 0.01, momentum: 0.5}
`;

async function loaded(text: string) {
  const found = await loadLesson('a.yaml', text, async () => '');
  if (!found.ok) throw new Error(found.problems.map((problem) => formatProblem(problem, 'en')).join('\n'));
  return found.value;
}

test('a function is played as a net is: forwards, backwards, update', async () => {
  const start = startOfLesson(await loaded(lesson));
  const forward = update(start, {type: 'forward', until: 'loss'});
  expect(valueAt(forward, 'v.c')).toBe(5);
  expect(valueAt(forward, 'loss')).toBe(40);
  expect(valueAt(forward, 'grad.v.c')).toBeUndefined();
  const round = update(start, {type: 'forward', by: 'sample'});
  // ∂L/∂c = 2c + 3.
  expect(valueAt(round, 'grad.v.c')).toBe(13);
  expect(valueAt(round, 'grad.v.b')).toBe(26);
  expect(valueAt(round, 'next.v.b')).toBe(2 - 0.01 * 26);
  expect(valueAt(update(forward, {type: 'set', quantity: 'v.k', value: 3}), 'grad.v.b')).toBeUndefined();
});

test('training a function is gradient descent by hand', async () => {
  const state = update(startOfLesson(await loaded(lesson)), {type: 'train', rounds: 20});
  let [a, b, va, vb] = [1, 2, 0, 0];
  for (let round = 0; round < 20; round++) {
    const slope = 2 * (a + 2 * b) + 3;
    va = 0.5 * va + slope;
    vb = 0.5 * vb + slope * 2;
    a -= 0.01 * va;
    b -= 0.01 * vb;
  }
  expect(valueAt(state, 'v.a')).toBeCloseTo(a, 12);
  expect(valueAt(state, 'v.b')).toBeCloseTo(b, 12);
});

test('names of a function may be Chinese, also as quantities', async () => {
  const state = startOfLesson(
    await loaded(`${steps.replace('say: {zh: 一,', "do: [{type: forward, until: grad.单价}], say: {zh: '{{ 总价 }}',")}
function: '总价 = 单价×数量; σ(总价 - 6)'
at: {单价: 3}
given: {数量: 2}
optimizer: {kind: sgd, rate: 0.1}
`),
  );
  const swept = update(state, {type: 'forward', until: 'grad.v.单价'});
  expect(valueAt(swept, 'v.总价')).toBe(6);
  expect(valueAt(swept, 'grad.v.单价')).toBe(0.25 * 2);
});

test.each<[string, string]>([
  ["function: '2x'\nat: {x: 1}", 'column 2'],
  ["function: 'log(x)'\nat: {x: -1}", 'above 0'],
  ["function: 'x*y'\nat: {x: 1}", '"y"'],
  ["function: 'x'\nat: {x: 1, z: 2}", '"z"'],
  ["function: 'x'\nat: {x: 1}\ngiven: {x: 1}", 'x'],
  ["function: 'x'\nat: {x: 1}\ndata: xor", 'data'],
  ['at: {x: 1}', 'function'],
])('%j is complained of', async (text, word) => {
  await expect(loaded(`${steps}${text}\noptimizer: {kind: sgd, rate: 1}\n`)).rejects.toThrow(word);
});
