import {describe, expect, test} from 'vitest';
import {type DataSetName, dataSet, dataSetNames, dataSetOptions} from '../../src/engine/datasets.ts';

const table = (name: DataSetName) => dataSet(name).targets.map(([t]) => t);
const inputTable = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

test.each([
  ['and', [0, 0, 0, 1]],
  ['or', [0, 1, 1, 1]],
  ['xor', [0, 1, 1, 0]],
] as const)('%s is its truth table in counting order', (name, targets) => {
  expect(dataSet(name).inputs).toEqual(inputTable);
  expect(table(name)).toEqual(targets);
});

test('symmetry marks the eight words of six bits that read the same backwards', () => {
  const {inputs, targets} = dataSet('symmetry');
  const words = inputs.map((bits) => bits.join(''));
  expect(words).toEqual(Array.from({length: 64}, (_, i) => i.toString(2).padStart(6, '0')));
  words.forEach((word, i) => {
    expect(targets[i]).toEqual([word === [...word].reverse().join('') ? 1 : 0]);
  });
  expect(targets.flat().filter((t) => t === 1)).toHaveLength(8);
});

test('encoder asks for each one-hot word back', () => {
  const {inputs, targets} = dataSet('encoder', {size: 3});
  expect(inputs).toEqual([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
  expect(targets).toEqual(inputs);
});

test('sine follows the sine', () => {
  const {inputs, targets} = dataSet('sine', {size: 5});
  expect(inputs.flat()).toEqual([-1, -0.5, 0, 0.5, 1]);
  [0, -1, 0, 1, 0].forEach((t, i) => {
    expect(targets[i]![0]).toBeCloseTo(t, 12);
  });
});

const radius = ([x, y]: readonly number[]) => Math.hypot(x!, y!);

describe('without noise the classes', () => {
  const classes = (name: DataSetName) => {
    const {inputs, targets} = dataSet(name, {size: 300, seed: 4});
    return [0, 1].map((wanted) => inputs.filter((_, i) => targets[i]![0] === wanted));
  };

  test.each(['circle', 'spiral', 'gauss', 'lines'] as const)('of %s are as large as each other', (name) => {
    const [zero, one] = classes(name);
    expect([zero!.length, one!.length]).toEqual([150, 150]);
  });

  test('of circle are a disc and a ring', () => {
    const [zero, one] = classes('circle');
    expect(one!.every((point) => radius(point) <= 0.5)).toBe(true);
    expect(zero!.every((point) => radius(point) >= 0.7 && radius(point) <= 1)).toBe(true);
  });

  test('of lines lie between and outside of x + y = ±0.5', () => {
    const [zero, one] = classes('lines');
    expect(one!.every(([x, y]) => Math.abs(x! + y!) < 0.5)).toBe(true);
    expect(zero!.every(([x, y]) => Math.abs(x! + y!) >= 0.5)).toBe(true);
  });

  test('of gauss stand round their centres', () => {
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value) / values.length;
    classes('gauss').forEach((points, i) => {
      for (const axis of [0, 1])
        expect(mean(points.map((point) => point[axis]!))).toBeCloseTo(i === 1 ? 0.5 : -0.5, 1);
    });
  });

  test('of spiral are each other turned half round', () => {
    const [zero, one] = classes('spiral');
    zero!.forEach(([x, y], i) => {
      expect(one![i]![0]).toBeCloseTo(-x!, 12);
      expect(one![i]![1]).toBeCloseTo(-y!, 12);
    });
    expect(radius(one!.at(-1)!)).toBeCloseTo(1, 12);
  });
});

const drawn = dataSetNames.filter((name) => dataSetOptions[name].noise);

test.each(drawn)('%s depends on its seed and moves with the noise', (name) => {
  const noisy = {size: 40, noise: 0.1, seed: 9};
  expect(dataSet(name, noisy)).toEqual(dataSet(name, noisy));
  expect(dataSet(name, noisy)).not.toEqual(dataSet(name, {...noisy, seed: 10}));
  const still = dataSet(name, {size: 40, seed: 9});
  const moved = dataSet(name, noisy);
  const distances = [...still.inputs, ...still.targets].flatMap((row, i) =>
    row.map((value, k) => Math.abs(value - [...moved.inputs, ...moved.targets][i]![k]!)),
  );
  expect(Math.max(...distances)).toBeGreaterThan(0.05);
  expect(Math.max(...distances)).toBeLessThan(0.5);
});

test.each(dataSetNames)('%s has as many targets as inputs, all of one width', (name) => {
  const {inputs, targets} = dataSet(name);
  expect(targets).toHaveLength(inputs.length);
  expect(new Set(inputs.map((row) => row.length)).size).toBe(1);
  expect(new Set(targets.map((row) => row.length)).size).toBe(1);
  expect([...inputs, ...targets].flat().every(Number.isFinite)).toBe(true);
});

test.each([0, -1, 1.5, Number.NaN, 1e6])('a size of %s is refused', (size) => {
  expect(() => dataSet('circle', {size})).toThrow('whole number from 1 to 100000');
});

test('a word of 13 bits is refused: the table would have 8192 rows', () => {
  expect(() => dataSet('symmetry', {size: 13})).toThrow(RangeError);
});
