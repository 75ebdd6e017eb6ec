import type {Language} from '../lesson/lesson.ts';
import type {Stride} from '../session/player.ts';
import type {Rule} from '../session/view/contributions.ts';
import type {Command} from './keys.ts';

/** Everything the screens say in one language. Lesson texts are not here: they come from the lesson's file. */
export interface ScreenWords {
  readonly tagline: string;
  /** Between a name and what it has. */
  readonly colon: string;
  readonly lessonNumber: (number: string) => string;
  readonly step: (at: number, of: number) => string;
  readonly round: (number: number) => string;
  /** Which sample of its batch a round has, from 1. */
  readonly inBatch: (place: number, size: number) => string;
  readonly stride: Readonly<Record<Stride, string>>;
  readonly strideLabel: string;
  readonly strideNow: (stride: string) => string;
  readonly speed: string;
  readonly scrollKeys: string;
  /** What Esc does on a page that lies on another. */
  readonly closeKey: string;
  readonly chooseKeys: string;
  readonly automatic: string;
  readonly panels: {
    readonly network: string;
    readonly graph: string;
    readonly loss: string;
    readonly working: string;
    readonly chain: string;
    readonly update: string;
    readonly table: string;
    readonly words: string;
    readonly help: string;
    readonly map: string;
    readonly paths: string;
    readonly operations: string;
    readonly layers: string;
    readonly check: string;
  };
  readonly contributions: {
    readonly title: Readonly<Record<Rule, string>>;
    readonly neuron: string;
    readonly from: (sender: string) => string;
    readonly sum: string;
    readonly slope: string;
    readonly delta: string;
    readonly more: (senders: number) => string;
    readonly how: Readonly<Record<Rule, string>>;
    readonly noShares: (senders: string) => string;
  };
  readonly operations: {
    readonly what: string;
    readonly count: string;
    readonly compared: string;
    readonly parameters: string;
    readonly forward: string;
    readonly backward: string;
    readonly both: string;
    readonly numeric: string;
    readonly ratio: string;
    readonly unit: string;
  };
  readonly layers: {
    readonly layer: (number: number) => string;
    readonly output: string;
    readonly delta: string;
    readonly weights: string;
    readonly scale: (from: string, to: string) => string;
    readonly shown: (shown: number, of: number) => string;
    readonly none: string;
  };
  readonly check: {
    readonly parameter: string;
    readonly analytic: string;
    readonly numeric: string;
    readonly difference: string;
    readonly verdict: string;
    readonly agrees: string;
    readonly differs: string;
    readonly allAgree: string;
    readonly someDiffer: (count: number) => string;
    readonly notYet: string;
    /** @param loss its symbol: a function may have another than L */
    readonly how: (loss: string) => string;
  };
  readonly table: {
    readonly name: string;
    readonly old: string;
    readonly gradient: string;
    readonly next: string;
    readonly change: string;
    readonly more: (count: number) => string;
    readonly digits: (count: number) => string;
  };
  readonly loss: {
    readonly none: string;
    readonly before: string;
    readonly divergedAt: (round: number) => string;
    readonly divergedAdvice: string;
    readonly everyRounds: (rounds: number) => string;
  };
  /** What the two curves of a training with a test part are. */
  readonly tested: {readonly training: string; readonly test: string};
  readonly compare: {
    readonly diverged: (round: number) => string;
    /** Of a run whose loss was never computed. */
    readonly nothing: string;
    readonly mean: string;
    /** That the axis is logarithmic, in full and in short. */
    readonly logarithmic: string;
    readonly log: string;
  };
  readonly map: {
    /** That a relation holds in the whole picture. */
    readonly everywhere: (relation: string) => string;
    /** How many samples the net gets wrong. */
    readonly wrong: (count: number, of: number) => string;
    /** The same where only some of very many samples were tried. */
    readonly wrongTried: (count: number, of: number) => string;
    readonly drawn: (count: number, of: number) => string;
    /** Of a net that diverged. */
    readonly nothing: string;
    /** Of a net that has no map. */
    readonly none: string;
  };
  readonly paths: {
    readonly start: string;
    readonly after: (rounds: number) => string;
    /** What the shades mean: from the lowest loss in the picture to the highest. */
    readonly background: string;
    readonly none: string;
  };
  readonly working: {
    readonly none: string;
    readonly ofDeltas: string;
  };
  readonly question: {
    readonly answer: string;
    readonly choose: string;
    readonly sign: string;
    readonly number: string;
    readonly choiceKeys: (most: number) => string;
    readonly answerFirst: string;
    readonly unreadable: string;
    readonly right: (text: string) => string;
    readonly notYet: (text: string) => string;
    readonly wrong: (text: string, truth: string) => string;
    readonly hint: (number: number, text: string) => string;
    readonly again: string;
    readonly skipped: (truth: string) => string;
    readonly positive: string;
    readonly negative: string;
    readonly zero: string;
    readonly enterGoesOn: string;
    /** What stands before the wrong and the right working of an answer. */
    readonly wrongLine: string;
    readonly rightLine: string;
  };
  readonly scroll: (from: number, to: number, of: number) => string;
  readonly lastStep: string;
  readonly goTo: {readonly title: string; readonly prompt: (most: number) => string; readonly how: string};
  readonly home: {
    readonly lessons: string;
    readonly opening: (title: string) => string;
    readonly none: string;
  };
  readonly progress: {
    readonly notBegun: string;
    readonly done: string;
    /** Of questions that were skipped or answered wrongly. */
    readonly open: (count: number) => string;
    readonly resumed: (step: number) => string;
    readonly openQuestions: string;
    readonly noneOpen: string;
    readonly wrong: string;
    readonly skipped: string;
    readonly reset: (lesson: number) => string;
    readonly resetAll: string;
    readonly resetKeys: string;
  };
  readonly help: {
    readonly keys: string;
    readonly symbols: string;
    readonly panels: string;
    readonly onScreen: string;
  };
  readonly problem: {readonly title: string};
  readonly small: {
    readonly title: string;
    readonly needed: (columns: number, rows: number) => string;
    readonly found: (columns: number, rows: number) => string;
    readonly plain: string;
  };
  /** What a command does, in one or two words for the footer, and in a sentence for the help. */
  readonly commands: Readonly<Record<Command, {readonly short: string; readonly long: string}>>;
  /** The other language's name for terminals that have no other characters than ASCII. */
  readonly otherLanguageInAscii: string;
  /** What a key is called, where its own sign is no name. */
  readonly keys: Readonly<Record<string, string>>;
  /** What the help explains besides the keys, where there is a net. */
  readonly helpOfNets: HelpWords;
}

