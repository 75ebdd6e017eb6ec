import {memorySlots} from '../../engine/optimizers.ts';
import type {Sample} from '../../engine/pass.ts';
import {
  type Bilingual,
  type Granularity,
  granularities,
  MAIN,
  type Run,
  type Setup,
} from '../../lesson/lesson.ts';
import {loadNetFile} from '../../lesson/load.ts';
import {listed, netFile} from '../../lesson/netFile.ts';
import {unwritable} from '../../lesson/writeNet.ts';
import {yamlLine} from '../../lesson/yamlText.ts';
import {coarser, type LossHistory} from '../lossHistory.ts';
import {type Position, passOf, type RoundStart} from '../state.ts';
import {emptyTrace} from '../trace.ts';
import type {Play} from './play.ts';
import {type Recipe, recipeFields} from './recipe.ts';

/*
 * Free play as a text, to be kept and taken up again: the same net, numbers to the last bit, round and cursor. Nets are written as their file
 * has them, so that reading checks them; long lists of numbers are the bytes of their doubles. What can be undone is not kept, nor is a
 * parameter's way, and of a long loss curve only every second, fourth, … point.
 */

/** No text is longer. Of the trainings that were kept to compare with, the oldest are left out where they find no room. */
export const LONGEST_KEPT = 65_536;
const MOST_POINTS = 512;

interface KeptPosition {
  /** The net's file, in one line. */
  readonly net: string;
  /** Whether its samples are those that free play began with: they may be many. */
  readonly ownSamples?: true;
  readonly parameters: string;
  readonly updates: number;
  readonly slots: readonly string[];
  readonly gathered?: string;
  readonly done: number;
  readonly cursor: number;
  readonly losses: {
    readonly stride: number;
    readonly points: string;
    readonly sum: string;
    readonly rounds: number;
  };
  readonly tested?: {readonly stride: number; readonly points: string};
  readonly lastLoss?: string;
  readonly divergedAt?: number;
  readonly shown?: {readonly input: string; readonly target: string; readonly name?: string};
}

interface KeptText {
  readonly granularity: Granularity;
  readonly recipe: Recipe;
  readonly now: KeptPosition;
  readonly runs: readonly {readonly name: string; readonly title: Bilingual; readonly at: KeptPosition}[];
}

/**
 * Free play as a text; undefined where no text can hold it.
 * @param from where it began: samples that are still the same are not written
 */
export function keptText({state, recipe, kept}: Play, from: Setup): string | undefined {
  const now = keptPosition(state, from);
  if (now === undefined) return undefined;
  const runs = [...kept].flatMap(([name, {title}]) => {
    const position = state.others.get(name);
    const at = position && keptPosition(position, from);
    const words = {zh: title.zh.join(''), en: title.en.join('')};
    return at === undefined ? [] : [{name, title: words, at}];
  });
  for (let left = 0; left <= runs.length; left++) {
    const whole: KeptText = {granularity: state.granularity, recipe, now, runs: runs.slice(left)};
    const text = JSON.stringify(whole);
    if (text.length <= LONGEST_KEPT) return text;
  }
  return undefined;
}

/**
 * Free play from its text; undefined where the text is none of ours, or not for this beginning.
 * @param from as when the text was made
 */
export async function playOfText(text: string, from: Setup): Promise<Play | undefined> {
  try {
    const {granularity, recipe, now, runs} = JSON.parse(text) as KeptText;
    if (!granularities.includes(granularity) || !isRecipe(recipe)) return undefined;
    const position = await positionOf(now, from);
    const kept = new Map<string, Run>();
    const others = new Map<string, Position>();
    for (const {name, title, at} of runs) {
      const other = await positionOf(at, from);
      kept.set(String(name), {
        title: {zh: [String(title.zh)], en: [String(title.en)]},
        setup: other.start.setup,
      });
      others.set(String(name), other);
    }
    return {state: {...position, run: MAIN, others, granularity}, recipe, kept};
  } catch {
    return undefined;
  }
}

