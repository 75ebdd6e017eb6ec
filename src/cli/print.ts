import {type Output, write} from './output.ts';

/** Characters that go out in one write: a write for each line would be slow. */
const SIZE = 65_536;

/**
 * Writes text as it is made and waits for the reader, so that no output is too long for the memory.
 * @returns what the generator returns
 * @throws as {@link write}
 */
export async function print<T>(output: Output, pieces: Generator<string, T>): Promise<T> {
  let text = '';
  for (;;) {
    const {done, value} = pieces.next();
    if (done) {
      if (text !== '') await write(output, text);
      return value;
    }
    text += value;
    if (text.length < SIZE) continue;
    await write(output, text);
    text = '';
  }
}
