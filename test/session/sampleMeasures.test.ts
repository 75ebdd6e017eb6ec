import {describe, expect, test} from 'vitest';
import {sideOf} from '../../src/session/sampleMeasures.ts';

describe('the right side', () => {
  test('of several outputs is where the largest target is; of equal ones the first counts', () => {
    const isRight = sideOf([]);
    expect(isRight([0.2, 0.7, 0.1], [0, 1, 0])).toBe(true);
    expect(isRight([0.7, 0.2, 0.1], [0, 1, 0])).toBe(false);
    expect(isRight([0.5, 0.5], [1, 0])).toBe(true);
    expect(isRight([0.5, 0.5], [0, 1])).toBe(false);
  });

  test('of one output is its target’s side of the middle', () => {
    const isRight = sideOf([
      {input: [], target: [-1]},
      {input: [], target: [3]},
    ]);
    expect([0.9, 1.1].map((output) => isRight([output], [-1]))).toEqual([true, false]);
    expect([0.9, 1.1].map((output) => isRight([output], [3]))).toEqual([false, true]);
  });

  test('is none for what is no number', () => {
    const isRight = sideOf([
      {input: [], target: [0]},
      {input: [], target: [1]},
    ]);
    expect([0, 1].map((target) => isRight([Number.NaN], [target]))).toEqual([false, false]);
    expect(sideOf([])([Number.NaN, 0], [1, 0])).toBe(false);
  });
});
