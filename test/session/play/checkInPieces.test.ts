import fc from 'fast-check';
import {expect, test} from 'vitest';
import {gradientCheck} from '../../../src/engine/gradientCheck.ts';
import {gradient} from '../../../src/engine/quantity.ts';
import type {Setup} from '../../../src/lesson/lesson.ts';
import {
  beginCheck,
  type CheckInPieces,
  checkedFurther,
  isChecked,
} from '../../../src/session/play/checkInPieces.ts';
import {passOf, startOf} from '../../../src/session/state.ts';
import {anySetup, articleSetup} from '../lessons.ts';

const passOfSetup = (setup: Setup) => passOf(startOf(setup));

/** Checks on to the end, by pieces that are taken around and around. */
function checked(setup: Setup, pieces: readonly number[]): CheckInPieces {
  let check = beginCheck(passOfSetup(setup));
  for (let i = 0; !isChecked(check); i++) check = checkedFurther(check, pieces[i % pieces.length]!);
  return check;
}

test('in whatever pieces a net is checked, it is told of as at once', () => {
  fc.assert(
    fc.property(
      anySetup,
      fc.array(fc.integer({min: 0, max: 300}), {minLength: 1, maxLength: 5}),
      (setup, pieces) => {
        const {network, parameters, sample, values} = passOfSetup(setup);
        const gradients = network.parameters.map((name) => values.get(gradient(name))!);
        const wanted = gradientCheck(network, parameters, sample, gradients).filter(
          ({relativeDifference}) => !Number.isNaN(relativeDifference) && relativeDifference !== Infinity,
        );
        const check = checked(setup, pieces);
        expect(check.checked).toBe(network.parameters.length);
        expect(check.agreeing).toBe(wanted.filter(({agrees}) => agrees).length);
        expect(check.differing).toBe(wanted.filter(({agrees}) => !agrees).length);
        // No net here has more parameters than are listed.
        expect(new Set(check.furthest)).toEqual(new Set(wanted));
        expect(check.furthest).toHaveLength(wanted.length);
      },
    ),
  );
});

test('those that differ come first, then those that are furthest off', () => {
  const setup: Setup = {...articleSetup(), mistake: 'updated-weight'};
  const {furthest, differing, agreeing} = checked(setup, [0]);
  expect([differing, agreeing]).toEqual([2, 2]);
  expect(furthest.map(({agrees}) => agrees)).toEqual([false, false, true, true]);
  for (const half of [furthest.slice(0, 2), furthest.slice(2)])
    expect(half[0]!.relativeDifference).toBeGreaterThanOrEqual(half[1]!.relativeDifference);
});

test('what is out of range neither agrees nor differs', () => {
  const setup = articleSetup();
  const {
    checked: all,
    agreeing,
    differing,
    furthest,
  } = checked({...setup, parameters: setup.parameters.map(() => Number.NaN)}, [1000]);
  expect([all, agreeing, differing, furthest]).toEqual([4, 0, 0, []]);
});
