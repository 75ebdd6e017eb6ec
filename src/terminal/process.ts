import {writeSync} from 'node:fs';
import process from 'node:process';
import {type Program, type Running, start} from './program.ts';

/** How a program on the process's own terminal ended. */
export interface Ending<Model> {
  /** The last model; undefined after a fault. */
  readonly model: Model | undefined;
  /** 0 if the program finished or ctrl+c was pressed; 128 + n after signal n; 70 after a
   * fault of ours, which has been reported on stderr. */
  readonly exitCode: number;
}

export interface ProcessOptions<Message, Request extends object> {
  readonly perform?: (request: Request) => Promise<Message | undefined>;
  readonly outside?: (over: AbortSignal) => AsyncIterable<Message>;
  /** Report a fault with its stack. */
  readonly debug?: boolean;
  /** Told of an exception that nobody caught and that is not the program's own. Without it, it ends the run. */
  readonly onStrayException?: (error: unknown) => void;
  /** What is still to be done when the terminal has gone, before the process dies of that. */
  readonly beforeHangUp?: () => Promise<void>;
}

const exitCodeOf = new Map<NodeJS.Signals, number>([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGQUIT', 131],
  ['SIGTERM', 143],
]);

/** What a user is told of a fault of ours: one line, or with `debug` the stack. */
export function faultReport(error: unknown, debug: boolean): string {
  if (debug && error instanceof Error && error.stack !== undefined) {
    return `bp-tui: internal error: ${error.stack}\n`;
  }
  const message = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
  return `bp-tui: internal error: ${message} (this is a fault of bp-tui: please report it, with the command you typed and what BP_TUI_DEBUG=1 prints)\n`;
}

/** Writes to the terminal at once, for the moment when no event loop turns any more. */
function writeNow(text: string): void {
  try {
    writeSync(process.stdout.fd, text);
  } catch {
    // The terminal has gone, or does not take anything now: nothing more can be done for it.
  }
}

/** Whether the other end of the terminal was closed: then even writing nothing fails. */
function terminalHasGone(): boolean {
  try {
    writeSync(process.stdout.fd, '');
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EIO';
  }
}

/** Dies of the hang-up. An exit in good order is not to be had without a terminal: Node sets the modes of its
 * terminals back when it exits, and aborts with a stack trace and a core file where that fails. */
function hangUp(): void {
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
}

/**
 * Runs a program on this process's terminal and restores the terminal however it ends: the program's end, ctrl+c,
 * SIGHUP, SIGINT, SIGQUIT, SIGTERM, an exception anywhere, or an exit from elsewhere. ctrl+z and SIGTSTP give the
 * terminal back and stop the process; SIGCONT takes it again. Never rejects: the caller exits with `exitCode`. When
 * the terminal itself has gone, the process ends here, after what was requested is done.
 */
export async function runInProcess<Model, Message, Request extends object>(
  program: Program<Model, Message, Request>,
  {perform, outside, debug = false, onStrayException, beforeHangUp}: ProcessOptions<Message, Request> = {},
): Promise<Ending<Model>> {
  let running: Running<Model> | undefined;
  let exitCode = 0;

  const onSignal = (signal: NodeJS.Signals): void => {
    if (exitCode !== 0) {
      // The first signal lets what is being saved be saved; whoever sends another does not want to wait. But a
      // hang-up comes twice by itself, from the kernel and from the shell.
      if (signal === 'SIGHUP') return;
      if (terminalHasGone()) hangUp();
      process.exit(exitCode);
    }
    exitCode = exitCodeOf.get(signal) ?? 1;
    running?.stop();
  };
  const onException = onStrayException ?? ((error: unknown): void => running?.fail(error));
  const onExit = (): void => running?.restore(writeNow);
  const onContinue = (): void => {
    running?.resume();
    // While another program was in the foreground, only that one was told of a new size.
    process.kill(process.pid, 'SIGWINCH');
  };
  const onStopSignal = (): void => {
    running?.suspend();
    process.kill(process.pid, 'SIGSTOP');
  };
  const onSuspendKey = (): void => {
    if (process.platform === 'win32') return;
    running?.suspend();
    // As the terminal itself would do it: the whole foreground group stops (npx is in it, and would keep the shell
    // waiting), and nothing stops where no shell could continue it; then this returns at once.
    process.off('SIGTSTP', onStopSignal);
    process.kill(0, 'SIGTSTP');
    process.on('SIGTSTP', onStopSignal);
    onContinue();
  };

  for (const signal of exitCodeOf.keys()) process.on(signal, onSignal);
  process.on('SIGTSTP', onStopSignal);
  process.on('SIGCONT', onContinue);
  process.on('uncaughtException', onException);
  process.on('exit', onExit);
  try {
    const {stdin, stdout} = process;
    running = start(program, {
      stdin,
      stdout,
      onSuspendKey,
      ...(perform && {perform}),
      ...(outside && {outside}),
    });
    const model = await running.ended;
    return {model, exitCode};
  } catch (error) {
    process.stderr.write(faultReport(error, debug));
    return {model: undefined, exitCode: 70};
  } finally {
    if (terminalHasGone()) {
      await beforeHangUp?.().catch(() => {});
      hangUp();
    }
    for (const signal of exitCodeOf.keys()) process.off(signal, onSignal);
    process.off('SIGTSTP', onStopSignal);
    process.off('SIGCONT', onContinue);
    process.off('uncaughtException', onException);
    process.off('exit', onExit);
  }
}
