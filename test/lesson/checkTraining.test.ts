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
const round = 24;
const most = Math.floor(limits.training / round);
const fit = Math.floor(most / limits.rounds);
/** With a bound as much again, and 200 at the end of each epoch: the lesson has two samples. */
const mostBelow = Math.floor(limits.training / (2 * round + 200 / 2));
const fitBelow = Math.floor(mostBelow / limits.rounds);

test('a file may train as long as it is a matter of seconds', async () => {
  expect((await load(training(fit, `rounds: ${limits.rounds}`))).ok).toBe(true);
  expect((await load(training(fitBelow, `rounds: ${limits.rounds}, below: 0.1`))).ok).toBe(true);
});

test.each([
  ['without a bound', `rounds: ${limits.rounds}`, fit, most],
  ['with one', `rounds: ${limits.rounds}, below: 0.1`, fitBelow, mostBelow],
])('more training is refused where it becomes too much: %s', async (_, how, last, limit) => {
  const loaded = await load(training(last + 1, how));
  if (loaded.ok) throw new Error('accepted');
  expect(loaded.problems).toMatchObject([{code: 'too-much-training', limit}]);
  const before = training(last + 1, how).split('rounds: ');
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

test('a run with a mistake may train for far fewer rounds', async () => {
  const wrong = (rounds: number): string => `${training(1, `rounds: ${rounds}`)}mistake: no-slope\n`;
  const mostWrong = Math.floor(most / 2000);
  expect((await load(wrong(mostWrong))).ok).toBe(true);
  expect(await load(wrong(mostWrong + 1))).toMatchObject({
    ok: false,
    problems: [{code: 'too-much-training', limit: mostWrong}],
  });
});
