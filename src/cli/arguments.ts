import yargs, {type Argv} from 'yargs';
import {version} from '../../package.json';
import type {Bilingual, Language} from '../lesson/lesson.ts';
import {nearest} from '../lesson/nearest.ts';
import type {Digits} from '../session/notation.ts';
import {wrongUsage} from './failure.ts';
import {languages} from './language.ts';
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

/** What the user asked for. */
export type Command =
  | {readonly name: 'home'}
  | {readonly name: 'lesson'; readonly lesson: string | undefined; readonly watch: boolean}
  | {readonly name: 'solve'; readonly file: string; readonly rounds: number; readonly format: Format}
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
  | {readonly name: 'check'; readonly files: readonly string[]};

export type Invocation =
  /** Help or version: print it, done. */
  | {readonly kind: 'text'; readonly text: string}
  | {readonly kind: 'run'; readonly command: Command; readonly options: Options};

type Values = Readonly<Record<string, unknown>>;

const commands = ['lesson', 'solve', 'grad', 'export', 'check'] as const;
const switches = ['plain', 'ascii', 'no-color', 'no-motion', 'no-progress'];
const everywhere = ['lang', ...switches, 'digits', 'help', 'version'];
const own: Readonly<Record<string, readonly string[]>> = {
  lesson: ['watch'],
  solve: ['rounds', 'format'],
  grad: ['at', 'expand', 'format'],
  export: ['format', 'size', 'output', 'o'],
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

/** Whether a word is an expression that begins with a minus: there are no short options but `-h`. */
const isExpression = (word: string): boolean => /^-[^-]/.test(word) && word !== '-h';

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
      say({en: 'Check lesson files; exit code 1 if any is wrong', zh: '检查课程文件；有错时退出码为 1'}),
      (command) =>
        command.positional('FILE', {
          type: 'string',
          array: true,
          describe: say({en: 'lesson files', zh: '课程文件'}),
        }),
      chosen('check'),
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

/** What a value option wants, as a sentence of its own. */
function expectedValue(option: string, choices = choicesOf(option)): Bilingual {
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
    case 'output':
      return {en: 'Write the name of a file.', zh: '请写文件名。'};
    case 'size': {
      const from = `${smallestSize.columns}x${smallestSize.rows}`;
      const to = `${largestSize.columns}x${largestSize.rows}`;
      return {
        en: `Write columns x rows from ${from} to ${to}, as in 80x24.`,
        zh: `请写“列数x行数”，从 ${from} 到 ${to}，例如 80x24。`,
      };
    }
    default:
      return {en: `Write a whole number from 1 to ${mostRounds}.`, zh: `请写 1 到 ${mostRounds} 的整数。`};
  }
}

function choicesOf(option: string): readonly string[] | undefined {
  if (option === 'lang') return languages;
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
    if (value !== undefined && ['h', 'help', 'version', 'watch', 'expand', ...switches].includes(option)) {
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
  const elsewhere = Object.keys(own).find((command) => own[command]?.includes(key));
  const command = name === 'home' ? 'bp-tui' : `bp-tui ${name}`;
  if (elsewhere !== undefined) {
    return wrongUsage({
      en: `unknown option ${found} of ${command}: it belongs to bp-tui ${elsewhere}. See ${command} --help.`,
      zh: `${command} 没有选项 ${found}：它属于 bp-tui ${elsewhere}。用法见 ${command} --help。`,
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
