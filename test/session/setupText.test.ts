import {expect, test} from 'vitest';
import type {Setup} from '../../src/lesson/lesson.ts';
import {setupOf} from '../../src/session/play/build.ts';
import {firstRecipe, type Recipe} from '../../src/session/play/recipe.ts';
import {setupText} from '../../src/session/setupText.ts';

function made(change: Partial<Recipe> = {}): Setup {
  const result = setupOf({...firstRecipe, ...change}, undefined);
  if (!result.ok) throw new Error(result.problem.words.en);
  return result.setup;
}

test.each<[Partial<Recipe>, string]>([
  [{}, '2-4-1 tanh, sigmoid · sgd 0.5 · xor'],
  [{activation: 'tanh'}, '2-4-1 tanh · sgd 0.5 · xor'],
  [{net: '2-3-2-1', activation: 'relu,tanh,relu'}, '2-3-2-1 relu, tanh, relu · sgd 0.5 · xor'],
  [{batch: '4', optimizer: 'adam'}, '2-4-1 tanh, sigmoid · adam 0.5 · batch 4 · xor'],
  [{batch: 'all', l1: '0.1'}, '2-4-1 tanh, sigmoid · sgd 0.5 · batch all · L1 0.1, L2 0 · xor'],
])('%j is %s', (change, text) => {
  expect(setupText(made(change), 'en')).toBe(text);
});

test('data that no set gives are one’s own, or those of a file; a batch has its word in both languages', () => {
  const {source: _, ...own} = made({batch: '4'});
  expect(setupText(own, 'en')).toMatch(/ · batch 4 · own data$/);
  expect(setupText(own, 'zh')).toMatch(/ · 批 4 · 自己的数据$/);
  expect(setupText({...own, source: {csv: 'a/b.csv'}}, 'zh')).toMatch(/ · a\/b\.csv$/);
});
