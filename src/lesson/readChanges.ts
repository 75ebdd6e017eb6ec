import {changedSetup, type SetupChange} from './change.ts';
import {MAIN, type RunName} from './lesson.ts';
import type {ReadFile} from './readData.ts';
import {hasKey, type Reading, within} from './reading.ts';
import {type ReadSetup, readSetup} from './readRuns.ts';
import type {Salvaged} from './salvage.ts';
import type * as schema from './schema.ts';

/** What the file's `change` actions make of the runs. */
export interface Changes {
  /** By the `action`th action of the `step`th step, counted from 0; undefined where that changes nothing. */
  at(step: number, action: number): Changed | undefined;
  /** All setups that runs get on the way. */
  readonly all: readonly ReadSetup[];
}

export interface Changed {
  /** The run on screen from there on, so far as it is known without what was `set`. */
  readonly read: ReadSetup;
  /** Undefined where something is wrong with it. */
  readonly change: SetupChange | undefined;
}

/** Reads the changes of all steps. They may name files, which takes time, and what comes after a change is checked by it. */
export async function readChanges(
  reading: Reading,
  steps: Salvaged<readonly schema.StepFile[]> | undefined,
  setups: ReadonlyMap<RunName, ReadSetup>,
  readFile: ReadFile,
): Promise<Changes> {
  const standing = new Map(setups);
  const found = new Map<string, Changed>();
  let current: RunName = MAIN;
  for (const [i, step] of (steps ?? []).entries())
    for (const [k, action] of (step?.do ?? []).entries()) {
      const before = standing.get(current);
      switch (action?.type) {
        case 'switch':
          if (action.run !== undefined && standing.has(action.run)) current = action.run;
          break;
        case 'keep':
          if (action.as !== undefined && standing.has(action.as) && before !== undefined)
            standing.set(action.as, before);
          break;
        case 'change': {
          if (before === undefined) break;
          const changed = await readChange(within(reading, ['steps', i, 'do', k]), action, before, readFile);
          standing.set(current, changed.read);
          found.set(`${i}/${k}`, changed);
        }
      }
    }
  return {
    at: (step, action) => found.get(`${step}/${action}`),
    all: [...found.values()].map(({read}) => read),
  };
}

type ChangeFile = Salvaged<Extract<schema.ActionFile, {readonly type: 'change'}>>;

async function readChange(
  reading: Reading,
  {test, ...file}: ChangeFile,
  before: ReadSetup,
  readFile: ReadFile,
): Promise<Changed> {
  // No test samples is a key without any.
  const asked = test === undefined || test === 'none' ? file : {...file, test};
  const read = await readSetup(reading, asked, readFile, before);
  const {setup} = read;
  if (setup === undefined || before.setup === undefined) return {read, change: undefined};
  const has = (key: string): boolean => hasKey(reading, key);
  const {network, parameters, init, names, samples, source, testSource, split} = setup;
  const change: SetupChange = {
    ...(has('network') && {net: {network, parameters, ...(init !== undefined && {init})}}),
    ...((has('network') || has('names') || has('neurons')) && {names}),
    ...((has('data') || has('test')) && {
      data: {
        samples,
        test: setup.test,
        ...(source !== undefined && {source}),
        ...(testSource !== undefined && {testSource}),
        ...(split !== undefined && {split}),
      },
    }),
    ...(has('optimizer') && {optimizer: setup.optimizer}),
    ...(has('batch') && {batch: setup.batch ?? 1}),
    ...(has('regularization') && {regularization: setup.regularization ?? {l1: 0, l2: 0}}),
    ...(has('updates') && {updates: setup.updates}),
    ...(has('mistake') && {mistake: setup.mistake ?? 'none'}),
  };
  // What is inherited keeps its very objects, as it does where the lesson is played.
  return {read: {...read, setup: changedSetup(before.setup, change)}, change};
}
