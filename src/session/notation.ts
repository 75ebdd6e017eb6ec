import type {Formula} from '../engine/formula.ts';
import {type CountName, type Measure, parseMeasure, type SetMeasure} from '../engine/measures.ts';
import {formatQuantity, parseQuantity, type Quantity, type QuantityParts} from '../engine/quantity.ts';
import type {Bilingual, Language, Names} from '../lesson/lesson.ts';
import {cellsOf} from './cells.ts';

/** Significant digits on screen; arithmetic is always on full doubles. */
export type Digits = 2 | 4 | 9 | 17;
export const DIGITS: readonly Digits[] = [2, 4, 9, 17];

/** How quantities, numbers and formulas are written: display names, digits, and Unicode or ASCII. */
export interface Notation {
  readonly digits: Digits;
  readonly ascii: boolean;
  readonly language: Language;
  /** `wh`, `∂L/∂wo`, `∂yo/∂zo`, `wo′`; of a measure what it is in a word or two. */
  symbol(name: Quantity): string;
  /** What a neuron is called. */
  neuron(name: string): string;
  /** ∂over/∂under. */
  derivative(over: Quantity, under: Quantity): string;
  /** A number, with the notation's digits unless others are asked for. */
  number(value: number, digits?: number): string;
  /** The formula with symbols. Sums wider than `most` cells lose terms in the middle, and say how many. */
  symbols(formula: Formula, most?: number): string;
  /** The formula with numbers in place of quantities and constants, and dashes where none is known. */
  numbers(formula: Formula, known: (name: Quantity) => number | undefined, most?: number): string;
  /** Any text in the character set of this notation. */
  text(text: string): string;
}

export function createNotation(names: Names, language: Language, digits: Digits, ascii: boolean): Notation {
  const text = ascii ? toAscii : (written: string): string => written;
  const writer: Writer = {
    names,
    language,
    neuron: (name) => names.neurons.get(name)?.[language] ?? name,
  };
  const symbol = (name: Quantity): string => text(symbolOf(name, writer));
  const number = (value: number, wanted: number = digits): string => text(formatNumber(value, wanted));
  return {
    digits,
    ascii,
    language,
    symbol,
    neuron: (name) => text(writer.neuron(name)),
    derivative: (over, under) => text(`∂${symbolOf(over, writer)}/∂${symbolOf(under, writer)}`),
    number,
    symbols: (formula, most = Number.POSITIVE_INFINITY) =>
      text(
        printWithin(formula, most, {
          times: '·',
          leaf: (leaf) =>
            leaf.kind === 'quantity' || leaf.kind === 'taken'
              ? symbolOf(leaf.name, writer)
              : leaf.kind === 'symbol'
                ? leaf.symbol
                : formatNumber(leaf.value, 17),
        }),
      ),
    numbers: (formula, known, most = Number.POSITIVE_INFINITY) =>
      text(
        printWithin(formula, most, {
          times: ' × ',
          leaf: (leaf) => {
            const value = leaf.kind === 'quantity' ? known(leaf.name) : leaf.value;
            return value === undefined ? UNKNOWN : formatNumber(value, digits);
          },
        }),
      ),
    text,
  };
}

/** What names are written with. */
interface Writer {
  readonly names: Names;
  readonly language: Language;
  neuron(name: string): string;
}

/** What the field writes for a quantity, with the file's display names in it. */
function symbolOf(name: Quantity, writer: Writer): string {
  const at = name.lastIndexOf('@');
  if (at >= 0) return `${symbolOf(name.slice(0, at), writer)}@${name.slice(at + 1)}`;
  const given = writer.names.display.get(name);
  if (given !== undefined) return given[writer.language];
  const measure = parseMeasure(name);
  if (measure !== undefined) return measureSymbol(measure, writer);
  const parts = parseQuantity(name);
  return parts === undefined ? name : symbolOfParts(parts, writer);
}

function symbolOfParts(parts: QuantityParts, writer: Writer): string {
  switch (parts.kind) {
    case 'loss':
      return 'L';
    case 'node':
      return parts.node;
    case 'loss-part':
      return `L.${writer.neuron(parts.neuron)}`;
    case 'weight':
      return `w.${writer.neuron(parts.from)}→${writer.neuron(parts.to)}`;
    case 'gradient':
      return `∂${writer.names.display.get('loss')?.[writer.language] ?? 'L'}/∂${symbolOf(formatQuantity(parts.of), writer)}`;
    case 'slope':
      return `∂${symbolOf(`a.${parts.neuron}`, writer)}/∂${symbolOf(`z.${parts.neuron}`, writer)}`;
    case 'next':
      return `${symbolOf(formatQuantity(parts.of), writer)}′`;
    default:
      return formatQuantity({...parts, neuron: writer.neuron(parts.neuron)});
  }
}

