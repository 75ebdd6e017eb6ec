import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {dataSet} from '../../src/engine/datasets.ts';
import {createNetwork, type Network} from '../../src/engine/network.ts';
import {applyUpdate, freshMemory, type OptimizerSpec} from '../../src/engine/optimizers.ts';
import {computePass, emptyMemory, type Pass} from '../../src/engine/pass.ts';
import {gradient} from '../../src/engine/quantity.ts';
import {permutation} from '../../src/engine/random.ts';
import {straightLineLimit} from '../../src/engine/straightLine.ts';
import {createTrainer, type TrainerOptions} from '../../src/engine/train.ts';
import {anyOptimizer, anyRegularization, anyShape, article} from './samples.ts';

/** What a trainer should do, one explained pass at a time; batches and penalties by the test's own sums. */
function explained(
  {network, parameters, samples, optimizer, shuffle, regularization, ...options}: TrainerOptions,
  count: number,
) {
  const batch = options.batch === 'all' ? samples.length : (options.batch ?? 1);
  const w = Float64Array.from(parameters);
  const memory = freshMemory(optimizer.kind, w.length);
  const losses: number[] = [];
  let order: number[] = [];
  let gathered: number[][] = [];
  let updates = 0;
  for (let n = 1, epoch = 0; n <= count; n++) {
    if (order.length === 0) {
      const places = Int32Array.from(samples.keys());
      if (shuffle !== undefined) permutation(samples.length, shuffle, epoch, places);
      order = [...places];
      epoch++;
    }
    const pass = computePass({
      network,
      parameters: [...w],
      memory: emptyMemory(optimizer, w.length),
      optimizer,
      sample: samples[order.shift()!]!,
      updates: 'after-backward',
    });
    const done = {w, memory, losses, updates, gathered};
    if (!Number.isFinite(pass.loss)) return {...done, rounds: n - 1, divergedAt: n};
    losses.push(pass.loss);
    gathered.push(network.parameters.map((name) => pass.values.get(gradient(name))!));
    if (gathered.length < batch && order.length > 0) {
      if (!sumOf(gathered).every(Number.isFinite)) return {...done, rounds: n, divergedAt: n};
      continue;
    }
    const gradients = sumOf(gathered).map((sum, i) => {
      const mean = gathered.length === 1 ? sum : sum / gathered.length;
      if (regularization === undefined || !network.parameters[i]!.startsWith('w.')) return mean;
      return mean + regularization.l2 * w[i]! + regularization.l1 * Math.sign(w[i]!);
    });
    gathered = [];
    updates++;
    applyUpdate(optimizer, updates, w, Float64Array.from(gradients), memory);
    if (!w.every(Number.isFinite)) return {...done, updates, gathered, rounds: n, divergedAt: n};
  }
  return {w, memory, losses, updates, gathered, rounds: count, divergedAt: undefined};
}

/** Column by column. */
const sumOf = (rows: readonly (readonly number[])[]): readonly number[] =>
  rows.reduce((sums, row) => sums.map((sum, i) => sum + row[i]!));

const bits = (values: Iterable<number>) => [...values].map((value) => (Object.is(value, -0) ? '-0' : value));

/** Trains in slices and compares every bit with the explained passes. */
function expectSame(options: TrainerOptions, slices: readonly number[]): void {
  const count = slices.reduce((sum, slice) => sum + slice);
  const losses = new Float64Array(count);
  const trainer = createTrainer({...options, losses});
  const done = slices.map((slice) => trainer.run(slice)).reduce((sum, n) => sum + n);
  const wanted = explained(options, count);
  expect(trainer.divergedAt).toBe(wanted.divergedAt);
  expect(trainer.updates).toBe(wanted.updates);
  expect(trainer.rounds).toBe(wanted.rounds);
  expect(done).toBe(wanted.rounds);
  if (wanted.divergedAt === undefined)
    expect(trainer.gathered && bits(trainer.gathered)).toEqual(
      wanted.gathered.length === 0 ? undefined : bits(sumOf(wanted.gathered)),
    );
  expect(bits(trainer.parameters)).toEqual(bits(wanted.w));
  expect(trainer.memory.map(bits)).toEqual(wanted.memory.map(bits));
  expect(bits(losses.subarray(0, wanted.losses.length))).toEqual(bits(wanted.losses));
}

