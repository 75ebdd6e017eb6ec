/**
 * A loss curve of bounded size, however many rounds it covers: one point for every epoch (with a single sample: every
 * round), and when there are too many, one for every two, four, … epochs. A point is the mean loss of what it covers.
 */
export interface LossHistory {
  /** Rounds that one point covers. */
  readonly stride: number;
  /** Finished points, oldest first. */
  readonly points: readonly number[];
  /** Sum and count of the rounds since the last finished point. */
  readonly pending: {readonly sum: number; readonly rounds: number};
}

const MOST_POINTS = 2048;

/** An empty curve for a data set of so many samples. */
export function emptyHistory(samples: number): LossHistory {
  return {stride: samples, points: [], pending: {sum: 0, rounds: 0}};
}

/** The curve after more rounds, whose losses are given in order. */
export function withLosses(history: LossHistory, losses: Iterable<number>): LossHistory {
  let {stride} = history;
  let {sum, rounds} = history.pending;
  // An unchanged list is not copied: with many slices of few rounds, copies would take most of the time.
  let {points} = history;
  let added: number[] = [];
  for (const loss of losses) {
    sum += loss;
    rounds += 1;
    if (rounds < stride) continue;
    added.push(sum / rounds);
    sum = 0;
    rounds = 0;
    if (points.length + added.length > MOST_POINTS) {
      const all = halved({stride, points: [...points, ...added], pending: {sum, rounds}});
      ({stride, points} = all);
      ({sum, rounds} = all.pending);
      added = [];
    }
  }
  return {stride, points: added.length === 0 ? points : [...points, ...added], pending: {sum, rounds}};
}

/** The curve with half as many points. An odd one goes back to pending, so that every finished point covers as many rounds as the others. */
function halved({stride, points, pending}: LossHistory): LossHistory {
  const odd = points.length % 2 === 1 ? points.at(-1)! : undefined;
  return {
    stride: 2 * stride,
    points: Array.from(
      {length: Math.floor(points.length / 2)},
      (_, i) => (points[2 * i]! + points[2 * i + 1]!) / 2,
    ),
    pending: odd === undefined ? pending : {sum: odd * stride + pending.sum, rounds: stride + pending.rounds},
  };
}

/** The curve with at most so many points. */
export const coarser = (history: LossHistory, most: number): LossHistory =>
  history.points.length <= most ? history : coarser(halved(history), most);

/**
 * All points to draw: the finished ones, and before the first of them the mean so far. Otherwise a begun one is left out: the mean of some
 * of the samples would stick out of the means of all.
 */
export function curve({points, pending}: LossHistory): readonly number[] {
  return points.length === 0 && pending.rounds > 0 ? [pending.sum / pending.rounds] : points;
}
