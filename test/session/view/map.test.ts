import {describe, expect, it} from 'vitest';
import {createNetwork} from '../../../src/engine/network.ts';
import type {Setup} from '../../../src/lesson/lesson.ts';
import {startOf} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {mapView} from '../../../src/session/view/map.ts';
import {articleSetup, xorSetup} from '../lessons.ts';

/** One neuron: z = 2p − q + 0.5. */
function linearSetup(over: Partial<Setup> = {}): Setup {
  const network = createNetwork({
    layers: [['p', 'q'], ['o']],
    activations: ['sigmoid'],
    loss: 'half-squared-error',
    biased: new Set(['o']),
  });
  return {...xorSetup(), network, parameters: [2, -1, 0.5], optimizer: {kind: 'sgd', rate: 1}, ...over};
}

describe('a decision map', () => {
  it('is the neuron at every place', () => {
    const bounds = {x: [-2, 2], y: [-1, 1]} as const;
    const view = mapView(startOf(linearSetup()), 'a.o', bounds)!;
    const values = view.at(4, 2);
    for (const [i, value] of values.entries()) {
      const [p, q] = [-2 + (i % 5), 1 - Math.floor(i / 5)];
      expect(value).toBeCloseTo(1 / (1 + Math.exp(-(2 * p - q + 0.5))), 14);
    }
  });

  it('is of the hidden neuron that was asked for', () => {
    const view = mapView(startOf(xorSetup()), 'a.h2', {x: [0, 1], y: [0, 1]})!;
    expect([...view.at(1, 1)].map((value) => value.toFixed(12))).toEqual(
      [0.9 - 0.2, 0.3 + 0.9 - 0.2, -0.2, 0.3 - 0.2].map((z) => Math.tanh(z).toFixed(12)),
    );
    expect(view.middle).toBe(0);
    expect(view.range).toEqual([-1, 1]);
  });

  it('has the parameters of the round on screen', () => {
    const state = update(startOf(linearSetup()), {type: 'train', rounds: 1});
    const before = mapView(startOf(linearSetup()), 'a.o')!;
    expect(mapView(state, 'a.o')!.at(2, 2)).not.toEqual(before.at(2, 2));
  });

  it('knows each sample, its class, and whether the net gets it right', () => {
    const view = mapView(startOf(linearSetup()), 'a.o')!;
    // z is 0.5, −0.5, 2.5, 1.5; the targets are 0, 1, 1, 0.
    expect(view.samples).toEqual([
      {x: 0, y: 0, high: false, right: false},
      {x: 0, y: 1, high: true, right: false},
      {x: 1, y: 0, high: true, right: true},
      {x: 1, y: 1, high: false, right: false},
    ]);
    expect(view.target).toBe('t.o');
    expect(view.classes).toEqual([0, 1]);
    expect(view.middle).toBe(0.5);
  });

  it('divides where the targets do', () => {
    const samples = [
      {input: [0, 0], target: [-1]},
      {input: [1, 1], target: [3]},
      {input: [1, 0], target: [2]},
    ];
    const view = mapView(startOf(linearSetup({samples})), 'a.o')!;
    expect(view.middle).toBe(1);
    expect(view.samples.map(({high}) => high)).toEqual([false, true, true]);
    expect(view.classes).toBeUndefined();
  });

  it('asks about a part of very many samples, and knows the classes and bounds of all', () => {
    const samples = Array.from({length: 50_000}, (_, i) => ({input: [i % 100, i / 50_000], target: [i % 2]}));
    const rare = {input: [500, -2], target: [0]};
    const view = mapView(startOf(linearSetup({samples: [...samples, rare]})), 'a.o')!;
    expect(view.total).toBe(50_001);
    expect(view.samples.length).toBeLessThanOrEqual(2000);
    expect(view.samples.some(({high}) => high) && view.samples.some(({high}) => !high)).toBe(true);
    expect(view.bounds.x[1]).toBeGreaterThan(500);
    expect(view.bounds.y[0]).toBeLessThan(-2);
    expect(view.classes).toEqual([0, 1]);
  });

  it('needs two inputs and a neuron', () => {
    expect(mapView(startOf(articleSetup()), 'a.o')).toBeUndefined();
    expect(mapView(startOf(xorSetup()), 'a.nobody')).toBeUndefined();
    expect(mapView(startOf(xorSetup()), 'z.h1')).toBeUndefined();
  });
});
