import type {Digits} from '../session/notation.ts';
import type {GraphRow} from '../session/view/graph.ts';
import {drawGraph, drawGraphAround} from './drawing/functionGraph.ts';
import {graphLines} from './graphLines.ts';
import type {Line} from './paint.ts';

/** A function's graph as it is shown: drawn where it fits, a part of the drawing, or a list. */
export interface GraphPicture {
  readonly kind: 'drawing' | 'part' | 'list';
  /** At most as many as there is room for. */
  readonly lines: readonly Line[];
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** Lines that a list may have where not all of it fits. */
  readonly listHeight?: number;
  readonly digits: Digits;
  readonly ascii: boolean;
  /** What the reader wants instead of the picture that fits by itself. */
  readonly wanted?: 'drawing' | 'list';
}

/** The whole drawing where it fits, else a list of the nodes; where a drawing is wanted of a graph too large, the part around what is marked. */
export function graphPicture(rows: readonly GraphRow[], size: PictureSize): GraphPicture {
  const {wanted} = size;
  const drawing = wanted === 'list' ? undefined : drawGraph(rows, size);
  if (drawing !== undefined) return {kind: 'drawing', lines: drawing};
  const part = wanted === 'drawing' ? drawGraphAround(rows, size) : undefined;
  if (part !== undefined) return {kind: 'part', lines: part};
  const {height, listHeight = height} = size;
  return {
    kind: 'list',
    lines: graphLines(rows, {...size, height: rows.length <= height ? height : listHeight}),
  };
}
