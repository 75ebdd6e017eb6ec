import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {type Canvas, createCanvas} from '../../../src/ui/drawing/canvas.ts';
import {lineText} from '../../../src/ui/paint.ts';

const texts = (canvas: Canvas): string[] => canvas.lines().map(lineText);

test('a wide character takes two cells', () => {
  const canvas = createCanvas(8, 1, false);
  canvas.put(1, 0, '网络', 'title');
  canvas.put(5, 0, 'x');
  expect(texts(canvas)).toEqual([' 网络x  ']);
});

test('what is written over one half of a wide character takes the other half away', () => {
  const canvas = createCanvas(6, 2, false);
  canvas.put(0, 0, '网络');
  canvas.put(1, 0, 'x');
  canvas.put(0, 1, '网络');
  canvas.put(2, 1, 'x');
  expect(texts(canvas)).toEqual([' x络  ', '网x   ']);
});

test('is always exactly as large as it is, whatever is written where', () => {
  const anyPut = fc.record({
    x: fc.integer({min: -5, max: 15}),
    y: fc.integer({min: -2, max: 4}),
    text: fc.string({unit: fc.constantFrom('a', '数', '─', 'e\u0301')}),
  });
  fc.assert(
    fc.property(fc.array(anyPut), (puts) => {
      const canvas = createCanvas(11, 3, false);
      for (const {x, y, text} of puts) canvas.put(x, y, text);
      canvas.wire(1, -3, 1, 20, 1);
      expect(texts(canvas).map((line) => stringWidth(line))).toEqual([11, 11, 11]);
    }),
  );
});

test('wires of one number join', () => {
  const canvas = createCanvas(5, 3, false);
  canvas.wire(1, 0, 1, 2, 1);
  canvas.wire(1, 2, 0, 2, 2);
  canvas.wire(1, 2, 0, 4, 0);
  canvas.wire(1, 2, 2, 4, 2);
  expect(texts(canvas)).toEqual(['  ╭──', '──┤  ', '  ╰──']);
});

test('of two wires that cross the upright one goes on', () => {
  for (const [ascii, lines] of [
    [false, [' │ ', '─│─', ' │ ']],
    [true, [' | ', '-|-', ' | ']],
  ] as const) {
    const canvas = createCanvas(3, 3, ascii);
    canvas.wire(1, 0, 1, 2, 1);
    canvas.wire(2, 1, 0, 1, 2);
    expect(texts(canvas).map((line, row) => (row === 1 ? line : ` ${line[1]} `))).toEqual(lines);
  }
});

test('a text stands before a wire', () => {
  const canvas = createCanvas(5, 1, false);
  canvas.wire(1, 0, 0, 4, 0);
  canvas.put(2, 0, 'w');
  expect(texts(canvas)).toEqual(['──w──']);
});