const number = fc.double({min: -2, max: 2, noNaN: true});
const anyTraining: fc.Arbitrary<TrainerOptions> = fc
  .record({
    shape: anyShape,
    optimizer: anyOptimizer,
    numbers: fc.infiniteStream(number),
    count: fc.integer({min: 1, max: 5}),
    batch: fc.constantFrom<number | 'all'>(1, 1, 2, 3, 'all'),
    shuffle: fc.option(fc.maxSafeInteger(), {nil: undefined}),
    regularization: anyRegularization,
  })
  .map(({shape, optimizer, numbers, count, batch, shuffle, regularization}) => {
    const network = createNetwork(shape);
    const take = (length: number) => Array.from({length}, () => numbers.next().value);
    const entropy = shape.loss.endsWith('cross-entropy');
    return {
      network,
      optimizer,
      batch,
      parameters: take(network.parameters.length),
      samples: Array.from({length: count}, () => ({
        input: take(network.inputs.length),
        target: take(network.outputs.length).map((value) => (entropy ? (value + 2) / 4 : value)),
      })),
      ...(shuffle === undefined ? {} : {shuffle}),
      ...(regularization === undefined ? {} : {regularization}),
    };
  });

describe('the trainer has the bits of the explained passes', () => {
  test('in loops', () => {
    fc.assert(
      fc.property(anyTraining, (options) => expectSame({...options, compileFrom: Infinity}, [5, 1, 7])),
      {numRuns: 150},
    );
  });

  test('in code of its own', () => {
    fc.assert(
      fc.property(anyTraining, (options) => expectSame({...options, compileFrom: 0}, [5, 1, 7])),
      {numRuns: 150},
    );
  });

  test('in loops first, in code of its own from a long slice on', () => {
    fc.assert(
      fc.property(anyTraining, (options) => expectSame({...options, compileFrom: 6}, [5, 8, 3])),
      {numRuns: 50},
    );
  });

  const wide = net([9, 17, 11, 6], 'tanh', 'softmax', 'cross-entropy');

  test.each([0, Infinity])('on a net over the limit of straight code, compiled from %s', (compileFrom) => {
    expect(wide.parameters.length).toBeGreaterThan(straightLineLimit);
    const samples = [0, 1, 2].map((s) => ({
      input: wide.inputs.map((_, i) => Math.sin(7 * s + i)),
      target: wide.outputs.map((_, i) => (i === s ? 1 : 0)),
    }));
    const parameters = wide.parameters.map((_, i) => Math.sin(i) / 3);
    for (const batch of [1, 2])
      expectSame({network: wide, parameters, samples, batch, optimizer: adam, compileFrom}, [4, 10]);
  });
});

const adam: OptimizerSpec = {kind: 'adam', rate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8};
const sgd: OptimizerSpec = {kind: 'sgd', rate: 0.5};

function net(
  sizes: readonly number[],
  hidden: Network['activations'][number],
  output: Network['activations'][number],
  loss: Network['loss'],
): Network {
  const layers = sizes.map((size, l) => Array.from({length: size}, (_, i) => `n${l}.${i}`));
  return createNetwork({
    layers,
    loss,
    activations: sizes.slice(1).map((_, l) => (l === sizes.length - 2 ? output : hidden)),
    biased: new Set(layers.slice(1).flat()),
  });
}

function samplesOf(name: Parameters<typeof dataSet>[0]) {
  const {inputs, targets} = dataSet(name);
  return inputs.map((input, i) => ({input, target: targets[i]!}));
}

