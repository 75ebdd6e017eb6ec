import {expect, test} from 'vitest';
import {createNetwork} from '../../../src/engine/network.ts';
import type {Setup} from '../../../src/lesson/lesson.ts';
import {createNotation} from '../../../src/session/notation.ts';
import {type State, startOfLesson} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {layersView} from '../../../src/session/view/layers.ts';
import {articleSetup, lessonOf, noNames} from '../lessons.ts';

/** One input, two linear neurons, one linear output: δ is error times weight. */
const linear: Setup = {
  network: createNetwork({
    layers: [['x'], ['p', 'q'], ['o']],
    activations: ['identity', 'identity'],
    loss: 'half-squared-error',
    biased: new Set(),
  }),
  parameters: [2, 3, 0.5, -4],
  optimizer: {kind: 'sgd', rate: 0.1},
  samples: [{input: [1], target: [0]}],
  names: noNames,
  test: [],
  updates: 'after-backward',
};
const lesson = lessonOf(linear, [], {other: articleSetup()});
const view = (state: State) =>
  layersView(state, lesson, ['main', 'other'], createNotation(noNames, 'en', 4, false));
const start = startOfLesson(lesson);

test('a layer has the mean size of its δs and of the gradients of its weights, the output first', () => {
  const [main] = view(update(start, {type: 'forward', by: 'phase', times: 2})).runs;
  // a = 0.5·2 − 4·3 = −11, so δ of the output is −11.
  expect(main!.layers).toEqual([
    {layer: 2, delta: 11, weights: (11 * 2 + 11 * 3) / 2},
    {layer: 1, delta: (11 * 0.5 + 11 * 4) / 2, weights: (11 * 0.5 + 11 * 4) / 2},
  ]);
});

test('a layer has no size until all its numbers are known, and each run stands where it stands', () => {
  expect(view(start).runs.map(({layers}) => layers)).toEqual([
    [{layer: 2}, {layer: 1}],
    [{layer: 2}, {layer: 1}],
  ]);
  const half = view(update(start, {type: 'forward', until: 'grad.z.p'}));
  expect(half.runs[0]!.layers[1]).toEqual({layer: 1});
  expect(half.runs[0]!.layers[0]).toHaveProperty('delta');
  expect(half.runs[1]!.layers[0]).toEqual({layer: 2});
  const both = update(update(start, {type: 'switch', run: 'other'}), {type: 'forward', until: 'grad.z.o'});
  expect(view(both).runs[1]!.layers[0]).toHaveProperty('delta');
});

test('a run has its title and its place among the runs', () => {
  expect(view(start).runs.map(({title, place}) => [title, place])).toEqual([
    ['main', 0],
    ['other', 1],
  ]);
});
