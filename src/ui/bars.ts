import {toAscii} from '../session/notation.ts';
import {type Binding, type Command, footerBindings, type Place} from './keys.ts';
import {fitLine, type Line, lineWidth, textWidth} from './paint.ts';
import type {ScreenWords} from './words.ts';

const NAME: Line = [{text: ' '}, {text: 'bp-tui', role: 'title'}, {text: '  '}];
/** Blanks between both ends of a header. */
const GAP = 2;

/** Texts at both ends of a line of exactly `width` cells. Pieces of the right end that find no room are left out, the last ones first. */
export function headerLine(left: string, right: readonly string[], width: number, ascii: boolean): Line {
  const written = inAscii(ascii);
  for (let count = right.length; count >= 0; count--) {
    const pieces = right.slice(0, count);
    const free = freeCells(left, pieces, width, ascii);
    if (free < GAP && count > 0) continue;
    const start: Line = [...NAME, {text: written(left), role: 'title'}];
    if (free < GAP) return fitLine(start, width, ascii ? '...' : '…');
    return fitLine([...start, {text: ' '.repeat(free)}, {text: endOf(pieces.map(written))}], width);
  }
  return fitLine([], width);
}

/** The first of several texts beside which all pieces of a header's right end find room, else the last. */
export const headerText = (
  texts: readonly [string, ...string[]],
  right: readonly string[],
  width: number,
  ascii: boolean,
): string => texts.find((text) => freeCells(text, right, width, ascii) >= GAP) ?? texts.at(-1)!;

const inAscii =
  (ascii: boolean) =>
  (text: string): string =>
    ascii ? toAscii(text) : text;

const endOf = (pieces: readonly string[]): string => pieces.toReversed().join('  ');

/** Cells between both ends of a header; below 0 where they do not fit. */
function freeCells(left: string, right: readonly string[], width: number, ascii: boolean): number {
  const written = inAscii(ascii);
  return width - lineWidth(NAME) - textWidth(written(left)) - textWidth(endOf(right.map(written))) - 1;
}

/** A screen's lines with a note in the place of the last ones. */
export const withNote = (lines: readonly Line[], note: readonly Line[]): readonly Line[] => [
  ...lines.slice(0, Math.max(0, lines.length - note.length)),
  ...note,
];

/** How a key is written for a reader. */
export function keyName(key: string, words: ScreenWords, ascii: boolean): string {
  const name = words.keys[key] ?? (key === '-' && !ascii ? '−' : key);
  return ascii ? (ARROWS[name] ?? toAscii(name)) : name;
}

/** A transliterated arrow would be another key's sign. */
const ARROWS: Readonly<Record<string, string>> = {'↑': 'Up', '↓': 'Down', '←': 'Left', '→': 'Right'};

export interface FooterContext {
  readonly place: Place;
  readonly width: number;
  readonly words: ScreenWords;
  readonly ascii: boolean;
  /** Names that differ from the usual ones now, and commands that mean nothing now. */
  readonly labels?: Readonly<Partial<Record<Command, string>>>;
  readonly hidden?: ReadonlySet<Command>;
}

/**
 * The keys that mean something here, as many as fit; how to get help and how to leave always. Which ones that are is the same in Unicode and
 * in ASCII: those that fit in both.
 */
export function footerLine({place, width, words, ascii, labels = {}, hidden}: FooterContext): Line {
  const groups = footerBindings(place).filter(
    ([first]) => first !== undefined && !hidden?.has(first.command),
  );
  const written = (bindings: readonly Binding[], inAscii: boolean): Line => {
    const {command} = bindings[0]!;
    const keys = bindings.map(({keys: [key]}) => keyName(key!, words, inAscii)).join('/');
    const usual = words.commands[command].short;
    const label = labels[command] ?? (inAscii && command === 'language' ? words.otherLanguageInAscii : usual);
    return [{text: keys, role: 'key'}, {text: ` ${inAscii ? toAscii(label) : label}`}];
  };
  const cellsOf = (bindings: readonly Binding[]): number =>
    2 + Math.max(lineWidth(written(bindings, false)), lineWidth(written(bindings, true)));
  const always = groups.slice(-2);
  let used = 1 + always.reduce((total, group) => total + cellsOf(group), 0);
  const shown: (readonly Binding[])[] = [];
  for (const group of groups.slice(0, -2)) {
    const wanted = cellsOf(group);
    if (used + wanted > width + 1) continue;
    used += wanted;
    shown.push(group);
  }
  const line = [...shown, ...always].flatMap(
    (group, i): Line => [{text: i === 0 ? ' ' : '  '}, ...written(group, ascii)],
  );
  return fitLine(line, width, '');
}