/** What a help explains besides the keys. */
export interface HelpWords {
  readonly symbols: readonly Meaning[];
  /** What panels show whose title does not tell. */
  readonly panels: readonly Meaning[];
  readonly marks: readonly Meaning[];
  /** Of commands that do less here than elsewhere. */
  readonly commands?: Readonly<Partial<Record<Command, string>>>;
}

export interface Meaning {
  readonly sign: string;
  readonly meaning: string;
}

/** Marks of numbers, wherever numbers are. */
export const numberMarks: Readonly<Record<Language, readonly Meaning[]>> = {
  zh: [
    {sign: '–', meaning: '还没有算到的数'},
    {sign: '∞  ?', meaning: '超出范围的数：∞ 太大；? 算不出值，例如 ∞ − ∞'},
    {sign: '»', meaning: '正在讲的数，没有颜色也看得出'},
  ],
  en: [
    {sign: '–', meaning: 'a number that is not computed yet'},
    {sign: '∞  ?', meaning: 'out of range: ∞ is too large; ? has no value, as ∞ − ∞'},
    {sign: '»', meaning: 'the number in question, also without colours'},
  ],
};

const zh: ScreenWords = {
  tagline: '在终端里看懂反向传播',
  colon: '：',
  lessonNumber: (number) => `第 ${number} 课`,
  step: (at, of) => `第 ${at}/${of} 步`,
  round: (number) => `第 ${number} 轮`,
  inBatch: (place, size) => `本批 ${place}/${size}`,
  stride: {
    operation: '一次运算',
    step: '一步',
    neuron: '一个神经元',
    layer: '一层',
    phase: '一个阶段',
    sample: '一个样本',
    epoch: '一遍数据',
  },
  strideLabel: '粒度',
  strideNow: (stride) => `粒度 ${stride}`,
  speed: '速度',
  scrollKeys: '滚动',
  closeKey: '返回',
  chooseKeys: '选择',
  automatic: '自动',
  panels: {
    network: '网络',
    graph: '计算图（◂ 有几条路，梯度相加）',
    loss: '损失',
    working: '算式',
    chain: '链式法则',
    update: '更新',
    table: '参数',
    words: '讲解',
    help: '帮助',
    map: '判定图',
    paths: '参数走过的路',
    operations: '运算次数',
    layers: '各层的大小',
    check: '梯度检验',
  },
  contributions: {
    title: {exact: '误差分配：精确规则 δ × 权重', proportional: '误差分配：直觉，按权重的比例分'},
    neuron: '神经元',
    from: (sender) => `来自 ${sender}`,
    sum: '合计',
    slope: '× 斜率',
    delta: '= δ',
    more: (senders) => `另 ${senders} 个`,
    how: {
      exact: '每格是后面神经元的 δ × 连线的权重；合计是 ∂L/∂a，乘斜率得 δ。',
      proportional: '每格是后面神经元的误差 × 这条权重占流入权重之和的比例。',
    },
    noShares: (senders) => `流入 ${senders} 的权重之和是 0，按比例分不了，所以是“–”。`,
  },
  operations: {
    what: '算什么',
    count: '运算次数',
    compared: '比一比',
    parameters: '参数个数',
    forward: '前向一遍',
    backward: '反向一遍',
    both: '反向传播：前向 + 反向',
    numeric: '逐个试：每个参数前向一遍',
    ratio: '逐个试 ÷ 反向传播',
    unit: '一次运算：加、减、乘、除一次，或求一次函数值（如 e^x）。',
  },
  layers: {
    layer: (number) => `第 ${number} 层`,
    output: '输出层',
    delta: '|δ| 的平均',
    weights: '|∂L/∂w| 的平均',
    scale: (from, to) => `对数刻度 ${from} 到 ${to}`,
    shown: (shown, of) => `${of} 层中的 ${shown} 层`,
    none: '还没有 δ：反向传播算到哪一层，哪一层才有。',
  },
  check: {
    parameter: '参数',
    analytic: '这一轮的梯度',
    numeric: '试出来的梯度',
    difference: '相对差',
    verdict: '结论',
    agrees: '✓ 一致',
    differs: '✗ 不一致',
    allAgree: '✓ 全部一致。',
    someDiffer: (count) => `✗ ${count} 个参数不一致：这一轮的梯度算错了。`,
    notYet: '反向传播算到、又没有超出范围的梯度才能检验。',
    how: (loss) => `试：参数加、减一点点 h，各算一遍 ${loss}，差 ÷ 2h。`,
  },
  table: {
    name: '名称',
    old: '旧值',
    gradient: '梯度',
    next: '新值',
    change: '变化',
    more: (count) => `… 还有 ${count} 个参数`,
    digits: (count) => `${count} 位有效数字`,
  },
  loss: {
    none: '还没有损失：前向传播算到 L 时，这里才有第一个点。',
    before: '上一轮',
    divergedAt: (round) => `第 ${round} 轮发散：数值超出了范围。`,
    divergedAdvice: '试试更小的学习率 η，或更小的初始权重。',
    everyRounds: (rounds) => `每点 ${rounds} 轮`,
  },
  tested: {training: '训练', test: '测试'},
  compare: {
    diverged: (round) => `第 ${round} 轮发散`,
    nothing: '还没有损失',
    mean: '平均 L',
    logarithmic: '纵轴取对数',
    log: '对数',
  },
  map: {
    everywhere: (relation) => `处处 ${relation}`,
    wrong: (count, of) => `分错 ${count}/${of}`,
    wrongTried: (count, of) => `试 ${of} 个，分错 ${count}`,
    drawn: (count, of) => `画出 ${of} 个样本中的 ${count} 个`,
    nothing: '数值超出了范围，画不出图。',
    none: '只有两个输入的网络才能画成平面图。',
  },
  paths: {
    start: '起点',
    after: (rounds) => `${rounds} 轮之后`,
    background: '平均 L',
    none: '这里还没有路径：参数没有留下记录。',
  },
  working: {
    none: '还没有开始计算。按空格走第一步。',
    ofDeltas: '从后一层的 δ 开始',
  },
  question: {
    answer: '回答',
    choose: '选择',
    sign: '输入 + 或 −（也可以是 0），然后按回车',
    number: '输入一个数，然后按回车',
    choiceKeys: (most) => `按 1–${most}，然后按回车`,
    answerFirst: '请先回答，或者按 s 跳过。',
    unreadable: '看不懂这个回答，请再试一次。',
    right: (text) => `✓ 答对了：${text}`,
    notYet: (text) => `✗ 你的回答是 ${text}，不对。`,
    wrong: (text, truth) => `✗ 你的回答是 ${text}，正确的是 ${truth}。`,
    hint: (number, text) => `提示 ${number}：${text}`,
    again: '再答一次，或者按 s 看答案。',
    skipped: (truth) => `已跳过。答案是 ${truth}。`,
    positive: '+（正）',
    negative: '−（负）',
    zero: '0（零）',
    enterGoesOn: '按空格继续。',
    wrongLine: '错',
    rightLine: '对',
  },
  scroll: (from, to, of) => `${from}–${to}/${of} 行 ↑↓`,
  lastStep: '本课结束。按 Esc 回到首页，按 R 重来。',
  goTo: {title: '跳到', prompt: (most) => `跳到第几步（1–${most}）：`, how: '回车确定，Esc 取消'},
  home: {
    lessons: '课程',
    opening: (title) => `正在打开：${title}`,
    none: '没有找到课程。',
  },
  progress: {
    notBegun: '未开始',
    done: '学完 ✓',
    open: (count) => `${count} 题待答`,
    resumed: (step) => `接着上次的第 ${step} 步。按 0 回到第一步，按 R 重新开始。`,
    openQuestions: '待答的问题',
    noneOpen: '没有待答的问题：跳过的和答错的问题会列在这里。',
    wrong: '答错了',
    skipped: '跳过了',
    reset: (lesson) => `清除第 ${lesson} 课的进度？`,
    resetAll: '清除全部课程的进度？',
    resetKeys: '按 y 清除，按 Esc 保留',
  },
  help: {keys: '按键', symbols: '符号', panels: '面板', onScreen: '屏幕上的记号'},
  problem: {title: '这一课打不开'},
  small: {
    title: '窗口太小',
    needed: (columns, rows) => `需要 ${columns}×${rows}`,
    found: (columns, rows) => `现在 ${columns}×${rows}`,
    plain: '请放大窗口，或用 --plain 看文字版。按 q 退出。',
  },
  commands: {
    next: {short: '下一步', long: '前进'},
    back: {short: '后退', long: '后退'},
    finer: {short: '细', long: '粒度变细，每次走得少；自动播放时减慢'},
    coarser: {short: '粗', long: '粒度变粗，每次走得多；自动播放时加快'},
    automatic: {short: '自动', long: '自动播放，开或关'},
    editFunction: {short: '改函数', long: '重新输入函数'},
    editPoint: {short: '改取值', long: '重新输入各变量的值'},
    gates: {short: '拆门', long: '把 sigmoid 拆成一个个门，或合成一个'},
    graphPicture: {short: '图/表', long: '计算图画成图，或列成表'},
    derivatives: {short: '求导', long: '给任意函数求导'},
    play: {short: '自由试验', long: '自由试验：自己搭网络、改数、训练'},
    try: {short: '自己试', long: '从这一步的状态进入自由试验；Esc 回到这一步'},
    chooseLeft: {short: '左', long: '在网络上向左选'},
    chooseRight: {short: '右', long: '在网络上向右选：沿着连线走'},
    chooseUp: {short: '上', long: '在网络上向上选'},
    chooseDown: {short: '下', long: '在网络上向下选'},
    setValue: {short: '输入数', long: '输入选中的权重、偏置、输入或目标，可以写 1/3'},
    more: {short: '微调', long: '加 0.01：损失变多少，与梯度的预计对照'},
    less: {short: '减', long: '选中的数减 0.01'},
    train: {short: '训练', long: '全速训练，开始或停下'},
    trainUntil: {short: '训练到', long: '再训练若干轮，训练到第几轮（=），或损失低于某数（<）'},
    undo: {short: '撤销', long: '撤销，最多两千步（课堂上二十步）'},
    redo: {short: '重做', long: '重做撤销了的'},
    begin: {short: '从头', long: '回到最初的参数，第 1 轮'},
    reseed: {short: '换种子', long: '用下一个种子重抽参数，从头开始'},
    build: {short: '搭网络', long: '搭建：各层、初始值、数据、优化器、批量、正则化，都在一页上'},
    keep: {short: '留存', long: '把现在的训练留下来，好与下一次对比'},
    drop: {short: '丢掉', long: '丢掉留存的训练'},
    picture: {short: '判定图', long: '网络旁边放判定图（单输入：输出曲线），或损失曲线'},
    gradientCheck: {short: '核对梯度', long: '梯度核对表，开或关'},
    record: {short: '录制', long: '开始录制，或把录下的存为课程'},
    words: {short: '讲解', long: '给录下的这一步写讲解'},
    saveNet: {short: '存盘', long: '把网络连同现在的数存为 YAML 文件'},
    share: {short: '分享', long: '把网络变成一串字符，可以发给别人'},
    presets: {short: '现成的', long: '现成的网络：能学会的，和饱和、死亡、梯度消失等各种障碍'},
    troubles: {short: '障碍', long: '学习的障碍：看到什么，什么意思，怎么办；各层的数'},
    edges: {short: '进出', long: '所选神经元的进与出：权重、传来的数、乘积、梯度'},
    figures: {short: '对比', long: '留存的训练和现在的：曲线、损失、答对，和不同的设置'},
    seeds: {short: '多个种子', long: '接下来 20 个种子：多少个学会，列成表'},
    editSamples: {short: '样本', long: '样本表：逐个查看和修改，增删样本'},
    addSample: {short: '加一个', long: '在后面加一个样本，数都是 0'},
    copySample: {short: '照抄', long: '把这个样本再抄一份'},
    removeSample: {short: '删去', long: '删去这个样本'},
    otherSide: {short: '学习/测试', long: '用来学的样本，或留作测试的样本'},
    goTo: {short: '跳到', long: '跳到某一步'},
    first: {short: '开头', long: '回到第一步'},
    last: {short: '结尾', long: '到最后一步'},
    restart: {short: '重来', long: '重新开始，忘掉回答'},
    digits: {short: '位数', long: '有效数字 2 → 4 → 9 → 17'},
    language: {short: 'English', long: '换成英文'},
    panel: {short: '换面板', long: '换下方的面板：算式、参数、损失，有时还有别的'},
    rule: {short: '换规则', long: '误差分配：精确规则，或按比例的直觉'},
    up: {short: '上', long: '向上滚动或选择'},
    down: {short: '下', long: '向下滚动或选择'},
    skip: {short: '跳过提问', long: '跳过提问，看答案'},
    hint: {short: '提示', long: '给一个提示'},
    answer: {short: '回答', long: '提交回答'},
    follow: {short: '跟上老师', long: '课堂上：跟着老师看；已跟着时，停在这里自己看'},
    resumeWord: {short: '重连口令', long: '课堂上：显示你的名字和重连口令，掉线后用它回来'},
    ascii: {short: 'ASCII', long: '课堂上：符号只用 ASCII，或恢复'},
    colors: {short: '颜色', long: '课堂上：深色背景、浅色背景、不用颜色'},
    reveal: {short: '公布', long: '老师：结束提问，公布全班答案的分布'},
    poll: {short: '答题情况', long: '老师：全班答案的分布，随时更新'},
    students: {short: '学生', long: '老师：学生名单和加入方法；选中一人可看口令、移出'},
    message: {short: '发消息', long: '老师：给全班发一句话'},
    lock: {short: '允许超前', long: '老师：允许或不许学生走到老师前面'},
    handIn: {short: '收答案', long: '老师：把全班的回答写成 CSV 文件'},
    endClass: {short: '下课', long: '老师：收答案并下课（会先问一次）'},
    help: {short: '帮助', long: '这一页，开或关'},
    close: {short: '返回', long: '关闭，或回到首页'},
    open: {short: '打开', long: '打开选中的课程或问题'},
    openQuestions: {short: '待答', long: '列出跳过和答错的问题'},
    reset: {short: '清除', long: '清除选中课程的进度（先确认）'},
    resetAll: {short: '全清', long: '清除全部课程的进度（先确认）'},
    quit: {short: '退出', long: '退出程序'},
  },
  otherLanguageInAscii: 'English',
  keys: {
    space: '空格',
    enter: '回车',
    escape: 'Esc',
    tab: 'Tab',
    backspace: '退格',
    delete: 'Delete',
    home: 'Home',
    end: 'End',
    pageup: 'PgUp',
    pagedown: 'PgDn',
    up: '↑',
    down: '↓',
    left: '←',
    right: '→',
    'ctrl+c': 'Ctrl-C',
  },
  helpOfNets: {
    symbols: [
      {sign: 'x', meaning: '输入'},
      {sign: 'y', meaning: '标签：希望网络输出的值'},
      {sign: 'w', meaning: '权重：一条连线上的乘数'},
      {sign: 'b', meaning: '偏置：加在神经元的和里，也叫阈值'},
      {sign: 'z', meaning: '加权和：一个神经元激活之前的数'},
      {sign: 'a', meaning: '激活值：神经元的输出，也可能写成 yh、yo'},
      {sign: 'σ', meaning: 'sigmoid 函数：把任何数压到 0 和 1 之间'},
      {sign: 'σ′', meaning: 'σ 在这一点的斜率（导数）'},
      {sign: 'L', meaning: '损失：预测错了多少，越小越好'},
      {sign: '∂L/∂w', meaning: '梯度：w 动一点点，L 动多少倍'},
      {sign: 'δ', meaning: '误差项：∂L/∂z'},
      {sign: 'η', meaning: '学习率：每次更新走多大一步'},
      {sign: 'w′', meaning: '更新之后的新值'},
      {sign: '←', meaning: '更新：左边换成右边算出的值'},
      {sign: '·  ×', meaning: '乘号：· 用在符号之间，× 用在数字之间'},
      {sign: '½', meaning: '一半：求导以后正好消掉指数 2'},
    ],
    panels: [
      {sign: '损失对比', meaning: '几次训练的损失画在一张图里，各有各的记号'},
      {sign: '判定图', meaning: '两个输入的每一种取值，网络各给出多大的输出；样本画在上面'},
      {sign: '参数走过的路', meaning: '两个参数在训练中走过的路，底色是损失的高低'},
      {sign: '误差分配', meaning: '后一层的每个神经元，给前一层的每个神经元送回多少误差'},
      {sign: '运算次数', meaning: '反向传播要算多少次，逐个参数试又要算多少次'},
      {sign: '各层的大小', meaning: '每一层的 δ 和梯度平均有多大，刻度是对数的'},
      {sign: '梯度检验', meaning: '屏幕上这一轮的梯度，和把参数挪一点点试出来的梯度，是不是一样'},
    ],
    marks: [
      ...numberMarks.zh,
      {sign: '▸', meaning: '正在讲的参数'},
      {sign: '✓  ✗', meaning: '答对了，答错了'},
    ],
  },
};

