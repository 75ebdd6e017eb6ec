import {type Bilingual, bilingual, type Language} from '../../lesson/lesson.ts';

/** How large a net and its data are. */
interface NetSize {
  readonly parameters: number;
  readonly samples: number;
}

/** What the screens of a class say, in one language. */
export interface ClassWords {
  readonly following: string;
  readonly onOwn: string;
  readonly play: string;
  readonly stay: string;
  readonly isAsked: string;
  readonly asked: string;
  readonly askedAway: string;
  readonly classGoesOn: string;
  readonly backToTeacher: string;
  readonly backToStep: string;
  readonly playGoesOn: string;
  readonly playIsLost: string;
  readonly tooLarge: (most: NetSize, parameters: number, samples: number) => string;
  readonly noDerivatives: string;
  readonly lessonEnds: string;
  readonly drawnSmaller: (largest: {readonly columns: number; readonly rows: number}) => string;
  readonly noTeacher: string;
  readonly locked: string;
  readonly free: string;
  readonly given: (answer: string) => string;
  readonly dontKnow: string;
  readonly changeUntil: string;
  readonly teacherGoesOn: string;
  readonly notFurther: string;
  readonly says: (text: string) => string;
  readonly word: (name: string, word: string) => string;
  readonly welcome: (name: string) => readonly string[];
  readonly yourWord: (word: string) => string;
  readonly pressKey: string;
  readonly pollTitle: string;
  readonly answered: (count: number, of: number) => string;
  readonly right: string;
  readonly other: string;
  readonly skipped: string;
  readonly signs: Readonly<Record<'-1' | '0' | '1', string>>;
  /** What a mistake is, and why it is one. */
  readonly because: (said: {readonly name: string; readonly why: string}) => string;
  readonly truth: (text: string) => string;
  readonly yours: (text: string) => string;
  readonly yoursRight: (text: string) => string;
  readonly yoursWrong: (text: string) => string;
  readonly noAnswer: string;
  readonly goesOn: string;
  readonly closes: string;
  readonly students: (here: number, all: number) => string;
  readonly toJoin: string;
  readonly nobody: string;
  readonly columns: {
    readonly name: string;
    readonly step: string;
    readonly where: string;
    readonly screen: string;
    readonly answer: string;
  };
  readonly away: string;
  readonly removed: string;
  readonly chooseStudent: string;
  readonly studentKeys: string;
  readonly wordOf: (name: string, word: string) => string;
  readonly removedKeys: string;
  readonly isRemoved: (name: string) => string;
  readonly renewKeys: string;
  readonly renewQuestion: (name: string, isHere: boolean) => string;
  readonly removeKeys: string;
  readonly removeQuestion: (name: string) => string;
  readonly tooSmall: string;
  readonly answers: {
    readonly right: string;
    readonly wrong: string;
    readonly skipped: string;
    readonly none: string;
  };
  readonly messagePrompt: string;
  readonly messageKeys: string;
  readonly endQuestion: string;
  readonly stopQuestion: string;
  readonly stopKeys: string;
  readonly endUnkept: string;
  readonly unkept: (why: string) => string;
  readonly unkeptNote: (why: string) => string;
  readonly keptAgain: string;
  readonly endKeys: string;
}

