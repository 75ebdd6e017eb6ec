/** Readers of painted lines, for tests of pictures. */
import type {Line, Shade} from '../../src/ui/paint.ts';
import {charactersOf} from '../../src/ui/paint.ts';

/** A cell of a line: its sign, its role and the shades in it. */
export interface PaintedCell {
  readonly sign: string;
  readonly role: string | undefined;
  readonly ink: Shade | undefined;
  readonly ground: Shade | undefined;
}

/** The cells of a line of narrow characters. */
export const paintedCells = (line: Line): PaintedCell[] =>
  line.flatMap(({text, role, ink, ground}) => charactersOf(text).map((sign) => ({sign, role, ink, ground})));
