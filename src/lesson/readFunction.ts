import {differentiate, type Expression, nodeId} from '../engine/expression.ts';
import {createFunction} from '../engine/functionGraph.ts';
import {faultWords} from './faultWords.ts';
import type {Bilingual} from './lesson.ts';
import {nearest} from './nearest.ts';
import {shorten} from './problem.ts';
import {complain, type Reading} from './reading.ts';
import type {ReadNetwork} from './readNetwork.ts';
import type {NodeKind} from './scope.ts';

/** The parts of a file that make a function in the place of a net. */
interface FunctionFile {
  readonly function?: string | undefined;
  readonly at?: Readonly<Record<string, number | undefined>> | undefined;
  readonly given?: Readonly<Record<string, number | undefined>> | undefined;
}

/** What could be read of a function: as of a net, and the one sample that its given variables make. */
export interface ReadFunction extends ReadNetwork {
  readonly samples?: readonly {readonly input: readonly number[]; readonly target: readonly number[]}[];
}

/** @param reading begins at the map that has `function`, `at` and `given` */
export async function readFunction(reading: Reading, file: FunctionFile): Promise<ReadFunction> {
  const {function: text, at = {}, given = {}} = file;
  if (text === undefined) return {};
  // The parser is loaded where a file has a function: a lesson about a net starts without it.
  const {parseExpression} = await import('./parseExpression.ts');
  const wrong = (column: number, {zh, en}: Bilingual): ReadFunction => {
    complain(reading, ['function'], {code: 'expression', at: column + 1, zh, en});
    return {};
  };
  const parsed = parseExpression(text);
  if (!parsed.ok) return wrong(parsed.problem.at, parsed.problem.words);
  const {value: expression} = parsed;
  const {variables} = expression;
  const before = reading.collector.count();
  for (const [key, values] of [
    ['at', at],
    ['given', given],
  ] as const)
    for (const name of Object.keys(values)) {
      const isTwice = key === 'given' && Object.hasOwn(at, name);
      if (variables.includes(name) && !isTwice) continue;
      if (isTwice) complain(reading, [key, name], {code: 'quantity-twice', name, first: name}, 'key');
      else {
        const near = nearest(name, variables);
        const detail = {name: shorten(name), ...(near !== undefined && {nearest: near})};
        complain(reading, [key, name], {code: 'unknown-quantity', ...detail}, 'key');
      }
    }
  for (const name of variables)
    if (!Object.hasOwn(at, name) && !Object.hasOwn(given, name))
      complain(reading, ['at'], {code: 'missing-key', key: name, wanted: 'number'});
  const network = createFunction(
    expression,
    variables.filter((name) => Object.hasOwn(given, name)),
  );
  const neurons = {layers: [], hasBias: () => false, nodes: kindsOf(expression, given)};
  if (reading.collector.count() > before) return {neurons};
  const point = new Map(variables.map((name) => [name, at[name] ?? given[name] ?? Number.NaN]));
  const found = differentiate(expression, point);
  if (!found.ok)
    return {neurons, ...wrong(expression.nodes[found.fault.node]!.at, faultWords(expression, found.fault))};
  const learnt = variables.filter((name) => !Object.hasOwn(given, name));
  return {
    neurons,
    network,
    parameters: learnt.map((name) => point.get(name)!),
    samples: [{input: network.inputs.map((name) => point.get(name)!), target: []}],
  };
}

/** What stands behind each name of the function; the result is the loss. */
function kindsOf(
  expression: Expression,
  given: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, NodeKind> {
  const last = expression.nodes.length - 1;
  return new Map(
    expression.nodes.flatMap(({op, name = ''}, index): [string, NodeKind][] => {
      if (op === 'number') return [];
      if (op === 'variable') return [[name, Object.hasOwn(given, name) ? 'given' : 'learnt']];
      return [[nodeId(expression, index), index === last ? 'result' : 'node']];
    }),
  );
}
