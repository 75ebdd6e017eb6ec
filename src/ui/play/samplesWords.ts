import type {Language} from '../../lesson/lesson.ts';
import type {Side} from '../../session/play/samples.ts';

/** The words of the table of samples. */
export interface SamplesWords {
  readonly title: string;
  /** Where Esc leads. */
  readonly back: string;
  readonly sides: Readonly<Record<Side, string>>;
  readonly count: (row: number, total: number) => string;
  readonly number: string;
  /** Over the net's answers. */
  readonly answer: (neuron: string) => string;
  readonly empty: string;
  /** Before what is typed. */
  readonly value: (symbol: string, row: number) => string;
  readonly row: string;
  readonly noRow: (total: number) => string;
  readonly last: string;
  readonly tooMany: (most: number) => string;
}

export const samplesWords: Readonly<Record<Language, SamplesWords>> = {
  zh: {
    title: '样本',
    back: '返回',
    sides: {samples: '用来学的', test: '留作测试的'},
    count: (row, total) => `第 ${row}/${total} 个`,
    number: '序号',
    answer: (neuron) => `网络 ${neuron}`,
    empty: '这里一个样本也没有。按 a 加一个；按 Tab 回到用来学的样本。',
    value: (symbol, row) => `第 ${row} 个样本的 ${symbol}`,
    row: '到第几个样本',
    noRow: (total) => `应是 1 到 ${total} 的整数。`,
    last: '至少要留一个样本来学。',
    tooMany: (most) => `样本最多 ${most} 个。`,
  },
  en: {
    title: 'Samples',
    back: 'back',
    sides: {samples: 'to learn from', test: 'for the test'},
    count: (row, total) => `${row} of ${total}`,
    number: 'no.',
    answer: (neuron) => `net ${neuron}`,
    empty: 'There are no samples here. a adds one; Tab goes back to those that are learnt from.',
    value: (symbol, row) => `${symbol} of sample ${row}`,
    row: 'Go to sample',
    noRow: (total) => `expected a whole number from 1 to ${total}.`,
    last: 'One sample to learn from has to stay.',
    tooMany: (most) => `There may be ${most} samples at most.`,
  },
};
