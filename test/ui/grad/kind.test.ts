import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {enterGrad, firstGrad, gradFrom} from '../../../src/ui/grad/kind.tsx';
import {loadShipped} from '../../lessons/shipped.ts';
import {cellsOf, type Driven, drive} from '../frame.tsx';

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
        'v',
        'space',
        'v',
        'G',
        'tab',
        'down',
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
  expect(driven.text()).not.toContain('18');
  driven.press('space', 'space', 'space');
  expect(driven.text()).toMatch(/ »18║/);
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
  expect(driven.text()).toMatch(/∂ +»6/);
});

test.each([
  ['en', false],
  ['zh', false],
  ['zh', true],
] as const)('the caret stands in the cell of what is wrong (%s, ascii %s)', (language, ascii) => {
  for (const [keys, wrong] of [
    [['e', '+', '$'], '$'],
    [['e', '+', '中', '文', '$'], '$'],
    [['e', '+', '。'], '。'],
    [['p', ',', '变', '=', '1'], '变'],
  ] as const) {
    const lines = opened('x*x', 'x=3', {language, ascii})
      .press(...keys, 'enter')
      .lines();
    const at = lines.findIndex((line) => line.includes(wrong));
    expect(cellsOf(lines[at + 1]!).indexOf('^')).toBe(cellsOf(lines[at]!).indexOf(wrong));
  }
});

test('a list is in reading order: a variable stands before its first use, and all of it is shown where it fits', () => {
  const driven = opened('sigmoid(w*x + b)', 'w=1,x=2,b=1').press('x', 'v', 'v');
  const names = driven.lines().flatMap((line) => /^│ +(\S+)[^│]*∂/.exec(line)?.[1] ?? []);
  expect(names).toEqual(['w', 'x', '#2', 'b', '#4', '#6', '#7', '#8', 'f']);
});

test('π and e stand in formulas as they were written, with their numbers below', () => {
  const driven = opened('e^(pi*x) - pi', 'x=0.5').press('v', 'G');
  const text = driven.text();
  expect(text).toContain('#3 = π·x');
  expect(text).toContain('#4 = e^#3');
  expect(text).toContain('− π');
  expect(text).not.toMatch(/3\.14159|2\.71828/);
  expect(text).toMatch(/× 3\.142/);
});

test('a kink is told by the name that the screen has for its node', () => {
  expect(opened('relu(x)', 'x=0').text()).toContain('f: relu, kink at 0');
  expect(opened('r = relu(x); 2*r', 'x=0').text()).toContain('r: relu, kink at 0');
});

test('the result is not called f where a variable is', () => {
  const text = opened('f*x', 'f=3,x=2').press('G').text();
  expect(text).toContain('∂#2/∂f');
  expect(text).not.toContain('∂f/');
});

test('a text is cleared by one key and typed anew', () => {
  const driven = opened('x*x + sin(x)', 'x=3').press('e', 'ctrl+u', '2', '*', 'x', 'enter');
  expect(driven.text()).toMatch(/function: +2\*x *\n/);
});

test('what is wrong with a text has its field as title', () => {
  const text = opened('x*x', 'x=3').press('p', ',', 'enter').text();
  expect(text).toContain('╭ point ─');
  expect(text).not.toMatch(/Chain rule|Working/);
});

test('a point is typed in place; escape leaves it as it was', () => {
  const driven = opened('x*x', 'x=3').press('p', 'backspace', '5', 'enter', 'G');
  expect(driven.text()).toMatch(/∂ +»10/);
  expect(driven.press('p', '9', 'escape').text()).toMatch(/point: +x=5$/m);
});

test('keys in a text are text, not commands', () => {
  const driven = opened('x', 'x=3').press('e', '*', 'q', 'enter');
  expect(driven.model.finished).toBe(false);
  expect(driven.text()).toContain('x*q');
});

test('x opens a sigmoid into its gates and closes it', () => {
  const driven = opened('sigmoid(x)', 'x=1').press('G');
  expect(driven.text()).toContain('f σ');
  const gates = driven.press('x').text();
  for (const title of ['−', 'exp', '1+', 'f 1/']) expect(gates).toContain(`${title} `);
  expect(driven.press('x').text()).toContain('f σ');
});

test('the start page asks for derivatives, and escape leads back', () => {
  const driven = drive({lessons: []});
  driven.press('d');
  expect(driven.app.requests(driven.model)).toContainEqual({type: 'derivatives'});
  driven.send({type: 'entered', scene: firstGrad()});
  expect(driven.text()).toContain('sigmoid(c)');
  expect(driven.press('escape').text()).toContain('derivatives');
});

test('the check stands beside the graph where there is room, and where Tab leads where there is none', () => {
  const wide = opened('c = a + b; c*c', 'a=1,b=2', {columns: 120, rows: 36}).press('G');
  const beside = wide.lines().find((line) => line.includes('Graph'))!;
  expect(beside).toContain('Checked by trying');
  expect(wide.text()).toMatch(/ a +│ +6 +│ +6\.000 +│ ✓ agree +│ +[0-9.e−]+ │/);
  expect(wide.text()).not.toContain('Tab ');
  const narrow = opened('c = a + b; c*c', 'a=1,b=2').press('G');
  expect(narrow.text()).not.toContain('Checked by trying');
  expect(narrow.press('tab').text()).toMatch(/ a +│ +6 +│ +6\.000 +│ ✓ agree +│ +[0-9.e−]+ │/);
});

