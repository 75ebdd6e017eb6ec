import fc from 'fast-check';
import {renderToString} from 'ink';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import type {Line} from '../../src/ui/paint.ts';
import {lineText} from '../../src/ui/paint.ts';
import {Panel, panelLines} from '../../src/ui/panel.tsx';

const texts = (
  title: string,
  lines: readonly string[],
  width: number,
  height: number,
  ascii = false,
): string[] =>
  panelLines({title, lines: lines.map((text): Line => [{text}]), width, height, ascii}).map(lineText);

test('has its title in the border', () => {
  expect(texts('网络', ['w = 0.3'], 14, 3)).toEqual(['╭ 网络 ──────╮', '│w = 0.3     │', '╰────────────╯']);
});

test('is drawn with ASCII where only that is safe', () => {
  expect(texts('Loss', ['L = 0.02'], 12, 4, true)).toEqual([
    '+ Loss ----+',
    '|L = 0.02  |',
    '|          |',
    '+----------+',
  ]);
});

test('cuts a title that is too long, and says so', () => {
  expect(texts('Chain rule', [], 10, 2)[0]).toBe('╭ Chain …╮');
  expect(texts('链式法则', [], 8, 2)[0]).toBe('╭ 链式…╮');
});

test('has exactly its size, however small or full', () => {
  fc.assert(
    fc.property(
      fc.string({unit: fc.constantFrom('a', '数', ' '), maxLength: 12}),
      fc.array(fc.string({unit: fc.constantFrom('a', '数', '∂'), maxLength: 30}), {maxLength: 6}),
      fc.integer({min: 0, max: 30}),
      fc.integer({min: 0, max: 9}),
      fc.boolean(),
      (title, lines, width, height, ascii) => {
        const made = texts(title, lines, width, height, ascii);
        expect(made.map((line) => stringWidth(line))).toEqual(new Array(height).fill(width));
      },
    ),
  );
});

test('is one text for Ink, with its colours', () => {
  const drawn = renderToString(
    <Panel
      title="L"
      lines={[[{text: '0.5', role: 'value'}]]}
      width={7}
      height={3}
      paint={{color: true, background: 'dark'}}
      ascii={false}
    />,
  );
  expect(drawn).toContain('\u001B[96m0.5');
  expect(drawn.split('\n').map((line) => stringWidth(line))).toEqual([7, 7, 7]);
});
