import type {Notation} from '../session/notation.ts';
import type {MapView} from '../session/view/map.ts';
import type {Line} from './paint.ts';
import type {ScreenWords} from './words.ts';

export interface MapSize {
  /** In cells. */
  readonly width: number;
  readonly height: number;
  readonly notation: Notation;
  readonly words: ScreenWords;
  /** Whether the terminal shows colours; by itself it does. */
  readonly color?: boolean;
}

/** Exactly `height` lines of at most `width` cells. */
export function mapLines(_view: MapView, {height}: MapSize): readonly Line[] {
  return Array.from({length: height}, (): Line => []);
}
