import type {Language} from '../../lesson/lesson.ts';

interface DataWords {
  readonly all: string;
  /** Of very many samples only some are asked. */
  readonly some: (asked: number, of: number) => string;
}

/** The words of free play. */
export interface PlayWords {
  readonly title: string;
  readonly own: string;
  readonly training: string;
  /** At full speed, which is so many rounds in a second. */
  readonly fast: (rounds: number) => string;
  readonly paced: (steps: number) => string;
  readonly now: string;
  readonly kept: (number: number, recipe: string) => string;
  readonly keptNote: (number: number) => string;
  readonly fullNote: string;
  readonly divergedNote: (round: number) => string;
  readonly reachedNote: (rounds: number) => string;
  readonly notPaced: string;
  readonly noFiles: string;
  readonly untrainedNote: (why: string) => string;
  readonly nothingToUndo: string;
  readonly nothingToRedo: string;
  readonly noMap: string;
  readonly curve: string;
  readonly edges: {
    readonly title: (neuron: string) => string;
    readonly name: string;
    readonly weight: string;
    readonly carried: string;
    readonly product: string;
    readonly gradient: string;
    readonly more: (hidden: number) => string;
  };
  readonly notSettable: string;
  readonly given: string;
  readonly computed: string;
  readonly kinds: Readonly<Record<'input' | 'weight' | 'bias' | 'neuron' | 'target', string>>;
  readonly from: (from: string, to: string) => string;
  readonly incoming: string;
  readonly outgoing: string;
  readonly nudged: (change: string) => string;
  readonly foretold: string;
  /** How the net does on all samples; or, where there is a test, on those that it is trained on and on the others. */
  readonly data: DataWords;
  readonly trainingData: DataWords;
  readonly testData: DataWords;
  /** What a net comes to on some samples; how many of them are right, where that means something. */
  readonly comesTo: (
    samples: string,
    loss: string,
    sides: {readonly right: number; readonly size: number} | undefined,
  ) => string;
  readonly value: string;
  readonly until: string;
  readonly file: string;
  readonly entryKeys: string;
  readonly share: string;
  readonly shareLong: (length: number) => string;
  readonly shareHow: string;
  readonly shareTooLong: string;
  readonly shareKeys: string;
  readonly untilWrong: string;
  readonly roundIsPast: (done: number) => string;
}

/**
 * A number in two digits: more of a speed would only flicker.
 * @param units that larger numbers are counted in, the largest first
 * @param none what stands in the place of a unit
 */
function roughly(value: number, units: readonly (readonly [number, string])[], none = ''): string {
  const rounded = Number(value.toPrecision(2));
  const [size, name] = units.find(([least]) => rounded >= least) ?? [1, none];
  return `${Number((rounded / size).toPrecision(2))}${name}`;
}

