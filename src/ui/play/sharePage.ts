import {toAscii} from '../../session/notation.ts';
import {wrapText} from '../../session/wrap.ts';
import {headerLine} from '../bars.ts';
import {fitLine, type Line, type Role} from '../paint.ts';
import type {Look} from '../scene.ts';
import type {PlayWords} from './words.ts';

/** A net as a string, on a page to copy it from: nothing stands beside it in its lines. */
export function shareLines(shared: string, look: Look, words: PlayWords): readonly Line[] {
  const {columns, rows, ascii} = look;
  const said = (text: string, role: Role): readonly Line[] =>
    wrapText(ascii ? toAscii(text) : text, columns - 2).map(
      (line): Line => [{text: ' '}, {text: line, role}],
    );
  const header = headerLine(words.share, [], columns, ascii);
  const before = said(words.shareLong(shared.length), 'plain');
  const after = said(words.shareHow, 'dim');
  const string = (shared.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []).map(
    (text): Line => [{text, role: 'value'}],
  );
  const whole: readonly Line[] = [header, [], ...before, [], ...string, [], ...after];
  const room = rows - 1;
  const lines =
    whole.length <= room ? whole : [header, [], ...before, [], ...said(words.shareTooLong, 'bad')];
  const filler = Array.from({length: Math.max(0, room - lines.length)}, (): Line => []);
  return [...lines, ...filler, fitLine([{text: ` ${words.shareKeys}`, role: 'key'}], columns)];
}
