import {
  checkDerivatives,
  type Derivatives,
  differentiate,
  type Expression,
  leafOf,
  nodeId,
  opened,
  operationOf,
} from '../../engine/expression.ts';
import type {Formula} from '../../engine/formula.ts';
import {constants} from '../../engine/operators.ts';
import type {SlopeCheck} from '../../engine/slopeCheck.ts';
import {faultWords} from '../../lesson/faultWords.ts';
import type {Bilingual} from '../../lesson/lesson.ts';
import {nearest} from '../../lesson/nearest.ts';
import {parseExpression} from '../../lesson/parseExpression.ts';

/** A function at a point, with all its derivatives. */
export interface Derivative extends Derivatives {
  readonly expression: Expression;
  readonly point: ReadonlyMap<string, number>;
  /** Each variable's derivative put to the test; what was tried is NaN where the function has no value beside the point. */
  readonly checks: ReadonlyMap<string, SlopeCheck>;
}

/** What keeps a function from being differentiated. */
export interface GradProblem {
  /** Which of the two texts it is in. */
  readonly of: 'expression' | 'point';
  readonly text: string;
  /** Where in the text, in UTF-16 units from 0. */
  readonly at: number;
  readonly words: Bilingual;
}

type Result<T> = {readonly ok: true; readonly value: T} | {readonly ok: false; readonly problem: GradProblem};

/**
 * Differentiates a function that somebody typed.
 * @param text such as `c = a + b; c*c`
 * @param point such as `a=1,b=2`; every value is an expression without variables
 * @param expand whether sigmoids are opened into their gates
 */
export function derivativeOf(text: string, point: string, expand: boolean): Result<Derivative> {
  const parsed = parseExpression(text);
  if (!parsed.ok) return {ok: false, problem: {of: 'expression', text, ...parsed.problem}};
  const expression = expand ? opened(parsed.value) : parsed.value;
  const values = readPoint(point, expression.variables);
  if (!values.ok) return values;
  const found = differentiate(expression, values.value);
  if (!found.ok) {
    const {fault} = found;
    const {at} = expression.nodes[fault.node]!;
    return {ok: false, problem: {of: 'expression', text, at, words: faultWords(expression, fault)}};
  }
  const checks = checkDerivatives(expression, values.value, found.value);
  return {ok: true, value: {expression, point: values.value, checks, ...found.value}};
}

/** Between the values of a point; a semicolon is what separates definitions, and as clear, as is the comma of Chinese lists. */
export const SEPARATOR = /[,，、;；]/;

/** Reads `x=1,y=-2e-3`: a number for every variable and for nothing else. */
export function readPoint(text: string, variables: readonly string[]): Result<ReadonlyMap<string, number>> {
  const wrong = (at: number, words: Bilingual): Result<never> => ({
    ok: false,
    problem: {of: 'point', text, at, words},
  });
  const point = new Map<string, number>();
  let at = 0;
  for (const part of text.trim() === '' ? [] : text.split(SEPARATOR)) {
    const begin = at + (part.length - part.trimStart().length);
    at += part.length + 1;
    const [, name = '', value] = /^\s*([^=＝\s]*)\s*[=＝](.*)$/s.exec(part) ?? [];
    if (value === undefined)
      return wrong(begin, {
        en: `expected a variable, = and a number, as in x=1,y=2, found ${part.trim() || 'nothing'}.`,
        zh: `这里应是“变量=数”，例如 x=1,y=2，却是${part.trim() ? ` ${part.trim()}` : '空的'}。`,
      });
    if (constants.has(name))
      return wrong(begin, {
        en: `${name} is the number ${constants.get(name)}, not a variable. Take it out, or rename it in the function.`,
        zh: `${name} 是常数 ${constants.get(name)}，不是变量。请去掉，或者在函数里换一个名字。`,
      });
    if (!variables.includes(name)) {
      const near = nearest(name, variables);
      return wrong(begin, {
        en: `${name || 'an empty name'} is no variable of the function${near ? `. Did you mean ${near}?` : `: it has ${variables.join(', ') || 'none'}.`}`,
        zh: `函数里没有变量 ${name || '（空）'}${near ? `。是不是 ${near}？` : `：${variables.length === 0 ? '它没有变量' : `它的变量是 ${variables.join('、')}`}。`}`,
      });
    }
    if (point.has(name))
      return wrong(begin, {
        en: `${name} has a value already. Give each variable one.`,
        zh: `${name} 已经有值，每个变量只给一个值。`,
      });
    const where = at - 1 - value.length;
    const number = readNumber(value, where);
    if (!number.ok) return wrong(number.at, number.words);
    point.set(name, number.value);
  }
  const missing = variables.filter((name) => !point.has(name));
  if (missing.length === 0) return {ok: true, value: point};
  const example = missing.slice(0, 3).map((name, i) => `${name}=${i + 1}`);
  return wrong(text.length, {
    en: `expected a value for ${few(missing, ', ')}, found none. Add ${example.join(',')}.`,
    zh: `缺少 ${few(missing, '、')} 的值。请加上 ${example.join(',')}。`,
  });
}

const few = (names: readonly string[], comma: string): string =>
  names.length > 8 ? `${names.slice(0, 7).join(comma)}${comma}…` : names.join(comma);

/** A number, or an expression without variables such as `pi/2`. @param begin where it stands in the text that columns are counted in */
export function readNumber(
  text: string,
  begin: number,
):
  | {readonly ok: true; readonly value: number}
  | {readonly ok: false; readonly at: number; readonly words: Bilingual} {
  const parsed = parseExpression(text);
  if (!parsed.ok) return {ok: false, at: begin + parsed.problem.at, words: parsed.problem.words};
  const [variable] = parsed.value.variables;
  if (variable !== undefined)
    return {
      ok: false,
      at: begin + text.indexOf(variable),
      words: {
        en: `expected a number, found ${variable}. Numbers such as 0.5, 1/3 or ${[...constants.keys()][0]}/2 are possible.`,
        zh: `这里应是数，却是 ${variable}。可以写 0.5、1/3、${[...constants.keys()][0]}/2 之类。`,
      },
    };
  const found = differentiate(parsed.value, new Map());
  return found.ok
    ? {ok: true, value: found.value.values.at(-1)!}
    : {
        ok: false,
        at: begin + parsed.value.nodes[found.fault.node]!.at,
        words: faultWords(parsed.value, found.fault),
      };
}

/** How a node comes about from others; undefined for a variable. */
export function nodeFormula(expression: Expression, index: number): Formula | undefined {
  const inputs = expression.nodes[index]!.inputs.map((input) =>
    leafOf(expression, input, (node) => nodeId(expression, node)),
  );
  return operationOf(expression, index)?.formula(inputs);
}

/** The text of a problem and a caret under the column where it is; nothing of an empty text. */
export function problemLines(
  {text, at}: GradProblem,
  width: number,
  cellsOf: (text: string) => number,
): string[] {
  const clean = text.replace(/\s/g, ' ').replace(/\p{C}/gu, '?');
  if (clean.trim() === '') return [];
  const room = Math.max(20, width - 4);
  let from = 0;
  while (cellsOf(clean.slice(from, at)) > room - 10 && from < at) from += Math.max(1, at - from - room + 20);
  let end = clean.length;
  while (cellsOf(clean.slice(from, end)) > room) end = from + Math.max(1, Math.min(end - from - 1, room));
  return [`  ${clean.slice(from, end)}`, `  ${' '.repeat(cellsOf(clean.slice(from, at)))}^`];
}
