import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
  checkDerivatives,
  type Derivatives,
  differentiate,
  type Expression,
  opened,
  operationOf,
} from '../../src/engine/expression.ts';
import {evaluateFormula, number} from '../../src/engine/formula.ts';
import {createNetwork, type Network} from '../../src/engine/network.ts';
import {callable} from '../../src/engine/operators.ts';
import {computePass, emptyMemory} from '../../src/engine/pass.ts';
import {parseExpression} from '../../src/lesson/parseExpression.ts';
import {aNumber, aPoint, aTree, print} from '../lesson/expressions.ts';

function read(text: string): Expression {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.words.en}`);
  return parsed.value;
}

function at(text: string, point: Readonly<Record<string, number>>): Derivatives & {of(name: string): number} {
  const expression = read(text);
  const found = differentiate(expression, new Map(Object.entries(point)));
  if (!found.ok) throw new Error(found.fault.code);
  return {...found.value, of: (name) => found.value.sweep.gradients[indexOf(expression, name)]!};
}

const indexOf = ({nodes}: Expression, name: string): number => nodes.findIndex((node) => node.name === name);

test('gradients agree with central differences on thousands of random expressions', () => {
  let compared = 0;
  fc.assert(
    fc.property(aTree, aPoint, (tree, coordinates) => {
      const expression = read(print(tree));
      const point = new Map(Object.entries(coordinates));
      const found = differentiate(expression, point);
      if (!found.ok) return;
      const {values, sweep, kinks} = found.value;
      // Trying says nothing where a step jumps over a kink or a pole, or where numbers are so large that rounding hides the step.
      const steep =
        values.some((value) => Math.abs(value) > 1e4) || sweep.gradients.some((g) => Math.abs(g) > 1e4);
      if (kinks.length > 0 || steep) return;
      const checks = checkDerivatives(expression, point, found.value);
      const finer = secantSlopes(expression, point);
      for (const name of expression.variables) {
        if (jumps(expression, point, name)) continue;
        const {numeric: tried} = checks.get(name)!;
        const other = finer.get(name)!;
        // Where two steps disagree, trying is not to be trusted.
        if (!(Math.abs(tried - other) <= 1e-5 * Math.max(1, Math.abs(tried)))) continue;
        compared++;
        const swept = sweep.gradients[indexOf(expression, name)]!;
        expect(Math.abs(swept - tried)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(swept)));
      }
    }),
    {numRuns: 6000},
  );
  expect(compared).toBeGreaterThan(2000);
});

/** Whether a kink lies near: whether a step changes the side that a node with one stands on. */
function jumps(expression: Expression, point: ReadonlyMap<string, number>, name: string): boolean {
  const sides = (moved: number): string => {
    const found = differentiate(expression, new Map(point).set(name, moved));
    return JSON.stringify(
      found.ok &&
        expression.nodes.map(({op, inputs}) => {
          const [a = 0, b = 0] = inputs.map((input) => found.value.values[input]!);
          return ['abs', 'relu', 'max', 'min'].includes(op) && Math.sign(a - b);
        }),
    );
  };
  const x = point.get(name)!;
  return sides(x + 6e-5) !== sides(x - 6e-5);
}

/** Slopes from a step ten times as wide. */
function secantSlopes(expression: Expression, point: ReadonlyMap<string, number>): Map<string, number> {
  const value = (name: string, moved: number): number => {
    const found = differentiate(expression, new Map(point).set(name, moved));
    return found.ok ? found.value.values.at(-1)! : Number.NaN;
  };
  return new Map(
    expression.variables.map((name) => {
      const x = point.get(name)!;
      return [name, (value(name, x + 6e-5) - value(name, x - 6e-5)) / 1.2e-4];
    }),
  );
}

test('lesson 1 typed as an expression has the very numbers of lesson 1', () => {
  const text = 'zh = wh*x + bh; yh = sigmoid(zh); zo = wo*yh + bo; yo = sigmoid(zo); 1/2*(y - yo)^2';
  const found = at(text, {x: 1, wh: 0.2, bh: 0.1, wo: 0.3, bo: 0.2, y: 0.8});
  expect(found.values.at(-1)).toBe(0.021627313223007625);
  expect(found.of('wo')).toBe(-0.02885607598362517);
  expect(found.of('bo')).toBe(-0.050233182849670814);
  expect(found.of('wh')).toBe(-0.003683975721084917);
  expect(found.of('bh')).toBe(-0.003683975721084917);
});

/** A net's loss as an expression: inputs x1…, targets t1…, parameters p0… in canonical order. */
function expressionOf(network: Network): string {
  const outputs = new Map(network.inputs.map((name) => [name, name]));
  const lines: string[] = [];
  for (const {sources, neurons, activation, weights, biases} of network.plan) {
    neurons.forEach((neuron, j) => {
      const products = sources.map((from, i) => `p${weights + j * sources.length + i}*${outputs.get(from)}`);
      lines.push(`z${neuron} = ${[...products, ...(biases[j]! < 0 ? [] : [`p${biases[j]}`])].join(' + ')}`);
    });
    for (const neuron of neurons) {
      outputs.set(neuron, `a${neuron}`);
      lines.push(`a${neuron} = ${activation === 'identity' ? `z${neuron}` : `${activation}(z${neuron})`}`);
    }
  }
  const parts = network.outputs.map((name) => `0.5*(t${name} - a${name})^2`);
  return [...lines, parts.join(' + ')].join('; ');
}

test('the graph of a random net through an expression has the gradients of the engine, bit for bit', () => {
  const size = fc.integer({min: 1, max: 4});
  const activation = fc.constantFrom('sigmoid', 'tanh', 'relu', 'softplus', 'identity');
  fc.assert(
    fc.property(
      fc.array(size, {minLength: 2, maxLength: 4}),
      activation,
      fc.infiniteStream(aNumber),
      (sizes, name, stream) => {
        const layers = sizes.map((count, l) => Array.from({length: count}, (_, i) => `n${l}_${i}`));
        const network = createNetwork({
          layers,
          activations: layers.slice(1).map(() => name as 'sigmoid'),
          loss: 'half-squared-error',
          biased: new Set(layers.slice(1).flat()),
        });
        const numbers = (count: number): number[] => Array.from({length: count}, () => stream.next().value!);
        const parameters = numbers(network.parameters.length);
        const sample = {input: numbers(sizes[0]!), target: numbers(sizes.at(-1)!)};
        const optimizer = {kind: 'sgd', rate: 0.5} as const;
        const pass = computePass({
          network,
          parameters,
          sample,
          optimizer,
          memory: emptyMemory(optimizer, parameters.length),
          updates: 'after-backward',
        });
        const found = at(expressionOf(network), {
          ...Object.fromEntries(parameters.map((value, i) => [`p${i}`, value])),
          ...Object.fromEntries(network.inputs.map((input, i) => [input, sample.input[i]!])),
          ...Object.fromEntries(network.outputs.map((output, i) => [`t${output}`, sample.target[i]!])),
        });
        expect(found.values.at(-1)).toBe(pass.loss);
        // A zero's sign says nothing.
        network.parameters.forEach((parameter, i) => {
          expect(found.of(`p${i}`) + 0).toBe(pass.values.get(`grad.${parameter}`)! + 0);
        });
      },
    ),
    {numRuns: 200},
  );
});

test('a sigmoid opened into its gates has the same gradients', () => {
  fc.assert(
    fc.property(
      fc.double({min: -30, max: 30, noNaN: true}),
      fc.double({min: -3, max: 3, noNaN: true}),
      (x, w) => {
        const group = read('s = sigmoid(w*x + 1); s*s');
        const gates = opened(group);
        const point = new Map([
          ['x', x],
          ['w', w],
        ]);
        const [one, other] = [differentiate(group, point), differentiate(gates, point)];
        if (!one.ok || !other.ok) throw new Error('not defined');
        for (const name of ['x', 'w', 's']) {
          const [a, b] = [one, other].map(
            ({value}, i) => value.sweep.gradients[indexOf(i === 0 ? group : gates, name)]!,
          );
          expect(Math.abs(a! - b!)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(a!), 1e-6));
        }
      },
    ),
  );
});

test('where a value is used twice its gradients add up', () => {
  const found = at('c = a + b; c*c + 3*c', {a: 1, b: 2});
  expect(found.of('c')).toBe(2 * 3 + 3);
  expect(found.of('a')).toBe(9);
});

test.each<[string, number, string]>([
  ['log(x)', -1, 'log'],
  ['log(x)', 0, 'log'],
  ['1/x', 0, 'division'],
  ['sqrt(x)', -1, 'root'],
  ['sqrt(x)', 0, 'vertical'],
  ['x^x', 0, 'power-variable'],
  ['2 * (x^x)', -1, 'power-variable'],
  ['x^0.5', -1, 'power-fraction'],
  ['x^0.5', 0, 'vertical'],
  ['x^-1', 0, 'power-zero'],
  ['asin(x)', 2, 'arc'],
  ['acos(x)', 1, 'vertical'],
  ['exp(x)', 1000, 'overflow'],
  ['x*x', 1e200, 'overflow'],
  ['y = x*1e200; y*1e200', 1e-200, 'overflow-gradient'],
])('%s at x = %d is refused: %s', (text, x, code) => {
  const found = differentiate(read(text), new Map([['x', x]]));
  expect(found.ok ? 'defined' : found.fault.code).toBe(code);
});

test.each<[string, number, number]>([
  ['abs(x)', 0, -1],
  ['relu(x)', 0, 0],
  ['max(x, 0)', 0, 1],
  ['min(x, 0)', 0, 1],
])('%s at its kink shows one side and says so', (text, x, slope) => {
  const found = at(text, {x});
  expect(found.of('x')).toBe(slope);
  expect(found.kinks).toHaveLength(1);
});

test('a neuron of two inputs is a circuit of eight gates once its sigmoid is opened, with the same gradients', () => {
  const neuron = read('sigmoid(w0*x0 + w1*x1 + w2)');
  const circuit = opened(neuron);
  const gates = circuit.nodes.flatMap(({op}) => (op === 'variable' || op === 'number' ? [] : [op]));
  expect(gates).toEqual(['*', '*', '+', '+', 'neg', 'exp', '+', '/']);
  const point = new Map(Object.entries({w0: 2, x0: -1, w1: -3, x1: -2, w2: -3}));
  // By hand: the sum is 1, so ∂/∂sum = σ(1)·(1 − σ(1)), and each variable's is that times its neighbour.
  const sigma = 1 / (1 + Math.exp(-1));
  const slope = sigma * (1 - sigma);
  for (const expression of [neuron, circuit]) {
    const found = differentiate(expression, point);
    if (!found.ok) throw new Error(found.fault.code);
    const {values, sweep} = found.value;
    expect(values.at(-1)).toBeCloseTo(sigma, 14);
    const by = (name: string): number =>
      sweep.gradients[expression.nodes.findIndex((node) => node.op === 'variable' && node.name === name)]!;
    expect(by('w0')).toBeCloseTo(-1 * slope, 14);
    expect(by('x0')).toBeCloseTo(2 * slope, 14);
    expect(by('w1')).toBeCloseTo(-2 * slope, 14);
    expect(by('x1')).toBeCloseTo(-3 * slope, 14);
    expect(by('w2')).toBeCloseTo(slope, 14);
  }
});

test('formulas of values and slopes say what is computed', () => {
  for (const text of [
    ...callable.map((name) => `${name}(${name.startsWith('m') ? 'x, y' : 'x'})`),
    'x+y',
    'x-y',
    'x*y',
    'x/y',
    'x^y',
    'x^3',
    'x^-2',
    '-x',
  ]) {
    const expression = read(text);
    const point = new Map([
      ['x', 0.4],
      ['y', 0.7],
    ]);
    const found = differentiate(expression, point);
    if (!found.ok) throw new Error(text);
    const {values, sweep} = found.value;
    const last = values.length - 1;
    const operation = operationOf(expression, last)!;
    const inputs = expression.nodes[last]!.inputs.map((input) => number(values[input]!));
    const known = (): number => Number.NaN;
    expect(evaluateFormula(operation.formula(inputs), known)).toBeCloseTo(values[last]!, 12);
    sweep.slopes[last]!.forEach((slope, slot) => {
      const formula = operation.slopeFormula(inputs, slot, number(values[last]!), slope);
      expect(evaluateFormula(formula, known), text).toBeCloseTo(slope, 12);
    });
  }
});
