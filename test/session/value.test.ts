import {describe, expect, test} from 'vitest';
import {LOSS} from '../../src/engine/quantity.ts';
import type {Setup} from '../../src/lesson/lesson.ts';
import {passOf, type State, startOf} from '../../src/session/state.ts';
import {update} from '../../src/session/update.ts';
import {isKnown, valueAt, valueInRound} from '../../src/session/value.ts';
import {articleSetup} from './lessons.ts';

const article = startOf(articleSetup());

/** The state when the last thing known is the quantity, and one operation before. */
function around(quantity: string): readonly [before: State, after: State] {
  const after = update(article, {type: 'forward', until: quantity});
  return [{...after, cursor: after.cursor - 1}, after];
}

describe('a measure is known', () => {
  test.each([
    ['share.o', LOSS],
    ['share.h', LOSS],
    ['share.h->o', LOSS],
    ['back.h->o', 'grad.z.o'],
    ['back.x->h', 'grad.z.h'],
  ])('%s with %s', (measure, quantity) => {
    const [before, after] = around(quantity);
    expect(valueAt(before, measure)).toBeUndefined();
    expect(valueInRound(before, measure)).toBeTypeOf('number');
    expect(valueAt(after, measure)).toBe(valueInRound(before, measure));
  });

  test.each(['round', 'rate', 'data.loss', 'data.right', 'data.size', 'count.backward'])(
    '%s always',
    (measure) => {
      expect(valueAt(article, measure)).toBeTypeOf('number');
    },
  );
});

describe('the round of divergence', () => {
  const wild: Setup = {...articleSetup(), optimizer: {kind: 'sgd', rate: 1e308}};

  test('is none in a net that does not diverge', () => {
    const trained = update(article, {type: 'train', rounds: 100});
    expect(valueInRound(trained, 'diverged')).toBeUndefined();
    expect(isKnown(trained, 'diverged')).toBe(false);
  });

  test('is the round on screen where its own numbers are the first that are not finite', () => {
    const state = startOf({...wild, samples: [{input: [1], target: [1e5]}]});
    expect(passOf(state).diverged).toBe(true);
    expect(valueAt(state, 'diverged')).toBe(1);
  });
});
