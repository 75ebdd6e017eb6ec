import {openStore} from '../../../src/cli/progress/store.ts';

/*
 * A program for the tests: marks steps 1, 2, 3 … of a lesson of its own as answered, opening the store anew for every tenth, and says the number of each
 * that was saved. Journals are summed up soon, so that generations come and go under the processes.
 */
const [folder, lesson = '', count] = process.argv.slice(2);
for (let at = 1; at <= Number(count); ) {
  const {save, notice} = await openStore(folder, 2000);
  if (notice !== undefined) throw new Error(notice.long.en);
  for (const stop = at + 10; at < stop; at++) {
    const failed = await save([
      {kind: 'step', lesson, step: at},
      {kind: 'answer', lesson: 'all', step: (at % 5) + 1, outcome: 'wrong'},
      // Only few last, so that there is something to sum up.
      ...(at % 10 === 0 ? [{kind: 'answer', lesson, step: at, outcome: 'right'} as const] : []),
    ]);
    if (failed !== undefined) throw new Error(failed.long.en);
    process.stdout.write(`${at}\n`);
  }
}
