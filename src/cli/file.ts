import {open} from 'node:fs/promises';
import {wrongFile} from './failure.ts';

/** Bytes: more than any lesson needs. A file is read no further than it may be large, so that no file can fill the memory. */
const LARGEST = 5_000_000;

/**
 * The text of a user's file.
 * @throws a `Failure` that names the file and says what to do, when it is missing, unreadable, too large or not UTF-8
 * @param largest bytes that it may have
 */
export async function readText(file: string, largest = LARGEST): Promise<string> {
  const bytes = await readBytes(file, largest);
  if (bytes.length > largest) {
    throw wrongFile({
      en: `${file}: expected a file of at most ${largest} bytes, found a larger one. Make it smaller or name another file.`,
      zh: `${file}：文件最多 ${largest} 字节，这个文件更大。请缩小它，或换一个文件。`,
    });
  }
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    throw wrongFile({
      en: `${file}: expected text in UTF-8, found other bytes. Save the file as UTF-8 or name another file.`,
      zh: `${file}：应为 UTF-8 文本，但含有其他字节。请另存为 UTF-8，或换一个文件。`,
    });
  }
}

async function readBytes(file: string, largest: number): Promise<Uint8Array> {
  try {
    const handle = await open(file);
    try {
      const chunks: Uint8Array[] = [];
      let length = 0;
      // Not by its size: a pipe or a device has none.
      for await (const chunk of handle.createReadStream({end: largest, autoClose: false})) {
        chunks.push(chunk);
        length += chunk.length;
      }
      return Buffer.concat(chunks, length);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return wrongFile({
        en: `${file}: expected a file, found nothing there. Check the path.`,
        zh: `${file}：找不到这个文件。请检查路径。`,
      });
    case 'EISDIR':
      return wrongFile({
        en: `${file}: expected a file, found a directory. Name a file in it.`,
        zh: `${file}：应为文件，但这是一个目录。请写出其中的文件名。`,
      });
    case 'EACCES':
    case 'EPERM':
      return wrongFile({
        en: `${file}: expected a readable file, found no permission to read it. Allow reading (chmod u+r) or copy it.`,
        zh: `${file}：没有读取权限。请允许读取（chmod u+r），或复制一份。`,
      });
    default:
      return wrongFile({
        en: `${file}: expected a readable file, found the error ${code ?? error}. Check the file.`,
        zh: `${file}：读取时出错（${code ?? error}）。请检查这个文件。`,
      });
  }
}
