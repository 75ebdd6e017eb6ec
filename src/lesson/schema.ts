import * as z from 'zod/mini';
import {activationNames} from '../engine/activations.ts';
import {dataSetNames} from '../engine/datasets.ts';
import {lossNames} from '../engine/losses.ts';
import {mistakeNames} from '../engine/mistakes.ts';
import {optimizerDefaults} from '../engine/optimizers.ts';
import {limits} from './limits.ts';
import type {Wanted} from './problem.ts';

/*
 * The format of lesson files: the one source of what is valid, of the TypeScript types and of the JSON Schema. What a schema cannot
 * say (that names exist, that lengths fit together) is checked by the modules that read the parts.
 */

/** Type of what a file holds once the schema accepts it. */
export type LessonFile = z.output<typeof lessonFile>;
export type NetFile = z.output<typeof netFile>;
export type NetworkFile = z.output<typeof network>;
export type DataFile = z.output<typeof data>;
export type TestFile = z.output<typeof test>;
export type RunFile = z.output<typeof run>;
export type PanelFile = z.output<typeof panel>;
export type StepFile = z.output<typeof step>;
export type ActionFile = z.output<typeof action>;
export type AskFile = z.output<typeof ask>;
export type WordsFile = z.output<typeof words>;

const text = z.string().check(z.maxLength(limits.words), z.regex(/\S/));
export const words = z.union([text, z.strictObject({zh: text, en: text})]);
/** A quantity's name or display name; that it exists is checked elsewhere. */
export const quantity = z.string().check(z.minLength(1), z.maxLength(200));
const point = z.record(z.string(), z.number());
/** A function in the place of a net; what it may be made of is checked elsewhere. */
const expression = text;
const positive = z.number().check(z.gt(0));
/** A learning rate; with 0 nothing is learnt. */
const rate = z.number().check(z.gte(0));
/** From 0 to 1, without 1. */
const fraction = z.number().check(z.gte(0), z.lt(1));
const seed = z.int();

export const granularity = z.enum(['operation', 'neuron', 'layer', 'phase', 'sample', 'epoch']);

const distribution = z.enum(['uniform', 'normal']);

export const init = z.discriminatedUnion('kind', [
  z.strictObject({kind: z.literal('uniform'), range: z.tuple([z.number(), z.number()]), seed}),
  z.strictObject({
    kind: z.literal('normal'),
    mean: z._default(z.number(), 0),
    deviation: z._default(positive, 1),
    seed,
  }),
  z.strictObject({kind: z.literal('xavier'), distribution: z._default(distribution, 'uniform'), seed}),
  z.strictObject({kind: z.literal('he'), distribution: z._default(distribution, 'normal'), seed}),
  z.strictObject({kind: z.literal('zeros')}),
]);

const neuron = z.union([z.string(), z.number()]);
const activation = z.enum(activationNames);

const activations = z.union([activation, z.array(activation).check(z.minLength(1))]);
const biases = z.union([z.literal('init'), z.record(z.string(), z.number())]);

export const network = z.strictObject({
  layers: z
    .array(z.array(neuron).check(z.minLength(1), z.maxLength(limits.neurons)))
    .check(z.minLength(2), z.maxLength(limits.layers)),
  activation: activations,
  loss: z.enum(lossNames),
  weights: z.exactOptional(z.record(z.string(), z.number())),
  init: z.exactOptional(init),
  biases: z.exactOptional(biases),
});

const {momentum, nesterov, rmsprop, adagrad, adam} = optimizerDefaults;

export const optimizer = z.discriminatedUnion('kind', [
  z.strictObject({kind: z.literal('sgd'), rate}),
  z.strictObject({
    kind: z.literal('momentum'),
    rate,
    momentum: z._default(fraction, momentum.momentum),
  }),
  z.strictObject({
    kind: z.literal('nesterov'),
    rate,
    momentum: z._default(fraction, nesterov.momentum),
  }),
  z.strictObject({
    kind: z.literal('rmsprop'),
    rate,
    decay: z._default(fraction, rmsprop.decay),
    epsilon: z._default(positive, rmsprop.epsilon),
  }),
  z.strictObject({
    kind: z.literal('adagrad'),
    rate,
    epsilon: z._default(positive, adagrad.epsilon),
  }),
  z.strictObject({
    kind: z.literal('adam'),
    rate,
    beta1: z._default(fraction, adam.beta1),
    beta2: z._default(fraction, adam.beta2),
    epsilon: z._default(positive, adam.epsilon),
  }),
]);

/** Samples for one update. */
export const batch = z.union([z.int().check(z.gte(1)), z.literal('all')]);

