import {expect, test} from 'vitest';
import {setupOf} from '../../../src/session/play/build.ts';
import {firstRecipe} from '../../../src/session/play/recipe.ts';
import {diagnosisOf} from '../../../src/session/play/troubles.ts';
import {startOf} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';

const begin = (change = {}) => {
  const made = setupOf({...firstRecipe, ...change}, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return startOf(made.setup);
};

test('a round is diagnosed once, whatever the cursor does', () => {
  const state = begin();
  expect(diagnosisOf(update(state, {type: 'forward', by: 'operation'}).start)).toBe(diagnosisOf(state.start));
});

test('the work does not grow with the data, nor with the net', () => {
  for (const [net, size] of [
    ['2-4-1', '100000'],
    ['2-64-64-1', '3000'],
  ] as const) {
    const {start} = begin({net, data: 'gauss', size});
    const {signs} = diagnosisOf(start);
    expect(signs!.samples).toBe(Number(size));
    expect(signs!.looked * start.parameters.length).toBeLessThan(300_000);
  }
  expect(diagnosisOf(begin({data: 'spiral', net: '2-8-8-1'}).start).signs).toMatchObject({
    looked: 200,
    samples: 200,
  });
});

test('a net that diverged has only that', () => {
  const state = update(begin({activation: 'identity', rate: '90'}), {type: 'train', rounds: 4000});
  expect(diagnosisOf(state.start)).toEqual({troubles: [{kind: 'diverged', round: state.start.divergedAt}]});
});