const zh: ClassWords = {
  following: '跟着老师',
  onOwn: '自己看',
  play: '自由试验',
  stay: '停在这里',
  isAsked: '老师在提问',
  asked: '老师在提问：按 Esc 去回答。',
  askedAway: '老师在提问：按 Esc，再按 f 去回答。',
  classGoesOn: '课堂在继续',
  backToTeacher: '回去听讲',
  backToStep: '回到那一步',
  playGoesOn: '接着你上次离开时的试验；按 u 一步步撤销。',
  playIsLost: '之前的自由试验没能恢复；按 t 重新开始。',
  tooLarge: (most, parameters, samples) =>
    `课堂的自由试验最多 ${most.parameters} 个参数、${most.samples} 个样本；这里有 ${parameters}、${samples} 个。`,
  noDerivatives: '这一步是函数，不是网络；在自己的电脑上用 bp-tui grad 可以求导。',
  lessonEnds: '本课到此结束。',
  drawnSmaller: ({columns, rows}) => `你的窗口大于 ${columns}×${rows}：课堂最多画这么大。`,
  noTeacher: '老师暂时不在',
  locked: '不许超前',
  free: '可以超前',
  given: (answer) => `你的回答：${answer}`,
  dontKnow: '不会',
  changeUntil: '（公布前可改）',
  teacherGoesOn: '老师会往下讲。按 b 往回看，按 t 自由试验。',
  notFurther: '老师还没有讲到那里。',
  says: (text) => `老师：${text}`,
  word: (name, word) => `你是 ${name}，重连口令 ${word}`,
  welcome: (name) => [
    `${name}，欢迎上课。`,
    '你会看到老师讲的内容。按 b 往回看，按 f 再跟上；按 t 从眼前的状态自由试验。',
  ],
  yourWord: (word) => `你的重连口令：${word}`,
  pressKey: '请记下口令：掉线以后，用同一个名字和它回来。按任意键开始。',
  pollTitle: '全班的回答',
  answered: (count, of) => `${count}/${of} 人已回答`,
  right: '答对',
  other: '其他答案',
  skipped: '不会',
  signs: {'-1': '−（负）', 0: '0（零）', 1: '+（正）'},
  because: ({name, why}) => `${name}：${why}`,
  truth: (text) => `正确答案：${text}`,
  yours: (text) => `你的回答：${text}`,
  yoursRight: (text) => `你的回答 ${text}：对`,
  yoursWrong: (text) => `你的回答 ${text}：不对`,
  noAnswer: '你没有回答。',
  goesOn: '老师会往下讲。',
  closes: '按 v 公布；公布前学生还可以改。',
  students: (here, all) => `学生 ${here}/${all}`,
  toJoin: '加入课堂：',
  nobody: '还没有学生。',
  columns: {name: '名字', step: '步', where: '状态', screen: '屏幕', answer: '回答'},
  away: '不在线',
  removed: '已移出',
  chooseStudent: '选学生；回车：看重连口令、换口令、移出课堂',
  studentKeys: 'n 换口令  x 移出  Esc',
  wordOf: (name, word) => `${name} 的重连口令：${word}`,
  removedKeys: 'x 允许回来  Esc',
  isRemoved: (name) => `${name} 已移出课堂`,
  renewKeys: 'y 换，Esc 取消',
  renewQuestion: (name, isHere) =>
    isHere ? `给 ${name} 换口令吗？现在的连接会断开。` : `给 ${name} 换口令吗？旧口令作废。`,
  removeKeys: 'y 移出，Esc 取消',
  removeQuestion: (name) => `移出 ${name} 吗？连接断开，回答不计。`,
  tooSmall: '太小',
  answers: {right: '对', wrong: '错', skipped: '不会', none: '–'},
  messagePrompt: '给全班：',
  messageKeys: '回车发送，空着则撤下；Esc 取消',
  endQuestion: '下课吗？学生会断开，回答会写成 CSV。',
  stopQuestion: '停止服务吗？学生会断开，课堂会保留。',
  stopKeys: 'y 停止，Esc 取消',
  endUnkept: '磁盘写不进去，回答会丢失！确定吗？',
  unkept: (why) => `没有存盘（${why}）`,
  unkeptNote: (why) => `课堂记录存不下来（${why}）：请检查磁盘和数据目录；现在退出会丢失。`,
  keptAgain: '磁盘又能写了，课堂记录都已存好。',
  endKeys: 'y 下课，Esc 取消',
};

