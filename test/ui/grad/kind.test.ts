import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {enterGrad, firstGrad} from '../../../src/ui/grad/kind.tsx';
import {type Driven, drive} from '../frame.tsx';

const opened = (text: string, point: string, over = {}): Driven =>
  drive({scene: enterGrad(text, point, false)}, over);

const cells = (line: string): number => stringWidth(line);

describe.each([
  [60, 18],
  [80, 24],
  [120, 36],
])('at %d × %d', (columns, rows) => {
  test.each([
    ['zh', false],
    ['en', false],
    ['zh', true],
    ['en', true],
  ] as const)('every frame fills the screen and no line is too long (%s, ascii %s)', (language, ascii) => {
    const functions: readonly (readonly [string, string])[] = [
      ['c = a + b; c*c + sigmoid(c)', 'a=1,b=-0.5'],
      ['abs(x) + max(x, 0) * relu(x)', 'x=0'],
      [
        Array.from({length: 30}, (_, i) => `s${i} = ${i === 0 ? 'x' : `s${i - 1}`}*x + sin(x)`).join(';'),
        'x=1.123456789',
      ],
      ['3', ''],
    ];
    for (const [text, point] of functions) {
      const driven = opened(text, point, {columns, rows, language, ascii});
      const look = (): void => {
        const lines = driven.lines();
        expect(lines).toHaveLength(rows);
        for (const line of lines) {
          expect(cells(line)).toBeLessThanOrEqual(columns);
          if (ascii) expect(line.replace(/[\p{Script=Han}，。：、（）“”；]/gu, '')).toMatch(/^[ -~]*$/);
        }
      };
      look();
      for (const key of [
        'space',
        'space',
        'tab',
        'tab',
        '+',
        'space',
        'space',
        'b',
        '-',
        'x',
        'G',
        '0',
        'e',
        '+',
        'enter',
        'escape',
        'p',
        'x',
        'enter',
        'escape',
        '?',
        'escape',
      ]) {
        driven.press(key);
        look();
      }
    }
  });
});

test('a step forward and back is the same frame', () => {
  const driven = opened('c = a + b; c*c', 'a=1,b=2').press('space', 'space');
  const before = driven.text();
  expect(driven.press('space', 'b').text()).toBe(before);
});

test('values come before gradients, and the sum of the paths is worked out', () => {
  const driven = opened('c = a + b; 2*(c*c)', 'a=1,b=2');
  expect(driven.text()).not.toContain('18  ∂');
  driven.press('space', 'space', 'space');
  expect(driven.text()).toContain('18  ∂');
  const text = driven.press('space', 'space').text();
  expect(text).toContain('1) ');
  expect(text).toContain('2) ');
  expect(text).toContain('∂f/∂c = 6 + 6 = 12');
});

test('a function is typed in place, and a wrong one says where it is wrong', () => {
  const driven = opened('x*x', 'x=3').press('e', '+', '$', 'enter');
  const lines = driven.lines();
  const at = lines.findIndex((line) => line.includes('x*x+$'));
  expect(lines[at + 1]!.indexOf('^')).toBe(lines[at]!.indexOf('$'));
  driven.press('backspace', 'y', 'enter', 'G');
  // The new variable begins at 1, the old one stays.
  expect(driven.text()).toMatch(/point: +x=3,y=1/);
  expect(driven.text()).toMatch(/∂ +6/);
});

test('a point is typed in place; escape leaves it as it was', () => {
  const driven = opened('x*x', 'x=3').press('p', 'backspace', '5', 'enter', 'G');
  expect(driven.text()).toMatch(/∂ +10/);
  expect(driven.press('p', '9', 'escape').text()).toMatch(/point: +x=5$/m);
});

test('keys in a text are text, not commands', () => {
  const driven = opened('x', 'x=3').press('e', '*', 'q', 'enter');
  expect(driven.model.finished).toBe(false);
  expect(driven.text()).toContain('x*q');
});

test('x opens a sigmoid into its gates and closes it', () => {
  const driven = opened('sigmoid(x)', 'x=1').press('G');
  expect(driven.text()).toContain('σ(x)');
  expect(driven.press('x').text()).toContain('exp(');
  expect(driven.press('x').text()).toContain('σ(x)');
});

test('the start page asks for derivatives, and escape leads back', () => {
  const driven = drive({lessons: []});
  driven.press('d');
  expect(driven.app.requests(driven.model)).toContainEqual({type: 'derivatives'});
  driven.send({type: 'entered', scene: firstGrad()});
  expect(driven.text()).toContain('sigmoid(c)');
  expect(driven.press('escape').text()).toContain('derivatives');
});
