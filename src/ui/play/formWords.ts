import type {Language} from '../../lesson/lesson.ts';
import type {RecipeField} from '../../session/play/recipe.ts';
import type {Section} from './form.ts';

/** The words of the form that a net is built with. */
export interface FormWords {
  readonly title: string;
  /** The most important first. */
  readonly keys: readonly string[];
  readonly parameters: (count: number) => string;
  readonly sections: Readonly<Record<Section, string>>;
  readonly fields: Readonly<Record<RecipeField, string>>;
  readonly hints: Readonly<Record<RecipeField, string>>;
  readonly usualSize: (size: number) => string;
  /** Of so many test samples that are listed beside the data. */
  readonly ownTest: (samples: number) => string;
  /** In the place of a data set, and among the names to choose from. */
  readonly ownData: string;
  readonly own: string;
  /** In the place of an initialiser. */
  readonly ownNumbers: string;
}

export const formWords: Readonly<Record<Language, FormWords>> = {
  zh: {
    title: '搭建：网络、数据、学习',
    parameters: (count) => `权重和偏置 ${count} 个`,
    keys: ['回车 确定', 'Esc 取消', '↑↓ 选项目', '←→ 调', 'Tab 换栏', '也可直接输入'],
    sections: {net: '网络', data: '数据', learning: '学习'},
    fields: {
      net: '各层',
      activation: '激活函数',
      loss: '损失',
      init: '初始值',
      seed: '种子',
      optimizer: '优化器',
      rate: '学习率',
      momentum: '动量 μ',
      decay: '衰减 ρ',
      beta1: 'β1',
      beta2: 'β2',
      epsilon: 'ε',
      batch: '批量',
      l1: 'L1',
      l2: 'L2',
      data: '数据',
      size: '样本数',
      noise: '噪声',
      dataSeed: '数据种子',
      split: '留作测试',
    },
    hints: {
      net: '每层几个神经元，例如 2-4-1。←→ 选一层；a 加神经元，d 减神经元，i 插入一层，x 删去一层；选中后输入数字就是个数。',
      activation: '一个名字；或两个：隐藏层,输出层；或输入层之后每层一个。←→ 换隐藏层的，[ ] 换输出层的。',
      loss: '←→ 换。交叉熵要求输出是 sigmoid 或 softmax。',
      init: '←→ 换。可写出范围：uniform -1 1，normal 0 0.5，xavier normal，he uniform。',
      seed: '整数：同一种子，同样的初始值。←→ 换下一个。',
      optimizer: '←→ 换；网络和数据不变，训练就接着走。',
      rate: '例如 0.5、1/3。只改学习率，训练接着走。',
      momentum: '上一步的更新留下几成：从 0 到小于 1。',
      decay: '梯度平方的平均值记得多久：从 0 到小于 1。',
      beta1: '梯度的平均值记得多久：从 0 到小于 1。',
      beta2: '梯度平方的平均值记得多久：从 0 到小于 1。',
      epsilon: '加在分母上、避免除以 0 的小数。',
      batch: '几个样本更新一次：1 是逐个，all 是全部一起。',
      l1: '每次更新把权重往 0 拉：λ·sign(w)。0 是不拉。',
      l2: '每次更新把权重往 0 拉：λ·w。0 是不拉。',
      data: '←→ 换；网络两端随数据变。回到网络按 D，可逐个修改样本。',
      size: '几个样本。',
      noise: '加在坐标上的正态噪声的标准差（sine 加在目标上）。',
      dataSeed: '整数：数据怎么抽，哪些留作测试。',
      split: '留出多少不参加训练，例如 0.3；0 是不留。',
    },
    usualSize: (size) => `空着就是 ${size}。`,
    ownTest: (samples) => `这份数据另有 ${samples} 个测试样本；留出一部分，就用留出的来测试，不再用它们。`,
    ownData: '自己的数据',
    own: '自己的',
    ownNumbers: '现有的数',
  },
  en: {
    title: 'Build: net, data, learning',
    parameters: (count) => `${count} weights and biases`,
    keys: ['Enter take', 'Esc cancel', '↑↓ field', '←→ change', 'Tab part', 'or type'],
    sections: {net: 'Net', data: 'Data', learning: 'Learning'},
    fields: {
      net: 'layers',
      activation: 'activation',
      loss: 'loss',
      init: 'first values',
      seed: 'seed',
      optimizer: 'optimizer',
      rate: 'rate',
      momentum: 'momentum μ',
      decay: 'decay ρ',
      beta1: 'β1',
      beta2: 'β2',
      epsilon: 'ε',
      batch: 'batch',
      l1: 'L1',
      l2: 'L2',
      data: 'data',
      size: 'samples',
      noise: 'noise',
      dataSeed: 'data seed',
      split: 'test part',
    },
    hints: {
      net: 'Neurons by layer, as in 2-4-1. ←→ choose a layer; a adds a neuron, d drops one, i inserts a layer, x removes it; a digit is the chosen layer’s size.',
      activation:
        'One name; two: hidden layers,output; or one for each layer after the input. ←→ change the hidden layers, [ ] the output.',
      loss: '←→ change it. Cross-entropies need sigmoid or softmax in the last layer.',
      init: '←→ change it. Ranges may be typed: uniform -1 1, normal 0 0.5, xavier normal, he uniform.',
      seed: 'A whole number: the same seed, the same first values. ←→ take the next.',
      optimizer: '←→ change it; with net and data as they are, training goes on.',
      rate: 'As in 0.5 or 1/3; with net and data as they are, training goes on.',
      momentum: 'How much of the last step is kept: from 0 to below 1.',
      decay: 'How long the mean of squared gradients remembers: from 0 to below 1.',
      beta1: 'How long the mean gradient remembers: from 0 to below 1.',
      beta2: 'How long the mean of squared gradients remembers: from 0 to below 1.',
      epsilon: 'A small number below the fraction, so that nothing is divided by 0.',
      batch: 'Samples for one update: 1 is each by itself, all is all of them together.',
      l1: 'Every update draws weights towards 0 by λ·sign(w); 0 does not.',
      l2: 'Every update draws weights towards 0 by λ·w; 0 does not.',
      data: '←→ change them; the ends of the net follow. D on the net shows them one by one.',
      size: 'How many samples.',
      noise: 'Deviation of the normal noise on coordinates (of sine: on the target).',
      dataSeed: 'A whole number: how data are drawn, and which are put aside.',
      split: 'Which part is put aside and never trained on, as in 0.3; 0 is none.',
    },
    usualSize: (size) => `Left empty: ${size}.`,
    ownTest: (samples) =>
      `${samples} test ${samples === 1 ? 'sample is' : 'samples are'} listed beside these data; a part put aside takes their place.`,
    ownData: 'own data',
    own: 'own',
    ownNumbers: 'as they are',
  },
};
