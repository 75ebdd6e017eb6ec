/** Optimisers: what turns a gradient into new parameters. Back-propagation is not one of them; it only hands them the gradient. */

/** An optimiser with its settings. `rate` is the learning rate η. */
export type OptimizerSpec =
  | {readonly kind: 'sgd'; readonly rate: number}
  | {readonly kind: 'momentum'; readonly rate: number; readonly momentum: number}
  | {readonly kind: 'nesterov'; readonly rate: number; readonly momentum: number}
  | {readonly kind: 'rmsprop'; readonly rate: number; readonly decay: number; readonly epsilon: number}
  | {readonly kind: 'adagrad'; readonly rate: number; readonly epsilon: number}
  | {
      readonly kind: 'adam';
      readonly rate: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

export type OptimizerName = OptimizerSpec['kind'];

export const optimizerNames: readonly OptimizerName[] = [
  'sgd',
  'momentum',
  'nesterov',
  'rmsprop',
  'adagrad',
  'adam',
];

/** Every setting but the rate, which has no good default: `{...optimizerDefaults.adam, rate: 0.01}` is a whole spec. */
export const optimizerDefaults: {
  readonly [Name in OptimizerName]: Omit<Extract<OptimizerSpec, {kind: Name}>, 'rate'>;
} = {
  sgd: {kind: 'sgd'},
  momentum: {kind: 'momentum', momentum: 0.9},
  nesterov: {kind: 'nesterov', momentum: 0.9},
  rmsprop: {kind: 'rmsprop', decay: 0.9, epsilon: 1e-8},
  adagrad: {kind: 'adagrad', epsilon: 1e-8},
  adam: {kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8},
};

/** How many values an optimiser keeps for each parameter from one update to the next; all start at 0. */
export const memorySlots: Readonly<Record<OptimizerName, number>> = {
  sgd: 0,
  momentum: 1,
  nesterov: 1,
  rmsprop: 1,
  adagrad: 1,
  adam: 2,
};

/** Memory of an optimiser before its first update: `memorySlots` arrays of `count` zeros. */
export function freshMemory(kind: OptimizerName, count: number): Float64Array[] {
  return Array.from({length: memorySlots[kind]}, () => new Float64Array(count));
}

/**
 * One update of all parameters, in place. With g the gradient of a parameter w and η the rate:
 *
 * - `sgd`: w ← w − ηg. Robbins & Monro 1951; Cauchy 1847.
 * - `momentum`: v ← μv + g, w ← w − ηv. Polyak 1964, with η outside of v, as in Sutskever et al. 2013 for a constant rate.
 * - `nesterov`: v ← μv + g, w ← w − η(g + μv). Nesterov 1983 in the form of Bengio, Boulanger-Lewandowski & Pascanu 2013,
 *   which takes the gradient where the net stands.
 * - `rmsprop`: s ← ρs + (1 − ρ)g², w ← w − ηg/(√s + ε). Tieleman & Hinton 2012, Coursera lecture 6.5.
 * - `adagrad`: s ← s + g², w ← w − ηg/(√s + ε). Duchi, Hazan & Singer 2011.
 * - `adam`: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − η·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁^t), v̂ = v/(1 − β₂^t).
 *   Kingma & Ba 2015, algorithm 1.
 *
 * @param t number of this update, counted from 1
 * @param params the parameters, changed in place
 * @param gradients ∂L/∂w, in the order of `params`
 * @param memory `memorySlots[spec.kind]` arrays as long as `params` (adam: m, then v), changed in place
 */
export function applyUpdate(
  spec: OptimizerSpec,
  t: number,
  params: Float64Array,
  gradients: Float64Array,
  memory: readonly Float64Array[],
): void {
  switch (spec.kind) {
    case 'sgd':
      sgd(spec.rate, params, gradients);
      break;
    case 'momentum':
      momentum(spec.rate, spec.momentum, params, gradients, memory[0]!);
      break;
    case 'nesterov':
      nesterov(spec.rate, spec.momentum, params, gradients, memory[0]!);
      break;
    case 'rmsprop':
      rmsprop(spec.rate, spec.decay, spec.epsilon, params, gradients, memory[0]!);
      break;
    case 'adagrad':
      adagrad(spec.rate, spec.epsilon, params, gradients, memory[0]!);
      break;
    case 'adam': {
      const {rate, beta1, beta2, epsilon} = spec;
      adam(rate, beta1, beta2, epsilon, t, params, gradients, memory[0]!, memory[1]!);
      break;
    }
  }
}

// One short function for each, so that V8 can build the one in use into the trainer's code.

function sgd(rate: number, params: Float64Array, gradients: Float64Array): void {
  const count = params.length;
  for (let i = 0; i < count; i++) params[i] = params[i]! - rate * gradients[i]!;
}

/** The same as text, for code made for one net: the new value of parameter `w` whose gradient is `g`; the rate is called `rate`. */
export function sgdText(w: string, g: string): string {
  return `${w} - rate * (${g})`;
}

function momentum(
  rate: number,
  friction: number,
  params: Float64Array,
  gradients: Float64Array,
  velocity: Float64Array,
): void {
  const count = params.length;
  for (let i = 0; i < count; i++) {
    const v = friction * velocity[i]! + gradients[i]!;
    velocity[i] = v;
    params[i] = params[i]! - rate * v;
  }
}

function nesterov(
  rate: number,
  friction: number,
  params: Float64Array,
  gradients: Float64Array,
  velocity: Float64Array,
): void {
  const count = params.length;
  for (let i = 0; i < count; i++) {
    const g = gradients[i]!;
    const v = friction * velocity[i]! + g;
    velocity[i] = v;
    params[i] = params[i]! - rate * (g + friction * v);
  }
}

function rmsprop(
  rate: number,
  decay: number,
  epsilon: number,
  params: Float64Array,
  gradients: Float64Array,
  squares: Float64Array,
): void {
  const count = params.length;
  for (let i = 0; i < count; i++) {
    const g = gradients[i]!;
    const s = decay * squares[i]! + (1 - decay) * g * g;
    squares[i] = s;
    params[i] = params[i]! - (rate * g) / (Math.sqrt(s) + epsilon);
  }
}

function adagrad(
  rate: number,
  epsilon: number,
  params: Float64Array,
  gradients: Float64Array,
  squares: Float64Array,
): void {
  const count = params.length;
  for (let i = 0; i < count; i++) {
    const g = gradients[i]!;
    const s = squares[i]! + g * g;
    squares[i] = s;
    params[i] = params[i]! - (rate * g) / (Math.sqrt(s) + epsilon);
  }
}

function adam(
  rate: number,
  beta1: number,
  beta2: number,
  epsilon: number,
  t: number,
  params: Float64Array,
  gradients: Float64Array,
  means: Float64Array,
  squares: Float64Array,
): void {
  const meanCorrection = 1 - wholePower(beta1, t);
  const squareCorrection = 1 - wholePower(beta2, t);
  const count = params.length;
  for (let i = 0; i < count; i++) {
    const g = gradients[i]!;
    const m = beta1 * means[i]! + (1 - beta1) * g;
    const v = beta2 * squares[i]! + (1 - beta2) * g * g;
    means[i] = m;
    squares[i] = v;
    params[i] = params[i]! - (rate * (m / meanCorrection)) / (Math.sqrt(v / squareCorrection) + epsilon);
  }
}

/** base^n for a whole n ≥ 0 by squaring. Not `**`: its last bits differ from one version of Node to the next. */
export function wholePower(base: number, n: number): number {
  let power = 1;
  let square = base;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power *= square;
    square *= square;
  }
  return power;
}
