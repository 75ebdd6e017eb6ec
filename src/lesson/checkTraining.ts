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
function costOfRound({network, parameters, samples, mistake}: Setup, endsBelow: boolean): number {
  const {expression} = network;
  const fast = (expression?.nodes ?? parameters).length + ROUND_COST;
  const round = mistake === undefined && expression === undefined ? fast : fast * EXPLAINED_COST;
  // With `below` the loss of all samples is computed after every epoch.
  return endsBelow ? round + fast + EPOCH_COST / samples.length : round;
}

/**
 * Complains where the training of all steps together would keep whoever opens the file waiting for more than some seconds.
 * @param steps all steps of the file, in order and none left out
 */
export function checkTraining(
  reading: Reading,
  steps: readonly Step[],
  runs: ReadonlyMap<RunName, Run>,
): void {
  let current: RunName = MAIN;
  const standing = new Map([...runs].map(([name, {setup}]) => [name, setup]));
  let work = 0;
  for (const [i, {do: actions}] of steps.entries())
    for (const [k, action] of actions.entries()) {
      if (action.type === 'switch') current = action.run;
      const there = standing.get(current)!;
      if (action.type === 'change') standing.set(current, changedSetup(there, action.to));
      if (action.type === 'keep') standing.set(action.as, there);
      if (action.type !== 'train') continue;
      const trained = (action.runs ?? [current]).flatMap((run) => standing.get(run) ?? []);
      const cost = trained.reduce((sum, setup) => sum + costOfRound(setup, action.below !== undefined), 0);
      work += action.rounds * cost;
      if (work <= limits.training) continue;
      const limit = Math.floor(limits.training / cost);
      complain(reading, ['steps', i, 'do', k, 'rounds'], {code: 'too-much-training', limit});
      return;
    }
}
