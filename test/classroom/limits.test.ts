import fc from 'fast-check';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {createUnframer, framed, frameTypes} from '../../src/classroom/attachFrames.ts';
import {createBucket} from '../../src/classroom/bucket.ts';
import {createGate, networkOf} from '../../src/classroom/gate.ts';
import {cleanName, nameKey, WIDEST_NAME} from '../../src/classroom/names.ts';
import {createNewest} from '../../src/classroom/newest.ts';
import {isSameSecret, newCode, newWord} from '../../src/classroom/secrets.ts';
import {createTurns} from '../../src/classroom/turns.ts';
import {textWidth} from '../../src/ui/paint.ts';

describe('names', () => {
  test.each([
    ['anna', 'anna'],
    ['  Anna  Maria ', 'Anna Maria'],
    ['王芳', '王芳'],
    ['Zoë', 'Zoë'],
    ['ａｎｎａ', 'anna'],
    ['evil\u202Egnp', 'evilgnp'],
    ['\u001B[31mred', '31mred'],
    ['=cmd', 'cmd'],
    ['x\u0301\u0301\u0301\u0301\u0301', 'x\u0301\u0301'],
  ])('%j is shown as %j', (typed, shown) => {
    expect(cleanName(typed)).toBe(shown);
  });

  test.each(['', ' ', '\u0000', '\u202E', '...', 'x'.repeat(25), '王'.repeat(13)])('%j is none', (typed) => {
    expect(cleanName(typed)).toBeUndefined();
  });

  test('whatever is typed, what is shown is narrow, harmless and itself', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 40}), (typed) => {
        const name = cleanName(typed);
        if (name === undefined) return;
        expect(textWidth(name)).toBeLessThanOrEqual(WIDEST_NAME);
        expect(name).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect(cleanName(name)).toBe(name);
        expect(nameKey(name)).toBe(nameKey(nameKey(name)));
      }),
    );
  });
});

describe('secrets', () => {
  test('are the same only when they are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => isSameSecret(left, right) === (left === right)),
    );
    expect(isSameSecret('abc', 'abc')).toBe(true);
  });

  test('are made anew, of letters that nobody mixes up', () => {
    const codes = Array.from({length: 200}, newCode);
    expect(new Set(codes).size).toBe(200);
    for (const code of codes) expect(code).toMatch(/^[2-9b-df-hjkmnp-tv-xz]{4}-[2-9b-df-hjkmnp-tv-xz]{4}$/);
    expect(newWord()).toMatch(/^[a-z0-9]{6}$/);
  });
});

test('a bucket lets through what has flowed in, and never more at once than it holds', () => {
  fc.assert(
    fc.property(
      fc.integer({min: 1, max: 100}),
      fc.integer({min: 1, max: 500}),
      fc.array(fc.record({wait: fc.nat(2000), amount: fc.integer({min: 1, max: 200})}), {maxLength: 50}),
      (rate, most, uses) => {
        let time = 0;
        let taken = 0;
        const bucket = createBucket(rate, most, () => time);
        for (const {wait, amount} of uses) {
          time += wait;
          if (bucket.take(amount)) taken += amount;
          expect(taken).toBeLessThanOrEqual(most + (time / 1000) * rate + 1e-6);
        }
      },
    ),
  );
  let time = 0;
  const bucket = createBucket(10, 20, () => time);
  expect(bucket.take(20)).toBe(true);
  expect(bucket.take(1)).toBe(false);
  time = 100;
  expect(bucket.take(1)).toBe(true);
});

