import type {Bilingual} from '../lesson/lesson.ts';
import {readNumber} from './grad/derivative.ts';

/** A number that was typed, or what is wrong with it. */
export type TypedNumber =
  | {readonly ok: true; readonly value: number}
  | {readonly ok: false; readonly words: Bilingual};

/**
 * A number as people type it, to its last digit, or one to be worked out: `0.5`, `0,5`, `−2.5e-3`, `1/3`, `sqrt(2)`, full-width digits.
 * It is finite.
 */
export function typedNumber(text: string): TypedNumber {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[−–—﹣]/g, '-')
    .trim();
  if (plain === '')
    return {
      ok: false,
      words: {
        en: 'expected a number, as in 0.5 or 1/3, found nothing.',
        zh: '这里应是数，例如 0.5、1/3，却是空的。',
      },
    };
  const decimal = /^[+-]?\d+,\d+$/.test(plain) ? plain.replace(',', '.') : plain;
  const value = Number(decimal);
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(decimal) && Number.isFinite(value))
    return {ok: true, value};
  return readNumber(plain, 0);
}

/** A whole number that was typed, none that a double cannot hold; undefined for anything else. */
export function typedWhole(text: string): number | undefined {
  const typed = typedNumber(text);
  return typed.ok && Number.isSafeInteger(typed.value) ? typed.value : undefined;
}
