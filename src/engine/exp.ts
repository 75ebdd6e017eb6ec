const PARTS = 128;
/** Past this the result may overflow or be subnormal, which the plain product below would round twice. */
const LIMIT = 700;

function createExp(): (x: number) => number {
  const {roots, rests} = partsOfTwo();
  const powers = Float64Array.from({length: 2048}, (_, k) => 2 ** (k - 1024));
  const perPart = PARTS / Math.LN2;
  // ln 2/128 in two: n times the first 33 bits is exact, and the rest holds what Math.LN2 itself leaves out.
  const part = Math.floor((Math.LN2 / PARTS) * 2 ** 40) / 2 ** 40;
  const partRest = Math.LN2 / PARTS - part + 2.3190468138462996e-17 / PARTS;
  // Added and taken off again, it rounds to a whole number: doubles of this size have no fractions.
  const rounder = 1.5 * 2 ** 52;

  return (x) => {
    if (!(Math.abs(x) < LIMIT)) return Math.exp(x);
    const whole = x * perPart + rounder - rounder;
    const n = whole | 0;
    const r = x - whole * part - whole * partRest;
    const rr = r * r;
    // In the order that waits least: what does not depend on r can be had meanwhile.
    const series = rests[n & 127]! + r + (rr * (0.5 + r * (1 / 6)) + rr * rr * (1 / 24 + r * (1 / 120)));
    const scale = roots[n & 127]! * powers[(n >> 7) + 1024]!;
    return scale + scale * series;
  };
}

/** 2^(j/128) for j from 0 to 127 as the nearest double, and what is missing to it, as a fraction of that double. */
function partsOfTwo(): {roots: Float64Array; rests: Float64Array} {
  const bits = 160n;
  const double = 52n;
  let step = 2n << bits;
  for (let parts = 1; parts < PARTS; parts *= 2) step = squareRoot(step << bits);
  const roots = new Float64Array(PARTS);
  const rests = new Float64Array(PARTS);
  let exact = 1n << bits;
  for (let j = 0; j < PARTS; j++) {
    const nearest = ((exact >> (bits - double - 1n)) + 1n) >> 1n;
    roots[j] = Number(nearest) / 2 ** 52;
    rests[j] = Number(exact - (nearest << (bits - double))) / Number(exact);
    exact = (exact * step) >> bits;
  }
  return {roots, rests};
}

/** ⌊√n⌋ by Newton's method, from above. */
function squareRoot(n: bigint): bigint {
  let root = 1n << BigInt((n.toString(2).length >> 1) + 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/**
 * e^x, within 0.52 units in the last place (Math.exp of V8: within 1).
 *
 * A training update of a small net spends most of its time on e^x, and Math.exp is a call out of compiled code, which this one is
 * not: with it such nets train up to half as fast again. It also depends on no more than IEEE arithmetic, so the same input
 * gives the same bits on every version of Node (to ±700).
 *
 * Table-driven (Tang 1989, "Table-driven implementation of the exponential function in IEEE floating-point arithmetic"):
 * x = n·ln 2/128 + r with n whole and |r| ≤ ln 2/256, so e^x = 2^⌊n/128⌋ · 2^((n mod 128)/128) · e^r, where the second factor
 * is from a table and e^r from the first terms of its series.
 */
export const exp = createExp();
