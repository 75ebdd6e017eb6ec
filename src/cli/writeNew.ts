import {link, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {WriteAnswer, WriteRequest} from '../ui/requests.ts';
import {shellWord} from './shellWord.ts';

/**
 * Writes a file that is not there yet, whole or not at all; one that is there stays as it is.
 */
export async function writeNew(request: WriteRequest): Promise<WriteAnswer> {
  const {file, text, kind} = request;
  const answer = (ok: boolean, en: string, zh: string): WriteAnswer => ({
    type: 'written',
    request,
    ok,
    words: {en, zh},
  });
  const again = `bp-tui ${kind === 'lesson' ? 'lesson' : 'play'} ${shellWord(file, process.platform)}`;
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.new`);
  try {
    await writeFile(beside, text, {flag: 'wx'});
    try {
      // A link to a name that is taken fails, where a rename would replace what is there.
      await link(beside, file);
    } finally {
      await rm(beside, {force: true});
    }
    return answer(true, `Saved. ${again} opens it again.`, `已存盘。${again} 可再打开。`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST')
      return answer(
        false,
        `${file}: there is a file of that name, and it stays. Choose another name.`,
        `${file}：已有同名文件，没有动它。请换一个名字。`,
      );
    return answer(
      false,
      `${file}: could not be written (${String(code ?? error)}). Choose another place.`,
      `${file}：写不进去（${String(code ?? error)}）。请换一个地方。`,
    );
  }
}
