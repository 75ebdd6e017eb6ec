import {type ActivationName, activationNames} from '../../engine/activations.ts';
import type {BatchSize} from '../../engine/batch.ts';
import {dataSet, dataSetNames, dataSetOptions} from '../../engine/datasets.ts';
import {type InitSpec, initialParameters, initNames} from '../../engine/initializers.ts';
import {lossNames, outputsAllowed} from '../../engine/losses.ts';
import {createNetwork, type Network} from '../../engine/network.ts';
import {type OptimizerSpec, optimizerDefaults, optimizerNames} from '../../engine/optimizers.ts';
import type {Sample} from '../../engine/pass.ts';
import {output, parseQuantity} from '../../engine/quantity.ts';
import {joined, type Split, split as takeApart} from '../../engine/split.ts';
import type {Bilingual, CsvSource, Names, SetSource, Setup} from '../../lesson/lesson.ts';
import {limits} from '../../lesson/limits.ts';
import {nearest} from '../../lesson/nearest.ts';
import type {Table} from '../../lesson/table.ts';
import {typedNumber, typedWhole} from '../typedNumber.ts';
import {
  isActivation,
  isUsed,
  layersIn,
  namesIn,
  OWN_DATA,
  OWN_INIT,
  oneOf,
  optimizerSettings,
  type Recipe,
  type RecipeField,
  usualDistribution,
} from './recipe.ts';

export interface RecipeProblem {
  readonly field: RecipeField;
  readonly words: Bilingual;
}

export type Made =
  | {readonly ok: true; readonly setup: Setup}
  | {readonly ok: false; readonly problem: RecipeProblem};

/** What was there before a recipe was changed. */
export interface Before {
  readonly recipe: Recipe;
  readonly setup: Setup;
}

/** More than a screen of single numbers can make anything of. */
const MOST = {layers: 8, neurons: 64, parameters: 20_000} as const;

/**
 * Makes a net by its recipe.
 * @param before what the fields that are as they were there have made stays: samples, numbers of a net of the same shape, names
 */
export function setupOf(recipe: Recipe, before: Before | undefined): Made {
  return attempted(() => made(recipe, before, undefined));
}

/** Makes a net for the samples of a table, whose columns its ends are called by; the recipe's data are {@link OWN_DATA} then. */
export function setupOfTable(recipe: Recipe, table: Table, source: CsvSource): Made {
  return attempted(() => made({...recipe, data: OWN_DATA}, undefined, {table, source}));
}

interface FromTable {
  readonly table: Table;
  readonly source: CsvSource;
}

function attempted(make: () => Setup): Made {
  try {
    return {ok: true, setup: make()};
  } catch (error) {
    if (error instanceof Refusal) return {ok: false, problem: error.problem};
    throw error;
  }
}

/** Ends the making at the first field that is wrong. */
class Refusal extends Error {
  readonly problem: RecipeProblem;
  constructor(problem: RecipeProblem) {
    super(problem.words.en);
    this.problem = problem;
  }
}

function refuse(field: RecipeField, en: string, zh: string): never {
  throw new Refusal({field, words: {en, zh}});
}

function made(recipe: Recipe, before: Before | undefined, given: FromTable | undefined): Setup {
  const own = before?.setup;
  const sizes = readLayers(recipe);
  const shape = {...readActivations(recipe, sizes.length - 1, sizes.at(-1)!), sizes};
  const optimizer = readOptimizer(recipe);
  const batch = readBatch(recipe);
  const regularization = {l1: atLeast0(recipe, 'l1'), l2: atLeast0(recipe, 'l2')};
  const data = readData(recipe, before, given);
  const [{input, target}] = data.samples as readonly [Sample];
  if (sizes[0] !== input.length || sizes.at(-1) !== target.length)
    refuse(
      'net',
      `the data have ${input.length} ${input.length === 1 ? 'input' : 'inputs'} and ${target.length} ${target.length === 1 ? 'target' : 'targets'}: write ${input.length}-…-${target.length}.`,
      `数据有 ${input.length} 个输入、${target.length} 个目标，请写 ${input.length}-…-${target.length}。`,
    );

  const network = networkOf(shape, own, given?.table);
  const isSameNet = network === own?.network;
  if (isSameNet && own?.mistake !== undefined && batch !== 1)
    refuse(
      'batch',
      'this net has a mistake built in, which goes with single samples only: write 1.',
      '这个网络带着设好的错误，只能逐个样本训练：请写 1。',
    );
  const isSameLayers = own !== undefined && sameLayers(own, sizes);
  return {
    network,
    ...firstNumbers(recipe, before, network, isSameLayers),
    names: isSameLayers ? own.names : inputNames(network.inputs),
    optimizer,
    ...(batch !== 1 && {batch}),
    ...((regularization.l1 > 0 || regularization.l2 > 0) && {regularization}),
    ...data,
    updates: isSameNet ? own.updates : 'after-backward',
    ...(isSameNet && own.mistake !== undefined && {mistake: own.mistake}),
  };
}

