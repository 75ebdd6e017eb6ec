import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {ActivationName} from '../../src/engine/activations.ts';
import {createNetwork, type Network} from '../../src/engine/network.ts';
import {computePass, emptyMemory, type Sample} from '../../src/engine/pass.ts';
import {gradient, output, weightedSum} from '../../src/engine/quantity.ts';
import {createTrainer} from '../../src/engine/train.ts';
import {CURVE_WINDOW, rateTrouble, signsOf, type TroubleKind, troublesIn} from '../../src/engine/troubles.ts';

const net = (
  sizes: readonly number[],
  activations: readonly ActivationName[],
  loss: Network['loss'] = 'half-squared-error',
): Network => {
  const layers = sizes.map((size, l) => Array.from({length: size}, (_, i) => `n${l}_${i}`));
  return createNetwork({layers, activations, loss, biased: new Set(layers.slice(1).flat())});
};

const xor: readonly Sample[] = [
  {input: [0, 0], target: [0]},
  {input: [0, 1], target: [1]},
  {input: [1, 0], target: [1]},
  {input: [1, 1], target: [0]},
];

const kindsOf = (network: Network, parameters: readonly number[], samples = xor): readonly TroubleKind[] =>
  troublesIn(signsOf(network, parameters, samples)).map(({kind}) => kind);

/** Parameters of `net` by what a weight or a bias of that layer, to neuron j from source i, is to be. */
const filled = (
  network: Network,
  value: (layer: number, j: number, i: number | undefined) => number,
): readonly number[] => {
  const parameters = network.parameters.map(() => 0);
  for (const [l, {sources, neurons, weights, biases}] of network.plan.entries())
    for (let j = 0; j < neurons.length; j++) {
      for (let i = 0; i < sources.length; i++) parameters[weights + j * sources.length + i] = value(l, j, i);
      parameters[biases[j]!] = value(l, j, undefined);
    }
  return parameters;
};

/** A net of random size and numbers with its samples. */
const randomNet = fc.gen().map((gen) => {
  const activation = (): ActivationName =>
    gen(fc.constantFrom, 'sigmoid', 'tanh', 'relu', 'identity', 'softplus');
  const sizes = [2, ...gen(fc.array, fc.integer({min: 1, max: 4}), {minLength: 1, maxLength: 3}), 1];
  const network = net(sizes, sizes.slice(1).map(activation));
  const number = fc.double({min: -8, max: 8, noNaN: true});
  const parameters = network.parameters.map(() => gen(() => number));
  const samples = Array.from(
    {length: gen(fc.integer, {min: 1, max: 6})},
    (): Sample => ({
      input: [gen(() => number), gen(() => number)],
      target: [gen(() => fc.constantFrom(0, 1))],
    }),
  );
  return {network, parameters, samples};
});