describe('turns', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('go round among those who want them, one at a time, however many they are', () => {
    vi.useFakeTimers();
    const given: string[] = [];
    const turns = createTurns<string>(
      66,
      (one) => given.push(one),
      () => 0,
    );
    turns.want('a', true);
    vi.advanceTimersByTime(66);
    for (const one of ['b', 'c', 'a']) turns.want(one, true);
    vi.advanceTimersByTime(66 * 6);
    expect(given.join('')).toBe('aabcabc');
    turns.want('b', false);
    vi.advanceTimersByTime(66 * 4);
    expect(given.slice(7)).toEqual(['a', 'c', 'a', 'c']);
    for (const one of ['a', 'c']) turns.want(one, false);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('wait until there is time to spare', () => {
    vi.useFakeTimers();
    let rest = 0;
    const given: number[] = [];
    const begun = Date.now();
    const turns = createTurns<string>(
      66,
      () => {
        given.push(Date.now() - begun);
        rest = 150;
      },
      () => rest - (Date.now() - begun - (given.at(-1) ?? 0)),
    );
    turns.want('a', true);
    vi.advanceTimersByTime(500);
    turns.want('a', false);
    expect(given).toEqual([66, 216, 366]);
  });
});

test('of the news that wait, the newest of each type is read', async () => {
  const over = new AbortController();
  const news = createNewest<{readonly type: string; readonly n: number}>();
  for (const [type, n] of [
    ['answer', 1],
    ['tick', 2],
    ['answer', 3],
    ['tick', 4],
  ] as const)
    news.put({type, n});
  const read: number[] = [];
  for await (const {n} of news.read(over.signal)) {
    read.push(n);
    if (read.length === 2) over.abort();
  }
  expect(read).toEqual([3, 4]);
});

describe('the gate', () => {
  const limits = {inAll: 5, perAddress: 3, waitingInAll: 4, waitingPerAddress: 2};

  test('counts by address and in all, before login and after', () => {
    const gate = createGate(limits, () => 0);
    const first = gate.enter('10.0.0.1');
    const second = gate.enter('10.0.0.1');
    expect(gate.enter('10.0.0.1')).toBeUndefined();
    first?.loggedIn();
    const third = gate.enter('10.0.0.1');
    expect(third).toBeDefined();
    second?.loggedIn();
    expect(gate.enter('10.0.0.1')).toBeUndefined();
    expect(gate.enter('10.0.0.2')).toBeDefined();
    expect(gate.enter('10.0.0.3')).toBeDefined();
    expect(gate.enter('10.0.0.4')).toBeUndefined();
    first?.left();
    first?.left();
    expect(gate.enter('10.0.0.4')).toBeDefined();
    expect(gate.enter('10.0.0.5')).toBeUndefined();
  });

  test('makes whoever fails wait longer, up to a limit, and forgets it', () => {
    let time = 0;
    const gate = createGate(limits, () => time);
    const waits = Array.from({length: 12}, () => gate.failed('10.0.0.1'));
    expect(waits.slice(0, 4)).toEqual([250, 500, 1000, 2000]);
    expect(waits.at(-1)).toBe(8000);
    expect(gate.failed('10.0.0.2')).toBe(250);
    time = 600_001;
    expect(gate.failed('10.0.0.1')).toBe(250);
  });

  test.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:db8:0:1::5', '2001:db8:0:1'],
    ['2001:db8:0:1:ffff:1:2:3', '2001:db8:0:1'],
    ['2001:DB8::', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('%s is one of %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

test('frames come out as they went in, however they are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...Object.values(frameTypes)), fc.uint8Array({maxLength: 300})), {
        maxLength: 10,
      }),
      fc.array(fc.integer({min: 1, max: 50}), {minLength: 1}),
      (frames, cuts) => {
        const bytes = Buffer.concat(frames.map(([type, data]) => framed(type, Buffer.from(data))));
        const got: [number, number[]][] = [];
        const take = createUnframer((type, data) => got.push([type, [...data]]));
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const length = cuts[i % cuts.length]!;
          expect(take(bytes.subarray(at, at + length))).toBe(true);
          at += length;
        }
        expect(got).toEqual(frames.map(([type, data]) => [type, [...data]]));
      },
    ),
  );
  expect(createUnframer(() => {})(Buffer.from([9, 0, 1, 0]))).toBe(false);
});
