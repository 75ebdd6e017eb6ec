import {getPriority, setPriority} from 'node:os';
import process from 'node:process';
import {type MessagePort, parentPort} from 'node:worker_threads';
import type {RoundStart} from '../session/state.ts';
import {beginTraining, type Ongoing} from '../session/training.ts';
import {type PackedSamples, unpacked} from './packedSamples.ts';

/*
 * The thread that trains for free play, beside the one that draws. It runs ahead while its last answer is being drawn: so nobody waits
 * for anybody.
 */

/** What the thread is told. Each order is answered once; a `begin` puts an end to what went before. */
export type Order =
  | {
      readonly type: 'begin';
      readonly id: number;
      /** Its setup has no samples: they come beside it. */
      readonly start: RoundStart;
      readonly samples: PackedSamples;
      readonly test: PackedSamples;
      readonly rounds: number;
      readonly below: number | undefined;
    }
  /** The next picture of the same training. */
  | {readonly type: 'more'; readonly id: number};

/** The setup is where the order came from. */
export interface Report {
  readonly id: number;
  readonly start: Omit<RoundStart, 'setup'>;
  readonly over: boolean;
  /** Rounds in a second of training, lately. */
  readonly speed: number;
}

/** Milliseconds from one answer to the next: rather more than 30 in a second. */
const FRAME = 31;
/** Milliseconds between two looks at whether something is wanted. */
const SLICE = 2;
/** Milliseconds of training from which its speed is told: a figure that changes with every picture cannot be read. */
const MEASURED = 500;
/** Milliseconds of training that nobody has asked for. Whoever stops it does not say so. */
const AHEAD = 300;
/** Added to the thread's nice value, of which 19 is the most: keys wait half as long, and training loses little. */
const LESS_URGENT = 5;

if (parentPort !== null) {
  giveWay();
  obey(parentPort);
}

/** Where there is not time for all, the thread that draws comes first. Only on Linux is a priority a thread's own, not the process's. */
function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Math.min(getPriority() + LESS_URGENT, 19));
  } catch {
    // A sandbox may forbid it: then nobody comes first.
  }
}

function obey(port: MessagePort): void {
  let training: {readonly id: number; readonly ongoing: Ongoing} | undefined;
  let isWanted = false;
  let isRunning = false;
  /** When the next answer is due. */
  let due = 0;
  let slice = 1;
  /** Rounds and milliseconds of training since the speed was last told, which is a number from the first answer on. */
  let lately = {done: 0, took: 0};
  let speed = 0;

  port.on('message', (order: Order) => {
    if (order.type === 'begin') {
      const {id, rounds, below} = order;
      const setup = {...order.start.setup, samples: unpacked(order.samples), test: unpacked(order.test)};
      const start = {...order.start, setup};
      training = {id, ongoing: beginTraining(start, {rounds, ...(below !== undefined && {below})})};
      due = performance.now() + FRAME;
      slice = 1;
      lately = {done: start.done, took: 0};
      speed = 0;
    }
    isWanted = order.id === training?.id;
    if (isRunning) return;
    isRunning = true;
    run();
  });

  function run(): void {
    if (training === undefined) return;
    const {id, ongoing} = training;
    const before = performance.now();
    const isOver = ongoing.over();
    if (isWanted && (isOver || before >= due)) {
      isWanted = false;
      const {setup: _, ...start} = ongoing.reached();
      due = Math.max(due + FRAME, before);
      if (speed === 0 || lately.took >= MEASURED) {
        speed = (1000 * (start.done - lately.done)) / Math.max(lately.took, Number.EPSILON);
        lately = {done: start.done, took: 0};
      }
      const report: Report = {id, start, over: isOver, speed};
      port.postMessage(report);
    }
    if (isOver || (!isWanted && before > due + AHEAD)) {
      isRunning = false;
      return;
    }
    ongoing.advance(slice);
    const took = performance.now() - before;
    lately.took += took;
    slice = Math.max(1, Math.round(slice * Math.min(2, SLICE / Math.max(took, SLICE / 100))));
    setImmediate(run);
  }
}
