import {spawnSync} from 'node:child_process';
import {describe, expect, test} from 'vitest';
import {closure, hardwire, ownCode} from '../../src/engine/hardwire.ts';

const note = (list: number[], a: number, b: number): number => list.push(a * 10 + b);

describe.each([
  ['closure', closure],
  ['hardwire', hardwire],
])('%s', (_, bind) => {
  test('gives the first arguments and leaves the last', () => {
    const list: number[] = [];
    const bound = bind(note, list, 4);
    expect(bound(2)).toBe(1);
    bound(3);
    expect(list).toEqual([42, 43]);
  });

  test('with all arguments given leaves none', () => {
    const list: number[] = [];
    bind(note, list, 1, 2)();
    expect(list).toEqual([12]);
  });
});

test('no two functions share their code, even of one text', () => {
  const first = ownCode<() => number>({x: 1}, '() => x');
  const second = ownCode<() => number>({x: 2}, '() => x');
  expect([first?.(), second?.()]).toEqual([1, 2]);
});

test('a mistake in a text is thrown, not hidden', () => {
  expect(() => ownCode({}, '(')).toThrow(SyntaxError);
});

test('where Node forbids code from strings there is none', () => {
  const {stdout} = spawnSync(process.execPath, [
    ...['--disallow-code-generation-from-strings', '-p'],
    `try { new Function('') } catch (error) { error instanceof EvalError }`,
  ]);
  expect(stdout.toString().trim()).toBe('true');
});
