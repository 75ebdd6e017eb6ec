import {existsSync, readFileSync} from 'node:fs';

/*
 * node count.mjs STATUS REPORT…: what failed and, as the last line of a run, how much passed, from vitest's JSON reports. A run that
 * broke off, or a test file that could not even be loaded, has at least one failure, and the exit code says so.
 */
const [status, ...reports] = process.argv.slice(2);
const runs = reports.filter((file) => existsSync(file)).map((file) => JSON.parse(readFileSync(file, 'utf8')));
const passed = runs.reduce((sum, run) => sum + run.numPassedTests, 0);
const failed = runs.reduce((sum, run) => sum + Math.max(run.numFailedTests, run.success ? 0 : 1), 0);
for (const {name, message, assertionResults} of runs.flatMap((run) => run.testResults)) {
  if (message) console.log(`FAILED ${name}\n${message}`);
  for (const {status: ending, fullName, failureMessages} of assertionResults)
    if (ending === 'failed') console.log(`FAILED ${name}: ${fullName}\n${failureMessages.join('\n')}`);
}
const broken = status !== '0';
if (broken && failed === 0) console.log('A step outside the tests failed; see above.');
console.log(`${passed} passed, ${broken ? Math.max(failed, 1) : failed} failed`);
process.exitCode = broken || failed > 0 || passed === 0 ? 1 : 0;
