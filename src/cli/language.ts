import type {Language} from '../lesson/lesson.ts';

/** The languages the program speaks. */
export const languages: readonly Language[] = ['zh', 'en'];

export function isLanguage(text: unknown): text is Language {
  return text === 'zh' || text === 'en';
}

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The language of help and of complaints, needed before the arguments are understood: the last `--lang` that names a language,
 * else the locale (the first of LC_ALL, LC_MESSAGES and LANG that is not empty, as POSIX has it), else English.
 */
export function languageOf(argv: readonly string[], env: Environment): Language {
  let asked: Language | undefined;
  for (const [index, argument] of argv.entries()) {
    if (argument === '--') break;
    const value = argument === '--lang' ? argv[index + 1] : /^--lang=(.*)$/s.exec(argument)?.[1];
    if (isLanguage(value)) asked = value;
  }
  return asked ?? localeLanguage(env);
}

function localeLanguage(env: Environment): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh/i.test(locale) ? 'zh' : 'en';
}