function keptPosition({start, cursor}: Position, from: Setup): KeptPosition | undefined {
  const {setup, parameters, memory, done, history, lastLoss, divergedAt, shown, tested, ...others} = start;
  const {trace: _, before: __, ...forgotten} = others;
  // Whatever else a round should come to have is named here, or above.
  forgotten satisfies {readonly [Field in keyof typeof forgotten]: never};
  const ownSamples = setup.samples === from.samples && setup.test === from.test;
  const written = ownSamples ? withoutSamples(setup) : setup;
  if (unwritable(written) !== undefined) return undefined;
  const {stride, points, pending} = coarser(history, MOST_POINTS);
  return {
    net: yamlLine(netFile(written, listed)),
    ...(ownSamples && {ownSamples}),
    parameters: bytesOf(parameters),
    updates: memory.updates,
    slots: memory.slots.map(bytesOf),
    ...(memory.gathered && {gathered: bytesOf(memory.gathered)}),
    done,
    cursor,
    losses: {stride, points: bytesOf(points), sum: bytesOf([pending.sum]), rounds: pending.rounds},
    ...(tested && {tested: {stride: tested.stride, points: bytesOf(tested.points)}}),
    ...(lastLoss !== undefined && {lastLoss: bytesOf([lastLoss])}),
    ...(divergedAt !== undefined && {divergedAt}),
    ...(shown && {
      shown: {...shown, input: bytesOf(shown.input), target: bytesOf(shown.target)},
    }),
  };
}

/** One sample, for a file must have some. */
function withoutSamples({source: _, testSource: __, split: ___, ...setup}: Setup): Setup {
  return {...setup, samples: setup.samples.slice(0, 1), test: []};
}

/** @throws where a number is missing or impossible */
async function positionOf(kept: KeptPosition, from: Setup): Promise<Position> {
  const loaded = await loadNetFile('free play', kept.net, noFile);
  if (!loaded.ok) throw new RangeError('no net');
  const {samples, test, source, testSource, split} = from;
  const setup: Setup =
    kept.ownSamples === true
      ? {
          ...loaded.value,
          samples,
          test,
          ...(source && {source}),
          ...(testSource && {testSource}),
          ...(split && {split}),
        }
      : loaded.value;
  const {network, optimizer} = setup;
  const {length} = network.parameters;
  const [first] = setup.samples;
  if (first!.input.length !== network.inputs.length || first!.target.length !== network.outputs.length)
    throw new RangeError('other samples');
  const parameters = doublesOf(kept.parameters, length);
  const slots = kept.slots.map((slot) => doublesOf(slot, length));
  if (slots.length !== memorySlots[optimizer.kind]) throw new RangeError('another optimiser');
  const {stride, rounds} = kept.losses;
  const start: RoundStart = {
    setup,
    parameters,
    memory: {
      updates: count(kept.updates),
      slots,
      ...(kept.gathered !== undefined && {gathered: doublesOf(kept.gathered, length)}),
    },
    done: count(kept.done),
    history: {
      stride: Math.max(1, count(stride)),
      points: doublesOf(kept.losses.points),
      pending: {sum: doublesOf(kept.losses.sum, 1)[0]!, rounds: count(rounds)},
    } satisfies LossHistory,
    trace: emptyTrace(parameters),
    ...(kept.tested && {
      tested: {stride: Math.max(1, count(kept.tested.stride)), points: doublesOf(kept.tested.points)},
    }),
    ...(kept.lastLoss !== undefined && {lastLoss: doublesOf(kept.lastLoss, 1)[0]!}),
    ...(kept.divergedAt !== undefined && {divergedAt: count(kept.divergedAt)}),
    ...(kept.shown && {shown: sampleOf(kept.shown, first!)}),
  };
  const cursor = count(kept.cursor);
  if (cursor > passOf({start, cursor: 0}).operations.length) throw new RangeError('no such operation');
  return {start, cursor};
}

const noFile = (): Promise<string> => Promise.reject(new Error('what is kept has no files'));

const bytesOf = (numbers: readonly number[]): string =>
  Buffer.from(new Float64Array(numbers).buffer).toString('base64');

function doublesOf(text: string, length?: number): readonly number[] {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % 8 !== 0 || (length !== undefined && bytes.length !== 8 * length))
    throw new RangeError('not so many numbers');
  return Array.from({length: bytes.length / 8}, (_, i) => bytes.readDoubleLE(8 * i));
}

function count(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('no count');
  return value;
}

/** @param like has as many numbers */
function sampleOf({input, target, name}: NonNullable<KeptPosition['shown']>, like: Sample): Sample {
  return {
    input: doublesOf(input, like.input.length),
    target: doublesOf(target, like.target.length),
    ...(name !== undefined && {name: String(name)}),
  };
}

const isRecipe = (recipe: Recipe): boolean =>
  recipeFields.every((field) => typeof recipe[field] === 'string');
