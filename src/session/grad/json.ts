import {nodeId} from '../../engine/expression.ts';
import type {Derivative} from './derivative.ts';

/**
 * `grad --format json`: value, gradient by the sweep and by trying, and every node with the ids of its inputs. What trying
 * cannot find stands as null.
 */
export function gradJson(derivative: Derivative): string {
  const {expression, values, sweep, checks} = derivative;
  const {nodes, variables} = expression;
  const byVariable = (value: (name: string) => number): Record<string, number> =>
    Object.fromEntries(variables.map((name) => [name, value(name)]));
  const json = {
    value: values.at(-1),
    gradient: byVariable((name) => checks.get(name)!.analytic),
    numeric: byVariable((name) => checks.get(name)!.numeric),
    nodes: nodes.map(({op, inputs}, index) => ({
      id: nodeId(expression, index),
      op,
      inputs: inputs.map((input) => nodeId(expression, input)),
      value: values[index],
      grad: sweep.gradients[index],
    })),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
