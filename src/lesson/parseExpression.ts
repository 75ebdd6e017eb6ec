import {createToken, EmbeddedActionsParser, type IToken, Lexer, type TokenType} from 'chevrotain';
import {createExpressionBuilder, type Expression, type ExpressionBuilder} from '../engine/expression.ts';
import {callable, constants, type OperationName, operations} from '../engine/operators.ts';
import {FUNCTION_NAME} from '../engine/quantity.ts';
import type {Bilingual} from './lesson.ts';
import {nearest} from './nearest.ts';

/*
 * Expressions as people type them: `c = a + b; c*c`. The grammar is this file's; reading by it is chevrotain's.
 *
 *     statements  statement ; statement …            each but the last a definition
 *     statement   NAME = sum   or   sum
 *     sum         product + product − …              from left to right
 *     product     signed * signed / …                from left to right
 *     signed      − signed   or   power              so −x^2 is −(x^2)
 *     power       atom ^ signed                      so 2^3^2 is 2^(3^2), and 2^-1 can be written
 *     atom        NUMBER, NAME, FUNCTION(sum, …), (sum)
 */

/** UTF-16 units of an expression. */
export const longestExpression = 200_000;
/** Parentheses, powers and signs in one another. */
export const deepestExpression = 100;
const longestName = 20;
/** Each one costs two evaluations of the whole expression in the check by trying. */
export const mostVariables = 200;

/** What is wrong with an expression, and where: `at` counts UTF-16 units from 0. */
export interface ExpressionProblem {
  readonly at: number;
  readonly words: Bilingual;
}

export type ParsedExpression =
  | {readonly ok: true; readonly value: Expression}
  | {readonly ok: false; readonly problem: ExpressionProblem};

