import {createRequire} from 'node:module';
import * as ink from 'ink';

/*
 * Stands in for ink-table in tests (vitest.config.ts). ink-table calls `require('ink')`, but ink is an ES module with
 * a top-level await, which no require can load. So its place in the require cache is filled before ink-table looks.
 * The bundle needs the same, and gets it in scripts/ink-table-plugin.mjs.
 */
const require = createRequire(import.meta.url);
const path = require.resolve('ink');
const stub = Object.assign(Object.create(null), {id: path, filename: path, loaded: true, exports: ink});
require.cache[path] = stub;

const {default: Table}: typeof import('ink-table') = require('ink-table');

export default Table;
