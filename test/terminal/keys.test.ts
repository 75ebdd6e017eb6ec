import {PassThrough} from 'node:stream';
import fc from 'fast-check';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {keysOf, listenForKeys} from '../../src/terminal/keys.ts';

test.each([
  ['n', ['n']],
  ['nn', ['n', 'n']],
  ['x\r', ['x', 'enter']],
  ['\n', ['enter']],
  ['\r\n', ['enter']],
  ['\r\r', ['enter', 'enter']],
  [' ', ['space']],
  ['\t\u001B[Z', ['tab', 'shift+tab']],
  ['\u007F\b', ['backspace', 'backspace']],
  ['\u001B[A\u001B[B\u001B[C\u001B[D', ['up', 'down', 'right', 'left']],
  ['\u001BOA\u001BOB\u001BOC\u001BOD', ['up', 'down', 'right', 'left']],
  ['\u001B[H\u001B[F\u001B[1~\u001B[4~\u001BOH\u001BOF', ['home', 'end', 'home', 'end', 'home', 'end']],
  ['\u001B[5~\u001B[6~\u001B[3~', ['pageup', 'pagedown', 'delete']],
  ['\u001B[1;5C\u001B[1;2A\u001B[3;3~', ['ctrl+right', 'shift+up', 'alt+delete']],
  ['\u0003\u001A\u0001\u0000', ['ctrl+c', 'ctrl+z', 'ctrl+a', 'ctrl+space']],
  ['数σG?', ['数', 'σ', 'G', '?']],
  ['？５，　', ['？', '５', '，', 'space']],
  ['😀', ['😀']],
  // Not keys here: function keys, mouse, focus, paste marks, cursor reports.
  ['a\u001BOP\u001B[[A\u001B[15~\u001B[<0;3;4M\u001B[I\u001B[200~b\u001B[201~\u001B[3;4R', ['a', 'b']],
  ['\u001Bn', ['escape', 'n']],
  ['\u001B\u001B[A', ['escape', 'up']],
  ['\u0085\uFFFD', []],
])('%j is %j', (text, keys) => {
  expect(keysOf(text)).toEqual({keys, rest: ''});
});

test.each(['\u001B', '\u001B[', '\u001BO', '\u001B[1;5', '\u001B[['])('%j waits for more', (text) => {
  expect(keysOf(`a${text}`)).toEqual({keys: ['a'], rest: text});
});

test('a sequence without an end is not waited for for ever', () => {
  expect(keysOf(`\u001B[${'1'.repeat(1000)}`).rest).toBe('');
});

let stdin: PassThrough;
let keys: string[];
beforeEach(() => {
  vi.useFakeTimers();
  stdin = new PassThrough();
  keys = [];
});
afterEach(() => {
  vi.useRealTimers();
});

/** Gives the bytes to the listener at once: no stream's own timing in between. */
function type(bytes: string | Uint8Array): void {
  stdin.emit('data', typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
}

test('keys are the same wherever the bytes are cut', () => {
  const text = 'n\u001B[Cx\r数\u001B[5~😀\u001B[1;5A';
  const bytes = Buffer.from(text);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
      keys = [];
      const stop = listenForKeys(stdin, (key) => keys.push(key));
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      for (const [at, from] of places.slice(0, -1).entries()) type(bytes.subarray(from, places[at + 1]));
      stop();
      expect(keys).toEqual(keysOf(text).keys);
    }),
  );
});

test('a lone ESC is the Escape key after a short wait', () => {
  listenForKeys(stdin, (key) => keys.push(key));
  type('\u001B');
  expect(keys).toEqual([]);
  vi.runAllTimers();
  expect(keys).toEqual(['escape']);
  type('n');
  expect(keys).toEqual(['escape', 'n']);
});

test('an unfinished sequence becomes the keys that look like it', () => {
  listenForKeys(stdin, (key) => keys.push(key));
  type('\u001B[');
  vi.runAllTimers();
  expect(keys).toEqual(['escape', '[']);
});

test('after stop there are no keys, not even the rest of a chunk', () => {
  const stop = listenForKeys(stdin, (key) => {
    keys.push(key);
    if (key === 'q') stop();
  });
  type('aqb');
  type('c\u001B');
  vi.runAllTimers();
  expect(keys).toEqual(['a', 'q']);
});
