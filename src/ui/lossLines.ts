import {LOSS} from '../engine/quantity.ts';
import type {Notation} from '../session/notation.ts';
import type {LossView} from '../session/view/loss.ts';
import {wrapText} from '../session/wrap.ts';
import {lossChart, roundsUnder} from './lossChart.ts';
import {type Line, lineWidth} from './paint.ts';
import type {ScreenWords} from './words.ts';

/** The curve of the loss and, under it, where it stands: at most `height` lines of at most `width` cells. */
export function lossLines(
  view: LossView,
  {width, height, notation, words}: {width: number; height: number; notation: Notation; words: ScreenWords},
): readonly Line[] {
  const text = (line: string): Line => [{text: notation.text(line)}];
  const wrapped = (line: string): readonly string[] => wrapText(notation.text(line), width);
  if (view.divergedAt !== undefined) {
    const message = [
      ...wrapped(words.loss.divergedAt(view.divergedAt)),
      ...wrapped(words.loss.divergedAdvice),
    ];
    const chart = lossChart(view.points, {width, height: height - message.length, ascii: notation.ascii});
    return [...chart.map(text), ...message.map((line): Line => [{text: line, role: 'bad'}])].slice(0, height);
  }
  const now = view.current === undefined ? '' : `${notation.symbol(LOSS)} = ${view.current}`;
  const round = words.round(view.round);
  const before = view.previous === undefined ? '' : `${words.loss.before} ${view.previous}${arrow(view)}`;
  const every = view.stride > 1 ? words.loss.everyRounds(view.stride) : '';
  const value = (written: string): Line => [{text: notation.text(written), role: 'value'}];
  const first = value([round, now].filter((part) => part !== '').join('  '));
  const second: Line = [{text: notation.text(before || every), role: 'dim'}];
  const together: Line = [...first, {text: '  '}, ...second];
  // In a low panel the chart needs the line.
  const status: readonly Line[] =
    height < 6 && lineWidth(together) <= width
      ? [together]
      : [
          ...(lineWidth(first) <= width
            ? [first]
            : [round, now].flatMap((part) => wrapLine(value(part), width))),
          ...wrapLine(second, width),
        ];
  if (view.points.length === 0) {
    const message = wrapped(words.loss.none).map((line): Line => [{text: line, role: 'dim'}]);
    const filler = Array.from({length: Math.max(0, height - status.length - message.length)}, (): Line => []);
    return [...message, ...filler, ...status].slice(0, height);
  }
  // In a low panel the chart needs the line.
  const under: readonly Line[] = height < 8 ? [] : [roundsLine(view, width, notation, words)];
  const chart = lossChart(view.points, {
    width,
    height: height - under.length - status.length,
    ascii: notation.ascii,
  });
  return [...chart.map(text), ...under, ...status].slice(-Math.max(0, height));
}

/** The rounds that the curve goes from and to. */
function roundsLine(
  {points, round, current}: LossView,
  width: number,
  notation: Notation,
  words: ScreenWords,
): Line {
  const last = words.round(current === undefined ? round - 1 : round);
  return [{text: notation.text(roundsUnder(points.length, ['1', last], width)), role: 'dim'}];
}

/** Where the loss has gone since the round before. */
function arrow({direction}: LossView): string {
  if (direction === undefined) return '';
  return direction < 0 ? ' ↓' : direction > 0 ? ' ↑' : ' →';
}

const wrapLine = ([span]: Line, width: number): readonly Line[] =>
  span === undefined ? [[]] : wrapText(span.text, width).map((text): Line => [{...span, text}]);
