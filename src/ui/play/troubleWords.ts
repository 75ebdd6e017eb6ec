import type {Trouble, TroubleKind} from '../../engine/troubles.ts';
import type {Language} from '../../lesson/lesson.ts';

/** What is said of a condition that keeps a net from learning. */
export interface TroubleWords {
  /** The condition in a word or two. */
  readonly names: Readonly<Record<TroubleKind, string>>;
  /** What is seen, with its numbers. */
  readonly seen: (trouble: Trouble, samples: Looked, number: (value: number) => string) => string;
  /** What that does to the training. */
  readonly means: Readonly<Record<TroubleKind, string>>;
  /** What one can do. */
  readonly cures: Readonly<Record<TroubleKind, string>>;
  readonly more: (others: string) => string;
  readonly title: string;
  readonly none: string;
  readonly todo: string;
  readonly key: string;
  readonly criteria: string;
  readonly columns: Readonly<
    Record<'neurons' | 'activation' | 'delta' | 'saturated' | 'dead' | 'alike', string>
  >;
  readonly table: (samples: Looked) => string;
  readonly keys: string;
}

/** Samples that were looked at, of those that there are. */
export interface Looked {
  readonly looked: number;
  readonly samples: number;
}

const zhSamples = ({looked, samples}: Looked): string =>
  looked < samples ? `查看的 ${looked}/${samples} 个样本` : `全部 ${samples} 个样本`;

const enSamples = ({looked, samples}: Looked): string =>
  looked < samples
    ? `all ${looked} samples looked at (of ${samples})`
    : `all ${samples} ${samples === 1 ? 'sample' : 'samples'}`;