describe('the counts', () => {
  test('are those of the explained passes, gone through one by one', () => {
    fc.assert(
      fc.property(randomNet, ({network, parameters, samples}) => {
        const {layers} = signsOf(network, parameters, samples);
        const passes = samples.map((sample) => {
          const optimizer = {kind: 'sgd', rate: 0.1} as const;
          const memory = emptyMemory(optimizer, parameters.length);
          return computePass({network, parameters, memory, optimizer, sample, updates: 'after-backward'});
        });
        for (const [l, layer] of layers.entries()) {
          const isLast = l === layers.length - 1;
          const each = <T>(value: (neuron: string, s: number) => T): readonly T[] =>
            layer.neurons.flatMap((neuron) => samples.map((_, s) => value(neuron, s)));
          const a = (neuron: string, s: number): number => passes[s]!.values.get(output(neuron))!;
          const deltas = each((neuron, s) => passes[s]!.values.get(gradient(weightedSum(neuron)))!);
          const mean = deltas.reduce((sum, delta) => sum + delta * delta, 0) / deltas.length;
          expect(layer.delta).toBeCloseTo(Math.sqrt(mean), 10);
          if (layer.activation === 'relu')
            expect(layer.dead).toEqual(
              layer.neurons.filter((neuron) => samples.every((_, s) => a(neuron, s) === 0)),
            );
          else expect(layer.dead).toEqual([]);
          const end = {sigmoid: 0, tanh: -1}[layer.activation as string];
          expect(layer.saturable).toBe(end === undefined ? 0 : deltas.length);
          if (end === undefined) continue;
          // In other words than the slope: near one of the ends. a(1 − a) < 0.0025, and 1 − a² < 0.01.
          const near = end === 0 ? (1 - Math.sqrt(1 - 0.01)) / 2 : 1 - Math.sqrt(1 - 0.01);
          const flat = each(
            (neuron, s) =>
              Math.min(a(neuron, s) - end, 1 - a(neuron, s)) < near &&
              (!isLast || Math.abs(a(neuron, s) - samples[s]!.target[0]!) > (1 - end) / 2),
          );
          expect(layer.saturated).toBe(flat.filter(Boolean).length);
        }
      }),
    );
  });

  test('do not depend on the order of the samples', () => {
    fc.assert(
      fc.property(randomNet, ({network, parameters, samples}) => {
        const [one, other] = [samples, [...samples].reverse()].map((data) =>
          signsOf(network, parameters, data),
        );
        const counts = (signs: typeof one) =>
          signs!.layers.map(({saturated, dead, alike}) => ({saturated, dead, alike}));
        expect(counts(one)).toEqual(counts(other));
        for (const [l, {delta}] of one!.layers.entries())
          expect(other!.layers[l]!.delta).toBeCloseTo(delta, 10);
      }),
    );
  });

  test('do not depend on the order of a layer’s neurons', () => {
    fc.assert(
      fc.property(randomNet, ({network, parameters, samples}) => {
        // The first hidden layer from its last neuron to its first.
        const [{sources, neurons, weights, biases}, next] = [network.plan[0]!, network.plan[1]!];
        const turned = [...parameters];
        const size = neurons.length;
        for (let j = 0; j < size; j++) {
          const from = size - 1 - j;
          for (let i = 0; i < sources.length; i++)
            turned[weights + j * sources.length + i] = parameters[weights + from * sources.length + i]!;
          turned[biases[j]!] = parameters[biases[from]!]!;
          for (let k = 0; k < next.neurons.length; k++)
            turned[next.weights + k * size + j] = parameters[next.weights + k * size + from]!;
        }
        const [one, other] = [parameters, turned].map((numbers) => signsOf(network, numbers, samples));
        for (const [l, layer] of one!.layers.entries()) {
          const there = other!.layers[l]!;
          expect(there.saturated).toBe(layer.saturated);
          expect(there.dead).toHaveLength(layer.dead.length);
          expect(there.alike.map(({length}) => length).sort()).toEqual(
            layer.alike.map(({length}) => length).sort(),
          );
        }
      }),
    );
  });

  test('of fewer samples than there are say so, and take them evenly', () => {
    const many = Array.from({length: 1000}, (_, i): Sample => ({input: [i, 1], target: [0]}));
    // Only the sample 900 would make this relu neuron fire, and it is one of every hundred.
    const network = net([2, 1, 1], ['relu', 'identity']);
    const parameters = filled(network, (l, _, i) => (l === 1 ? 1 : i === 0 ? 1 : i === 1 ? -899.5 : 0));
    const signs = signsOf(network, parameters, many, 10);
    expect(signs).toMatchObject({looked: 10, samples: 1000});
    expect(signs.layers[0]!.dead).toEqual([]);
    expect(signsOf(network, parameters, many, 5).layers[0]!.dead).toEqual(['n1_0']);
  });
});

