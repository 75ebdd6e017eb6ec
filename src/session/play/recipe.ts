import {type ActivationName, activationNames} from '../../engine/activations.ts';
import {dataSetNames, dataSetOptions} from '../../engine/datasets.ts';
import {type InitName, type InitSpec, initNames} from '../../engine/initializers.ts';
import {lossNames} from '../../engine/losses.ts';
import {optimizerDefaults, optimizerNames} from '../../engine/optimizers.ts';
import type {Setup} from '../../lesson/lesson.ts';

/** What a net of free play is made by, as a form and the command line have it: texts, which may be wrong. Numbers may be worked out, as in `1/3`. */
export interface Recipe {
  /** Neurons by layer: `2-4-1`. */
  readonly net: string;
  /** One for all layers after the input; two, for the hidden layers and the output; or one for each: `tanh,sigmoid`. */
  readonly activation: string;
  readonly loss: string;
  /** How first parameters are drawn: `xavier`, `he uniform`, `uniform -1 1`, `normal 0 0.5`, `zeros`; or {@link OWN_INIT}. */
  readonly init: string;
  /** Of the first parameters. */
  readonly seed: string;
  readonly optimizer: string;
  readonly rate: string;
  readonly momentum: string;
  readonly decay: string;
  readonly beta1: string;
  readonly beta2: string;
  readonly epsilon: string;
  /** Samples for one update, or `all`. */
  readonly batch: string;
  readonly l1: string;
  readonly l2: string;
  /** The name of a data set, or {@link OWN_DATA}. */
  readonly data: string;
  /** Empty: as many as the set usually has. */
  readonly size: string;
  readonly noise: string;
  /** Of the data where they are drawn, and of what is put aside of them. */
  readonly dataSeed: string;
  /** Which part of the data is put aside as a test: `0` for none. */
  readonly split: string;
}

export type RecipeField = keyof Recipe;

/** In the place of a data set's name: the samples that are there. */
export const OWN_DATA = 'own';
/** In the place of an initialiser: the numbers that are there. */
export const OWN_INIT = 'own';

export const firstRecipe: Recipe = {
  net: '2-4-1',
  activation: 'tanh,sigmoid',
  loss: 'half-squared-error',
  init: 'xavier',
  seed: '1',
  optimizer: 'sgd',
  rate: '0.5',
  momentum: String(optimizerDefaults.momentum.momentum),
  decay: String(optimizerDefaults.rmsprop.decay),
  beta1: String(optimizerDefaults.adam.beta1),
  beta2: String(optimizerDefaults.adam.beta2),
  epsilon: String(optimizerDefaults.adam.epsilon),
  batch: '1',
  l1: '0',
  l2: '0',
  data: 'xor',
  size: '',
  noise: '0',
  dataSeed: '1',
  split: '0',
};

export const recipeFields = Object.keys(firstRecipe) as readonly RecipeField[];

/** What there is to choose from; absent where anything may be typed. */
export const recipeChoices: Readonly<Partial<Record<RecipeField, readonly string[]>>> = {
  loss: lossNames,
  init: initNames,
  optimizer: optimizerNames,
  data: dataSetNames,
};

/** Which settings an optimiser has beside its rate. */
export const optimizerSettings = ['momentum', 'decay', 'beta1', 'beta2', 'epsilon'] as const;
export type OptimizerSetting = (typeof optimizerSettings)[number];

/** Whether a field means anything beside the others as they are. */
export function isUsed(field: RecipeField, recipe: Recipe): boolean {
  if (optimizerSettings.some((name) => name === field)) {
    const kind = oneOf(recipe.optimizer, optimizerNames);
    return kind !== undefined && field in optimizerDefaults[kind];
  }
  const set = oneOf(recipe.data, dataSetNames);
  const options = set === undefined ? undefined : dataSetOptions[set];
  switch (field) {
    case 'seed':
      return recipe.init.trim() !== 'zeros';
    case 'size':
      return options?.size !== undefined;
    case 'noise':
      return options?.noise === true;
    case 'dataSeed':
      return options?.noise === true || !/^\s*0?\s*$/.test(recipe.split);
    default:
      return true;
  }
}

