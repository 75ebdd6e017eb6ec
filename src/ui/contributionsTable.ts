import {type Notation, UNKNOWN} from '../session/notation.ts';
import type {ContributionsView} from '../session/view/contributions.ts';
import {wrapText} from '../session/wrap.ts';
import {fewerDigits, type Writing, withDigits} from './fittingDigits.ts';
import type {Line} from './paint.ts';
import {
  alignNumbers,
  namesWithMarks,
  type TableColumn,
  type TableContent,
  widthOfTable,
} from './tablePanel.tsx';
import type {ScreenWords} from './words.ts';

/**
 * Who sends how much back to whom: a row for each neuron that receives, a column for each that sends. Where there is room each
 * part stands with its factors; where there is not even room for all senders, the last ones are counted.
 */
export function contributionsTable(
  viewIn: (notation: Notation) => ContributionsView,
  width: number,
  writing: Writing,
): TableContent {
  const {words} = writing;
  const made = (
    notation: Notation,
    columns: readonly TableColumn[],
    view: ContributionsView,
  ): TableContent => ({
    title: withDigits(notation.text(words.contributions.title[view.rule]), notation.digits, writing),
    columns,
    marked: markedIn(view),
    below: explanation(view, notation, words, width),
    more: (hidden) => [{text: notation.text(` … +${hidden}`), role: 'dim'}],
  });
  const [wanted, ...fewer] = fewerDigits(writing.digits).map(writing.notation);
  const ways = [
    {notation: wanted!, factors: true},
    {notation: wanted!, factors: false},
    ...fewer.map((notation) => ({notation, factors: false})),
  ];
  for (const {notation, factors} of ways) {
    const view = viewIn(notation);
    const columns = columnsOf(view, notation, words, factors, view.senders.length);
    if (widthOfTable(columns) <= width) return made(notation, columns, view);
  }
  const notation = fewer[0] ?? wanted!;
  const view = viewIn(notation);
  // No column is narrower than a number of a digit and its border.
  for (let shown = Math.min(view.senders.length - 1, width >> 2); shown > 1; shown--) {
    const columns = columnsOf(view, notation, words, false, shown);
    if (widthOfTable(columns) <= width) return made(notation, columns, view);
  }
  return made(notation, columnsOf(view, notation, words, false, 1), view);
}

const markedIn = ({rows}: ContributionsView): ReadonlySet<number> =>
  new Set(rows.flatMap(({marked}, i) => (marked ? [i] : [])));

function columnsOf(
  {rows, senders, rule}: ContributionsView,
  notation: Notation,
  {contributions: words}: ScreenWords,
  factors: boolean,
  shown: number,
): readonly TableColumn[] {
  const {ascii, digits} = notation;
  const aligned = (numbers: readonly string[]): readonly string[] => alignNumbers(numbers, digits);
  /** Without room for what is not known yet. */
  const close = (numbers: readonly string[]): readonly string[] => {
    const texts = alignNumbers(numbers, 0 - digits);
    const blank = Math.min(...texts.map((text) => text.search(/\S/)));
    return texts.map((text) => text.slice(blank));
  };
  const sent = senders.slice(0, shown).map((sender, k): TableColumn => {
    const values = aligned(rows.map(({parts}) => parts[k]!.value));
    const first = close(rows.map(({parts}) => parts[k]!.factors[0]));
    const second = close(rows.map(({parts}) => parts[k]!.factors[1]));
    return {
      heading: notation.text(words.from(sender)),
      role: 'gradient',
      texts: factors
        ? values.map((value, i) => notation.text(`${first[i]} × ${second[i]} = ${value}`))
        : values,
    };
  });
  const hidden = senders.length - shown;
  const dots = notation.text('…');
  return [
    {
      heading: words.neuron,
      texts: namesWithMarks(
        rows.map(({neuron}) => neuron),
        markedIn({rows, senders, rule, withoutShares: []}),
        ascii,
      ),
      side: 'start',
    },
    ...sent,
    ...(hidden === 0 ? [] : [{heading: words.more(hidden), texts: rows.map(() => dots)}]),
    {heading: words.sum, role: 'gradient', texts: aligned(rows.map(({sum}) => sum))},
    ...(rule === 'exact'
      ? ([
          {
            heading: notation.text(words.slope),
            role: 'value',
            texts: aligned(rows.map(({slope}) => slope ?? '')),
          },
          {
            heading: notation.text(words.delta),
            role: 'gradient',
            texts: aligned(rows.map(({delta}) => delta ?? '')),
          },
        ] as const)
      : []),
  ];
}

function explanation(
  {rule, withoutShares}: ContributionsView,
  notation: Notation,
  {contributions: words}: ScreenWords,
  width: number,
): readonly Line[] {
  const text =
    withoutShares.length > 0
      ? words.noShares(withoutShares.join(', ')).replaceAll('–', UNKNOWN)
      : words.how[rule];
  return wrapText(notation.text(text), width - 2).map((line): Line => [{text: ` ${line}`, role: 'dim'}]);
}
