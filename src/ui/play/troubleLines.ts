import type {Notation} from '../../session/notation.ts';
import {diagnosisOf} from '../../session/play/troubles.ts';
import type {State} from '../../session/state.ts';
import {wrapText} from '../../session/wrap.ts';
import {type Line, textWidth} from '../paint.ts';
import {type Looked, troubleWords} from './troubleWords.ts';

/** Of the ratios and losses in a line about trouble. */
const DIGITS = 3;

/** What stands in the way of learning, in a line or two that stay in sight: the condition with its numbers, and what explains more. Empty where nothing is seen. */
export function troubleLines({start}: State, notation: Notation, width: number): readonly Line[] {
  const {signs, troubles} = diagnosisOf(start);
  const [first, ...others] = troubles;
  if (first === undefined) return [];
  const words = troubleWords[notation.language];
  const {samples} = start.setup;
  const looked: Looked = signs ?? {looked: samples.length, samples: samples.length};
  const sign = notation.ascii ? '(!)' : '▲';
  const seen = `${sign} ${words.seen(first, looked, (value) => notation.number(value, DIGITS))}`;
  const names = others.map(({kind}) => words.names[kind]);
  const more = names.length === 0 ? [] : [words.more(names.join(notation.language === 'zh' ? '、' : ', '))];
  const rest = [...more, words.key].join(' ');
  const both = `${seen} ${rest}`;
  const texts = textWidth(notation.text(both)) <= width ? [both] : [seen, rest];
  return texts.flatMap((text) =>
    wrapText(notation.text(text), width).map((line): Line => [{text: line, role: 'bad'}]),
  );
}
