import fc from 'fast-check';
import {expect, test} from 'vitest';
import {packed, unpacked} from '../../src/cli/packedSamples.ts';

test('samples come out as they went in, bit for bit, and none as none', () => {
  const widths = fc.record({inputs: fc.integer({min: 1, max: 4}), targets: fc.integer({min: 1, max: 3})});
  const numbers = (length: number) => fc.array(fc.double(), {minLength: length, maxLength: length});
  const samples = widths.chain(({inputs, targets}) =>
    fc.array(fc.record({input: numbers(inputs), target: numbers(targets)}, {noNullPrototype: true})),
  );
  fc.assert(
    fc.property(samples, (all) => {
      expect(unpacked(packed(all))).toStrictEqual(all);
    }),
  );
});
