import type {Language, Run, Words} from '../lesson/lesson.ts';
import {type Notation, UNKNOWN} from './notation.ts';
import type {State} from './state.ts';
import {valueAt} from './value.ts';

/** A lesson's words with the engine's numbers in them. A number that the words name before it is computed is a dash. */
export function fillWords(words: Words, language: Language, state: State, notation: Notation): string {
  return words[language]
    .map((part) => {
      if (typeof part === 'string') return notation.text(part);
      const value = valueAt(state, part.quantity);
      if (value === undefined) return notation.text(UNKNOWN);
      return notation.number(value, part.digits);
    })
    .join('');
}

/** What a run of a lesson is called. */
export const runTitle = ({title}: Run, state: State, notation: Notation): string =>
  fillWords(title, notation.language, state, notation);
