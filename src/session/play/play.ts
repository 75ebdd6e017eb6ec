import {changeBetween} from '../../lesson/change.ts';
import {type Action, type Bilingual, MAIN, type Run, type RunName, type Setup} from '../../lesson/lesson.ts';
import {limits} from '../../lesson/limits.ts';
import {type Position, type State, startOf} from '../state.ts';
import {withTest} from '../testCurve.ts';
import {typedWhole} from '../typedNumber.ts';
import {update} from '../update.ts';
import {setupOf} from './build.ts';
import {isUsed, OWN_INIT, type Recipe, recipeFields, recipeOf} from './recipe.ts';
import {type SampleAction, sampleChange} from './samples.ts';

/** Where free play stands: a session of the lessons' kind, and what its net was made by. */
export interface Play {
  readonly state: State;
  readonly recipe: Recipe;
  /** Runs that were kept to compare with, by their names, oldest first. */
  readonly kept: ReadonlyMap<RunName, Run>;
  /** What led here from the play before it, as a lesson does it; absent where a lesson could not, or need not. */
  readonly by?: readonly Action[];
}

/** Free play with its past: what was done can be undone, and done again. */
export interface Bench {
  readonly now: Play;
  /** Oldest first. */
  readonly past: readonly Play[];
  /** What was undone, the last first. */
  readonly future: readonly Play[];
}

/** What is done in free play: the actions of a session, and building. */
export type PlayAction =
  | Exclude<Action, {readonly type: 'switch' | 'show' | 'change' | 'keep' | 'restart'}>
  | {readonly type: 'restart'}
  | SampleAction
  /** A new net by this recipe, which can be made. */
  | {readonly type: 'build'; readonly recipe: Recipe}
  /** First parameters by the next seed. */
  | {readonly type: 'reseed'}
  /** Where the run stands now is kept beside it. */
  | {readonly type: 'keep'; readonly title: Bilingual}
  | {readonly type: 'drop'};

/** Undoing goes back so many actions. States share what they have in common. */
export const MOST_UNDONE = 2000;
/** Runs that are kept: as many as can be told apart in one picture, beside the one on screen. */
export const MOST_KEPT = 5;

/** Free play that begins with a net. */
export function benchOf(setup: Setup, recipe: Recipe = recipeOf(setup)): Bench {
  return {now: {state: withTest(startOf(setup)), recipe, kept: new Map()}, past: [], future: []};
}

/** Free play from where a session stands: the net with all that it has been through. Other runs stay behind. */
export function benchFrom(state: State): Bench {
  const {start, cursor} = withoutFiles(state);
  const {granularity} = state;
  const alone: State = withTest({start, cursor, granularity, run: MAIN, others: new Map()});
  return {now: {state: alone, recipe: recipeOf(start.setup), kept: new Map()}, past: [], future: []};
}

/** A lesson's CSV file is named as seen from the lesson: from elsewhere its samples are listed, in the rounds before too. */
function withoutFiles(position: Position): Position {
  const way: Position[] = [];
  for (let at: Position | undefined = position; at !== undefined; at = at.start.before) way.push(at);
  const listed = new Map(way.map(({start: {setup}}) => [setup, setupWithoutFiles(setup)]));
  if ([...listed].every(([given, setup]) => setup === given)) return position;
  return way.reduceRight<Position | undefined>(
    (before, {start, cursor}) => ({
      start: {...start, setup: listed.get(start.setup)!, ...(before && {before})},
      cursor,
    }),
    undefined,
  )!;
}

function setupWithoutFiles(given: Setup): Setup {
  const isFile = (from: Setup['source']): boolean => from !== undefined && 'csv' in from;
  const {source, testSource, ...setup} = given;
  if (!isFile(source) && !isFile(testSource)) return given;
  return {
    ...setup,
    ...(source !== undefined && !isFile(source) && {source}),
    ...(testSource !== undefined && !isFile(testSource) && {testSource}),
  };
}

/**
 * Free play after an action. Pure. What changes nothing leaves the very same object.
 * @throws a RangeError for an action that names what the net does not have
 */
export function act(bench: Bench, action: PlayAction): Bench {
  return advanced(bench, acted(bench.now, action));
}

/** Free play after several actions, which are undone as one. */
export function actAll(bench: Bench, actions: readonly PlayAction[]): Bench {
  const did: Action[] = [];
  const {now} = actions.reduce((before, action) => {
    const after = act(before, action);
    if (after !== before) did.push(...(after.now.by ?? []));
    return after;
  }, bench);
  return advanced(bench, now === bench.now ? now : {...now, by: did});
}

/** What led to a play and one action more; two that are one when they are done in a row are one. */
export function continued(by: readonly Action[], action: Action): readonly Action[] {
  const last = by.at(-1);
  if (last?.type === 'train' && action.type === 'train')
    return [...by.slice(0, -1), {type: 'train', rounds: last.rounds + action.rounds}];
  if (last?.type === 'forward' && action.type === 'forward' && last.by === action.by) {
    const times = (last.times ?? 1) + (action.times ?? 1);
    if (times <= limits.times) return [...by.slice(0, -1), {...last, times}];
  }
  return [...by, action];
}

/** Free play that stands elsewhere now; what stood before can be come back to. */
export function advanced(bench: Bench, now: Play): Bench {
  if (now === bench.now) return bench;
  return {now, past: withinBounds([...bench.past, bench.now].slice(-MOST_UNDONE)), future: []};
}

