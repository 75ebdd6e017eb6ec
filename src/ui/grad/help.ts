import type {Language} from '../../lesson/lesson.ts';
import {type HelpWords, numberMarks} from '../words.ts';

/** What the help explains of a function: its letters are the learner's own. */
export const gradHelp: Readonly<Record<Language, HelpWords>> = {
  zh: {
    commands: {
      panel: '换下方的面板：这一步的算式，或者试算核对',
      finer: '粒度变细，每次走得少',
      coarser: '粒度变粗，每次走得多',
    },
    symbols: [
      {sign: 'f', meaning: '整个函数的值'},
      {sign: '#2', meaning: '没有自己名字的中间值，按计算的先后编号'},
      {sign: '∂f/∂x', meaning: '梯度：x 动一点点，f 动多少倍'},
      {sign: '∂', meaning: '方框里的梯度：f 对这个框里的值求导'},
      {sign: 'σ', meaning: 'sigmoid 函数：1 / (1 + e^−x)，把任何数压到 0 和 1 之间'},
      {sign: '·  ×', meaning: '乘号：· 用在符号之间，× 用在数字之间'},
    ],
    panels: [],
    marks: [
      ...numberMarks.zh,
      {sign: '◂', meaning: '这个值用在几处：各条路上的梯度相加'},
      {sign: '✓  ✗', meaning: '试算一致，不一致'},
    ],
  },
  en: {
    commands: {
      panel: 'below, how this step is computed, or the check by trying',
      finer: 'smaller moves',
      coarser: 'larger moves',
    },
    symbols: [
      {sign: 'f', meaning: 'the value of the whole function'},
      {sign: '#2', meaning: 'a value on the way without a name of its own, numbered as it is computed'},
      {sign: '∂f/∂x', meaning: 'gradient: how many times as much f moves when x moves a little'},
      {sign: '∂', meaning: 'in a box: the gradient of f by the value in that box'},
      {sign: 'σ', meaning: 'the sigmoid function, 1 / (1 + e^−x): squeezes any number between 0 and 1'},
      {sign: '·  ×', meaning: 'times: · between symbols, × between numbers'},
    ],
    panels: [],
    marks: [
      ...numberMarks.en,
      {sign: '◂', meaning: 'a value that is used in several places: the gradients of all ways add up'},
      {sign: '✓  ✗', meaning: 'trying agrees, or differs'},
    ],
  },
};
