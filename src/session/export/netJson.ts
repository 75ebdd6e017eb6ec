import type {Setup} from '../../lesson/lesson.ts';
import {curve} from '../lossHistory.ts';
import {jsonNumber} from '../solve/json.ts';
import type {State} from '../state.ts';
import {valueInRound} from '../value.ts';

/** A number, a text, or a list or map of them, before it is JSON. */
type Part =
  | number
  | string
  | undefined
  | readonly Part[]
  | ReadonlyMap<string, Part>
  | {readonly [key: string]: Part};

/**
 * A net where its training stands, as JSON for other programs; docs/share.md has its shape. Numbers are doubles in full; one that is not
 * finite is null.
 */
export function netJson(state: State): string {
  const {start} = state;
  const {setup, parameters, history, done, divergedAt} = start;
  const {
    network,
    optimizer,
    batch = 1,
    regularization,
    updates,
    mistake,
    init,
    source,
    samples,
    test,
  } = setup;
  const {layers, activations, loss, inputs, outputs, expression} = network;
  return `${write(
    {
      format: 1,
      ...(expression === undefined
        ? {
            layers,
            activations,
            loss,
            weights: network.plan.map(({sources, neurons, weights}) =>
              neurons.map((_, j) =>
                sources.map((_source, i) => parameters[weights + j * sources.length + i]),
              ),
            ),
            biases: network.plan.map(({biases}) =>
              biases.map((place) => (place < 0 ? undefined : parameters[place])),
            ),
          }
        : {function: expression.text, inputs, outputs}),
      parameters: new Map(network.parameters.map((name, i) => [name, parameters[i]])),
      init: partOf(init),
      optimizer: partOf(optimizer),
      batch,
      regularization: partOf(regularization),
      updates,
      mistake,
      source: partOf(source),
      rounds: done,
      diverged: divergedAt,
      losses: {
        data: valueInRound(state, 'data.loss'),
        test: test.length === 0 ? undefined : valueInRound(state, 'test.loss'),
        every: history.stride,
        curve: curve(history),
      },
      samples: {data: samples.length, test: test.length},
    },
    '',
  )}\n`;
}

/** A part of a setup that is plain data. */
const partOf = (
  value: Setup['init'] | Setup['optimizer'] | Setup['regularization'] | Setup['source'],
): Part => (value === undefined ? undefined : {...value});

/** Lists of numbers and texts in one line, everything else a line for each part. */
function write(part: Part, indent: string): string {
  if (typeof part === 'number') return jsonNumber(part);
  if (typeof part === 'string') return JSON.stringify(part);
  if (part === undefined) return 'null';
  const inner = `${indent}  `;
  if (isList(part)) {
    const items = part.map((item) => write(item, inner));
    const isFlat = part.every((item) => typeof item !== 'object');
    return isFlat || part.length === 0
      ? `[${items.join(', ')}]`
      : `[\n${items.map((item) => inner + item).join(',\n')}\n${indent}]`;
  }
  const entries: readonly (readonly [string, Part])[] =
    part instanceof Map ? [...part] : Object.entries(part);
  const lines = entries.map(([key, value]) => `${inner}${JSON.stringify(key)}: ${write(value, inner)}`);
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}

const isList = (part: Part): part is readonly Part[] => Array.isArray(part);
