/** What an expression can be made of: every operation with its value, its slopes, the formulas of both, and where it is not defined. */

import {elementwise} from './activations.ts';
import {exp} from './exp.ts';
import {
  call,
  difference,
  type Formula,
  type FunctionName,
  negative,
  number,
  power,
  product,
  quotient,
  raised,
  sum,
} from './formula.ts';
import type {Operator} from './graph.ts';
import {wholePower} from './optimizers.ts';

/** Why an operation has no number where it stands. */
export type DomainCode =
  | 'log'
  | 'division'
  | 'root'
  | 'power-variable'
  | 'power-fraction'
  | 'power-zero'
  | 'arc'
  /** Its value is there, its slope is infinite. */
  | 'vertical';

/** Which derivative stands at a kink: from the left, or with the first of two equal arguments taken for the larger (smaller) one. */
export type Kink = 'left' | 'first';

/** One operation of an expression. */
export interface Operation extends Operator {
  readonly arity: number;
  readonly formula: (inputs: readonly Formula[]) => Formula;
  /** The slope by input number `slot`; `value` is the operation's own, `slope` the number of the slope. */
  readonly slopeFormula: (inputs: readonly Formula[], slot: number, value: Formula, slope: number) => Formula;
  /** Undefined where the operation has a value and slopes. */
  readonly outside?: (inputs: readonly number[]) => DomainCode | undefined;
  readonly kink?: {readonly at: (inputs: readonly number[]) => boolean; readonly shown: Kink};
}

/** An operation of one number: f, f′ beside it, and f′ as a formula. */
function single(
  name: FunctionName,
  value: (x: number) => number,
  slope: (x: number, value: number) => number,
  slopeFormula: (x: Formula, value: Formula) => Formula,
  slopeWork: number,
  more: Pick<Operation, 'outside' | 'kink'> = {},
): Operation {
  return {
    arity: 1,
    value: ([x]) => value(x!),
    slopes: ([x], reached) => [slope(x!, reached)],
    work: {value: 1, slopes: slopeWork},
    formula: ([x]) => call(name, x!),
    slopeFormula: ([x], _slot, reached) => slopeFormula(x!, reached),
    ...more,
  };
}

const one = number(1);
const squared = (of: Formula): Formula => power(of, 2);
const arcRange = {
  outside: ([x]: readonly number[]): DomainCode | undefined =>
    Math.abs(x!) > 1 ? 'arc' : Math.abs(x!) === 1 ? 'vertical' : undefined,
};

/** x^y: whole exponents by multiplying, so that x^2 has the bits of x·x. */
const raise = (x: number, y: number): number => {
  if (!Number.isInteger(y) || Math.abs(y) > 64) return x ** y;
  return y < 0 ? 1 / wholePower(x, -y) : wholePower(x, y);
};

/** ∂x^y/∂x = y·x^(y − 1); 0 for y = 0, at x = 0 too. */
const slopeByBase = (x: number, y: number): number => (y === 0 ? 0 : y * raise(x, y - 1));

const raisedFormula = ([x, y]: readonly Formula[]): Formula => raisedTo(x!, y!);

const raisedTo = (x: Formula, y: Formula): Formula =>
  y.kind === 'number' ? power(x, y.value) : raised(x, y);

// x^0 is 1 everywhere: at 0 its slope is 0, but 0·x^(−1) no number.
const baseSlopeFormula = (x: Formula, y: Formula, slope: number): Formula => {
  if (slope === 0 && (y.kind !== 'number' || y.value === 0)) return number(0);
  if (y.kind !== 'number') return product(y, raised(x, difference(y, one)));
  if (y.value === 2) return product(y, x);
  return product(y, power(x, y.value - 1));
};

/** x^y where y holds no variable. */
export const constantPower: Operation = {
  arity: 2,
  value: ([x, y]) => raise(x!, y!),
  slopes: ([x, y]) => [slopeByBase(x!, y!), 0],
  work: {value: 1, slopes: 3},
  formula: raisedFormula,
  slopeFormula: ([x, y], slot, _value, slope) => (slot === 0 ? baseSlopeFormula(x!, y!, slope) : number(0)),
  outside([x, y]) {
    if (x! < 0 && !Number.isInteger(y!)) return 'power-fraction';
    if (x !== 0) return undefined;
    return y! < 0 ? 'power-zero' : y! > 0 && y! < 1 ? 'vertical' : undefined;
  },
};

const extreme = (name: 'max' | 'min', takesFirst: (a: number, b: number) => boolean): Operation => ({
  arity: 2,
  value: ([a, b]) => (takesFirst(a!, b!) ? a! : b!),
  slopes: ([a, b]) => (takesFirst(a!, b!) ? [1, 0] : [0, 1]),
  work: {value: 1, slopes: 0},
  formula: ([a, b]) => ({kind: 'extreme', call: name, left: a!, right: b!}),
  slopeFormula: (_inputs, _slot, _value, slope) => number(slope),
  kink: {at: ([a, b]) => a === b, shown: 'first'},
});

