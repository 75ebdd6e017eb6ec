import type {Network} from '../../engine/network.ts';
import {gradient, next, type Quantity} from '../../engine/quantity.ts';
import type {Names} from '../../lesson/lesson.ts';
import {cellsOf} from '../cells.ts';
import {type Notation, UNKNOWN} from '../notation.ts';
import {type NumberRoom, roomForNumbers} from '../numberRoom.ts';
import {passOf, type State} from '../state.ts';
import {valueAt} from '../value.ts';
import type {Focus} from './focus.ts';

/** What stands beside a parameter's name. */
export const parameterFields = ['old', 'gradient', 'next', 'change'] as const;
export type ParameterField = (typeof parameterFields)[number];

/** One parameter in the table; all numbers are written out, unknown ones as a dash. */
export interface ParameterRow extends Readonly<Record<ParameterField, string>> {
  readonly name: string;
}

/** All parameters in canonical order: before, gradient, after, and by how much they change. Of very many only the rows in sight are written. */
export interface ParameterTable {
  readonly size: number;
  /** Rows that the screen is about. */
  readonly marked: ReadonlySet<number>;
  name(index: number): string;
  number(index: number, field: ParameterField): string;
  /** Cells of the longest name, and the room that the numbers of all rows need. */
  readonly nameCells: number;
  readonly rooms: Readonly<Record<ParameterField, NumberRoom>>;
}

export type ParameterNumbers = Readonly<Record<ParameterField, number | undefined>>;

/** The numbers of all parameters; those that are not computed yet are undefined. */
export const parameterNumbers = (state: State): readonly ParameterNumbers[] =>
  namesIn(passOf(state).network).map((names) => {
    const old = valueAt(state, names.old);
    const after = valueAt(state, names.next);
    return {
      old,
      gradient: valueAt(state, names.gradient),
      next: after,
      change: old === undefined || after === undefined ? undefined : after - old,
    };
  });

export function parameterTable(
  state: State,
  notation: Notation,
  focus: Focus,
  numbers: readonly ParameterNumbers[] = parameterNumbers(state),
): ParameterTable {
  const {network} = passOf(state);
  const {parameters, parameterIndex} = network;
  const written = (value: number | undefined): string =>
    value === undefined ? notation.text(UNKNOWN) : notation.number(value);
  const roomOf = (field: ParameterField): NumberRoom =>
    roomForNumbers(
      numbers.map((of) => of[field]),
      notation,
    );
  return {
    size: parameters.length,
    marked: new Set(
      [...focus.marked].flatMap(
        (quantity) => parameterIndex.get(quantity.replace(/^(grad|next)\./, '')) ?? [],
      ),
    ),
    name: (index) => notation.symbol(parameters[index]!),
    number: (index, field) => written(numbers[index]![field]),
    nameCells: nameCells(network, state.start.setup.names, notation),
    rooms: {
      old: roomOf('old'),
      gradient: roomOf('gradient'),
      next: roomOf('next'),
      change: roomOf('change'),
    },
  };
}

/** All rows of a table. */
export const rowsOf = ({size, name, number}: ParameterTable): readonly ParameterRow[] =>
  Array.from({length: size}, (_, index) => ({
    name: name(index),
    old: number(index, 'old'),
    gradient: number(index, 'gradient'),
    next: number(index, 'next'),
    change: number(index, 'change'),
  }));

type NumberNames = Readonly<Record<Exclude<ParameterField, 'change'>, Quantity>>;

const numberNames = new WeakMap<Network, readonly NumberNames[]>();

/** What the numbers of a net's parameters are called: to make names anew takes longer than to look their numbers up. */
function namesIn(network: Network): readonly NumberNames[] {
  const known = numberNames.get(network);
  if (known !== undefined) return known;
  const names = network.parameters.map((name) => ({old: name, gradient: gradient(name), next: next(name)}));
  numberNames.set(network, names);
  return names;
}

/** The longest name of a net's parameters, as it was asked for last. */
interface Longest {
  readonly names: Names;
  readonly language: Notation['language'];
  readonly ascii: boolean;
  readonly cells: number;
}

const longest = new WeakMap<Network, Longest>();

/** Names stay while numbers change: those of a large net take longer to write than a picture may. */
function nameCells(network: Network, names: Names, {language, ascii, symbol}: Notation): number {
  const known = longest.get(network);
  if (known?.names === names && known.language === language && known.ascii === ascii) return known.cells;
  const cells = network.parameters.reduce((most, name) => Math.max(most, cellsOf(symbol(name))), 0);
  longest.set(network, {names, language, ascii, cells});
  return cells;
}
