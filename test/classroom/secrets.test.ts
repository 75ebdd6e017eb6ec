import {createHash, timingSafeEqual} from 'node:crypto';
import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {isSameSecret} from '../../src/classroom/secrets.ts';
import {CODE, endClients, logIn, serveClass, TEACHER_CODE} from './served.ts';

/*
 * That a comparison tells nothing by its time is not measured here: times tell little on a busy machine. What is held is that all that depends on
 * a secret is done by Node's own comparison, over digests that are as long whatever was typed, and as often.
 */

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof import('node:crypto')>();
  return {...real, timingSafeEqual: vi.fn(real.timingSafeEqual)};
});

const compared = vi.mocked(timingSafeEqual);
const digestOf = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

beforeEach(() => {
  compared.mockClear();
});
afterEach(endClients);

describe('two secrets', () => {
  test('are compared once, as digests of one length, whatever they are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({maxLength: 3000}), (left, right) => {
        compared.mockClear();
        expect(isSameSecret(left, right)).toBe(left === right);
        expect(compared.mock.calls).toEqual([[digestOf(left), digestOf(right)]]);
      }),
      {
        examples: [
          ['', ''],
          ['a', 'a'],
          ['abcd', 'abc'],
          ['abcd', 'abcd '],
        ],
      },
    );
  });

  test('are the same exactly when that comparison says so', () => {
    for (const verdict of [true, false]) {
      compared.mockReturnValueOnce(verdict);
      expect(isSameSecret('one', 'another')).toBe(verdict);
    }
  });
});

test('a wrong code costs the same comparisons, however near it is to the right one', async () => {
  const served = await serveClass({limits: {tries: 1}});
  const tried = async (code: string): Promise<number> => {
    compared.mockClear();
    await expect(logIn(served.port, {name: 'anna', code})).rejects.toThrow();
    // The server's digests have 32 bytes; what else the library compares has other lengths.
    return compared.mock.calls.filter(([left]) => left.byteLength === 32).length;
  };
  try {
    const counts: number[] = [];
    for (const code of ['x', '', CODE.slice(0, -1), `${CODE}x`, TEACHER_CODE.slice(0, -1), 'y'.repeat(2000)])
      counts.push(await tried(code));
    expect(counts[0]).toBeGreaterThan(0);
    expect(new Set(counts).size).toBe(1);
  } finally {
    await served.close();
  }
});

test('a word is compared in the same way', async () => {
  const served = await serveClass({limits: {tries: 1}});
  try {
    await logIn(served.port, {name: 'anna'}).then((client) => client.end());
    served.classroom.admit('anna', {});
    const {word} = served.classroom.state.students.get('anna')!;
    compared.mockClear();
    for (const wrong of ['', word.slice(1), `${word}x`])
      expect(served.classroom.refusal('anna', {word: wrong})).toBe('taken');
    expect(served.classroom.refusal('anna', {word})).toBeUndefined();
    expect(compared).toHaveBeenCalledTimes(4);
  } finally {
    await served.close();
  }
});
