import type * as z from 'zod/mini';
import type {BatchSize} from '../engine/batch.ts';
import type {DataSetName, DataSetOptions} from '../engine/datasets.ts';
import type {InitSpec} from '../engine/initializers.ts';
import type {MistakeName} from '../engine/mistakes.ts';
import type {Network} from '../engine/network.ts';
import type {OptimizerSpec} from '../engine/optimizers.ts';
import type {Sample, UpdateOrder} from '../engine/pass.ts';
import type {Quantity} from '../engine/quantity.ts';
import type {Regularization} from '../engine/regularization.ts';
import type {Split} from '../engine/split.ts';
import type {SetupChange} from './change.ts';
import type * as schema from './schema.ts';

/** A language of the program. */
export type Language = 'zh' | 'en';

/** The same words in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** What is said in each language. */
export const bilingual = (say: (language: Language) => string): Bilingual => ({
  zh: say('zh'),
  en: say('en'),
});

/** How far a key moves the cursor. */
export type Granularity = z.output<typeof schema.granularity>;

export const granularities: readonly Granularity[] = [
  'operation',
  'neuron',
  'layer',
  'phase',
  'sample',
  'epoch',
];

/** Names that a file gives to quantities and neurons. */
export interface Names {
  readonly display: ReadonlyMap<Quantity, Bilingual>;
  /** The inverse of {@link display}, in both languages. */
  readonly quantity: ReadonlyMap<string, Quantity>;
  /** What screens call a neuron, where that is not its name in the file. */
  readonly neurons: ReadonlyMap<string, Bilingual>;
}

/** A piece of words: text, or the number of a quantity or measure with so many significant digits. */
export type WordPart = string | {readonly quantity: Quantity; readonly digits?: number};

/** Words with numbers in them, in both languages. */
export interface Words {
  readonly zh: readonly WordPart[];
  readonly en: readonly WordPart[];
}

/** A named set, with the options that its file gives. */
export interface SetSource extends DataSetOptions {
  readonly set: DataSetName;
}

/** A CSV file. */
export interface CsvSource {
  /** Its path, as it was given. */
  readonly csv: string;
  /** The columns of the targets, by name or by number counted from 1; absent: the last ones. */
  readonly targets?: readonly string[];
  /** Absent: found out. */
  readonly separator?: CsvSeparator;
}

export type CsvSeparator = 'comma' | 'semicolon' | 'tab';

/** Where samples come from that are not listed, in the words of a file. */
export type DataSource = SetSource | CsvSource;

/**
 * Everything a session starts from: a net with its numbers, an optimiser, samples; and, so far as they were not typed, what these were
 * made by. `parameters`, `samples` and `test` are what counts; who changes samples does it by `withSamples`, and what no longer made them is
 * left out.
 */
export interface Setup {
  readonly network: Network;
  /** In the network's canonical order. */
  readonly parameters: readonly number[];
  /** How first parameters are drawn. `parameters` may be others by now. */
  readonly init?: InitSpec;
  readonly names: Names;
  readonly optimizer: OptimizerSpec;
  /** Samples for one update; absent: 1. Not with a function or a mistake. */
  readonly batch?: BatchSize;
  /** Absent: none. Not with a function. */
  readonly regularization?: Regularization;
  /** At least one; a round takes the next, around and around. */
  readonly samples: readonly Sample[];
  /** Samples that are never trained on. */
  readonly test: readonly Sample[];
  /** Of `samples`; with a `split`, of `samples` and `test` together. Absent: they are listed. */
  readonly source?: DataSource;
  /** Of `test`, where it has samples of its own. */
  readonly testSource?: DataSource;
  /** By which `test` was put aside. */
  readonly split?: Split;
  readonly updates: UpdateOrder;
  /** The wrong rule by which gradients and updates are computed, if any. */
  readonly mistake?: MistakeName;
}

/** The name of one of several trainings side by side. */
export type RunName = string;

/** The run that a file's own net, optimiser and data make. */
export const MAIN: RunName = 'main';

/** One of several trainings side by side. */
export interface Run {
  readonly title: Words;
  readonly setup: Setup;
}

type ActionFile = Readonly<z.output<typeof schema.action>>;

/** What a step does to the session: the format's actions, with all quantities by their canonical names, samples by their index and changes read. */
export type Action =
  | Exclude<ActionFile, {readonly type: 'show' | 'change'}>
  | {readonly type: 'change'; readonly to: SetupChange}
  | {readonly type: 'show'; readonly from: 'samples' | 'test'; readonly index: number};

/** A number that the engine must have reached after a step: |computed − value| ≤ within. */
export interface Expectation {
  /** A quantity's or measure's name, with `@run` where it is another run's. */
  readonly quantity: Quantity;
  readonly value: number;
  /** Absolute. A file that names none gets 1e-9 of the value. */
  readonly within: number;
}

interface Question {
  readonly prompt: Words;
  /** From the gentlest to the clearest. */
  readonly hints: readonly Words[];
  /** Shown after the answer, right or wrong. */
  readonly explain?: Words;
}

/** One of the answers to choose from. */
export interface Choice {
  readonly say: Words;
  /** The answer's number: the product of these quantities' values. */
  readonly is: readonly Quantity[];
}

/** What a step asks the learner. The truth is always computed. */
export type Ask =
  /** The value of `of`, or its sign. */
  | (Question & {readonly kind: 'number' | 'sign'; readonly of: Quantity})
  | ChoiceAsk
  /** Which of these lines of the pass was changed by the run's mistake. */
  | (Question & {readonly kind: 'line'; readonly among: readonly Quantity[]});

/** Right is the option whose number is that of `of`; or, in its place, the largest or the smallest number. */
export type ChoiceAsk = Question & {
  readonly kind: 'choice';
  readonly options: readonly Choice[];
} & (
    | {readonly of: Quantity; readonly pick?: never}
    | {readonly of?: never; readonly pick: 'largest' | 'smallest'}
  );

/** Which panel a step puts in front, and what it shows. */
export type Panel =
  | {readonly kind: 'working' | 'table' | 'check'}
  /** `runs`: at least one. */
  | {readonly kind: 'loss' | 'operations' | 'layers'; readonly runs: readonly RunName[]}
  /** `of`: a neuron's output. */
  | {readonly kind: 'map'; readonly of: Quantity}
  /** `layer`: whose neurons receive, 1 for the first after the input. */
  | {readonly kind: 'contributions'; readonly layer: number; readonly rule: 'exact' | 'proportional'}
  /** `of`: two parameters. */
  | {
      readonly kind: 'paths';
      readonly of: readonly [Quantity, Quantity];
      readonly runs: readonly RunName[];
    };

export type PanelKind = Panel['kind'];

export interface Step {
  readonly title: Bilingual;
  readonly say: Words;
  readonly do: readonly Action[];
  /** The quantities to look at. */
  readonly focus: readonly Quantity[];
  readonly expect: readonly Expectation[];
  readonly ask?: Ask;
  readonly panel?: Panel;
}

/** A lesson: a start and steps. */
export interface Lesson {
  /** Lower-case words joined by hyphens. */
  readonly id: string;
  readonly title: Bilingual;
  readonly summary: Bilingual;
  /** The file's own net: the run {@link MAIN}. */
  readonly setup: Setup;
  /** All runs in the file's order, {@link MAIN} first. */
  readonly runs: ReadonlyMap<RunName, Run>;
  /** At least one. */
  readonly steps: readonly Step[];
}
