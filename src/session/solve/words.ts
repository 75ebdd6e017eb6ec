import type {Language} from '../../lesson/lesson.ts';

/** The words around a worked solution. */
export interface SolveWords {
  readonly title: string;
  readonly net: string;
  readonly function: string;
  readonly layers: string;
  readonly activations: string;
  readonly loss: string;
  readonly optimizer: string;
  readonly batch: string;
  readonly wholeData: string;
  readonly regularization: string;
  readonly samples: string;
  readonly start: string;
  round(number: number, sample: number, name: string | undefined): string;
  readonly inputs: string;
  readonly targets: string;
  readonly forward: string;
  readonly lossPart: string;
  backward(layer: string): string;
  update(layer: string): string;
  readonly outputLayer: string;
  hiddenLayer(number: number): string;
  readonly result: string;
  /** Heads of the parameter table: name, old, gradient, new, change. */
  readonly table: readonly [string, string, string, string, string];
  diverged(round: number): string;
  /** Between a label and what it labels. */
  readonly colon: string;
}

export const solveWords: Readonly<Record<Language, SolveWords>> = {
  en: {
    title: 'Worked solution',
    net: 'The net',
    function: 'Function',
    layers: 'Layers',
    activations: 'Activations',
    loss: 'Loss',
    optimizer: 'Optimiser',
    batch: 'Samples for one update',
    wholeData: 'all',
    regularization: 'Regularisation',
    samples: 'Samples',
    start: 'Parameters at the start',
    round: (number, sample, name) =>
      `Round ${number}: sample ${sample}${name === undefined ? '' : ` (${name})`}`,
    inputs: 'Input',
    targets: 'Target',
    forward: 'Forward',
    lossPart: 'Loss',
    backward: (layer) => `Backward, ${layer}`,
    update: (layer) => `Update, ${layer}`,
    outputLayer: 'output layer',
    hiddenLayer: (number) => `hidden layer ${number}`,
    result: 'Parameters after the round',
    table: ['parameter', 'old', 'gradient', 'new', 'change'],
    diverged: (round) =>
      `The net diverged at round ${round}: a number is no longer finite. Use a smaller learning rate or other starting values.`,
    colon: ': ',
  },
  zh: {
    title: '演算过程',
    net: '网络',
    function: '函数',
    layers: '各层',
    activations: '激活函数',
    loss: '损失函数',
    optimizer: '优化器',
    batch: '每次更新的样本数',
    wholeData: '全部',
    regularization: '正则化',
    samples: '样本数',
    start: '参数初始值',
    round: (number, sample, name) =>
      `第 ${number} 轮：样本 ${sample}${name === undefined ? '' : `（${name}）`}`,
    inputs: '输入',
    targets: '目标',
    forward: '前向传播',
    lossPart: '损失',
    backward: (layer) => `反向传播：${layer}`,
    update: (layer) => `更新：${layer}`,
    outputLayer: '输出层',
    hiddenLayer: (number) => `隐藏层 ${number}`,
    result: '本轮之后的参数',
    table: ['参数', '旧值', '梯度', '新值', '变化'],
    diverged: (round) => `网络在第 ${round} 轮发散：有的数不再是有限的。请减小学习率，或换初始值。`,
    colon: '：',
  },
};
