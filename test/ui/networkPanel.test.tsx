import {renderToString} from 'ink';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {NetworkPanel} from '../../src/ui/networkPanel.tsx';
import type {Paint} from '../../src/ui/paint.ts';
import {lessonNet, viewAt} from './drawing/views.ts';

const shown = (paint: Paint, ascii = false): string =>
  renderToString(
    <NetworkPanel
      view={viewAt(lessonNet(), 'a.h', ascii)}
      width={52}
      height={9}
      paint={paint}
      ascii={ascii}
      words={{network: ascii ? 'Network' : '网络'}}
    />,
  );

test('is a titled box of its size with the net in it', () => {
  const lines = shown({color: false, background: 'dark'}).split('\n');
  expect(lines.map((line) => stringWidth(line))).toEqual(new Array(9).fill(52));
  expect(lines[0]).toMatch(/^.*╭.*网络.*─.*╮/);
  expect(lines[3]).toContain('0.5744');
});

test('marks the number that is computed now, with and without colour', () => {
  for (const color of [true, false])
    expect(shown({color, background: 'light'})).toContain('\u001B[1;7m0.5744');
});

test('shows values and gradients in their colours', () => {
  expect(shown({color: true, background: 'dark'})).toContain('\u001B[96m0.2');
});

test('is ASCII in ASCII mode', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: line breaks and SGR codes.
  expect(shown({color: true, background: 'dark'}, true)).toMatch(/^[\n\u001B -~]*$/);
});
