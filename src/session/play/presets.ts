import type {TroubleKind} from '../../engine/troubles.ts';
import type {Bilingual} from '../../lesson/lesson.ts';
import type {PlayAction} from './play.ts';
import type {PresetName} from './presetNames.ts';
import {firstRecipe, type Recipe} from './recipe.ts';

/** A net that shows something, ready to be played with. */
export interface Preset {
  readonly title: Bilingual;
  /** What there is to see, and what to press. */
  readonly words: Bilingual;
  /** Where it differs from the first net. */
  readonly recipe: Partial<Recipe>;
  /** Rounds of training that it has behind it. */
  readonly trained?: number;
  /** What stands in its way: one of these, at once or after some epochs. Absent where nothing does. */
  readonly shows?: readonly TroubleKind[];
}

export const presets: Readonly<Record<PresetName, Preset>> = {
  xor: {
    title: {zh: '能学会 XOR', en: 'XOR can be learned'},
    words: {zh: '2-4-1，tanh：按 t 训练，看判定图。', en: '2-4-1, tanh: t trains it; watch the map.'},
    recipe: {},
  },
  'xor-learned': {
    title: {zh: '已学会 XOR', en: 'XOR learned'},
    words: {
      zh: '训练好的网络：选一个隐藏神经元，看它自己的图。',
      en: 'A trained net: choose a hidden neuron and see its own map.',
    },
    recipe: {},
    trained: 4000,
  },
  spiral: {
    title: {zh: '双螺旋', en: 'Two spirals'},
    words: {
      zh: '2-8-8-1，Adam，整批：按 t，约十万轮后开始分开，二十万轮学会。',
      en: '2-8-8-1, Adam, whole batches: t; they come apart after 100,000 rounds and are learned after 200,000.',
    },
    recipe: {net: '2-8-8-1', data: 'spiral', optimizer: 'adam', batch: 'all', rate: '0.1'},
  },
  sine: {
    title: {zh: '正弦曲线', en: 'A sine curve'},
    words: {
      zh: '一个输入：看输出曲线怎样贴近样本。',
      en: 'One input: watch the output curve come to the samples.',
    },
    recipe: {net: '1-8-1', data: 'sine', activation: 'tanh,identity', rate: '0.05'},
  },
  saturation: {
    title: {zh: '饱和', en: 'Saturation'},
    words: {
      zh: '起始权重太大，sigmoid 都在平坦处：按 t 看损失几乎不动。',
      en: 'First weights so large that every sigmoid is flat: t, and the loss hardly moves.',
    },
    recipe: {activation: 'sigmoid', init: 'normal 0 30'},
    shows: ['saturated'],
  },
  'dead-relu': {
    title: {zh: 'relu 死亡', en: 'Dead relu'},
    words: {
      zh: '有些 relu 在所有样本上都输出 0，再也学不动：选一个，看它的梯度。',
      en: 'Some relu neurons are 0 on all samples and never learn: choose one and see its gradients.',
    },
    recipe: {net: '2-8-1', activation: 'relu,sigmoid', rate: '0.1', init: 'uniform -1 0.5'},
    shows: ['dead'],
  },
  vanishing: {
    title: {zh: '梯度消失', en: 'Vanishing gradients'},
    words: {
      zh: '六层 sigmoid：δ 一层比一层小，前面的层学不动。换成 tanh 再试（e）。',
      en: 'Six sigmoid layers: δ shrinks from layer to layer. Try tanh instead (e).',
    },
    recipe: {net: '2-4-4-4-4-4-1', activation: 'sigmoid'},
    shows: ['vanishing'],
  },
  exploding: {
    title: {zh: '梯度爆炸', en: 'Exploding gradients'},
    words: {
      zh: '七层，权重太大：δ 越往前越大，训练几轮就发散。',
      en: 'Seven layers of large weights: δ grows from layer to layer, and training diverges in a few rounds.',
    },
    recipe: {net: '2-6-6-6-6-6-6-1', activation: 'leaky-relu,identity', rate: '0.01', init: 'normal 0 3'},
    shows: ['exploding'],
  },
  symmetric: {
    title: {zh: '对称起点', en: 'Symmetric start'},
    words: {
      zh: '所有权重都是 0.5：几个隐藏神经元永远一样，学不会 XOR。按 R 重抽再试。',
      en: 'All weights are 0.5: the hidden neurons stay equal, and XOR is never learned. R draws others.',
    },
    recipe: {init: 'uniform 0.5 0.5'},
    shows: ['symmetric'],
  },
  'rate-too-large': {
    title: {zh: '学习率太大', en: 'Rate too large'},
    words: {
      zh: '学习率 0.7，输出层没有曲线拦着：按 t，损失越来越大，直到发散。调小再试（e）。',
      en: 'A rate of 0.7 with a linear output: t, and the loss grows until the net diverges. Try a smaller one (e).',
    },
    recipe: {activation: 'tanh,identity', rate: '0.7'},
    shows: ['rising', 'diverged'],
  },
};

/** What a preset is made by. */
export const presetRecipe = (name: PresetName): Recipe => ({...firstRecipe, ...presets[name].recipe});

/** What leads to a preset from anywhere: its net is built, and begins anew. */
export const presetActions = (name: PresetName): readonly PlayAction[] => [
  {type: 'build', recipe: presetRecipe(name)},
  {type: 'restart'},
];
