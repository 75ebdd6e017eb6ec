import type {Sample} from '../../engine/pass.ts';
import {type Bilingual, bilingual, type Setup} from '../../lesson/lesson.ts';
import {limits} from '../../lesson/limits.ts';
import type {SampleAction, Side} from '../../session/play/samples.ts';
import {typedNumber, typedWhole} from '../../session/typedNumber.ts';
import type {Command} from '../keys.ts';
import {charactersOf} from '../paint.ts';
import {samplesWords} from './samplesWords.ts';

/** The samples as a table, and where in it the learner is. */
export interface SamplesTable {
  readonly side: Side;
  /** Index of the chosen sample. */
  readonly row: number;
  /** Of the chosen number: inputs first, then targets. */
  readonly column: number;
  /** Index of the first sample on screen. */
  readonly top: number;
  readonly typing?: {
    readonly of: 'number' | 'row';
    readonly entry: string;
    readonly problem?: Bilingual;
  };
}

/** What a key makes of the table: where it stands then, something done to a sample, something to say; or it is left. */
export interface TableTurn {
  readonly table: SamplesTable | undefined;
  readonly action?: SampleAction;
  readonly note?: Bilingual;
}

/** The table at one of the samples that are learnt from. */
export const tableAt = (row: number): SamplesTable => ({side: 'samples', row, column: 0, top: row});

const LONGEST = 200;

const said = (say: (words: (typeof samplesWords)['en']) => string): Bilingual =>
  bilingual((language) => say(samplesWords[language]));

/** The table where it points to what is there, and shows it: samples may have come or gone. @param rows that are shown at once */
export function within(table: SamplesTable, setup: Setup, rows: number): SamplesTable {
  const {length} = setup[table.side];
  const {inputs, outputs} = setup.network;
  const row = Math.max(0, Math.min(table.row, length - 1));
  const column = Math.max(0, Math.min(table.column, inputs.length + outputs.length - 1));
  const highest = Math.max(0, length - rows);
  const top = Math.min(Math.max(Math.min(table.top, row), row - rows + 1, 0), highest);
  const isSame = row === table.row && column === table.column && top === table.top;
  return isSame ? table : {...table, row, column, top};
}

/** Which number of a sample stands in a column, and which one it is. */
export function placeIn(
  {network}: Setup,
  column: number,
): {readonly of: 'input' | 'target'; readonly index: number} {
  const {length} = network.inputs;
  return column < length ? {of: 'input', index: column} : {of: 'target', index: column - length};
}

export function valueIn(sample: Sample, setup: Setup, column: number): number {
  const {of, index} = placeIn(setup, column);
  return sample[of][index]!;
}

