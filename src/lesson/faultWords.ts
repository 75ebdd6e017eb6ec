import type {DomainFault, Expression} from '../engine/expression.ts';
import type {Bilingual} from './lesson.ts';

/** A number in a complaint. */
const shown = (value: number | undefined): string =>
  String(Number((value ?? Number.NaN).toPrecision(6))).replace('-', '−');

/** Why a function has no value, or no gradient, where it was asked for: what was expected, what was found, what to do. */
export function faultWords({nodes}: Expression, {code, node, inputs}: DomainFault): Bilingual {
  const {op, constant} = nodes[node]!;
  // Where no variable goes in, no other point would help.
  const other = constant
    ? {en: 'Write another number.', zh: '请改这个数。'}
    : {en: 'Choose another point.', zh: '请换一个点。'};
  const smaller = constant
    ? {en: 'Write a smaller number.', zh: '请改小这个数。'}
    : {en: 'Choose a smaller point.', zh: '请换一个小一些的点。'};
  const [x, y] = inputs.map(shown);
  /** As the base of a power. */
  const base = x?.startsWith('−') ? `(${x})` : x;
  switch (code) {
    case 'log':
      return {
        en: `log: expected a number above 0, found ${x}. ${other.en}`,
        zh: `log：括号里应大于 0，这里是 ${x}。${other.zh}`,
      };
    case 'division':
      return {
        en: `expected a divisor other than 0, found ${x} / ${y}. ${other.en}`,
        zh: `除数不能是 0，这里是 ${x} / ${y}。${other.zh}`,
      };
    case 'root':
      return {
        en: `sqrt: expected a number of at least 0, found ${x}. ${other.en}`,
        zh: `sqrt：括号里不能小于 0，这里是 ${x}。${other.zh}`,
      };
    case 'power-variable':
      return {
        en: `x^y with a variable in y: expected a base above 0, found ${base}^${y}; its slope by y is x^y·ln x. ${other.en}`,
        zh: `x^y 的指数里有变量时，底数应大于 0（它对 y 的斜率是 x^y·ln x），这里是 ${base}^${y}。${other.zh}`,
      };
    case 'power-fraction':
      return {
        en: `expected a whole exponent under a negative base, found ${base}^${y}. ${other.en}`,
        zh: `底数为负时指数应是整数，这里是 ${base}^${y}。${other.zh}`,
      };
    case 'power-zero':
      return {
        en: `expected a base other than 0 under a negative exponent, found ${base}^${y}. ${other.en}`,
        zh: `指数为负时底数不能是 0，这里是 ${base}^${y}。${other.zh}`,
      };
    case 'arc':
      return {
        en: `${op}: expected a number from −1 to 1, found ${x}. ${other.en}`,
        zh: `${op}：括号里应在 −1 到 1 之间，这里是 ${x}。${other.zh}`,
      };
    case 'vertical':
      return {
        en: `${op} has a value at ${x}, but its slope there is infinite. ${other.en}`,
        zh: `${op} 在 ${x} 处有值，但斜率是无穷大。${other.zh}`,
      };
    case 'overflow':
      return {
        en: `expected a number up to about 1.8e308, found an overflow in ${op}. ${smaller.en}`,
        zh: `数不能超过约 1.8e308，${op} 这里溢出了。${smaller.zh}`,
      };
    case 'overflow-gradient':
      return {
        en: `expected a gradient up to about 1.8e308, found an overflow here on the way back. ${smaller.en}`,
        zh: `梯度不能超过约 1.8e308，反向算到这里溢出了。${smaller.zh}`,
      };
  }
}
