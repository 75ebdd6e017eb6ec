import {cellsOf} from './cells.ts';
import type {FactorView, Working} from './view/working.ts';

/** What a piece of a working is, for whoever gives it a colour. A piece without a role is neutral. */
export type WorkingRole = 'symbol' | 'meaning' | 'number' | 'result';

export interface WorkingSpan {
  readonly text: string;
  readonly role?: WorkingRole;
}

/** One line of a laid-out working. */
export type WorkingLine = readonly WorkingSpan[];

export interface WorkingLayout {
  /** Cells that a line may have. Infinity for paper. */
  readonly width: number;
  readonly ascii: boolean;
  /** With fewer lines than the working needs, the rows that say what the factors mean are left out. */
  readonly height?: number;
}

/**
 * A working as lines: symbols and numbers stand under each other, factor by factor, and several paths stand one after
 * the other with their sum. What is too wide goes on in the next line; nothing is cut.
 */
export function layoutWorking(
  working: Working,
  {width, ascii, height}: WorkingLayout,
): readonly WorkingLine[] {
  if (working.kind === 'given')
    return wrapSpans([sign(`${working.left} = `, 'symbol'), result(working.value)], width);
  if (working.kind === 'formula') return layoutFormula(working, width, ascii);
  const full = layoutChain(working, width, ascii, true);
  return height === undefined || full.length <= height ? full : layoutChain(working, width, ascii, false);
}

const sign = (text: string, role?: WorkingRole): WorkingSpan => (role === undefined ? {text} : {text, role});
const result = (text: string): WorkingSpan => ({text, role: 'result'});

function layoutFormula(
  {left, sign: mark, symbols, numbers, value}: Extract<Working, {kind: 'formula'}>,
  width: number,
  ascii: boolean,
): readonly WorkingLine[] {
  const written = ascii && mark === '←' ? '<-' : mark;
  const equals = '='.padStart(cellsOf(written));
  const indent = ' '.repeat(cellsOf(left));
  const lines = [...wrapFormula(sign(left, 'symbol'), written, symbols, 'symbol', width)];
  if (numbers !== symbols && numbers !== value) {
    lines.push(...wrapFormula(sign(indent), equals, numbers, 'number', width));
  }
  if (value !== symbols) lines.push(...wrapFormula(sign(indent), equals, value, 'result', width));
  return lines;
}

/** `left = body`, where a body that is too wide goes on under its own beginning. */
function wrapFormula(
  left: WorkingSpan,
  mark: string,
  body: string,
  role: WorkingRole,
  width: number,
): readonly WorkingLine[] {
  const head = cellsOf(left.text) + cellsOf(mark) + 2;
  const room = width - head;
  if (room < Math.min(6, cellsOf(body))) return wrapSpans([left, sign(` ${mark} `), sign(body, role)], width);
  return breakFormula(body, room).map((text, i) =>
    i === 0 ? [left, sign(` ${mark} `), sign(text, role)] : [sign(' '.repeat(head)), sign(text, role)],
  );
}

