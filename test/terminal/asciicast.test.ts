import {expect, test} from 'vitest';
import {castEvent, castHeader} from '../../src/terminal/asciicast.ts';

test('a header is one line of JSON: size, title, terminal, and no time of day', () => {
  const line = castHeader({columns: 80, rows: 24}, '一轮 "训练"');
  expect(line).toMatch(/^[^\n]+\n$/);
  expect(JSON.parse(line)).toEqual({
    version: 2,
    width: 80,
    height: 24,
    title: '一轮 "训练"',
    env: {TERM: 'xterm-256color'},
  });
});

test('an event is one line of JSON, whatever is in its bytes, and its time is in seconds', () => {
  const line = castEvent(1234, 'o', '\u001B[1;1H“一”\r\n\u0000');
  expect(line).toMatch(/^[^\n]+\n$/);
  expect(JSON.parse(line)).toEqual([1.234, 'o', '\u001B[1;1H“一”\r\n\u0000']);
});
