import type {Line} from './paint.ts';

/** The part of a text that is in sight. */
export interface ScrolledLines {
  readonly lines: readonly Line[];
  /** The first line in sight, and how many of those that scroll are. */
  readonly from: number;
  readonly visible: number;
  /** How far it can be scrolled down; 0 where all is in sight. */
  readonly most: number;
}

/** Lines that scroll, and below them those that stay in sight: what a working comes to. */
export function scrolledLines(
  scrolling: readonly Line[],
  staying: readonly Line[],
  room: number,
  scroll: number,
): ScrolledLines {
  const isWhole = scrolling.length + staying.length <= room;
  const visible = isWhole ? scrolling.length : Math.max(0, room - staying.length);
  const most = scrolling.length - visible;
  const from = Math.min(scroll, most);
  return {lines: [...scrolling.slice(from, from + visible), ...staying], from, visible, most};
}
