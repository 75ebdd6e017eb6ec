import {lstat, mkdir} from 'node:fs/promises';
import path from 'node:path';
import {wrongFile} from './failure.ts';

/** The socket of a class in its folder. */
export const socketIn = (folder: string): string => path.join(folder, 'class.sock');

/**
 * The folder that a class keeps its things in, made where it is missing, closed to everybody else.
 * @throws a `Failure` where it belongs to somebody else, or is open to others
 */
export async function openClassFolder(folder: string): Promise<void> {
  await mkdir(folder, {recursive: true, mode: 0o700}).catch((error: unknown) => {
    throw unusable(folder, error instanceof Error ? error.message : String(error));
  });
  const found = await lstat(folder);
  const uid = process.getuid?.() ?? found.uid;
  if (!found.isDirectory()) throw unusable(folder, 'not a directory');
  if (found.uid !== uid) throw unusable(folder, `owner ${found.uid}, not ${uid}`);
  if (process.platform !== 'win32' && (found.mode & 0o022) !== 0) {
    throw wrongFile({
      en: `--data: expected a folder that only you can write to, found ${folder} with mode ${(found.mode & 0o777).toString(8)}. Run chmod 700 on it.`,
      zh: `--data：目录 ${folder} 别人也能写（权限 ${(found.mode & 0o777).toString(8)}）。请执行 chmod 700。`,
    });
  }
}

const unusable = (folder: string, found: string): Error =>
  wrongFile({
    en: `--data: expected a folder of your own, found ${folder}: ${found}. Name another one.`,
    zh: `--data：需要你自己的目录，而 ${folder} 不能用：${found}。请换一个。`,
  });