/** Samples that lists of the past may have in all. Each list that differs takes 8 bytes for a sample: 400 MB. */
const MOST_PAST_SAMPLES = 50_000_000;

/** So much of the past as memory has room for: a sample that is changed makes another list, and there may be very many samples. */
function withinBounds(past: readonly Play[]): readonly Play[] {
  // Few samples need not be counted at every action; of many before them no more were kept than fit.
  const newest = past.at(-1)?.state.start.setup.samples.length ?? 0;
  if (newest * past.length <= MOST_PAST_SAMPLES) return past;
  let room = MOST_PAST_SAMPLES;
  let last: Setup['samples'] | undefined;
  for (let i = past.length - 1; i >= 0; i--) {
    const {samples} = past[i]!.state.start.setup;
    if (samples !== last) room -= samples.length;
    last = samples;
    if (room < 0) return past.slice(i + 1);
  }
  return past;
}

export function undo(bench: Bench): Bench {
  const now = bench.past.at(-1);
  return now === undefined
    ? bench
    : {now, past: bench.past.slice(0, -1), future: [...bench.future, bench.now]};
}

export function redo(bench: Bench): Bench {
  const now = bench.future.at(-1);
  return now === undefined
    ? bench
    : {now, past: [...bench.past, bench.now], future: bench.future.slice(0, -1)};
}

function acted(play: Play, action: PlayAction): Play {
  switch (action.type) {
    case 'build': {
      const made = rebuilt(play, action.recipe);
      if (made === undefined) return play;
      const {recipe, setup} = made;
      return after(play, {type: 'change', to: changeBetween(play.state.start.setup, setup)}, recipe);
    }
    case 'reseed': {
      const {init, seed} = play.recipe;
      const recipe = {...play.recipe, seed: String((typedWhole(seed) ?? 0) + 1)};
      const made = rebuilt(play, init === OWN_INIT ? {...recipe, init: 'xavier'} : recipe);
      if (made === undefined) return play;
      const {network, parameters, init: drawn} = made.setup;
      const net = {network, parameters, ...(drawn !== undefined && {init: drawn})};
      return after(play, {type: 'change', to: {net}}, made.recipe);
    }
    case 'keep': {
      if (play.kept.size >= MOST_KEPT) return play;
      const name = `kept-${nextNumber(play.kept)}`;
      const words = (text: string): readonly string[] => [text];
      const title = {zh: words(action.title.zh), en: words(action.title.en)};
      const kept = new Map(play.kept).set(name, {title, setup: play.state.start.setup});
      return after({...play, kept}, {type: 'keep', as: name});
    }
    case 'replaceSample':
    case 'insertSample':
    case 'removeSample': {
      const to = sampleChange(play.state, action);
      return to === undefined ? play : after(play, {type: 'change', to});
    }
    case 'drop': {
      if (play.kept.size === 0) return play;
      const {by: _, ...rest} = play;
      return {...rest, kept: new Map(), state: {...play.state, others: new Map()}};
    }
    case 'restart':
      return after(play, {type: 'restart', runs: [play.state.run]});
    default:
      return after(play, action);
  }
}

/**
 * Free play after what a lesson could do.
 * @param recipe what the net is made by from there on; absent: what its setup tells
 */
function after(play: Play, by: Action, recipe?: Recipe): Play {
  const reached = update(play.state, by);
  if (reached === play.state) return written(play, recipe);
  // A run that begins anew keeps account of its test again.
  const state = reached.start.tested === undefined ? withTest(reached) : reached;
  const {setup} = state.start;
  return {...play, state, by: [by], recipe: recipe ?? followed(play.recipe, play.state.start.setup, setup)};
}

/** The same play by a recipe that is only written otherwise. */
function written(play: Play, recipe: Recipe = play.recipe): Play {
  if (recipeFields.every((field) => recipe[field] === play.recipe[field])) return play;
  const {by: _, ...rest} = play;
  return {...rest, recipe};
}

/**
 * The recipe of a setup that became another: a sample was typed, or a step back led to where the rate was another one. What stays the
 * same stays as it was written.
 */
function followed(recipe: Recipe, before: Setup, now: Setup): Recipe {
  if (now === before) return recipe;
  const [old, own] = [recipeOf(before), recipeOf(now)];
  const others = recipeFields.filter((field) => own[field] !== old[field] && isUsed(field, own));
  return {...recipe, ...Object.fromEntries(others.map((field) => [field, own[field]]))};
}

/** What another recipe makes of what is there; undefined where it cannot be made. */
function rebuilt(play: Play, wanted: Recipe): {readonly recipe: Recipe; readonly setup: Setup} | undefined {
  const made = setupOf(wanted, {recipe: play.recipe, setup: play.state.start.setup});
  if (!made.ok) return undefined;
  const {setup} = made;
  // Numbers of one's own that did not fit were drawn.
  const isDrawn = wanted.init === OWN_INIT && setup.init !== undefined;
  return {recipe: isDrawn ? {...wanted, init: 'xavier'} : wanted, setup};
}

const nextNumber = (kept: Play['kept']): number =>
  [...kept.keys()].reduce((most, name) => Math.max(most, Number(name.split('-')[1])), 0) + 1;
