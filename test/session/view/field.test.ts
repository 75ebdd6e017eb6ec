import fc from 'fast-check';
import {expect, test} from 'vitest';
import {boundsAround, fieldOf, interpolated} from '../../../src/session/view/field.ts';

const plane = (x: number, y: number): number => 2 * x - 3 * y + 1;
const bounds = {x: [-1, 3], y: [0, 2]} as const;

test('a field goes from the upper left to the lower right corner', () => {
  const values = fieldOf(bounds, plane, 1).at(4, 2);
  expect(values).toHaveLength(15);
  expect(values[0]).toBe(plane(-1, 2));
  expect(values[4]).toBe(plane(3, 2));
  expect(values[5]).toBe(plane(-1, 1));
  expect(values[14]).toBe(plane(3, 0));
});

test('a dear field is computed on a coarser grid, and a plane stays the same plane', () => {
  let passes = 0;
  const dear = (x: number, y: number): number => {
    passes += 200;
    return plane(x, y);
  };
  const coarse = fieldOf(bounds, dear, 200).at(40, 32);
  expect(passes).toBeLessThan(40_000);
  const fine = fieldOf(bounds, plane, 1).at(40, 32);
  expect(coarse).toHaveLength(fine.length);
  for (const [i, value] of coarse.entries()) expect(value).toBeCloseTo(fine[i]!, 10);
});

test('between the crossings a plane is met exactly, its edges too', () => {
  const values = fieldOf({x: [0, 4], y: [0, 2]}, plane, 1).at(4, 2);
  for (const [column, row] of [
    [0, 0],
    [1.5, 0.25],
    [4, 2],
    [3.75, 1.5],
  ] as const)
    expect(interpolated(values, 4, 2, column, row)).toBeCloseTo(plane(column, 2 - row), 12);
});

test('the bounds hold all points, with room on every side', () => {
  const number = fc.double({min: -1e6, max: 1e6, noNaN: true});
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), {minLength: 1, maxLength: 20}), (points) => {
      const {x, y} = boundsAround(points);
      for (const [px, py] of points) {
        expect(x[0]).toBeLessThan(px);
        expect(px).toBeLessThan(x[1]);
        expect(y[0]).toBeLessThan(py);
        expect(py).toBeLessThan(y[1]);
      }
    }),
  );
});

test('the bounds are short numbers', () => {
  expect(
    boundsAround([
      [0, 0],
      [1, 1],
    ]),
  ).toEqual({x: [-0.2, 1.2], y: [-0.2, 1.2]});
  expect(boundsAround([[0.3, 700]])).toEqual({x: [0.1, 0.5], y: [686, 714]});
});
