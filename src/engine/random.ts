/** Seeded randomness. The same seed gives the same numbers on every run; nothing here reads a clock or Math.random. */

import {uniformFloat64} from 'pure-rand/distribution/uniformFloat64';
import {uniformInt} from 'pure-rand/distribution/uniformInt';
import {xoroshiro128plusFromState} from 'pure-rand/generator/xoroshiro128plus';
import type {RandomGenerator} from 'pure-rand/types/RandomGenerator';

/** A stream of random numbers; each call moves it on. */
export interface Random {
  /** A number in [0, 1), a multiple of 2^−53. */
  uniform(): number;
  /** A number from the normal distribution with mean 0 and deviation 1. */
  normal(): number;
  /** One of 0, 1, …, n − 1, each as likely; n from 1 to 2^32. */
  integer(n: number): number;
}

/** A stream for a seed. Throws a RangeError where the seed is no safe integer. */
export function createRandom(seed: number): Random {
  const generator = seeded(seed, 0);
  let spare: number | undefined;
  return {
    uniform: () => uniformFloat64(generator),
    /** The polar method (Marsaglia & Bray 1964): two numbers at a time, the second one is kept for the next call. */
    normal() {
      if (spare !== undefined) {
        const kept = spare;
        spare = undefined;
        return kept;
      }
      for (;;) {
        const x = 2 * uniformFloat64(generator) - 1;
        const y = 2 * uniformFloat64(generator) - 1;
        const square = x * x + y * y;
        if (square > 0 && square < 1) {
          const scale = Math.sqrt((-2 * Math.log(square)) / square);
          spare = y * scale;
          return x * scale;
        }
      }
    },
    integer: (n) => uniformInt(generator, 0, n - 1),
  };
}

/**
 * Writes a permutation of 0 … length − 1 to the first `length` places of `into`: the order of one epoch. It depends on
 * length, seed and epoch only, so any epoch can be had without the ones before it. Fisher–Yates in Durstenfeld's form (1964).
 */
export function permutation(length: number, seed: number, epoch: number, into: Int32Array): void {
  const generator = seeded(seed, epoch + 1);
  for (let i = 0; i < length; i++) into[i] = i;
  for (let i = length - 1; i > 0; i--) {
    const j = uniformInt(generator, 0, i);
    const kept = into[i]!;
    into[i] = into[j]!;
    into[j] = kept;
  }
}

/**
 * Xoroshiro128+ (Blackman & Vigna 2018) for one of the streams of a seed. pure-rand's own seeding keeps 32 bits of the seed and hands
 * small seeds out again as nearly equal first numbers, so the state is mixed here. No two (seed, stream) share a state.
 */
function seeded(seed: number, stream: number): RandomGenerator {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed must be a whole number, not ${seed}`);
  const low = mix(seed | 0);
  const high = mix(Math.floor(seed / 2 ** 32) ^ 0x5bd1e995);
  const turn = mix(stream ^ 0x1b873593);
  const generator = xoroshiro128plusFromState([low, high, turn, mix(low + high + turn) | 1]);
  // The generator is linear over bits: a few turns spread a difference in one word over all four.
  for (let i = 0; i < 16; i++) generator.next();
  return generator;
}

/** The finaliser of MurmurHash3 (Appleby 2011): a bijection of 32-bit words in which every bit touches every other. */
function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
