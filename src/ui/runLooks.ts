import type {RunRole} from './paint.ts';

/** How one of several runs looks in all pictures: a colour, a sign, and a line, so that none of them has to say it alone. */
export interface RunLook {
  readonly role: RunRole;
  /** Stands at the end of its line and in the legend; one cell. */
  readonly sign: string;
  /** What its line is made of: level, upright, and the corners ╰ ╭ ╮ ╯. */
  readonly line: {readonly level: string; readonly upright: string; readonly corners: readonly string[]};
  /** Of its line in dots: drawn and left out in turn. */
  readonly dashes: readonly [number, number];
}

const ROLES: readonly RunRole[] = ['run1', 'run2', 'run3', 'run4', 'run5', 'run6'];
const SIGNS = [...'●▲■◆○△□◇▼'];
const LINES = ['─│╰╭╮╯', '═║╚╔╗╝', '━┃┗┏┓┛', '╌╎╰╭╮╯', '╍╏┗┏┓┛'];
const DASHES: readonly (readonly [number, number])[] = [
  [1, 0],
  [3, 1],
  [1, 1],
  [6, 2],
  [2, 2],
];
/** In ASCII a line is made of small letters and ends in the large one. */
const LETTERS = [...'oxvzcuwns'];

const nth = <Value>(values: readonly Value[], place: number): Value => values[place % values.length]!;

/** The looks of the run at this place among the lesson's runs. */
export function runLook(place: number, ascii: boolean): RunLook {
  const letter = nth(LETTERS, place);
  const [level, upright, ...corners] = ascii ? letter.repeat(6) : nth(LINES, place);
  return {
    role: nth(ROLES, place),
    sign: ascii ? letter.toUpperCase() : nth(SIGNS, place),
    line: {level: level!, upright: upright!, corners},
    dashes: nth(DASHES, place),
  };
}
