import type {Language} from '../../lesson/lesson.ts';

/** The words of a handout that no other account of a lesson has. */
export interface HandoutWords {
  /** Heads of the table of a net's numbers before the first round. */
  readonly start: readonly [parameter: string, value: string];
  readonly data: string;
  readonly sample: string;
  /** How many rows a table leaves out. */
  more(rows: number): string;
  sameStart(run: string): string;
  question(number: number): string;
  readonly answers: string;
  answer(question: number, step: number, title: string): string;
}

export const handoutWords: Readonly<Record<Language, HandoutWords>> = {
  en: {
    start: ['parameter', 'at the start'],
    data: 'Data',
    sample: 'sample',
    more: (rows) => `… and ${rows} more.`,
    sameStart: (run) => `Net, starting values and data are those of “${run}”.`,
    question: (number) => `Question ${number}:`,
    answers: 'Answers',
    answer: (question, step, title) => `Question ${question} (step ${step}: ${title})`,
  },
  zh: {
    start: ['参数', '初始值'],
    data: '数据',
    sample: '样本',
    more: (rows) => `……另有 ${rows} 行。`,
    sameStart: (run) => `网络、初始值和数据与“${run}”相同。`,
    question: (number) => `问题 ${number}：`,
    answers: '答案',
    answer: (question, step, title) => `问题 ${question}（第 ${step} 步：${title}）`,
  },
};
