import {elementwise} from './activations.ts';
import type {FlatPass, FlatSamples} from './flatPass.ts';
import {ownCode} from './hardwire.ts';
import {combinedLoss, losses} from './losses.ts';
import type {Network} from './network.ts';
import {sgdText} from './optimizers.ts';

/**
 * Nets up to this many parameters get code of their own. Past it the loops of the flat pass are as fast, and V8 stops
 * optimising functions of more than 60 KB of bytecode.
 */
export const straightLineLimit = 256;

/**
 * `pass.run` for one small net as code without a loop: every weight stands at a constant index and every z, a and δ in a local
 * variable, where on layers of a few neurons the loops themselves cost more than the arithmetic. Bit for bit the same
 * numbers, but only the gradients are kept, in `pass.gradients`.
 *
 * With a `rate` it does not keep the gradients either, but makes the sgd update by them on the spot, unless the loss is not finite.
 *
 * The source text is put together from indices only, never from names. Undefined for nets over {@link straightLineLimit} and where
 * Node forbids code from strings (--disallow-code-generation-from-strings).
 */
export function straightLineRun(
  network: Network,
  parameters: Float64Array,
  samples: FlatSamples,
  pass: FlatPass,
  rate?: number,
): ((sample: number) => void) | undefined {
  if (parameters.length > straightLineLimit) return undefined;
  const last = network.plan.length - 1;
  const {starts, biases} = pass;
  const outputCount = network.outputs.length;
  const outputsAt = starts[last + 1]!;
  const softmax = network.activations[last] === 'softmax';
  const combined = combinedLoss(network.loss, network.activations[last]!);
  const lines: string[] = [];
  for (let i = 0; i < starts[1]!; i++)
    lines.push(`const a${i} = inputs[sample * ${network.inputs.length} + ${i}];`);

  const activations: string[] = [];
  network.plan.forEach(({sources, neurons, weights}, l) => {
    const first = starts[l + 1]!;
    neurons.forEach((_, j) => {
      const to = first + j;
      const terms = sources.map(
        (_source, i) => `w[${weights + j * sources.length + i}] * a${starts[l]! + i}`,
      );
      if (biases[to]! >= 0) terms.push(`w[${biases[to]}]`);
      lines.push(`const z${to} = ${terms.join(' + ')};`, `sums[${to}] = z${to};`);
    });
    if (l === last && softmax) return;
    if (neurons.length === 1) {
      lines.push(`const a${first} = value${l}(z${first});`);
      return;
    }
    // One loop for each layer: V8 builds only so much of other functions into one.
    const end = first + neurons.length;
    activations.push(
      `const activate${l} = () => { for (let j = ${first}; j < ${end}; j++) outputs[j] = value${l}(sums[j]); };`,
    );
    lines.push(`activate${l}();`);
    for (let to = first; to < end; to++) lines.push(`const a${to} = outputs[${to}];`);
  });

  const outputs = network.outputs.map((_, k) => outputsAt + k);
  if (softmax) {
    lines.push('turn(sample);', 'const loss = results[0];');
    for (const o of outputs) lines.push(`const d${o} = deltas[${o}];`);
  } else {
    outputs.forEach((o, k) => {
      lines.push(`const t${o} = targets[sample * ${outputCount} + ${k}];`);
      if (combined === undefined)
        lines.push(
          `const part${o} = part(t${o}, a${o}, ${outputCount});`,
          `const d${o} = lossSlope(t${o}, a${o}, ${outputCount}) * slope${last}(z${o}, a${o});`,
        );
      else
        lines.push(
          `const part${o} = part(t${o}, sums, ${o});`,
          `const d${o} = delta(t${o}, a${o}, targetSums[sample]);`,
        );
    });
    lines.push(`const loss = ${outputs.map((o) => `part${o}`).join(' + ')};`, 'results[0] = loss;');
  }

  for (let l = last; l >= 1; l--) {
    const {sources, neurons, weights} = network.plan[l]!;
    sources.forEach((_, i) => {
      const from = starts[l]! + i;
      const shares = neurons.map(
        (_neuron, j) => `d${starts[l + 1]! + j} * w[${weights + j * sources.length + i}]`,
      );
      lines.push(`const d${from} = (${shares.join(' + ')}) * slope${l - 1}(z${from}, a${from});`);
    });
  }
  // Here all δ are known, from the weights of the forward pass.
  if (rate !== undefined) lines.push('if (!Number.isFinite(loss)) return;');
  const gradient =
    rate === undefined
      ? (index: number, value: string) => lines.push(`g[${index}] = ${value};`)
      : (index: number, value: string) => lines.push(`w[${index}] = ${sgdText(`w[${index}]`, value)};`);
  network.plan.forEach(({sources, neurons, weights}, l) => {
    neurons.forEach((_, j) => {
      const to = starts[l + 1]! + j;
      sources.forEach((_source, i) => {
        gradient(weights + j * sources.length + i, `d${to} * a${starts[l]! + i}`);
      });
      if (biases[to]! >= 0) gradient(biases[to]!, `d${to}`);
    });
  });

  const given: Record<string, unknown> = {
    w: parameters,
    g: pass.gradients,
    inputs: samples.inputs,
    targets: samples.targets,
    targetSums: samples.targetSums,
    sums: pass.sums,
    outputs: pass.outputs,
    deltas: pass.deltas,
    results: pass.results,
    turn: pass.turn,
    part: combined?.part ?? losses[network.loss].part,
    lossSlope: losses[network.loss].slope,
    delta: combined?.delta,
    rate,
  };
  network.activations.forEach((activation, l) => {
    if (activation === 'softmax') return;
    given[`value${l}`] = elementwise[activation].value;
    given[`slope${l}`] = elementwise[activation].slope;
  });
  const body = `${activations.join('\n')}\nreturn (sample) => {\n${lines.join('\n')}\n};`;
  return ownCode(given, `(() => {\n${body}\n})()`);
}
