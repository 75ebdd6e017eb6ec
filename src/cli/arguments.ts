import yargs, {type Argv} from 'yargs';
import {version} from '../../package.json';
import type {Bilingual, Language} from '../lesson/lesson.ts';
import {nearest} from '../lesson/nearest.ts';
import type {Digits} from '../session/notation.ts';
import {type PresetName, presetNames} from '../session/play/presetNames.ts';
import type {Recipe, RecipeField} from '../session/play/recipe.ts';
import type {AttachCommand} from './attach.ts';
import {wrongUsage} from './failure.ts';
import {languages} from './language.ts';
import type {ServeCommand} from './serve.ts';
import {digitChoices, type Options} from './settings.ts';

/** How `solve` prints a working. */
export const formats = ['text', 'markdown', 'csv', 'json'] as const;
export type Format = (typeof formats)[number];

/** What `export` makes of a lesson. */
export const exportFormats = ['text', 'markdown', 'cast'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** How `grad` prints a derivative. */
export const gradFormats = ['text', 'json'] as const;
export type GradFormat = (typeof gradFormats)[number];

/** What `play` writes in the place of a screen. */
export const playFormats = ['json', 'yaml', 'share'] as const;
export type PlayFormat = (typeof playFormats)[number];

/** What the user asked for. */
export type Command =
  | {readonly name: 'home'}
  | {readonly name: 'lesson'; readonly lesson: string | undefined; readonly watch: boolean}
  | {readonly name: 'solve'; readonly file: string; readonly rounds: number; readonly format: Format}
  | {
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
  | {
      readonly name: 'grad';
      readonly expression: string;
      /** Such as `x=1,y=2`. */
      readonly at: string;
      readonly expand: boolean;
      /** Absent: a screen where there is one, else text. */
      readonly format?: GradFormat;
    }
  | {
      readonly name: 'export';
      readonly lesson: string;
      readonly format: ExportFormat;
      /** Cells of a recording's screen. */
      readonly size: {readonly columns: number; readonly rows: number};
      /** The file to write; stdout where it is absent. */
      readonly output?: string;
    }
  | {readonly name: 'check'; readonly files: readonly string[]}
  | ServeCommand
  | AttachCommand;

export type Invocation =
  /** Help or version: print it, done. */
  | {readonly kind: 'text'; readonly text: string}
  | {readonly kind: 'run'; readonly command: Command; readonly options: Options};

type Values = Readonly<Record<string, unknown>>;

const commands = ['lesson', 'play', 'solve', 'grad', 'export', 'check', 'serve', 'attach'] as const;
/** Options of `play`, and the field of a recipe that each says. */
const recipeOptions: Readonly<Record<string, RecipeField>> = {
  net: 'net',
  activation: 'activation',
  loss: 'loss',
  init: 'init',
  seed: 'seed',
  optimizer: 'optimizer',
  rate: 'rate',
  momentum: 'momentum',
  decay: 'decay',
  beta1: 'beta1',
  beta2: 'beta2',
  epsilon: 'epsilon',
  batch: 'batch',
  l1: 'l1',
  l2: 'l2',
  data: 'data',
  size: 'size',
  noise: 'noise',
  'data-seed': 'dataSeed',
  split: 'split',
};
const recipeNames = Object.keys(recipeOptions);
const switches = ['plain', 'ascii', 'no-color', 'no-motion', 'no-progress'];
const everywhere = ['lang', ...switches, 'digits', 'help', 'version'];
const own: Readonly<Record<string, readonly string[]>> = {
  lesson: ['watch'],
  play: ['preset', ...recipeNames, 'target', 'from', 'rounds', 'export'],
  solve: ['rounds', 'format'],
  grad: ['at', 'expand', 'format'],
  export: ['format', 'size', 'output', 'o'],
  serve: [
    'host',
    'port',
    'code',
    'teacher-code',
    'authorized-keys',
    'max-students',
    'data',
    'headless',
    'log',
  ],
  attach: ['name', 'teacher', 'data'],
};
/** What yargs would take for options of its own or for a positional. */
const inner = ['_', '$0', 'LESSON', 'FILE', 'EXPR', 'get-yargs-completions'];
const mostRounds = 1_000_000;
/** The smallest screen that a lesson can be read on, and one larger than any. */
const smallestSize = {columns: 60, rows: 18};
const largestSize = {columns: 400, rows: 200};

/**
 * Understands the command line.
 * @param argv the arguments behind the program's name
 * @param language of help and complaints
 * @throws a `Failure` (wrong usage) for anything the program does not know
 */
export function parseArguments(argv: readonly string[], language: Language): Invocation {
  refuseMisleading(argv);
  let name: Command['name'] = 'home';
  let values: Values = {};
  let text = '';
  const chosen = (command: Command['name']) => (found: Values) => {
    name = command;
    values = lastOfEach(found);
    throw understood;
  };
  try {
    declare(yargs([]), (words) => words[language], chosen, commandWord(argv))
      .updateStrings(headings[language])
      .parse(withExpression(beforeDashes(argv)), {}, (_error, _found, output) => {
        text = output;
      });
  } catch (error) {
    if (error !== understood) throw error;
  }
  if (text !== '') return {kind: 'text', text: `${text}\n`};
  refuseUnknown(name, values);
  return {kind: 'run', command: commandOf(name, values), options: optionsOf(values)};
}

/** Ends yargs's work: behind a handler it would lay out a help page that nobody wants (10 ms). */
const understood = new Error('understood');

/** Words behind `--` are never options. yargs fills no file names from there, so they come before it in a shape that is none. */
function beforeDashes(argv: readonly string[]): string[] {
  const dashes = argv.indexOf('--');
  if (dashes < 0) return [...argv];
  if (commandWord(argv) === 'grad')
    return [...argv.slice(0, dashes), ...argv.slice(dashes + 1).map((word) => word.replace(/^-/, ' -'))];
  const words = argv.slice(dashes + 1).map((word) => (word.startsWith('-') ? `./${word}` : word));
  return [...argv.slice(0, dashes), ...words];
}

/** An expression may begin with a minus, and is no option for that: a blank before it tells yargs so. */
function withExpression(argv: readonly string[]): string[] {
  return commandWord(argv) === 'grad'
    ? argv.map((word) => (isExpression(word) ? ` ${word}` : word))
    : [...argv];
}

const commandWord = (argv: readonly string[]): string | undefined =>
  argv.find((word) => commands.some((name) => name === word));

/** Whether a word is an expression that begins with a minus: there are no short options but `-h`, and none with three dashes. */
const isExpression = (word: string): boolean => /^-(?!-[^-]|-?$)/.test(word) && word !== '-h';

type Say = (words: Bilingual) => string;
type Chosen = (command: Command['name']) => (values: Values) => void;

/** @param asked the command that the arguments name, for complaints */
function declare(parser: Argv, say: Say, chosen: Chosen, asked: string | undefined): Argv {
  return parser
    .scriptName('bp-tui')
    .usage(
      say({
        en: 'Understand back-propagation in a terminal, one number at a time.\n\n  bp-tui [COMMAND] [OPTIONS]',
        zh: '在终端里一个数一个数地看懂反向传播。\n\n  bp-tui [命令] [选项]',
      }),
    )
    .command('$0', say({en: 'Start page: all lessons', zh: '首页：全部课程'}), {}, chosen('home'))
    .command(
      'lesson [LESSON]',
      say({en: 'Play a lesson; without one, list them', zh: '学一课；不写课程则列出全部'}),
      (command) =>
        command
          .positional('LESSON', {
            type: 'string',
            describe: say({en: 'number, id or path to a file', zh: '编号、标识或文件路径'}),
          })
          .group(['watch'], say({en: 'Options of lesson:', zh: 'lesson 的选项：'}))
          .option('watch', {
            type: 'boolean',
            describe: say({
              en: 'for authors: show the lesson anew, or its problems, at every save',
              zh: '供作者使用：文件一保存就重新显示课程，或列出其中的问题',
            }),
          }),
      chosen('lesson'),
    )
    .command(
      'play [FILE]',
      say({en: 'Free play: build a net, change its numbers, train it', zh: '自由试验：搭网络、改数、训练'}),
      (command) =>
        command
          .positional('FILE', {
            type: 'string',
            describe: say({
              en: 'file with a net; without one, 2-4-1 on xor',
              zh: '网络文件；不写则从 2-4-1 学 xor 开始',
            }),
          })
          .group([...own.play!], say({en: 'Options of play:', zh: 'play 的选项：'}))
          .option(
            'preset',
            described(
              say({
                en: `a net that shows something: ${presetNames.join(', ')}; other options change it`,
                zh: `现成的网络：${presetNames.join('、')}；其他选项可以再改它`,
              }),
            ),
          )
          .options(
            Object.fromEntries(
              Object.entries(recipeOptions).map(([option, field]) => [
                option,
                described(say(recipeHelp[field])),
              ]),
            ),
          )
          .options({
            target: described(
              say({
                en: 'target columns of a CSV file, as in a,b (default: the last)',
                zh: 'CSV 里作目标的列，例如 a,b（默认最后一列）',
              }),
            ),
            from: described(
              say({
                en: 'a net as a string, from S in free play; - reads standard input',
                zh: '分享串（自由试验里按 S 得到）；- 从标准输入读',
              }),
            ),
            rounds: described(say({en: 'train so many rounds first', zh: '先训练多少轮'})),
            export: described(
              say({
                en: `${playFormats.join(' | ')}: write the net instead of showing it`,
                zh: `${playFormats.join(' | ')}：不显示，把网络写到标准输出`,
              }),
            ),
          }),
      chosen('play'),
    )
    .command(
      'solve <FILE>',
      say({en: 'Print the whole working of a net', zh: '打印一个网络的完整演算过程'}),
      (command) =>
        command
          .positional('FILE', {type: 'string', describe: say({en: 'lesson file', zh: '课程文件'})})
          .group(['rounds', 'format'], say({en: 'Options of solve:', zh: 'solve 的选项：'}))
          .option('rounds', {
            type: 'string',
            requiresArg: true,
            describe: say({en: 'how many rounds (default 1)', zh: '演算多少轮（默认 1）'}),
          })
          .option('format', {
            type: 'string',
            requiresArg: true,
            describe: say({
              en: `${formats.join(' | ')} (default text)`,
              zh: `${formats.join(' | ')}（默认 text）`,
            }),
          }),
      chosen('solve'),
    )
    .command(
      'grad <EXPR>',
      say({en: 'Differentiate any function, step by step', zh: '给任意函数求导，一步一步看'}),
      (command) =>
        command
          .positional('EXPR', {
            type: 'string',
            describe: say({en: "a function, as in 'c = a + b; c*c'", zh: "函数，例如 'c = a + b; c*c'"}),
          })
          .group(['at', 'expand', 'format'], say({en: 'Options of grad:', zh: 'grad 的选项：'}))
          .option('at', {
            type: 'string',
            requiresArg: true,
            describe: say({
              en: 'the point: a value for every variable, as in a=1,b=2',
              zh: '取值点：每个变量一个值，例如 a=1,b=2',
            }),
          })
          .option('expand', {
            type: 'boolean',
            describe: say({en: 'sigmoid as its gates, not as one', zh: '把 sigmoid 拆成一个个门'}),
          })
          .option('format', {
            type: 'string',
            requiresArg: true,
            describe: say({
              en: `${gradFormats.join(' | ')} (default: a screen; text in pipes)`,
              zh: `${gradFormats.join(' | ')}（默认：屏幕；管道中为 text）`,
            }),
          }),
      chosen('grad'),
    )
    .command(
      'export <LESSON>',
      say({en: 'Turn a lesson into a handout or a recording', zh: '把一课导出为讲义或录像'}),
      (command) =>
        command
          .positional('LESSON', {
            type: 'string',
            describe: say({en: 'number, id or path to a file', zh: '编号、标识或文件路径'}),
          })
          .group(['format', 'size', 'output'], say({en: 'Options of export:', zh: 'export 的选项：'}))
          .option('format', {
            type: 'string',
            requiresArg: true,
            describe: say({
              en: `${exportFormats.join(' | ')}: cast is a recording for asciinema (default text)`,
              zh: `${exportFormats.join(' | ')}：cast 是 asciinema 录像（默认 text）`,
            }),
          })
          .option('size', {
            type: 'string',
            requiresArg: true,
            describe: say({
              en: 'screen of a recording, columns x rows (default 80x24)',
              zh: '录像的屏幕大小，列数x行数（默认 80x24）',
            }),
          })
          .option('output', {
            alias: 'o',
            type: 'string',
            requiresArg: true,
            describe: say({
              en: 'file to write, whole or not at all (default: standard output)',
              zh: '写入的文件，要么写完整要么不写（默认：标准输出）',
            }),
          }),
      chosen('export'),
    )
    .command(
      'check <FILE..>',
      say({
        en: 'Check lessons and nets; exit code 1 if any is wrong',
        zh: '检查课程和网络文件；有错时退出码为 1',
      }),
      (command) =>
        command.positional('FILE', {
          type: 'string',
          array: true,
          describe: say({en: 'lesson files or nets', zh: '课程或网络文件'}),
        }),
      chosen('check'),
    )
    .command(
      'serve [LESSON]',
      say({en: 'Teach a class over SSH', zh: '通过 SSH 给全班上课'}),
      (command) =>
        command
          .positional('LESSON', {
            type: 'string',
            describe: say({
              en: 'number, id or path to a file (default 1)',
              zh: '编号、标识或文件路径（默认 1）',
            }),
          })
          .group([...own.serve!], say({en: 'Options of serve:', zh: 'serve 的选项：'}))
          .options({
            host: described(
              say({
                en: 'address to listen at (default 127.0.0.1; 0.0.0.0 for all)',
                zh: '监听的地址（默认 127.0.0.1；0.0.0.0 为全部）',
              }),
            ),
            port: described(say({en: 'port (default 2222)', zh: '端口（默认 2222）'})),
            code: described(
              say({
                en: 'class code; made and shown without (also BP_TUI_CODE)',
                zh: '课堂口令；不写就生成并显示（也可设 BP_TUI_CODE）',
              }),
            ),
            'teacher-code': described(
              say({
                en: 'makes whoever types it a teacher (also BP_TUI_TEACHER_CODE)',
                zh: '输入它的人就是老师（也可设 BP_TUI_TEACHER_CODE）',
              }),
            ),
            'authorized-keys': described(
              say({en: 'file of public keys that need no code', zh: '公钥文件，有这些密钥就不用口令'}),
            ),
            'max-students': described(
              say({en: 'students at once (default 60)', zh: '最多同时多少学生（默认 60）'}),
            ),
            data: described(
              say({en: 'folder of host key, class and answers', zh: '存放主机密钥、课堂记录和回答的目录'}),
            ),
            log: described(say({en: 'file to add log lines to (JSON)', zh: '追加日志的文件（JSON）'})),
          })
          .option('headless', {
            type: 'boolean',
            describe: say({
              en: 'no screen here: for a service; log to stderr',
              zh: '这里不占屏幕：作为服务运行，日志写到标准错误',
            }),
          }),
      chosen('serve'),
    )
    .command(
      'attach',
      say({en: 'Join the class served on this machine (for sshd)', zh: '加入本机正在上的课（供 sshd 使用）'}),
      (command) =>
        command
          .group([...own.attach!], say({en: 'Options of attach:', zh: 'attach 的选项：'}))
          .options({
            name: described(
              say({en: 'name to join under; asked for without', zh: '用什么名字加入；不写就会问'}),
            ),
            data: described(say({en: 'the --data of serve', zh: 'serve 的 --data'})),
          })
          .option('teacher', {
            type: 'boolean',
            describe: say({en: 'join as the teacher', zh: '作为老师加入'}),
          }),
      chosen('attach'),
    )
    .option('lang', {
      type: 'string',
      requiresArg: true,
      describe: say({en: 'zh | en (default: the locale)', zh: 'zh | en（默认按系统语言）'}),
    })
    .option('plain', {
      type: 'boolean',
      describe: say({
        en: 'text without a screen (pipes, screen readers)',
        zh: '纯文本，不占用屏幕（管道、读屏软件）',
      }),
    })
    .option('ascii', {type: 'boolean', describe: say({en: 'only ASCII signs', zh: '符号只用 ASCII'})})
    .option('no-color', {
      type: 'boolean',
      describe: say({en: 'no colours (also NO_COLOR)', zh: '不用颜色（也可设 NO_COLOR）'}),
    })
    .option('no-motion', {
      type: 'boolean',
      describe: say({en: 'show only what a training comes to', zh: '不演示训练过程，只看结果'}),
    })
    .option('no-progress', {
      type: 'boolean',
      describe: say({en: 'neither read nor keep progress', zh: '不读取也不保存学习进度'}),
    })
    .option('digits', {
      type: 'string',
      requiresArg: true,
      describe: say({
        en: `significant digits shown: ${digitChoices.join(' | ')} (default 4)`,
        zh: `显示几位有效数字：${digitChoices.join(' | ')}（默认 4）`,
      }),
    })
    .help('help', say({en: 'show this help', zh: '显示帮助'}))
    .alias('help', 'h')
    .version('version', say({en: 'show the version', zh: '显示版本'}), version)
    .usageConfiguration({'hide-types': true})
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .wrap(80)
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      throw error && error.name !== 'YError' ? error : misused(message || error.message, asked);
    });
}