/** Breaks before operators with spaces round them; in a term that is wider than a line before a tight `·`; and only where that has none inside a number or a name. */
function breakFormula(body: string, room: number): readonly string[] {
  if (cellsOf(body) <= room) return [body];
  const terms = body.split(/(?<= )(?=[+−×·/*-] )/u);
  const pieces = terms.flatMap((term) => (cellsOf(term.trimEnd()) > room ? term.split(/(?=·)/u) : [term]));
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && cellsOf((line + piece).trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
    while (cellsOf(line.trimEnd()) > room) {
      const head = takeCells(line, room);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  if (line.trimEnd() !== '') lines.push(line.trimEnd());
  return lines;
}

/** As many whole characters as fit, at least one. */
function takeCells(text: string, cells: number): string {
  let taken = '';
  for (const character of text) {
    if (taken !== '' && cellsOf(taken + character) > cells) break;
    taken += character;
  }
  return taken;
}

/** The last resort for lines with no good place to break. */
function wrapSpans(spans: WorkingLine, width: number): readonly WorkingLine[] {
  const lines: WorkingSpan[][] = [[]];
  let used = 0;
  for (const {text, role} of spans) {
    let rest = text;
    while (rest !== '') {
      if (used >= width) {
        lines.push([]);
        used = 0;
      }
      const piece = cellsOf(rest) <= width - used ? rest : takeCells(rest, width - used);
      if (used > 0 && used + cellsOf(piece) > width) {
        used = width;
        continue;
      }
      lines.at(-1)!.push(sign(piece, role));
      used += cellsOf(piece);
      rest = rest.slice(piece.length);
    }
  }
  return lines;
}

/** A factor's texts, one for each row: symbol, meaning (if any is shown), number. */
type Column = readonly string[];

function layoutChain(
  working: Extract<Working, {kind: 'chain'}>,
  width: number,
  ascii: boolean,
  meanings: boolean,
): readonly WorkingLine[] {
  const {left, paths, value} = working;
  const [only] = paths;
  if (only !== undefined && paths.length === 1) {
    const indent = ' '.repeat(cellsOf(left));
    const rows = rowsOf(only.factors, meanings);
    return [
      ...layoutProduct(only.factors, rows, {heads: [left, indent], mark: '= ', width, ascii}),
      ...wrapFormula(sign(indent), '=', value, 'result', width),
    ];
  }
  const lines: WorkingLine[] = [];
  paths.forEach(({factors, value: product}, i) => {
    const number = `${i + 1}) `;
    const rows = rowsOf(factors, meanings);
    const blank = ' '.repeat(cellsOf(number));
    const path = layoutProduct(factors, rows, {heads: [number, blank], mark: '', width, ascii});
    // A factor by itself is the product.
    if (factors.length === 1) {
      lines.push(...path);
      return;
    }
    const last = path.at(-1);
    const end: WorkingLine = [sign(' = '), sign(product, 'number')];
    if (last !== undefined && cells(last) + cells(end) <= width)
      lines.push(...path.slice(0, -1), [...last, ...end]);
    else
      lines.push(
        ...path,
        ...wrapFormula(sign(' '.repeat(cellsOf(number) - 1)), '=', product, 'number', width),
      );
  });
  const plus = paths
    .map((path, i) => (i > 0 && isNegative(path.value) ? `(${path.value})` : path.value))
    .join(' + ');
  const sum = wrapFormula(sign(left, 'symbol'), '=', plus, 'number', width);
  const total: WorkingLine = [sign(' = '), result(value)];
  const last = sum.at(-1)!;
  if (sum.length === 1 && cells(last) + cells(total) <= width) return [...lines, [...last, ...total]];
  return [...lines, ...sum, ...wrapFormula(sign(' '.repeat(cellsOf(left))), '=', value, 'result', width)];
}

/** Cells of a line. */
const cells = (line: WorkingLine): number => line.reduce((total, {text}) => total + cellsOf(text), 0);

function rowsOf(factors: readonly FactorView[], meanings: boolean): readonly WorkingRole[] {
  const hasMeaning = meanings && factors.some(({meaning}) => meaning !== '');
  return hasMeaning ? ['symbol', 'meaning', 'number'] : ['symbol', 'number'];
}

interface ProductLayout {
  /** What stands before the first row, and before the others. */
  readonly heads: readonly [string, string];
  /** Between a head and its first factor. */
  readonly mark: '= ' | '';
  readonly width: number;
  readonly ascii: boolean;
}

/** Rows of factors in columns. Columns that are too many for the width go on in a second set of rows. */
function layoutProduct(
  factors: readonly FactorView[],
  rows: readonly WorkingRole[],
  {heads, mark, width, ascii}: ProductLayout,
): readonly WorkingLine[] {
  const columns: Column[] = factors.map((factor, i) => rows.map((role) => textOf(factor, role, i > 0)));
  const before = cellsOf(heads[0]) + (mark === '' ? 0 : 1 + mark.length);
  const lines: WorkingLine[] = [];
  for (let from = 0; from < columns.length; ) {
    const first = from === 0;
    let to = from;
    let used = before + (first ? 0 : 2);
    while (to < columns.length) {
      const wanted = used + widest(columns[to]!) + (to > from ? 3 : 0);
      if (to > from && wanted > width) break;
      used = wanted;
      to += 1;
    }
    const shown = columns.slice(from, to);
    rows.forEach((role, row) => {
      const operator = role === 'number' && !ascii ? '×' : ascii ? '*' : '·';
      const head = first && row === 0 ? heads[0] : heads[1];
      const spans: WorkingSpan[] = [
        sign(mark === '' ? head : `${head} `, first && row === 0 ? 'symbol' : undefined),
      ];
      if (mark !== '') spans.push(sign(first ? mark : '  '));
      if (!first) spans.push(sign(`${operator} `));
      shown.forEach((column, i) => {
        if (i > 0) spans.push(sign(` ${operator} `));
        const text = column[row]!;
        const padding = i + 1 < shown.length ? ' '.repeat(widest(column) - cellsOf(text)) : '';
        spans.push(sign(text, role));
        if (padding !== '') spans.push(sign(padding));
      });
      if (cells(spans) <= width) lines.push(spans);
      else lines.push(...wrapSpans(spans, width));
    });
    from = to;
  }
  return lines;
}

const widest = (column: Column): number => Math.max(...column.map((text) => cellsOf(text)));

function textOf({symbol, meaning, number}: FactorView, role: WorkingRole, later: boolean): string {
  if (role === 'symbol') return symbol;
  // A factor that is 1 means 1; a δ that is taken as known means itself.
  const text = role === 'number' ? number : meaning !== '' ? meaning : number === '1' ? number : symbol;
  return (later && isNegative(text)) || (role === 'meaning' && isSum(text)) ? `(${text})` : text;
}

const isNegative = (text: string): boolean => /^[−-]\S/u.test(text);

/** Whether a text is a sum or difference at its top: in a product it then needs parentheses. */
function isSum(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (depth === 0 && /^ [+−-] /u.test(text.slice(at, at + 3))) return true;
  }
  return false;
}
