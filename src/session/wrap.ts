import {cellsOf, charactersOf} from './cells.ts';

/** Characters between which a line may break without a space: Chinese, Japanese, and their punctuation. */
const WIDE_LETTER =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;
/** What no line begins with. */
const CLOSING = /^[、。，．：；！？）］｝〉》」』】〕”’…·,.;:!?)\]}%]/u;
/** What no line ends with. */
const OPENING = /[（［｛〈《「『【〔“‘([{]$/u;

/** A stretch that no break divides, and the spaces before it. */
interface Piece {
  text: string;
  readonly gap: string;
}

/**
 * Plain text as lines of at most `width` cells. Breaks at spaces and between Chinese characters, never before closing nor after
 * opening punctuation, and inside a word only where the word alone is wider than a line. The text's own line ends stay.
 */
export function wrapText(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(2, width)));
}

function wrapLine(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const {text: piece, gap} of piecesOf(text)) {
    const cells = cellsOf(piece);
    if (line !== '' && used + gap.length + cells <= width) {
      line += gap + piece;
      used += gap.length + cells;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = cells > width ? divide(piece, width) : [piece];
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? '';
    used = cellsOf(line);
  }
  return [...lines, line];
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let gap = '';
  let last: Piece | undefined;
  // Only the last character before is asked: a stretch may be as long as the text.
  let before = '';
  for (const segment of charactersOf(text)) {
    if (segment === ' ') {
      gap += segment;
      continue;
    }
    const joined = last !== undefined && gap === '' && !mayBreak(before, segment);
    if (joined && last !== undefined) last.text += segment;
    else {
      last = {text: segment, gap};
      pieces.push(last);
    }
    gap = '';
    before = segment;
  }
  return pieces;
}

function mayBreak(before: string, after: string): boolean {
  if (CLOSING.test(after) || OPENING.test(before)) return false;
  return WIDE_LETTER.test(after) || WIDE_LETTER.test([...before].at(-1) ?? '');
}

/** A word wider than a line, in as many parts as it takes. */
function divide(word: string, width: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const segment of charactersOf(word)) {
    if (part !== '' && cellsOf(part + segment) > width) {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part];
}

/**
 * Items one after the other, as lines of at most `width` cells. A line ends only between items; an item that is wider than a line
 * has a wider line to itself.
 * @param head stands before the first item; the other lines begin under that, or under the head where the items need the room
 */
export function wrapItems(
  head: string,
  items: readonly string[],
  separator: string,
  width: number,
): readonly string[] {
  const texts = items.map((item, i) => (i + 1 < items.length ? item + separator : item));
  const beside = cellsOf(head) + Math.max(...texts.map(cellsOf)) <= width;
  const indent = beside ? cellsOf(head) : 2;
  const lines: string[] = [];
  let line = '';
  let used = indent;
  for (const text of texts) {
    const cells = cellsOf(text);
    if (line !== '' && used + 1 + cells > width) {
      lines.push(line);
      line = '';
      used = indent;
    }
    used += cells + (line === '' ? 0 : 1);
    line += line === '' ? text : ` ${text}`;
  }
  const all = [...lines, line];
  const later = (text: string): string => ' '.repeat(indent) + text;
  return beside
    ? all.map((text, i) => (i === 0 ? head + text : later(text)))
    : [head.trimEnd(), ...all.map(later)];
}
