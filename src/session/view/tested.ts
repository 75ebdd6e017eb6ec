import {curve} from '../lossHistory.ts';
import type {Notation} from '../notation.ts';
import type {Position} from '../state.ts';
import type {ComparedRun, CompareView} from './compare.ts';

/** The loss curve of a training and beside it that of its test samples; undefined where no account is kept of those. */
export function testedView(
  {start}: Position,
  titles: {readonly training: string; readonly test: string},
  notation: Notation,
): CompareView | undefined {
  const {tested, history, divergedAt} = start;
  if (tested === undefined) return undefined;
  const side = (title: string, place: number, all: readonly number[], stride: number): ComparedRun => {
    const end = all.findIndex((point) => !Number.isFinite(point));
    const points = end < 0 ? all : all.slice(0, end);
    const last = points.at(-1);
    return {
      title,
      place,
      points,
      stride,
      // Where its last point stands, which is the loss that is told.
      round: points.length * stride,
      ...(last === undefined ? {} : {loss: notation.number(last)}),
      mean: true,
      ...(divergedAt === undefined ? {} : {divergedAt}),
    };
  };
  // The first parameters' loss is no round's.
  const runs = [
    side(titles.training, 0, history.points.length === 0 ? [] : curve(history), history.stride),
    side(titles.test, 1, tested.points.slice(1), tested.stride),
  ];
  return {runs, rounds: Math.max(...runs.map(({points, stride}) => points.length * stride))};
}
