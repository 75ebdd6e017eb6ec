import {Box} from 'ink';
import type {ReactElement} from 'react';
import {createFlatPass, flatSamples} from '../../engine/flatPass.ts';
import {output, target} from '../../engine/quantity.ts';
import type {Setup} from '../../lesson/lesson.ts';
import type {Notation} from '../../session/notation.ts';
import type {State} from '../../session/state.ts';
import {wrapText} from '../../session/wrap.ts';
import {footerLine, headerLine} from '../bars.ts';
import {Lines} from '../lines.tsx';
import {charactersOf, fitLine, type Line, textWidth} from '../paint.ts';
import type {Look} from '../scene.ts';
import {
  fitTable,
  namesWithMarks,
  TABLE_FRAME,
  type TableColumn,
  TablePanel,
  widthOfTable,
} from '../tablePanel.tsx';
import {screenWords} from '../words.ts';
import {placeIn, type SamplesTable, valueIn, within} from './samplesTable.ts';
import {samplesWords} from './samplesWords.ts';

/** Header, the chosen number in full, footer. */
const AROUND = 3;

/** Samples that are shown at once. */
export const rowsShown = ({rows}: Pick<Look, 'rows'>): number => Math.max(1, rows - AROUND - TABLE_FRAME);

/** What is typed is shown in its cell as far as this. */
const TYPED = 12;

/** The table as a page that fills the screen. Only the samples on screen are looked at: there may be very many. */
export function SamplesPage(
  state: State,
  wanted: SamplesTable,
  look: Look,
  notation: Notation,
  note: readonly Line[],
): ReactElement {
  const {columns, rows, language, ascii, paint} = look;
  const {setup} = state.start;
  const words = samplesWords[language];
  const count = rowsShown(look);
  const table = within(wanted, setup, count);
  const all = setup[table.side];
  const title = `${words.title} ${ascii ? '-' : '·'} ${words.sides[table.side]}`;
  const header = headerLine(
    title,
    all.length === 0 ? [] : [words.count(table.row + 1, all.length)],
    columns,
    ascii,
  );
  const footer = footerLine({
    place: 'samples',
    width: columns,
    words: screenWords[language],
    ascii,
    labels: {up: screenWords[language].scrollKeys, close: words.back},
  });
  const below = [
    ...problemLines(table, look, notation),
    fullLine(setup, table, look, notation),
    ...(note.length > 0 ? note : [footer]),
  ];
  const height = rows - 1 - below.length;
  const body =
    all.length === 0 ? (
      <Lines
        lines={[
          [],
          ...wrapText(notation.text(words.empty), columns - 4).map((text) => [{text: `  ${text}`}]),
        ]}
        width={columns}
        height={height}
        paint={paint}
      />
    ) : (
      <TablePanel
        layout={fitTable(
          {
            title: notation.text(words.sides[table.side]),
            columns: columnsAround(state, table, look, notation, count),
            marked: new Set([table.row - table.top]),
            below: [],
            more: () => [],
          },
          {width: columns, height},
        )}
        width={columns}
        height={height}
        paint={paint}
        ascii={ascii}
      />
    );
  return (
    <Box flexDirection="column">
      <Lines lines={[header]} width={columns} height={1} paint={paint} />
      {body}
      <Lines lines={below} width={columns} height={below.length} paint={paint} />
    </Box>
  );
}

/** Numbers of the samples and as many columns as fit, the chosen one among them; the net's answers come last. */
function columnsAround(
  {start}: State,
  table: SamplesTable,
  look: Look,
  notation: Notation,
  count: number,
): readonly TableColumn[] {
  const {setup, parameters} = start;
  const {network} = setup;
  const words = samplesWords[look.language];
  const shown = setup[table.side].slice(table.top, table.top + count);
  const chosen = table.row - table.top;
  const names = [...network.inputs.map(output), ...network.outputs.map(target)];
  const cells = names.map((name, column): TableColumn => {
    const texts = shown.map((sample, i) => {
      const text = notation.number(valueIn(sample, setup, column));
      return i === chosen && column === table.column ? `[${typedText(table, look) ?? text}]` : ` ${text} `;
    });
    return {
      heading: ` ${notation.symbol(name)} `,
      role: column < network.inputs.length ? 'value' : 'update',
      texts: alignedAtEnd(texts),
    };
  });
  const pass = createFlatPass(network, Float64Array.from(parameters), flatSamples(network, shown));
  const answers = shown.map((_, i) => {
    pass.loss(i);
    return Array.from(pass.outputs.slice(-network.outputs.length));
  });
  const answered = network.outputs.map(
    (name, i): TableColumn => ({
      heading: notation.text(words.answer(notation.neuron(name))),
      role: 'dim',
      texts: alignedAtEnd(answers.map((values) => notation.number(values[i]!))),
    }),
  );
  const numbers = shown.map(({name}, i) => `${table.top + i + 1}${name === undefined ? '' : ` ${name}`}`);
  const first: TableColumn = {
    heading: notation.text(words.number),
    texts: namesWithMarks(numbers, new Set([chosen]), look.ascii),
    side: 'start',
  };
  // From the left as far as needed for the chosen column to be on screen.
  let from = 0;
  while (from < table.column && widthOfTable([first, ...cells.slice(from, table.column + 1)]) > look.columns)
    from += 1;
  return [first, ...cells.slice(from), ...answered];
}

function alignedAtEnd(texts: readonly string[]): readonly string[] {
  const width = Math.max(0, ...texts.map(textWidth));
  return texts.map((text) => ' '.repeat(width - textWidth(text)) + text);
}

/** What is being typed, its end where it is long. */
function typedText({typing}: SamplesTable, {ascii}: Look): string | undefined {
  if (typing?.of !== 'number') return undefined;
  const characters = charactersOf(typing.entry);
  return `${characters.slice(-TYPED).join('')}${ascii ? '_' : '▏'}`;
}

/** The chosen number with all its digits, or what is typed in its place and what is wrong with that. */
function fullLine(setup: Setup, table: SamplesTable, look: Look, notation: Notation): Line {
  const {columns, language, ascii} = look;
  const words = samplesWords[language];
  const {typing, row, column} = table;
  const sample = setup[table.side][row];
  if (sample === undefined) return [];
  const {of, index} = placeIn(setup, column);
  const {inputs, outputs} = setup.network;
  const symbol = notation.symbol(of === 'input' ? output(inputs[index]!) : target(outputs[index]!));
  const label = typing?.of === 'row' ? `${words.row}:` : `${words.value(symbol, row + 1)} =`;
  const text = typing === undefined ? String(valueIn(sample, setup, column)) : typing.entry;
  return fitLine(
    [
      {text: ` ${notation.text(label)} `, role: 'title'},
      {text},
      ...(typing === undefined ? [] : [{text: ascii ? '_' : '▏', role: 'mark'} as const]),
    ],
    columns,
    ascii ? '...' : '…',
  );
}

/** What is wrong with what was typed. */
function problemLines(
  {typing}: SamplesTable,
  {columns, language}: Look,
  notation: Notation,
): readonly Line[] {
  if (typing?.problem === undefined) return [];
  return wrapText(notation.text(typing.problem[language]), columns - 2).map(
    (text): Line => [{text: ` ${text}`, role: 'bad'}],
  );
}
