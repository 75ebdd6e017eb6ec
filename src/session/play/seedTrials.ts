import {createFlatPass, flatSamples} from '../../engine/flatPass.ts';
import type {Setup} from '../../lesson/lesson.ts';
import {sideOf} from '../sampleMeasures.ts';
import type {RoundStart} from '../state.ts';
import {beginTraining, type Ongoing} from '../training.ts';
import {hasClasses} from './classes.ts';
import {act, type Play} from './play.ts';
import type {Recipe} from './recipe.ts';

/** The same net trained from several seeds, one after the other. */
export interface SeedTrials {
  /** How many seeds are to be tried. */
  readonly wanted: number;
  readonly goal: Goal;
  /** Seeds that have come to their end, in order. */
  readonly done: readonly SeedTrial[];
  /** The seed that is being tried, before its first round and where it stands. Absent when all are done. */
  readonly now:
    | {readonly play: Play; readonly start: RoundStart; readonly asking: Asking | undefined}
    | undefined;
}

/** How far the samples have been asked what the net has learned: so many of them, with the sum of their losses, and how many are on the right side. */
interface Asking {
  readonly asked: number;
  readonly sum: number;
  readonly right: number;
}

/** When a net has learned its samples, asked after every epoch, and after how many rounds nobody waits any longer. */
export interface Goal {
  /** Every sample on the right side; or, where the targets are no classes, a mean loss below this. */
  readonly below: number | undefined;
  readonly rounds: number;
}

/** What became of a seed. */
export interface SeedTrial {
  /** What its net was made by, the seed included. */
  readonly recipe: Recipe;
  /** Rounds that it was trained for. */
  readonly rounds: number;
  /** The samples' mean loss after those, and how many are on the right side. */
  readonly loss: number;
  readonly right: number;
  readonly size: number;
  readonly outcome: 'learned' | 'not' | 'diverged';
}

export const SEEDS_TRIED = 20;
/** The mean loss below which a curve counts as learned. */
export const LEARNED_BELOW = 0.01;
/** So many rounds are enough to see whether XOR is learned; more data get at least one epoch. */
const MOST_ROUNDS = 20_000;
/** What a round costs besides its parameters, in parameters. */
const ROUND_COST = 20;

/** Samples that are asked in about the time of a round, for which code was made. */
const ASKED_PER_ROUND = 2;

/** Trials of the seeds that follow the one of a net. */
export function seedTrials(play: Play, wanted = SEEDS_TRIED): SeedTrials {
  const {samples} = play.state.start.setup;
  const rounds = samples.length * Math.ceil(MOST_ROUNDS / samples.length);
  return {
    wanted,
    goal: {below: hasClasses(samples) ? undefined : LEARNED_BELOW, rounds},
    done: [],
    now: beginning(withoutTest(play)),
  };
}

/** Nobody looks at how a trial does on other samples. */
function withoutTest(play: Play): Play {
  const {tested: _, ...start} = play.state.start;
  return {...play, state: {...play.state, start: {...start, setup: {...start.setup, test: []}}}};
}

/** The next seed, before its first round. */
function beginning(play: Play): SeedTrials['now'] {
  const next = reseeded(play);
  return {play: next, start: next.state.start, asking: undefined};
}

/** What R does. */
const reseeded = (play: Play): Play => act({now: play, past: [], future: []}, {type: 'reseed'}).now;

/** What a seed is tried with. */
interface Trying {
  readonly training: Ongoing;
  /** Asks the net with these parameters so many samples more, or until one is on the wrong side. */
  ask(parameters: readonly number[], before: Asking, most: number, untilWrong: boolean): Asking;
}

/** What has come to a start, for whoever goes on from there first: to make it ready again takes long where there are many samples. */
const underWay = new WeakMap<RoundStart, Trying>();

function tryingFrom(start: RoundStart, {rounds}: Goal): Trying {
  const known = underWay.get(start);
  underWay.delete(start);
  return (
    known ?? {training: beginTraining(start, {rounds: rounds - start.done}), ask: createAsking(start.setup)}
  );
}

function createAsking({network, samples}: Setup): Trying['ask'] {
  const tried = new Float64Array(network.parameters.length);
  const pass = createFlatPass(network, tried, flatSamples(network, samples));
  const outputs = pass.outputs.subarray(-network.outputs.length);
  const isRight = sideOf(samples);
  return (parameters, before, most, untilWrong) => {
    tried.set(parameters);
    let {asked, sum, right} = before;
    const end = Math.min(samples.length, asked + most);
    while (asked < end && !(untilWrong && right < asked)) {
      pass.loss(asked);
      sum += pass.results[0]!;
      if (isRight(outputs, samples[asked]!.target)) right += 1;
      asked += 1;
    }
    return {asked, sum, right};
  };
}

/**
 * The trials after one more piece of work. However the work is cut, the outcome is the same.
 * @param work in parameters changed
 */
export function triedFurther(trials: SeedTrials, work: number): SeedTrials {
  const {now, goal} = trials;
  if (now === undefined) return trials;
  const {setup} = now.start;
  const size = setup.samples.length;
  const most = Math.max(1, Math.floor(work / (setup.parameters.length + ROUND_COST)));
  const trying = tryingFrom(now.start, goal);
  const {training, ask} = trying;
  let {start, asking} = now;
  for (let spent = 0; spent < most; ) {
    if (asking === undefined) {
      const rounds = Math.min(most - spent, size - (start.done % size));
      training.advance(rounds);
      start = training.reached();
      spent += rounds;
      if (training.over() || start.done % size === 0) asking = {asked: 0, sum: 0, right: 0};
      continue;
    }
    const isOver = training.over();
    // One wrong sample is enough to train on.
    const untilWrong = goal.below === undefined && !isOver;
    const before: Asking = asking;
    asking = ask(start.parameters, before, (most - spent) * ASKED_PER_ROUND, untilWrong);
    spent += Math.ceil((asking.asked - before.asked) / ASKED_PER_ROUND);
    if (asking.asked < size && !(untilWrong && asking.right < asking.asked)) continue;
    if (isOver || isLearned(asking, size, goal)) return withTrial(trials, now, start, asking);
    asking = undefined;
  }
  underWay.set(start, trying);
  return {...trials, now: {...now, start, asking}};
}

/** Whether a net of which all samples were asked has learned them. */
const isLearned = ({sum, right}: Asking, size: number, {below}: Goal): boolean =>
  below === undefined ? right === size : sum / size < below;

/** The trials with one more that has come to its end. */
function withTrial(
  {wanted, goal, done, ...trials}: SeedTrials,
  {play}: NonNullable<SeedTrials['now']>,
  {done: rounds, divergedAt, setup}: RoundStart,
  asking: Asking,
): SeedTrials {
  const {sum, right} = asking;
  const size = setup.samples.length;
  const trial: SeedTrial = {
    recipe: play.recipe,
    rounds,
    loss: sum / size,
    right,
    size,
    outcome:
      divergedAt !== undefined
        ? 'diverged'
        : rounds % size === 0 && isLearned(asking, size, goal)
          ? 'learned'
          : 'not',
  };
  const all = [...done, trial];
  return {...trials, wanted, goal, done: all, now: all.length < wanted ? beginning(play) : undefined};
}
