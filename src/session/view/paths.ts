import type {Quantity} from '../../engine/quantity.ts';
import type {Lesson, RunName} from '../../lesson/lesson.ts';
import type {Notation} from '../notation.ts';
import {meanLossOf} from '../sampleMeasures.ts';
import {type Position, passOf, positionOf, type RoundStart, type State} from '../state.ts';
import {runTitle} from '../words.ts';
import {boundsAround, type Field, fieldOf} from './field.ts';

/** The ways of two parameters over the mean loss of the data that they would have. */
export interface PathsView extends Field {
  /** Across and up. */
  readonly of: readonly [Quantity, Quantity];
  readonly runs: readonly PathRun[];
}

export interface PathRun {
  readonly title: string;
  /** Its place among the lesson's runs, from 0: by it a run looks the same in all panels. */
  readonly place: number;
  /** From the start to where the run stands, one for each pass through the data. At least one; finite numbers only. */
  readonly points: readonly Point[];
  /** Rounds that lie behind the run. */
  readonly rounds: number;
  /** The round at which the net diverged, if it did. */
  readonly divergedAt?: number;
}

type Point = readonly [number, number];

/**
 * The ways of two parameters in these runs; undefined where none of the runs has both. The loss under them is that of the run on screen
 * (where it has not both, of the first of the runs), whose other parameters stay as they are.
 */
export function pathsView(
  state: State,
  lesson: Pick<Lesson, 'runs'>,
  of: readonly [Quantity, Quantity],
  runs: readonly RunName[],
  notation: Notation,
): PathsView | undefined {
  const places = [...lesson.runs.keys()];
  const shown = runs.flatMap((name): readonly PathRun[] => {
    const run = lesson.runs.get(name);
    const position = positionOf(state, name);
    const points = position && pointsOf(position.start, of);
    if (run === undefined || position === undefined || points === undefined) return [];
    const title = runTitle(run, state, notation);
    const {done, divergedAt = passOf(position).diverged ? done + 1 : undefined} = position.start;
    const known = {title, place: places.indexOf(name), points, rounds: done};
    return [divergedAt === undefined ? known : {...known, divergedAt}];
  });
  const ground = [state.run, ...runs]
    .map((name) => positionOf(state, name))
    .find((position): position is Position => position !== undefined && hasBoth(position.start, of));
  if (shown.length === 0 || ground === undefined) return undefined;
  return {...lossField(ground.start, of, shown), of, runs: shown};
}

const indexesOf = ({setup: {network}}: RoundStart, of: readonly [Quantity, Quantity]): readonly number[] =>
  of.flatMap((name) => network.parameterIndex.get(name) ?? []);

const hasBoth = (start: RoundStart, of: readonly [Quantity, Quantity]): boolean =>
  indexesOf(start, of).length === 2;

/** The way of two parameters, one point for each pass through the data, up to where they are no numbers any more. */
function pointsOf(start: RoundStart, of: readonly [Quantity, Quantity]): readonly Point[] | undefined {
  const [across, up] = indexesOf(start, of);
  if (across === undefined || up === undefined) return undefined;
  const {points: kept, stride} = start.trace;
  // Within a pass the samples pull to and fro: that would be a cloud, not a way.
  const pace = Math.max(1, Math.round(start.setup.samples.length / stride));
  const points = [...kept.filter((_, i) => i % pace === 0), start.parameters].map(
    (at): Point => [at[across]!, at[up]!],
  );
  const end = points.findIndex((point) => !point.every(Number.isFinite));
  return end === 0 ? undefined : end < 0 ? points : points.slice(0, end);
}

function lossField(
  {setup: {network, samples}, parameters}: RoundStart,
  of: readonly [Quantity, Quantity],
  runs: readonly PathRun[],
): Field {
  const tried = Float64Array.from(parameters);
  const meanLoss = meanLossOf(network, samples);
  const [across, up] = of.map((name) => network.parameterIndex.get(name)!);
  const loss = (x: number, y: number): number => {
    tried[across!] = x;
    tried[up!] = y;
    return meanLoss(tried);
  };
  return fieldOf(boundsAround(seenPoints(runs)), loss, samples.length);
}

/** Rounds of a run that diverges which a picture still shows where no other run says how large it should be. */
const FIRST_JUMPS = 4;

/** The points that the picture must hold. A run that diverges goes out of it: else nothing else could be seen. */
function seenPoints(runs: readonly PathRun[]): readonly Point[] {
  const settled = runs.filter(({divergedAt}) => divergedAt === undefined);
  const jumps = settled.length > 0 ? 1 : FIRST_JUMPS;
  return runs.flatMap(({points, divergedAt}) => (divergedAt === undefined ? points : points.slice(0, jumps)));
}
