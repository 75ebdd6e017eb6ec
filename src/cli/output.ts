import type {Bilingual, Language} from '../lesson/lesson.ts';
import {wrongFile} from './failure.ts';

/** A stream that text goes to, such as `process.stdout`. */
export type Output = Pick<NodeJS.WriteStream, 'write'>;

/**
 * Writes the text and waits until the stream has taken all of it, so that a slow reader gets a long text whole.
 * @throws EPIPE when the reader has left (`isBrokenPipe`), else a `Failure`
 */
export function write(output: Output, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => {
      if (!error) resolve();
      else reject(isBrokenPipe(error) ? error : unwritable(error));
    });
  });
}

/** Writes one line each, in one language. */
export function writeLines(output: Output, lines: readonly Bilingual[], language: Language): Promise<void> {
  return write(output, lines.map((line) => `${line[language]}\n`).join(''));
}

/** Whether this is what a stream says after its reader has left (`| head`). */
export function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

function unwritable(error: Error): Error {
  return wrongFile({
    en: `the output could not be written whole: ${error.message}. Make room or write it elsewhere.`,
    zh: `输出未能写完：${error.message}。请腾出空间，或写到别处。`,
  });
}