function measureSymbol(measure: Measure, writer: Writer): string {
  switch (measure.kind) {
    case 'back':
      return `∂L/∂${symbolOf(`a.${measure.from}`, writer)}|${writer.neuron(measure.to)}`;
    case 'share':
      return `e.${writer.neuron(measure.neuron)}`;
    case 'share-from':
      return `e.${writer.neuron(measure.to)}→${writer.neuron(measure.from)}`;
    case 'count':
      return COUNTS[measure.of][writer.language];
    case 'samples':
      return SETS[measure.from][measure.of][writer.language];
    case 'rate':
      return 'η';
    case 'round':
      return {zh: '轮', en: 'round'}[writer.language];
    case 'diverged':
      return {zh: '发散的轮', en: 'round of divergence'}[writer.language];
  }
}

const COUNTS: Readonly<Record<CountName, Bilingual>> = {
  forward: {zh: '前向一遍的运算', en: 'operations forward'},
  backward: {zh: '反向一遍的运算', en: 'operations backward'},
  numeric: {zh: '逐个试的运算', en: 'operations one by one'},
  parameters: {zh: '参数个数', en: 'parameters'},
};

const SETS: Readonly<Record<'data' | 'test', Readonly<Record<SetMeasure, Bilingual>>>> = {
  data: {
    loss: {zh: '平均损失', en: 'mean loss'},
    right: {zh: '答对的样本', en: 'samples right'},
    size: {zh: '样本数', en: 'samples'},
  },
  test: {
    loss: {zh: '测试平均损失', en: 'mean test loss'},
    right: {zh: '答对的测试样本', en: 'test samples right'},
    size: {zh: '测试样本数', en: 'test samples'},
  },
};

/** In the place of a number that is not computed yet. */
export const UNKNOWN = '–';
/** In the place of NaN. */
const NO_NUMBER = '?';

/**
 * A number with so many significant digits. A number that is exactly shorter stands as it is (0.2, 1), so a trailing zero
 * says "rounded"; the typographic minus is used. What is beyond all numbers is ∞; what then has no value, as ∞ − ∞, is `?`.
 */
export function formatNumber(value: number, digits: number): string {
  if (Number.isNaN(value)) return NO_NUMBER;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return written(value, digits).replaceAll('-', '−').replace('e+', 'e');
}

function written(value: number, digits: number): string {
  if (value === 0) return '0';
  const exponent = Number(value.toExponential(Math.min(digits - 1, 15)).split('e')[1]);
  const plain = exponent >= -5 && exponent < 7;
  const shortest = String(value);
  const significant = shortest.replace(/e.*$/, '').replace(/[-.]/g, '').replace(/^0+/, '').length;
  if (significant <= digits) return plain && !shortest.includes('e') ? shortest : value.toExponential();
  return plain ? value.toFixed(Math.max(0, digits - 1 - exponent)) : value.toExponential(digits - 1);
}

type Leaf = Extract<Formula, {kind: 'quantity' | 'taken' | 'number' | 'symbol'}>;

const isLeaf = (formula: Formula): formula is Leaf =>
  formula.kind === 'quantity' ||
  formula.kind === 'taken' ||
  formula.kind === 'number' ||
  formula.kind === 'symbol';

interface Printer {
  readonly times: string;
  leaf(leaf: Leaf): string;
}

/** How tightly a printed part holds together: what is looser than its surroundings needs parentheses. */
const SUM = 1;
const PRODUCT = 2;
const POWER = 3;
const ATOM = 4;

interface Printed {
  readonly text: string;
  readonly holds: number;
}

function printWithin(formula: Formula, most: number, printer: Printer): string {
  let shown = Number.POSITIVE_INFINITY;
  for (;;) {
    const {text} = print(formula, printer, shown);
    if (most === Number.POSITIVE_INFINITY || cellsOf(text) <= most || shown <= 2) return text;
    shown = Math.min(shown, longestSum(formula)) - 1;
  }
}

function longestSum(formula: Formula): number {
  switch (formula.kind) {
    case 'sum':
      return Math.max(formula.terms.length, ...formula.terms.map(longestSum));
    case 'product':
      return Math.max(...formula.factors.map(longestSum));
    case 'difference':
      return Math.max(longestSum(formula.left), longestSum(formula.right));
    case 'quotient':
      return Math.max(longestSum(formula.over), longestSum(formula.under));
    case 'negative':
    case 'call':
      return longestSum(formula.of);
    case 'power':
      return longestSum(formula.base);
    case 'raised':
      return Math.max(longestSum(formula.base), longestSum(formula.exponent));
    case 'extreme':
      return Math.max(longestSum(formula.left), longestSum(formula.right));
    default:
      return 1;
  }
}

