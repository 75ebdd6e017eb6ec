import type {MistakeName} from '../../engine/mistakes.ts';
import type {Ask} from '../../lesson/lesson.ts';
import {isRightChoice, type Reply, truthOf} from '../../session/answer.ts';
import type {SharedNews} from '../../session/class/news.ts';
import type {Tally, TallyRow} from '../../session/class/poll.ts';
import {createNotation, type Notation} from '../../session/notation.ts';
import {slipSaid} from '../../session/slipWords.ts';
import {endOf} from '../../session/timeline.ts';
import {fillWords} from '../../session/words.ts';
import {wrapText} from '../../session/wrap.ts';
import {headerLine} from '../bars.ts';
import {fitLine, type Line, lineWidth, textWidth} from '../paint.ts';
import type {Look} from '../scene.ts';
import {WIDEST_WORDS} from '../screenPlan.ts';
import {type ClassWords, classWords} from './classWords.ts';

/** Who looks at the answers: what a student answered, or that it is the teacher and how many students are here. */
export type PollReader =
  | {readonly role: 'student'; readonly reply: Reply | undefined}
  | {readonly role: 'teacher'; readonly here: number};

/** What the class answered, and once it is revealed what is right: as many lines as the screen has but for the footer. */
export function pollLines(
  {lesson, revealed}: SharedNews,
  tally: Tally,
  reader: PollReader,
  look: Look,
): readonly Line[] {
  const {columns, rows, language, digits, ascii} = look;
  const words = classWords[language];
  const {ask} = lesson.steps[tally.step]!;
  if (ask === undefined) return [];
  const end = endOf(lesson, tally.step);
  const notation = createNotation(end.start.setup.names, language, digits, ascii);
  const width = Math.min(columns - 4, WIDEST_WORDS);
  const paragraph = (
    text: string,
    role: 'plain' | 'dim' | 'good' | 'bad' | 'title' = 'plain',
  ): readonly Line[] =>
    wrapText(notation.text(text), width).map((line): Line => [{text: '  '}, {text: line, role}]);
  const labels = {ask, end, words, notation};
  const count =
    reader.role === 'teacher'
      ? words.answered(tally.answered, Math.max(tally.answered, reader.here))
      : words.answered(tally.answered, tally.answered);
  const body: readonly Line[] = [
    headerLine(words.pollTitle, [reader.role === 'teacher' ? count : ''], columns, ascii),
    [],
    ...paragraph(fillWords(ask.prompt, language, end, notation), 'title'),
    [],
    ...rowLines(tally, revealed, labels, width),
    [],
    ...(revealed ? paragraph(words.truth(truthText(labels)), 'good') : []),
    ...(reader.role === 'student' ? ownLines(reader.reply, labels, paragraph) : []),
    ...(reader.role === 'teacher' && !revealed ? paragraph(words.closes, 'dim') : []),
  ];
  return Array.from({length: rows - 1}, (_, row) => fitLine(body[row] ?? [], columns, ascii ? '...' : '…'));
}

interface Labels {
  readonly ask: Ask;
  readonly end: ReturnType<typeof endOf>;
  readonly words: ClassWords;
  readonly notation: Notation;
}

const saidOf = (mistake: MistakeName, {end, notation}: Labels) =>
  slipSaid(mistake, end.start.setup.network, notation.language);

/** A bar for each kind of answer. What is right, and which mistake leads there, is not told before it is revealed. */
function rowLines(tally: Tally, revealed: boolean, labels: Labels, width: number): readonly Line[] {
  const {words, notation} = labels;
  const texts = tally.rows.map((row) => notation.text(rowText(row, labels)));
  const column = Math.min(Math.max(...texts.map(textWidth)), Math.floor(width / 2));
  const most = Math.max(1, ...tally.rows.map(({count}) => count));
  const room = Math.max(4, Math.floor((width - column) / 3));
  return tally.rows.map((row, i): Line => {
    const {count, right, mistake} = row;
    const bar = (notation.ascii ? '#' : '█').repeat(Math.ceil((count / most) * room));
    const role = revealed && right ? 'good' : 'value';
    const remark =
      revealed && right && row.what.kind !== 'right'
        ? words.right
        : revealed && mistake !== undefined && row.what.kind !== 'mistake' && count > 0
          ? saidOf(mistake, labels).name
          : '';
    return [
      {text: '  '},
      ...fitLine([{text: texts[i]!}], column, notation.ascii ? '...' : '…'),
      {text: ' '},
      ...fitLine([{text: bar, role}], room, ''),
      {text: ` ${String(count).padStart(3)}  `},
      {text: notation.text(remark), role: right ? 'good' : 'bad'},
    ];
  });
}

function rowText({what, mistake}: TallyRow, labels: Labels): string {
  const {ask, end, words, notation} = labels;
  switch (what.kind) {
    case 'right':
      return words.right;
    case 'other':
      return words.other;
    case 'skipped':
      return words.skipped;
    case 'mistake':
      return mistake === undefined ? words.other : saidOf(mistake, labels).name;
    case 'sign':
      return words.signs[`${what.sign}`];
    case 'option': {
      const option = ask.kind === 'choice' ? ask.options[what.number - 1] : undefined;
      const said = option === undefined ? '' : fillWords(option.say, notation.language, end, notation);
      return `${what.number}) ${said}`;
    }
  }
}

function truthText({ask, end, words, notation}: Labels): string {
  const truth = truthOf(ask, end);
  switch (ask.kind) {
    case 'number':
      return notation.number(truth);
    case 'sign':
      return words.signs[truth > 0 ? '1' : truth < 0 ? '-1' : '0'];
    case 'line':
      return `${truth})`;
    case 'choice': {
      const right = ask.options.findIndex((option) => isRightChoice(ask, option, end));
      return `${right + 1}) ${right < 0 ? '' : fillWords(ask.options[right]!.say, notation.language, end, notation)}`;
    }
  }
}

function ownLines(
  reply: Reply | undefined,
  labels: Labels,
  paragraph: (text: string, role: 'plain' | 'good' | 'bad') => readonly Line[],
): readonly Line[] {
  const {words} = labels;
  if (reply === undefined) return paragraph(words.noAnswer, 'plain');
  if (reply.kind === 'skipped') return paragraph(words.yours(words.dontKnow), 'plain');
  if (reply.right) return paragraph(words.yoursRight(reply.text), 'good');
  return [
    ...paragraph(words.yoursWrong(reply.text), 'bad'),
    ...reply.slips
      .slice(0, 2)
      .flatMap(({mistake}) => paragraph(words.because(saidOf(mistake, labels)), 'plain')),
  ];
}

/** A line of status at the left and keys at the right, as much of the status as fits. */
export function statusLine(status: Line, keys: Line, columns: number, ascii: boolean): Line {
  const room = columns - lineWidth(keys) - 2;
  if (room < 8) return fitLine(keys, columns, '');
  return [{text: ' '}, ...fitLine(status, room, ascii ? '...' : '…'), {text: ' '}, ...keys];
}
