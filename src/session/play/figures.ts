import type {SetMeasure} from '../../engine/measures.ts';
import type {Bilingual} from '../../lesson/lesson.ts';
import {measureSamples} from '../sampleMeasures.ts';
import type {RoundStart} from '../state.ts';
import {hasClasses} from './classes.ts';
import type {Play} from './play.ts';
import {isUsed, type Recipe, type RecipeField, recipeFields, recipeOf} from './recipe.ts';

/** What runs that were kept, and the one on screen, have come to. */
export interface Figures {
  /** The kept ones, oldest first, and then the one on screen. */
  readonly runs: readonly RunFigures[];
  /** The settings that are not the same in all runs. */
  readonly differing: readonly RecipeField[];
  /** Whether sides mean something for all of them. */
  readonly classes: boolean;
  /** Whether any of them has a test. */
  readonly tested: boolean;
}

export interface RunFigures {
  /** Its title; absent for the one on screen. */
  readonly title?: Bilingual;
  readonly recipe: Recipe;
  /** Rounds that it has been trained for. */
  readonly rounds: number;
  readonly samples: Measured;
  readonly test?: Measured;
  /** The round at which it diverged, if it did. */
  readonly divergedAt?: number;
}

type Measured = Readonly<Record<SetMeasure, number>>;

export function figuresOf({state, kept}: Play): Figures {
  const runs: readonly RunFigures[] = [
    ...[...kept].flatMap(([name, {title}]) => {
      const position = state.others.get(name);
      const words = {zh: title.zh.join(''), en: title.en.join('')};
      return position === undefined
        ? []
        : [{title: words, ...figuresAt(position.start), recipe: recipeOf(position.start.setup)}];
    }),
    {...figuresAt(state.start), recipe: recipeOf(state.start.setup)},
  ];
  const setups = [...state.others.values(), state].map(({start}) => start.setup);
  return {
    runs,
    differing: recipeFields.filter(
      (field) =>
        runs.some((run) => isUsed(field, run.recipe)) &&
        new Set(runs.map((run) => (isUsed(field, run.recipe) ? run.recipe[field] : ''))).size > 1,
    ),
    classes: setups.every(({samples}) => hasClasses(samples)),
    tested: setups.some(({test}) => test.length > 0),
  };
}

type AtRound = Omit<RunFigures, 'title' | 'recipe'>;

const known = new WeakMap<RoundStart, AtRound>();

function figuresAt(start: RoundStart): AtRound {
  const made = known.get(start) ?? measuredAt(start);
  known.set(start, made);
  return made;
}

function measuredAt({setup, parameters, done, divergedAt}: RoundStart): AtRound {
  const {network, samples, test} = setup;
  return {
    rounds: done,
    samples: measureSamples(network, parameters, samples),
    ...(test.length > 0 && {test: measureSamples(network, parameters, test)}),
    ...(divergedAt !== undefined && {divergedAt}),
  };
}
