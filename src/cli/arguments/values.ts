import type {Bilingual} from '../../lesson/lesson.ts';
import {nearest} from '../../lesson/nearest.ts';
import {wrongUsage} from '../failure.ts';

/** What was typed, by the name of an option or an operand, as yargs gives it. */
export type Values = Readonly<Record<string, unknown>>;

export const textOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : String(value);

/** The entry of an object; none where there is no value. */
export const given = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): {readonly [key in Name]?: Value} =>
  value === undefined ? {} : ({[name]: value} as {readonly [key in Name]: Value});

export function oneOf<T extends string>(
  option: string,
  value: unknown,
  choices: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw wrongValue(option, String(value), chooseFrom(choices), choices);
  return choice;
}

/** A whole number, and nothing that only evaluates to one, such as 1e3. */
export function countOf(
  option: string,
  value: unknown,
  {usual, least, most, wanted = countFrom(least, most)}: Count,
): number {
  if (value === undefined) return usual;
  const text = String(value);
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < least || count > most) throw wrongValue(option, text, wanted);
  return count;
}

export interface Count {
  /** Where nothing is given. */
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  readonly wanted?: Bilingual;
}

export const countFrom = (least: number, most: number): Bilingual => ({
  en: `Write a whole number from ${least} to ${most}.`,
  zh: `请写 ${least} 到 ${most} 的整数。`,
});

export const chooseFrom = (choices: readonly (string | number)[]): Bilingual => ({
  en: `Choose ${choices.join(', ')}.`,
  zh: `可选：${choices.join('、')}。`,
});

/**
 * @param wanted what the value may be, as a sentence
 * @param choices of which one may have been meant
 */
export function wrongValue(
  option: string,
  value: string,
  wanted: Bilingual,
  choices: readonly string[] = [],
): Error {
  const near = nearest(value, choices);
  return wrongUsage({
    en: `--${option}: found ${value === '' ? 'an empty value' : value}.${near ? ` Did you mean ${near}?` : ''} ${wanted.en}`,
    zh: `--${option}：不能是${value === '' ? '空值' : ` ${value}`}。${near ? `是不是 ${near}？` : ''}${wanted.zh}`,
  });
}
