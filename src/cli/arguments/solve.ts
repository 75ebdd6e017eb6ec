import {formats, formatWanted, roundsOf, roundsWanted} from './shared.ts';
import type {Syntax} from './syntax.ts';
import {oneOf} from './values.ts';

export interface SolveCommand {
  readonly name: 'solve';
  readonly file: string;
  readonly rounds: number;
  readonly format: (typeof formats)[number];
}

export const solve: Syntax<SolveCommand> = {
  name: 'solve',
  summary: {en: 'Print the whole working of a net', zh: '打印一个网络的完整演算过程'},
  operand: {name: 'FILE', count: 'one', help: {en: 'lesson file', zh: '课程文件'}},
  options: {
    rounds: {help: {en: 'how many rounds (default 1)', zh: '演算多少轮（默认 1）'}, wanted: roundsWanted},
    format: {
      help: {
        en: `${formats.join(' | ')} (default text)`,
        zh: `${formats.join(' | ')}（默认 text）`,
      },
      wanted: formatWanted,
    },
  },
  read: (values) => ({
    name: 'solve',
    file: String(values.FILE),
    rounds: roundsOf(values.rounds, 1),
    format: oneOf('format', values.format, formats) ?? 'text',
  }),
};
