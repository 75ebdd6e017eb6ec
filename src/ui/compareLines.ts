import type {Notation} from '../session/notation.ts';
import type {CompareView} from '../session/view/compare.ts';
import type {Line} from './paint.ts';
import type {ScreenWords} from './words.ts';

export interface CompareSize {
  /** In cells. */
  readonly width: number;
  readonly height: number;
  readonly notation: Notation;
  readonly words: ScreenWords;
}

/** Exactly `height` lines of at most `width` cells. */
export function compareLines(_view: CompareView, {height}: CompareSize): readonly Line[] {
  return Array.from({length: height}, (): Line => []);
}
