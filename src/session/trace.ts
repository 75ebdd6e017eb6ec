/** A run's way through its parameters, of bounded size: where it stood after every so many rounds, the start first. */
export interface Trace {
  /** Rounds from one point to the next. */
  readonly stride: number;
  /** Parameters in canonical order. Empty for a net too large to keep. */
  readonly points: readonly (readonly number[])[];
}

/** Larger nets leave no trace: nobody can look at two parameters out of so many. */
const MOST_PARAMETERS = 64;
/** When there are more points, every second one goes. */
const MOST_POINTS = 512;

export const emptyTrace = (parameters: readonly number[]): Trace => ({
  stride: 1,
  points: parameters.length > MOST_PARAMETERS ? [] : [parameters],
});

/** The trace with where the run stands after so many rounds. A round that is not on the stride leaves it as it is. */
export function withPoint(trace: Trace, done: number, parameters: ArrayLike<number>): Trace {
  const tracer = createTracer(trace);
  tracer.add(done, parameters);
  return tracer.trace();
}

/** Gathers points without making a new trace of each. */
export interface Tracer {
  add(done: number, parameters: ArrayLike<number>): void;
  /** How many more rounds a run that has done so many may go before its next point is due. */
  untilNext(done: number): number;
  trace(): Trace;
}

export function createTracer(trace: Trace): Tracer {
  let {stride} = trace;
  let points = [...trace.points];
  let added = false;
  return {
    add(done, parameters) {
      if (points.length === 0 || done % stride !== 0) return;
      added = true;
      points.push(Array.from(parameters));
      if (points.length <= MOST_POINTS) return;
      stride *= 2;
      points = points.filter((_, i) => i % 2 === 0);
    },
    untilNext: (done) => (points.length === 0 ? Number.POSITIVE_INFINITY : stride - (done % stride)),
    trace: () => (added ? {stride, points: [...points]} : trace),
  };
}
