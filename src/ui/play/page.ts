import {toAscii} from '../../session/notation.ts';
import {headerLine} from '../bars.ts';
import {fitLine, type Line} from '../paint.ts';
import type {Look} from '../scene.ts';
import {screenWords} from '../words.ts';

/** Lines between the bars of a page. */
export const pageRoom = ({rows}: Pick<Look, 'rows'>): number => rows - 2;

/** How far a page with so many lines can be scrolled. */
export const pageLimit = (lines: number, look: Pick<Look, 'rows'>): number =>
  Math.max(0, lines - pageRoom(look));

/** Any text in the characters of the screen; arrows are keys here, and named in ASCII. */
export const pageText = (text: string, {ascii}: Pick<Look, 'ascii'>): string =>
  ascii ? toAscii(text.replace('↑↓', 'Up/Down').replace('←→', 'Left/Right')) : text;

/** The bars of a page that fills the screen: its title, and its keys. */
export function pageBars(
  title: string,
  marks: readonly string[],
  keys: string,
  look: Look,
): {readonly header: Line; readonly footer: Line} {
  const {columns, ascii} = look;
  return {
    header: headerLine(title, marks, columns, ascii),
    footer: fitLine([{text: ` ${pageText(keys, look)}`, role: 'key'}], columns, ascii ? '~' : '…'),
  };
}

/** A page of lines, from the first that is to be shown on: exactly as many lines as the screen has. */
export function pageLines(
  title: string,
  keys: string,
  body: readonly Line[],
  scroll: number,
  look: Look,
): readonly Line[] {
  const {columns, ascii, language} = look;
  const room = pageRoom(look);
  const limit = pageLimit(body.length, look);
  const from = Math.min(scroll, limit);
  const marks = limit === 0 ? [] : [screenWords[language].scroll(from + 1, from + room, body.length)];
  const {header, footer} = pageBars(title, marks, keys, look);
  const shown = body.slice(from, from + room).map((line) => fitLine(line, columns, ascii ? '~' : '…'));
  return [header, ...shown, ...Array.from({length: room - shown.length}, (): Line => []), footer];
}
