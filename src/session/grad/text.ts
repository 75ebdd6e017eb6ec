import {nodeId, shownNodes} from '../../engine/expression.ts';
import {type Notation, UNKNOWN} from '../notation.ts';
import {textTable} from '../textTable.ts';
import {wrapText} from '../wrap.ts';
import {type Derivative, nodeFormula} from './derivative.ts';
import {gradWords, kinkWords} from './words.ts';

/** Everything about a derivative as plain text: every node, the sums where paths meet, the check by trying. */
export function* gradText(
  derivative: Derivative,
  notation: Notation,
  width: number,
): Generator<string, void> {
  const {expression, point, values, kinks, checks} = derivative;
  const {variables, text} = expression;
  const words = gradWords[notation.language];
  const colon = notation.language === 'zh' ? '：' : ': ';
  const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
  const said = (label: string, what: string): string =>
    lines(wrapText(notation.text(`${label}${colon}${what}`), width));
  yield said(words.function, text.replace(/\s+/g, ' '));
  if (variables.length > 0)
    yield said(
      words.at,
      variables.map((name) => `${name} = ${notation.number(point.get(name)!)}`).join(', '),
    );
  yield said(words.value, notation.number(values.at(-1)!));
  yield `\n${lines(wrapText(notation.text(words.gradient), width))}\n`;
  yield lines(
    textTable(words.heads, nodeRows(derivative, notation), width - 2, colon).map((line) => `  ${line}`),
  );
  for (const index of shownNodes(expression)) {
    const fork = forkText(derivative, index, notation);
    if (fork === undefined) continue;
    yield `\n${lines(wrapText(notation.text(words.fork(nodeId(expression, index))), width))}`;
    yield lines(fork.flatMap((line) => wrapText(line, width - 2).map((part) => `  ${part}`)));
  }
  for (const kink of kinks)
    yield `\n${lines(wrapText(notation.text(kinkWords(expression, kink, nodeId(expression, kink.node))[notation.language]), width))}`;
  yield `\n${variables.length === 0 ? words.noVariables : notation.text(words.numeric)}\n`;
  if (variables.length === 0) return;
  const rows = variables.map((name) => {
    const {analytic, numeric, agrees} = checks.get(name)!;
    const verdict = Number.isNaN(numeric)
      ? words.untried
      : agrees
        ? words.agree
        : kinks.length > 0
          ? words.kink
          : words.differ;
    return [
      name,
      notation.number(analytic),
      Number.isNaN(numeric) ? notation.text(UNKNOWN) : notation.number(numeric),
      verdict,
    ];
  });
  yield `\n${lines(textTable(words.checkHeads, rows, width - 2, colon).map((line) => `  ${line}`))}`;
}

/** One row for each node but plain numbers: its id, what it is, its value, its gradient. */
export function nodeRows(
  {expression, values, sweep}: Derivative,
  notation: Notation,
): readonly (readonly string[])[] {
  return shownNodes(expression).map((index) => {
    const formula = nodeFormula(expression, index);
    return [
      nodeId(expression, index),
      formula === undefined ? '' : notation.symbols(formula),
      notation.number(values[index]!),
      expression.nodes[index]!.constant ? '' : notation.number(sweep.gradients[index]!),
    ];
  });
}

/** How a gradient is summed where a node is used more than once: symbols, then numbers. Undefined for one path or none. */
export function forkText(
  {expression, sweep}: Derivative,
  index: number,
  notation: Notation,
): readonly string[] | undefined {
  const paths = sweep.paths[index]!;
  if (paths.length < 2 || expression.nodes[index]!.constant) return undefined;
  const id = nodeId(expression, index);
  const shares = paths.map(({node, slot}) => ({
    gradient: sweep.gradients[node]!,
    slope: sweep.slopes[node]![slot]!,
    user: nodeId(expression, node),
  }));
  const bracketed = (value: number): string =>
    value < 0 ? `(${notation.number(value)})` : notation.number(value);
  const symbols = shares.map(({user}) => `∂f/∂${user}·∂${user}/∂${id}`).join(' + ');
  const numbers = shares
    .map(({gradient, slope}) => `${bracketed(gradient)} × ${bracketed(slope)}`)
    .join(' + ');
  return [
    notation.text(`∂f/∂${id} = ${symbols}`),
    notation.text(`= ${numbers}`),
    notation.text(`= ${notation.number(sweep.gradients[index]!)}`),
  ];
}
