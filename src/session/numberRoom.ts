import {cellsOf} from './cells.ts';
import type {Notation} from './notation.ts';

/** Cells of numbers that stand point under point: of what comes before the point or the exponent, and of what comes from there on. */
export interface NumberRoom {
  readonly before: number;
  readonly after: number;
}

/** A written number at its point or its exponent. */
export function splitNumber(text: string): {readonly whole: string; readonly rest: string} {
  const at = text.search(/[.e]/);
  return at < 0 ? {whole: text, rest: ''} : {whole: text.slice(0, at), rest: text.slice(at)};
}

/** Room for a sign and for `digits` digits after two zeros, so that a column seldom grows when its numbers become known. */
export const usualRoom = (digits: number): NumberRoom => ({before: 2, after: digits + 3});

/** The room that all these texts need, and at least so much. */
export function roomForTexts(texts: readonly string[], least: NumberRoom): NumberRoom {
  let {before, after} = least;
  for (const text of texts) {
    const {whole, rest} = splitNumber(text);
    before = Math.max(before, cellsOf(whole));
    after = Math.max(after, cellsOf(rest));
  }
  return {before, after};
}

/**
 * The room that all these numbers need when they are written, and at least the usual one. There may be very many: only those are written that may
 * need more than what was found before them.
 */
export function roomForNumbers(numbers: Iterable<number | undefined>, notation: Notation): NumberRoom {
  const {digits} = notation;
  let room = usualRoom(digits);
  for (const number of numbers)
    if (number !== undefined && (mostBefore(number) > room.before || mostAfter(number, digits) > room.after))
      room = roomForTexts([notation.number(number)], room);
  return room;
}

/** Cells that a number takes at most before its point, however it is rounded. */
function mostBefore(value: number): number {
  const size = Math.abs(value);
  // Room for −inf.
  if (!(size < Infinity)) return 4;
  let cells = value < 0 ? 2 : 1;
  // From 1e7 on with an exponent.
  if (size < 1e7) for (let edge = 9.4; size >= edge; edge *= 10) cells += 1;
  return cells;
}

/** Cells that a number takes at most from its point on: zeros and digits, or digits and an exponent. */
function mostAfter(value: number, digits: number): number {
  const size = Math.abs(value);
  if (size === 0 || !(size < Infinity)) return 0;
  // Just below 1e100 a number may be rounded up to it.
  if (size >= 9e99) return digits + 4;
  if (size >= 1e-3) return digits + 3;
  if (size >= 1e-4) return digits + 4;
  // And just below 1e−5.
  if (size >= 9e-6) return digits + 5;
  if (size >= 1e-9) return digits + 3;
  return size >= 1e-99 ? digits + 4 : digits + 5;
}
