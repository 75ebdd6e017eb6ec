import {describe, expect, it} from 'vitest';
import {createNotation} from '../../../src/session/notation.ts';
import {type State, startOf} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {valueAt} from '../../../src/session/value.ts';
import {lossView} from '../../../src/session/view/loss.ts';
import {articleSetup, noNames, xorSetup} from '../lessons.ts';

const view = (state: State) => lossView(state, createNotation(noNames, 'en', 4, false));

describe('the loss panel', () => {
  it('has nothing to draw before the first loss, and a point with it', () => {
    const start = startOf(articleSetup());
    expect(view(start)).toEqual({points: [], stride: 1, round: 1});
    expect(view(update(start, {type: 'forward', until: 'loss'})).points).toEqual([0.021627313223007625]);
  });

  it('compares with the round before, not with the point before', () => {
    let state = startOf(xorSetup());
    const directions = [];
    const wanted = [];
    let last: number | undefined;
    for (let round = 0; round < 12; round++) {
      state = update(state, {type: 'forward', until: 'loss'});
      const {direction, current} = view(state);
      directions.push(direction);
      const now = Number(current);
      wanted.push(last === undefined ? undefined : Math.sign(now - last));
      last = now;
    }
    expect(directions).toEqual(wanted);
    expect(directions).toContain(1);
    expect(directions).toContain(-1);
  });

  it('draws one point for each finished pass through the data, and before that the mean so far', () => {
    const first = update(startOf(xorSetup()), {type: 'forward', until: 'loss'});
    expect(view(first).points).toEqual([valueAt(first, 'loss')]);
    const state = update(startOf(xorSetup()), {type: 'train', rounds: 9});
    expect(view(state).points).toHaveLength(2);
    expect(view(state).stride).toBe(4);
  });

  it('says the loss of a shown sample, and leaves the curve alone', () => {
    const trained = update(startOf(xorSetup()), {type: 'train', rounds: 8});
    const shown = update(update(trained, {type: 'show', from: 'samples', index: 2}), {
      type: 'forward',
      until: 'loss',
    });
    expect(view(shown).points).toEqual(view({...trained, cursor: 0}).points);
    expect(view(shown).current).toBeTypeOf('string');
    expect(view(shown).previous).toBeUndefined();
    expect(view(shown).direction).toBeUndefined();
  });
});