const same = (one: Recipe, other: Recipe, fields: readonly RecipeField[]): boolean =>
  fields.every((field) => one[field] === other[field]);

function whole(recipe: Recipe, field: RecipeField): number {
  return (
    typedWhole(recipe[field]) ?? refuse(field, 'expected a whole number, as in 7.', '应是整数，例如 7。')
  );
}

/** The number of a field; refused unless it is one that fits. */
function number(
  recipe: Recipe,
  field: RecipeField,
  fits: (value: number) => boolean,
  {en, zh}: Bilingual,
): number {
  const typed = typedNumber(recipe[field]);
  if (typed.ok) return fits(typed.value) ? typed.value : refuse(field, en, zh);
  // What is meant to be worked out and cannot be says why.
  const isPlain = /^[\s\d.,，eE+-]*$/.test(recipe[field].normalize('NFKC'));
  return isPlain ? refuse(field, en, zh) : refuse(field, typed.words.en, typed.words.zh);
}

const atLeast0 = (recipe: Recipe, field: RecipeField): number =>
  number(recipe, field, (value) => value >= 0, {
    en: 'expected a number from 0, as in 0.01.',
    zh: '应是不小于 0 的数，例如 0.01。',
  });

/** A name that is known; the nearest one is asked for where it is mistyped. */
function named<T extends string>(recipe: Recipe, field: RecipeField, known: readonly T[]): T {
  const text = recipe[field].trim();
  return oneOf(text, known) ?? refuseName(field, text, known);
}

