import {Worker} from 'node:worker_threads';
import type {RoundStart} from '../session/state.ts';
import type {Trained, TrainRequest} from '../ui/requests.ts';
import {packed} from './packedSamples.ts';
import type {Order, Report} from './trainingThread.ts';

/** Trains what free play asks for, in a thread of its own. */
export interface ThreadedTraining {
  /** The answer; undefined to a request that another one, or the end, has overtaken. */
  train(request: TrainRequest): Promise<Trained | undefined>;
  /** Ends the thread. */
  close(): Promise<void>;
}

/** Where the bundle has the thread's program. */
const BUNDLED = new URL('./trainingThread.js', import.meta.url);

interface Waiting {
  readonly request: TrainRequest;
  resolve(answer: Trained | undefined): void;
}

/** The thread, and its code, come with the first request. */
export function createThreadedTraining(program: URL = BUNDLED): ThreadedTraining {
  let thread: Worker | undefined;
  let id = 0;
  let waiting: Waiting | undefined;
  /** Where the thread's training stands as far as is known here, and what is left of it. */
  let told:
    | {readonly start: RoundStart; readonly rounds: number; readonly below: number | undefined}
    | undefined;

  function answer(to: Trained | undefined): void {
    const whom = waiting;
    waiting = undefined;
    whom?.resolve(to);
  }

  function reported({id: of, start: come, over, speed}: Report): void {
    if (waiting === undefined || of !== id) return;
    const {request} = waiting;
    const {from, rounds, below} = request;
    const start: RoundStart = {...come, setup: from.setup};
    told = {start, rounds: rounds - (start.done - from.done), below};
    answer({type: 'trained', request, start, over, speed});
  }

  function begun(): Worker {
    const made = new Worker(program);
    const gone = (why: string): void => {
      if (thread !== made) return;
      thread = undefined;
      told = undefined;
      if (waiting !== undefined) answer({type: 'untrained', request: waiting.request, why});
    };
    made.on('message', reported);
    made.on('error', (error) => gone(error instanceof Error ? error.message : String(error)));
    made.on('exit', (code) => gone(`exit ${code}`));
    return made;
  }

  function order(request: TrainRequest): Order {
    const {from, rounds, below} = request;
    if (told !== undefined && isSame(told.start, from) && told.rounds === rounds && told.below === below)
      return {type: 'more', id};
    id += 1;
    told = undefined;
    // What came before a start may be a long way, and is nothing to the training.
    const {before: _, shown: __, setup, ...rest} = from;
    const start = {...rest, setup: {...setup, samples: [], test: []}};
    const {samples, test} = setup;
    return {type: 'begin', id, start, samples: packed(samples), test: packed(test), rounds, below};
  }

  return {
    train(request) {
      answer(undefined);
      return new Promise((resolve) => {
        waiting = {request, resolve};
        thread ??= begun();
        thread.postMessage(order(request));
      });
    },
    async close() {
      answer(undefined);
      const ended = thread;
      thread = undefined;
      await ended?.terminate();
    },
  };
}

/** Whether training goes on the same way from here and there, whatever lies before. */
const isSame = (here: RoundStart, there: RoundStart): boolean =>
  here.setup === there.setup && here.parameters === there.parameters && here.memory === there.memory;