describe('dead relu neurons', () => {
  const network = net([2, 8, 1], ['relu', 'identity']);
  const withDead = (count: number) =>
    filled(network, (l, j, i) =>
      l === 1 ? 0.3 + j / 10 : i === undefined ? (j < count ? -5 : 0.1) : 1 + j + i,
    );

  test('are counted exactly', () => {
    // 1 + j + (2 + j) − 5 > 0 from j = 2 on: of five with that bias, two are dead.
    expect(signsOf(network, withDead(5), xor).layers[0]!.dead).toEqual(['n1_0', 'n1_1']);
    expect(troublesIn(signsOf(network, withDead(5), xor))).toEqual([{kind: 'dead', dead: 2, of: 8}]);
    expect(kindsOf(network, withDead(0))).toEqual([]);
  });

  test('of the first hidden layer stay dead, whatever is trained', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 60}), (rounds) => {
        const trainer = createTrainer({
          network,
          samples: xor,
          optimizer: {kind: 'sgd', rate: 0.001},
          parameters: withDead(5),
        });
        trainer.run(rounds);
        const before = new Set(signsOf(network, withDead(5), xor).layers[0]!.dead);
        const after = signsOf(network, trainer.parameters, xor).layers[0]!.dead;
        expect(after).toEqual(expect.arrayContaining([...before]));
      }),
    );
  });
});

describe('a symmetric start', () => {
  const network = net([2, 4, 1], ['tanh', 'sigmoid']);

  test('is told where neurons have the same weights in and out, with how many of how many', () => {
    const all = filled(network, () => 0.5);
    expect(troublesIn(signsOf(network, all, xor))).toEqual([{kind: 'symmetric', alike: 4, of: 4}]);
    const two = filled(network, (l, j, i) => (l === 0 ? (j < 2 ? 0.4 : j) + (i ?? 2) / 10 : 0.3));
    expect(signsOf(network, two, xor).layers[0]!.alike).toEqual([['n1_0', 'n1_1']]);
  });

  test('is none where only one of the sides is the same, or only up to the last digit', () => {
    expect(
      kindsOf(
        network,
        filled(network, (l, _j, i) => (l === 1 ? 0.1 * (i ?? 0) : 0.5)),
      ),
    ).toEqual([]);
    expect(
      kindsOf(
        network,
        filled(network, (l, j) => (l === 0 ? 0.1 + j * 2 ** -50 : 0.5)),
      ),
    ).toEqual([]);
  });

  test('lasts for ever', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 400}),
        fc.constantFrom('sgd' as const, 'momentum' as const),
        fc.double({min: -2, max: 2, noNaN: true}),
        (rounds, kind, value) => {
          const optimizer = kind === 'sgd' ? {kind, rate: 0.5} : {kind, rate: 0.1, momentum: 0.9};
          const trainer = createTrainer({
            network,
            samples: xor,
            optimizer,
            parameters: filled(network, () => value),
          });
          trainer.run(rounds);
          expect(signsOf(network, trainer.parameters, xor).layers[0]!.alike).toEqual([
            ['n1_0', 'n1_1', 'n1_2', 'n1_3'],
          ]);
        },
      ),
    );
  });
});

describe('saturation', () => {
  const network = net([2, 3, 1], ['tanh', 'sigmoid']);

  test('is told from two thirds of the outputs on', () => {
    // tanh(±12 + …): flat on all samples but where the sum is 0.
    const steep = filled(network, (l, j, i) => (l === 1 ? 0.4 + j / 9 : i === undefined ? 10 + j : -4));
    const {layers} = signsOf(network, steep, xor);
    expect(layers.map(({saturable}) => saturable)).toEqual([12, 4]);
    // Sums of the hidden neurons: 10 + j, 6 + j twice, 2 + j; tanh z is flat from z = 2.993 on.
    expect(layers[0]!.saturated).toBe(11);
    expect(troublesIn(signsOf(network, steep, xor))).toEqual([{kind: 'saturated', saturated: 11, of: 16}]);
    expect(
      kindsOf(
        network,
        filled(network, (l, j) => (l === 0 ? 0.3 + j / 10 : 0.2)),
      ),
    ).toEqual([]);
  });

  test('of an output counts only on the wrong side, and not at all where loss and output are one', () => {
    const single = net([2, 1], ['sigmoid']);
    const high = filled(single, (_l, _j, i) => (i === undefined ? 9 : 0));
    expect(signsOf(single, high, xor).layers[0]).toMatchObject({saturable: 4, saturated: 2});
    const joined = net([2, 1], ['sigmoid'], 'binary-cross-entropy');
    expect(signsOf(joined, high, xor).layers[0]).toMatchObject({saturable: 0, saturated: 0});
  });
});

