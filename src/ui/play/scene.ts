import {output, type Quantity} from '../../engine/quantity.ts';
import type {Bilingual} from '../../lesson/lesson.ts';
import type {PastLimits} from '../../session/play/lighter.ts';
import {type Bench, MOST_UNDONE} from '../../session/play/play.ts';
import type {Recording} from '../../session/play/recording.ts';
import type {State} from '../../session/state.ts';
import type {Command} from '../keys.ts';
import type {Lower, Scroll} from '../lessonLayout.ts';
import type {TrainRequest, WriteRequest} from '../requests.ts';
import type {Form} from './form.ts';
import type {PlayPage} from './pages.tsx';
import type {SamplesTable} from './samplesTable.ts';

/** Something that is typed in the footer's place: a number for what is chosen, how far to train, a file's name. */
export interface Typing {
  readonly of: 'value' | 'until' | 'file' | 'title' | 'lesson' | 'words';
  readonly entry: string;
  /** Whether the entry is only suggested: what is typed takes its place. */
  readonly suggested?: true;
  readonly problem?: Bilingual;
}

/** A training that goes on until it is stopped. */
export interface Training {
  /** Where it began: it is undone as one. */
  readonly from: Bench;
  /** Rounds that are still to be done. */
  readonly left: number;
  /** Ends sooner, at a mean loss below this. */
  readonly below: number | undefined;
  /** Steps in a second; undefined: as fast as can be. */
  readonly pace: number | undefined;
  /** Rounds in a second, where somebody else trains and has said so. */
  readonly speed?: number;
  /** What was asked for last, where somebody else trains: only its answer counts. */
  readonly asked?: TrainRequest;
}

/** How much free play may take of the machine that it runs on. */
export interface Allowance extends PastLimits {
  /** Work of a training between two pictures, in parameters changed; or trainings are asked for, and somebody else does them. */
  readonly work: number | 'asked for';
  /** Whether files can be written. */
  readonly files: boolean;
  /** Whether it may play by itself, so many steps in a second. */
  readonly paced: boolean;
  /** Parameters of a net that is built. */
  readonly parameters: number;
  /** Samples of data that are made for a net. */
  readonly samples: number;
}

/** The machine is the learner's own. A tick's work is about a third of the time until the next, so that keys need not wait. */
export const ALONE: Allowance = {
  work: 1_500_000,
  files: true,
  paced: true,
  parameters: Infinity,
  samples: Infinity,
  undone: MOST_UNDONE,
  nets: 100,
  rounds: 1000,
};
/** The same, with somebody who trains beside. */
export const WITH_TRAINER: Allowance = {...ALONE, work: 'asked for'};
/** A whole class shares the machine: nothing that one student does may keep the others waiting, or fill the memory. */
export const IN_CLASS: Allowance = {
  work: 50_000,
  files: false,
  paced: false,
  parameters: 250,
  samples: 2000,
  undone: 20,
  nets: 4,
  rounds: 32,
};

/** Commands that come to nothing where so much is allowed. */
export const idleIn = ({files, paced}: Allowance): readonly Command[] => [
  ...(files ? [] : (['record', 'words', 'saveNet'] as const)),
  ...(paced ? [] : (['automatic'] as const)),
];

/** Free play on screen. */
export interface PlayScene {
  readonly bench: Bench;
  readonly allowance: Allowance;
  /** What is chosen on the net. */
  readonly chosen: Quantity;
  /** Whether the panels are about what is chosen, or about what is computed now. */
  readonly looking: boolean;
  /** Which panel is wanted besides the usual ones. */
  readonly panel: 'map' | 'runs' | 'check' | 'edges' | 'none';
  readonly lower: Lower | 'fitting';
  readonly scroll: Scroll;
  readonly typing: Typing | undefined;
  readonly form: Form | undefined;
  /** The samples, while they are shown as a table. */
  readonly table: SamplesTable | undefined;
  /** The net as a string, while it is shown to be copied. */
  readonly sharing: string | undefined;
  /** What lies over the panels, as large as the screen. */
  readonly page: PlayPage | undefined;
  readonly training: Training | undefined;
  readonly recording: (Recording & {readonly asked: WriteRequest | undefined}) | undefined;
  /** The number that is being nudged, and the state before the first nudge. */
  readonly nudged: {readonly quantity: Quantity; readonly before: State} | undefined;
}

export const AT_TOP: Scroll = {words: 0, lower: 0};

export const sceneOfBench = (bench: Bench, allowance: Allowance = ALONE): PlayScene => ({
  bench,
  allowance,
  chosen: output(bench.now.state.start.setup.network.inputs[0]!),
  looking: false,
  panel: 'map',
  lower: 'fitting',
  scroll: AT_TOP,
  typing: undefined,
  form: undefined,
  table: undefined,
  sharing: undefined,
  page: undefined,
  training: undefined,
  recording: undefined,
  nudged: undefined,
});
