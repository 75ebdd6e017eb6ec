/**
 * The names of everything a pass computes, as lesson files, `expect`, JSON output and the engine itself write them.
 *
 *     w.x->h  weight          b.h  bias            z.h  weighted sum      a.h  output (of an input neuron: the input)
 *     t.o     target          loss total loss      loss.o  output o's part of it
 *     grad.Q  gradient of the loss with respect to Q (a weight, bias, weighted sum or output)
 *     v.c     value of a function's variable or node: by its name, or v.#3 by its number
 *     slope.h σ′ at z.h       next.P  value of the weight or bias P after the update
 */
export type Quantity = string;

export type QuantityParts =
  | {readonly kind: 'weight'; readonly from: string; readonly to: string}
  | {readonly kind: 'bias' | 'sum' | 'output' | 'target' | 'slope' | 'loss-part'; readonly neuron: string}
  | {readonly kind: 'loss'}
  /** Of a function in the place of a net. */
  | {readonly kind: 'node'; readonly node: string}
  | {readonly kind: 'gradient'; readonly of: QuantityParts}
  | {readonly kind: 'next'; readonly of: QuantityParts};

/** What a neuron may be called: anything visible that no quantity name or list gives a meaning to, nor JavaScript. */
export const NEURON_NAME = /^(?!__proto__$)[^\s.,:;>{}[\]()|"'`#&*!%@]{1,20}$/u;

/** A name in a function: of Latin, Greek or Chinese letters. */
export const FUNCTION_NAME = /[A-Za-z_\u0391-\u03c9\u4e00-\u9fff][A-Za-z_\u0391-\u03c9\u4e00-\u9fff0-9]*/;

/** What a node of a function may be called. */
const NODE_NAME = new RegExp(`^(?:#\\d+|(?=.{1,20}$)${FUNCTION_NAME.source})$`);

export const LOSS: Quantity = 'loss';
export const weight = (from: string, to: string): Quantity => `w.${from}->${to}`;
export const bias = (neuron: string): Quantity => `b.${neuron}`;
export const weightedSum = (neuron: string): Quantity => `z.${neuron}`;
export const output = (neuron: string): Quantity => `a.${neuron}`;
export const target = (neuron: string): Quantity => `t.${neuron}`;
export const lossPart = (neuron: string): Quantity => `loss.${neuron}`;
export const slope = (neuron: string): Quantity => `slope.${neuron}`;
export const nodeValue = (node: string): Quantity => `v.${node}`;
export const gradient = (of: Quantity): Quantity => `grad.${of}`;
export const next = (of: Quantity): Quantity => `next.${of}`;

const NEURON_KINDS = {
  b: 'bias',
  z: 'sum',
  a: 'output',
  t: 'target',
  slope: 'slope',
  loss: 'loss-part',
} as const;

/** The parts of a quantity's name, or undefined where the text is no such name. Does not ask whether the neurons exist. */
export function parseQuantity(name: string): QuantityParts | undefined {
  if (name === LOSS) return {kind: 'loss'};
  const dot = name.indexOf('.');
  if (dot < 0) return undefined;
  const head = name.slice(0, dot);
  const rest = name.slice(dot + 1);
  if (head === 'grad' || head === 'next') {
    const of = parseQuantity(rest);
    if (of === undefined) return undefined;
    if (head === 'next')
      return of.kind === 'weight' || of.kind === 'bias' || of.kind === 'node'
        ? {kind: 'next', of}
        : undefined;
    return of.kind === 'weight' ||
      of.kind === 'bias' ||
      of.kind === 'sum' ||
      of.kind === 'output' ||
      of.kind === 'node'
      ? {kind: 'gradient', of}
      : undefined;
  }
  if (head === 'v') return NODE_NAME.test(rest) ? {kind: 'node', node: rest} : undefined;
  if (head === 'w') {
    const arrow = rest.indexOf('->');
    if (arrow < 0) return undefined;
    const from = rest.slice(0, arrow);
    const to = rest.slice(arrow + 2);
    return NEURON_NAME.test(from) && NEURON_NAME.test(to) ? {kind: 'weight', from, to} : undefined;
  }
  if (!Object.hasOwn(NEURON_KINDS, head) || !NEURON_NAME.test(rest)) return undefined;
  return {kind: NEURON_KINDS[head as keyof typeof NEURON_KINDS], neuron: rest};
}

/** The name of a quantity from its parts: the inverse of {@link parseQuantity}. */
export function formatQuantity(parts: QuantityParts): Quantity {
  switch (parts.kind) {
    case 'loss':
      return LOSS;
    case 'weight':
      return weight(parts.from, parts.to);
    case 'bias':
      return bias(parts.neuron);
    case 'sum':
      return weightedSum(parts.neuron);
    case 'output':
      return output(parts.neuron);
    case 'target':
      return target(parts.neuron);
    case 'slope':
      return slope(parts.neuron);
    case 'loss-part':
      return lossPart(parts.neuron);
    case 'node':
      return nodeValue(parts.node);
    case 'gradient':
      return gradient(formatQuantity(parts.of));
    case 'next':
      return next(formatQuantity(parts.of));
  }
}
