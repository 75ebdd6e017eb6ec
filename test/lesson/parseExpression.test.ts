import fc from 'fast-check';
import {expect, test} from 'vitest';
import {differentiate} from '../../src/engine/expression.ts';
import {mostVariables, parseExpression} from '../../src/lesson/parseExpression.ts';
import {aPoint, aTree, compute, names, print} from './expressions.ts';

function resultOf(text: string, point: Readonly<Record<string, number>> = {}): number {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.problem.words.en);
  const found = differentiate(parsed.value, new Map(Object.entries(point)));
  return found.ok ? found.value.values.at(-1)! : Number.NaN;
}

function problemOf(text: string): {at: number; en: string; zh: string} {
  const parsed = parseExpression(text);
  if (parsed.ok) throw new Error(`${text} was read`);
  return {at: parsed.problem.at, ...parsed.problem.words};
}

test.each([
  ['-x^2', -9],
  ['2^3^2', 512],
  ['2^-1', 0.5],
  ['-2^2', -4],
  ['(-2)^2', 4],
  ['2^-x^2', 2 ** -9],
  ['10 - 4 - 3', 3],
  ['16 / 4 / 2', 2],
  ['2 - -x', 5],
  ['--x', 3],
  ['6 / 2 * x', 9],
  ['c = x + 1; c*c', 16],
  ['a = x; b = a;; a*b;', 9],
  ['2 × x − 1 · 1 ÷ 2', 5.5],
  ['max（x，5）；', 5],
  ['1.5e1 + .5 + 2.', 17.5],
  ['pi - π + e', Math.E],
  ['ln(x) - log(x) + σ(x) - sigmoid(x)', 0],
  ['σ = 2; σ(x - 3) * σ', 1],
  ['单价＝x；数量2 = 2；单价×数量2', 6],
])('%s is %d at x = 3', (text, value) => {
  expect(resultOf(text, {x: 3})).toBeCloseTo(value, 12);
});

test('precedence is that of an evaluator of its own, over random expressions', () => {
  fc.assert(
    fc.property(aTree, aPoint, (tree, point) => {
      const ours = resultOf(print(tree), point);
      const theirs = compute(tree, point);
      // Where one of its parts is not defined the program refuses the whole.
      if (Number.isNaN(ours) || !Number.isFinite(theirs)) return;
      expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(theirs)));
    }),
    {numRuns: 3000},
  );
});

test.each<[string, number, string]>([
  ['2x', 1, '*'],
  ['(x', 2, ')'],
  ['x)', 1, ')'],
  ['', 0, 'number'],
  ['3 +', 3, 'number'],
  ['x $ y', 2, '$'],
  ['sin x', 0, 'sin(x)'],
  ['tanhh(x)', 0, 'tanh'],
  ['max(1)', 0, 'two'],
  ['log(1, 2)', 0, 'one'],
  ['a = 1; a = 2', 7, 'once'],
  ['a + 1; a', 0, '='],
  ['x = x + 1', 0, 'before'],
  ['a = b = c', 6, '='],
  ['pi = 3', 0, 'pi'],
  ['exp = 3', 0, 'function'],
  ['x + __proto__', 4, '__proto__'],
  ['constructor(x)', 0, 'constructor'],
  ['constructor', 0, 'constructor'],
  ['1e999', 0, '1e999'],
  ['process.exit()', 7, '.'],
  ['x\u202ey', 1, 'U+202E'],
  ['х + 1', 0, 'U+0445'],
  ['1 + １', 4, 'Write 1 instead'],
  ['𝑥*x', 0, 'Write x instead'],
  ['x + x²', 5, 'Write ^2 instead'],
  ['σ(x, 2)', 0, 'one number'],
  ['ln x', 0, 'ln(x)'],
  ['lg(x)', 0, 'log'],
  ['x、2', 1, '、'],
  ['x**2', 2, '^'],
  ['x\u0001', 1, 'U+0001'],
  ['x\u200b', 1, 'U+200B'],
  ['toString(x)', 0, 'toString'],
  ['toString', 0, 'toString'],
  ['hasOwnProperty = 1; x', 0, 'hasOwnProperty'],
  ['x["__proto__"]', 1, '['],
  ['valueOf()', 0, 'valueOf'],
  ['1.2.3', 3, '.3'],
  ['0x10', 1, 'x10'],
  ['1e', 1, 'e'],
  [';', 0, ';'],
  ['a_name_of_more_than_20_characters', 0, '20'],
])('%s is refused at %d', (text, at, word) => {
  const problem = problemOf(text);
  expect(problem.at).toBe(at);
  expect(problem.en).toContain(word);
  expect(problem.zh).not.toBe('');
});

test('thousands of parentheses, signs or powers in one another are refused at the hundredth', () => {
  for (const text of [
    `${'('.repeat(3000)}x${')'.repeat(3000)}`,
    `${'-'.repeat(3000)}x`,
    `x${'^x'.repeat(3000)}`,
    'sin('.repeat(3000),
  ])
    expect(problemOf(text).en).toContain('at most 100');
});

test('more variables than trying has time for are refused where the first of them stands', () => {
  const sum = (count: number): string => Array.from({length: count}, (_, i) => `x${i}`).join('+');
  expect(parseExpression(sum(mostVariables)).ok).toBe(true);
  const problem = problemOf(sum(mostVariables + 50));
  expect(problem.at).toBe(sum(mostVariables).length + 1);
  expect(problem.en).toContain(`${mostVariables} variables`);
  // Definitions and constants are none.
  const lines = Array.from({length: 1000}, (_, i) => `c${i} = x + pi`).join(';');
  expect(parseExpression(`${lines};c9`).ok).toBe(true);
});

test('a megabyte is refused unread', () => {
  expect(problemOf('x+'.repeat(500_000)).en).toContain('200000');
});

test('no text makes the reader fail in another way', () => {
  const piece = fc.constantFrom(
    'x',
    '1',
    '(',
    ')',
    '+',
    '-',
    '*',
    '/',
    '^',
    ';',
    '=',
    ',',
    'sin',
    'max',
    ' ',
    '.',
    'e',
    '$',
  );
  fc.assert(
    fc.property(fc.array(piece, {maxLength: 30}), (pieces) => {
      const text = pieces.join('');
      const parsed = parseExpression(text);
      if (!parsed.ok) expect(parsed.problem.at).toBeLessThanOrEqual(text.length);
    }),
    {numRuns: 2000},
  );
});

test('names of the points of random expressions are those of their variables', () => {
  const parsed = parseExpression(names.join('+'));
  expect(parsed.ok && parsed.value.variables).toEqual(names);
});
