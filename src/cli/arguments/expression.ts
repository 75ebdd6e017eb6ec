/*
 * An expression may begin with a minus, and is no option for that. A blank before it keeps yargs from taking it for one.
 */

/** Whether a word is an expression that begins with a minus: there are no short options but `-h`, and none with three dashes. */
export const isExpression = (word: string): boolean => /^-(?!-[^-]|-?$)/.test(word) && word !== '-h';

export const withBlank = (word: string): string => ` ${word}`;

export const withoutBlank = (word: string): string => word.replace(/^ (?=-)/, '');
