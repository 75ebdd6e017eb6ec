import type {Bilingual} from '../../lesson/lesson.ts';
import {report, wrongFile} from '../failure.ts';
import {type Output, write} from '../output.ts';
import type {Settings} from '../settings.ts';
import type {Fault} from './journal.ts';

/** Something about the kept progress that the user must know; nothing of it ends the program. */
export interface Notice {
  /** For a screen: fits 58 cells. */
  readonly short: Bilingual;
  /** For the terminal, once the screen is left: what, where, and what to do. */
  readonly long: Bilingual;
}

/** The progress cannot be read or written. */
export function notKept(folder: string, error: unknown): Notice {
  const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return {
    short: {en: `Progress is not kept (${why}).`, zh: `进度没有保存（${why}）。`},
    long: {
      en: `progress is not kept: expected to write in ${folder}, found the error ${why}. Make room or allow writing there, name another folder in XDG_STATE_HOME, or say --no-progress.`,
      zh: `进度没有保存：写 ${folder} 时出错（${why}）。请腾出空间或允许写入，用 XDG_STATE_HOME 指定别的目录，或加上 --no-progress。`,
    },
  };
}

/** There is no place to keep it. */
export const homeless: Notice = {
  short: {en: 'Progress is not kept (no home directory).', zh: '进度没有保存（没有主目录）。'},
  long: {
    en: 'progress is not kept: expected a home directory, found none. Set HOME or XDG_STATE_HOME, or say --no-progress.',
    zh: '进度没有保存：没有主目录。请设置 HOME 或 XDG_STATE_HOME，或加上 --no-progress。',
  },
};

/** A file was given another name, because it is not what this program writes. */
export function setAside(file: string, fault: Fault): Notice {
  return fault === 'newer'
    ? {
        short: {en: 'Progress of a newer bp-tui was set aside.', zh: '新版本写的进度已另存，没有使用。'},
        long: {
          en: `found progress that a newer bp-tui has written; it is now in ${file}, and what this version could read was kept. To use all of it, update bp-tui.`,
          zh: `进度文件是更新的版本写的，已改名为 ${file}；这个版本能读懂的部分保留了。要用全部进度，请升级 bp-tui。`,
        },
      }
    : {
        short: {
          en: 'The progress file was damaged; the rest is kept.',
          zh: '进度文件有损坏，能读的部分保留了。',
        },
        long: {
          en: `found a damaged progress file; it is now ${file}, and what could be read of it was kept. You may delete it.`,
          zh: `进度文件有损坏，已改名为 ${file}；能读的部分保留了。这个文件可以删掉。`,
        },
      };
}

/** Says it in one line of the terminal, if anybody is there to read it. */
export async function tell({long}: Notice, {language}: Settings, stderr: Output): Promise<void> {
  await write(stderr, report(wrongFile(long), language, false).text).catch(() => {});
}