const penalty = z._default(z.number().check(z.gte(0)), 0);
export const regularization = z.strictObject({l1: penalty, l2: penalty});

const numbers = z.array(z.number()).check(z.minLength(1));
const sample = z.strictObject({
  input: numbers,
  target: numbers,
  name: z.exactOptional(z.string().check(z.maxLength(60), z.regex(/\S/))),
});
const dataSet = z.enum(dataSetNames);
/** A column's name in the header, or its number counted from 1. */
const column = z.union([z.string(), z.number()]);

const sources = [
  z.array(sample).check(z.minLength(1), z.maxLength(limits.samples)),
  dataSet,
  z.strictObject({
    set: dataSet,
    size: z.exactOptional(z.int().check(z.gte(1))),
    noise: z.exactOptional(z.number().check(z.gte(0))),
    seed: z.exactOptional(seed),
  }),
  z.strictObject({
    csv: z.string().check(z.minLength(1), z.maxLength(1000)),
    /** Absent: the last columns. */
    targets: z.exactOptional(z.array(column).check(z.minLength(1), z.maxLength(limits.neurons))),
    /** Absent: found out. */
    separator: z.exactOptional(z.enum(['comma', 'semicolon', 'tab'])),
  }),
] as const;
export const data = z.union(sources);

/** A part of the data that is put aside. */
export const split = z.strictObject({
  fraction: z.number().check(z.gt(0), z.lt(1)),
  seed: z._default(seed, 0),
});
const test = z.union([...sources, split]);

const label = z.union([z.string(), z.strictObject({zh: z.string(), en: z.string()})]);
const labels = z.record(z.string(), label);
const updates = z.enum(['after-backward', 'layer-by-layer']);

/** In the place of a mistake, or of test samples: none. */
export const NONE = 'none';
const otherMistake = z.enum([...mistakeNames, NONE]);

const times = z.exactOptional(z.int().check(z.gte(1), z.lte(limits.times)));

const id = z.string().check(z.maxLength(60), z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));
const runName = id;
// The file's own run besides.
const runNames = z.array(runName).check(z.minLength(1), z.maxLength(limits.runs + 1));
/** A sample's name, or its number counted from 1. */
const sampleName = z.union([z.int().check(z.gte(1)), z.string().check(z.minLength(1), z.maxLength(60))]);

export const action = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('forward'),
    /** Goes on until this quantity is known. */
    until: z.exactOptional(quantity),
    by: z.exactOptional(granularity),
    times,
  }),
  z.strictObject({type: z.literal('back'), by: z.exactOptional(granularity), times}),
  z.strictObject({
    type: z.literal('train'),
    rounds: z.int().check(z.gte(1), z.lte(limits.rounds)),
    /** Ends sooner, after the first epoch at whose end the data set's mean loss is below this. */
    below: z.exactOptional(z.number()),
    /** Absent: the run on screen. */
    runs: z.exactOptional(runNames),
  }),
  z.strictObject({type: z.literal('switch'), run: runName}),
  z.strictObject({
    type: z.literal('show'),
    sample: z.exactOptional(sampleName),
    test: z.exactOptional(sampleName),
  }),
  z.strictObject({type: z.literal('set'), quantity, value: z.number()}),
  z.strictObject({type: z.literal('granularity'), by: granularity}),
  z.strictObject({
    type: z.literal('restart'),
    /** Absent: all. */
    runs: z.exactOptional(runNames),
  }),
  /** The run on screen goes on with other parts of a setup. */
  z.strictObject({
    type: z.literal('change'),
    network: z.exactOptional(network),
    neurons: z.exactOptional(labels),
    names: z.exactOptional(labels),
    optimizer: z.exactOptional(optimizer),
    batch: z.exactOptional(batch),
    regularization: z.exactOptional(regularization),
    data: z.exactOptional(data),
    test: z.exactOptional(z.union([...sources, split, z.literal(NONE)])),
    updates: z.exactOptional(updates),
    mistake: z.exactOptional(otherMistake),
  }),
  /** Another run stands from now on where the run on screen stands. */
  z.strictObject({type: z.literal('keep'), as: runName}),
]);

const question = {
  prompt: words,
  hints: z.exactOptional(z.array(words).check(z.maxLength(10))),
  explain: z.exactOptional(words),
};

const quantities = z.union([quantity, z.array(quantity).check(z.minLength(1), z.maxLength(10))]);
const choice = z.strictObject({say: words, is: quantities});

