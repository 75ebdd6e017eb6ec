import type {Size} from './screen.ts';

/*
 * asciicast v2, the format of asciinema: a header, then one event a line. Made of what it is given alone, without a clock: the same
 * recording has the same bytes.
 */

/** The first line of a recording. */
export function castHeader({columns, rows}: Size, title: string): string {
  return line({version: 2, width: columns, height: rows, title, env: {TERM: 'xterm-256color'}});
}

/** `o`: the program sends bytes to the terminal. `m`: a place that a player can jump to, with its label. */
export type CastCode = 'o' | 'm';

/** @param milliseconds since the start, whole */
export function castEvent(milliseconds: number, code: CastCode, data: string): string {
  return line([milliseconds / 1000, code, data]);
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
