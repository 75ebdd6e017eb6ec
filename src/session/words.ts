import {type Language, ROUND, type Words} from '../lesson/lesson.ts';
import type {Notation} from './notation.ts';
import {type State, valueAt} from './state.ts';
import {UNKNOWN} from './view/working.ts';

/** A lesson's words with the engine's numbers in them. A number that the words name before it is computed is a dash. */
export function fillWords(words: Words, language: Language, state: State, notation: Notation): string {
  return words[language]
    .map((part) => {
      if (typeof part === 'string') return notation.text(part);
      if (part.quantity === ROUND) return String(state.start.done + 1);
      const value = valueAt(state, part.quantity);
      if (value === undefined) return notation.text(UNKNOWN);
      return notation.number(value, part.digits);
    })
    .join('');
}
