import {LOSS} from '../engine/quantity.ts';
import {type Notation, UNKNOWN} from '../session/notation.ts';
import type {CheckRow} from '../session/view/check.ts';
import {wrapText} from '../session/wrap.ts';
import {fitText, type Line, textWidth} from './paint.ts';
import {alignNumbers, namesWithMarks, type TableContent} from './tablePanel.tsx';
import type {ScreenWords} from './words.ts';

/** Each parameter's gradient beside what trying finds, and whether they agree; where it is narrow, without by how much. */
export function checkTable(
  rows: readonly CheckRow[],
  width: number,
  notation: Notation,
  {panels, check: words, table}: ScreenWords,
): TableContent {
  const {ascii, digits} = notation;
  const marked = new Set(rows.flatMap((row, i) => (row.marked ? [i] : [])));
  const verdicts = rows.map(({agrees}) =>
    notation.text(agrees === undefined ? UNKNOWN : agrees ? words.agrees : words.differs),
  );
  const longest = Math.max(
    ...[words.agrees, words.differs].map((verdict) => textWidth(notation.text(verdict))),
  );
  const numbers = (field: 'analytic' | 'numeric' | 'difference', wanted: number): readonly string[] =>
    alignNumbers(
      rows.map((row) => row[field]),
      wanted,
    );
  return {
    title: panels.check,
    columns: [
      {
        heading: words.parameter,
        texts: namesWithMarks(
          rows.map(({name}) => name),
          marked,
          ascii,
        ),
        side: 'start',
      },
      {heading: words.analytic, role: 'gradient', texts: numbers('analytic', digits)},
      {heading: words.numeric, role: 'value', texts: numbers('numeric', digits)},
      {heading: words.verdict, texts: verdicts.map((verdict) => fitText(verdict, longest)), side: 'start'},
      {heading: words.difference, role: 'plain', texts: numbers('difference', 2)},
    ],
    marked,
    below: [summary(rows, notation, words), ...said(words.how(notation.symbol(LOSS)), notation, width)],
    more: (hidden) => [
      ...summary(rows, notation, words),
      {text: notation.text(` ${table.more(hidden)}`), role: 'dim'},
    ],
  };
}

const said = (text: string, notation: Notation, width: number): readonly Line[] =>
  wrapText(notation.text(text), width - 2).map((line): Line => [{text: ` ${line}`, role: 'dim'}]);

function summary(rows: readonly CheckRow[], notation: Notation, words: ScreenWords['check']): Line {
  const different = rows.filter(({agrees}) => agrees === false).length;
  if (different > 0) return [{text: notation.text(` ${words.someDiffer(different)}`), role: 'bad'}];
  if (rows.every(({agrees}) => agrees)) return [{text: notation.text(` ${words.allAgree}`), role: 'good'}];
  return [{text: notation.text(` ${words.notYet}`), role: 'dim'}];
}
