import type {Bilingual} from '../../lesson/lesson.ts';
import {countFrom, countOf} from './values.ts';

/*
 * What several commands have. Where options of one name want different things, one sentence says all of them: a complaint
 * about a missing value comes before it is known for sure whose option it was.
 */

/** How `solve` prints a working. */
export const formats = ['text', 'markdown', 'csv', 'json'] as const;

/** What `export` makes of a lesson. */
export const exportFormats = ['text', 'markdown', 'cast'] as const;

/** How `grad` prints a derivative. */
export const gradFormats = ['text', 'json'] as const;

export const formatWanted: Bilingual = {
  en: `Choose ${formats.join(', ')} for solve; ${exportFormats.join(', ')} for export; ${gradFormats.join(', ')} for grad.`,
  zh: `可选：solve 用 ${formats.join('、')}；export 用 ${exportFormats.join('、')}；grad 用 ${gradFormats.join('、')}。`,
};

/** A screen in cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The smallest screen that a lesson can be read on, and one larger than any. */
export const smallestSize: Size = {columns: 60, rows: 18};
export const largestSize: Size = {columns: 400, rows: 200};

const sizeText = ({columns, rows}: Size): string => `${columns}x${rows}`;

export const sizeWanted: Bilingual = {
  en: `Write columns x rows from ${sizeText(smallestSize)} to ${sizeText(largestSize)} for export, as in 80x24; a number of samples for play.`,
  zh: `export 请写“列数x行数”，从 ${sizeText(smallestSize)} 到 ${sizeText(largestSize)}，例如 80x24；play 请写样本数。`,
};

export const dataWanted: Bilingual = {
  en: 'Write a data set or a CSV file for play, as in xor or mine.csv; a folder for serve.',
  zh: 'play 请写数据集或 CSV 文件，例如 xor、mine.csv；serve 请写目录名。',
};

export const fileWanted: Bilingual = {en: 'Write the name of a file.', zh: '请写文件名。'};

/** A lesson, as commands that play one name it. */
export const lessonHelp: Bilingual = {en: 'number, id or path to a file', zh: '编号、标识或文件路径'};

const mostRounds = 1_000_000;
export const roundsWanted = countFrom(1, mostRounds);

/** @param usual where nothing is given */
export const roundsOf = (value: unknown, usual: number): number =>
  countOf('rounds', value, {usual, least: 1, most: mostRounds});
