import {link, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Bilingual} from '../lesson/lesson.ts';

/**
 * Writes a file that is not there yet, whole or not at all; one that is there stays as it is.
 * @returns what to tell the user
 */
export async function writeNew(file: string, text: string): Promise<Bilingual> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.new`);
  try {
    await writeFile(beside, text, {flag: 'wx'});
    try {
      // A link to a name that is taken fails, where a rename would replace what is there.
      await link(beside, file);
    } finally {
      await rm(beside, {force: true});
    }
    return {
      en: `Saved. bp-tui play ${file} opens it again.`,
      zh: `已存盘。bp-tui play ${file} 可再打开。`,
    };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST')
      return {
        en: `${file}: there is a file of that name, and it stays. Choose another name.`,
        zh: `${file}：已有同名文件，没有动它。请换一个名字。`,
      };
    return {
      en: `${file}: could not be written (${String(code ?? error)}). Choose another place.`,
      zh: `${file}：写不进去（${String(code ?? error)}）。请换一个地方。`,
    };
  }
}