/** An option with a value. */
const described = (describe: string) => ({type: 'string', requiresArg: true, describe}) as const;

/** The headings of a help page. Both languages have all of them: yargs keeps what it was last told for the whole process. */
const headings: Readonly<Record<Language, Record<string, string>>> = {
  en: {'Commands:': 'Commands:', 'Options:': 'Options:', 'Positionals:': 'Arguments:', default: 'default'},
  zh: {'Commands:': '命令：', 'Options:': '选项：', 'Positionals:': '参数：', default: '默认'},
};

/** Our own words for the two complaints that are left to yargs; it has no codes for them, only its English text. */
function misused(message: string, name: string | undefined): Error {
  const missing = /^Not enough arguments following: (.*)/.exec(message)?.[1];
  if (missing !== undefined) {
    const option = missing === 'o' ? 'output' : missing;
    return wrongUsage({
      en: `--${option}: expected a value, found none. ${expectedValue(option).en}`,
      zh: `--${option}：缺少值。${expectedValue(option).zh}`,
    });
  }
  if (message.startsWith('Not enough non-option arguments')) {
    if (name === 'grad')
      return wrongUsage({
        en: "expected a function, found none. Write one, as in: bp-tui grad 'x^2 + y' --at x=1,y=2",
        zh: "缺少函数。请写出来，例如：bp-tui grad 'x^2 + y' --at x=1,y=2",
      });
    return wrongUsage({
      en: 'expected a file, found none. Name one, as in: bp-tui check lesson.yaml, bp-tui solve net.yaml, bp-tui export 1',
      zh: '缺少文件。请写出课程文件，例如：bp-tui check lesson.yaml、bp-tui export 1',
    });
  }
  return wrongUsage({en: `${message}. See bp-tui --help.`, zh: `${message}。用法见 bp-tui --help。`});
}