/** `most` is how many terms of a sum are shown. */
function print(formula: Formula, printer: Printer, most: number): Printed {
  const part = (of: Formula, atLeast: number): string => {
    const {text, holds} = print(of, printer, most);
    return holds < atLeast ? `(${text})` : text;
  };
  /** A product after a plus: as on paper, only its first number's minus is put in parentheses. */
  const laterTerm = (term: Formula): string => {
    if (term.kind !== 'product' || !isLeaf(term.factors[0]!)) return part(term, PRODUCT);
    return term.factors.map((factor) => part(factor, PRODUCT)).join(printer.times);
  };
  switch (formula.kind) {
    case 'quantity':
    case 'taken':
    case 'number':
    case 'symbol': {
      const text = printer.leaf(formula);
      return {text, holds: text.startsWith('−') ? SUM : /[/ ]/.test(text) ? PRODUCT : ATOM};
    }
    case 'sum':
      return {
        text: printSum(formula.terms, laterTerm, (term) => part(term, SUM), most),
        holds: SUM,
      };
    case 'difference':
      return {text: `${part(formula.left, SUM)} − ${part(formula.right, PRODUCT)}`, holds: SUM};
    case 'product': {
      // A minus in front of a product needs no parentheses of its own, but makes the product as loose as a sum.
      const [first, ...others] = formula.factors;
      const leading = isLeaf(first!) ? print(first, printer, most).text : part(first!, PRODUCT);
      const text = [leading, ...others.map((factor) => part(factor, PRODUCT))].join(printer.times);
      return {text, holds: text.startsWith('−') ? SUM : PRODUCT};
    }
    case 'quotient':
      return {text: `${part(formula.over, PRODUCT)} / ${part(formula.under, POWER)}`, holds: PRODUCT};
    case 'negative':
      return {text: `−${part(formula.of, PRODUCT)}`, holds: SUM};
    case 'power':
      return {text: `${part(formula.base, ATOM)}${superscript(formula.exponent)}`, holds: POWER};
    case 'raised':
      return {text: `${part(formula.base, ATOM)}^${part(formula.exponent, ATOM)}`, holds: POWER};
    case 'extreme':
      return {
        text: `${formula.call}(${part(formula.left, SUM)}, ${part(formula.right, SUM)})`,
        holds: ATOM,
      };
    case 'call': {
      const inside = print(formula.of, printer, most).text;
      return {
        text: formula.call === 'abs' ? `|${inside}|` : `${CALLS[formula.call] ?? formula.call}(${inside})`,
        holds: ATOM,
      };
    }
  }
}

const CALLS: Readonly<Record<string, string>> = {sqrt: '√'};

function printSum(
  terms: readonly Formula[],
  later: (term: Formula) => string,
  first: (term: Formula) => string,
  most: number,
): string {
  const texts = terms.map((term, i) => (i === 0 ? first(term) : later(term)));
  if (texts.length <= most) return texts.join(' + ');
  const hidden = texts.length - most;
  return [...texts.slice(0, most - 1), `…(+${hidden})…`, texts.at(-1)!].join(' + ');
}

const superscript = (exponent: number): string => {
  if (exponent === 2) return '²';
  return exponent < 0 ? `^(${formatNumber(exponent, 17)})` : `^${formatNumber(exponent, 17)}`;
};

/** The one table of what stands for what where only ASCII is safe. Chinese stays: a terminal without it shows no Chinese at all. */
const ASCII: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '—': '-',
  '·': '*',
  '×': '*',
  '÷': '/',
  '∂': 'd',
  δ: 'delta',
  Δ: 'Delta',
  σ: 'sigmoid',
  η: 'eta',
  μ: 'mu',
  β: 'beta',
  λ: 'lambda',
  ρ: 'rho',
  ε: 'eps',
  θ: 'theta',
  π: 'pi',
  Σ: 'sum ',
  '½': '1/2',
  '²': '^2',
  '√': 'sqrt',
  '∞': 'inf',
  '→': '->',
  '←': '<-',
  '↑': '^',
  '↓': 'v',
  '′': "'",
  '…': '...',
  '≈': '~',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '▶': '>',
  '◂': '<',
  '●': '*',
  '○': 'o',
  '✓': 'v',
  '✗': 'x',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  ḡ: 'gmean',
  m̂: 'm^',
  v̂: 'v^',
  '\u0302': '^',
};

export function toAscii(text: string): string {
  let made = '';
  for (const character of text) made += ASCII[character] ?? character;
  return made;
}
