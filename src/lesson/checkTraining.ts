import {changedSetup} from './change.ts';
import {MAIN, type Run, type RunName, type Setup, type Step} from './lesson.ts';
import {limits} from './limits.ts';
import {complain, type Reading} from './reading.ts';

/** What a round costs besides its parameters, in parameters. */
const ROUND_COST = 20;
/** How many times as much a round costs where a mistake keeps it from the fast loops. */
const EXPLAINED_COST = 2000;
/** What the end of an epoch costs, in parameters, where training may end there: the loops are left and begun again. */
const EPOCH_COST = 200;

/** What a round costs, in parameters. */
export function costOfRound({network, parameters, samples, mistake}: Setup, endsBelow: boolean): number {
  const {expression} = network;
  const fast = (expression?.nodes ?? parameters).length + ROUND_COST;
  const round = mistake === undefined && expression === undefined ? fast : fast * EXPLAINED_COST;
  // With `below` the loss of all samples is computed after every epoch.
  return endsBelow ? round + fast + EPOCH_COST / samples.length : round;
}

/** The action with which steps come to train too much. */
interface Excess {
  readonly step: number;
  readonly action: number;
  /** So many rounds of its runs there may be in all. */
  readonly limit: number;
}

/**
 * Whether the training of all steps together would keep whoever opens the file waiting for more than some seconds; undefined where it would not.
 * @param steps all steps of the file, in order and none left out
 * @param setups with which the runs begin
 */
export function tooMuchTraining(
  steps: readonly Pick<Step, 'do'>[],
  setups: ReadonlyMap<RunName, Setup>,
): Excess | undefined {
  let current: RunName = MAIN;
  const standing = new Map(setups);
  let work = 0;
  for (const [step, {do: actions}] of steps.entries())
    for (const [index, action] of actions.entries()) {
      if (action.type === 'switch') current = action.run;
      const there = standing.get(current)!;
      if (action.type === 'change') standing.set(current, changedSetup(there, action.to));
      if (action.type === 'keep') standing.set(action.as, there);
      if (action.type !== 'train') continue;
      const trained = (action.runs ?? [current]).flatMap((run) => standing.get(run) ?? []);
      const cost = trained.reduce((sum, setup) => sum + costOfRound(setup, action.below !== undefined), 0);
      work += action.rounds * cost;
      if (work > limits.training) return {step, action: index, limit: Math.floor(limits.training / cost)};
    }
  return undefined;
}

/** Complains of too much training. */
export function checkTraining(
  reading: Reading,
  steps: readonly Step[],
  runs: ReadonlyMap<RunName, Run>,
): void {
  const excess = tooMuchTraining(steps, new Map([...runs].map(([name, {setup}]) => [name, setup])));
  if (excess === undefined) return;
  const {step, action, limit} = excess;
  complain(reading, ['steps', step, 'do', action, 'rounds'], {code: 'too-much-training', limit});
}