test('a drawing that needs the whole width leaves the check beside the working', () => {
  const lines = opened('w0*x0 + w1*x1 + sigmoid(sin(w2*tanh(x0)))', 'w0=2,x0=-1,w1=-3,x1=-2,w2=-3', {
    columns: 120,
    rows: 36,
  })
    .press('G')
    .lines();
  expect(lines.find((line) => line.includes('Graph'))).not.toContain('Checked');
  expect(lines.find((line) => line.includes('Chain rule'))).toContain('Checked by trying');
});

test('a gradient that is not computed yet is not checked yet', () => {
  const driven = opened('c = a + b; c*c', 'a=1,b=2', {columns: 120, rows: 36}).press('space', 'space');
  expect(driven.text()).not.toContain('✓');
  expect(driven.text()).toContain('A gradient is checked once it is there.');
});

test('v shows the drawing as a list and back, and of a graph that is too large the part in question', () => {
  const driven = opened('c = a + b; c*c', 'a=1,b=2').press('G');
  const drawing = driven.text();
  expect(drawing).toContain('┌ c + ');
  expect(driven.press('v').text()).toContain('c = a + b');
  expect(driven.text()).not.toContain('┌ c + ');
  expect(driven.press('v').text()).toBe(drawing);

  const text = Array.from({length: 20}, (_, i) => `s${i} = sin(${i === 0 ? 'x' : `s${i - 1}`})`).join(';');
  const long = opened(text, 'x=1').press('space', 'space', 'space');
  expect(long.text()).toContain('s2 = sin(s1)');
  expect(long.press('v').text()).toMatch(/╔ s2 sin ═+╗/);
  expect(long.text()).toMatch(/← \d+ {2}→ \d+ {2}↑ 0 {2}↓ 0/);
});

test('v shows a drawing that needs the whole screen as a list, beside the check', () => {
  const wide = opened('sigmoid(w0*x0 + w1*x1 + w2)', 'w0=2,x0=-1,w1=-3,x1=-2,w2=-3', {
    columns: 120,
    rows: 36,
  });
  const drawing = wide.press('x', 'G').text();
  expect(drawing).toContain('┌ f 1/ ');
  expect(wide.press('v').text()).toContain('#11 = exp(#10)');
  expect(wide.text()).not.toContain('┌ f 1/ ');
  expect(wide.text()).toMatch(/╮┌ Checked by trying/);
  expect(wide.press('v').text()).toBe(drawing);
});

test('the sum of the paths stays in sight where there are more paths than lines', () => {
  const driven = opened('c = a + b; c*c*c*c + sin(c)', 'a=1,b=2').press('G', 'b', 'b');
  const sum = /∂f\/∂c = .* = 107\.0/;
  expect(driven.text()).toMatch(sum);
  const before = driven.text();
  driven.press('down', 'down');
  expect(driven.text()).not.toBe(before);
  expect(driven.text()).toMatch(sum);
});

test('a kink is told at the node where it is, and at what goes into it', () => {
  const driven = opened('k = abs(x); m = max(x, 0); k*2 + m', 'x=0');
  expect(driven.text()).toContain('k: abs, kink at 0: left derivative −1 shown (right: 1) (+1)');
  const below = (): string =>
    driven
      .lines()
      .slice(driven.lines().findIndex((line) => line.includes('╯')))
      .join('\n');
  driven.press('space');
  expect(below()).toContain('k: abs');
  expect(below()).not.toContain('m: max');
  driven.press('G');
  expect(below()).toContain('k: abs');
  expect(below()).toContain('m: max');
});

test('t in a step about a function differentiates it with its numbers there, and escape comes back', async () => {
  const lesson = await loadShipped('10-any-function.yaml');
  const driven = drive({open: {lesson, at: 5}}).press('s');
  const before = driven.text();
  // The lesson draws its graph too: two ways lead away from a, and their sum is told.
  expect(before).toMatch(/╔▶│s sin +0\.9093├/);
  expect(before).toMatch(/╚▶│p × +−6├/);
  expect(before).toMatch(/∂f\/∂a = −3 \+ \(−0\.4161\) = −3\.416/);
  driven.press('t');
  const asked = driven.app.requests(driven.model).find(({type}) => type === 'derivatives');
  if (asked?.type !== 'derivatives' || asked.from === undefined) throw new Error('nothing was asked for');
  const entered = gradFrom(asked.from);
  if (!entered.ok) throw new Error(entered.problem.words.en);
  driven.send({type: 'entered', scene: entered.value});
  expect(driven.text()).toContain('p = a*b; s = sin(a); f = p + s');
  expect(driven.text()).toContain('a=2,b=-3');
  // As far as the lesson was, and back from there.
  expect(driven.text()).toMatch(/∂ +»−3\.416/);
  driven.press('b');
  expect(driven.text()).toMatch(/∂ +»2/);
  expect(driven.press('escape').text()).toBe(before);
});
