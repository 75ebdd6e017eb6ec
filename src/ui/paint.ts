import stringWidth from 'string-width';

/**
 * What a piece of text on a screen means. A panel says the meaning, {@link paintLine} alone knows its looks.
 *
 * - `value`: a number of the forward pass. `gradient`: a number of the backward pass. `update`: a new parameter value.
 * - `mark`: what is computed now.
 * - `title`: a heading. `key`: a key to press. `dim`: what is there but not the point; borders.
 * - `good`, `bad`: an answer's or a check's outcome, beside the word that says it too.
 * - `run1` to `run6`: one of several trainings in one picture, beside its own sign or line.
 */
export type Role =
  | 'plain'
  | 'value'
  | 'gradient'
  | 'update'
  | 'mark'
  | 'title'
  | 'key'
  | 'dim'
  | 'good'
  | 'bad'
  | RunRole;

export type RunRole = 'run1' | 'run2' | 'run3' | 'run4' | 'run5' | 'run6';

/** A step of a field's height, from the lowest, 0, to the highest, {@link SHADES} − 1. */
export type Shade = 0 | 1 | 2 | 3 | 4 | 5;

export const SHADES = 6;

/** A piece of text with one meaning; without a role it is plain. */
export interface Span {
  readonly text: string;
  readonly role?: Role;
  /** The shade of a field that the text is drawn in; without it, the role's colour. Only where there is colour. */
  readonly ink?: Shade;
  /** The shade of a field that the text stands on. Only where there is colour. */
  readonly ground?: Shade;
}

/** One line of a screen. No span contains a line break. */
export type Line = readonly Span[];

/** What the reader's terminal can show. */
export interface Paint {
  readonly color: boolean;
  readonly background: 'dark' | 'light';
}

type Looks = Readonly<Record<Role, string>>;

/** Without colour only what NO_COLOR leaves: bold, dim, underline, reverse video. */
const colorless: Looks = {
  plain: '',
  value: '',
  gradient: '',
  update: '4',
  mark: '1;7',
  title: '1',
  key: '1',
  dim: '2',
  good: '1',
  bad: '1',
  run1: '',
  run2: '',
  run3: '',
  run4: '',
  run5: '',
  run6: '',
};

/**
 * SGR parameters. On a dark background the bright half of the 16 colours, without blue; on a light one the dark half,
 * without cyan and yellow, which most terminals draw too pale there. Coloured text is not bold on a light background:
 * many terminals turn bold red into bright red. A mark has no colour at all, so reverse video gives the terminal's own
 * two colours, which can always be told apart.
 */
const onDark: Looks = {
  ...colorless,
  value: '96',
  gradient: '95',
  update: '4;93',
  good: '92',
  bad: '91',
  run1: '96',
  run2: '93',
  run3: '95',
  run4: '92',
  run5: '91',
};
const onLight: Looks = {
  ...colorless,
  value: '34',
  gradient: '35',
  update: '4;34',
  good: '32',
  bad: '31',
  run1: '34',
  run2: '31',
  run3: '35',
  run4: '32',
};

/**
 * Of the 256 colours, because six steps need more than 16: from blue over what is near the background to orange, which people
 * who cannot tell red from green can tell apart. All dark or all pale, so that signs on them can be read.
 */
const shadesOnDark = [25, 24, 23, 58, 94, 130] as const;
const shadesOnLight = [111, 153, 195, 230, 223, 215] as const;

/** The line with SGR codes of the 16 basic colours, and of 256 for a field's shades. Control characters that a text may hold are left out. */
export function paintLine(line: Line, {color, background}: Paint): string {
  const dark = background === 'dark';
  const looks = color ? (dark ? onDark : onLight) : colorless;
  const shades = dark ? shadesOnDark : shadesOnLight;
  let painted = '';
  let worn = '';
  for (const {text, role = 'plain', ink, ground} of line) {
    if (text === '') continue;
    const codes = [
      looks[role],
      ...(color && ink !== undefined ? [`38;5;${shades[ink]}`] : []),
      ...(color && ground !== undefined ? [`48;5;${shades[ground]}`] : []),
    ]
      .filter((code) => code !== '')
      .join(';');
    if (codes !== worn) {
      if (worn !== '') painted += '\u001B[0m';
      if (codes !== '') painted += `\u001B[${codes}m`;
      worn = codes;
    }
    painted += visible(text);
  }
  return worn === '' ? painted : `${painted}\u001B[0m`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
const CONTROL = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g;

const visible = (text: string): string => text.replace(CONTROL, '');

/** Cells that a text takes on a terminal. */
export function textWidth(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(visible(text));
}

/**
 * Texts of which every code unit is one character in one cell: ASCII, Latin, Greek, dashes, arrows, operators, boxes, Braille. Most
 * of what is drawn; asking the general rules for each would cost several milliseconds a frame.
 */
const NARROW = /^[ -~¡-¬®-ÿΑ-Ωα-ω‐-‧′″←-⇿∀-⋿─-●⠀-⣿]*$/;

/** Cells that a line takes on a terminal. */
export function lineWidth(line: Line): number {
  return line.reduce((total, {text}) => total + textWidth(text), 0);
}

/** The line's text without its looks: for logs and tests. */
export function lineText(line: Line): string {
  return line.map(({text}) => text).join('');
}

/** The looks of a line's text, cut off where it would not fit, so exactly `cells` cells. */
export function fitLine(line: Line, cells: number, cutMark = '…'): Line {
  if (cells <= 0) return [];
  const width = lineWidth(line);
  if (width < cells) return [...line, {text: ' '.repeat(cells - width)}];
  if (width === cells) return line;
  const mark = textWidth(cutMark) <= cells ? cutMark : '';
  const room = cells - textWidth(mark);
  const made: Span[] = [];
  let used = 0;
  let role: Role | undefined;
  for (const span of line) {
    role = span.role;
    const text = textWithin(span.text, room - used);
    if (text !== '') made.push({...span, text});
    used += textWidth(text);
    if (text.length < span.text.length) break;
  }
  // A wide character that would stand half outside leaves a cell over.
  const end = ' '.repeat(room - used);
  return [...made, {text: `${mark}${end}`, ...(role === undefined ? {} : {role})}];
}

/** A text as exactly `cells` cells: filled up with blanks, or cut with `cutMark`. */
export function fitText(text: string, cells: number, cutMark = '…'): string {
  return lineText(fitLine([{text}], cells, cutMark));
}

const characters = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** Whole characters of a text, as a reader counts them: combining marks stay with their letter. */
export function charactersOf(text: string): string[] {
  return NARROW.test(text) ? text.split('') : Array.from(characters.segment(text), ({segment}) => segment);
}

function textWithin(text: string, cells: number): string {
  let made = '';
  let used = 0;
  for (const character of charactersOf(text)) {
    used += textWidth(character);
    if (used > cells) break;
    made += character;
  }
  return made;
}
