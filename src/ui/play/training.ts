import {type Action, bilingual} from '../../lesson/lesson.ts';
import {limits} from '../../lesson/limits.ts';
import {lighter} from '../../session/play/lighter.ts';
import {advanced, continued} from '../../session/play/play.ts';
import {meanLossOf} from '../../session/sampleMeasures.ts';
import type {State} from '../../session/state.ts';
import {afterTraining, update} from '../../session/update.ts';
import type {Trained, TrainRequest} from '../requests.ts';
import type {Turn} from '../scene.ts';
import type {PlayScene, Training} from './scene.ts';
import {playWords} from './words.ts';

/*
 * Training in free play. Slow, it goes by ticks, so many steps in a second. At full speed somebody else trains, who is asked for it (on a
 * learner's own machine a thread of its own: at 30 pictures a second React and Ink leave this one no 0.8 of its time for rounds), or,
 * where a class takes turns, a tick does a fixed piece of it. Whoever does it comes to the same numbers, bit for bit.
 */

/** Steps in a second. */
const PACES = [1, 2, 5, 10, 30] as const;
export const USUAL_PACE = 5;

/** Milliseconds from one picture of a training to the next: 30 in a second. */
const FRAME = 33;
/** What a round costs besides its parameters, in parameters. */
const ROUND_COST = 20;

/** What a training is to come to: absent, it goes on until it is stopped. */
export interface Goal {
  readonly rounds?: number;
  readonly below?: number;
}

/** @param pace steps in a second; absent: as fast as can be */
export function begunTraining(
  scene: PlayScene,
  {rounds = Infinity, below}: Goal = {},
  pace?: number,
): Turn<PlayScene> {
  return going({...scene, looking: false, nudged: undefined}, {from: scene.bench, left: rounds, below, pace});
}

export const stopped = (scene: PlayScene): PlayScene =>
  scene.training === undefined ? scene : {...scene, training: undefined};

/** One step faster or slower; above all steps lies full speed. */
export function otherPace(scene: PlayScene, command: 'coarser' | 'finer'): Turn<PlayScene> {
  const {training} = scene;
  if (training === undefined) return {state: scene};
  const {pace} = training;
  const place = pace === undefined ? PACES.length : PACES.findIndex((step) => step >= pace);
  const next = Math.max(0, place + (command === 'coarser' ? 1 : -1));
  return next === place || next > PACES.length
    ? {state: scene}
    : going(scene, {...training, pace: PACES[next]});
}

/** Milliseconds between ticks; undefined where there is nothing to do at a tick. */
export function trainingTicks({training, allowance}: PlayScene): number | undefined {
  if (training === undefined) return undefined;
  if (training.pace !== undefined) return 1000 / training.pace;
  return allowance.work === 'asked for' ? undefined : FRAME;
}

/** The scene with a training that goes on; what is to be done for it elsewhere is asked for. */
function going(scene: PlayScene, wanted: Omit<Training, 'asked'>): Turn<PlayScene> {
  const {from, left, below, pace, speed} = wanted;
  const training: Training = {
    from,
    left,
    below,
    pace,
    ...(pace === undefined && speed !== undefined && {speed}),
  };
  if (pace !== undefined || scene.allowance.work !== 'asked for') return {state: {...scene, training}};
  const asked: TrainRequest = {
    type: 'train',
    from: scene.bench.now.state.start,
    rounds: left,
    ...(below !== undefined && {below}),
  };
  return {state: {...scene, training: {...training, asked}}, requests: [asked]};
}

/** A step of slow training, or one picture further: as many rounds as may be done until the next. */
export function tickedTraining(scene: PlayScene): Turn<PlayScene> {
  const {training, bench, allowance} = scene;
  if (training === undefined) return {state: scene};
  const {state} = bench.now;
  const {below, left, pace} = training;
  const {setup} = state.start;
  if (pace !== undefined && left === Infinity && below === undefined) return stepped(scene, training);
  const {work} = allowance;
  const most =
    pace !== undefined || work === 'asked for'
      ? state.granularity === 'epoch'
        ? setup.samples.length - (state.start.done % setup.samples.length)
        : 1
      : Math.max(1, Math.floor(work / (setup.parameters.length + ROUND_COST)));
  const rounds = Math.min(left, most, limits.rounds);
  const reached = update(state, {type: 'train', rounds, ...(below === undefined ? {} : {below})});
  const isOver = reached.start.done - state.start.done < rounds || isBelow(reached, below);
  return come(scene, training, reached, isOver);
}

/** What was asked for has come. An answer to another request is late: its training was stopped. */
export function answeredTraining(scene: PlayScene, answer: Trained): Turn<PlayScene> {
  const {training, bench} = scene;
  if (training?.asked === undefined || training.asked !== answer.request) return {state: scene};
  if (answer.type === 'untrained')
    return {
      state: stopped(scene),
      note: bilingual((language) => playWords[language].untrainedNote(answer.why)),
    };
  const {start, over, speed} = answer;
  return come(scene, {...training, speed}, afterTraining(bench.now.state, start), over);
}

/** The training has come so far, and goes on or is over. */
function come(scene: PlayScene, training: Training, reached: State, isOver: boolean): Turn<PlayScene> {
  const {from, left} = training;
  const before = scene.bench.now.state.start.done;
  const first = from.now.state;
  // However long it goes on, one step back leads to where it began; a slow one can be gone back through.
  const state: State =
    training.pace === undefined
      ? {...reached, start: {...reached.start, before: {start: first.start, cursor: first.cursor}}}
      : reached;
  const {divergedAt, done} = state.start;
  // The round in which a net diverges is begun, and not done.
  const rounds = done - before + (divergedAt === undefined ? 0 : 1);
  const after = at(scene, training, state, {type: 'train', rounds});
  if (divergedAt !== undefined)
    return {
      state: stopped(after),
      note: bilingual((language) => playWords[language].divergedNote(divergedAt)),
    };
  const rest = left - (done - before);
  if (isOver || rest <= 0)
    return {
      state: stopped(after),
      note: bilingual((language) => playWords[language].reachedNote(done)),
    };
  return going(after, {...training, left: rest});
}

/** One step of slow training. */
function stepped(scene: PlayScene, training: Training): Turn<PlayScene> {
  const {state} = scene.bench.now;
  const action = {type: 'forward', by: state.granularity} as const;
  const reached = update(state, action);
  const after = at(scene, training, reached, action);
  const {divergedAt} = reached.start;
  return divergedAt === undefined
    ? going(after, training)
    : {
        state: stopped(after),
        note: bilingual((language) => playWords[language].divergedNote(divergedAt)),
      };
}

/** The training stands there now. It is one action to be undone, however many were done in it. */
function at(scene: PlayScene, {from}: Training, state: State, action: Action): PlayScene {
  const by = continued(scene.bench === from ? [] : (scene.bench.now.by ?? []), action);
  return {...scene, bench: lighter(advanced(from, {...from.now, state, by}), scene.allowance)};
}

/** Whether an epoch has ended with the data set's mean loss below: a piece that ends there has done all the rounds it was asked for. */
const isBelow = ({start: {setup, done, parameters}}: State, below: number | undefined): boolean =>
  below !== undefined &&
  done % setup.samples.length === 0 &&
  meanLossOf(setup.network, setup.samples)(parameters) < below;