export const playWords: Readonly<Record<Language, PlayWords>> = {
  zh: {
    title: '自由试验',
    own: '自己的数据',
    training: '▶ 全速训练',
    fast: (rounds) => `▶ 每秒 ${roughly(rounds, [[10_000, ' 万']], ' ')}轮`,
    paced: (steps) => `▶ 每秒 ${steps} 步`,
    now: '现在',
    kept: (number, recipe) => `留存 ${number}：${recipe}`,
    keptNote: (number) => `已留存为第 ${number} 条曲线。改一处（e），按 0 从头再训练，就能对比。`,
    fullNote: '最多留存五条曲线。按 X 全部丢掉。',
    divergedNote: (round) => `网络在第 ${round} 轮发散了，训练已停。按 u 撤销，或把学习率调小。`,
    reachedNote: (rounds) => `训练在第 ${rounds} 轮之后停下。`,
    noFiles: '课堂上不能存盘；在自己的电脑上用 bp-tui play 可以。',
    notPaced: '课堂上大家轮流用一台机器，不能自动播放；t 训练。',
    untrainedNote: (why) => `训练的线程断了，按 t 从这里接着训练（${why}）。`,
    nothingToUndo: '没有可撤销的了。',
    nothingToRedo: '没有可重做的了。',
    notSettable: '这个数是算出来的。能输入的是权重、偏置、输入和目标：用方向键选。',
    noMap: '只有一个或两个输入的网络才画得出图。',
    curve: '输出曲线',
    edges: {
      title: (neuron) => `${neuron} 的进与出`,
      name: '连线',
      weight: '权重',
      carried: '传来的 a 或 δ',
      product: '乘积',
      gradient: '梯度',
      more: (hidden) => `… 还有 ${hidden} 行（PgUp、PgDn 滚动）`,
    },
    given: '可以输入（回车）',
    computed: '算出来的',
    kinds: {input: '输入', weight: '权重', bias: '偏置', neuron: '神经元', target: '目标'},
    from: (from, to) => `从 ${from} 到 ${to}`,
    incoming: '进：',
    outgoing: '出：',
    nudged: (change) => `改动 ${change} 后损失变了`,
    foretold: '按梯度预计',
    data: {all: '全部样本', some: (asked, of) => `样本（${of} 个中的 ${asked} 个）`},
    trainingData: {all: '训练样本', some: (asked, of) => `训练样本（${of} 个中的 ${asked} 个）`},
    testData: {all: '测试样本', some: (asked, of) => `测试样本（${of} 个中的 ${asked} 个）`},
    comesTo: (samples, loss, sides) =>
      `${samples}：平均损失 ${loss}${sides === undefined ? '' : `，答对 ${sides.right}/${sides.size}`}`,
    value: '新的数',
    until: '训练：再多少轮，=到第几轮，或 <损失',
    file: '存为文件',
    entryKeys: '回车确定，Esc 取消',
    share: '分享这个网络',
    shareLong: (length) => `整个网络（现在的数、优化器、数据）就是这一串 ${length} 个字符：`,
    shareHow: '整串复制下来发给别人，换行不要紧。对方打开：bp-tui play --from 分享串',
    shareTooLong: '这一屏放不下整串：请按 W 存盘，再用 bp-tui play 文件 --export share 写出来。',
    shareKeys: 'Esc 返回',
    untilWrong: '应是轮数（例如 500）、= 和第几轮（=2000）或 < 和损失（<0.01）。',
    roundIsPast: (done) => `已经训练了 ${done} 轮。`,
  },
  en: {
    title: 'Free play',
    own: 'own data',
    training: '▶ full speed',
    fast: (rounds) =>
      `▶ ${roughly(rounds, [
        [1_000_000, 'M'],
        [1000, 'k'],
      ])} rounds/s`,
    paced: (steps) => `▶ ${steps} ${steps === 1 ? 'step' : 'steps'}/s`,
    now: 'now',
    kept: (number, recipe) => `kept ${number}: ${recipe}`,
    keptNote: (number) =>
      `Kept as curve ${number}. Change one thing (e), press 0 and train again to compare.`,
    fullNote: 'Five curves are kept already. X drops them all.',
    divergedNote: (round) =>
      `The net diverged in round ${round}: training stopped. u undoes it; try a smaller rate.`,
    reachedNote: (rounds) => `Training stopped after round ${rounds}.`,
    noFiles: 'A class writes no files; bp-tui play on your own machine does.',
    notPaced: 'A class takes turns at one machine, so nothing plays by itself there; t trains.',
    untrainedNote: (why) => `The training thread ended; t trains on from here (${why}).`,
    nothingToUndo: 'There is nothing to undo.',
    nothingToRedo: 'There is nothing to do again.',
    notSettable: 'This is computed. Weights, biases, inputs and targets can be typed: arrows choose.',
    noMap: 'Only a net with one or two inputs can be drawn.',
    curve: 'Output curve',
    edges: {
      title: (neuron) => `In and out of ${neuron}`,
      name: 'edge',
      weight: 'weight',
      carried: 'a or δ',
      product: 'product',
      gradient: 'gradient',
      more: (hidden) => `… ${hidden} more ${hidden === 1 ? 'row' : 'rows'} (PgUp, PgDn scroll)`,
    },
    given: 'can be typed (Enter)',
    computed: 'computed',
    kinds: {input: 'input', weight: 'weight', bias: 'bias', neuron: 'neuron', target: 'target'},
    from: (from, to) => `from ${from} to ${to}`,
    incoming: 'in:',
    outgoing: 'out:',
    nudged: (change) => `Changed by ${change}: the loss`,
    foretold: 'the gradient foretells',
    data: {all: 'All samples', some: (asked, of) => `${asked} of ${of} samples`},
    trainingData: {all: 'Training samples', some: (asked, of) => `${asked} of ${of} training samples`},
    testData: {all: 'Test samples', some: (asked, of) => `${asked} of ${of} test samples`},
    comesTo: (samples, loss, sides) =>
      `${samples}: mean loss ${loss}${sides === undefined ? '' : `, ${sides.right} of ${sides.size} right`}`,
    value: 'New number',
    until: 'Train: more rounds, =round, or <loss',
    file: 'Save as file',
    entryKeys: 'Enter takes it, Esc leaves it',
    share: 'Share this net',
    shareLong: (length) => `The whole net with its numbers, optimizer and data, in ${length} characters:`,
    shareHow:
      'Copy all of it into a message; line breaks do not matter. It is opened by: bp-tui play --from STRING',
    shareTooLong:
      'It does not fit on this screen: save the net (W), then bp-tui play FILE --export share writes it.',
    shareKeys: 'Esc back',
    untilWrong: 'Expected rounds, as in 500, = and a round, =2000, or < and a loss, <0.01.',
    roundIsPast: (done) => `${done} ${done === 1 ? 'round is' : 'rounds are'} done already.`,
  },
};