function refuseName(field: RecipeField, text: string, known: readonly string[]): never {
  const near = nearest(text, known);
  return refuse(
    field,
    `expected ${known.join(', ')}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
    `应是 ${known.join('、')}。${near === undefined ? '' : `是不是 ${near}？`}`,
  );
}

function readLayers(recipe: Recipe): readonly number[] {
  const sizes = layersIn(recipe.net).map((part) => (/^\d+$/.test(part) ? Number(part) : 0));
  const isEnd = (i: number): boolean => i === 0 || i === sizes.length - 1;
  // How wide the ends are is the data's affair.
  const fits =
    sizes.length >= 2 &&
    sizes.length <= MOST.layers &&
    sizes.every((n, i) => n >= 1 && n <= (isEnd(i) ? limits.neurons : MOST.neurons));
  if (!fits)
    refuse(
      'net',
      `expected 2 to ${MOST.layers} layers of 1 to ${MOST.neurons} neurons, as in 2-4-1.`,
      `应是 2 到 ${MOST.layers} 层，每层 1 到 ${MOST.neurons} 个神经元，例如 2-4-1。`,
    );
  const neurons = sizes.reduce((sum, size) => sum + size, 0);
  if (neurons > limits.neurons)
    refuse(
      'net',
      `expected at most ${limits.neurons} neurons, found ${neurons}. Use fewer, or data with fewer columns.`,
      `神经元最多 ${limits.neurons} 个，这里有 ${neurons} 个。请减少神经元，或用列数较少的数据。`,
    );
  const count = sizes.slice(1).reduce((sum, size, i) => sum + size * (sizes[i]! + 1), 0);
  if (count > MOST.parameters)
    refuse(
      'net',
      `expected at most ${MOST.parameters} weights and biases, found ${count}. Use fewer neurons.`,
      `权重和偏置最多 ${MOST.parameters} 个，这里有 ${count} 个。请减少神经元。`,
    );
  return sizes;
}

function readActivations(
  recipe: Recipe,
  layers: number,
  outputs: number,
): Pick<Network, 'activations' | 'loss'> {
  const written = namesIn(recipe.activation);
  const unknown = written.find((name) => !isActivation(name));
  if (unknown !== undefined || written.length === 0) refuseName('activation', unknown ?? '', activationNames);
  if (written.length > 2 && written.length !== layers)
    refuse(
      'activation',
      `expected 1 name, 2 (hidden layers and output) or ${layers}, found ${written.length}.`,
      `应写 1 个、2 个（隐藏层和输出层）或 ${layers} 个，却有 ${written.length} 个。`,
    );
  const of = written.filter(isActivation);
  const activations = Array.from(
    {length: layers},
    (_, i): ActivationName => (of.length === layers ? of[i]! : i === layers - 1 ? of.at(-1)! : of[0]!),
  );
  if (activations.slice(0, -1).includes('softmax'))
    refuse('activation', 'softmax is only possible in the last layer.', 'softmax 只能用在最后一层。');
  const loss = named(recipe, 'loss', lossNames);
  if (!outputsAllowed(loss, activations.at(-1)!))
    refuse(
      'loss',
      `${loss} needs sigmoid or softmax in the last layer.`,
      `${loss} 要求最后一层是 sigmoid 或 softmax。`,
    );
  if (loss === 'binary-cross-entropy' && activations.at(-1) === 'softmax' && outputs === 1)
    refuse(
      'loss',
      `${loss} needs sigmoid for one output neuron: softmax is always 1 there, and the loss infinite.`,
      `只有一个输出神经元时，${loss} 要求 sigmoid：softmax 在那里总是 1，损失是无穷大。`,
    );
  return {activations, loss};
}

/** @param isSameLayers whether the numbers that are there fit */
function firstNumbers(
  recipe: Recipe,
  before: Before | undefined,
  network: Network,
  isSameLayers: boolean,
): Pick<Setup, 'parameters' | 'init'> {
  const spec = readInit(recipe);
  if (before !== undefined && isSameLayers && recipe.seed === before.recipe.seed) {
    const {parameters, init} = before.setup;
    if (spec === undefined) return {parameters};
    if (recipe.init === before.recipe.init) return {parameters, ...(init !== undefined && {init})};
  }
  // Numbers of one's own do not fit another shape.
  const init = spec ?? ({kind: 'xavier', distribution: 'uniform', seed: whole(recipe, 'seed')} as const);
  const parameters = initialParameters(network, init);
  if (!parameters.every(Number.isFinite))
    refuse(
      'init',
      'expected numbers that are not too large for a double. Use a narrower range or a smaller deviation.',
      '抽出的数太大，双精度数放不下。请用较窄的范围或较小的标准差。',
    );
  return {parameters, init};
}

/** Undefined: the numbers that are there. */
function readInit(recipe: Recipe): InitSpec | undefined {
  const seed = isUsed('seed', recipe) ? whole(recipe, 'seed') : 0;
  const [word = '', ...rest] = namesIn(recipe.init);
  if (word === OWN_INIT && rest.length === 0) return undefined;
  const kind = oneOf(word, initNames) ?? refuseName('init', word, initNames);
  const wrong = (): never =>
    refuse(
      'init',
      'expected uniform -1 1 (the smaller end first), normal 0 1, xavier or he (with uniform or normal), or zeros.',
      '应是 uniform -1 1（小的在前）、normal 0 1、xavier 或 he（可加 uniform、normal）、zeros。',
    );
  switch (kind) {
    case 'zeros':
      return rest.length === 0 ? {kind} : wrong();
    case 'xavier':
    case 'he': {
      const [asked = usualDistribution[kind]] = rest;
      const distribution = oneOf(asked, ['uniform', 'normal']);
      return distribution === undefined || rest.length > 1 ? wrong() : {kind, distribution, seed};
    }
    case 'uniform':
    case 'normal': {
      const typed = (rest.length === 0 ? (kind === 'uniform' ? ['-1', '1'] : ['0', '1']) : rest).map(
        typedNumber,
      );
      const [first, second] = typed;
      if (typed.length !== 2 || !first?.ok || !second?.ok) return wrong();
      if (kind === 'uniform')
        return first.value <= second.value ? {kind, range: [first.value, second.value], seed} : wrong();
      return second.value > 0 ? {kind, mean: first.value, deviation: second.value, seed} : wrong();
    }
  }
}

function readOptimizer(recipe: Recipe): OptimizerSpec {
  const kind = named(recipe, 'optimizer', optimizerNames);
  const rate = number(recipe, 'rate', (value) => value >= 0, {
    en: 'expected a number from 0, as in 0.5.',
    zh: '应是不小于 0 的数，例如 0.5。',
  });
  const settings = optimizerSettings
    .filter((name) => isUsed(name, recipe))
    .map((name) => [
      name,
      name === 'epsilon'
        ? number(recipe, name, (value) => value > 0, {
            en: 'expected a number above 0, as in 1e-8.',
            zh: '应是大于 0 的数，例如 1e-8。',
          })
        : number(recipe, name, (value) => value >= 0 && value < 1, {
            en: 'expected a number from 0 to below 1, as in 0.9.',
            zh: '应是不小于 0 且小于 1 的数，例如 0.9。',
          }),
    ]);
  // In the order that files have: whether two are the same is seen by their text.
  const {kind: name, ...usual} = optimizerDefaults[kind];
  return {kind: name, rate, ...usual, ...Object.fromEntries(settings)} as OptimizerSpec;
}

function readBatch(recipe: Recipe): BatchSize {
  if (recipe.batch.trim() === 'all') return 'all';
  const size = typedWhole(recipe.batch);
  return size !== undefined && size >= 1
    ? size
    : refuse(
        'batch',
        'expected how many samples one update is for, as in 1 or 16, or all.',
        '应是几个样本更新一次，例如 1、16，或 all。',
      );
}

type Data = Pick<Setup, 'samples' | 'test' | 'source' | 'testSource' | 'split'>;

const dataFields: readonly RecipeField[] = ['data', 'size', 'noise', 'dataSeed', 'split'];

function readData(recipe: Recipe, before: Before | undefined, given: FromTable | undefined): Data {
  const own = before?.setup;
  if (given !== undefined) {
    const {table, source} = given;
    const split = readSplit(recipe);
    return {
      ...(split === undefined ? {samples: table.samples, test: []} : apart(table.samples, split)),
      source,
    };
  }
  if (own !== undefined && same(recipe, before!.recipe, dataFields)) return dataOf(own);
  const split = readSplit(recipe);
  if (recipe.data.trim() === OWN_DATA && own !== undefined) {
    const whole = (own.split && joined({kept: own.samples, aside: own.test}, own.split)) ?? own.samples;
    const {source} = own;
    const isSource = source !== undefined && (own.split !== undefined || whole === own.samples);
    if (split === undefined)
      return {
        samples: whole,
        ...(hasOwnTest(own) ? testOf(own) : {test: []}),
        ...(isSource && {source}),
      };
    return {...apart(whole, split), ...(isSource && {source})};
  }
  const set = named(recipe, 'data', dataSetNames);
  const options = dataSetOptions[set];
  const source: SetSource = {
    set,
    ...(isUsed('size', recipe) && readSize(recipe, options.maximum ?? limits.samples)),
    ...(options.noise && readNoise(recipe)),
    ...(options.noise && {seed: whole(recipe, 'dataSeed')}),
  };
  const {inputs, targets} = dataSet(set, source);
  if (!inputs.every((input) => input.every(Number.isFinite)))
    refuse(
      'noise',
      'expected noise that keeps the samples within the range of doubles, as in 0.1.',
      '噪声太大，样本超出了双精度数的范围。请写小一些，例如 0.1。',
    );
  const samples = inputs.map((input, i) => ({input, target: targets[i]!}));
  if (split !== undefined) return {...apart(samples, split), source};
  const isSameSet = own !== undefined && same(recipe, before!.recipe, ['data']) && fits(own, samples);
  return {samples, ...(isSameSet && hasOwnTest(own) ? testOf(own) : {test: []}), source};
}

/** Whether test samples are listed beside the data: they stay as the data are changed, until a part of these is put aside in their place. */
export const hasOwnTest = ({test, split}: Setup): boolean => split === undefined && test.length > 0;

const testOf = ({test, testSource}: Setup): Pick<Data, 'test' | 'testSource'> => ({
  test,
  ...(testSource !== undefined && {testSource}),
});

/** Whether samples are as wide as the net is at its ends. */
const fits = ({network}: Setup, [first]: readonly Sample[]): boolean =>
  first?.input.length === network.inputs.length && first.target.length === network.outputs.length;

function apart(samples: readonly Sample[], split: Split): Pick<Data, 'samples' | 'test' | 'split'> {
  if (samples.length < 2)
    refuse(
      'split',
      `expected at least 2 samples to put some aside, found ${samples.length}: write 0.`,
      `至少要有 2 个样本才能留出测试，这里有 ${samples.length} 个：请写 0。`,
    );
  const {kept, aside} = takeApart(samples, split);
  return {samples: kept, test: aside, split};
}

function readSplit(recipe: Recipe): Split | undefined {
  const fraction = number(recipe, 'split', (value) => value >= 0 && value < 1, {
    en: 'expected the part put aside as a test, from 0 (none) to below 1, as in 0.3.',
    zh: '应是留作测试的比例，从 0（不留）到小于 1，例如 0.3。',
  });
  return fraction === 0 ? undefined : {fraction, seed: whole(recipe, 'dataSeed')};
}

function readSize(recipe: Recipe, most: number): Pick<SetSource, 'size'> {
  if (recipe.size.trim() === '') return {};
  const size = typedWhole(recipe.size);
  return size !== undefined && size >= 1 && size <= most
    ? {size}
    : refuse('size', `expected a whole number from 1 to ${most}.`, `应是 1 到 ${most} 的整数。`);
}

function readNoise(recipe: Recipe): Pick<SetSource, 'noise'> {
  const noise = atLeast0(recipe, 'noise');
  return noise === 0 ? {} : {noise};
}

const dataOf = ({samples, test, source, testSource, split}: Setup): Data => ({
  samples,
  test,
  ...(source !== undefined && {source}),
  ...(testSource !== undefined && {testSource}),
  ...(split !== undefined && {split}),
});

const sameLayers = ({network}: Setup, sizes: readonly number[]): boolean =>
  network.layers.length === sizes.length && network.layers.every(({length}, i) => length === sizes[i]);

/** The very net that was there, if it is the same. Its ends keep their names where they are as wide as before. */
function networkOf(
  {sizes, activations, loss}: Pick<Network, 'activations' | 'loss'> & {readonly sizes: readonly number[]},
  own: Setup | undefined,
  table: Table | undefined,
): Network {
  const isSame = own !== undefined && sameLayers(own, sizes);
  if (isSame && own.network.loss === loss && String(own.network.activations) === String(activations))
    return own.network;
  const ends = table ?? (own && {inputs: own.network.inputs, targets: own.network.outputs});
  const layers = isSame ? own.network.layers : layerNames(sizes, ends);
  const biased = isSame ? own.network.biased : new Set(layers.slice(1).flat());
  return createNetwork({layers, activations, loss, biased});
}

/** Hidden layers after one another: h, g, k, … as on paper, where no letter means anything else. */
const HIDDEN = 'hgkmqr';

function layerNames(
  sizes: readonly number[],
  ends: Pick<Table, 'inputs' | 'targets'> | undefined,
): readonly (readonly string[])[] {
  const last = sizes.length - 1;
  const named = (size: number, letter: string, names: readonly string[] = []): readonly string[] =>
    names.length === size
      ? names
      : Array.from({length: size}, (_, i) => (size === 1 ? letter : `${letter}${i + 1}`));
  const inputs = named(sizes[0]!, 'x', ends?.inputs);
  const outputs = named(sizes[last]!, 'o', ends?.targets);
  const taken = new Set(inputs);
  const free = (name: string): string => {
    let unique = name;
    while (taken.has(unique)) unique += '_';
    taken.add(unique);
    return unique;
  };
  const freeOutputs = outputs.map(free);
  const hidden = sizes.slice(1, -1).map((size, i) => named(size, HIDDEN[i]!).map(free));
  return [inputs, ...hidden, freeOutputs];
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
