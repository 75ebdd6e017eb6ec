import {expect, test} from 'vitest';
import {createFairTime} from '../../src/classroom/fairTime.ts';

/* With a clock that only work moves on. */

function served() {
  let time = 0;
  const done: string[] = [];
  const fair = createFairTime(() => time);
  const share = (name: string) => {
    const {later} = fair.join();
    return (cost: number) =>
      later(() => {
        done.push(name);
        time += cost;
      });
  };
  const all = async (count: number): Promise<readonly string[]> => {
    while (done.length < count) await new Promise((resolve) => setImmediate(resolve));
    return done;
  };
  return {fair, share, all, pass: (by: number) => (time += by)};
}

test('whoever has taken much waits for those who have not, and is served all the same', async () => {
  const {share, all} = served();
  const [slow, quick] = [share('slow'), share('quick')];
  for (let i = 0; i < 4; i++) slow(50);
  await all(1);
  for (let i = 0; i < 3; i++) quick(1);
  // The second piece of the slow one was due when nobody else wanted anything.
  expect((await all(7)).join(' ')).toBe('slow quick quick quick slow slow slow');
});

test('those who take much take turns', async () => {
  const {share, all} = served();
  const [one, other] = [share('one'), share('other')];
  for (let i = 0; i < 3; i++) {
    one(50);
    other(50);
  }
  expect((await all(6)).join(' ')).toBe('one other one other one other');
});

test('much is forgiven after a while', async () => {
  const {share, all, pass} = served();
  const [slow, other, quick] = [share('slow'), share('other'), share('quick')];
  slow(50);
  other(50);
  await all(2);
  pass(1000);
  other(50);
  slow(1);
  quick(1);
  expect((await all(5)).slice(2)).toEqual(['other', 'slow', 'quick']);
});

test('between two pieces that take long, what has come in from outside comes first', async () => {
  const {share, all} = served();
  const seen: string[] = [];
  const [one] = [share('one')];
  one(50);
  one(50);
  setImmediate(() => seen.push('outside'));
  const done = await all(1);
  expect([done.length, seen]).toEqual([1, ['outside']]);
  await all(2);
});

test('a fault of one piece loses no other', async () => {
  const {fair, share, all} = served();
  const faults: unknown[] = [];
  const survive = (error: unknown): void => {
    faults.push(error);
  };
  const before = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', survive);
  fair.join().later(() => {
    throw new Error('injected');
  });
  share('one')(1);
  try {
    expect(await all(1)).toEqual(['one']);
  } finally {
    process.off('uncaughtException', survive);
    for (const listener of before) process.on('uncaughtException', listener);
  }
  expect(faults).toHaveLength(1);
});
