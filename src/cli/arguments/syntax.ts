import type {Bilingual} from '../../lesson/lesson.ts';
import type {Values} from './values.ts';

/** What a user may write behind a command's name, and what it means. */
export interface Syntax<Command> {
  readonly name: string;
  /** Its line in the list of commands. */
  readonly summary: Bilingual;
  readonly operand?: Operand;
  /** By name, in the order of its help page. */
  readonly options: Readonly<Record<string, Option>>;
  /** @throws a `Failure` (wrong usage) for values that do not go, or not together */
  readonly read: (values: Values) => Command;
}

export const operandNames = ['LESSON', 'FILE', 'EXPR'] as const;

/** The word or words behind a command that are no options. */
export interface Operand {
  readonly name: (typeof operandNames)[number];
  readonly count: 'one' | 'optional' | 'several';
  readonly help: Bilingual;
  /** The complaint where it is needed and absent; else that a file is. */
  readonly missing?: Bilingual;
}

export interface Option {
  readonly help: Bilingual;
  /** What its value may be, as a sentence of its own; an option that takes no value has none. */
  readonly wanted?: Bilingual;
  /** A letter that stands for it. */
  readonly letter?: string;
}

/** Every name by which options can be given. */
export const optionNames = (options: Syntax<unknown>['options']): readonly string[] =>
  Object.entries(options).flatMap(([name, {letter}]) => (letter === undefined ? [name] : [name, letter]));

/** The options that take no value. */
export const switchesOf = (options: Syntax<unknown>['options']): readonly string[] =>
  Object.keys(options).filter((name) => options[name]?.wanted === undefined);
