/*
 * What an attached terminal sends: frames of a type, a length in two bytes, and so many bytes. What it gets back is one line of JSON for each hello,
 * and after a welcome the bytes of the screen as they are.
 */

/** What a frame is. */
export const frameTypes = {typed: 0, size: 1, hello: 2} as const;
export type FrameType = (typeof frameTypes)[keyof typeof frameTypes];

/** Who attaches. */
export interface Hello {
  readonly name: string;
  readonly word?: string;
  readonly teacher: boolean;
  readonly columns: number;
  readonly rows: number;
}

/** What is said to a hello. */
export const helloAnswers = ['welcome', 'taken', 'full', 'removed', 'name'] as const;
export type HelloAnswer = (typeof helloAnswers)[number];

const MOST = 65_535;

/** Bytes as one or several frames. */
export function framed(type: FrameType, bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let from = 0; from === 0 || from < bytes.length; from += MOST) {
    const part = bytes.subarray(from, from + MOST);
    const head = Buffer.alloc(3);
    head.writeUInt8(type);
    head.writeUInt16BE(part.length, 1);
    parts.push(head, part);
  }
  return Buffer.concat(parts);
}

/** Takes frames out of a stream; calls `onFrame` for each. Of an unknown type it says so by `false`. */
export function createUnframer(onFrame: (type: FrameType, bytes: Buffer) => void): (data: Buffer) => boolean {
  let rest: Buffer = Buffer.alloc(0);
  return (data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
    while (rest.length >= 3) {
      const type = Object.values(frameTypes).find((known) => known === rest[0]);
      if (type === undefined) return false;
      const end = 3 + rest.readUInt16BE(1);
      if (rest.length < end) break;
      const bytes = rest.subarray(3, end);
      rest = rest.subarray(end);
      onFrame(type, bytes);
    }
    return true;
  };
}
