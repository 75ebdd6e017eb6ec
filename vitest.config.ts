import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';
// @ts-expect-error: scripts are no TypeScript.
import {testedInkRemembersLines} from './scripts/ink-cache-plugin.mjs';

const pure = ['test/{engine,lesson,lessons,session,ui}/**/*.test.{ts,tsx}'];
const report = process.env.BP_TUI_TEST_REPORT;

export default defineConfig({
  resolve: {
    // ink-table is CommonJS and requires ink, which cannot be required: see the adapter.
    alias: {'ink-table': fileURLToPath(new URL('test/ink-table.ts', import.meta.url))},
  },
  // React and Ink as they are in the bundle (scripts/bundle.mjs), so that a test sees what ships; they are also three times as fast.
  plugins: [testedInkRemembersLines],
  oxc: {jsx: {runtime: 'automatic', development: false}},
  test: {
    server: {deps: {inline: ['ink', 'ink-testing-library']}},
    projects: [
      // Pure functions keep nothing that one test file could leave to the next, so they are loaded once, not for each file anew.
      {extends: true, test: {name: 'pure', include: pure, isolate: false}},
      {extends: true, test: {name: 'program', include: ['test/**/*.test.{ts,tsx}'], exclude: pure}},
    ],
    globalSetup: ['test/runState.ts'],
    setupFiles: ['test/setup.ts'],
    // Ink writes nothing until unmount where it believes in a CI machine; a test must see every frame. It only
    // looks at "false" and "0", an empty value counts as CI.
    env: {NODE_ENV: 'production', CI: 'false', CONTINUOUS_INTEGRATION: 'false'},
    // The counts for .ci/run.
    reporters: report ? ['default', ['json', {outputFile: report}]] : ['default'],
    pool: 'forks',
    maxWorkers: 2,
    // Far more than any needs: a busy machine is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
