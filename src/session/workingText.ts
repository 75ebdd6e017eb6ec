import {cellsOf} from './cells.ts';
import type {Working} from './view/working.ts';
import {layoutWorking} from './workingLayout.ts';

/**
 * A working as plain lines of at most `width` cells, broken between factors and terms. Only where a number or a name would have to be
 * divided, because names are very long, lines are wider.
 */
export function workingText(working: Working, width: number, ascii: boolean): readonly string[] {
  const shown = withoutWideMeanings(working, width);
  const parts = partsOf(shown);
  const lines = linesOf(shown, width, ascii);
  if (parts.every((part) => lines.some((line) => line.includes(part)))) return lines;
  const widest = Math.max(...parts.map(cellsOf));
  return linesOf(shown, Math.max(width, cellsOf(working.left) + widest + BESIDE), ascii);
}

/** Cells beside a part and the left side: equals sign, operators, parentheses. */
const BESIDE = 9;

/** The formula of a factor that is wider than a line is left out: it was worked out where the factor was. */
function withoutWideMeanings(working: Working, width: number): Working {
  if (working.kind !== 'chain') return working;
  const room = width - cellsOf(working.left) - BESIDE;
  const paths = working.paths.map((path) => ({
    ...path,
    factors: path.factors.map((factor) =>
      cellsOf(factor.meaning) > room ? {...factor, meaning: ''} : factor,
    ),
  }));
  return {...working, paths};
}

const linesOf = (working: Working, width: number, ascii: boolean): readonly string[] =>
  layoutWorking(working, {width, ascii}).map((line) =>
    line
      .map(({text}) => text)
      .join('')
      .trimEnd(),
  );

/** What no line end may divide. */
function partsOf(working: Working): readonly string[] {
  switch (working.kind) {
    case 'given':
      return [`${working.left} = ${working.value}`];
    case 'formula':
      return [working.left, ...[working.symbols, working.numbers, working.value].flatMap(atomsOf)];
    case 'chain': {
      const factors = working.paths.flatMap((path) => path.factors);
      const texts = factors.flatMap(({symbol, meaning, number}) => [symbol, meaning, number]);
      return [working.left, ...texts, ...working.paths.map(({value}) => value), working.value];
    }
  }
}

const atomsOf = (formula: string): readonly string[] => formula.split(/[ ·()|*]+/u);
