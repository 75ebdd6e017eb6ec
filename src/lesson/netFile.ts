import {dataSet} from '../engine/datasets.ts';
import type {Sample} from '../engine/pass.ts';
import {LOSS, nodeValue, output, type Quantity} from '../engine/quantity.ts';
import type {Regularization} from '../engine/regularization.ts';
import {joined} from '../engine/split.ts';
import type {Bilingual, CsvSource, DataSource, Names, Setup} from './lesson.ts';
import {isBelow} from './readData.ts';

/** Plain data in the words of a file. Where keys are names of a user's, a Map. */
export type FilePart = unknown;
type Entry = readonly [key: string, value: FilePart];

/**
 * The path by which a file that is written can name a CSV file, as seen from its own folder; undefined where it cannot: then the samples
 * are listed.
 * @param path as it was given
 */
export type CsvPath = (path: string) => string | undefined;

/** No CSV file can be named: where a text goes, none lies beside it. */
export const listed: CsvPath = () => undefined;

/** What a file says of a setup: all keys of the format but those of a lesson. */
export function netFile(setup: Setup, csvPath: CsvPath): ReadonlyMap<string, FilePart> {
  const {network, optimizer, batch, regularization, updates, mistake, names} = setup;
  const {expression} = network;
  return new Map<string, FilePart>([
    ['format', 1],
    ...(expression === undefined
      ? [['network', networkFile(setup)] as const]
      : functionFile(setup, expression.text)),
    ...entry('neurons', mapOf([...names.neurons].map(([name, label]) => [name, labelFile(label)]))),
    ...entry('names', mapOf(namesFile(setup))),
    ['optimizer', optimizer],
    ...entry('batch', batch),
    ...entry('regularization', regularization && regularizationFile(regularization)),
    ...(expression === undefined ? samplesFile(setup, csvPath) : []),
    ...(updates === 'after-backward' ? [] : [['updates', updates] as const]),
    ...entry('mistake', mistake),
  ]);
}

const entry = (key: string, value: FilePart): readonly Entry[] => (value === undefined ? [] : [[key, value]]);

const mapOf = (entries: readonly Entry[]): ReadonlyMap<string, FilePart> | undefined =>
  entries.length === 0 ? undefined : new Map(entries);

function networkFile({network, parameters, init}: Setup): ReadonlyMap<string, FilePart> {
  const {layers, activations, loss, plan} = network;
  const [first] = activations;
  const isSame = activations.every((name) => name === first) && first !== 'softmax';
  const weights = plan.flatMap(({sources, neurons, weights: from}) =>
    neurons.flatMap((to, j) =>
      sources.map((source, i): Entry => [`${source}->${to}`, parameters[from + j * sources.length + i]]),
    ),
  );
  const biases = plan.flatMap(({neurons, biases: places}) =>
    neurons.flatMap((name, j): Entry[] => (places[j]! < 0 ? [] : [[name, parameters[places[j]!]]])),
  );
  return new Map<string, FilePart>([
    ['layers', layers],
    ['activation', isSame ? first : activations],
    ['loss', loss],
    ['weights', new Map(weights)],
    ...entry('biases', mapOf(biases)),
    ...entry('init', init),
  ]);
}

/** Without what is 0. */
const regularizationFile = ({l1, l2}: Regularization): FilePart => ({
  ...(l1 !== 0 && {l1}),
  ...(l2 !== 0 && {l2}),
});

function functionFile({network, parameters, samples}: Setup, text: string): readonly Entry[] {
  const {inputs} = network;
  const learnt = network.expression?.variables.filter((name) => !inputs.includes(name)) ?? [];
  return [
    ['function', text],
    ...entry('at', mapOf(learnt.map((name, i) => [name, parameters[i]]))),
    ...entry('given', mapOf(inputs.map((name, i) => [name, samples[0]?.input[i]]))),
  ];
}

/** The display names that reading a file would not give by itself. */
function namesFile({network, names}: Setup): readonly Entry[] {
  const usual = usualNames(names, network);
  return [...names.display].flatMap(([of, label]): Entry[] => {
    const own = usual.get(of);
    return own !== undefined && own.zh === label.zh && own.en === label.en ? [] : [[of, labelFile(label)]];
  });
}

function usualNames(
  {neurons}: Names,
  {inputs, expression}: Setup['network'],
): ReadonlyMap<Quantity, Bilingual> {
  if (expression === undefined)
    return new Map(inputs.map((name) => [output(name), neurons.get(name) ?? {zh: name, en: name}]));
  const last = expression.nodes.length - 1;
  return new Map(
    expression.nodes.flatMap(({name}, i) =>
      name === undefined ? [] : [[i === last ? LOSS : nodeValue(name), {zh: name, en: name}]],
    ),
  );
}

const labelFile = (label: Bilingual): FilePart => (label.zh === label.en ? label.zh : label);

function samplesFile(setup: Setup, csvPath: CsvPath): readonly Entry[] {
  const {samples, test, source, testSource, split} = setup;
  const whole = split && joined({kept: samples, aside: test}, split);
  if (whole !== undefined)
    return [
      ['data', dataFile(whole, source, csvPath)],
      ['test', split],
    ];
  // A split that does not make these two sides is none.
  const data: Entry = ['data', dataFile(samples, split === undefined ? source : undefined, csvPath)];
  return test.length === 0 ? [data] : [data, ['test', dataFile(test, testSource, csvPath)]];
}

function dataFile(samples: readonly Sample[], source: DataSource | undefined, csvPath: CsvPath): FilePart {
  if (source !== undefined && 'csv' in source) return csvFile(source, csvPath) ?? samples;
  if (source === undefined || !isMade(samples, source)) return samples;
  return Object.keys(source).length === 1 ? source.set : source;
}

function csvFile(source: CsvSource, csvPath: CsvPath): CsvSource | undefined {
  const csv = csvPath(source.csv);
  return csv !== undefined && isBelow(csv) ? {...source, csv} : undefined;
}

/** Whether the set gives these samples, to the last bit: whoever changed one may have left the source. */
function isMade(samples: readonly Sample[], source: Exclude<DataSource, CsvSource>): boolean {
  const {inputs, targets} = dataSet(source.set, source);
  const same = (one: readonly number[], other: readonly number[] | undefined): boolean =>
    one.length === other?.length && one.every((value, i) => Object.is(value, other[i]));
  return (
    samples.length === inputs.length &&
    samples.every(
      ({input, target, name}, i) => name === undefined && same(input, inputs[i]) && same(target, targets[i]),
    )
  );
}