const en: ClassWords = {
  following: 'following',
  onOwn: 'on my own',
  play: 'free play',
  stay: 'stay here',
  isAsked: 'the teacher asks a question',
  asked: 'The teacher asks a question: Esc leads to it.',
  askedAway: 'The teacher asks a question: Esc, then f, lead to it.',
  classGoesOn: 'the class goes on',
  backToTeacher: 'back to the teacher',
  backToStep: 'back to the step',
  playGoesOn: 'Free play goes on as you left it; u undoes, one action after the other.',
  playIsLost: 'Free play could not be taken up again; t begins anew.',
  tooLarge: (most, parameters, samples) =>
    `In a class, free play takes ${most.parameters} weights, ${most.samples} samples; here are ${parameters}, ${samples}.`,
  noDerivatives: 'This step has a function, not a net: bp-tui grad on your own machine differentiates it.',
  lessonEnds: 'End of the lesson.',
  drawnSmaller: ({columns, rows}) =>
    `Your window is larger than ${columns}×${rows}: a class draws no more than that.`,
  noTeacher: 'the teacher is away',
  locked: 'nobody goes ahead',
  free: 'going ahead allowed',
  given: (answer) => `your answer: ${answer}`,
  dontKnow: "don't know",
  changeUntil: ' (may be changed)',
  teacherGoesOn: 'The teacher goes on; b looks back, t is free play.',
  notFurther: 'The teacher has not come further yet.',
  says: (text) => `teacher: ${text}`,
  word: (name, word) => `You are ${name}; the word to come back is ${word}`,
  welcome: (name) => [
    `Welcome to the class, ${name}.`,
    'You see what the teacher shows; b looks back, f follows again, t is free play with the net as it is.',
  ],
  yourWord: (word) => `Your word to come back: ${word}`,
  pressKey:
    'Note it down: after a lost connection, the same name and this word bring you back. Press any key.',
  pollTitle: 'What the class answered',
  answered: (count, of) => `${count}/${of} answered`,
  right: 'right',
  other: 'other answers',
  skipped: "don't know",
  signs: {'-1': '− (negative)', 0: '0 (zero)', 1: '+ (positive)'},
  because: ({name, why}) => `${name}: ${why}`,
  truth: (text) => `The right answer: ${text}`,
  yours: (text) => `Your answer: ${text}`,
  yoursRight: (text) => `Your answer ${text}: right`,
  yoursWrong: (text) => `Your answer ${text}: not right`,
  noAnswer: 'You gave no answer.',
  goesOn: 'The teacher goes on.',
  closes: 'v reveals; until then answers may be changed.',
  students: (here, all) => `students ${here}/${all}`,
  toJoin: 'To join:',
  nobody: 'Nobody is here yet.',
  columns: {name: 'name', step: 'step', where: 'state', screen: 'screen', answer: 'answer'},
  away: 'away',
  removed: 'removed',
  chooseStudent: 'choose a student; Enter: their word, a new word, remove',
  studentKeys: 'n new word  x remove  Esc',
  wordOf: (name, word) => `${name}: word to come back ${word}`,
  removedKeys: 'x lets them back in  Esc',
  isRemoved: (name) => `${name} is removed`,
  renewKeys: 'y renews, Esc',
  renewQuestion: (name, isHere) =>
    isHere ? `${name}: new word? It ends the connection.` : `${name}: new word? The old one is void.`,
  removeKeys: 'y removes, Esc',
  removeQuestion: (name) => `${name}: remove? Answers will not count.`,
  tooSmall: 'too small',
  answers: {right: 'right', wrong: 'wrong', skipped: "don't know", none: '–'},
  messagePrompt: 'To all: ',
  messageKeys: 'Enter sends, empty takes it down; Esc',
  endQuestion: 'End the class? Students are cut off, answers go into a CSV.',
  stopQuestion: 'Stop serving? Students are cut off; the class is kept.',
  stopKeys: 'y stops, Esc',
  endUnkept: 'Nothing can be written: the answers will be lost! Sure?',
  unkept: (why) => `not kept on disk (${why})`,
  unkeptNote: (why) => `Nothing is kept (${why}): see to disk and data folder, or it will be lost.`,
  keptAgain: 'The disk takes it again: everything is kept.',
  endKeys: 'y ends it, Esc',
};

/** In both languages. */
export const classWords: Readonly<Record<Language, ClassWords>> = {zh, en};

/** Something that is said, for whoever reads it in either language. */
export const inBoth = (say: (words: ClassWords) => string): Bilingual =>
  bilingual((language) => say(classWords[language]));
