/**
 * One round by plain loops and textbook formulas, written apart from the engine, rightly or by a mistake. For nets without
 * joined loss and activation too: δ is always the product of ∂L/∂a with the activation's whole Jacobian. Optimiser: sgd.
 */
import type {MistakeName} from '../../src/engine/mistakes.ts';
import type {Round} from '../../src/engine/pass.ts';

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

const activate: Record<string, (z: number) => number> = {
  sigmoid: logistic,
  tanh: Math.tanh,
  relu: (z) => (z > 0 ? z : 0),
  'leaky-relu': (z) => (z > 0 ? z : z / 100),
  identity: (z) => z,
  softplus: (z) => Math.log1p(Math.exp(z)),
};

const derive: Record<string, (z: number) => number> = {
  sigmoid: (z) => logistic(z) * logistic(-z),
  tanh: (z) => 1 / Math.cosh(z) ** 2,
  relu: (z) => (z > 0 ? 1 : 0),
  'leaky-relu': (z) => (z > 0 ? 1 : 0.01),
  identity: () => 1,
  softplus: logistic,
};

const byOutput: Record<string, (t: number, a: number, n: number) => number> = {
  'half-squared-error': (t, a) => a - t,
  'mean-squared-error': (t, a, n) => (2 * (a - t)) / n,
  'mean-absolute-error': (t, a, n) => (a > t ? 1 : a < t ? -1 : 0) / n,
  'binary-cross-entropy': (t, a) => (a - t) / (a * (1 - a)),
  'cross-entropy': (t, a) => -t / a,
};

/** The gradient and the new value of every parameter, by their names. */
export function naiveRound(
  {network, parameters, sample, optimizer}: Round,
  mistake?: MistakeName,
): {readonly gradients: Map<string, number>; readonly next: Map<string, number>} {
  const {layers, activations, loss} = network;
  const parameter = (name: string): number => parameters[network.parameters.indexOf(name)]!;
  const last = layers.length - 1;
  const n = layers[last]!.length;
  const joined = `${loss} ${activations.at(-1)}`;
  const isJoined = joined === 'binary-cross-entropy sigmoid' || joined === 'cross-entropy softmax';

  const z: number[][] = [[]];
  const a: number[][] = [[...sample.input]];
  for (let l = 1; l <= last; l++) {
    z[l] = layers[l]!.map((to) =>
      layers[l - 1]!.reduce(
        (sum, from, i) => sum + parameter(`w.${from}->${to}`) * a[l - 1]![i]!,
        network.biased.has(to) ? parameter(`b.${to}`) : 0,
      ),
    );
    if (activations[l - 1] === 'softmax') {
      const powers = z[l]!.map((value) => Math.exp(value));
      const total = powers.reduce((x, y) => x + y);
      a[l] = powers.map((power) => power / total);
    } else a[l] = z[l]!.map(activate[activations[l - 1]!]!);
  }

  const gradients = new Map<string, number>();
  const next = new Map<string, number>();
  let after: number[] = [];
  for (let l = last; l >= 1; l--) {
    const name = activations[l - 1]!;
    const behind = after;
    const up = layers[l]!.map((from, i) => {
      if (l === last) {
        const slope = byOutput[loss]!(sample.target[i]!, a[l]![i]!, n);
        return mistake === 'wrong-factor' ? 2 * slope : slope;
      }
      const shares = layers[l + 1]!.map((to, j) => {
        const weight = `w.${from}->${to}`;
        return behind[j]! * (mistake === 'updated-weight' ? next.get(weight)! : parameter(weight));
      });
      return mistake === 'one-path' ? shares[0]! : shares.reduce((x, y) => x + y);
    });
    const keepsSlope = l === last && isJoined;
    const delta = layers[l]!.map((_, i) => {
      if (mistake === 'raw-error' && l === last && !isJoined) return a[l]![i]! - sample.target[i]!;
      if (mistake === 'no-slope' && !keepsSlope) return up[i]!;
      if (name === 'softmax') {
        const shares = layers[l]!.map((_, k) => up[k]! * a[l]![k]! * ((k === i ? 1 : 0) - a[l]![i]!));
        return mistake === 'one-path' && !isJoined ? shares[i]! : shares.reduce((x, y) => x + y);
      }
      const smooth = name === 'sigmoid' || name === 'tanh' || name === 'softplus';
      const place = mistake === 'slope-at-output' && !keepsSlope && smooth ? a[l]![i]! : z[l]![i]!;
      return up[i]! * derive[name]!(place);
    });
    after = delta;
    layers[l]!.forEach((to, j) => {
      layers[l - 1]!.forEach((from, i) => {
        gradients.set(`w.${from}->${to}`, delta[j]! * a[l - 1]![i]!);
      });
      if (network.biased.has(to))
        gradients.set(`b.${to}`, delta[j]! * (mistake === 'weight-factor-on-bias' ? a[l - 1]![0]! : 1));
    });
    for (const [of, g] of gradients)
      next.set(
        of,
        mistake === 'wrong-sign'
          ? parameter(of) + optimizer.rate * g
          : parameter(of) - (mistake === 'gradient-as-update' ? 1 : optimizer.rate) * g,
      );
  }
  return {gradients, next};
}