/** What each option of `play` is. */
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

/** What a value option wants, as a sentence of its own. */
function expectedValue(option: string, choices = choicesOf(option)): Bilingual {
  if (option !== 'data' && option !== 'size' && recipeNames.includes(option)) return expectedValue('play');
  if (choices !== undefined)
    return {en: `Choose ${choices.join(', ')}.`, zh: `可选：${choices.join('、')}。`};
  switch (option) {
    case 'format':
      return {
        en: `Choose ${formats.join(', ')} for solve; ${exportFormats.join(', ')} for export; ${gradFormats.join(', ')} for grad.`,
        zh: `可选：solve 用 ${formats.join('、')}；export 用 ${exportFormats.join('、')}；grad 用 ${gradFormats.join('、')}。`,
      };
    case 'at':
      return {
        en: 'Write a value for every variable, as in x=1,y=2.',
        zh: '请给每个变量一个值，例如 x=1,y=2。',
      };
    case 'port':
      return {
        en: 'Write a whole number from 0 to 65535; 0 takes any free port.',
        zh: '请写 0 到 65535 的整数；0 为任意空闲端口。',
      };
    case 'max-students':
      return {en: 'Write a whole number from 1 to 1000.', zh: '请写 1 到 1000 的整数。'};
    case 'host':
      return {en: 'Write an address, as in 0.0.0.0.', zh: '请写地址，例如 0.0.0.0。'};
    case 'code':
    case 'teacher-code':
      return {en: 'Write a code.', zh: '请写口令。'};
    case 'name':
      return {en: 'Write a name.', zh: '请写名字。'};
    case 'data':
      return {
        en: 'Write a data set or a CSV file for play, as in xor or mine.csv; a folder for serve.',
        zh: 'play 请写数据集或 CSV 文件，例如 xor、mine.csv；serve 请写目录名。',
      };
    case 'target':
      return {en: 'Write columns, as in a,b.', zh: '请写列名，例如 a,b。'};
    case 'from':
      return {en: 'Write a shared net, or - for standard input.', zh: '请写分享串，或 - 从标准输入读。'};
    case 'play':
      return {en: 'See bp-tui play --help.', zh: '用法见 bp-tui play --help。'};
    case 'log':
    case 'authorized-keys':
    case 'output':
      return {en: 'Write the name of a file.', zh: '请写文件名。'};
    case 'size': {
      const from = `${smallestSize.columns}x${smallestSize.rows}`;
      const to = `${largestSize.columns}x${largestSize.rows}`;
      return {
        en: `Write columns x rows from ${from} to ${to} for export, as in 80x24; a number of samples for play.`,
        zh: `export 请写“列数x行数”，从 ${from} 到 ${to}，例如 80x24；play 请写样本数。`,
      };
    }
    default:
      return {en: `Write a whole number from 1 to ${mostRounds}.`, zh: `请写 1 到 ${mostRounds} 的整数。`};
  }
}

