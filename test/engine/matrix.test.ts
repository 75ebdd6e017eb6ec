import fc from 'fast-check';
import {expect, test} from 'vitest';
import {multiplyBack, outerProduct, weightedSums} from '../../src/engine/matrix.ts';

/** A matrix of any size up to 11×11 somewhere in a longer array, and vectors somewhere in theirs. */
const anyProduct = fc
  .record({
    rows: fc.integer({min: 1, max: 11}),
    columns: fc.integer({min: 1, max: 11}),
    k: fc.integer({min: 0, max: 3}),
    from: fc.integer({min: 0, max: 3}),
    to: fc.integer({min: 0, max: 3}),
    numbers: fc.infiniteStream(fc.oneof(fc.double({min: -3, max: 3, noNaN: true}), fc.constantFrom(0, -0))),
  })
  .map(({numbers, ...sizes}) => {
    const take = (length: number) => Float64Array.from({length}, () => numbers.next().value);
    return {...sizes, w: take(130), a: take(20), d: take(20)};
  });

test('weighted sums have the bits of the plain loop', () => {
  fc.assert(
    fc.property(anyProduct, ({w, k, columns, a, from, to, rows}) => {
      const z = new Float64Array(20).fill(7);
      const wanted = [...z];
      for (let j = 0; j < rows; j++) {
        let sum = w[k + j * columns]! * a[from]!;
        for (let i = 1; i < columns; i++) sum += w[k + j * columns + i]! * a[from + i]!;
        wanted[to + j] = sum;
      }
      weightedSums(w, k, columns, a, from, z, to, rows);
      expect([...z]).toEqual(wanted);
    }),
  );
});

test('sums back have the bits of the plain loop', () => {
  fc.assert(
    fc.property(anyProduct, ({w, k, columns, d, from, to, rows}) => {
      const s = new Float64Array(20).fill(7);
      const wanted = [...s];
      for (let i = 0; i < columns; i++) {
        let sum = d[to]! * w[k + i]!;
        for (let j = 1; j < rows; j++) sum += d[to + j]! * w[k + j * columns + i]!;
        wanted[from + i] = sum;
      }
      multiplyBack(w, k, d, to, rows, s, from, columns);
      expect([...s]).toEqual(wanted);
    }),
  );
});

test('the outer product has each δ times each output, in its place', () => {
  fc.assert(
    fc.property(anyProduct, ({k, columns, a, d, from, to, rows}) => {
      const g = new Float64Array(130).fill(7);
      const wanted = [...g];
      for (let j = 0; j < rows; j++)
        for (let i = 0; i < columns; i++) wanted[k + j * columns + i] = d[to + j]! * a[from + i]!;
      outerProduct(g, k, d, to, rows, a, from, columns);
      expect([...g]).toEqual(wanted);
    }),
  );
});
