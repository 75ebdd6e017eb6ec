import {createFlatPass, flatSamples} from '../../engine/flatPass.ts';
import type {Setup} from '../../lesson/lesson.ts';
import {measureSamples, sideOf} from '../sampleMeasures.ts';
import type {RoundStart} from '../state.ts';
import {beginTraining} from '../training.ts';
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
  readonly now: {readonly play: Play; readonly start: RoundStart} | undefined;
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

/** Trials of the seeds that follow the one of a net. */
export function seedTrials(play: Play, wanted = SEEDS_TRIED): SeedTrials {
  const {samples} = play.state.start.setup;
  const rounds = samples.length * Math.ceil(MOST_ROUNDS / samples.length);
  return {
    wanted,
    goal: {below: hasClasses(samples) ? undefined : LEARNED_BELOW, rounds},
    done: [],
    now: beginning(play),
  };
}

/** The next seed, before its first round. */
function beginning(play: Play): SeedTrials['now'] {
  const next = reseeded(play);
  return {play: next, start: next.state.start};
}

/** What R does. */
const reseeded = (play: Play): Play => act({now: play, past: [], future: []}, {type: 'reseed'}).now;

/**
 * The trials after one more piece of work. However the work is cut, the outcome is the same.
 * @param work in parameters changed
 */
export function triedFurther(trials: SeedTrials, work: number): SeedTrials {
  const {now, goal, done, wanted} = trials;
  if (now === undefined) return trials;
  const {start} = now;
  const {setup} = start;
  const size = setup.samples.length;
  const most = Math.max(1, Math.floor(work / (setup.parameters.length + ROUND_COST)));
  const training = beginTraining(start, {rounds: goal.rounds - start.done});
  const learned = learnedBy(setup, goal);
  let spent = 0;
  let reached = start;
  let isLearned = false;
  while (spent < most && !training.over() && !isLearned) {
    const rounds = Math.min(most - spent, size - (reached.done % size));
    training.advance(rounds);
    reached = training.reached();
    // To ask costs about as much as a third of an epoch.
    spent += rounds + (reached.done % size === 0 ? Math.ceil(size / 3) : 0);
    isLearned = reached.done % size === 0 && learned(reached.parameters);
  }
  if (!isLearned && !training.over()) return {...trials, now: {...now, start: reached}};
  const {loss, right} = measureSamples(setup.network, reached.parameters, setup.samples);
  const trial: SeedTrial = {
    recipe: now.play.recipe,
    rounds: reached.done,
    loss,
    right,
    size,
    outcome: reached.divergedAt !== undefined ? 'diverged' : isLearned ? 'learned' : 'not',
  };
  const all = [...done, trial];
  return {...trials, done: all, now: all.length < wanted ? beginning(now.play) : undefined};
}

/** Whether parameters have learned the samples of a setup. */
function learnedBy({network, samples}: Setup, {below}: Goal): (parameters: readonly number[]) => boolean {
  const tried = new Float64Array(network.parameters.length);
  const pass = createFlatPass(network, tried, flatSamples(network, samples));
  const isRight = sideOf(samples);
  return (parameters) => {
    tried.set(parameters);
    let sum = 0;
    for (const [i, {target}] of samples.entries()) {
      pass.loss(i);
      sum += pass.results[0]!;
      if (below === undefined && !isRight(pass.outputs.slice(-network.outputs.length), target)) return false;
    }
    return below === undefined || sum / samples.length < below;
  };
}
