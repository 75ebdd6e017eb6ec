/** Named data sets: the classics of the field, small enough to look at. */

import {createRandom, type Random} from './random.ts';

export type DataSetName =
  | 'and'
  | 'or'
  | 'xor'
  | 'symmetry'
  | 'encoder'
  | 'circle'
  | 'spiral'
  | 'gauss'
  | 'lines'
  | 'sine';

export const dataSetNames: readonly DataSetName[] = [
  'and',
  'or',
  'xor',
  'symmetry',
  'encoder',
  'circle',
  'spiral',
  'gauss',
  'lines',
  'sine',
];

/** Samples: `targets[i]` is what the net should answer to `inputs[i]`. */
export interface DataSet {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
}

export interface DataSetOptions {
  /** How many samples (`symmetry`: how many bits, `encoder`: how many units). A whole number, at least 1. */
  readonly size?: number;
  /** Deviation of the normal noise on each input coordinate (`sine`: on the target); 0 unless given. */
  readonly noise?: number;
  /** Any safe integer; 0 unless given. */
  readonly seed?: number;
}

/** Which options change a data set, and its size when none is given. The tables of two inputs have no option. */
export const dataSetOptions: Readonly<
  Record<DataSetName, {readonly size?: number; readonly noise: boolean; readonly maximum?: number}>
> = {
  and: {noise: false},
  or: {noise: false},
  xor: {noise: false},
  symmetry: {noise: false, size: 6, maximum: 12},
  encoder: {noise: false, size: 8, maximum: 256},
  circle: {noise: true, size: 200},
  spiral: {noise: true, size: 200},
  gauss: {noise: true, size: 200},
  lines: {noise: true, size: 200},
  sine: {noise: true, size: 50},
};

/**
 * The samples of a named set. Points lie about within −1 … 1; classes are 0 and 1, on one output, and turn about, so that any
 * stretch of a set holds both.
 *
 * - `and`, `or`, `xor`: two inputs, in the order 00, 01, 10, 11.
 * - `symmetry`: all words of `size` bits in counting order; 1 where a word reads the same from both ends (Rumelhart et al. 1986).
 * - `encoder`: `size` one-hot words, each its own target (Ackley, Hinton & Sejnowski 1985); meant for a narrow hidden layer.
 * - `circle`: 1 within radius 0.5, 0 in the ring from 0.7 to 1.
 * - `spiral`: two arms of one and three quarter turns, grown from the middle (after Lang & Witbrock 1988).
 * - `gauss`: two clouds of deviation 0.2 round (0.5, 0.5), class 1, and (−0.5, −0.5), class 0.
 * - `lines`: 1 between the two parallel lines x + y = ±0.5, 0 outside: one hidden neuron for each line solves it.
 * - `sine`: regression; `size` inputs evenly from −1 to 1, target sin πx.
 *
 * Throws a RangeError where a size or seed is out of bounds.
 */
export function dataSet(name: DataSetName, options: DataSetOptions = {}): DataSet {
  const {size: usual, maximum = 100_000} = dataSetOptions[name];
  const size = options.size ?? usual ?? 0;
  if (usual !== undefined && !(Number.isInteger(size) && size >= 1 && size <= maximum))
    throw new RangeError(`the size of ${name} must be a whole number from 1 to ${maximum}, not ${size}`);
  const random = createRandom(options.seed ?? 0);
  const noise = options.noise ?? 0;
  switch (name) {
    case 'and':
      return table((a, b) => a & b);
    case 'or':
      return table((a, b) => a | b);
    case 'xor':
      return table((a, b) => a ^ b);
    case 'symmetry': {
      const inputs = Array.from({length: 2 ** size}, (_, word) =>
        Array.from({length: size}, (_bit, i) => (word >> (size - 1 - i)) & 1),
      );
      return {
        inputs,
        targets: inputs.map((bits) => [bits.every((bit, i) => bit === bits[size - 1 - i]) ? 1 : 0]),
      };
    }
    case 'encoder': {
      const inputs = Array.from({length: size}, (_, unit) =>
        Array.from({length: size}, (_place, i) => (i === unit ? 1 : 0)),
      );
      return {inputs, targets: inputs};
    }
    case 'circle':
      return points(size, noise, random, (inside) => {
        // The root makes the points as dense near the rim as in the middle.
        const [from, to] = inside ? [0, 0.5] : [0.7, 1];
        const radius = Math.sqrt(from ** 2 + (to ** 2 - from ** 2) * random.uniform());
        const angle = 2 * Math.PI * random.uniform();
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      });
    case 'spiral':
      return points(size, noise, random, (first, i) => {
        const pairs = Math.ceil(size / 2);
        const along = (Math.floor(i / 2) + 1) / pairs;
        const angle = 1.75 * 2 * Math.PI * along + (first ? 0 : Math.PI);
        return [along * Math.sin(angle), along * Math.cos(angle)];
      });
    case 'gauss':
      return points(size, noise, random, (upper) => {
        const centre = upper ? 0.5 : -0.5;
        return [centre + 0.2 * random.normal(), centre + 0.2 * random.normal()];
      });
    case 'lines':
      return points(size, noise, random, (between) => {
        for (;;) {
          const x = 2 * random.uniform() - 1;
          const y = 2 * random.uniform() - 1;
          if (Math.abs(x + y) < 0.5 === between) return [x, y];
        }
      });
    case 'sine': {
      const inputs = Array.from({length: size}, (_, i) => [size === 1 ? 0 : (2 * i) / (size - 1) - 1]);
      return {inputs, targets: inputs.map(([x]) => [Math.sin(Math.PI * x!) + noise * random.normal()])};
    }
  }
}

/** Truth table of two inputs. */
function table(truth: (a: number, b: number) => number): DataSet {
  const inputs = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ];
  return {inputs, targets: inputs.map(([a, b]) => [truth(a!, b!)])};
}

/** Points of class 1 and class 0 in turn; the class is that of the place before the noise. */
function points(
  size: number,
  noise: number,
  random: Random,
  place: (one: boolean, i: number) => readonly [number, number],
): DataSet {
  const inputs: number[][] = [];
  const targets: number[][] = [];
  for (let i = 0; i < size; i++) {
    const one = i % 2 === 0;
    const [x, y] = place(one, i);
    // Noise draws come from the same stream, always: points keep their places when only the noise is turned up.
    inputs.push([x + noise * random.normal(), y + noise * random.normal()]);
    targets.push([one ? 1 : 0]);
  }
  return {inputs, targets};
}
