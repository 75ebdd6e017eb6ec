import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {importBundled} from '../scripts/bundle.mjs';
import {inkWithoutDevtools} from '../scripts/ink-plugin.mjs';
import {inkTable} from '../scripts/ink-table-plugin.mjs';

/*
 * What opening a CSV file of 100,000 rows in free play costs, from its text to the first picture, beside reading its rows with csv-parse
 * alone, in one run.
 */

/** Times of csv-parse alone that opening may take. */
export const mostRatio = 2;

const entry = `
export {readTable} from './src/lesson/table.ts';
export {parse} from 'csv-parse/sync';
export {setupOfTable} from './src/session/play/build.ts';
export {firstRecipe, fitted} from './src/session/play/recipe.ts';
export {createApp} from './src/ui/app.tsx';
export {playOf} from './src/ui/play/kind.tsx';
`;

const settings = {language: 'en', ascii: false, color: '256', background: 'dark', motion: true, digits: 4};

/**
 * @param {{columns?: number, rows?: number, runs?: number}} [options]
 * @returns {Promise<{plain: number, open: number, ratio: number}>} medians; times in milliseconds
 */
export async function measureCsv({columns = 3, rows = 100_000, runs = 9} = {}) {
  const program = await importBundled(entry, [inkTable, inkWithoutDevtools]);
  const text = textOf(columns, rows);
  const times = {plain: [], open: [], ratio: []};
  // One after the other, so that what disturbs one disturbs the other too; the first two only warm up.
  for (let run = 0; run < runs + 2; run++) {
    const begin = performance.now();
    const plain = program.parse(text);
    const middle = performance.now();
    const samples = opened(program, text);
    const end = performance.now();
    if (plain.length !== rows + 1 || samples !== rows) throw new Error('the rows were not read');
    if (run < 2) continue;
    times.plain.push(middle - begin);
    times.open.push(end - middle);
    times.ratio.push((end - middle) / (middle - begin));
  }
  return {plain: median(times.plain), open: median(times.open), ratio: median(times.ratio)};
}

/** What `bp-tui play --data` does between reading the file and Ink's drawing. */
function opened({readTable, setupOfTable, firstRecipe, fitted, playOf, createApp}, text) {
  const source = {csv: 'bench.csv'};
  const read = readTable(text, source);
  if (!read.ok) return 0;
  const {inputs, targets, samples} = read.table;
  const recipe = fitted(
    {...firstRecipe, data: 'own', activation: 'tanh,identity'},
    {inputs: inputs.length, targets: targets.length},
  );
  const made = setupOfTable(recipe, read.table, source);
  if (!made.ok) return 0;
  const app = createApp({...settings, columns: 80, rows: 24}, {scene: playOf(made.setup, recipe)});
  app.view(app.start);
  return samples.length;
}

/** Numbers in full precision under a header; the same in every run. */
function textOf(columns, rows) {
  const lines = [Array.from({length: columns}, (_, i) => `column ${i + 1}`).join(',')];
  for (let row = 0; row < rows; row++)
    lines.push(Array.from({length: columns}, (_, i) => Math.sin(row * columns + i)).join(','));
  return `${lines.join('\n')}\n`;
}

const median = (values) => [...values].sort((left, right) => left - right)[values.length >> 1];

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const columns of [3, 10]) {
    const {plain, open, ratio} = await measureCsv({columns});
    console.log(
      `a CSV file of 100,000 rows of ${columns}: csv-parse alone ${plain.toFixed(0)} ms, opened ${open.toFixed(0)} ms; ` +
        `ratio ${ratio.toFixed(2)} (wanted: at most ${mostRatio})`,
    );
    if (ratio > mostRatio) process.exitCode = 1;
  }
