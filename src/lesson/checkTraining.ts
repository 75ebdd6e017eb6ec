import {MAIN, type Run, type RunName, type Step} from './lesson.ts';
import {limits} from './limits.ts';
import {complain, type Reading} from './reading.ts';

/** What a round costs besides its parameters, in parameters. */
const ROUND_COST = 20;
/** How many times as much a round costs where a mistake keeps it from the fast loops. */
const EXPLAINED_COST = 200;

/**
 * Complains where the training of all steps together would keep whoever opens the file waiting for more than some seconds.
 * @param steps all steps of the file, in order and none left out
 */
export function checkTraining(
  reading: Reading,
  steps: readonly Step[],
  runs: ReadonlyMap<RunName, Run>,
): void {
  const costOf = (run: RunName): number => {
    const setup = runs.get(run)?.setup;
    if (setup === undefined) return 0;
    return (setup.parameters.length + ROUND_COST) * (setup.mistake === undefined ? 1 : EXPLAINED_COST);
  };
  let current: RunName = MAIN;
  let work = 0;
  for (const [i, {do: actions}] of steps.entries())
    for (const [k, action] of actions.entries()) {
      if (action.type === 'switch') current = action.run;
      if (action.type !== 'train') continue;
      const cost = (action.runs ?? [current]).reduce((sum, run) => sum + costOf(run), 0);
      // With `below` the loss of all samples is computed after every epoch.
      work += action.rounds * cost * (action.below === undefined ? 1 : 2);
      if (work <= limits.training) continue;
      const limit = Math.floor(limits.training / cost);
      complain(reading, ['steps', i, 'do', k, 'rounds'], {code: 'too-much-training', limit});
      return;
    }
}
