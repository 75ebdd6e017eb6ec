import stringWidth from 'string-width';

/**
 * One cell of the screen. `text` is the character that starts in it (with any combining marks), or '' in the second
 * cell of a wide character. `style` is its SGR parameters in a fixed order ('1;31'), '' for the terminal's default.
 */
export interface Cell {
  readonly text: string;
  readonly style: string;
}

export const blank: Cell = {text: ' ', style: ''};

const escapeCharacter = '\u001B';
const escapeSequence = /\[([0-?]*)[ -/]*([@-~])/y;

const widths = new Map<string, number>();

/** Cells that a terminal gives to one code point: 0, 1 or 2. */
function widthOf(character: string): number {
  if (character < '\u007F') return 1;
  let width = widths.get(character);
  if (width === undefined) {
    width = stringWidth(character);
    widths.set(character, width);
  }
  return width;
}

function isControl(character: string): boolean {
  return character < ' ' || (character >= '\u007F' && character <= '\u009F');
}

/** Where each switched-on SGR attribute is kept; the order is that of a style's text. */
const slot = {
  bold: 0,
  dim: 1,
  italic: 2,
  underline: 3,
  blink: 4,
  inverse: 5,
  hidden: 6,
  struck: 7,
  foreground: 8,
  background: 9,
};
const slotOfCode = new Map<number, number>([
  [1, slot.bold],
  [2, slot.dim],
  [3, slot.italic],
  [4, slot.underline],
  [5, slot.blink],
  [7, slot.inverse],
  [8, slot.hidden],
  [9, slot.struck],
  [39, slot.foreground],
  [49, slot.background],
]);
const slotsEndedByCode = new Map<number, readonly number[]>([
  [22, [slot.bold, slot.dim]],
  [23, [slot.italic]],
  [24, [slot.underline]],
  [25, [slot.blink]],
  [27, [slot.inverse]],
  [28, [slot.hidden]],
  [29, [slot.struck]],
  [39, [slot.foreground]],
  [49, [slot.background]],
]);

/** Changes `pen`, the switched-on attributes, as a terminal would for `ESC[` + `parameters` + `m`. */
function applySgr(pen: string[], parameters: string): void {
  const codes = parameters.split(/[;:]/).map(Number);
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at]!;
    const ended = slotsEndedByCode.get(code);
    if (code === 0) pen.fill('');
    else if (ended) for (const index of ended) pen[index] = '';
    else if (code === 38 || code === 48) {
      const length = codes[at + 1] === 2 ? 5 : 3;
      pen[code === 38 ? slot.foreground : slot.background] = codes.slice(at, at + length).join(';');
      at += length - 1;
    } else if ((code >= 30 && code < 38) || (code >= 90 && code < 98)) pen[slot.foreground] = String(code);
    else if ((code >= 40 && code < 48) || (code >= 100 && code < 108)) pen[slot.background] = String(code);
    else {
      const index = slotOfCode.get(code);
      if (index !== undefined) pen[index] = String(code);
    }
  }
}

/**
 * One line of a frame as exactly `columns` cells: cut at the edge, filled up with blanks. A wide character that
 * would stand half outside is left out. Of the escape sequences only SGR counts; all others and all control
 * characters are dropped, so that no text on the screen can move the cursor or change the terminal.
 */
export function cellsOf(line: string, columns: number): Cell[] {
  const cells: Cell[] = [];
  const pen = Array<string>(10).fill('');
  let style = '';
  for (let at = 0; at < line.length; ) {
    const character = String.fromCodePoint(line.codePointAt(at)!);
    at += character.length;
    if (character === escapeCharacter) {
      escapeSequence.lastIndex = at;
      const sequence = escapeSequence.exec(line);
      if (!sequence) continue;
      at = escapeSequence.lastIndex;
      if (sequence[2] !== 'm') continue;
      applySgr(pen, sequence[1]!);
      style = pen.filter((code) => code !== '').join(';');
      continue;
    }
    if (isControl(character)) continue;
    const width = widthOf(character);
    if (width === 0) {
      const last = cells.findLastIndex((cell) => cell.text !== '');
      const cell = cells[last];
      if (cell) cells[last] = {text: cell.text + character, style: cell.style};
      continue;
    }
    if (cells.length + width > columns) break;
    cells.push({text: character, style});
    if (width === 2) cells.push({text: '', style});
  }
  while (cells.length < columns) cells.push(blank);
  return cells;
}

function same(one: Cell, other: Cell): boolean {
  return one.text === other.text && one.style === other.style;
}

/** Up to so many unchanged cells are sent again rather than jumped over: a jump costs about eight bytes. */
const worthSendingAgain = 4;

/**
 * The bytes that turn line `row` (1 is the top) of a terminal from `before` into `after`, '' if nothing differs.
 * Both are lines of the same number of cells. Every piece goes to an absolute position and starts and ends with the
 * default style, so nothing depends on where an earlier piece left the cursor, and a last column that was just
 * written needs no care: erasing is only done from a column that is to be blank.
 */
export function lineChange(row: number, before: readonly Cell[], after: readonly Cell[]): string {
  const filled = after.findLastIndex((cell) => !same(cell, blank)) + 1;
  let bytes = '';
  let pen = '';
  let cursor = -1;
  const wear = (style: string): void => {
    if (style === pen) return;
    bytes += style === '' || pen === '' ? `\u001B[${style}m` : `\u001B[0;${style}m`;
    pen = style;
  };
  const send = (column: number): void => {
    const cell = after[column]!;
    wear(cell.style);
    bytes += cell.text;
    cursor = column + 1;
  };
  for (let column = 0; column < filled; column++) {
    if (same(before[column]!, after[column]!)) continue;
    const gap = cursor < 0 ? Number.POSITIVE_INFINITY : column - cursor;
    if (gap > worthSendingAgain) {
      bytes += `\u001B[${row};${column + 1}H`;
    } else {
      for (let between = cursor; between < column; between++) send(between);
    }
    send(column);
  }
  const leftover = before.findLastIndex((cell) => !same(cell, blank)) + 1;
  if (leftover > filled) {
    wear('');
    if (cursor !== filled) bytes += `\u001B[${row};${filled + 1}H`;
    bytes += '\u001B[K';
  }
  wear('');
  return bytes;
}