export const ask = z.discriminatedUnion('kind', [
  z.strictObject({kind: z.literal('number'), of: quantity, ...question}),
  z.strictObject({kind: z.literal('sign'), of: quantity, ...question}),
  z.strictObject({
    kind: z.literal('choice'),
    /** One of these two says which option is right. */
    of: z.exactOptional(quantity),
    pick: z.exactOptional(z.enum(['largest', 'smallest'])),
    ...question,
    options: z.array(choice).check(z.minLength(2), z.maxLength(9)),
  }),
  z.strictObject({
    kind: z.literal('line'),
    among: z.array(quantity).check(z.minLength(2), z.maxLength(9)),
    ...question,
  }),
]);

const expectation = z.union([
  z.number(),
  z.strictObject({value: z.number(), within: z.exactOptional(z.number().check(z.gte(0)))}),
]);

const runsOfPanel = z.exactOptional(runNames);
const panelKind = z.enum([
  'working',
  'table',
  'loss',
  'map',
  'contributions',
  'operations',
  'layers',
  'check',
  'paths',
]);
const panelMap = z.discriminatedUnion('kind', [
  z.strictObject({kind: z.literal('working')}),
  z.strictObject({kind: z.literal('table')}),
  z.strictObject({kind: z.literal('check')}),
  z.strictObject({kind: z.literal('loss'), runs: runsOfPanel}),
  z.strictObject({kind: z.literal('operations'), runs: runsOfPanel}),
  z.strictObject({kind: z.literal('layers'), runs: runsOfPanel}),
  z.strictObject({kind: z.literal('map'), of: z.exactOptional(quantity)}),
  z.strictObject({
    kind: z.literal('contributions'),
    layer: z.exactOptional(z.int().check(z.gte(1), z.lte(limits.layers))),
    rule: z._default(z.enum(['exact', 'proportional']), 'exact'),
  }),
  z.strictObject({kind: z.literal('paths'), of: z.tuple([quantity, quantity]), runs: runsOfPanel}),
]);
/** A panel by its name alone, or with what it shows. */
export const panel = z.union([panelKind, panelMap]);

export const step = z.strictObject({
  title: words,
  say: words,
  do: z.exactOptional(z.array(action).check(z.maxLength(limits.entries))),
  focus: z.exactOptional(z.array(quantity).check(z.maxLength(limits.entries))),
  expect: z.exactOptional(z.record(z.string(), expectation)),
  ask: z.exactOptional(ask),
  panel: z.exactOptional(panel),
});

const mistake = z.enum(mistakeNames);

/** What a run has of its own; the rest is the file's. */
export const run = z.strictObject({
  title: words,
  network: z.exactOptional(network),
  function: z.exactOptional(expression),
  at: z.exactOptional(point),
  given: z.exactOptional(point),
  neurons: z.exactOptional(labels),
  names: z.exactOptional(labels),
  optimizer: z.exactOptional(optimizer),
  batch: z.exactOptional(batch),
  regularization: z.exactOptional(regularization),
  data: z.exactOptional(data),
  test: z.exactOptional(test),
  updates: z.exactOptional(updates),
  mistake: z.exactOptional(otherMistake),
});

const setup = {
  format: z.literal(1),
  /** A net or a function, one of both. */
  network: z.exactOptional(network),
  function: z.exactOptional(expression),
  /** Where a function's variables begin, and those that are not learnt. */
  at: z.exactOptional(point),
  given: z.exactOptional(point),
  neurons: z.exactOptional(labels),
  names: z.exactOptional(labels),
  optimizer,
  batch: z.exactOptional(batch),
  regularization: z.exactOptional(regularization),
  /** A net needs it, a function has none. */
  data: z.exactOptional(data),
  test: z.exactOptional(test),
  updates: z._default(updates, 'after-backward'),
  mistake: z.exactOptional(mistake),
  runs: z.exactOptional(z.record(z.string(), run)),
};
const steps = z.array(step).check(z.minLength(1), z.maxLength(limits.steps));

/** A lesson. */
export const lessonFile = z.strictObject({...setup, id, title: words, summary: words, steps});

/** A net with data to work on; a lesson is one too. */
export const netFile = z.strictObject({
  ...setup,
  id: z.exactOptional(id),
  title: z.exactOptional(words),
  summary: z.exactOptional(words),
  steps: z.exactOptional(steps),
});

/** What a message calls a schema whose own kind of value says too little. */
export const wanted: ReadonlyMap<z.core.$ZodType, Wanted> = new Map<z.core.$ZodType, Wanted>([
  [words, 'words'],
  [neuron, 'name'],
  [activations, 'activation'],
  [biases, 'biases'],
  [batch, 'batch'],
  [column, 'column'],
  [data, 'data'],
  [test, 'test'],
  [expectation, 'expectation'],
  [quantities, 'quantities'],
  [label, 'label'],
  [sampleName, 'sample'],
  [panel, 'panel'],
]);
