import {expect, test} from 'vitest';
import {
  type Derivative,
  derivativeOf,
  problemLines,
  readPoint,
} from '../../../src/session/grad/derivative.ts';
import {kinkWords} from '../../../src/session/grad/words.ts';

function derived(text: string, point: string): Derivative {
  const found = derivativeOf(text, point, false);
  if (!found.ok) throw new Error(found.problem.words.en);
  return found.value;
}

test.each<[string, string, number]>([
  ['a value that is no number', 'x=1, y=q', 7],
  ['a value that is not finished', 'x=1,y=2+', 8],
  ['a value that has none', 'x=1, y=2*log(0)', 9],
  ['a name of no variable', 'x=1,  z=2', 6],
  ['a constant', 'x=1,  e=2', 6],
  ['a part without =', 'x=1,  y', 6],
  ['a name twice', 'x=1, x=2', 5],
  ['a value that is missing', 'x=1', 3],
])('%s is complained of where it stands', (_, text, at) => {
  const found = readPoint(text, ['x', 'y']);
  expect(found.ok ? 'read' : found.problem.at).toBe(at);
});

test('a point is read, whatever stands between its parts', () => {
  const found = readPoint(' x = 1/4 ，y＝-2e-3', ['y', 'x']);
  expect(readPoint('x=1; y=2', ['x', 'y']).ok).toBe(true);
  expect(readPoint('单价=1、y=2', ['单价', 'y']).ok).toBe(true);
  expect(found.ok && [...found.value]).toEqual([
    ['x', 0.25],
    ['y', -0.002],
  ]);
});

test.each<[string, number, number]>([
  ['2x + 1', 1, 20],
  ['一二 $', 3, 20],
  [`${'x + '.repeat(100)}$`, 400, 60],
  [`${'x + '.repeat(50)}$${' + x'.repeat(100)}`, 200, 60],
])('the caret stands under its place: %j', (text, at, width) => {
  const wide = (part: string): number => [...part].reduce((sum, c) => sum + (c > '\u2e80' ? 2 : 1), 0);
  const [line = '', caret = ''] = problemLines(
    {of: 'expression', text, at, words: {en: '', zh: ''}},
    width,
    wide,
  );
  const before = caret.indexOf('^');
  let cells = 0;
  const under = [...line].find((c) => {
    cells += wide(c);
    return cells > before;
  });
  expect(caret.trim()).toBe('^');
  expect(under).toBe(text[at]);
  expect(wide(line)).toBeLessThanOrEqual(Math.max(width, 24));
});

test('trying is as good at both sides of the point: a square has its slope to nine digits', () => {
  expect(derived('x*x', 'x=3').checks.get('x')!.numeric).toBeCloseTo(6, 9);
});

test.each([
  ['abs(x)', '−1'],
  ['relu(x)', '0'],
])('%s at 0 names the derivative that is shown', (text, left) => {
  const {kinks, expression, sweep} = derived(text, 'x=0');
  const [kink] = kinks;
  expect(kinkWords(expression, kink!, 'k').en).toContain(`left derivative ${left} shown`);
  expect(sweep.gradients[0]).toBe(Number(left.replace('−', '-')));
});

test.each<[string, string, string]>([
  ['x^y', 'x=-1,y=2', '(−1)^2; its slope by y is x^y·ln x. Choose another point.'],
  ['log(-1)', '', 'found −1. Write another number.'],
  ['x + exp(1000)', 'x=1', 'Write a smaller number.'],
  ['x*x', 'x=1e200', 'Choose a smaller point.'],
])('%s at %j: what to do is what can be done', (text, point, words) => {
  const found = derivativeOf(text, point, false);
  expect(found.ok ? '' : found.problem.words.en).toContain(words);
});
