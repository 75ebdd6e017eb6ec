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
  if (trace.points.length === 0 || done % trace.stride !== 0) return trace;
  const points = [...trace.points, Array.from(parameters)];
  if (points.length <= MOST_POINTS) return {...trace, points};
  return {stride: trace.stride * 2, points: points.filter((_, i) => i % 2 === 0)};
}

/** How many more rounds a run that has done so many may go before its next point is due. */
export const untilNextPoint = ({stride, points}: Trace, done: number): number =>
  points.length === 0 ? Number.POSITIVE_INFINITY : stride - (done % stride);