const en: ScreenWords = {
  tagline: 'understand back-propagation in a terminal',
  colon: ': ',
  lessonNumber: (number) => `Lesson ${number}`,
  step: (at, of) => `step ${at}/${of}`,
  round: (number) => `round ${number}`,
  inBatch: (place, size) => `batch ${place}/${size}`,
  stride: {
    operation: 'operation',
    step: 'step',
    neuron: 'neuron',
    layer: 'layer',
    phase: 'phase',
    sample: 'sample',
    epoch: 'epoch',
  },
  strideLabel: 'stride',
  strideNow: (stride) => `stride: ${stride}`,
  speed: 'speed',
  scrollKeys: 'scroll',
  closeKey: 'back',
  chooseKeys: 'choose',
  automatic: 'auto',
  panels: {
    network: 'Network',
    graph: 'Graph (◂ several paths: gradients add up)',
    loss: 'Loss',
    working: 'Working',
    chain: 'Chain rule',
    update: 'Update',
    table: 'Parameters',
    words: 'Words',
    help: 'Help',
    map: 'Decision map',
    paths: 'Paths of two parameters',
    operations: 'Operations',
    layers: 'Size by layer',
    check: 'Gradient check',
  },
  contributions: {
    title: {
      exact: 'Contributions: exact, δ × weight',
      proportional: 'Contributions: intuition, by share of weight',
    },
    neuron: 'neuron',
    from: (sender) => `from ${sender}`,
    sum: 'sum',
    slope: '× slope',
    delta: '= δ',
    more: (senders) => `${senders} more`,
    how: {
      exact: "A part is the sender's δ × the weight; the sum is ∂L/∂a, and × slope gives δ.",
      proportional: "A part is the sender's error × the weight's share of all weights into it.",
    },
    noShares: (senders) => `The weights into ${senders} sum to 0: there is no share to give, so "–".`,
  },
  operations: {
    what: 'what',
    count: 'operations',
    compared: 'compared',
    parameters: 'parameters',
    forward: 'one forward pass',
    backward: 'one backward sweep',
    both: 'back-propagation: forward + backward',
    numeric: 'trying: a forward pass per parameter',
    ratio: 'trying ÷ back-propagation',
    unit: 'One operation: one +, −, ×, ÷, or one value of a function such as e^x.',
  },
  layers: {
    layer: (number) => `layer ${number}`,
    output: 'output',
    delta: 'mean |δ|',
    weights: 'mean |∂L/∂w|',
    scale: (from, to) => `log scale, ${from} to ${to}`,
    shown: (shown, of) => `${shown} of ${of} layers`,
    none: 'No δ yet: a layer has one when the backward sweep has reached it.',
  },
  check: {
    parameter: 'parameter',
    analytic: 'this pass',
    numeric: 'by trying',
    difference: 'relative gap',
    verdict: 'verdict',
    agrees: '✓ agrees',
    differs: '✗ differs',
    allAgree: '✓ All agree.',
    someDiffer: (count) => `✗ ${count} ${count === 1 ? 'differs' : 'differ'}: wrong in this pass.`,
    notYet: 'Only gradients that are computed, and finite, are checked.',
    how: (loss) => `Trying: ${loss} a little h above and below the parameter, the difference ÷ 2h.`,
  },
  table: {
    name: 'name',
    old: 'old',
    gradient: 'gradient',
    next: 'new',
    change: 'change',
    more: (count) => `… ${count} more ${count === 1 ? 'parameter' : 'parameters'}`,
    digits: (count) => `${count} digits`,
  },
  loss: {
    none: 'No loss yet: the first point comes when the forward pass reaches L.',
    before: 'before',
    divergedAt: (round) => `Diverged at round ${round}: a number left its range.`,
    divergedAdvice: 'Try a smaller learning rate η, or smaller weights to start from.',
    everyRounds: (rounds) => `${rounds} rounds a point`,
  },
  tested: {training: 'training', test: 'test'},
  compare: {
    diverged: (round) => `diverged in round ${round}`,
    nothing: 'no loss yet',
    mean: 'mean L',
    logarithmic: 'logarithmic axis',
    log: 'log',
  },
  map: {
    everywhere: (relation) => `${relation} everywhere`,
    wrong: (count, of) => `${count} of ${of} wrong`,
    wrongTried: (count, of) => `${count} of ${of} tried wrong`,
    drawn: (count, of) => `${count} of ${of} samples drawn`,
    nothing: 'A number left its range: there is nothing to draw.',
    none: 'Only a net with two inputs can be drawn as a map.',
  },
  paths: {
    start: 'start',
    after: (rounds) => `after ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`,
    background: 'mean L',
    none: 'There is no way to draw: the parameters left no trace.',
  },
  working: {
    none: 'Nothing is computed yet. Space takes the first step.',
    ofDeltas: 'from the δs of the next layer',
  },
  question: {
    answer: 'Answer',
    choose: 'Choose',
    sign: 'type + or − (or 0), then Enter',
    number: 'type a number, then Enter',
    choiceKeys: (most) => `press 1–${most}, then Enter`,
    answerFirst: 'Answer first, or press s to skip.',
    unreadable: 'That is no answer to this question. Try again.',
    right: (text) => `✓ Right: ${text}`,
    notYet: (text) => `✗ You said ${text}. That is not it.`,
    wrong: (text, truth) => `✗ You said ${text}; it is ${truth}.`,
    hint: (number, text) => `Hint ${number}: ${text}`,
    again: 'Try again, or press s to see the answer.',
    skipped: (truth) => `Skipped. It is ${truth}.`,
    positive: '+ (positive)',
    negative: '− (negative)',
    zero: '0 (zero)',
    enterGoesOn: 'Space goes on.',
    wrongLine: 'wrong',
    rightLine: 'right',
  },
  scroll: (from, to, of) => `lines ${from}–${to} of ${of} ↑↓`,
  lastStep: 'End of the lesson. Esc: all lessons. R: once more.',
  goTo: {title: 'Go to', prompt: (most) => `Go to step (1–${most}): `, how: 'Enter to go, Esc to stay'},
  home: {
    lessons: 'Lessons',
    opening: (title) => `Opening: ${title}`,
    none: 'No lessons were found.',
  },
  progress: {
    notBegun: 'not begun',
    done: 'done ✓',
    open: (count) => `${count} open`,
    resumed: (step) => `Back at step ${step}. 0: first step. R: start again.`,
    openQuestions: 'Open questions',
    noneOpen: 'No question is open: those that you skip or get wrong stand here.',
    wrong: 'wrong',
    skipped: 'skipped',
    reset: (lesson) => `Forget your progress in lesson ${lesson}?`,
    resetAll: 'Forget your progress in all lessons?',
    resetKeys: 'y forgets, Esc keeps',
  },
  help: {keys: 'Keys', symbols: 'Symbols', panels: 'Panels', onScreen: 'Marks on the screen'},
  problem: {title: 'This lesson cannot be opened'},
  small: {
    title: 'Window too small',
    needed: (columns, rows) => `needed: ${columns}×${rows}`,
    found: (columns, rows) => `found: ${columns}×${rows}`,
    plain: 'Make it larger, or use --plain for linear text. q quits.',
  },
  commands: {
    next: {short: 'next', long: 'go on'},
    back: {short: 'back', long: 'go back'},
    finer: {short: 'finer', long: 'smaller moves; slower while automatic'},
    coarser: {short: 'coarser', long: 'larger moves; faster while automatic'},
    automatic: {short: 'auto', long: 'play by itself, on or off'},
    editFunction: {short: 'function', long: 'type another function'},
    editPoint: {short: 'point', long: 'type other values'},
    gates: {short: 'gates', long: 'sigmoid opened into its gates, or as one'},
    graphPicture: {short: 'view', long: 'the graph drawn, or as a list'},
    derivatives: {short: 'derivatives', long: 'differentiate any function'},
    play: {short: 'free play', long: 'free play: build a net, change its numbers, train it'},
    try: {short: 'try it', long: 'free play from this very state; Esc comes back to the step'},
    chooseLeft: {short: 'left', long: 'choose on the net, leftwards'},
    chooseRight: {short: 'right', long: 'choose on the net, rightwards along its edges'},
    chooseUp: {short: 'up', long: 'choose on the net, upwards'},
    chooseDown: {short: 'down', long: 'choose on the net, downwards'},
    setValue: {
      short: 'type',
      long: 'type the chosen weight, bias, input or target; 1/3 may be typed',
    },
    more: {
      short: 'nudge',
      long: 'add 0.01: what the loss does, beside what the gradient foretells',
    },
    less: {short: 'less', long: 'take 0.01 from what is chosen'},
    train: {short: 'train', long: 'train at full speed, on or off'},
    trainUntil: {short: 'train until', long: 'train so many rounds, until a round (=) or below a loss (<)'},
    undo: {short: 'undo', long: 'undo: two thousand actions at most, twenty in a class'},
    redo: {short: 'redo', long: 'do again what was undone'},
    begin: {short: 'restart', long: 'back to the first parameters, round 1'},
    reseed: {short: 'reseed', long: 'draw first parameters by the next seed, and begin anew'},
    build: {
      short: 'build',
      long: 'build: layers, first values, data, optimiser, batch, L1 and L2',
    },
    keep: {short: 'keep', long: 'keep this training beside the next one, to compare'},
    drop: {short: 'drop', long: 'drop the trainings that were kept'},
    picture: {short: 'map', long: 'beside the net the decision map (one input: curve), or the loss'},
    gradientCheck: {short: 'check', long: 'the table of the gradient check, on or off'},
    record: {short: 'record', long: 'record what is done as a lesson, and save it'},
    words: {short: 'words', long: 'words of your own for this step of the recording'},
    saveNet: {short: 'save', long: 'save the net with its numbers as they are, as a YAML file'},
    share: {short: 'share', long: 'the net as one word, to send to somebody'},
    presets: {
      short: 'presets',
      long: 'nets that show something: XOR learned, saturation, dead relu',
    },
    troubles: {
      short: 'trouble',
      long: 'what stands in the way of learning, and what to do about it',
    },
    edges: {short: 'in and out', long: 'weights into and out of the neuron, what goes along, gradients'},
    figures: {short: 'compare', long: 'trainings kept and now: curves, losses, settings that differ'},
    seeds: {short: '20 seeds', long: 'the next 20 seeds: how many of them learn, as a table'},
    editSamples: {
      short: 'samples',
      long: 'the samples as a table: look at them, change, add and remove them',
    },
    addSample: {short: 'add', long: 'a new sample below this one, all 0'},
    copySample: {short: 'copy', long: 'this sample once more'},
    removeSample: {short: 'remove', long: 'this sample goes'},
    otherSide: {short: 'learn/test', long: 'the samples to learn from, or those put aside for the test'},
    goTo: {short: 'go to', long: 'go to a step by its number'},
    first: {short: 'first', long: 'to the first step'},
    last: {short: 'last', long: 'to the last step'},
    restart: {short: 'restart', long: 'start again and forget the answers'},
    digits: {short: 'digits', long: 'significant digits 2 → 4 → 9 → 17'},
    language: {short: '中文', long: 'switch to Chinese'},
    panel: {
      short: 'panel',
      long: 'another panel below: working, parameters, loss and others',
    },
    rule: {short: 'rule', long: 'contributions: the exact rule, or the intuition in proportion'},
    up: {short: 'up', long: 'scroll or choose upwards'},
    down: {short: 'down', long: 'scroll or choose downwards'},
    skip: {short: 'skip question', long: 'skip the question and see its answer'},
    hint: {short: 'hint', long: 'a hint, one after the other'},
    answer: {short: 'answer', long: 'give the answer'},
    follow: {short: 'follow', long: 'in a class: see what the teacher shows, or stay here on my own'},
    resumeWord: {short: 'my word', long: 'in a class: your name, and the word that lets you back in'},
    ascii: {short: 'ASCII', long: 'in a class: only ASCII signs, or all of them'},
    colors: {short: 'colours', long: 'in a class: for a dark background, for a light one, none'},
    reveal: {short: 'reveal', long: 'teacher: closes the question and shows what the class answered'},
    poll: {short: 'answers', long: 'teacher: what the class answers, as it comes in'},
    students: {short: 'students', long: 'teacher: who is here, how to join; word or removal of a student'},
    message: {short: 'message', long: 'teacher: a line to all'},
    lock: {short: 'ahead', long: 'teacher: lets students go ahead of you, or not'},
    handIn: {short: 'hand in', long: "teacher: writes the class's answers as a CSV file"},
    endClass: {short: 'end', long: 'teacher: collects the answers and ends the class (asks first)'},
    help: {short: 'help', long: 'this page, on or off'},
    close: {short: 'lessons', long: 'close, or back to all lessons'},
    open: {short: 'open', long: 'open the chosen lesson or question'},
    openQuestions: {short: 'open questions', long: 'list the questions skipped or answered wrongly'},
    reset: {short: 'reset', long: 'forget the progress in the chosen lesson (asks first)'},
    resetAll: {short: 'reset all', long: 'forget the progress in all lessons (asks first)'},
    quit: {short: 'quit', long: 'leave the program'},
  },
  otherLanguageInAscii: 'Zhongwen',
  keys: {
    space: 'space',
    enter: 'Enter',
    escape: 'Esc',
    tab: 'Tab',
    backspace: 'Backspace',
    delete: 'Delete',
    home: 'Home',
    end: 'End',
    pageup: 'PgUp',
    pagedown: 'PgDn',
    up: '↑',
    down: '↓',
    left: '←',
    right: '→',
    'ctrl+c': 'Ctrl-C',
  },
  helpOfNets: {
    symbols: [
      {sign: 'x', meaning: 'input'},
      {sign: 'y', meaning: 'label: what the net should put out'},
      {sign: 'w', meaning: 'weight: the factor on one connection'},
      {sign: 'b', meaning: "bias: added into a neuron's sum, also called threshold"},
      {sign: 'z', meaning: 'weighted sum: a neuron before its activation'},
      {sign: 'a', meaning: "activation: a neuron's output, here also yh, yo"},
      {sign: 'σ', meaning: 'the sigmoid function: squeezes any number between 0 and 1'},
      {sign: 'σ′', meaning: 'the slope (derivative) of σ at this point'},
      {sign: 'L', meaning: 'loss: how wrong the prediction is; smaller is better'},
      {sign: '∂L/∂w', meaning: 'gradient: how many times as much L moves when w moves a little'},
      {sign: 'δ', meaning: 'error term: ∂L/∂z'},
      {sign: 'η', meaning: 'learning rate: how large a step each update takes'},
      {sign: 'w′', meaning: 'the new value after the update'},
      {sign: '←', meaning: 'update: the left side takes the value of the right side'},
      {sign: '·  ×', meaning: 'times: · between symbols, × between numbers'},
      {sign: '½', meaning: 'one half: it cancels the exponent 2 in the derivative'},
    ],
    panels: [
      {
        sign: 'Loss, compared',
        meaning: 'the losses of several trainings in one chart, each with its own sign',
      },
      {sign: 'Decision map', meaning: "the net's output for every pair of inputs, with the samples on it"},
      {sign: 'Paths', meaning: 'the way of two parameters through the training, over the height of the loss'},
      {sign: 'Contributions', meaning: 'how much error each neuron gets back from each neuron behind it'},
      {sign: 'Operations', meaning: 'what back-propagation costs, and what trying each parameter would cost'},
      {sign: 'Size by layer', meaning: 'how large δ and gradients are in each layer, on a logarithmic scale'},
      {
        sign: 'Gradient check',
        meaning: 'the gradients on screen beside those found by moving each parameter a little',
      },
    ],
    marks: [
      ...numberMarks.en,
      {sign: '▸', meaning: 'the parameter in question'},
      {sign: '✓  ✗', meaning: 'right, wrong'},
    ],
  },
};

/** The words of the screens, by language. */
export const screenWords: Readonly<Record<Language, ScreenWords>> = {zh, en};
