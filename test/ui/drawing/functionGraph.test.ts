import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {acted, completed, type Playing, playDerivative, stepsOf} from '../../../src/session/grad/playing.ts';
import {createNotation} from '../../../src/session/notation.ts';
import {focusOf} from '../../../src/session/view/focus.ts';
import {type GraphRow, graphView} from '../../../src/session/view/graph.ts';
import {drawGraph, drawGraphAround} from '../../../src/ui/drawing/functionGraph.ts';
import {lineText} from '../../../src/ui/paint.ts';
import {aPoint, aTree, names, print} from '../../lesson/expressions.ts';

function playing(text: string, point: string): Playing {
  const played = playDerivative(text, point, false);
  if (!played.ok) throw new Error(played.problem.words.en);
  return played.value;
}

const viewOf = ({state}: Playing, ascii = false): readonly GraphRow[] =>
  graphView(state, createNotation(state.start.setup.names, 'en', 4, ascii), focusOf(state))!;

type Draw = typeof drawGraph;

const drawn = (from: Playing, width = 78, height = 12, ascii = false, draw: Draw = drawGraph) =>
  draw(viewOf(from, ascii), {width, height, digits: 4, ascii})?.map(lineText);

const circuit = playing('p = a*b; s = sin(a); p + s', 'a=2,b=-3');

test('a value that goes in twice is seen to, and its gradients to add up', () => {
  expect(drawn(completed(circuit))).toEqual([
    '                   ┌ s sin ────┐                                              ',
    ' ╔ a ════════╗ ╔══▶│     0.9093├─╮                                            ',
    ' ║          2├═╣   │∂         1│ │   ┌ f + ──────┐                            ',
    ' ║∂   »−3.416◂ ║   └───────────┘ ╰──▶│     −5.091│                            ',
    ' ╚═══════════╝ ║                 ╭──▶│∂         1│                            ',
    '               ║   ┌ p × ──────┐ │   └───────────┘                            ',
    ' ┌ b ────────┐ ╚══▶│         −6├─╯                                            ',
    ' │         −3├────▶│∂         1│                                              ',
    ' │∂         2│     └───────────┘                                              ',
    ' └───────────┘                                                                ',
  ]);
});

test('in ASCII, where there are few lines: bars at the sides, the paths that add up double', () => {
  expect(drawn(completed(circuit), 52, 5, true)).toEqual([
    ' #a        2+==#>|s sin   0.9093+-.                 ',
    " #d  #-3.416<  # |d            1| '>|f +   -5.091|  ",
    '               #                  .>|d          1|  ',
    " |b       -3+-.#>|p *         -6+-'                 ",
    " |d        2| '->|d            1|                   ",
  ]);
});

/** Playings of random expressions that have a value and gradients. */
const aPlaying = fc.tuple(aTree, aPoint).map(([tree, point]) => {
  const expression = `c = ${print(tree)}; c*c + c`;
  const wanted = names.filter((name) => new RegExp(`\\b${name}\\b`).test(expression));
  return playDerivative(expression, wanted.map((name) => `${name}=${point[name]}`).join(','), false);
});

describe.each([
  ['drawGraph', drawGraph],
  ['drawGraphAround', drawGraphAround],
] as const)('%s', (_, draw) => {
  test('is exactly as wide as its room, no higher, and in ASCII nothing but ASCII', () => {
    let count = 0;
    fc.assert(
      fc.property(
        aPlaying,
        fc.integer({min: 30, max: 130}),
        fc.integer({min: 2, max: 30}),
        fc.boolean(),
        fc.nat({max: 40}),
        (played, width, height, ascii, steps) => {
          if (!played.ok) return;
          let at = played.value;
          for (let i = 0; i < steps % (stepsOf(at.state) + 1); i++) at = acted(at, {type: 'forward'});
          const lines = drawn(at, width, height, ascii, draw);
          if (lines === undefined) return;
          count++;
          expect(lines.length).toBeLessThanOrEqual(height);
          for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
          if (ascii) expect(lines.join('')).toMatch(/^[ -~]*$/);
        },
      ),
      {numRuns: 300},
    );
    expect(count).toBeGreaterThan(60);
  });
});

