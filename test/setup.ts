import fc from 'fast-check';

// Making a failing case smaller can take for ever, and no test time-out interrupts a loop that never waits: what has been found
// by then is reported. Tests that pass take far less.
fc.configureGlobal({interruptAfterTimeLimit: 15_000});
