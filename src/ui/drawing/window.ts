/** A piece of a list that is shown where not all of it has room. */
export interface Window {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** `room` of `count` places, with the place `focus` as near to the middle as the ends of the list allow; of two places it comes second, after what leads to it. */
export function windowAround(count: number, room: number, focus: number): Window {
  if (room >= count) return {from: 0, to: count};
  const from = Math.max(0, Math.min(count - room, focus - Math.floor(room / 2)));
  return {from, to: from + room};
}
