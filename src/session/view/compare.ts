import {LOSS} from '../../engine/quantity.ts';
import type {Lesson, Run, RunName} from '../../lesson/lesson.ts';
import {withLosses} from '../lossHistory.ts';
import type {Notation} from '../notation.ts';
import {type Position, passOf, positionOf, type State} from '../state.ts';
import {valueAt} from '../value.ts';
import {runTitle} from '../words.ts';

/** Loss curves of several runs, to lay over each other. */
export interface CompareView {
  readonly runs: readonly ComparedRun[];
  /** How many rounds the longest curve covers; 0 where there is no curve yet. */
  readonly rounds: number;
}

export interface ComparedRun {
  readonly title: string;
  /** Its place among the lesson's runs, from 0: by it a run looks the same in all panels. */
  readonly place: number;
  /** The loss curve: point i is the mean loss of the rounds after i · stride up to (i + 1) · stride. Finite numbers only. */
  readonly points: readonly number[];
  readonly stride: number;
  /** The last round whose loss is known; 0 for none. */
  readonly round: number;
  /** The loss of that round; of several samples their mean loss. */
  readonly loss?: string;
  /** Whether that is a mean over several samples. */
  readonly mean: boolean;
  /** The round at which the net diverged, if it did. */
  readonly divergedAt?: number;
}

/** The curves of these runs, as far as each has come. A name that is no run's is left out. */
export function compareView(
  state: State,
  lesson: Pick<Lesson, 'runs'>,
  runs: readonly RunName[],
  notation: Notation,
): CompareView {
  const places = [...lesson.runs.keys()];
  const compared = runs.flatMap((name): readonly ComparedRun[] => {
    const run = lesson.runs.get(name);
    const position = positionOf(state, name);
    if (run === undefined || position === undefined) return [];
    return [comparedRun(state, {name, run, place: places.indexOf(name), position}, notation)];
  });
  const rounds = compared.reduce((most, {points, stride}) => Math.max(most, points.length * stride), 0);
  return {runs: compared, rounds};
}

interface NamedRun {
  readonly name: RunName;
  readonly run: Run;
  readonly place: number;
  readonly position: Position;
}

function comparedRun(state: State, {name, run, place, position}: NamedRun, notation: Notation): ComparedRun {
  const {setup, done, history, lastLoss, divergedAt} = position.start;
  // A sample that is only shown is no round of the training.
  const now = position.start.shown === undefined ? valueAt(state, `${LOSS}@${name}`) : undefined;
  const known = now === undefined ? history : withLosses(history, [now]);
  const broken = divergedAt ?? (passOf(position).diverged ? done + 1 : undefined);
  const mean = setup.samples.length > 1;
  // A single sample's loss would stick out of the means of all: the round on screen does not count until the data is through.
  const round = mean || now === undefined ? done : done + 1;
  const loss = mean ? valueAt(state, `data.loss@${name}`) : (now ?? lastLoss);
  const end = known.points.findIndex((point) => !Number.isFinite(point));
  return {
    title: runTitle(run, state, notation),
    place,
    points: end < 0 ? known.points : known.points.slice(0, end),
    stride: known.stride,
    round,
    ...(round === 0 || loss === undefined ? {} : {loss: notation.number(loss)}),
    mean,
    ...(broken === undefined ? {} : {divergedAt: broken}),
  };
}