/** The recipe of a net that came from elsewhere. What it does not say stands as in the first one. */
export function recipeOf(setup: Setup): Recipe {
  const {network, optimizer, init, batch = 1, regularization, source, split} = setup;
  const set = source !== undefined && 'set' in source ? source : undefined;
  const settings = Object.fromEntries(
    optimizerSettings.flatMap((name) => {
      const value = (optimizer as Readonly<Partial<Record<OptimizerSetting, number>>>)[name];
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
  return {
    ...firstRecipe,
    net: network.layers.map(({length}) => length).join('-'),
    activation: activationText(network.activations),
    loss: network.loss,
    init: init === undefined ? OWN_INIT : initText(init),
    seed: init === undefined || init.kind === 'zeros' ? firstRecipe.seed : String(init.seed),
    optimizer: optimizer.kind,
    rate: String(optimizer.rate),
    ...settings,
    batch: String(batch),
    l1: String(regularization?.l1 ?? 0),
    l2: String(regularization?.l2 ?? 0),
    data: set?.set ?? OWN_DATA,
    size: set?.size === undefined ? '' : String(set.size),
    noise: String(set?.noise ?? 0),
    dataSeed: String((set && dataSetOptions[set.set].noise ? (set.seed ?? 0) : split?.seed) ?? 1),
    split: String(split?.fraction ?? 0),
  };
}

function activationText(activations: readonly ActivationName[]): string {
  const [first] = activations;
  const last = activations.at(-1);
  const isAlike = activations.slice(0, -1).every((name) => name === first);
  if (!isAlike) return activations.join(',');
  return last === first ? first! : `${first},${last}`;
}

function initText(init: InitSpec): string {
  switch (init.kind) {
    case 'uniform':
      return `uniform ${init.range.join(' ')}`;
    case 'normal':
      return `normal ${init.mean} ${init.deviation}`;
    case 'xavier':
    case 'he':
      return init.distribution === usualDistribution[init.kind]
        ? init.kind
        : `${init.kind} ${init.distribution}`;
    case 'zeros':
      return init.kind;
  }
}

/** As lesson files have it. */
export const usualDistribution = {xavier: 'uniform', he: 'normal'} as const satisfies Partial<
  Record<InitName, 'uniform' | 'normal'>
>;

/** How many inputs and targets a data set's samples have; undefined where there is no such set. */
export function widthsOf({
  data,
  size,
}: Recipe): {readonly inputs: number; readonly targets: number} | undefined {
  const set = oneOf(data, dataSetNames);
  if (set === undefined) return undefined;
  const count = Number(size) || dataSetOptions[set].size || 0;
  if (set === 'encoder') return {inputs: count, targets: count};
  if (set === 'symmetry') return {inputs: count, targets: 1};
  return {inputs: set === 'sine' ? 1 : 2, targets: 1};
}

/** The recipe with a net whose ends fit samples; what is between stays. */
export function fitted(recipe: Recipe, widths = widthsOf(recipe)): Recipe {
  if (widths === undefined) return recipe;
  const {inputs, targets} = widths;
  const parts = layersIn(recipe.net);
  const inner = parts.length < 3 ? [] : parts.slice(1, -1);
  return {...recipe, net: [inputs, ...inner, targets].join('-')};
}

/** The sizes of layers as they are typed. */
export const layersIn = (net: string): readonly string[] =>
  net
    .normalize('NFKC')
    .split(/[-–−, ]+/)
    .filter((part) => part !== '');

/** Names in a list as they are typed. */
export const namesIn = (list: string): readonly string[] =>
  list.split(/[,，\s]+/).filter((name) => name !== '');

export const isActivation = (name: string): name is ActivationName =>
  activationNames.some((known) => known === name);

/** The name that was typed, if it is one of those. */
export const oneOf = <T extends string>(typed: string, names: readonly T[]): T | undefined =>
  names.find((name) => name === typed.trim());

/** Whether a text in the place of a data set's name is the path of a file. */
export const isFile = (data: string): boolean => /[./\\]/.test(data);
