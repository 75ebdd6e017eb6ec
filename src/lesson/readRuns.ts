import type {Sample} from '../engine/pass.ts';
import {isPenalty} from './change.ts';
import {MAIN, type Names, type RunName, type Setup} from './lesson.ts';
import {limits} from './limits.ts';
import type {ReadFile} from './readData.ts';
import {readFunction} from './readFunction.ts';
import {complain, hasKey, type Reading, within} from './reading.ts';
import {readNames} from './readNames.ts';
import {readNetwork} from './readNetwork.ts';
import {type ReadSamples, readSamples, sourcesOf} from './readSamples.ts';
import {complete, type Salvaged} from './salvage.ts';
import * as schema from './schema.ts';
import {createScope, type Neurons, type Scope} from './scope.ts';

/** What could be read of the setup of a run: enough to check the rest by, and the whole where nothing is wrong with it. */
export interface ReadSetup {
  readonly neurons: Neurons | undefined;
  readonly names: Names;
  readonly scope: Scope | undefined;
  readonly samples: readonly Sample[] | undefined;
  readonly test: readonly Sample[] | undefined;
  readonly read: ReadSamples;
  readonly setup: Setup | undefined;
}

export type SetupFile = Omit<Salvaged<schema.RunFile>, 'title'>;

const RUN_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The setups of all runs, {@link MAIN} first. */
export async function readRuns(
  reading: Reading,
  file: Salvaged<schema.LessonFile>,
  readFile: ReadFile,
): Promise<ReadonlyMap<RunName, ReadSetup>> {
  const main = await readSetup(reading, file, readFile, undefined);
  const runs = new Map<RunName, ReadSetup>([[MAIN, main]]);
  const others = Object.entries(file.runs ?? {});
  if (others.length > limits.runs) {
    complain(reading, ['runs'], {code: 'too-many-runs', found: others.length, limit: limits.runs});
    return runs;
  }
  for (const [name, run] of others) {
    const path = ['runs', name];
    if (name === MAIN) {
      for (const key of Object.keys(run ?? {}))
        if (key !== 'title') complain(reading, [...path, key], {code: 'main-run', key}, 'key');
      continue;
    }
    if (!RUN_NAME.test(name)) complain(reading, path, {code: 'bad-run-name', name}, 'key');
    if (run !== undefined) runs.set(name, await readSetup(within(reading, path), run, readFile, main));
  }
  return runs;
}

/** @param inherited what holds where the run, or a change of one, says nothing of its own */
export async function readSetup(
  reading: Reading,
  file: SetupFile,
  readFile: ReadFile,
  inherited: ReadSetup | undefined,
): Promise<ReadSetup> {
  const isFunction = hasKey(reading, 'function');
  const own = isFunction || hasKey(reading, 'network');
  checkKeys(reading, isFunction, own || inherited === undefined);
  const typed = isFunction ? await readFunction(reading, file) : undefined;
  const net =
    typed ??
    (own || inherited === undefined ? readNetwork(within(reading, ['network']), file.network) : undefined);
  const neurons = net === undefined ? inherited?.neurons : net.neurons;
  const network = net === undefined ? inherited?.setup?.network : net.network;
  const parameters = net === undefined ? inherited?.setup?.parameters : net.parameters;
  const init = net === undefined ? inherited?.setup?.init : net.init;
  const names = readNames(reading, file, neurons, inherited?.names);
  const widths = neurons?.layers[0] && {
    inputs: neurons.layers[0].length,
    targets: neurons.layers.at(-1)!.length,
  };
  const hasFunction = typed !== undefined || (net === undefined && inherited?.neurons?.nodes !== undefined);
  const read: ReadSamples = hasFunction
    ? ofFunction((typed ?? inherited)?.samples)
    : await readSamples(reading, file, widths, readFile, inherited?.read);
  const {samples, test} = read;
  const optimizer =
    hasKey(reading, 'optimizer') || inherited === undefined
      ? complete(schema.optimizer, file.optimizer)
      : inherited.setup?.optimizer;
  const {batch, regularization} = readUpdate(reading, file, hasFunction, inherited?.setup);
  const updates = file.updates ?? inherited?.setup?.updates ?? 'after-backward';
  // A function has no lines of a net's pass that could be wrong.
  const named = hasFunction ? undefined : (file.mistake ?? inherited?.setup?.mistake);
  const mistake = named === schema.NONE ? undefined : named;
  // What a run has from the file was complained of there.
  const at = ['batch', 'mistake'].find((key) => hasKey(reading, key));
  if (mistake !== undefined && batch !== undefined && at !== undefined)
    complain(reading, [at], {code: 'mistake-with-batch'});
  const setup =
    network === undefined || parameters === undefined || samples === undefined || optimizer === undefined
      ? undefined
      : {
          network,
          parameters,
          ...(init !== undefined && {init}),
          names,
          optimizer,
          ...(batch !== undefined && {batch}),
          ...(regularization !== undefined && {regularization}),
          samples,
          test: test ?? [],
          ...sourcesOf(read),
          updates,
          ...(mistake === undefined ? {} : {mistake}),
        };
  const scope = neurons && createScope(neurons, names, (test ?? []).length > 0);
  return {neurons, names, scope, samples, test, read, setup};
}

/** What an update is made of beside the optimiser. Absent is what the format has where it says nothing: single samples, no penalty. */
function readUpdate(
  reading: Reading,
  file: SetupFile,
  hasFunction: boolean,
  inherited: Setup | undefined,
): Pick<Setup, 'batch' | 'regularization'> {
  if (hasFunction) {
    // Of a function of its own that is said where its keys are checked.
    const keys = hasKey(reading, 'function') ? [] : ['mistake'];
    for (const key of ['batch', 'regularization', ...keys])
      if (hasKey(reading, key)) complain(reading, [key], {code: 'not-with-function', key}, 'key');
    return {};
  }
  const batch = hasKey(reading, 'batch') ? file.batch : inherited?.batch;
  const regularization = hasKey(reading, 'regularization')
    ? complete(schema.regularization, file.regularization)
    : inherited?.regularization;
  return {
    ...(batch !== undefined && batch !== 1 && {batch}),
    ...(regularization !== undefined && isPenalty(regularization) && {regularization}),
  };
}

/** A function's one sample is made of its given variables. */
const ofFunction = (samples: readonly Sample[] | undefined): ReadSamples => ({
  samples,
  test: [],
  data: undefined,
  testData: undefined,
});

/** What goes with a net does not go with a function, and the other way round. */
function checkKeys(reading: Reading, isFunction: boolean, isOwn: boolean): void {
  const has = (key: string): boolean => hasKey(reading, key);
  for (const key of isFunction ? ['network', 'neurons', 'data', 'test', 'mistake'] : ['at', 'given'])
    if (has(key))
      complain(reading, [key], {code: isFunction ? 'not-with-function' : 'only-with-function', key}, 'key');
  if (isFunction || !isOwn || reading.base.length > 0 || reading.root.kind !== 'map') return;
  if (!has('network')) complain(reading, [], {code: 'missing-key', key: 'network', wanted: 'map'});
  if (!has('data')) complain(reading, [], {code: 'missing-key', key: 'data', wanted: 'data'});
}
