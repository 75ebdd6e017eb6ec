import {nearest} from '../../lesson/nearest.ts';
import {wrongUsage} from '../failure.ts';
import {type Command, commands} from './commands.ts';
import {everywhere} from './everywhere.ts';
import {home} from './home.ts';
import {optionNames, type Syntax} from './syntax.ts';

/** All options that a command has. */
export const knownOptions = ({options}: Syntax<Command>): readonly string[] => [
  ...optionNames(everywhere),
  'help',
  'version',
  ...optionNames(options),
];

export function unknownOption(key: string, command: Syntax<Command>): Error {
  const found = key.length === 1 ? `-${key}` : `--${key}`;
  const near = nearest(key, knownOptions(command));
  const owners = commands.filter(({options}) => optionNames(options).includes(key)).map(({name}) => name);
  const program = command === home ? 'bp-tui' : `bp-tui ${command.name}`;
  if (owners.length > 0) {
    return wrongUsage({
      en: `unknown option ${found} of ${program}: it belongs to bp-tui ${owners.join(' and ')}. See ${program} --help.`,
      zh: `${program} 没有选项 ${found}：它属于 bp-tui ${owners.join('、')}。用法见 ${program} --help。`,
    });
  }
  return wrongUsage({
    en: `unknown option ${found}.${near ? ` Did you mean --${near}?` : ''} See ${program} --help.`,
    zh: `没有选项 ${found}。${near ? `是不是 --${near}？` : ''}用法见 ${program} --help。`,
  });
}

export function unknownCommand(word: string): Error {
  const names = commands.map(({name}) => name);
  const near = nearest(word, names);
  return wrongUsage({
    en: `unknown command ${word}; expected ${names.join(', ')} or none.${near ? ` Did you mean ${near}?` : ' See bp-tui --help.'}`,
    zh: `没有命令 ${word}；可用 ${names.join('、')}，或不写命令。${near ? `是不是 ${near}？` : '用法见 bp-tui --help。'}`,
  });
}

export function oneTooMany(word: string, {name}: Syntax<Command>): Error {
  return wrongUsage({
    en: `${name}: expected one argument, found another: ${word}. Leave it out; see bp-tui ${name} --help.`,
    zh: `${name}：只要一个参数，却多出了 ${word}。请去掉它；用法见 bp-tui ${name} --help。`,
  });
}

export function valueForSwitch(option: string, value: string): Error {
  return wrongUsage({
    en: `--${option}: expected no value, found ${value || 'an empty one'}. Write just --${option}.`,
    zh: `--${option}：不带值，但写了 ${value || '空值'}。只写 --${option} 即可。`,
  });
}

/** Our own words for the two complaints that are left to yargs; it has no codes for them, only its English text. */
export function misused(message: string, asked: Syntax<Command> | undefined): Error {
  const valueless = /^Not enough arguments following: (.*)/.exec(message)?.[1];
  if (valueless !== undefined) return missingValue(valueless);
  if (message.startsWith('Not enough non-option arguments'))
    return wrongUsage(asked?.operand?.missing ?? missingFile);
  return wrongUsage({en: `${message}. See bp-tui --help.`, zh: `${message}。用法见 bp-tui --help。`});
}

const missingFile = {
  en: 'expected a file, found none. Name one, as in: bp-tui check lesson.yaml, bp-tui solve net.yaml, bp-tui export 1',
  zh: '缺少文件。请写出课程文件，例如：bp-tui check lesson.yaml、bp-tui export 1',
};

/** Options of one name want the same in every command, or say of each what it wants. */
function missingValue(typed: string): Error {
  const found = [everywhere, ...commands.map(({options}) => options)]
    .flatMap((options) => Object.entries(options))
    .find(([name, {letter}]) => typed === name || typed === letter);
  const [name, wanted] = [found?.[0] ?? typed, found?.[1].wanted];
  return wrongUsage({
    en: `--${name}: expected a value, found none. ${wanted?.en ?? ''}`,
    zh: `--${name}：缺少值。${wanted?.zh ?? ''}`,
  });
}
