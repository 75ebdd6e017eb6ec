import yargs, {type Argv, type Options as YargsOption} from 'yargs';
import {version} from '../../package.json';
import type {Bilingual, Language} from '../lesson/lesson.ts';
import {askedOf, type Command, commands} from './arguments/commands.ts';
import {
  knownOptions,
  misused,
  oneTooMany,
  unknownCommand,
  unknownOption,
  valueForSwitch,
} from './arguments/complaints.ts';
import {everywhere, optionsOf} from './arguments/everywhere.ts';
import {isExpression, withBlank} from './arguments/expression.ts';
import {grad} from './arguments/grad.ts';
import {home} from './arguments/home.ts';
import {type Operand, type Option, operandNames, type Syntax, switchesOf} from './arguments/syntax.ts';
import type {Values} from './arguments/values.ts';
import type {Options} from './settings.ts';

export type Invocation =
  /** Help or version: print it, done. */
  | {readonly kind: 'text'; readonly text: string}
  | {readonly kind: 'run'; readonly command: Command; readonly options: Options};

/**
 * Understands the command line.
 * @param argv the arguments behind the program's name
 * @param language of help and complaints
 * @throws a `Failure` (wrong usage) for anything the program does not know
 */
export function parseArguments(argv: readonly string[], language: Language): Invocation {
  const asked = askedOf(argv);
  refuseMisleading(argv, asked);
  let text = '';
  try {
    declare(yargs([]), (words) => words[language], asked)
      .updateStrings(headings[language])
      .parse(forYargs(argv, asked), {}, (_error, _found, output) => {
        text = output;
      });
  } catch (error) {
    if (!(error instanceof Understood)) throw error;
    const {syntax, values} = error;
    refuseUnknown(syntax, values);
    return {kind: 'run', command: syntax.read(values), options: optionsOf(values)};
  }
  return {kind: 'text', text: `${text}\n`};
}

/** Ends yargs's work with what it found: behind a handler it would lay out a help page that nobody wants (10 ms). */
class Understood extends Error {
  readonly syntax: Syntax<Command>;
  readonly values: Values;

  constructor(syntax: Syntax<Command>, values: Values) {
    super('understood');
    this.syntax = syntax;
    this.values = values;
  }
}

/**
 * The arguments in a shape that yargs takes for what they are: an expression is no option, and no word behind `--` is one. yargs
 * fills no operands from there, so those words come before it.
 */
function forYargs(argv: readonly string[], asked: Asked): string[] {
  const dashes = argv.indexOf('--');
  const [before, behind] = dashes < 0 ? [argv, []] : [argv.slice(0, dashes), argv.slice(dashes + 1)];
  if (asked === grad) {
    return [
      ...before.map((word) => (isExpression(word) ? withBlank(word) : word)),
      ...behind.map((word) => (word.startsWith('-') ? withBlank(word) : word)),
    ];
  }
  return [...before, ...behind.map((word) => (word.startsWith('-') ? `./${word}` : word))];
}

type Asked = Syntax<Command> | undefined;
type Say = (words: Bilingual) => string;

/** @param asked the command that the arguments name, for complaints */
function declare(parser: Argv, say: Say, asked: Asked): Argv {
  const understood = (syntax: Syntax<Command>) => (found: Values) => {
    throw new Understood(syntax, lastOfEach(found));
  };
  parser
    .scriptName('bp-tui')
    .usage(
      say({
        en: 'Understand back-propagation in a terminal, one number at a time.\n\n  bp-tui [COMMAND] [OPTIONS]',
        zh: '在终端里一个数一个数地看懂反向传播。\n\n  bp-tui [命令] [选项]',
      }),
    )
    .command('$0', say(home.summary), {}, understood(home));
  for (const syntax of commands) {
    parser.command(
      [syntax.name, ...signOf(syntax.operand)].join(' '),
      say(syntax.summary),
      (command) => declareOwn(command, syntax, say),
      understood(syntax),
    );
  }
  return parser
    .options(declared(everywhere, say))
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

/** What a command has for itself. It is declared only where that command is asked for. */
function declareOwn(parser: Argv, {name, operand, options}: Syntax<Command>, say: Say): Argv {
  if (operand !== undefined) {
    parser.positional(operand.name, {
      type: 'string',
      array: operand.count === 'several',
      describe: say(operand.help),
    });
  }
  const heading = say({en: `Options of ${name}:`, zh: `${name} 的选项：`});
  return parser.group(Object.keys(options), heading).options(declared(options, say));
}

/** As yargs writes operands in a command. */
function signOf(operand: Operand | undefined): string[] {
  if (operand === undefined) return [];
  return [
    {one: `<${operand.name}>`, optional: `[${operand.name}]`, several: `<${operand.name}..>`}[operand.count],
  ];
}

const declared = (options: Readonly<Record<string, Option>>, say: Say): Record<string, YargsOption> =>
  Object.fromEntries(
    Object.entries(options).map(([name, {help, wanted, letter}]): [string, YargsOption] => [
      name,
      {
        ...(wanted === undefined ? {type: 'boolean'} : {type: 'string', requiresArg: true}),
        ...(letter !== undefined && {alias: letter}),
        describe: say(help),
      },
    ]),
  );

/** The headings of a help page. Both languages have all of them: yargs keeps what it was last told for the whole process. */
const headings: Readonly<Record<Language, Record<string, string>>> = {
  en: {'Commands:': 'Commands:', 'Options:': 'Options:', 'Positionals:': 'Arguments:', default: 'default'},
  zh: {'Commands:': '命令：', 'Options:': '选项：', 'Positionals:': '参数：', default: '默认'},
};

/** An option given twice is an array to yargs; the last one counts. Words that are no options stay as they are. */
function lastOfEach(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const several = Array.isArray(value) && key !== '_' && key !== 'FILE';
      return [key, several ? value.at(-1) : value];
    }),
  );
}

/** What yargs would take for options of its own or for an operand. */
const inner: readonly string[] = ['_', '$0', ...operandNames, 'get-yargs-completions'];

/** What yargs would misunderstand: `--plain=yes` would be `--plain=false` to it, and `--constructor` makes it stumble. */
function refuseMisleading(argv: readonly string[], asked: Asked): void {
  const bare = [
    'h',
    'help',
    'version',
    ...[everywhere, ...commands.map(({options}) => options)].flatMap(switchesOf),
  ];
  for (const argument of argv) {
    if (argument === '--') return;
    if (asked === grad && isExpression(argument)) continue;
    const [, option, value] = /^--?([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (option === undefined) continue;
    if (option in Object.prototype || inner.includes(option)) throw unknownOption(option, home);
    if (value !== undefined && bare.includes(option)) throw valueForSwitch(option, value);
  }
}

function refuseUnknown(syntax: Syntax<Command>, values: Values): void {
  const known = new Set(['_', '$0', 'h', ...operandNames, ...knownOptions(syntax)]);
  for (const key of Object.keys(values)) if (!known.has(key)) throw unknownOption(key, syntax);
  const [first, second] = wordsOf(values);
  if (syntax === home && first !== undefined) throw unknownCommand(first);
  if (syntax !== home && second !== undefined) throw oneTooMany(second, syntax);
}

/** The words that are no options; for a command, its own name is the first. */
function wordsOf(values: Values): string[] {
  const words = values._;
  return Array.isArray(words) ? words.map(String) : [];
}
