import type {Bilingual} from '../../lesson/lesson.ts';
import {type PresetName, presetNames} from '../../session/play/presetNames.ts';
import type {Recipe, RecipeField} from '../../session/play/recipe.ts';
import {wrongUsage} from '../failure.ts';
import {dataWanted, roundsOf, roundsWanted, sizeWanted} from './shared.ts';
import type {Option, Syntax} from './syntax.ts';
import {chooseFrom, given, oneOf, textOf, type Values} from './values.ts';

export interface PlayCommand {
  readonly name: 'play';
  readonly file?: string;
  /** A net as a string; `-` reads it from standard input. */
  readonly from?: string;
  /** The net to begin with, as far as the options do not say otherwise. */
  readonly preset?: PresetName;
  /** What the options say of the net, unread. */
  readonly recipe: Partial<Recipe>;
  /** Columns of a CSV file, by name or number. */
  readonly target?: readonly string[];
  /** To be trained before anything is shown or written. */
  readonly rounds: number;
  readonly format?: PlayFormat;
}

/** What is written in the place of a screen. */
const playFormats = ['json', 'yaml', 'share'] as const;
export type PlayFormat = (typeof playFormats)[number];

/** What of a net the options can say. */
const recipeHelp: Readonly<Record<RecipeField, Bilingual>> = {
  net: {en: 'neurons by layer, as in 2-4-1', zh: '每层几个神经元，例如 2-4-1'},
  activation: {
    en: 'one name; hidden layers and output: tanh,sigmoid; or all',
    zh: '一个名字；隐藏层和输出层：tanh,sigmoid；或每层一个',
  },
  loss: {
    en: 'half-squared-error | mean-squared-error | …',
    zh: 'half-squared-error | mean-squared-error | …',
  },
  init: {
    en: 'first values: xavier, he, zeros, uniform -1 1, normal 0 0.5',
    zh: '初始值：xavier、he、zeros、uniform -1 1、normal 0 0.5',
  },
  seed: {en: 'of first values: the same seed, the same numbers', zh: '初始值的种子：同一种子，同样的数'},
  optimizer: {en: 'sgd | momentum | adam | …', zh: 'sgd | momentum | adam | …'},
  rate: {en: 'learning rate, as in 0.5 or 1/3', zh: '学习率，例如 0.5、1/3'},
  momentum: {en: 'of momentum and nesterov', zh: 'momentum、nesterov 的动量'},
  decay: {en: 'of rmsprop', zh: 'rmsprop 的衰减'},
  beta1: {en: 'of adam', zh: 'adam 的 β₁'},
  beta2: {en: 'of adam', zh: 'adam 的 β₂'},
  epsilon: {en: 'of rmsprop, adagrad and adam', zh: 'rmsprop、adagrad、adam 的 ε'},
  batch: {en: 'samples for one update, or all', zh: '几个样本更新一次，或 all'},
  l1: {en: 'L1 regularisation, as in 0.001', zh: 'L1 正则化，例如 0.001'},
  l2: {en: 'L2 regularisation, as in 0.001', zh: 'L2 正则化，例如 0.001'},
  data: {
    en: 'and | or | xor | circle | spiral | sine | …, or a CSV file',
    zh: 'and | or | xor | circle | spiral | sine | …，或 CSV 文件',
  },
  size: {en: 'how many samples', zh: '样本数'},
  noise: {en: 'deviation of the noise, as in 0.1', zh: '噪声的标准差，例如 0.1'},
  dataSeed: {en: 'of drawn data and of the test part', zh: '数据和测试部分的种子'},
  split: {en: 'part put aside as a test, as in 0.3', zh: '留作测试的比例，例如 0.3'},
};

const optionOf = (field: string): string => (field === 'dataSeed' ? 'data-seed' : field);

