import type {Slip} from '../engine/mistakes.ts';
import type {Ask, Language} from '../lesson/lesson.ts';
import type {Notation} from '../session/notation.ts';
import {slipWords} from '../session/slipWords.ts';
import type {State} from '../session/state.ts';
import {type SlipLine, type SlipView, slipView} from '../session/view/slip.ts';
import {wrapText} from '../session/wrap.ts';
import {type Line, type Role, textWidth} from './paint.ts';
import type {ScreenWords} from './words.ts';

interface SlipContext {
  readonly language: Language;
  readonly notation: Notation;
  readonly words: ScreenWords;
  /** Cells of a line. */
  readonly width: number;
}

/** More mistakes than this are guesses. */
const MOST_NAMED = 2;

/**
 * Which mistakes may be behind a wrong answer, and why it is one. For a number the likeliest's wrong working and the right one stand
 * under each other; for a sign or a choice these would give the answer away.
 */
export function slipLines(
  slips: readonly Slip[],
  ask: Ask,
  revealed: State,
  {language, notation, words, width}: SlipContext,
): readonly Line[] {
  if (ask.kind === 'line' || ask.of === undefined) return [];
  const {of} = ask;
  const {question} = words;
  const label = Math.max(textWidth(question.wrongLine), textWidth(question.rightLine)) + 2;
  const views = slips
    .slice(0, MOST_NAMED)
    .map((slip) => slipView(slip, of, revealed, notation, width - label));
  const said = views.flatMap((view, i) =>
    wrapText(notation.text(slipWords[language].perhaps(view.said, view.site, i > 0)), width).map(
      (text): Line => [{text}],
    ),
  );
  const [first] = views;
  return first === undefined || ask.kind !== 'number'
    ? said
    : [...said, ...workings(first, {words, width}, label)];
}

interface Row {
  readonly label: string;
  readonly role: Role;
  readonly line: SlipLine;
}

/** Wrong and right with their symbols, numbers and results in columns; where these are too wide, the numbers under the symbols. */
function workings(
  {wrong, right}: SlipView,
  {words, width}: Pick<SlipContext, 'words' | 'width'>,
  label: number,
): readonly Line[] {
  const rows: readonly Row[] = [
    {label: words.question.wrongLine, role: 'bad', line: wrong},
    {label: words.question.rightLine, role: 'good', line: right},
  ];
  const widest = (part: keyof SlipLine): number => Math.max(...rows.map(({line}) => textWidth(line[part])));
  const symbols = widest('symbols');
  const numbers = widest('numbers');
  const columns =
    label + symbols + (numbers === 0 ? 0 : EQUALS.length + numbers) + EQUALS.length + widest('result');
  return columns <= width
    ? rows.map(({label: name, role, line}): Line => {
        const middle =
          numbers === 0 ? '' : (line.numbers === '' ? '   ' : EQUALS) + padded(line.numbers, numbers);
        return [
          {text: padded(name, label), role},
          {text: padded(line.symbols, symbols)},
          {text: `${middle}${EQUALS}${line.result}`},
        ];
      })
    : rows.flatMap(({label: name, role, line}): readonly Line[] => [
        ...wrapText(line.symbols, width - label).map(
          (text, i): Line => [{text: padded(i === 0 ? name : '', label), role}, {text}],
        ),
        ...wrapText(`${line.numbers === '' ? '' : `= ${line.numbers} `}= ${line.result}`, width - label).map(
          (text): Line => [{text: ' '.repeat(label)}, {text}],
        ),
      ]);
}

const EQUALS = ' = ';

const padded = (text: string, cells: number): string => text + ' '.repeat(cells - textWidth(text));