describe('against a trainer of the test’s own, for the sigmoid net of two inputs, three neurons and one output', () => {
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

  test('a thousand XOR rounds come out the same', () => {
    const start = [0.5, -0.4, 0.3, 0.8, -0.7, 0.6, 0.1, -0.2, 0.3, 0.9, -0.5, 0.4, 0.2];
    let [wh, bh, wo, bo] = [start.slice(0, 6), start.slice(6, 9), start.slice(9, 12), start[12]!];
    const samples = samplesOf('xor');
    for (let n = 0; n < 1000; n++) {
      const {
        input: [x1, x2],
        target: [t],
      } = samples[n % 4]!;
      const h = bh.map((b, j) => sigmoid(wh[2 * j]! * x1! + wh[2 * j + 1]! * x2! + b));
      const o = sigmoid(h.reduce((sum, a, j) => sum + a * wo[j]!, bo));
      const deltaO = (o - t!) * o * (1 - o);
      const deltaH = h.map((a, j) => deltaO * wo[j]! * a * (1 - a));
      wo = wo.map((w, j) => w - 0.5 * deltaO * h[j]!);
      bo -= 0.5 * deltaO;
      wh = wh.map((w, k) => w - 0.5 * deltaH[k >> 1]! * (k % 2 === 0 ? x1! : x2!));
      bh = bh.map((b, j) => b - 0.5 * deltaH[j]!);
    }
    const trainer = createTrainer({
      network: net([2, 3, 1], 'sigmoid', 'sigmoid', 'half-squared-error'),
      parameters: start,
      samples,
      optimizer: sgd,
    });
    trainer.run(1000);
    [...wh, ...bh, ...wo, bo].forEach((value, i) => {
      expect(trainer.parameters[i]).toBeCloseTo(value, 11);
    });
  });
});

test('the article’s net is under 1e-4 after 103 rounds and under 1e-6 after 222', () => {
  const {network, parameters, sample, optimizer} = article();
  const losses = new Float64Array(300);
  createTrainer({network, parameters, samples: [sample], optimizer, losses}).run(300);
  expect(losses[0]).toBeCloseTo(0.021627313223007625, 15);
  expect(losses[1]).toBeCloseTo(0.019973350877018858, 15);
  // Loss n is that before update n: after 103 rounds comes number 104.
  expect(losses.findIndex((loss) => loss < 1e-4)).toBe(103);
  expect(losses.findIndex((loss) => loss < 1e-6)).toBe(222);
});

test('XOR is learned', () => {
  const network = net([2, 4, 1], 'tanh', 'sigmoid', 'binary-cross-entropy');
  const losses = new Float64Array(4);
  const trainer = createTrainer({
    network,
    parameters: network.parameters.map((_, i) => Math.sin(3 * i + 1)),
    samples: samplesOf('xor'),
    optimizer: {kind: 'sgd', rate: 0.3},
    losses,
  });
  expect(trainer.run(8000)).toBe(8000);
  expect(Math.max(...losses)).toBeLessThan(0.05);
});

describe('stopping and going on', () => {
  test('in the middle changes nothing', () => {
    fc.assert(
      fc.property(anyTraining, fc.integer({min: 0, max: 9}), (options, stop) => {
        const whole = createTrainer(options);
        whole.run(12);
        fc.pre(whole.divergedAt === undefined);
        const first = createTrainer(options);
        first.run(stop);
        const {parameters, memory, updates, rounds, gathered} = first;
        const second = createTrainer({
          ...options,
          ...{parameters, memory, updates, rounds},
          ...(gathered && {gathered}),
        });
        expect(createTrainer({...options, rounds}).updates).toBe(updates);
        second.run(12 - stop);
        expect(second.rounds).toBe(12);
        expect(second.updates).toBe(whole.updates);
        expect(second.gathered && bits(second.gathered)).toEqual(whole.gathered && bits(whole.gathered));
        expect(bits(second.parameters)).toEqual(bits(whole.parameters));
        expect(second.memory.map(bits)).toEqual(whole.memory.map(bits));
      }),
      {numRuns: 50},
    );
  });

  test('the trainer does not touch what it was given', () => {
    const parameters = Float64Array.of(0.2, 0.1, 0.3, 0.2);
    const memory = [new Float64Array(4), new Float64Array(4)];
    const {network, sample} = article();
    createTrainer({network, parameters, memory, samples: [sample], optimizer: adam}).run(10);
    expect([...parameters]).toEqual([0.2, 0.1, 0.3, 0.2]);
    expect(memory.flatMap((slot) => [...slot]).every((value) => value === 0)).toBe(true);
  });

  test('the losses go around in the place they are given', () => {
    const {network, parameters, sample, optimizer} = article();
    const options = {network, parameters, samples: [sample], optimizer};
    const all = new Float64Array(700);
    createTrainer({...options, losses: all}).run(700);
    const ring = new Float64Array(7);
    const trainer = createTrainer({...options, losses: ring});
    trainer.run(3);
    trainer.run(600);
    for (let n = 597; n < 603; n++) expect(ring[n % 7]).toBe(all[n]);
  });
});

