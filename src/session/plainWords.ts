import type {Language} from '../lesson/lesson.ts';

/** The words around a lesson as linear text. */
export interface PlainWords {
  step(number: number, steps: number, title: string): string;
  readonly question: string;
  choice(number: number): string;
  readonly answer: string;
  /** Wrong numbers with the mistakes that lead to them. */
  slips(slips: readonly {readonly number: string; readonly name: string}[]): string;
  readonly positive: string;
  readonly negative: string;
  readonly zero: string;
  readonly working: string;
  round(number: number): string;
  /** `run` where it is not the only one, or not the one on screen. */
  trained(rounds: number, round: number, run: string | undefined): string;
  switched(run: string): string;
  shown(input: string, target: string): string;
  passed(from: number, to: number): string;
  /** How many workings were left out. */
  untold(count: number): string;
  back(round: number, computed: string | undefined): string;
  readonly restart: string;
  readonly changed: (setup: string) => string;
  readonly kept: (run: string) => string;
  set(symbol: string, value: string): string;
  readonly table: readonly [string, string, string, string, string];
  /** Between a label and what it labels. */
  readonly colon: string;
  loss(round: number, loss: string, before: string | undefined): string;
  diverged(round: number): string;
}

export const plainWords: Readonly<Record<Language, PlainWords>> = {
  en: {
    step: (number, steps, title) => `Step ${number} of ${steps}: ${title}`,
    question: 'Question: ',
    choice: (number) => `${number}) `,
    answer: 'Answer: ',
    slips: (slips) => `Common slips: ${slips.map(({number, name}) => `${number} (${name})`).join('; ')}.`,
    positive: 'positive (+)',
    negative: 'negative (−)',
    zero: 'zero',
    working: 'Working:',
    round: (number) => `Working of round ${number}:`,
    trained: (rounds, round, run) =>
      `${run === undefined ? '' : `${run}: `}${rounds} ${rounds === 1 ? 'round' : 'rounds'} of training done; now at round ${round}.`,
    switched: (run) => `Now on screen: ${run}`,
    shown: (input, target) => `The sample now: input ${input}; target ${target}`,
    untold: (count) => `(${count} other numbers of this pass are not written out.)`,
    passed: (from, to) => (from === to ? `Round ${from} done.` : `Rounds ${from} to ${to} done.`),
    back: (round, computed) =>
      `Back in round ${round}; ${computed === undefined ? 'nothing is computed yet' : `computed last: ${computed}`}.`,
    restart: 'Back at the start.',
    changed: (setup) => `From here on: ${setup}.`,
    kept: (run) => `Kept to compare with: ${run}.`,
    set: (symbol, value) => `Set: ${symbol} = ${value}`,
    table: ['parameter', 'old', 'gradient', 'new', 'change'],
    colon: ': ',
    loss: (round, loss, before) =>
      `Loss in round ${round}: ${loss}${before === undefined ? '' : ` (the round before: ${before})`}`,
    diverged: (round) => `The net diverged at round ${round}: its numbers mean nothing from there on.`,
  },
  zh: {
    step: (number, steps, title) => `第 ${number}/${steps} 步：${title}`,
    question: '问题：',
    choice: (number) => `${number}）`,
    answer: '答案：',
    slips: (slips) => `常见的错：${slips.map(({number, name}) => `${number}（${name}）`).join('；')}。`,
    positive: '正（+）',
    negative: '负（−）',
    zero: '零',
    working: '算式：',
    round: (number) => `第 ${number} 轮的算式：`,
    trained: (rounds, round, run) =>
      `${run === undefined ? '' : `${run}：`}训练了 ${rounds} 轮，现在是第 ${round} 轮。`,
    switched: (run) => `现在看：${run}`,
    shown: (input, target) => `现在的样本：输入 ${input}；目标 ${target}`,
    untold: (count) => `（这一遍还有 ${count} 个数没有写出来。）`,
    passed: (from, to) => (from === to ? `第 ${from} 轮走完。` : `第 ${from} 到 ${to} 轮走完。`),
    back: (round, computed) =>
      `退回第 ${round} 轮；${computed === undefined ? '还什么都没算' : `最后算出的是 ${computed}`}。`,
    restart: '回到起点。',
    changed: (setup) => `从这里起：${setup}。`,
    kept: (run) => `留下来作比较：${run}。`,
    set: (symbol, value) => `设置：${symbol} = ${value}`,
    table: ['参数', '旧值', '梯度', '新值', '变化'],
    colon: '：',
    loss: (round, loss, before) =>
      `第 ${round} 轮的损失：${loss}${before === undefined ? '' : `（上一轮：${before}）`}`,
    diverged: (round) => `网络在第 ${round} 轮发散，此后的数都没有意义。`,
  },
};
