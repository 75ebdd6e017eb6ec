import {createHash, randomInt, timingSafeEqual} from 'node:crypto';

/** No letters that look like digits or like each other, and no vowels that make words. */
const LETTERS = '23456789bcdfghjkmnpqrstvwxz';

const randomText = (length: number): string =>
  Array.from({length}, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** A code for a class: 38 bits. */
export const newCode = (): string => `${randomText(4)}-${randomText(4)}`;

/** A class code as it is compared: whoever types it need not mind blanks around it, nor capitals. */
export const plainCode = (text: string): string => text.trim().toLowerCase();

/** A word that lets a student back in: 28 bits, and only with the class code. */
export const newWord = (): string => randomText(6);

/** Whether two secrets are the same, in a time that tells nothing of where they differ, nor of how long they are. */
export function isSameSecret(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(left), digest(right));
}
