import type {Language} from '../lesson/lesson.ts';

/** The words of what a step's panel shows, told on paper. */
export interface PanelWords {
  readonly contributions: {
    readonly exact: string;
    readonly proportional: string;
    readonly neuron: string;
    from(sender: string): string;
    readonly sum: string;
    readonly slope: string;
    readonly delta: string;
    noShares(senders: string): string;
  };
  readonly operations: {
    readonly title: string;
    readonly what: string;
    readonly count: string;
    readonly parameters: string;
    readonly forward: string;
    readonly backward: string;
    readonly both: string;
    readonly numeric: string;
    readonly ratio: string;
  };
  readonly layers: {
    readonly title: string;
    readonly layer: string;
    readonly delta: string;
    readonly weights: string;
    of(measure: string, run: string): string;
  };
  readonly check: {
    readonly title: string;
    /** parameter, gradient of the pass, gradient by trying, relative difference, verdict */
    readonly heads: readonly [string, string, string, string, string];
    readonly agrees: string;
    readonly differs: string;
  };
  readonly runs: {
    readonly run: string;
    readonly round: string;
    readonly loss: string;
    diverged(round: number): string;
  };
}

export const panelWords: Readonly<Record<Language, PanelWords>> = {
  en: {
    contributions: {
      exact: 'What each neuron gets back: δ × weight',
      proportional: 'What each neuron gets back, shared in proportion to the weights',
      neuron: 'neuron',
      from: (sender) => `from ${sender}`,
      sum: 'sum',
      slope: '× slope',
      delta: '= δ',
      noShares: (senders) => `The weights into ${senders} sum to 0: there is no share to give.`,
    },
    operations: {
      title: 'Arithmetic operations, counted',
      what: 'what',
      count: 'operations',
      parameters: 'parameters',
      forward: 'one forward pass',
      backward: 'one backward sweep',
      both: 'back-propagation: forward and backward',
      numeric: 'trying: a forward pass for each parameter',
      ratio: 'trying ÷ back-propagation',
    },
    layers: {
      title: 'Sizes, layer by layer',
      layer: 'layer',
      delta: 'mean of abs(δ)',
      weights: 'mean of abs(∂L/∂w)',
      of: (measure, run) => `${measure}, ${run}`,
    },
    check: {
      title: 'Gradient check',
      heads: ['parameter', 'gradient of this pass', 'gradient by trying', 'relative difference', 'verdict'],
      agrees: 'agrees',
      differs: 'differs',
    },
    runs: {
      run: 'training',
      round: 'round',
      loss: 'loss',
      diverged: (round) => `diverged in round ${round}`,
    },
  },
  zh: {
    contributions: {
      exact: '每个神经元收回多少误差：δ × 权重',
      proportional: '每个神经元分到多少误差：按权重的比例',
      neuron: '神经元',
      from: (sender) => `来自 ${sender}`,
      sum: '合计',
      slope: '× 斜率',
      delta: '= δ',
      noShares: (senders) => `流入 ${senders} 的权重之和是 0，按比例分不了。`,
    },
    operations: {
      title: '运算次数',
      what: '算什么',
      count: '次数',
      parameters: '参数个数',
      forward: '前向一遍',
      backward: '反向一遍',
      both: '反向传播：前向加反向',
      numeric: '逐个试：每个参数前向一遍',
      ratio: '逐个试 ÷ 反向传播',
    },
    layers: {
      title: '各层的大小',
      layer: '层',
      delta: 'δ 绝对值的平均',
      weights: '∂L/∂w 绝对值的平均',
      of: (measure, run) => `${measure}（${run}）`,
    },
    check: {
      title: '梯度检验',
      heads: ['参数', '这一轮的梯度', '试出来的梯度', '相对差', '结论'],
      agrees: '一致',
      differs: '不一致',
    },
    runs: {
      run: '训练',
      round: '轮',
      loss: '损失',
      diverged: (round) => `在第 ${round} 轮发散`,
    },
  },
};
