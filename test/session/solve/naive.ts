/**
 * A net's rounds worked out a second time, from the textbook's formulas and with nothing of the engine: loops over rows of
 * weights, joined losses written out, optimisers one parameter at a time.
 */
import type {Setup} from '../../../src/lesson/lesson.ts';

type Values = Map<string, number>;

const activate: Record<string, (z: number) => readonly [value: number, slope: number]> = {
  sigmoid: (z) => {
    const power = Math.exp(z);
    return [power / (1 + power), power / (1 + power) ** 2];
  },
  tanh: (z) => {
    const [up, down] = [Math.exp(z), Math.exp(-z)];
    return [(up - down) / (up + down), 4 / (up + down) ** 2];
  },
  relu: (z) => (z > 0 ? [z, 1] : [0, 0]),
  'leaky-relu': (z) => (z > 0 ? [z, 1] : [z / 100, 0.01]),
  identity: (z) => [z, 1],
  softplus: (z) => [Math.log(1 + Math.exp(z)), 1 / (1 + Math.exp(-z))],
};

const lossOf: Record<string, (t: number, a: number, n: number) => readonly [part: number, slope: number]> = {
  'half-squared-error': (t, a) => [(t - a) ** 2 / 2, a - t],
  'mean-squared-error': (t, a, n) => [(t - a) ** 2 / n, (2 / n) * (a - t)],
  'mean-absolute-error': (t, a, n) => [Math.abs(t - a) / n, a > t ? 1 / n : a < t ? -1 / n : 0],
  'binary-cross-entropy': (t, a) => [-t * Math.log(a) - (1 - t) * Math.log(1 - a), (a - t) / (a * (1 - a))],
  'cross-entropy': (t, a) => [-t * Math.log(a), -t / a],
};

/** Every quantity of each round. */
export function naiveRounds({network, parameters, optimizer, samples}: Setup, rounds: number): Values[] {
  const {layers} = network;
  let now: Values = new Map(network.parameters.map((name, i) => [name, parameters[i]!]));
  const memory = new Map<string, [number, number]>();
  return Array.from({length: rounds}, (_, done) => {
    const {input, target} = samples[done % samples.length]!;
    const v: Values = new Map(now);
    const get = (name: string): number => v.get(name)!;
    layers[0]!.forEach((name, i) => {
      v.set(`a.${name}`, input[i]!);
    });
    const outputs = layers.at(-1)!;
    outputs.forEach((name, i) => {
      v.set(`t.${name}`, target[i]!);
    });

    for (let l = 1; l < layers.length; l++) {
      const activation = network.activations[l - 1]!;
      for (const to of layers[l]!) {
        let z = 0;
        for (const from of layers[l - 1]!) z += get(`w.${from}->${to}`) * get(`a.${from}`);
        v.set(`z.${to}`, z + (v.get(`b.${to}`) ?? 0));
      }
      const total = layers[l]!.reduce((sum, name) => sum + Math.exp(get(`z.${name}`)), 0);
      for (const to of layers[l]!) {
        const share = Math.exp(get(`z.${to}`)) / total;
        const [a, slope] =
          activation === 'softmax' ? [share, share * (1 - share)] : activate[activation]!(get(`z.${to}`));
        v.set(`a.${to}`, a);
        v.set(`slope.${to}`, slope);
      }
    }

    let loss = 0;
    for (const name of outputs) {
      const [part, slope] = lossOf[network.loss]!(get(`t.${name}`), get(`a.${name}`), outputs.length);
      v.set(`loss.${name}`, part);
      v.set(`grad.a.${name}`, slope);
      loss += part;
    }
    v.set('loss', loss);

    for (let l = layers.length - 1; l >= 1; l--) {
      const softmax = network.activations[l - 1] === 'softmax';
      for (const to of layers[l]!) {
        let delta = get(`grad.a.${to}`) * get(`slope.${to}`);
        if (softmax)
          for (const other of layers[l]!)
            if (other !== to) delta -= get(`grad.a.${other}`) * get(`a.${other}`) * get(`a.${to}`);
        v.set(`grad.z.${to}`, delta);
        if (v.has(`b.${to}`)) v.set(`grad.b.${to}`, delta);
        for (const from of layers[l - 1]!) v.set(`grad.w.${from}->${to}`, delta * get(`a.${from}`));
      }
      for (const from of layers[l - 1]!) {
        let sum = 0;
        for (const to of layers[l]!) sum += get(`grad.z.${to}`) * get(`w.${from}->${to}`);
        v.set(`grad.a.${from}`, sum);
      }
    }

    const after: Values = new Map();
    for (const [name, w] of now) {
      const g = get(`grad.${name}`);
      const [m, s] = memory.get(name) ?? [0, 0];
      const t = done + 1;
      const next = (): number => {
        switch (optimizer.kind) {
          case 'sgd':
            return w - optimizer.rate * g;
          case 'momentum': {
            memory.set(name, [optimizer.momentum * m + g, 0]);
            return w - optimizer.rate * (optimizer.momentum * m + g);
          }
          case 'nesterov': {
            const speed = optimizer.momentum * m + g;
            memory.set(name, [speed, 0]);
            return w - optimizer.rate * (g + optimizer.momentum * speed);
          }
          case 'adagrad': {
            memory.set(name, [0, s + g ** 2]);
            return w - (optimizer.rate / (Math.sqrt(s + g ** 2) + optimizer.epsilon)) * g;
          }
          case 'rmsprop': {
            const mean = optimizer.decay * s + (1 - optimizer.decay) * g ** 2;
            memory.set(name, [0, mean]);
            return w - (optimizer.rate / (Math.sqrt(mean) + optimizer.epsilon)) * g;
          }
          case 'adam': {
            const first = optimizer.beta1 * m + (1 - optimizer.beta1) * g;
            const second = optimizer.beta2 * s + (1 - optimizer.beta2) * g ** 2;
            memory.set(name, [first, second]);
            const step = first / (1 - optimizer.beta1 ** t);
            const size = Math.sqrt(second / (1 - optimizer.beta2 ** t));
            return w - (optimizer.rate * step) / (size + optimizer.epsilon);
          }
        }
      };
      after.set(name, next());
      v.set(`next.${name}`, after.get(name)!);
    }
    now = after;
    return v;
  });
}
