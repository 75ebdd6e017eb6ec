import type {Expression, KinkNote} from '../../engine/expression.ts';
import type {Bilingual} from '../../lesson/lesson.ts';

/** Which derivative is shown at a kink, and where that is. @param id what the node at the kink is called */
export function kinkWords({nodes}: Expression, {node, shown: side}: KinkNote, id: string): Bilingual {
  const {op} = nodes[node]!;
  const left = op === 'abs' ? '−1' : '0';
  return side === 'left'
    ? {
        en: `${id}: ${op}, kink at 0: left derivative ${left} shown (right: 1)`,
        zh: `${id}：${op} 在 0 处有折点，显示左导数 ${left}（右导数为 1）`,
      }
    : {
        en: `${id}: ${op}, kink at a tie: slopes 1, 0 shown (else 0, 1)`,
        zh: `${id}：${op} 的两数相等，是折点，显示斜率 1、0（另一侧 0、1）`,
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
  /** Where trying has found no number. */
  readonly untried: string;
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
    untried: 'not defined on both sides',
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
    untried: '两边不都有定义，试不出来',
    noVariables: '没有变量，不用求导。',
  },
};
