import {expect, test} from 'vitest';
import {textTable} from '../../src/session/textTable.ts';

const rows = [
  ['wh', '0.2', '−0.003684'],
  ['偏置', '0.1', '1'],
];

test('columns stand under their heads, by cells', () => {
  expect(textTable(['参数', '旧值', '梯度'], rows, 80, ': ')).toEqual([
    '参数  旧值  梯度',
    'wh    0.2   −0.003684',
    '偏置  0.1   1',
  ]);
});

test('a table wider than the page becomes a list', () => {
  expect(textTable(['参数', '旧值', '梯度'], rows, 20, '：')).toEqual([
    'wh',
    '  旧值：0.2',
    '  梯度：−0.003684',
    '偏置',
    '  旧值：0.1',
    '  梯度：1',
  ]);
});
