import type * as z from 'zod/mini';
import type {Network} from '../engine/network.ts';
import type {OptimizerSpec} from '../engine/optimizers.ts';
import type {Sample, UpdateOrder} from '../engine/pass.ts';
import type {Quantity} from '../engine/quantity.ts';
import type * as schema from './schema.ts';

/** A language of the program. */
export type Language = 'zh' | 'en';

/** The same words in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

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

/** The number of the current round, counted from 1: in `expect` and in words it stands where a quantity may. */
export const ROUND: Quantity = 'round';

/** Display names that a file gives to quantities. */
export interface Names {
  readonly display: ReadonlyMap<Quantity, string>;
  /** The inverse of {@link display}. */
  readonly quantity: ReadonlyMap<string, Quantity>;
}

/** A piece of words: text, or the number of a quantity (or {@link ROUND}) with so many significant digits. */
export type WordPart = string | {readonly quantity: Quantity; readonly digits?: number};

/** Words with numbers in them, in both languages. */
export interface Words {
  readonly zh: readonly WordPart[];
  readonly en: readonly WordPart[];
}

/** Everything a session starts from: a net with its numbers, an optimiser, samples. */
export interface Setup {
  readonly network: Network;
  /** In the network's canonical order. */
  readonly parameters: readonly number[];
  readonly names: Names;
  readonly optimizer: OptimizerSpec;
  /** At least one; a round takes the next, around and around. */
  readonly samples: readonly Sample[];
  readonly updates: UpdateOrder;
}

/** What a step does to the session: the format's actions, with all quantities by their canonical names. */
export type Action = Readonly<z.output<typeof schema.action>>;

/** A number that the engine must have reached after a step: |computed − value| ≤ within. */
export interface Expectation {
  /** A quantity's name, or {@link ROUND}. */
  readonly quantity: Quantity;
  readonly value: number;
  /** Absolute. A file that names none gets 1e-9 of the value. */
  readonly within: number;
}

interface Question {
  /** The quantity that is asked for. Its value, the truth, is always computed. */
  readonly of: Quantity;
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

/** What a step asks the learner. */
export type Ask =
  | (Question & {readonly kind: 'number' | 'sign'})
  | (Question & {readonly kind: 'choice'; readonly options: readonly Choice[]});

/** Which panel a step puts in front. */
export type Panel = z.output<typeof schema.panel>;

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
  readonly setup: Setup;
  /** At least one. */
  readonly steps: readonly Step[];
}
