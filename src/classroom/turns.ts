/** Gives turns to all who want them, one after another: however many they are, together they take no more time than one. */
export interface Turns<T> {
  /** Somebody wants turns from now on, or no longer. */
  want(one: T, wants: boolean): void;
}

/**
 * @param every milliseconds from one turn, whosever it is, to the next, at least
 * @param spare milliseconds that are still to go by before a turn may be given
 */
export function createTurns<T>(every: number, give: (one: T) => void, spare: () => number): Turns<T> {
  // In the order of their turns.
  const waiting = new Set<T>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function next(): void {
    timer = undefined;
    const rest = spare();
    if (rest > 0) {
      timer = setTimeout(next, rest);
      return;
    }
    for (const one of waiting) {
      waiting.delete(one);
      waiting.add(one);
      timer = setTimeout(next, every);
      give(one);
      return;
    }
  }

  return {
    want(one, wants) {
      if (wants) waiting.add(one);
      else waiting.delete(one);
      if (waiting.size > 0) timer ??= setTimeout(next, every);
      else {
        clearTimeout(timer);
        timer = undefined;
      }
    },
  };
}
