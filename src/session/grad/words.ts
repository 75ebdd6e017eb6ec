import type {DomainFault, Expression, ExpressionNode, KinkNote} from '../../engine/expression.ts';
import type {Bilingual} from '../../lesson/lesson.ts';
import {formatNumber} from '../notation.ts';

/** A number in a complaint. */
const shown = (value: number | undefined): string => formatNumber(value ?? Number.NaN, 6);

/** Why a function has no value, or no gradient, where it was asked for: what was expected, what was found, what to do. */
export function faultWords({nodes}: Expression, {code, node, inputs}: DomainFault): Bilingual {
  const {op} = nodes[node]!;
  const [x, y] = inputs.map(shown);
  switch (code) {
    case 'log':
      return {
        en: `log: expected a number above 0, found ${x}. Choose another point.`,
        zh: `log：括号里应大于 0，这里是 ${x}。请换一个点。`,
      };
    case 'division':
      return {
        en: `expected a divisor other than 0, found ${x} / ${y}. Choose another point.`,
        zh: `除数不能是 0，这里是 ${x} / ${y}。请换一个点。`,
      };
    case 'root':
      return {
        en: `sqrt: expected a number of at least 0, found ${x}. Choose another point.`,
        zh: `sqrt：括号里不能小于 0，这里是 ${x}。请换一个点。`,
      };
    case 'power-variable':
      return {
        en: `x^y with a variable in y: expected a base above 0, found ${x}^${y}; its slope by y is x^y·ln x. Choose another point.`,
        zh: `x^y 的指数里有变量时，底数应大于 0（它对 y 的斜率是 x^y·ln x），这里是 ${x}^${y}。请换一个点。`,
      };
    case 'power-fraction':
      return {
        en: `expected a whole exponent under a negative base, found (${x})^${y}. Choose another point.`,
        zh: `底数为负时指数应是整数，这里是 (${x})^${y}。请换一个点。`,
      };
    case 'power-zero':
      return {
        en: `expected a base other than 0 under a negative exponent, found ${x}^${y}. Choose another point.`,
        zh: `指数为负时底数不能是 0，这里是 ${x}^${y}。请换一个点。`,
      };
    case 'arc':
      return {
        en: `${op}: expected a number from −1 to 1, found ${x}. Choose another point.`,
        zh: `${op}：括号里应在 −1 到 1 之间，这里是 ${x}。请换一个点。`,
      };
    case 'vertical':
      return {
        en: `${op} has a value at ${x}, but its slope there is infinite. Choose another point.`,
        zh: `${op} 在 ${x} 处有值，但斜率是无穷大。请换一个点。`,
      };
    case 'overflow':
      return {
        en: `expected a number up to about 1.8e308, found an overflow in ${op}. Choose a smaller point.`,
        zh: `数不能超过约 1.8e308，${op} 这里溢出了。请换一个小一些的点。`,
      };
    case 'overflow-gradient':
      return {
        en: 'expected a gradient up to about 1.8e308, found an overflow here on the way back. Choose a smaller point.',
        zh: '梯度不能超过约 1.8e308，反向算到这里溢出了。请换一个小一些的点。',
      };
  }
}

/** Which derivative is shown at a kink. */
export function kinkWords({op}: ExpressionNode, {shown: side}: KinkNote): Bilingual {
  return side === 'left'
    ? {
        en: `${op} has a kink at 0: shown is the derivative from the left, ${op === 'abs' ? '−1' : '0'} (from the right it is 1).`,
        zh: `${op} 在 0 处有折点：显示的是左导数 ${op === 'abs' ? '−1' : '0'}（右导数是 1）。`,
      }
    : {
        en: `${op} of two equal numbers is a kink: shown is the first one's side, slopes 1 and 0 (from the other side 0 and 1).`,
        zh: `${op} 的两个数相等，是折点：显示的是取第一个数的一侧，斜率为 1 和 0（另一侧为 0 和 1）。`,
      };
}

export interface GradWords {
  readonly function: string;
  readonly at: string;
  readonly value: string;
  readonly heads: readonly string[];
  readonly gradient: string;
  readonly numeric: string;
  readonly fork: (name: string) => string;
  readonly checkHeads: readonly string[];
  readonly agree: string;
  readonly differ: string;
  readonly kink: string;
  readonly noVariables: string;
}

export const gradWords: Readonly<Record<'zh' | 'en', GradWords>> = {
  en: {
    function: 'function',
    at: 'at',
    value: 'value',
    heads: ['node', 'is', 'value', 'gradient'],
    gradient: 'Forwards the values, backwards the gradients of the result by each node',
    numeric: 'Checked by trying: (f(x + h) − f(x − h)) / 2h',
    fork: (name) => `${name} is used more than once, so its gradients add up:`,
    checkHeads: ['variable', 'by the sweep', 'by trying', ''],
    agree: 'agree',
    differ: 'differ',
    kink: 'differ: a kink lies between',
    noVariables: 'No variables: nothing to differentiate by.',
  },
  zh: {
    function: '函数',
    at: '取值',
    value: '结果',
    heads: ['节点', '算式', '值', '梯度'],
    gradient: '向前是各节点的值，向后是结果对各节点的梯度',
    numeric: '用试算核对：(f(x + h) − f(x − h)) / 2h',
    fork: (name) => `${name} 不止用了一次，梯度要相加：`,
    checkHeads: ['变量', '反向算得', '试算得', ''],
    agree: '一致',
    differ: '不一致',
    kink: '不一致：中间有折点',
    noVariables: '没有变量，不用求导。',
  },
};
