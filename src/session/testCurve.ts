import type {Setup} from '../lesson/lesson.ts';
import {meanLossOf} from './sampleMeasures.ts';
import type {Position} from './state.ts';

/**
 * How a run does on the samples that it is not trained on, from its beginning: their mean loss after every so many epochs. Of bounded
 * size, and so seldom computed that a long training does not notice: when there are too many points, every second one goes.
 */
export interface TestCurve {
  /** Rounds from one point to the next. */
  readonly stride: number;
  /** Point i is the loss after i · stride rounds. */
  readonly points: readonly number[];
}

const MOST_POINTS = 256;

/** The beginning of a run that keeps account of its test, where it has one. */
export function withTest<P extends Position>(beginning: P): P {
  const {start} = beginning;
  const {test, samples, network} = start.setup;
  if (test.length === 0 || start.done > 0) return beginning;
  const points = [meanLossOf(network, test)(start.parameters)];
  return {...beginning, start: {...start, tested: {stride: samples.length, points}}};
}

/** The curve with where the run stands after so many rounds. A round that is not on the stride leaves it as it is. */
export function withTestPoint(
  curve: TestCurve,
  setup: Setup,
  done: number,
  parameters: ArrayLike<number>,
): TestCurve {
  if (done % curve.stride !== 0) return curve;
  const tester = createTester(setup, curve);
  tester.add(done, parameters);
  return tester.curve();
}

/** Gathers points without making a new curve of each. */
export interface Tester {
  add(done: number, parameters: ArrayLike<number>): void;
  /** How many more rounds a run that has done so many may go before its next point is due. */
  untilNext(done: number): number;
  curve(): TestCurve;
}

export function createTester({network, test}: Pick<Setup, 'network' | 'test'>, curve: TestCurve): Tester {
  const meanLoss = meanLossOf(network, test);
  let {stride} = curve;
  let points = [...curve.points];
  return {
    add(done, parameters) {
      // A net that has diverged does no round: where it stands has its point.
      if (done % stride !== 0 || done / stride !== points.length) return;
      points.push(meanLoss(parameters));
      if (points.length <= MOST_POINTS) return;
      points = points.filter((_, i) => i % 2 === 0);
      stride *= 2;
    },
    untilNext: (done) => stride - (done % stride),
    curve: () => ({stride, points: [...points]}),
  };
}
