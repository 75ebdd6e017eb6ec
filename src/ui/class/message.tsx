import {Box} from 'ink';
import type {ReactElement} from 'react';
import {toAscii} from '../../session/notation.ts';
import {wrapText} from '../../session/wrap.ts';
import {Lines} from '../lines.tsx';
import {isTooSmall} from '../pages.ts';
import {fitLine, type Line} from '../paint.ts';
import type {Look} from '../scene.ts';
import {classWords} from './classWords.ts';

/** What the teacher says to all, as lines above a student's screen: the whole of it, so far as the screen below keeps its least size. */
export function messageLines(message: string, look: Look): readonly Line[] {
  if (message === '') return [];
  const {columns, language, ascii} = look;
  const said = classWords[language].says(message);
  const wrapped = wrapText(ascii ? toAscii(said) : said, columns - 2);
  let room = wrapped.length;
  while (room > 0 && isTooSmall(lessBy(room, look))) room--;
  return wrapped.slice(0, room).map((text, i): Line => {
    const isCut = i === room - 1 && room < wrapped.length;
    const line: Line = [{text: ' '}, {text, role: 'title'}];
    const more: Line = isCut ? [{text: ascii ? '...' : '…'}] : [];
    return fitLine([...line, ...more], columns, ascii ? '...' : '…');
  });
}

/** What is left of the screen under so many lines. */
export const lessBy = (lines: number, look: Look): Look =>
  lines === 0 ? look : {...look, rows: look.rows - lines};

/** A picture with lines above it. */
export function under(lines: readonly Line[], picture: ReactElement, {columns, paint}: Look): ReactElement {
  if (lines.length === 0) return picture;
  return (
    <Box flexDirection="column">
      <Lines lines={lines} width={columns} height={lines.length} paint={paint} />
      {picture}
    </Box>
  );
}