describe('divergence', () => {
  const identity = (rate: number, compileFrom: number) => {
    const losses = new Float64Array(2000);
    const trainer = createTrainer({
      network: net([1, 1], 'identity', 'identity', 'half-squared-error'),
      parameters: [1, 0],
      samples: [{input: [2], target: [0]}],
      optimizer: {kind: 'sgd', rate},
      losses,
      compileFrom,
    });
    return {trainer, losses};
  };

  test.each([0, Infinity])(
    'stops at the update whose loss is not finite, compiled from %s',
    (compileFrom) => {
      const {trainer, losses} = identity(1, compileFrom);
      const done = trainer.run(2000);
      // The error of each round is −4 times that of the one before: ½·(2·4^(n−1))² overflows at n = 257 (2^1025 > 2^1024).
      expect(trainer.divergedAt).toBe(257);
      expect(done).toBe(256);
      expect(trainer.updates).toBe(256);
      expect([...trainer.parameters].every(Number.isFinite)).toBe(true);
      expect(losses.indexOf(0)).toBe(256);
      expect(losses.every(Number.isFinite)).toBe(true);
      expect(trainer.run(10)).toBe(0);
    },
  );

  test('parameters that overflow while the loss stays finite are found at their update', () => {
    const options: TrainerOptions = {
      network: net([1, 1, 1], 'identity', 'sigmoid', 'mean-absolute-error'),
      parameters: [1, 0, 1, 0],
      samples: [{input: [3], target: [-1]}],
      optimizer: {kind: 'momentum', rate: 1e300, momentum: 1.05},
    };
    for (const compileFrom of [0, Infinity]) expectSame({...options, compileFrom}, [40, 900]);
    const trainer = createTrainer(options);
    trainer.run(940);
    expect(trainer.divergedAt).toBe(trainer.updates);
    // Late enough that a block before it went well.
    expect(trainer.divergedAt).toBeGreaterThan(256);
    expect([...trainer.parameters].every(Number.isFinite)).toBe(false);
  });

  // Five samples, an epoch of which ends in a batch of its own; every block of rounds goes over ends of epochs.
  test.each([1, 2, 3, 'all'] as const)(
    'in the middle of batches of %s, the samples shuffled or not, every bit is as round by round',
    (batch) => {
      for (const shuffle of [undefined, 7])
        for (const first of [1, 2, 4]) {
          const options: TrainerOptions = {
            network: net([1, 1], 'identity', 'identity', 'mean-absolute-error'),
            parameters: [1, 0],
            // The bias follows the signs of the inputs, so that their order shows.
            samples: [0.3, -0.2, 0.15, 0.25, -0.4].map((x, i) => ({input: [x], target: [-1 - i]})),
            optimizer: {kind: 'sgd', rate: 1},
            // Every update makes the weight −99,999 times what it was; the loss stays finite.
            regularization: {l1: 0, l2: 1e5},
            batch,
            ...(shuffle !== undefined && {shuffle}),
          };
          expectSame(options, [first, 40, 900]);
          const trainer = createTrainer(options);
          trainer.run(941);
          expect([...trainer.parameters].every(Number.isFinite)).toBe(false);
        }
    },
  );

  test('a sum of gradients that overflows within a batch is found at its sample', () => {
    const options: TrainerOptions = {
      network: net([1, 1], 'identity', 'identity', 'mean-absolute-error'),
      parameters: [0, 0],
      samples: [1, 1.5e308, 1.5e308, 1].map((x) => ({input: [x], target: [-1]})),
      optimizer: {kind: 'sgd', rate: 1e-310},
      batch: 'all',
    };
    expectSame(options, [4]);
    const trainer = createTrainer(options);
    trainer.run(4);
    expect(trainer.divergedAt).toBe(3);
  });

  test('a start that is not finite is reported at the first update', () => {
    const {network, parameters, sample, optimizer} = article();
    const trainer = createTrainer({
      network,
      parameters: parameters.with(0, Number.NaN),
      samples: [sample],
      optimizer,
    });
    expect(trainer.run(5)).toBe(0);
    expect(trainer.divergedAt).toBe(1);
  });
});

