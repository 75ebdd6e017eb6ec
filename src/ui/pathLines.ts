import type {Notation} from '../session/notation.ts';
import type {PathsView} from '../session/view/paths.ts';
import type {Line} from './paint.ts';
import type {ScreenWords} from './words.ts';

export interface PathsSize {
  /** In cells. */
  readonly width: number;
  readonly height: number;
  readonly notation: Notation;
  readonly words: ScreenWords;
  /** Whether the terminal shows colours; by itself it does. */
  readonly color?: boolean;
}

/** Exactly `height` lines of at most `width` cells. */
export function pathLines(_view: PathsView, {height}: PathsSize): readonly Line[] {
  return Array.from({length: height}, (): Line => []);
}