/** Operations by the names that expressions and JSON have for them. */
export const operations = {
  '+': {
    arity: 2,
    value: ([a, b]) => a! + b!,
    slopes: () => [1, 1],
    work: {value: 1, slopes: 0},
    formula: ([a, b]) => sum([a!, b!]),
    slopeFormula: () => one,
  },
  '-': {
    arity: 2,
    value: ([a, b]) => a! - b!,
    slopes: () => [1, -1],
    work: {value: 1, slopes: 0},
    formula: ([a, b]) => difference(a!, b!),
    slopeFormula: (_inputs, slot) => number(slot === 0 ? 1 : -1),
  },
  '*': {
    arity: 2,
    value: ([a, b]) => a! * b!,
    slopes: ([a, b]) => [b!, a!],
    work: {value: 1, slopes: 0},
    formula: ([a, b]) => product(a!, b!),
    slopeFormula: (inputs, slot) => inputs[1 - slot]!,
  },
  '/': {
    arity: 2,
    value: ([a, b]) => a! / b!,
    slopes: ([, b], value) => [1 / b!, -value / b!],
    work: {value: 1, slopes: 2},
    formula: ([a, b]) => quotient(a!, b!),
    slopeFormula: ([, b], slot, value) => (slot === 0 ? quotient(one, b!) : negative(quotient(value, b!))),
    outside: ([, b]) => (b === 0 ? 'division' : undefined),
  },
  '^': {
    arity: 2,
    value: ([x, y]) => raise(x!, y!),
    slopes: ([x, y], value) => [slopeByBase(x!, y!), value * Math.log(x!)],
    work: {value: 1, slopes: 5},
    formula: raisedFormula,
    slopeFormula: ([x, y], slot, value, slope) =>
      slot === 0 ? baseSlopeFormula(x!, y!, slope) : product(value, call('ln', x!)),
    // By the exponent the slope is x^y·ln x: it needs a base above 0.
    outside: ([x]) => (x! > 0 ? undefined : 'power-variable'),
  },
  /** The sign turned round. */
  neg: {
    arity: 1,
    value: ([x]) => -x!,
    slopes: () => [-1],
    work: {value: 0, slopes: 0},
    formula: ([x]) => negative(x!),
    slopeFormula: () => number(-1),
  },
  /** The result where it is nothing but a name. */
  copy: {
    arity: 1,
    value: ([x]) => x!,
    slopes: () => [1],
    work: {value: 0, slopes: 0},
    formula: ([x]) => x!,
    slopeFormula: () => one,
  },
  exp: single(
    'exp',
    exp,
    (_x, y) => y,
    (_x, y) => y,
    0,
  ),
  log: single(
    'ln',
    Math.log,
    (x) => 1 / x,
    (x) => quotient(one, x),
    1,
    {
      outside: ([x]) => (x! > 0 ? undefined : 'log'),
    },
  ),
  sin: single('sin', Math.sin, Math.cos, (x) => call('cos', x), 1),
  cos: single(
    'cos',
    Math.cos,
    (x) => -Math.sin(x),
    (x) => negative(call('sin', x)),
    1,
  ),
  tan: single(
    'tan',
    Math.tan,
    (_x, y) => 1 + y * y,
    (_x, y) => sum([one, squared(y)]),
    2,
  ),
  asin: single(
    'asin',
    Math.asin,
    (x) => 1 / Math.sqrt((1 - x) * (1 + x)),
    (x) => quotient(one, call('sqrt', difference(one, squared(x)))),
    5,
    arcRange,
  ),
  acos: single(
    'acos',
    Math.acos,
    (x) => -1 / Math.sqrt((1 - x) * (1 + x)),
    (x) => negative(quotient(one, call('sqrt', difference(one, squared(x))))),
    5,
    arcRange,
  ),
  atan: single(
    'atan',
    Math.atan,
    (x) => 1 / (1 + x * x),
    (x) => quotient(one, sum([one, squared(x)])),
    3,
  ),
  sinh: single('sinh', Math.sinh, Math.cosh, (x) => call('cosh', x), 1),
  cosh: single('cosh', Math.cosh, Math.sinh, (x) => call('sinh', x), 1),
  tanh: single(
    'tanh',
    elementwise.tanh.value,
    elementwise.tanh.slope,
    (_x, y) => difference(one, squared(y)),
    2,
  ),
  sqrt: single(
    'sqrt',
    Math.sqrt,
    (_x, y) => 0.5 / y,
    (_x, y) => quotient(one, product(number(2), y)),
    1,
    {
      outside: ([x]) => (x! < 0 ? 'root' : x === 0 ? 'vertical' : undefined),
    },
  ),
  abs: single(
    'abs',
    Math.abs,
    (x) => (x > 0 ? 1 : -1),
    (x) => call('abs′', x),
    0,
    {
      kink: {at: ([x]) => x === 0, shown: 'left'},
    },
  ),
  sigmoid: single(
    'σ',
    elementwise.sigmoid.value,
    elementwise.sigmoid.slope,
    (_x, y) => product(y, difference(one, y)),
    2,
  ),
  relu: single('relu', elementwise.relu.value, elementwise.relu.slope, (x) => call('relu′', x), 0, {
    kink: {at: ([x]) => x === 0, shown: 'left'},
  }),
  softplus: single(
    'softplus',
    elementwise.softplus.value,
    elementwise.softplus.slope,
    (x) => call('σ', x),
    3,
  ),
  max: extreme('max', (a, b) => a >= b),
  min: extreme('min', (a, b) => a <= b),
} satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof operations;

/** What can be called in an expression, with parentheses. */
export const callable: readonly OperationName[] = [
  'exp',
  'log',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'sqrt',
  'abs',
  'sigmoid',
  'relu',
  'softplus',
  'max',
  'min',
];

/** Numbers that have a name. */
export const constants: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['π', Math.PI],
  ['e', Math.E],
]);