/** The rest are read where nets are made; all that can be missed here is a value. */
const wantedOf: Readonly<Partial<Record<string, Bilingual>>> = {data: dataWanted, size: sizeWanted};
const recipeWanted: Bilingual = {en: 'See bp-tui play --help.', zh: '用法见 bp-tui play --help。'};

const recipeOptions: Readonly<Record<string, Option>> = Object.fromEntries(
  Object.entries(recipeHelp).map(([field, help]) => [
    optionOf(field),
    {help, wanted: wantedOf[field] ?? recipeWanted},
  ]),
);

export const play: Syntax<PlayCommand> = {
  name: 'play',
  summary: {en: 'Free play: build a net, change its numbers, train it', zh: '自由试验：搭网络、改数、训练'},
  operand: {
    name: 'FILE',
    count: 'optional',
    help: {en: 'file with a net; without one, 2-4-1 on xor', zh: '网络文件；不写则从 2-4-1 学 xor 开始'},
  },
  options: {
    preset: {
      help: {
        en: `a net that shows something: ${presetNames.join(', ')}; other options change it`,
        zh: `现成的网络：${presetNames.join('、')}；其他选项可以再改它`,
      },
      wanted: chooseFrom(presetNames),
    },
    ...recipeOptions,
    target: {
      help: {
        en: 'target columns of a CSV file, as in a,b (default: the last)',
        zh: 'CSV 里作目标的列，例如 a,b（默认最后一列）',
      },
      wanted: {en: 'Write columns, as in a,b.', zh: '请写列名，例如 a,b。'},
    },
    from: {
      help: {
        en: 'a net as a string, from S in free play; - reads standard input',
        zh: '分享串（自由试验里按 S 得到）；- 从标准输入读',
      },
      wanted: {en: 'Write a shared net, or - for standard input.', zh: '请写分享串，或 - 从标准输入读。'},
    },
    rounds: {help: {en: 'train so many rounds first', zh: '先训练多少轮'}, wanted: roundsWanted},
    export: {
      help: {
        en: `${playFormats.join(' | ')}: write the net instead of showing it`,
        zh: `${playFormats.join(' | ')}：不显示，把网络写到标准输出`,
      },
      wanted: chooseFrom(playFormats),
    },
  },
  read(values) {
    const file = textOf(values.FILE);
    const from = textOf(values.from);
    refuseTwoNets(file, from, values);
    const target = textOf(values.target);
    return {
      name: 'play',
      ...given('file', file),
      ...given('from', from),
      ...given('preset', oneOf('preset', values.preset, presetNames)),
      recipe: recipeFrom(values),
      ...given(
        'target',
        target?.split(/[,，]/).map((column) => column.trim()),
      ),
      ...given('format', oneOf('export', values.export, playFormats)),
      rounds: roundsOf(values.rounds, 0),
    };
  },
};

function recipeFrom(values: Values): Partial<Recipe> {
  return Object.fromEntries(
    Object.keys(recipeHelp).flatMap((field) => {
      const text = textOf(values[optionOf(field)]);
      return text === undefined ? [] : [[field, text]];
    }),
  );
}

function refuseTwoNets(file: string | undefined, from: string | undefined, values: Values): void {
  const option = ['preset', ...Object.keys(recipeOptions), 'target'].find(
    (name) => values[name] !== undefined,
  );
  if (file !== undefined && option !== undefined) throw netTwice(`--${option}`, 'the file', '文件');
  if (from !== undefined && option !== undefined) throw netTwice(`--${option}`, '--from', '--from');
  if (from !== undefined && file !== undefined) throw netTwice(file, '--from', '--from');
}

/** @param other where the net comes from already */
function netTwice(found: string, other: string, otherInChinese: string): Error {
  return wrongUsage({
    en: `${found}: expected a net from one place, found ${other} besides. Leave out the one or the other; e in free play changes a net.`,
    zh: `${found}：网络只能来自一处，但还写了${otherInChinese}。请去掉一个；进入后按 e 可以改。`,
  });
}
