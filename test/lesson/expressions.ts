import fc from 'fast-check';

/** An expression as a tree, to print it and to compute it another way than the program does. */
export type Tree =
  | {readonly kind: 'number'; readonly value: number}
  | {readonly kind: 'name'; readonly name: string}
  | {readonly kind: 'minus'; readonly of: Tree}
  | {readonly kind: 'pair'; readonly sign: string; readonly left: Tree; readonly right: Tree}
  | {readonly kind: 'call'; readonly name: string; readonly of: readonly Tree[]};

const calls: Readonly<Record<string, (...of: number[]) => number>> = {
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  sqrt: Math.sqrt,
  abs: Math.abs,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  relu: (x) => Math.max(0, x),
  softplus: (x) => Math.log(1 + Math.exp(x)),
  max: Math.max,
  min: Math.min,
};

export function compute(tree: Tree, point: Readonly<Record<string, number>>): number {
  const at = (part: Tree): number => compute(part, point);
  switch (tree.kind) {
    case 'number':
      return tree.value;
    case 'name':
      return point[tree.name]!;
    case 'minus':
      return -at(tree.of);
    case 'pair': {
      const [a, b] = [at(tree.left), at(tree.right)];
      return {'+': a + b, '-': a - b, '*': a * b, '/': a / b, '^': a ** b}[tree.sign]!;
    }
    case 'call':
      return calls[tree.name]!(...tree.of.map(at));
  }
}

const holds = (tree: Tree): number =>
  tree.kind === 'minus' ? 3 : tree.kind === 'pair' ? {'+': 1, '-': 1, '*': 2, '/': 2, '^': 4}[tree.sign]! : 5;

/** The tree with only the parentheses that it needs: −x^2 is −(x^2), a − b − c is (a − b) − c, a^b^c is a^(b^c). */
export function print(tree: Tree): string {
  const part = (of: Tree, atLeast: number): string => (holds(of) < atLeast ? `(${print(of)})` : print(of));
  switch (tree.kind) {
    case 'number':
      return String(tree.value);
    case 'name':
      return tree.name;
    case 'minus':
      return `-${part(tree.of, 3)}`;
    case 'pair': {
      const own = holds(tree);
      return tree.sign === '^'
        ? `${part(tree.left, 5)}^${part(tree.right, 3)}`
        : `${part(tree.left, own)} ${tree.sign} ${part(tree.right, own + 1)}`;
    }
    case 'call':
      return `${tree.name}(${tree.of.map(print).join(', ')})`;
  }
}

/** From −2 to 2, and never so small that halving it would round. */
export const aNumber = fc.integer({min: -122_000, max: 122_000}).map((n) => n / 61_000);
export const names = ['x', 'y', 'z'];
export const aPoint = fc.record(Object.fromEntries(names.map((name) => [name, aNumber])));

export const aTree: fc.Arbitrary<Tree> = fc.letrec<{tree: Tree}>((tie) => ({
  tree: fc.oneof(
    {maxDepth: 5, withCrossShrink: true},
    fc.constantFrom(...names).map((name): Tree => ({kind: 'name', name})),
    fc.integer({min: 0, max: 4}).map((value): Tree => ({kind: 'number', value})),
    tie('tree').map((of): Tree => ({kind: 'minus', of})),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/', '^'), tie('tree'), tie('tree'))
      .map(([sign, left, right]): Tree => ({kind: 'pair', sign, left, right})),
    fc.tuple(fc.constantFrom(...Object.keys(calls)), tie('tree'), tie('tree')).map(
      ([name, left, right]): Tree => ({
        kind: 'call',
        name,
        of: name === 'max' || name === 'min' ? [left, right] : [left],
      }),
    ),
  ),
})).tree;