describe('gradients through seven layers', () => {
  const deep = (activation: ActivationName) =>
    net([2, 3, 3, 3, 3, 3, 3, 1], [...Array<ActivationName>(6).fill(activation), 'identity']);
  const spread = (by: number) => (_l: number, j: number, i: number | undefined) =>
    i === undefined ? 0 : by * (1 + 0.3 * Math.sin(3 * j + 5 * i));

  test('vanish, explode or come through, by the size of the weights alone', () => {
    const linear = deep('identity');
    expect(kindsOf(linear, filled(linear, spread(1 / 30)))).toEqual(['vanishing']);
    expect(kindsOf(linear, filled(linear, spread(1 / 3)))).toEqual([]);
    expect(kindsOf(linear, filled(linear, spread(3)))).toEqual(['exploding']);
  });

  test('are told as the ratio that the weights make', () => {
    // One neuron a layer and no bend: δ of the first layer is the product of the six weights, times δ of the last.
    const chain = net([2, 1, 1, 1, 1, 1, 1, 1], Array<ActivationName>(7).fill('identity'));
    const [trouble] = troublesIn(
      signsOf(
        chain,
        filled(chain, (l, _j, i) => (i === undefined ? 0.5 : l === 0 ? 1 : 0.2)),
        xor,
      ),
    );
    if (trouble?.kind !== 'vanishing') throw new Error('it should vanish');
    expect(trouble.first / trouble.last).toBeCloseTo(0.2 ** 6, 12);
  });

  test('of a net whose numbers left their range are not told', () => {
    const linear = deep('identity');
    expect(
      kindsOf(
        linear,
        filled(linear, () => 1e200),
      ),
    ).not.toContain('exploding');
  });
});

describe('a loss curve', () => {
  const curve = (loss: (i: number) => number, length = 40) => Array.from({length}, (_, i) => loss(i));

  test('that falls, or rests, or is short, shows nothing', () => {
    expect(
      rateTrouble(
        curve((i) => 1 / (1 + i)),
        undefined,
      ),
    ).toBeUndefined();
    expect(
      rateTrouble(
        curve(() => 0.125),
        undefined,
      ),
    ).toBeUndefined();
    expect(
      rateTrouble(
        curve((i) => i, CURVE_WINDOW - 1),
        undefined,
      ),
    ).toBeUndefined();
    expect(rateTrouble([], undefined)).toBeUndefined();
  });

  test('that swings is told with its turns and its ends', () => {
    expect(
      rateTrouble(
        curve((i) => 1 + (i % 2) / 2),
        undefined,
      ),
    ).toEqual({kind: 'swinging', turns: 10, of: 10, low: 1, high: 1.5});
  });

  test('that swings by little, or low down, shows nothing', () => {
    expect(
      rateTrouble(
        curve((i) => 1 + (i % 2) / 50),
        undefined,
      ),
    ).toBeUndefined();
    expect(
      rateTrouble(
        curve((i) => (i === 0 ? 1 : 0.01 * (1 + (i % 2)))),
        undefined,
      ),
    ).toBeUndefined();
  });

  test('that rises is told with where from and where to', () => {
    expect(
      rateTrouble(
        curve((i) => (i < 20 ? 1 : 2)),
        undefined,
      ),
    ).toEqual({kind: 'rising', from: 1, to: 2});
  });

  test('of a quadratic bowl swings and grows exactly from twice the best rate on', () => {
    // Loss ½c·w², gradient c·w: a step multiplies w by 1 − ηc. LeCun et al. 1998, 4.6.
    fc.assert(
      fc.property(
        fc.double({min: 0.1, max: 10, noNaN: true}),
        fc.double({min: 0.05, max: 2.6, noNaN: true}),
        (c, times) => {
          fc.pre(Math.abs(times - 2) > 0.05);
          const rate = times / c;
          const losses = curve((i) => 0.5 * c * (1 - rate * c) ** (2 * i), 60);
          expect(rateTrouble(losses, undefined)?.kind).toBe(times > 2 ? 'rising' : undefined);
        },
      ),
    );
  });

  test('of a net that has diverged is told by its round', () => {
    expect(rateTrouble([0.1], 7)).toEqual({kind: 'diverged', round: 7});
  });
});
