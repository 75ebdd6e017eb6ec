import {type ActivationName, activationNames} from '../../engine/activations.ts';
import {type DataSetName, dataSet, dataSetNames, dataSetOptions} from '../../engine/datasets.ts';
import {initialParameters} from '../../engine/initializers.ts';
import {type LossName, lossNames, outputsAllowed} from '../../engine/losses.ts';
import {createNetwork} from '../../engine/network.ts';
import {type OptimizerName, optimizerDefaults, optimizerNames} from '../../engine/optimizers.ts';
import {output, parseQuantity} from '../../engine/quantity.ts';
import type {Bilingual, Names, SetSource, Setup} from '../../lesson/lesson.ts';
import {nearest} from '../../lesson/nearest.ts';

/** What a net of free play is made by, as a form and the command line have it: texts, which may be wrong. */
export interface Recipe {
  /** Neurons by layer: `2-4-1`. */
  readonly net: string;
  /** One for all layers after the input; two, for the hidden layers and the output; or one for each: `tanh,sigmoid`. */
  readonly activation: string;
  readonly loss: string;
  readonly optimizer: string;
  readonly rate: string;
  /** The name of a data set, or {@link OWN_DATA}. */
  readonly data: string;
  /** Of the first parameters, and of the data where they are drawn. */
  readonly seed: string;
}

export type RecipeField = keyof Recipe;

/** In the place of a data set's name: the samples that are there. */
export const OWN_DATA = 'own';

export const firstRecipe: Recipe = {
  net: '2-4-1',
  activation: 'tanh,sigmoid',
  loss: 'half-squared-error',
  optimizer: 'sgd',
  rate: '0.5',
  data: 'xor',
  seed: '1',
};

/** What there is to choose from; absent where anything may be typed. */
export const recipeChoices: Readonly<Partial<Record<RecipeField, readonly string[]>>> = {
  loss: lossNames,
  optimizer: optimizerNames,
  data: dataSetNames,
};

export interface RecipeProblem {
  readonly field: RecipeField;
  readonly words: Bilingual;
}

export type Made =
  | {readonly ok: true; readonly setup: Setup}
  | {readonly ok: false; readonly problem: RecipeProblem};

/** More than a screen of single numbers can make anything of. */
const MOST = {layers: 8, neurons: 64} as const;

/**
 * Makes a net by its recipe: weights by Glorot & Bengio's uniform initialiser, biases 0.
 * @param own the setup whose samples {@link OWN_DATA} means, and whose batches and regularisation stay
 */
