import {open, realpath, rename, rm, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {wrongFile} from './failure.ts';

/**
 * Writes a file whole or not at all: beside it first, then in its place. A device or a pipe is written to as it is.
 * @param mode of a file that was not there
 * @throws a `Failure` that names the file and says what to do
 */
export async function replaceFile(file: string, text: string, mode = 0o666): Promise<void> {
  try {
    const found = await stat(file).catch(() => undefined);
    if (found !== undefined && !found.isFile() && !found.isDirectory()) return await writeFile(file, text);
    if (found?.isDirectory()) throw Object.assign(new Error(), {code: 'EISDIR'});
    // A link stays a link; one that leads nowhere is replaced.
    await replace(found === undefined ? file : await realpath(file), text, found?.mode ?? mode);
  } catch (error) {
    throw unwritable(file, error);
  }
}

async function replace(file: string, text: string, mode: number): Promise<void> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.new`);
  try {
    const handle = await open(beside, 'w', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, {force: true}).catch(() => {});
    throw error;
  }
}

function unwritable(file: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EISDIR':
      return wrongFile({
        en: `${file}: expected a file to write, found a directory. Name a file in it.`,
        zh: `${file}：应为要写入的文件，但这是一个目录。请写出其中的文件名。`,
      });
    case 'ENOENT':
    case 'ENOTDIR':
      return wrongFile({
        en: `${file}: expected a folder to write in, found none. Make the folder ${path.dirname(file)} or name another.`,
        zh: `${file}：找不到要写入的目录。请先建立 ${path.dirname(file)}，或换一个目录。`,
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return wrongFile({
        en: `${file}: expected a place to write, found no permission. Allow writing in ${path.dirname(file)} or write elsewhere.`,
        zh: `${file}：没有写入权限。请允许写入 ${path.dirname(file)}，或写到别处。`,
      });
    default:
      return wrongFile({
        en: `${file}: could not be written, found the error ${code ?? error}. Nothing was changed; make room or write elsewhere.`,
        zh: `${file}：写入时出错（${code ?? error}）。原文件没有改动；请腾出空间，或写到别处。`,
      });
  }
}
