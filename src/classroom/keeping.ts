/** Keeps what is changed again and again, each thing seldom and all of them one after another, so that keeping takes little time however many they are. */
export interface Keeping<T> {
  /** Something is not as it was kept. */
  changed(one: T): void;
  /** Keeps it at once, if it is not as it was kept. */
  now(one: T): void;
  /** Keeps all. */
  all(): void;
}

export interface KeepingOptions<T> {
  /** Milliseconds from keeping one thing to keeping another one. */
  readonly every: number;
  /** Milliseconds from keeping one thing to keeping it again. */
  readonly rest: number;
  readonly now: () => number;
  keep(one: T): void;
}

export function createKeeping<T extends object>({every, rest, now, keep}: KeepingOptions<T>): Keeping<T> {
  // Those that changed first come first.
  const waiting = new Set<T>();
  const kept = new WeakMap<T, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function take(one: T): void {
    waiting.delete(one);
    kept.set(one, now());
    keep(one);
  }

  function next(): void {
    timer = undefined;
    const due = now() - rest;
    for (const one of waiting) {
      if ((kept.get(one) ?? Number.NEGATIVE_INFINITY) > due) continue;
      take(one);
      break;
    }
    if (waiting.size > 0) timer = setTimeout(next, every);
  }

  return {
    changed(one) {
      waiting.add(one);
      timer ??= setTimeout(next, every);
    },
    now(one) {
      if (waiting.has(one)) take(one);
    },
    all() {
      clearTimeout(timer);
      timer = undefined;
      for (const one of [...waiting]) take(one);
    },
  };
}
