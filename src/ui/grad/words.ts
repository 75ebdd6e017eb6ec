import type {Language} from '../../lesson/lesson.ts';
import type {ScreenWords} from '../words.ts';

/** The words of the screen that differentiates a function. */
export interface GradScreenWords {
  readonly title: string;
  readonly function: string;
  readonly point: string;
  readonly typing: string;
  readonly check: string;
  /** What Tab shows. */
  readonly checkKey: string;
  readonly checkTable: Pick<
    ScreenWords['check'],
    'parameter' | 'analytic' | 'numeric' | 'difference' | 'verdict' | 'agrees' | 'differs' | 'notYet' | 'how'
  >;
  /** Why sweep and trying may differ: a kink between the two points that are tried, or else. */
  readonly kinkBetween: string;
  readonly differ: string;
  readonly begin: string;
}

export const gradScreenWords: Readonly<Record<Language, GradScreenWords>> = {
  zh: {
    title: '求导',
    function: '函数',
    point: '取值',
    typing: '回车确定，Esc 取消，Ctrl-U 清空',
    check: '试算核对',
    checkKey: '核对',
    checkTable: {
      parameter: '变量',
      analytic: '反向算得',
      numeric: '试算得',
      difference: '相对差',
      verdict: '结论',
      agrees: '✓ 一致',
      differs: '✗ 不一致',
      notYet: '梯度算出来以后才能核对。',
      how: () => '试算：(f(x + h) − f(x − h)) / 2h',
    },
    kinkBetween: '✗ 有不一致：试的两点之间有折点。',
    differ: '✗ 有不一致：f 在附近没有定义，或太陡。',
    begin: '按空格算第一个节点。先向前算值，再向后算梯度。',
  },
  en: {
    title: 'derivatives',
    function: 'function',
    point: 'point',
    typing: 'Enter to take it, Esc to leave it, Ctrl-U to clear it',
    check: 'Checked by trying',
    checkKey: 'check',
    checkTable: {
      parameter: 'name',
      analytic: 'by sweep',
      numeric: 'by trying',
      difference: 'rel. diff.',
      verdict: 'verdict',
      agrees: '✓ agree',
      differs: '✗ differ',
      notYet: 'A gradient is checked once it is there.',
      how: () => 'Trying: (f(x + h) − f(x − h)) / 2h',
    },
    kinkBetween: '✗ They differ: a kink lies between the points tried.',
    differ: '✗ They differ: f is undefined nearby, or too steep.',
    begin: 'Space computes the first node: forwards the values, then backwards the gradients.',
  },
};