/** The table after a key that is typed; undefined where the table of keys decides. @param rows that are shown at once */
export function typedInTable(
  table: SamplesTable,
  key: string,
  setup: Setup,
  rows: number,
): TableTurn | undefined {
  const {typing} = table;
  if (typing === undefined) {
    if (key === 'escape' || key === 'D') return {table: undefined};
    // A number is begun by its first character.
    if (/^[0-9.(−-]$/.test(key) && setup[table.side].length > 0)
      return {table: {...table, typing: {of: 'number', entry: key}}};
    return undefined;
  }
  const {typing: _, ...closed} = table;
  const written = (entry: string): TableTurn => ({table: {...table, typing: {of: typing.of, entry}}});
  switch (key) {
    case 'escape':
      return {table: closed};
    case 'enter':
    case 'tab':
      if (typing.entry.trim() === '') return {table: closed};
      return typing.of === 'row' ? gone(table, closed, setup, rows) : taken(table, closed, key, setup, rows);
    case 'backspace':
      return written(charactersOf(typing.entry).slice(0, -1).join(''));
    default: {
      const text = key === 'space' ? ' ' : key;
      const isText = charactersOf(text).length === 1 && typing.entry.length < LONGEST;
      return isText ? written(typing.entry + text) : {table};
    }
  }
}

/** The number that was typed, in its place; the next one below, or with Tab at the right, comes after it. */
function taken(
  table: SamplesTable,
  closed: SamplesTable,
  key: 'enter' | 'tab',
  setup: Setup,
  rows: number,
): TableTurn {
  const {side, row, column, typing} = table;
  const typed = typedNumber(typing!.entry);
  if (!typed.ok) return {table: {...table, typing: {...typing!, problem: typed.words}}};
  const sample = setup[side][row]!;
  const {of, index} = placeIn(setup, column);
  const next = key === 'enter' ? {row: row + 1} : {column: column + 1};
  return {
    table: within({...closed, ...next}, setup, rows),
    action: {
      type: 'replaceSample',
      from: side,
      index: row,
      sample: {...sample, [of]: sample[of].with(index, typed.value)},
    },
  };
}

/** The sample whose number was typed. */
function gone(table: SamplesTable, closed: SamplesTable, setup: Setup, rows: number): TableTurn {
  const {length} = setup[table.side];
  const number = typedWhole(table.typing!.entry);
  if (number === undefined || number < 1 || number > length)
    return {
      table: {...table, typing: {...table.typing!, problem: said(({noRow}) => noRow(length))}},
    };
  const row = number - 1;
  return {table: within({...closed, row, top: row - Math.floor(rows / 2)}, setup, rows)};
}

/** The table after a command. @param rows that are shown at once @param most samples that there may be */
export function commandedInTable(
  table: SamplesTable,
  command: Command,
  setup: Setup,
  rows: number,
  most = limits.samples as number,
): TableTurn {
  const {side, row, column} = table;
  const all = setup[side];
  const at = (changed: Partial<SamplesTable>): TableTurn => ({
    table: within({...table, ...changed}, setup, rows),
  });
  switch (command) {
    case 'chooseUp':
      return at({row: row - 1});
    case 'chooseDown':
      return at({row: row + 1});
    case 'chooseLeft':
      return at({column: column - 1});
    case 'chooseRight':
      return at({column: column + 1});
    case 'first':
      return at({row: 0});
    case 'last':
      return at({row: all.length - 1});
    case 'goTo':
      return all.length === 0 ? {table} : {table: {...table, typing: {of: 'row', entry: ''}}};
    case 'otherSide':
      return at({side: side === 'samples' ? 'test' : 'samples', row: 0});
    case 'setValue':
      return all.length === 0 ? {table} : {table: {...table, typing: {of: 'number', entry: ''}}};
    case 'addSample':
    case 'copySample': {
      const isCopy = command === 'copySample';
      const chosen = all[row];
      if (isCopy && chosen === undefined) return {table};
      const {length} = setup.samples;
      if (length + setup.test.length >= most) return {table, note: said(({tooMany}) => tooMany(most))};
      const {inputs, outputs} = setup.network;
      const sample: Sample =
        isCopy && chosen !== undefined
          ? {input: chosen.input, target: chosen.target}
          : {input: inputs.map(() => 0), target: outputs.map(() => 0)};
      const index = all.length === 0 ? 0 : row + 1;
      // It is there only when the action has been done: the table is set right then.
      return {
        table: {...table, row: index, column: isCopy ? column : 0},
        action: {type: 'insertSample', from: side, index, sample},
      };
    }
    case 'removeSample': {
      if (all.length === 0) return {table};
      if (side === 'samples' && all.length === 1) return {table, note: said(({last}) => last)};
      return {table, action: {type: 'removeSample', from: side, index: row}};
    }
    default:
      return {table};
  }
}

/** A page further down, or up where `by` is negative. */
export const paged = (table: SamplesTable, by: number, setup: Setup, rows: number): SamplesTable =>
  within(
    {...table, row: table.row + Math.sign(by) * rows, top: table.top + Math.sign(by) * rows},
    setup,
    rows,
  );
