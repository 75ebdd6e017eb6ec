import {expect, test} from 'vitest';
import {nearest} from '../../src/lesson/nearest.ts';

const known = ['sigmoid', 'tanh', 'relu', 'leaky-relu', 'momentum', 'id'];

test.each([
  ['sigmoyd', 'sigmoid'],
  ['sigmiod', 'sigmoid'],
  ['Sigmoid', 'sigmoid'],
  ['segmoidd', 'sigmoid'],
  ['leakyrelu', 'leaky-relu'],
  ['tahn', 'tanh'],
  ['idd', 'id'],
  ['softplus', undefined],
  ['x', undefined],
  ['', undefined],
  ['sigmoid'.repeat(100), undefined],
])('%s means %s', (word, meant) => {
  expect(nearest(word, known)).toBe(meant);
});
