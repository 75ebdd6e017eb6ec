import {DIGITS, type Digits, type Notation} from '../session/notation.ts';
import {type TableContent, widthOfTable} from './tablePanel.tsx';
import type {ScreenWords} from './words.ts';

/** How numbers are written, with any number of significant digits. */
export interface Writing {
  readonly digits: Digits;
  readonly words: ScreenWords;
  notation(digits: Digits): Notation;
}

/** The digits that the reader wants, and fewer. */
export const fewerDigits = (wanted: Digits): readonly Digits[] =>
  DIGITS.filter((digits) => digits <= wanted).reverse();

/** A table with as many digits as fit the width; fewer are said in the title. */
export function withFittingDigits(
  build: (notation: Notation) => TableContent,
  width: number,
  {digits, words, notation}: Writing,
): TableContent {
  for (const fewer of fewerDigits(digits)) {
    const content = build(notation(fewer));
    if (widthOfTable(content.columns) > width && fewer > 2) continue;
    return {...content, title: withDigits(content.title, fewer, {digits, words})};
  }
  return build(notation(2));
}

/** A title that says so where there are fewer digits than the reader wants. */
export const withDigits = (
  title: string,
  shown: Digits,
  {digits, words}: Pick<Writing, 'digits' | 'words'>,
): string => (shown === digits ? title : `${title} (${words.table.digits(shown)})`);