describe('extreme inputs', () => {
  const wild = fc.constantFrom(-1e308, -1000, -1, 0, 1, 1000, 1e308);

  test('never throw: the loss is finite or the divergence is said', () => {
    fc.assert(
      fc.property(anyTraining, fc.infiniteStream(wild), (options, numbers) => {
        const samples = options.samples.map(({input, target}) => ({
          target,
          input: input.map(() => numbers.next().value),
        }));
        const losses = new Float64Array(20);
        const trainer = createTrainer({...options, samples, losses, compileFrom: 0});
        const done = trainer.run(20);
        expect(losses.every(Number.isFinite)).toBe(true);
        if (trainer.divergedAt === undefined) {
          expect(done).toBe(20);
          expect([...trainer.parameters].every(Number.isFinite)).toBe(true);
        }
      }),
    );
  });

  test('diverge in the round in which the explained passes do, a weighted sum of ∞ or not', () => {
    fc.assert(
      fc.property(anyTraining, fc.infiniteStream(wild), (options, numbers) => {
        const {network, optimizer} = options;
        const parameters = network.parameters.map(() => numbers.next().value);
        const samples = options.samples.map(({input, target}) => ({
          target,
          input: input.map(() => numbers.next().value),
        }));
        const trainer = createTrainer({network, optimizer, parameters, samples, compileFrom: 0});
        trainer.run(6);
        let after: Pass['after'] = {parameters, memory: emptyMemory(optimizer, parameters.length)};
        let divergedAt: number | undefined;
        for (let n = 1; n <= 6 && divergedAt === undefined; n++) {
          const sample = samples[(n - 1) % samples.length]!;
          const pass = computePass({network, optimizer, sample, updates: 'after-backward', ...after});
          ({after} = pass);
          if (pass.diverged) divergedAt = n;
        }
        expect(trainer.divergedAt).toBe(divergedAt);
      }),
      {numRuns: 500},
    );
  });

  test('±1000 into sigmoid with binary cross-entropy and softmax with cross-entropy trains', () => {
    for (const [output, loss] of [
      ['sigmoid', 'binary-cross-entropy'],
      ['softmax', 'cross-entropy'],
    ] as const) {
      const network = net([1, 2], 'identity', output, loss);
      const losses = new Float64Array(1);
      const trainer = createTrainer({
        network,
        parameters: [1, -1, 0, 0],
        samples: [{input: [1000], target: [0, 1]}],
        optimizer: {kind: 'sgd', rate: 0.001},
        losses,
      });
      trainer.run(1);
      expect(losses[0]).toBe(2000);
      trainer.run(10);
      expect(losses[0]).toBeLessThan(1e-200);
      expect(trainer.divergedAt).toBeUndefined();
    }
  });
});

describe('what does not fit is refused', () => {
  const {network, parameters, sample, optimizer} = article();
  const options = {network, parameters, samples: [sample], optimizer};
  test.each<[string, TrainerOptions]>([
    ['no sample', {...options, samples: []}],
    ['a sample of another width', {...options, samples: [{input: [1, 2], target: [0]}]}],
    ['a parameter too few', {...options, parameters: [1, 2, 3]}],
    ['a batch of 0', {...options, batch: 0}],
    ['half a batch', {...options, batch: 1.5}],
    ['memory of another optimiser', {...options, memory: [[0, 0, 0, 0]]}],
  ])('%s', (_, wrong) => {
    expect(() => createTrainer(wrong)).toThrow(RangeError);
  });
});