const token = (name: string, pattern: RegExp): TokenType => createToken({name, pattern});
const space = createToken({name: 'space', pattern: /[ \t\r\n\u3000]+/, group: Lexer.SKIPPED});
const number = token('number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/);
const name = token('name', FUNCTION_NAME);
// Our own screens write − · ×, and a Chinese keyboard （ ） ， ； ＝: what is copied from there is read.
const plus = token('plus', /[+＋]/);
const minus = token('minus', /[-−－]/);
const times = token('times', /[*·×]/);
const over = token('over', /[/÷]/);
const hat = token('hat', /\^/);
const open = token('open', /[(（]/);
const close = token('close', /[)）]/);
const comma = token('comma', /[,，]/);
const semicolon = token('semicolon', /[;；]/);
const equals = token('equals', /[=＝]/);
const vocabulary = [
  space,
  number,
  name,
  plus,
  minus,
  times,
  over,
  hat,
  open,
  close,
  comma,
  semicolon,
  equals,
];

const lexer = new Lexer(vocabulary, {positionTracking: 'onlyOffset'});

class Refused extends Error {
  readonly problem: ExpressionProblem;

  constructor(at: number, words: Bilingual) {
    super(words.en);
    this.problem = {at, words};
  }
}

function refuse(at: number, en: string, zh: string): never {
  throw new Refused(at, {en, zh});
}

class ExpressionParser extends EmbeddedActionsParser {
  builder: ExpressionBuilder = createExpressionBuilder();
  private depth = 0;
  private variables = 0;

  constructor() {
    super(vocabulary, {maxLookahead: 2});
    this.performSelfAnalysis();
  }

  begin(tokens: IToken[]): void {
    this.builder = createExpressionBuilder();
    this.depth = 0;
    this.variables = 0;
    this.input = tokens;
  }

  readonly statements = this.RULE('statements', (): number => {
    let result = this.SUBRULE(this.statement);
    this.MANY(() => {
      this.CONSUME(semicolon);
      this.OPTION(() => {
        this.ACTION(() => this.checkDefined());
        result = this.SUBRULE2(this.statement);
      });
    });
    return result;
  });

  /** What follows a semicolon is only of use where something was defined before it. */
  private checkDefined(): void {
    if (this.defined) return;
    refuse(
      this.began,
      'expected a name and = before what another line follows, as in c = a + b; c*c.',
      '后面还有式子时，这里应是定义，例如 c = a + b; c*c。',
    );
  }

  /** Whether the last statement was a definition, and where it began. */
  private defined = false;
  private began = 0;

  private readonly statement = this.RULE('statement', (): number => {
    this.ACTION(() => {
      this.defined = this.LA(2).tokenType === equals;
      this.began = this.LA(1).startOffset;
    });
    return this.OR([
      {
        GATE: () => this.LA(2).tokenType === equals,
        ALT: () => {
          const defined = this.CONSUME(name);
          this.ACTION(() => checkDefinition(defined, this.builder));
          this.CONSUME(equals);
          const node = this.SUBRULE(this.sum);
          return this.ACTION(() => {
            // Its own text may have used it.
            checkDefinition(defined, this.builder);
            this.builder.define(defined.image, node, defined.startOffset);
            return this.builder.name(defined.image, defined.startOffset);
          });
        },
      },
      {ALT: () => this.SUBRULE2(this.sum)},
    ]);
  });

  private readonly sum = this.RULE('sum', (): number => {
    let left = this.SUBRULE(this.product);
    this.MANY(() => {
      const sign = this.OR([{ALT: () => this.CONSUME(plus)}, {ALT: () => this.CONSUME(minus)}]);
      const right = this.SUBRULE2(this.product);
      left = this.ACTION(() =>
        this.builder.operation(sign.tokenType === plus ? '+' : '-', [left, right], sign.startOffset),
      );
    });
    return left;
  });

  private readonly product = this.RULE('product', (): number => {
    let left = this.SUBRULE(this.signed);
    this.MANY(() => {
      const sign = this.OR([{ALT: () => this.CONSUME(times)}, {ALT: () => this.CONSUME(over)}]);
      const right = this.SUBRULE2(this.signed);
      left = this.ACTION(() =>
        this.builder.operation(sign.tokenType === times ? '*' : '/', [left, right], sign.startOffset),
      );
    });
    return left;
  });

  private readonly signed: () => number = this.RULE('signed', (): number => {
    this.ACTION(() => this.deeper());
    const node = this.OR([
      {
        ALT: () => {
          const sign = this.CONSUME(minus);
          const of = this.SUBRULE(this.signed);
          return this.ACTION(() => this.builder.operation('neg', [of], sign.startOffset));
        },
      },
      {ALT: () => this.SUBRULE(this.power)},
    ]);
    this.ACTION(() => {
      this.depth--;
    });
    return node;
  });

  private readonly power = this.RULE('power', (): number => {
    let base = this.SUBRULE(this.atom);
    this.OPTION(() => {
      const sign = this.CONSUME(hat);
      const exponent = this.SUBRULE(this.signed);
      base = this.ACTION(() => this.builder.operation('^', [base, exponent], sign.startOffset));
    });
    return base;
  });

  private readonly atom = this.RULE('atom', (): number =>
    this.OR([
      {
        ALT: () => {
          const {image, startOffset} = this.CONSUME(number);
          return this.ACTION(() => this.builder.number(numberOf(image, startOffset), startOffset));
        },
      },
      {GATE: () => this.LA(2).tokenType === open, ALT: () => this.SUBRULE(this.called)},
      {
        ALT: () => {
          const found = this.CONSUME(name);
          return this.ACTION(() => this.named(found));
        },
      },
      {
        ALT: () => {
          this.CONSUME(open);
          const node = this.SUBRULE(this.sum);
          this.CONSUME(close);
          return node;
        },
      },
    ]),
  );

  private readonly called = this.RULE('called', (): number => {
    const called = this.CONSUME(name);
    this.ACTION(() => functionOf(called));
    this.CONSUME(open);
    const inputs: number[] = [];
    this.MANY_SEP({
      SEP: comma,
      DEF: () => {
        inputs.push(this.SUBRULE(this.sum));
      },
    });
    this.CONSUME(close);
    return this.ACTION(() => {
      const op = functionOf(called);
      checkCount(called, op, inputs.length);
      return this.builder.operation(op, inputs, called.startOffset);
    });
  });

  private named(found: IToken): number {
    const name = checkedName(found);
    if (this.builder.has(name) === undefined && !constants.has(name)) this.countVariable(found);
    return this.builder.name(name, found.startOffset);
  }

  private countVariable({startOffset}: IToken): void {
    this.variables++;
    if (this.variables <= mostVariables) return;
    refuse(
      startOffset,
      `expected at most ${mostVariables} variables, found more. Give some of them numbers, as in a = 2; a*x.`,
      `变量最多 ${mostVariables} 个，这里更多。请给其中一些定下数值，例如 a = 2; a*x。`,
    );
  }

  private deeper(): void {
    this.depth++;
    if (this.depth <= deepestExpression) return;
    refuse(
      this.LA(1).startOffset,
      `expected at most ${deepestExpression} parentheses, powers and signs in one another, found more. Name a part of it, as in c = a + b; c*c.`,
      `括号、乘方和正负号最多嵌套 ${deepestExpression} 层，这里更深。请给其中一部分起个名字，例如 c = a + b; c*c。`,
    );
  }
}

function numberOf(image: string, at: number): number {
  const value = Number(image);
  if (Number.isFinite(value)) return value;
  return refuse(
    at,
    `expected a number up to about 1.8e308, found ${shorten(image)}.`,
    `数不能超过约 1.8e308，这里是 ${shorten(image)}。`,
  );
}

const shorten = (text: string): string => (text.length > 30 ? `${text.slice(0, 27)}...` : text);

/** What formulas on paper, and our own screens, call some functions. */
const asWritten: ReadonlyMap<string, OperationName> = new Map([
  ['σ', 'sigmoid'],
  ['ln', 'log'],
]);

/** Signs of formulas on paper, with what stands for them here. */
const instead: ReadonlyMap<string, string> = new Map([
  ['²', '^2'],
  ['³', '^3'],
  ['√', 'sqrt( )'],
  ['|', 'abs( )'],
  ['[', '( )'],
  [']', '( )'],
  ['{', '( )'],
  ['}', '( )'],
  ['：', '='],
  [':', '='],
]);

function functionOf({image, startOffset}: IToken): OperationName {
  const found = asWritten.get(image) ?? callable.find((known) => known === image);
  if (found !== undefined) return found;
  const near = image.length > 40 ? undefined : nearest(image, callable);
  return refuse(
    startOffset,
    near === undefined
      ? `there is no function ${shorten(image)}; for a product write *. Functions are ${callable.join(', ')}.`
      : `there is no function ${image}. Did you mean ${near}?`,
    near === undefined
      ? `没有函数 ${shorten(image)}；乘法请写 *。可用的函数：${callable.join('、')}。`
      : `没有函数 ${image}。是不是 ${near}？`,
  );
}

function checkCount({image, startOffset}: IToken, op: OperationName, found: number): void {
  const {arity} = operations[op];
  if (found === arity) return;
  refuse(
    startOffset,
    `${image} takes ${arity === 1 ? 'one number' : 'two numbers with a comma between them'}, found ${found}.`,
    `${image} 要 ${arity} 个数${arity === 1 ? '' : '，用逗号隔开'}，这里有 ${found} 个。`,
  );
}

/** A name that a variable or a definition may have. */
function checkedName({image, startOffset}: IToken): string {
  if (image.length > longestName)
    refuse(
      startOffset,
      `expected a name of at most ${longestName} characters, found ${image.length}. Shorten it.`,
      `名字最多 ${longestName} 个字符，这里有 ${image.length} 个。请改短。`,
    );
  if (image in Object.prototype)
    refuse(
      startOffset,
      `${image} cannot be a name. Choose another one.`,
      `${image} 不能用作名字，请换一个。`,
    );
  // A σ without parentheses may be a standard deviation.
  if (image === 'ln' || callable.some((known) => known === image))
    refuse(
      startOffset,
      `${image} is a function: expected ( after it, as in ${image}(x).`,
      `${image} 是函数，后面应是括号，例如 ${image}(x)。`,
    );
  return image;
}

function checkDefinition(defined: IToken, builder: ExpressionBuilder): void {
  const {image, startOffset} = defined;
  if (constants.has(image))
    refuse(
      startOffset,
      `${image} is a number already. Choose another name.`,
      `${image} 已是常数，请换一个名字。`,
    );
  const before = builder.has(checkedName(defined));
  if (before === 'definition')
    refuse(
      startOffset,
      `${image} is defined already, and each name is defined once. Choose another name.`,
      `${image} 已经定义过，每个名字只能定义一次。请换一个名字。`,
    );
  if (before === 'variable')
    refuse(
      startOffset,
      `${image} is used before it is defined. Define it first, or choose another name.`,
      `${image} 在定义之前就用到了。请先定义它，或换一个名字。`,
    );
}

let known: ExpressionParser | undefined;

/** Reads an expression. It is refused with the first place at which something else was expected. */
export function parseExpression(text: string): ParsedExpression {
  try {
    return {ok: true, value: parsed(text)};
  } catch (error) {
    if (error instanceof Refused) return {ok: false, problem: error.problem};
    throw error;
  }
}

function parsed(text: string): Expression {
  if (text.length > longestExpression)
    refuse(
      0,
      `expected at most ${longestExpression} characters, found ${text.length}. Leave something out.`,
      `表达式最多 ${longestExpression} 个字符，这里有 ${text.length} 个。请缩短。`,
    );
  const {tokens, errors} = lexer.tokenize(text);
  const [unknown] = errors;
  if (unknown !== undefined) {
    const sign = String.fromCodePoint(text.codePointAt(unknown.offset) ?? 0xfffd);
    const better = instead.get(sign) ?? inAscii(sign);
    refuse(
      unknown.offset,
      `expected numbers, names, + - * / ^ ( ) and ;, found ${printable(sign)}. ${better === undefined ? 'Take it out.' : `Write ${better} instead.`}`,
      `只能用数、名字、+ - * / ^ ( ) 和 ;，这里是 ${printable(sign)}。${better === undefined ? '请去掉。' : `请改成 ${better}。`}`,
    );
  }
  known ??= new ExpressionParser();
  const parser = known;
  parser.begin(tokens);
  const result = parser.statements();
  const [first] = parser.errors;
  if (first !== undefined) {
    complain(first.token, previous(tokens, first.token), text);
  }
  return parser.builder.finish(text, result);
}

/** The token before this one, undefined for the first. */
function previous(tokens: readonly IToken[], found: IToken): IToken | undefined {
  const index = tokens.indexOf(found);
  return index < 0 ? tokens.at(-1) : tokens[index - 1];
}

/** The letter, digit or sign of ASCII that a character is a variant of: of １ the 1, of 𝑥 the x. */
function inAscii(sign: string): string | undefined {
  const plain = sign.normalize('NFKC');
  return plain !== sign && /^[!-~]+$/.test(plain) ? plain : undefined;
}

/** A character as something that a terminal shows; one that may be taken for another, with its number. */
function printable(sign: string): string {
  const code = `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  if (/[\p{C}\p{Z}]/u.test(sign)) return code;
  return /[!-~\p{Script=Han}\p{P}\p{S}]/u.test(sign) ? sign : `${sign} (${code})`;
}

/** Says what the place wants, from what stands before it. */
function complain(found: IToken, before: IToken | undefined, text: string): never {
  const isEnd = Number.isNaN(found.startOffset);
  const at = isEnd ? text.length : found.startOffset;
  const image = isEnd ? {en: 'the end', zh: '结尾'} : {en: shorten(found.image), zh: shorten(found.image)};
  const kind = before?.tokenType;
  if (kind === times && found.tokenType === times)
    refuse(
      at,
      'expected a number, a name or (, found a second *. A power is written with ^.',
      '这里应是数、名字或 (，却又是 *。乘方要写 ^。',
    );
  const afterOperand = kind === number || kind === name || kind === close;
  if (!afterOperand)
    refuse(
      at,
      `expected a number, a name or (, found ${image.en}.`,
      `这里应是数、名字或 (，却是${isEnd ? '' : ' '}${image.zh}。`,
    );
  const isOperand = found.tokenType === number || found.tokenType === name || found.tokenType === open;
  if (isOperand)
    refuse(
      at,
      `expected a sign such as * or + before ${image.en}. A product is written with *.`,
      `${image.zh} 前面缺少 * 或 + 之类的运算符。乘法要写 *。`,
    );
  if (found.tokenType === equals)
    refuse(at, 'expected one name before =, as in c = a + b.', '= 前面应只有一个名字，例如 c = a + b。');
  refuse(
    at,
    `expected + - * / ^ or ), found ${image.en}. Are all parentheses closed, and none too many?`,
    `这里应是 + - * / ^ 或 )，却是${isEnd ? '' : ' '}${image.zh}。括号是否成对？`,
  );
}
