import fc from 'fast-check';

fc.configureGlobal({
  // One seed, so that a test that goes red was broken by the change. To search elsewhere: BP_TUI_TEST_SEED=$RANDOM npx vitest run
  seed: Number(process.env.BP_TUI_TEST_SEED ?? 1986),
  // Making a failing case smaller can take for ever, and no test time-out interrupts a loop that never waits: what has been found
  // by then is reported. Tests that pass take far less.
  interruptAfterTimeLimit: 15_000,
});