test('every node stands in the drawing, with its numbers where they are computed', () => {
  let count = 0;
  fc.assert(
    fc.property(aPlaying, (played) => {
      if (!played.ok) return;
      const whole = completed(played.value);
      const text = drawn(whole, 400, 100)?.join('\n');
      if (text === undefined) return;
      count++;
      for (const row of viewOf(whole)) {
        expect(text).toContain(row.sign === '' ? row.name : `${row.name} ${row.sign}`.slice(0, 12));
        if (row.value.text!.length <= 9) expect(text).toContain(row.value.text!);
        if (row.gradient !== undefined && row.gradient.text!.length <= 9)
          expect(text).toContain(row.gradient.text!);
      }
    }),
    {numRuns: 200},
  );
  expect(count).toBeGreaterThan(50);
});

test('nothing moves when numbers appear: only numbers, pointers and double lines differ', () => {
  const shapeOf = (lines: readonly string[]): string =>
    lines
      .join('\n')
      .replaceAll(/[╔╭┌]/g, '┌')
      .replaceAll(/[╗╮┐]/g, '┐')
      .replaceAll(/[╚╰└]/g, '└')
      .replaceAll(/[╝╯┘]/g, '┘')
      .replaceAll(/[═─]/g, '─')
      .replaceAll(/[║│]/g, '│')
      .replaceAll(/[╠├]/g, '├')
      .replaceAll(/[╣┤]/g, '┤')
      .replaceAll(/[╩┴]/g, '┴')
      .replaceAll(/[╦┬]/g, '┬')
      .replaceAll(/[»0-9.−–e]/g, ' ');
  const start = playing('c = a + b; g = c*h; h2 = tanh(g); c*h2 - h2', 'a=1.25,b=-2,h=0.3');
  const whole = shapeOf(drawn(start, 118, 20)!);
  let at = start;
  for (let step = 0; step < stepsOf(start.state); step++) {
    at = acted(at, {type: 'forward'});
    expect(shapeOf(drawn(at, 118, 20)!)).toBe(whole);
  }
});

test('what is in question is found without colour: one pointer, at its number', () => {
  let at = playing('c = a + b; c*c', 'a=1,b=2');
  for (let step = 0; step < stepsOf(at.state); step++) {
    at = acted(at, {type: 'forward'});
    const lines = drawn(at)!;
    expect(lines.join('').split('»')).toHaveLength(2);
    expect(lines.join('')).toContain('╔');
  }
});

test('where the order of two inputs matters they are named', () => {
  const text = drawn(
    completed(playing('q = a/b; d = a - b; q^d + (2 - q) + 1/d + d^3 + max(d, 0)', 'a=3,b=2')),
    300,
    60,
  )!.join(' ');
  for (const title of ['q a / b', 'd a − b', 'q^d', '2−', '1/', '^3', 'max 0']) expect(text).toContain(title);
});

test('the part around what is marked says how many nodes lie outside of it', () => {
  const chain = playing(
    Array.from({length: 20}, (_, i) => `s${i} = sin(${i === 0 ? 'x' : `s${i - 1}`})`).join(';'),
    'x=1',
  );
  let at = chain;
  for (let step = 0; step < 10; step++) at = acted(at, {type: 'forward'});
  const lines = drawn(at, 60, 6, false, drawGraphAround)!;
  expect(lines.join('\n')).toContain('s9 sin');
  const [left, right] = /← (\d+) {2}→ (\d+)/.exec(lines.at(-1)!)!.slice(1).map(Number);
  const whole = lines[0]!.match(/ sin /g)!.length;
  expect(left! + right! + whole).toBe(21);
});
