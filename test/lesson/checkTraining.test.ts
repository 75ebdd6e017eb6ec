import {expect, test} from 'vitest';
import {limits} from '../../src/lesson/limits.ts';
import {changed, load} from './marked.ts';

/** A lesson whose only step trains so many times. */
const training = (times: number, how: string): string =>
  changed(
    'do: [{type: forward, until: yo}]',
    `do: [${Array(times).fill(`{type: train, ${how}}`).join(', ')}, {type: forward, until: yo}]`,
  );

/** 4 parameters, and 20 for the round itself. */
const most = Math.floor(limits.training / 24);
const fit = Math.floor(most / limits.rounds);

test('a file may train as long as it is a matter of seconds', async () => {
  expect((await load(training(fit, `rounds: ${limits.rounds}`))).ok).toBe(true);
  expect((await load(training(Math.floor(fit / 2), `rounds: ${limits.rounds}, below: 0.1`))).ok).toBe(true);
});

test.each([
  ['without a bound', fit + 1, `rounds: ${limits.rounds}`, fit],
  [
    'with one, which costs as much again',
    Math.floor(fit / 2) + 1,
    `rounds: ${limits.rounds}, below: 0.1`,
    Math.floor(fit / 2),
  ],
])('more training is refused where it becomes too much: %s', async (_, times, how, last) => {
  const loaded = await load(training(times, how));
  if (loaded.ok) throw new Error('accepted');
  expect(loaded.problems).toMatchObject([{code: 'too-much-training', limit: most}]);
  const before = training(times, how).split('rounds: ');
  const line = before
    .slice(0, last + 1)
    .join('rounds: ')
    .split('\n')
    .at(-1)!;
  // `round` in the words comes before the first of them, `rounds: ` does not.
  expect(loaded.problems[0]?.column).toBe(Array.from(line).length + 'rounds: '.length + 1);
});

test('a large net may train for fewer rounds', async () => {
  const names = (letter: string): string => Array.from({length: 300}, (_, i) => letter + i).join(', ');
  const large = training(1, 'rounds: 1000000')
    .replace('[[x1, x2], [h], [o]]', `[[x1, x2], [h, ${names('p')}], [${names('q')}], [o]]`)
    .replace('[tanh, sigmoid]', 'sigmoid')
    .replace('weights: {x1->h: 0.1, x2->h: -0.2, h->o: 0.3}', 'init: {kind: he, seed: 1}')
    .replace('{w.h->o: wo, a.o: yo}', '{w.q0->o: wo, a.o: yo}');
  const loaded = await load(large);
  if (loaded.ok) throw new Error('accepted');
  expect(loaded.problems).toMatchObject([{code: 'too-much-training'}]);
});
