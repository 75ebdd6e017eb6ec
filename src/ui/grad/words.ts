import type {Language} from '../../lesson/lesson.ts';

/** The words of the screen that differentiates a function. */
export interface GradScreenWords {
  readonly title: string;
  readonly function: string;
  readonly point: string;
  readonly typing: string;
  readonly check: string;
  readonly checkRow: (name: string, swept: string, tried: string, verdict: string) => string;
  readonly begin: string;
}

export const gradScreenWords: Readonly<Record<Language, GradScreenWords>> = {
  zh: {
    title: '求导',
    function: '函数',
    point: '取值',
    typing: '回车确定，Esc 取消',
    check: '试算核对：(f(x + h) − f(x − h)) / 2h',
    checkRow: (name, swept, tried, verdict) => `∂/∂${name}：反向算得 ${swept}，试算得 ${tried}，${verdict}`,
    begin: '按空格算第一个节点。先向前算值，再向后算梯度。',
  },
  en: {
    title: 'derivatives',
    function: 'function',
    point: 'point',
    typing: 'Enter to take it, Esc to leave it',
    check: 'By trying: (f(x + h) − f(x − h)) / 2h',
    checkRow: (name, swept, tried, verdict) => `∂/∂${name}: sweep ${swept}, trying ${tried}: ${verdict}`,
    begin: 'Space computes the first node: forwards the values, then backwards the gradients.',
  },
};
