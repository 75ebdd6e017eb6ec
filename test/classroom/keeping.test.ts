import {expect, test, vi} from 'vitest';
import {createKeeping} from '../../src/classroom/keeping.ts';

/* With a clock that the test moves. */

function kept() {
  vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance']});
  const when: [name: string, at: number][] = [];
  const keeping = createKeeping<{readonly name: string}>({
    every: 100,
    rest: 3000,
    now: () => performance.now(),
    keep: ({name}) => when.push([name, performance.now()]),
  });
  const begun = performance.now();
  return {keeping, said: () => when.map(([name, at]) => `${name} ${at - begun}`)};
}

test('what changes all the time is kept now and then, and at last as it stays', () => {
  const {keeping, said} = kept();
  const anna = {name: 'anna'};
  for (let i = 0; i < 100; i++) {
    keeping.changed(anna);
    vi.advanceTimersByTime(50);
  }
  vi.advanceTimersByTime(10_000);
  expect(said()).toEqual(['anna 100', 'anna 3100', 'anna 6100']);
  vi.useRealTimers();
});

test('many are kept one after another, those that wait longest first', () => {
  const {keeping, said} = kept();
  const all = ['a', 'b', 'c'].map((name) => ({name}));
  for (const one of all) keeping.changed(one);
  vi.advanceTimersByTime(1000);
  expect(said()).toEqual(['a 100', 'b 200', 'c 300']);
  vi.useRealTimers();
});

test('what is asked for now is kept now, once', () => {
  const {keeping, said} = kept();
  const [a, b] = [{name: 'a'}, {name: 'b'}];
  keeping.changed(a);
  keeping.changed(b);
  keeping.now(b);
  keeping.now(b);
  keeping.all();
  vi.advanceTimersByTime(10_000);
  expect(said()).toEqual(['b 0', 'a 0']);
  vi.useRealTimers();
});
