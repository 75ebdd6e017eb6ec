import type {Notation} from '../../session/notation.ts';
import {diagnosisOf} from '../../session/play/troubles.ts';
import type {State} from '../../session/state.ts';
import {wrapText} from '../../session/wrap.ts';
import {type Line, textWidth} from '../paint.ts';
import {type Looked, troubleWords} from './troubleWords.ts';

/** Of the ratios and losses in a line about trouble. */
const DIGITS = 3;

/**
 * What stands in the way of learning, in a line or two that stay in sight: the condition with its numbers, and what explains more. Empty where
 * nothing is seen.
 * @param isSmall whether the screen has room for one line only: then it says what fits there
 */
export function troubleLines(
  {start}: State,
  notation: Notation,
  width: number,
  isSmall: boolean,
): readonly Line[] {
  const {signs, troubles} = diagnosisOf(start);
  const [first, ...others] = troubles;
  if (first === undefined) return [];
  const words = troubleWords[notation.language];
  const {samples} = start.setup;
  const looked: Looked = signs ?? {looked: samples.length, samples: samples.length};
  const sign = notation.ascii ? '(!)' : '▲';
  const seen = `${sign} ${words.seen(first, looked, (value) => notation.number(value, DIGITS))}`;
  const namesOf = (of: typeof troubles): string =>
    of.map(({kind}) => words.names[kind]).join(notation.language === 'zh' ? '、' : ', ');
  const more = others.length === 0 ? [] : [words.more(namesOf(others))];
  const rest = [...more, words.key].join(' ');
  const fits = (text: string): boolean => textWidth(notation.text(text)) <= width;
  const inOne = [
    `${seen} ${rest}`,
    ...(isSmall ? [`${seen} ${words.key}`, seen, `${sign} ${namesOf(troubles)}  ${words.key}`] : []),
  ].find(fits);
  const texts = inOne === undefined ? [seen, rest] : [inOne];
  return texts.flatMap((text) =>
    wrapText(notation.text(text), width).map((line): Line => [{text: line, role: 'bad'}]),
  );
}
