/** News for one reader: of those that wait, only the newest is worth reading. */
export interface Newest<T> {
  put(news: T): void;
  /** One after another, until the signal says that nobody reads any more. */
  read(over: AbortSignal): AsyncIterable<T>;
}

export function createNewest<T>(): Newest<T> {
  let waiting: {readonly news: T} | undefined;
  let wake = (): void => {};
  return {
    put(news) {
      waiting = {news};
      wake();
    },
    async *read(over) {
      over.addEventListener('abort', () => wake(), {once: true});
      while (!over.aborted) {
        if (waiting === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        const {news} = waiting;
        waiting = undefined;
        yield news;
      }
    },
  };
}
