/** News for one reader: of those of one type that wait, only the newest is worth reading. */
export interface Newest<T> {
  put(news: T): void;
  /** One after another, until the signal says that nobody reads any more. */
  read(over: AbortSignal): AsyncIterable<T>;
}

export function createNewest<T extends {readonly type: string}>(): Newest<T> {
  /** By type, in the order in which the types came. */
  const waiting = new Map<string, T>();
  let wake = (): void => {};
  return {
    put(news) {
      waiting.set(news.type, news);
      wake();
    },
    async *read(over) {
      over.addEventListener('abort', () => wake(), {once: true});
      while (!over.aborted) {
        const [news] = waiting.values();
        if (news === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        waiting.delete(news.type);
        yield news;
      }
    },
  };
}
