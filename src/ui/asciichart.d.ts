declare module 'asciichart' {
  interface Configuration {
    readonly height?: number;
    readonly min?: number;
    readonly max?: number;
    /** Cells for the labels and the axis. */
    readonly offset?: number;
    /** First value, axis, two gaps, level, four corners (up-right, right-down, right-up… see the package) and rising line. */
    readonly symbols?: readonly string[];
    /** What is written before each sign of a series; `ESC[0m` is written behind it. */
    readonly colors?: readonly string[];
    format?(value: number, row: number): string;
  }
  const asciichart: {
    plot(series: readonly number[] | readonly (readonly number[])[], configuration?: Configuration): string;
  };
  export default asciichart;
}
