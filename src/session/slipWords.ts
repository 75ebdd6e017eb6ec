import type {MistakeName} from '../engine/mistakes.ts';
import type {Network} from '../engine/network.ts';
import type {Language} from '../lesson/lesson.ts';

/** What is said of the named mistakes. */
export interface SlipWords {
  /** What was done, and why it is wrong. */
  readonly of: Readonly<Record<MistakeName, {readonly name: string; readonly why: string}>>;
  /** The same where there is a function in the place of a net. */
  readonly ofFunction: SlipWords['of'];
  /** That a mistake fits a wrong answer, and in which lines it was made; `again` for a second one. */
  perhaps(
    said: {readonly name: string; readonly why: string},
    site: readonly string[],
    again: boolean,
  ): string;
}

const zh: SlipWords['of'] = {
  'updated-weight': {
    name: '用了更新后的权重',
    why: '反向传播时要用旧权重，就是算出这次预测的那个。',
  },
  'no-slope': {name: '漏乘了 σ′', why: '误差从 a 退回 z，要乘上激活函数在那里的斜率。'},
  'slope-at-output': {name: 'σ′ 取错了位置', why: '斜率要在 z 处取，不是在 a 处取。'},
  'wrong-sign': {name: '正负号反了', why: '梯度指向 L 变大的方向，更新时要减去它。'},
  'gradient-as-update': {
    name: '把梯度、更新量和新值弄混了',
    why: '更新量是 −η 乘梯度，新值是旧值加上更新量。',
  },
  'one-path': {name: '只算了其中一份', why: '这里有几份汇合到一起，要全部加起来。'},
  'raw-error': {name: '把误差直接当成了 δ', why: '误差退回来，一路上还要乘各个因子。'},
  'wrong-factor': {name: '差了一个常数倍', why: '看看损失里的 ½、平方带来的 2，或者求平均时除的数。'},
  rounded: {name: '舍入得太早', why: '中间结果多留几位，到最后再舍入。'},
  'weight-factor-on-bias': {
    name: '把权重和偏置的最后一个因子弄混了',
    why: '权重对应它那头的输入，偏置对应 1。',
  },
};

const zhOfFunction: SlipWords['of'] = {
  ...zh,
  'no-slope': {name: '漏乘了斜率', why: '梯度退回一个运算的输入，要乘上这个运算在那里的斜率。'},
  'wrong-sign': {name: '正负号反了', why: '减号也有斜率，a − b 对 b 的斜率是 −1；更新时要减去梯度。'},
  'wrong-factor': {name: '漏了常数因子', why: '平方带来的 2，还有乘、除的数，都是斜率里的因子。'},
};

const en: SlipWords['of'] = {
  'updated-weight': {
    name: 'the updated weight was used',
    why: 'the way back takes the old one, which made this prediction.',
  },
  'no-slope': {
    name: 'σ′ was forgotten',
    why: 'on the way from a back to z, multiply by the slope of the activation.',
  },
  'slope-at-output': {name: 'σ′ was taken at a', why: 'the slope belongs at z, where the activation acts.'},
  'wrong-sign': {
    name: 'the sign is turned round',
    why: 'a gradient points to where L grows, and the update subtracts it.',
  },
  'gradient-as-update': {
    name: 'gradient, step and new value got mixed up',
    why: 'the step is −η times the gradient; the new value is the old one plus the step.',
  },
  'one-path': {name: 'only one share was counted', why: 'several meet here, and they add up.'},
  'raw-error': {
    name: 'the plain error was taken for δ',
    why: 'it still needs the factors on its way back.',
  },
  'wrong-factor': {
    name: 'a constant factor is off',
    why: 'look at the ½ of the loss, the 2 of the square, or what a mean divides by.',
  },
  rounded: {name: 'it was rounded too early', why: 'keep more digits on the way and round at the end.'},
  'weight-factor-on-bias': {
    name: 'the last factors of weight and bias got mixed up',
    why: "a weight's is the input at its far end, a bias's is 1.",
  },
};

const enOfFunction: SlipWords['of'] = {
  ...en,
  'no-slope': {
    name: 'a slope was forgotten',
    why: 'on the way back through an operation, multiply by its slope there.',
  },
  'wrong-sign': {
    name: 'the sign is turned round',
    why: 'a minus has a slope too, a − b by b has −1; and an update subtracts the gradient.',
  },
  'wrong-factor': {
    name: 'a constant factor is missing',
    why: 'the 2 of a square, and numbers that multiply or divide, are factors of the slope.',
  },
};

/** The named mistakes in both languages. */
export const slipWords: Readonly<Record<Language, SlipWords>> = {
  zh: {
    of: zh,
    ofFunction: zhOfFunction,
    perhaps({name, why}, site, again) {
      const where = site.length === 0 ? '' : `（${site.join('、')}）`;
      return `${again ? '也可能' : '可能'}是${name}${where}：${why}`;
    },
  },
  en: {
    of: en,
    ofFunction: enOfFunction,
    perhaps({name, why}, site, again) {
      const where = site.length === 0 ? '' : ` (${site.join(', ')})`;
      return `${again ? 'Or' : 'Perhaps'} ${name}${where}: ${why}`;
    },
  },
};

/** What is said of a mistake in a net, or in a function. */
export const slipSaid = (
  mistake: MistakeName,
  {expression}: Network,
  language: Language,
): SlipWords['of'][MistakeName] =>
  slipWords[language][expression === undefined ? 'of' : 'ofFunction'][mistake];
