import {textWidth} from '../ui/paint.ts';

/** Cells that a name may take. */
export const WIDEST_NAME = 24;

/**
 * A name as it may be shown to others: letters, digits and a few signs, without anything that a terminal obeys or that turns the direction of
 * writing. Undefined where nothing of it is left, or where it is too long.
 */
export function cleanName(text: string): string | undefined {
  const name = text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N} _.-]/gu, '')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/ +/g, ' ')
    .trim();
  if (!/^[\p{L}\p{N}]/u.test(name)) return undefined;
  return textWidth(name) <= WIDEST_NAME && name.length <= 2 * WIDEST_NAME ? name : undefined;
}

/** What two spellings of one name have in common. */
export const nameKey = (name: string): string => name.toLowerCase();
