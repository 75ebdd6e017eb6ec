import {toAscii} from '../session/notation.ts';
import {type Binding, type Command, footerBindings, type Place} from './keys.ts';
import {fitLine, type Line, lineWidth, textWidth} from './paint.ts';
import type {ScreenWords} from './words.ts';

/** Texts at both ends of a line of exactly `width` cells. Pieces of the right end that find no room are left out, the last ones first. */
export function headerLine(left: string, right: readonly string[], width: number, ascii: boolean): Line {
  const name: Line = [{text: ' '}, {text: 'bp-tui', role: 'title'}, {text: '  '}];
  const written = ascii ? toAscii(left) : left;
  const pieces = right.map((piece) => (ascii ? toAscii(piece) : piece));
  for (let count = pieces.length; count >= 0; count--) {
    const end = pieces.slice(0, count).reverse().join('  ');
    const free = width - lineWidth(name) - textWidth(written) - textWidth(end) - 1;
    if (free >= 2 || count === 0) {
      const start: Line = [...name, {text: written, role: 'title'}];
      if (free < 2) return fitLine(start, width, ascii ? '...' : '…');
      return fitLine([...start, {text: ' '.repeat(free)}, {text: end}], width);
    }
  }
  return fitLine([], width);
}

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
