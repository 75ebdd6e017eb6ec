/** Lets so much through a second, and so much at once after a pause. */
export interface Bucket {
  /** Whether there is still room for so much; then it is taken. */
  take(amount: number): boolean;
}

/** @param now milliseconds of a clock that only goes forwards */
export function createBucket(perSecond: number, most: number, now: () => number): Bucket {
  let level = most;
  let last = now();
  return {
    take(amount) {
      const time = now();
      level = Math.min(most, level + ((time - last) / 1000) * perSecond);
      last = time;
      if (level < amount) return false;
      level -= amount;
      return true;
    },
  };
}
