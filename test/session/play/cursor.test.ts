import {describe, expect, test} from 'vitest';
import {setupOf} from '../../../src/session/play/build.ts';
import {columnsOf, isSettable, moved} from '../../../src/session/play/cursor.ts';
import {firstRecipe} from '../../../src/session/play/recipe.ts';

const made = setupOf({...firstRecipe, net: '2-2-1'}, undefined);
if (!made.ok) throw new Error('the recipe is wrong');
const {network} = made.setup;

test('everything of a net can be chosen, once', () => {
  const all = columnsOf(network).flat();
  expect(all).toEqual([
    'a.x1',
    'a.x2',
    'w.x1->h1',
    'w.x2->h1',
    'w.x1->h2',
    'w.x2->h2',
    'a.h1',
    'b.h1',
    'a.h2',
    'b.h2',
    'w.h1->o',
    'w.h2->o',
    'a.o',
    'b.o',
    't.o',
  ]);
  expect(all.filter((name) => isSettable(network, name))).toHaveLength(12);
});

describe('the arrows', () => {
  test.each([
    ['a.x2', 'right', 'w.x2->h1'],
    ['w.x2->h1', 'right', 'a.h1'],
    ['w.x1->h2', 'right', 'a.h2'],
    ['w.x1->h2', 'left', 'a.x1'],
    ['a.h2', 'right', 'w.h2->o'],
    ['b.h2', 'left', 'w.x1->h2'],
    ['a.o', 'right', 't.o'],
    ['t.o', 'right', 't.o'],
    ['a.x1', 'left', 'a.x1'],
    ['a.h1', 'down', 'b.h1'],
    ['b.h2', 'down', 'b.h2'],
    ['a.x1', 'up', 'a.x1'],
  ] as const)('from %s %s to %s', (from, direction, to) => {
    expect(moved(network, from, direction)).toBe(to);
  });

  test('reach everything', () => {
    const reached = new Set(['a.x1']);
    for (const name of reached)
      for (const direction of ['left', 'right', 'up', 'down'] as const)
        reached.add(moved(network, name, direction));
    expect([...reached].sort()).toEqual([...columnsOf(network).flat()].sort());
  });
});
