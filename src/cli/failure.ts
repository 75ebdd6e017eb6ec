import type {Bilingual, Language} from '../lesson/lesson.ts';

/** 1: the user's file is wrong, missing or unreadable. 2: wrong usage. 70: a fault of ours (EX_SOFTWARE of sysexits). */
export type FailureCode = 1 | 2 | 70;

/** Ends the program with one line on stderr, which says what was expected, what was found and what to do. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly words: Bilingual;

  constructor(code: FailureCode, words: Bilingual) {
    super(words.en);
    this.code = code;
    this.words = words;
  }
}

/** The user called the program in a way that it does not know. */
export const wrongUsage = (words: Bilingual): Failure => new Failure(2, words);

/** The user's file is at fault. */
export const wrongFile = (words: Bilingual): Failure => new Failure(1, words);

/**
 * What the program says and returns for whatever was thrown. Anything but a `Failure` is a fault of ours: one line, and the stack
 * trace only where `debug` asks for it.
 */
export function report(
  error: unknown,
  language: Language,
  debug: boolean,
): {code: FailureCode; text: string} {
  if (error instanceof Failure) return {code: error.code, text: `${line(error.words[language])}\n`};
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const words: Bilingual = {
    en: `internal fault, not your doing: ${what}. Please report it; BP_TUI_DEBUG=1 shows where it happened.`,
    zh: `程序内部出错，不是你的问题：${what}。请报告此问题；设置 BP_TUI_DEBUG=1 可看到出错位置。`,
  };
  const trace = debug && error instanceof Error && error.stack ? `${error.stack}\n` : '';
  return {code: 70, text: `${line(words[language])}\n${trace}`};
}

/** One line, and nothing in it that a terminal would obey: file names and values come from outside. */
function line(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return `bp-tui: ${text.replace(/[\r\n\t]+/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '?')}`;
}