function choicesOf(option: string): readonly string[] | undefined {
  if (option === 'lang') return languages;
  if (option === 'export') return playFormats;
  if (option === 'preset') return presetNames;
  return option === 'digits' ? digitChoices.map(String) : undefined;
}

/** An option given twice is an array to yargs; the last one counts. Words that are no options stay as they are. */
function lastOfEach(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const several = Array.isArray(value) && key !== '_' && key !== 'FILE';
      return [key, several ? value.at(-1) : value];
    }),
  );
}

/**
 * What yargs would misunderstand: `--plain=yes` would be `--plain=false` to it, and `--constructor` makes it stumble.
 */
function refuseMisleading(argv: readonly string[]): void {
  for (const argument of argv) {
    if (argument === '--') return;
    if (isExpression(argument) && commandWord(argv) === 'grad') continue;
    const [, option, value] = /^--?([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (option === undefined) continue;
    if (option in Object.prototype || inner.includes(option)) throw unknownOption(option, 'home', everywhere);
    const bare = ['h', 'help', 'version', 'watch', 'expand', 'headless', 'teacher', ...switches];
    if (value !== undefined && bare.includes(option)) {
      throw wrongUsage({
        en: `--${option}: expected no value, found ${value || 'an empty one'}. Write just --${option}.`,
        zh: `--${option}：不带值，但写了 ${value || '空值'}。只写 --${option} 即可。`,
      });
    }
  }
}

function refuseUnknown(name: Command['name'], values: Values): void {
  const options = [...everywhere, ...(own[name] ?? [])];
  const known = new Set(['_', '$0', 'h', 'LESSON', 'FILE', 'EXPR', ...options]);
  for (const key of Object.keys(values)) if (!known.has(key)) throw unknownOption(key, name, options);
  const [first, second] = wordsOf(values);
  if (name === 'home' && first !== undefined) throw unknownCommand(first);
  if (name !== 'home' && second !== undefined) throw oneTooMany(second, name);
}

/** The words that are no options; for a command, its own name is the first. */
function wordsOf(values: Values): string[] {
  const words = values._;
  return Array.isArray(words) ? words.map(String) : [];
}

function unknownOption(key: string, name: Command['name'], options: readonly string[]): Error {
  const found = key.length === 1 ? `-${key}` : `--${key}`;
  const near = nearest(key, options);
  const owners = Object.keys(own).filter((command) => own[command]?.includes(key));
  const command = name === 'home' ? 'bp-tui' : `bp-tui ${name}`;
  if (owners.length > 0) {
    return wrongUsage({
      en: `unknown option ${found} of ${command}: it belongs to bp-tui ${owners.join(' and ')}. See ${command} --help.`,
      zh: `${command} 没有选项 ${found}：它属于 bp-tui ${owners.join('、')}。用法见 ${command} --help。`,
    });
  }
  return wrongUsage({
    en: `unknown option ${found}.${near ? ` Did you mean --${near}?` : ''} See ${command} --help.`,
    zh: `没有选项 ${found}。${near ? `是不是 --${near}？` : ''}用法见 ${command} --help。`,
  });
}

function unknownCommand(word: string): Error {
  const near = nearest(word, commands);
  return wrongUsage({
    en: `unknown command ${word}; expected ${commands.join(', ')} or none.${near ? ` Did you mean ${near}?` : ' See bp-tui --help.'}`,
    zh: `没有命令 ${word}；可用 ${commands.join('、')}，或不写命令。${near ? `是不是 ${near}？` : '用法见 bp-tui --help。'}`,
  });
}

function oneTooMany(word: string, name: Command['name']): Error {
  return wrongUsage({
    en: `${name}: expected one argument, found another: ${word}. Leave it out; see bp-tui ${name} --help.`,
    zh: `${name}：只要一个参数，却多出了 ${word}。请去掉它；用法见 bp-tui ${name} --help。`,
  });
}

function commandOf(name: Command['name'], values: Values): Command {
  switch (name) {
    case 'home':
      return {name};
    case 'lesson': {
      const lesson = values.LESSON === undefined ? undefined : String(values.LESSON);
      const watch = values.watch === true;
      if (watch && lesson === undefined) throw nothingToWatch();
      return {name, lesson, watch};
    }
    case 'solve':
      return {
        name,
        file: String(values.FILE),
        rounds: roundsOf(values.rounds),
        format: oneOf('format', values.format, formats) ?? 'text',
      };
    case 'play': {
      const recipe = Object.fromEntries(
        Object.entries(recipeOptions).flatMap(([option, field]) =>
          values[option] === undefined ? [] : [[field, String(values[option])]],
        ),
      );
      const file = values.FILE === undefined ? undefined : String(values.FILE);
      const from = values.from === undefined ? undefined : String(values.from);
      const option = ['preset', ...recipeNames, 'target'].find((known) => values[known] !== undefined);
      if (file !== undefined && option !== undefined) throw netTwice(`--${option}`, 'the file', '文件');
      if (from !== undefined && option !== undefined) throw netTwice(`--${option}`, '--from', '--from');
      if (from !== undefined && file !== undefined) throw netTwice(file, '--from', '--from');
      const target = values.target === undefined ? undefined : String(values.target);
      const preset = oneOf('preset', values.preset, presetNames);
      const format = oneOf('export', values.export, playFormats);
      return {
        name,
        ...given('file', file),
        ...given('from', from),
        ...(preset !== undefined && {preset}),
        recipe,
        ...(target !== undefined && {target: target.split(/[,，]/).map((column) => column.trim())}),
        rounds: values.rounds === undefined ? 0 : roundsOf(values.rounds),
        ...(format !== undefined && {format}),
      };
    }
    case 'grad': {
      const format = oneOf('format', values.format, gradFormats);
      return {
        name,
        expression: String(values.EXPR).replace(/^ (?=-)/, ''),
        at: String(values.at ?? ''),
        expand: values.expand === true,
        ...(format === undefined ? {} : {format}),
      };
    }
    case 'export': {
      const format = oneOf('format', values.format, exportFormats) ?? 'text';
      if (values.size !== undefined && format !== 'cast') throw sizeWithoutScreen(format);
      const output = values.output === undefined ? undefined : String(values.output);
      if (output === '') throw wrongValue('output', output);
      return {
        name,
        lesson: String(values.LESSON),
        format,
        size: sizeOf(values.size),
        ...(output === undefined ? {} : {output}),
      };
    }
    case 'serve': {
      const text = (option: string): string | undefined =>
        values[option] === undefined ? undefined : String(values[option]);
      return {
        name,
        lesson: text('LESSON') ?? '1',
        host: text('host') ?? '127.0.0.1',
        port: countOf('port', values.port, 2222, 0, 65_535),
        maxStudents: countOf('max-students', values['max-students'], 60, 1, 1000),
        headless: values.headless === true,
        ...given('code', text('code')),
        ...given('teacherCode', text('teacher-code')),
        ...given('authorizedKeys', text('authorized-keys')),
        ...given('data', text('data')),
        ...given('log', text('log')),
      };
    }
    case 'attach':
      return {
        name,
        teacher: values.teacher === true,
        ...given('as', values.name === undefined ? undefined : String(values.name)),
        ...given('data', values.data === undefined ? undefined : String(values.data)),
      };
    case 'check': {
      const files = values.FILE;
      return {name, files: Array.isArray(files) ? files.map(String) : [String(files)]};
    }
  }
}

function optionsOf(values: Values): Options {
  const lang = oneOf('lang', values.lang, languages);
  return {
    ...(lang === undefined ? {} : {lang}),
    plain: values.plain === true,
    ascii: values.ascii === true,
    noColor: values['no-color'] === true,
    noMotion: values['no-motion'] === true,
    noProgress: values['no-progress'] === true,
    digits: digitsOf(values.digits),
  };
}

function oneOf<T extends string>(option: string, value: unknown, choices: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw wrongValue(option, String(value), choices);
  return choice;
}

function digitsOf(value: unknown): Digits {
  if (value === undefined) return 4;
  const choice = digitChoices.find((candidate) => String(candidate) === value);
  if (choice === undefined) throw wrongValue('digits', String(value));
  return choice;
}

function roundsOf(value: unknown): number {
  if (value === undefined) return 1;
  const text = String(value);
  const rounds = Number(text);
  if (!/^\d+$/.test(text) || rounds < 1 || rounds > mostRounds) throw wrongValue('rounds', text);
  return rounds;
}

function countOf(option: string, value: unknown, usual: number, least: number, most: number): number {
  if (value === undefined) return usual;
  const text = String(value);
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < least || count > most) throw wrongValue(option, text);
  return count;
}

/** The entry of an object; none where there is no value. */
const given = <Name extends string>(
  name: Name,
  value: string | undefined,
): {readonly [key in Name]?: string} =>
  value === undefined ? {} : ({[name]: value} as {readonly [key in Name]: string});

function sizeOf(value: unknown): {readonly columns: number; readonly rows: number} {
  if (value === undefined) return {columns: 80, rows: 24};
  const text = String(value);
  const [, columns, rows] = /^(\d+)[xX×](\d+)$/.exec(text) ?? [];
  const size = {columns: Number(columns), rows: Number(rows)};
  const fits =
    size.columns >= smallestSize.columns &&
    size.rows >= smallestSize.rows &&
    size.columns <= largestSize.columns &&
    size.rows <= largestSize.rows;
  if (!fits) throw wrongValue('size', text);
  return size;
}

/** @param other where the net comes from already */
function netTwice(found: string, other: string, otherInChinese: string): Error {
  return wrongUsage({
    en: `${found}: expected a net from one place, found ${other} besides. Leave out the one or the other; e in free play changes a net.`,
    zh: `${found}：网络只能来自一处，但还写了${otherInChinese}。请去掉一个；进入后按 e 可以改。`,
  });
}

function nothingToWatch(): Error {
  return wrongUsage({
    en: '--watch: expected a lesson to watch, found none. Name its file, as in: bp-tui lesson my-lesson.yaml --watch',
    zh: '--watch：缺少要查看的课程。请写出文件，例如：bp-tui lesson my-lesson.yaml --watch',
  });
}

function sizeWithoutScreen(format: ExportFormat): Error {
  return wrongUsage({
    en: `--size: only a recording has a screen, but the format is ${format}. Leave it out or add --format cast.`,
    zh: `--size：只有录像才有屏幕，而格式是 ${format}。请去掉它，或加上 --format cast。`,
  });
}

function wrongValue(option: string, value: string, choices = choicesOf(option)): Error {
  const expected = expectedValue(option, choices);
  const near = option === 'digits' ? undefined : nearest(value, choices ?? []);
  return wrongUsage({
    en: `--${option}: found ${value === '' ? 'an empty value' : value}.${near ? ` Did you mean ${near}?` : ''} ${expected.en}`,
    zh: `--${option}：不能是${value === '' ? '空值' : ` ${value}`}。${near ? `是不是 ${near}？` : ''}${expected.zh}`,
  });
}