export function setupOf(recipe: Recipe, own: Setup | undefined): Made {
  const wrong = (field: RecipeField, en: string, zh: string): Made => ({
    ok: false,
    problem: {field, words: {en, zh}},
  });
  const seed = wholeNumber(recipe.seed);
  if (seed === undefined) return wrong('seed', 'expected a whole number, as in 7.', '应是整数，例如 7。');
  const sizes = recipe.net.split(/[-–−, ]+/).map((part) => wholeNumber(part) ?? 0);
  const fits =
    sizes.length >= 2 && sizes.length <= MOST.layers && sizes.every((n) => n >= 1 && n <= MOST.neurons);
  if (!fits)
    return wrong(
      'net',
      `expected 2 to ${MOST.layers} layers of 1 to ${MOST.neurons} neurons, as in 2-4-1.`,
      `应是 2 到 ${MOST.layers} 层，每层 1 到 ${MOST.neurons} 个神经元，例如 2-4-1。`,
    );
  const named = recipe.activation.split(/[,，\s]+/).filter((name) => name !== '');
  const unknown = named.find((name) => !isActivation(name));
  if (unknown !== undefined || named.length === 0) {
    const near = unknown === undefined ? undefined : nearest(unknown, activationNames);
    return wrong(
      'activation',
      `expected ${activationNames.join(', ')}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
      `应是 ${activationNames.join('、')}。${near === undefined ? '' : `是不是 ${near}？`}`,
    );
  }
  const layers = sizes.length - 1;
  if (named.length > 2 && named.length !== layers)
    return wrong(
      'activation',
      `expected 1 name, 2 (hidden layers and output) or ${layers}, found ${named.length}.`,
      `应写 1 个、2 个（隐藏层和输出层）或 ${layers} 个，却有 ${named.length} 个。`,
    );
  const of = named.filter(isActivation);
  const activations = Array.from({length: layers}, (_, i) =>
    of.length === layers ? of[i]! : i === layers - 1 ? of.at(-1)! : of[0]!,
  );
  if (activations.slice(0, -1).includes('softmax'))
    return wrong('activation', 'softmax is only possible in the last layer.', 'softmax 只能用在最后一层。');
  const loss = oneOf(recipe.loss, lossNames);
  if (loss === undefined)
    return wrong('loss', `expected ${lossNames.join(', ')}.`, `应是 ${lossNames.join('、')}。`);
  if (!outputsAllowed(loss, activations.at(-1)!))
    return wrong(
      'loss',
      `${loss} needs sigmoid or softmax in the last layer.`,
      `${loss} 要求最后一层是 sigmoid 或 softmax。`,
    );
  const kind = oneOf(recipe.optimizer, optimizerNames);
  if (kind === undefined)
    return wrong(
      'optimizer',
      `expected ${optimizerNames.join(', ')}.`,
      `应是 ${optimizerNames.join('、')}。`,
    );
  const rate = Number(recipe.rate.replaceAll('，', '.'));
  if (recipe.rate.trim() === '' || !Number.isFinite(rate) || rate < 0)
    return wrong('rate', 'expected a number from 0, as in 0.5.', '应是不小于 0 的数，例如 0.5。');

  const isOwn = recipe.data === OWN_DATA && own !== undefined;
  const name = oneOf(recipe.data, dataSetNames);
  if (!isOwn && name === undefined)
    return wrong('data', `expected ${dataSetNames.join(', ')}.`, `应是 ${dataSetNames.join('、')}。`);
  const source: SetSource = {
    set: name ?? 'xor',
    ...(name !== undefined && dataSetOptions[name].noise && {seed}),
  };
  const samples = isOwn ? own.samples : samplesOf(source);
  const [inputs, targets] = [samples[0]!.input.length, samples[0]!.target.length];
  if (sizes[0] !== inputs || sizes.at(-1) !== targets)
    return wrong(
      'net',
      `the data have ${inputs} inputs and ${targets} targets: write ${inputs}-…-${targets}.`,
      `数据有 ${inputs} 个输入、${targets} 个目标，请写 ${inputs}-…-${targets}。`,
    );

  const names = isOwn && sameLayers(own, sizes) ? own.network.layers : layerNames(sizes);
  const network = createNetwork({
    layers: names,
    activations,
    loss,
    biased: new Set(names.slice(1).flat()),
  });
  const init = {kind: 'xavier', distribution: 'uniform', seed} as const;
  return {
    ok: true,
    setup: {
      network,
      parameters: initialParameters(network, init),
      init,
      names: isOwn && sameLayers(own, sizes) ? own.names : inputNames(names[0]!),
      optimizer: {...optimizerDefaults[kind], rate},
      ...(own?.batch !== undefined && {batch: own.batch}),
      ...(own?.regularization !== undefined && {regularization: own.regularization}),
      samples,
      test: isOwn ? own.test : [],
      ...(isOwn ? sourcesOf(own) : {source}),
      updates: 'after-backward',
    },
  };
}

/** The recipe of a net that came from elsewhere: what the form shows of it. */
export function recipeOf({network, optimizer}: Setup, data: string, seed: string): Recipe {
  const {activations, layers, loss} = network;
  const [first] = activations;
  const last = activations.at(-1);
  const isAlike = activations.slice(0, -1).every((name) => name === first);
  return {
    net: layers.map(({length}) => length).join('-'),
    activation: isAlike ? (last === first ? first! : `${first},${last}`) : activations.join(','),
    loss,
    optimizer: optimizer.kind,
    rate: String(optimizer.rate),
    data,
    seed,
  };
}

const isActivation = (name: string): name is ActivationName =>
  activationNames.some((known) => known === name);

const oneOf = <T extends LossName | OptimizerName | DataSetName>(
  text: string,
  known: readonly T[],
): T | undefined => known.find((name) => name === text.trim());

function wholeNumber(text: string): number | undefined {
  const value = Number(text.trim());
  return /^\s*-?\d+\s*$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}

function samplesOf(source: SetSource): Setup['samples'] {
  const {inputs, targets} = dataSet(source.set, source);
  return inputs.map((input, i) => ({input, target: targets[i]!}));
}

const sameLayers = ({network}: Setup, sizes: readonly number[]): boolean =>
  network.layers.length === sizes.length && network.layers.every(({length}, i) => length === sizes[i]);

/** Where samples that stay come from. */
const sourcesOf = ({source, testSource, split}: Setup): Pick<Setup, 'source' | 'testSource' | 'split'> => ({
  ...(source !== undefined && {source}),
  ...(testSource !== undefined && {testSource}),
  ...(split !== undefined && {split}),
});

/** Hidden layers after one another: h, g, k, … as on paper, where no letter means anything else. */
const HIDDEN = 'hgkmqr';

function layerNames(sizes: readonly number[]): readonly (readonly string[])[] {
  return sizes.map((size, layer) => {
    const letter = layer === 0 ? 'x' : layer === sizes.length - 1 ? 'o' : HIDDEN[layer - 1]!;
    return Array.from({length: size}, (_, i) => (size === 1 ? letter : `${letter}${i + 1}`));
  });
}

/** An input is called by its neuron's name, as in files. */
function inputNames(inputs: readonly string[]): Names {
  const free = inputs.filter((name) => parseQuantity(name) === undefined);
  return {
    display: new Map(free.map((name) => [output(name), {zh: name, en: name}])),
    quantity: new Map(free.map((name) => [name, output(name)])),
    neurons: new Map(),
  };
}
