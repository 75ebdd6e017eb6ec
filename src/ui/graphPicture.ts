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
  /** Whether the reader wants the other picture than the one that fits by itself. */
  readonly other?: boolean;
}

/** The whole drawing where it fits, else a list of the nodes. The other way round a list, and of a large graph the part around what is marked. */
export function graphPicture(rows: readonly GraphRow[], size: PictureSize): GraphPicture {
  const drawing = drawGraph(rows, size);
  if (size.other === true && drawing === undefined) {
    const part = drawGraphAround(rows, size);
    if (part !== undefined) return {kind: 'part', lines: part};
  }
  if (drawing !== undefined && size.other !== true) return {kind: 'drawing', lines: drawing};
  const {height, listHeight = height} = size;
  return {
    kind: 'list',
    lines: graphLines(rows, {...size, height: rows.length <= height ? height : listHeight}),
  };
}
