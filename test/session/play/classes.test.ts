import {expect, test} from 'vitest';
import {hasClasses} from '../../../src/session/play/classes.ts';

test.each<[string, readonly (readonly number[])[], boolean]>([
  [
    'one of several outputs each',
    [
      [1, 0],
      [0, 1],
      [0, 1],
    ],
    true,
  ],
  [
    'two outputs at once',
    [
      [1, 1],
      [0, 1],
    ],
    false,
  ],
  [
    'no output',
    [
      [0, 0],
      [0, 1],
    ],
    false,
  ],
  ['few targets, all others', [[1], [2], [3], [4]], true],
  ['as many targets as samples', [[1], [2], [3], [4], [5]], false],
  ['half as many targets as samples', [[1], [2], [3], [1], [2], [3]], true],
  ['the same target', [[1], [1], [1]], false],
  ['a single sample', [[1]], false],
  ['no sample', [], false],
])('targets that are %s', (_, targets, wanted) => {
  expect(hasClasses(targets.map((target) => ({input: [0], target})))).toBe(wanted);
});
