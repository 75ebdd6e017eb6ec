/** Samples put aside for a test. */

import {permutation} from './random.ts';

/** Which part of a list is put aside. */
export interface Split {
  /** Between 0 and 1, neither of them. */
  readonly fraction: number;
  /** Any safe integer. */
  readonly seed: number;
}

/** Both sides in the order of the whole list, none of them empty. */
export interface Sides<T> {
  readonly kept: readonly T[];
  readonly aside: readonly T[];
}

/** How many of `count` items are put aside: the fraction of them, rounded, but at least one on each side. */
export const asideCount = (count: number, {fraction}: Pick<Split, 'fraction'>): number =>
  Math.min(Math.max(Math.round(count * fraction), 1), count - 1);

/**
 * Puts a part of the items aside, drawn without replacement: the first places of a permutation that depends on the seed and the number
 * of items only.
 * @throws a RangeError for less than two items, or a split that is out of bounds
 */
export function split<T>(items: readonly T[], by: Split): Sides<T> {
  const isAside = drawn(items.length, by);
  return {
    kept: items.filter((_, i) => isAside[i] === 0),
    aside: items.filter((_, i) => isAside[i] === 1),
  };
}

/** The list that `split` takes apart so; undefined where none does: another number is put aside of so many. */
export function joined<T>({kept, aside}: Sides<T>, by: Split): readonly T[] | undefined {
  const count = kept.length + aside.length;
  if (count < 2 || aside.length !== asideCount(count, by)) return undefined;
  let [nextKept, nextAside] = [0, 0];
  return Array.from(drawn(count, by), (side) => (side === 1 ? aside[nextAside++]! : kept[nextKept++]!));
}

/** 1 at the places that are put aside. */
function drawn(count: number, by: Split): Uint8Array {
  const {fraction, seed} = by;
  if (count < 2) throw new RangeError(`at least 2 items are needed for two sides, not ${count}`);
  if (!(fraction > 0 && fraction < 1))
    throw new RangeError(`a fraction must lie between 0 and 1, not ${fraction}`);
  const order = new Int32Array(count);
  permutation(count, seed, 0, order);
  const isAside = new Uint8Array(count);
  for (const place of order.subarray(0, asideCount(count, by))) isAside[place] = 1;
  return isAside;
}