export const troubleWords: Readonly<Record<Language, TroubleWords>> = {
  zh: {
    names: {
      diverged: '发散',
      rising: '学习率太大',
      swinging: '学习率太大',
      symmetric: '对称起点',
      dead: 'relu 死亡',
      saturated: '饱和',
      vanishing: '梯度消失',
      exploding: '梯度爆炸',
    },
    seen: (trouble, samples, number) => {
      switch (trouble.kind) {
        case 'diverged':
          return `第 ${trouble.round} 轮发散：有数超出了范围。`;
        case 'rising':
          return `损失不降反升：从 ${number(trouble.from)} 到 ${number(trouble.to)}，学习率太大。`;
        case 'swinging':
          return `损失来回摆动：${trouble.of} 处中有 ${trouble.turns} 处掉头，在 ${number(trouble.low)} 和 ${number(trouble.high)} 之间，学习率太大。`;
        case 'symmetric':
          return `${trouble.of} 个隐藏神经元中有 ${trouble.alike} 个和别的一模一样。`;
        case 'dead':
          return `${trouble.of} 个 relu 神经元中有 ${trouble.dead} 个在${zhSamples(samples)}上都输出 0，已死亡。`;
        case 'saturated':
          return `sigmoid、tanh 的 ${trouble.of} 个输出中有 ${trouble.saturated} 个饱和（${zhSamples(samples)}）。`;
        case 'vanishing':
          return `梯度消失：第一层的 δ 只有最后一层的 ${number(trouble.first / trouble.last)} 倍。`;
        case 'exploding':
          return `梯度爆炸：第一层的 δ 是最后一层的 ${number(trouble.first / trouble.last)} 倍。`;
      }
    },
    means: {
      diverged: '从这一轮起，所有的数都没有意义了。',
      rising: '每一步都跨过了谷底，落在对面更高的坡上。',
      swinging: '每一步都跨过谷底，落在对面的坡上。',
      symmetric: '权重一样，梯度就一样：怎么训练都还是一样，几个神经元只顶一个用。',
      dead: 'z ≤ 0 时斜率为 0：梯度传不过去，输入权重和偏置得不到更新。',
      saturated: '曲线在那里几乎是平的：斜率不到最陡处的 1%，梯度几乎传不过去。',
      vanishing: '每层都乘上小于 1 的因子，传到前面的层就几乎不剩了，那里学不动。',
      exploding: '每层都乘上大于 1 的因子，前面的层一步就跨得太远。',
    },
    cures: {
      diverged: '按 u 撤销，或按 0 从头来；把学习率调小（e）。',
      rising: '把学习率调小（e），再按 0 从头训练。',
      swinging: '把学习率调小（e），例如调到三分之一。',
      symmetric: '按 R 重抽不同的起始权重，或亲手改掉一个权重（选中后回车）。',
      dead: '按 R 换种子，把学习率调小，或改用 leaky-relu（e）；也可以把偏置改大。',
      saturated: '用小一些的起始权重（R），把输入缩小，或改用 relu（e）；输出层可用交叉熵损失。',
      vanishing: '减少层数，或改用 relu、tanh（e）；起始权重大一些也有用。',
      exploding: '用小一些的起始权重（R）、少几层，或把学习率调得很小（e）。',
    },
    more: (others) => `还有：${others}。`,
    title: '学习的障碍',
    none: '没有看到障碍：没有饱和、死亡、对称，梯度没有消失或爆炸，损失没有上升或摆动。',
    todo: '怎么办：',
    key: '! 说明',
    criteria:
      '标准：斜率低于最陡处的 1% 为饱和，占三分之二起提示（输出层只算在错误一侧的）；第一层与最后一层 δ 的均方根相差 1000 倍以上为消失或爆炸；最近 12 点损失中转折过半且幅度达 10% 为摆动，升到起点 1.5 倍为上升。',
    columns: {
      neurons: '神经元',
      activation: '激活函数',
      delta: 'δ 均方根',
      saturated: '饱和',
      dead: '死亡',
      alike: '相同',
    },
    table: (samples) => `各层（${zhSamples(samples)}）`,
    keys: '↑↓ 滚动  Esc 返回',
  },
  en: {
    names: {
      diverged: 'diverged',
      rising: 'rate too large',
      swinging: 'rate too large',
      symmetric: 'symmetric start',
      dead: 'dead relu',
      saturated: 'saturation',
      vanishing: 'vanishing gradients',
      exploding: 'exploding gradients',
    },
    seen: (trouble, samples, number) => {
      switch (trouble.kind) {
        case 'diverged':
          return `Diverged in round ${trouble.round}: a number left its range.`;
        case 'rising':
          return `The rate is too large: the loss has risen from ${number(trouble.from)} to ${number(trouble.to)}.`;
        case 'swinging':
          return `The rate is too large: the loss turned ${trouble.turns} of ${trouble.of} times, between ${number(trouble.low)} and ${number(trouble.high)}.`;
        case 'symmetric':
          return `${trouble.alike} of ${trouble.of} hidden neurons ${trouble.alike === 1 ? 'is' : 'are'} the same as another one.`;
        case 'dead':
          return `${trouble.dead} of ${trouble.of} relu neurons ${trouble.dead === 1 ? 'is' : 'are'} dead: output 0 on ${enSamples(samples)}.`;
        case 'saturated':
          return `${trouble.saturated} of ${trouble.of} sigmoid and tanh outputs are saturated (${enSamples(samples)}).`;
        case 'vanishing':
          return `Gradients vanish: δ in the first layer is ${number(trouble.first / trouble.last)} times that in the last.`;
        case 'exploding':
          return `Gradients explode: δ in the first layer is ${number(trouble.first / trouble.last)} times that in the last.`;
      }
    },
    means: {
      diverged: 'From that round on no number means anything.',
      rising: 'Each step jumps over the valley and lands higher on its other side.',
      swinging: 'Each step jumps over the valley and lands on its other side.',
      symmetric:
        'Equal weights get equal gradients: whatever the training, they stay equal and do the work of one.',
      dead: 'For z ≤ 0 the slope is 0: no gradient passes, so incoming weights and bias are never changed.',
      saturated:
        'The curve is all but flat there: its slope is below 1 % of the steepest, and hardly any gradient passes.',
      vanishing:
        'Each layer multiplies by a factor below 1: hardly anything arrives in front, and nothing is learned there.',
      exploding:
        'Each layer multiplies by a factor above 1: the first layers take steps that are far too wide.',
    },
    cures: {
      diverged: 'u undoes it, 0 begins anew; try a smaller rate (e).',
      rising: 'Try a smaller rate (e), and begin anew (0).',
      swinging: 'Try a smaller rate (e), a third of it for a start.',
      symmetric: 'R draws different first weights; or change a single weight by hand (choose it, Enter).',
      dead: 'Another seed (R), a smaller rate or leaky-relu (e); or give the neuron a larger bias.',
      saturated:
        'Smaller first weights (R), smaller inputs, or relu (e); at the output a cross-entropy loss.',
      vanishing: 'Fewer layers, relu or tanh (e); larger first weights help as well.',
      exploding: 'Smaller first weights (R), fewer layers, or a very small rate (e).',
    },
    more: (others) => `Also: ${others}.`,
    title: 'What stands in the way',
    none: 'Nothing is seen: no saturation, no dead or equal neurons; gradients neither vanish nor explode, the loss neither rises nor swings.',
    todo: 'To do:',
    key: '! explains',
    criteria:
      'Marks: saturated is a slope below 1 % of the steepest, told from two thirds of the outputs on (in the last layer only on the wrong side); gradients vanish or explode where the root mean squares of δ in first and last layer are 1000 times apart; the loss swings where half of the last 12 points are turns, of 10 % and more, and rises from 1.5 times its first point on.',
    columns: {
      neurons: 'neurons',
      activation: 'activation',
      delta: 'rms of δ',
      saturated: 'saturated',
      dead: 'dead',
      alike: 'equal',
    },
    table: (samples) => `Layers (${enSamples(samples)})`,
    keys: '↑↓ scroll  Esc back',
  },
};
