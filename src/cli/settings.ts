import type {Language} from '../lesson/lesson.ts';
import type {Digits} from '../session/notation.ts';
import {type Environment, languageOf} from './language.ts';
import {stateFolder} from './progress/folder.ts';

/** How many significant digits a number on the screen may have. */
export const digitChoices: readonly Digits[] = [2, 4, 9, 17];

/** The options that every command has, as the user gave them. */
export interface Options {
  readonly lang?: Language;
  readonly plain: boolean;
  readonly ascii: boolean;
  readonly noColor: boolean;
  readonly noMotion: boolean;
  readonly noProgress: boolean;
  readonly digits: Digits;
}

/** What is known of the streams at the start. */
export interface Terminal {
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  /** Cells in a line and lines; unknown or 0 where there is no terminal. */
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

/** How the program presents itself, settled once at the start from options, environment and streams. */
export interface Settings {
  readonly language: Language;
  /** Linear text instead of a screen. */
  readonly plain: boolean;
  /** Only ASCII signs (Chinese words stay). */
  readonly ascii: boolean;
  /** The 16 colours of every terminal, or none. */
  readonly color: 'none' | '16';
  readonly background: 'dark' | 'light';
  /** Whether decoration may move. */
  readonly motion: boolean;
  /** Significant digits of a number on the screen. */
  readonly digits: Digits;
  /** Cells in a line; 80 where nothing is known. */
  readonly columns: number;
  /** Lines; 24 where nothing is known. */
  readonly rows: number;
  /** Where progress is kept, if it is; without a folder there is no place for it. */
  readonly progress: {readonly folder: string | undefined} | undefined;
  /** Whether a fault of ours is reported with its stack trace (BP_TUI_DEBUG). */
  readonly debug: boolean;
}

/** Settles what the options leave open from the environment and the streams. */
export function settle(options: Options, env: Environment, terminal: Terminal): Settings {
  return {
    language: options.lang ?? languageOf([], env),
    plain: options.plain || env.TERM === 'dumb' || !terminal.stdoutIsTerminal || !terminal.stdinIsTerminal,
    ascii: options.ascii || hasOtherCharset(env),
    color: options.noColor || !terminal.stdoutIsTerminal ? 'none' : colorOf(env),
    background: backgroundOf(env),
    // Over a network few repaints are the better default.
    motion: !options.noMotion && !env.SSH_CONNECTION,
    digits: options.digits,
    columns: terminal.columns || 80,
    rows: terminal.rows || 24,
    progress: options.noProgress ? undefined : {folder: stateFolder(env, process.platform)},
    debug: Boolean(env.BP_TUI_DEBUG),
  };
}

/**
 * Settles the same for what goes into a file: nothing of the machine, its locale or its terminal has a say in it, so that it has the same
 * bytes everywhere. The locale only chooses the language where no option does.
 */
export function settleForFile(options: Options, env: Environment): Settings {
  const terminal: Terminal = {stdinIsTerminal: true, stdoutIsTerminal: true, columns: 80, rows: 24};
  return settle({...options, noMotion: true, lang: options.lang ?? languageOf([], env)}, {}, terminal);
}

/** Cells of a line of plain text: as on paper, or fewer on a narrow terminal. */
export const paperWidth = ({columns}: Settings): number => Math.max(40, Math.min(80, columns));

/** Whether the locale names a character set other than UTF-8. A locale that names none (C, POSIX) says nothing. */
function hasOtherCharset(env: Environment): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const charset = /\.([^@]+)/.exec(locale)?.[1];
  return charset !== undefined && !/^utf-?8$/i.test(charset);
}

/** NO_COLOR counts when it is not empty (no-color.org). */
function colorOf(env: Environment): 'none' | '16' {
  return env.NO_COLOR || env.TERM === 'dumb' ? 'none' : '16';
}

/** COLORFGBG is "foreground;background" (or with a third field between) in the 16 colours: 7 and 9 to 15 are light. */
function backgroundOf(env: Environment): 'dark' | 'light' {
  const field = env.COLORFGBG?.split(';').at(-1) ?? '';
  const color = /^\d+$/.test(field) ? Number(field) : 0;
  return color === 7 || (color >= 9 && color <= 15) ? 'light' : 'dark';
}
