import {describe, expect, test} from 'vitest';
import {setupOf} from '../../../src/session/play/build.ts';
import {firstRecipe, type Recipe} from '../../../src/session/play/recipe.ts';
import {passOf, type State, startOf} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {outputCurve} from '../../../src/session/view/outputCurve.ts';

const stateOf = (recipe: Partial<Recipe>): State => {
  const made = setupOf({...firstRecipe, ...recipe}, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return startOf(made.setup);
};

const sine = (recipe: Partial<Recipe> = {}): State =>
  stateOf({net: '1-4-1', data: 'sine', activation: 'tanh,identity', ...recipe});

describe('an output curve', () => {
  test('is what the explained pass gives, input by input, of the output and of hidden neurons', () => {
    const state = update(sine(), {type: 'train', rounds: 500});
    for (const neuron of ['o', 'h1', 'h4']) {
      const view = outputCurve(state, `a.${neuron}`)!;
      const points = view.at(5);
      expect(points).toHaveLength(5);
      expect(points[0]![0]).toBe(view.bounds.x[0]);
      expect(points[4]![0]).toBe(view.bounds.x[1]);
      for (const [x, y] of points) {
        const there = update(state, {type: 'set', quantity: 'a.x', value: x});
        expect(y).toBeCloseTo(passOf(there).values.get(`a.${neuron}`)!, 12);
      }
    }
  });

  test('has the samples’ targets on it where it is of an output, and where the round on screen stands', () => {
    const state = sine();
    const {samples} = state.start.setup;
    const view = outputCurve(state, 'a.o')!;
    expect(view.samples).toEqual(samples.map(({input, target}) => [input[0], target[0]]));
    expect(view.target).toBe('t.o');
    expect(view.now[0]).toBe(samples[0]!.input[0]);
    expect(outputCurve(state, 'a.h1')!.samples).toEqual([]);
  });

  test('takes some of many samples, evenly', () => {
    const view = outputCurve(sine({size: '5000'}), 'a.o')!;
    expect(view.total).toBe(5000);
    expect(view.samples.length).toBeLessThanOrEqual(300);
    const xs = view.samples.map(([x]) => x);
    expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(1.9);
  });

  test('stands in a picture that does not move while the net is trained', () => {
    const before = sine();
    const after = update(before, {type: 'train', rounds: 3000});
    for (const neuron of ['a.o', 'a.h2'])
      expect(outputCurve(after, neuron)!.bounds).toEqual(outputCurve(before, neuron)!.bounds);
  });

  test('is of nets with one input only, and of their neurons', () => {
    expect(outputCurve(stateOf({}), 'a.o')).toBeUndefined();
    expect(outputCurve(sine(), 'a.nobody')).toBeUndefined();
  });
});
