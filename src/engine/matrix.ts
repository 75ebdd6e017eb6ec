/**
 * The three products of a fully connected layer, on flat arrays. The matrix is row-major, one row for each neuron, its first
 * number at `w[k]`.
 *
 * Four rows (or columns) are worked on at once: their sums do not wait for each other, and loop and index checks are paid once
 * for several products. Every single sum is still taken in ascending order, so the bits are those of the plain loop. A sum starts from
 * −0, the one number that changes no other when added (0 would turn −0 to 0). The functions are short because V8 builds none of more
 * than 460 bytes of bytecode into its caller.
 */

/** z_j = Σ_i w_ji·a_i, ascending i: `rows` sums from `columns` outputs at `a[from]`, written to `z[to]` and on. */
export function weightedSums(
  w: Float64Array,
  k: number,
  columns: number,
  a: Float64Array,
  from: number,
  z: Float64Array,
  to: number,
  rows: number,
): void {
  let j = 0;
  for (; j < rows - 3; j += 4) fourSums(w, k + j * columns, columns, a, from, z, to + j);
  for (; j < rows; j++) {
    const kj = k + j * columns;
    let sum = -0;
    for (let i = 0; i < columns; i++) sum += w[kj + i]! * a[from + i]!;
    z[to + j] = sum;
  }
}

function fourSums(
  w: Float64Array,
  k: number,
  columns: number,
  a: Float64Array,
  from: number,
  z: Float64Array,
  to: number,
): void {
  let k0 = k;
  let k1 = k0 + columns;
  let k2 = k1 + columns;
  let k3 = k2 + columns;
  let z0 = -0;
  let z1 = -0;
  let z2 = -0;
  let z3 = -0;
  const end = from + columns;
  let i = from;
  for (; i < end - 1; i += 2) {
    const p = a[i]!;
    z0 += w[k0]! * p;
    z1 += w[k1]! * p;
    z2 += w[k2]! * p;
    z3 += w[k3]! * p;
    const q = a[i + 1]!;
    z0 += w[k0 + 1]! * q;
    z1 += w[k1 + 1]! * q;
    z2 += w[k2 + 1]! * q;
    z3 += w[k3 + 1]! * q;
    k0 += 2;
    k1 += 2;
    k2 += 2;
    k3 += 2;
  }
  if (i < end) {
    const p = a[i]!;
    z0 += w[k0]! * p;
    z1 += w[k1]! * p;
    z2 += w[k2]! * p;
    z3 += w[k3]! * p;
  }
  z[to] = z0;
  z[to + 1] = z1;
  z[to + 2] = z2;
  z[to + 3] = z3;
}

/** s_i = Σ_j δ_j·w_ji, ascending j: `columns` sums from `rows` δ at `d[to]`, written to `s[from]` and on. */
export function multiplyBack(
  w: Float64Array,
  k: number,
  d: Float64Array,
  to: number,
  rows: number,
  s: Float64Array,
  from: number,
  columns: number,
): void {
  let i = 0;
  for (; i < columns - 3; i += 4) {
    let kj = k + i;
    let s0 = -0;
    let s1 = -0;
    let s2 = -0;
    let s3 = -0;
    for (let j = to; j < to + rows; j++) {
      const delta = d[j]!;
      s0 += delta * w[kj]!;
      s1 += delta * w[kj + 1]!;
      s2 += delta * w[kj + 2]!;
      s3 += delta * w[kj + 3]!;
      kj += columns;
    }
    s[from + i] = s0;
    s[from + i + 1] = s1;
    s[from + i + 2] = s2;
    s[from + i + 3] = s3;
  }
  for (; i < columns; i++) {
    let kj = k + i;
    let sum = -0;
    for (let j = to; j < to + rows; j++) {
      sum += d[j]! * w[kj]!;
      kj += columns;
    }
    s[from + i] = sum;
  }
}

/** g_ji = δ_j·a_i: `rows` δ at `d[to]` by `columns` outputs at `a[from]`, written as a matrix at `g[k]`. */
export function outerProduct(
  g: Float64Array,
  k: number,
  d: Float64Array,
  to: number,
  rows: number,
  a: Float64Array,
  from: number,
  columns: number,
): void {
  let j = 0;
  for (; j < rows - 3; j += 4) fourRows(g, k + j * columns, d, to + j, a, from, columns);
  for (; j < rows; j++) {
    const delta = d[to + j]!;
    const kj = k + j * columns;
    for (let i = 0; i < columns; i++) g[kj + i] = delta * a[from + i]!;
  }
}

function fourRows(
  g: Float64Array,
  k: number,
  d: Float64Array,
  to: number,
  a: Float64Array,
  from: number,
  columns: number,
): void {
  const d0 = d[to]!;
  const d1 = d[to + 1]!;
  const d2 = d[to + 2]!;
  const d3 = d[to + 3]!;
  let k0 = k;
  let k1 = k0 + columns;
  let k2 = k1 + columns;
  let k3 = k2 + columns;
  const end = from + columns;
  let i = from;
  for (; i < end - 1; i += 2) {
    const p = a[i]!;
    g[k0] = d0 * p;
    g[k1] = d1 * p;
    g[k2] = d2 * p;
    g[k3] = d3 * p;
    const q = a[i + 1]!;
    g[k0 + 1] = d0 * q;
    g[k1 + 1] = d1 * q;
    g[k2 + 1] = d2 * q;
    g[k3 + 1] = d3 * q;
    k0 += 2;
    k1 += 2;
    k2 += 2;
    k3 += 2;
  }
  if (i < end) {
    const p = a[i]!;
    g[k0] = d0 * p;
    g[k1] = d1 * p;
    g[k2] = d2 * p;
    g[k3] = d3 * p;
  }
}
