import {type AttachCommand, attach} from './attach.ts';
import {type CheckCommand, check} from './check.ts';
import {type ExportCommand, exportLesson} from './export.ts';
import {type GradCommand, grad} from './grad.ts';
import type {HomeCommand} from './home.ts';
import {type LessonCommand, lesson} from './lesson.ts';
import {type PlayCommand, play} from './play.ts';
import {type ServeCommand, serve} from './serve.ts';
import {type SolveCommand, solve} from './solve.ts';
import type {Syntax} from './syntax.ts';

/** What the user asked for. */
export type Command =
  | HomeCommand
  | LessonCommand
  | PlayCommand
  | SolveCommand
  | GradCommand
  | ExportCommand
  | CheckCommand
  | ServeCommand
  | AttachCommand;

/** Every command that has a name to type, in the order of the help page. */
export const commands: readonly Syntax<Command>[] = [
  lesson,
  play,
  solve,
  grad,
  exportLesson,
  check,
  serve,
  attach,
];

/** The command that the arguments name; it is a guess until yargs has told options and their values apart. */
export const askedOf = (argv: readonly string[]): Syntax<Command> | undefined => {
  const word = argv.find((candidate) => commands.some(({name}) => name === candidate));
  return commands.find(({name}) => name === word);
};
