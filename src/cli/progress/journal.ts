import {type Mark, marksFor, outcomes, type Progress, withMarks} from '../../session/progress.ts';

/*
 * A journal is text to which whole entries are added, one line each; the marks in their order make the progress.
 * An entry begins with its line end, so that one that was cut short spoils no other, and a line is whole as soon as it is JSON.
 */
const VERSION = 1;
/** How every entry begins. */
const HEAD = `{"v":${VERSION},`;

/** Marks that were made together. */
interface Entry {
  readonly marks: readonly Mark[];
  /** In a summary: it stands for everything up to this byte of the generation before. */
  readonly until?: number;
}

/** One journal file; a summary of one begins the next. */
export interface Generation {
  readonly number: number;
  readonly bytes: Buffer;
}

/** What is wrong with a journal beyond an entry that was cut short. */
export type Fault = 'damaged' | 'newer';

export interface Reading {
  readonly progress: Progress;
  /** By the number of the generation. */
  readonly faults: ReadonlyMap<number, Fault>;
}

export const entryText = (marks: readonly Mark[]): string => `\n${JSON.stringify({v: VERSION, marks})}`;

/** The first entry of a generation: all that was known up to a byte of the one before. */
export const summaryText = (progress: Progress, until: number): string =>
  `\n${JSON.stringify({v: VERSION, until, marks: marksFor(progress)})}`;

/**
 * The progress that the generations make, given in their order: the newest summary, what was added to the generation before it since, and all
 * that came after. Everything that can be read counts, whatever stands beside it.
 */
export function readJournal(generations: readonly Generation[]): Reading {
  const files = generations.map(({number, bytes}) => ({number, bytes, ...entriesOf(bytes)}));
  const from = files.findLastIndex(({summary}) => summary !== undefined);
  const summary = files[from]?.summary;
  const before = files[from - 1];
  const tail =
    before === undefined || summary === undefined || before.number !== files[from]!.number - 1
      ? []
      : [{number: before.number, ...entriesOf(before.bytes.subarray(summary.until))}];
  const read = [...tail, ...files.slice(Math.max(from, 0))];
  return {
    progress: withMarks(new Map(), [...(summary?.marks ?? []), ...read.flatMap(({marks}) => marks)]),
    faults: new Map(read.flatMap(({number, fault}) => (fault === undefined ? [] : [[number, fault]]))),
  };
}

/** Up to where a journal is sure to be whole: its last line may still be on its way. */
export const wholeLength = (bytes: Buffer): number => Math.max(0, bytes.lastIndexOf('\n'));

interface Entries {
  readonly marks: readonly Mark[];
  readonly summary?: Entry;
  readonly fault?: Fault;
}

function entriesOf(bytes: Buffer): Entries {
  const lines = bytes.toString('utf8').split('\n').filter(Boolean).map(readLine);
  const entries = lines.filter((line) => typeof line === 'object');
  // Whoever was quick may have written before the summary.
  const summary = entries.find(({until}) => until !== undefined);
  const fault = lines.find((line) => line === 'newer' || line === 'damaged');
  return {
    marks: entries.filter((entry) => entry !== summary).flatMap(({marks}) => marks),
    ...(summary && {summary}),
    ...(fault && {fault}),
  };
}

function readLine(line: string): Entry | Fault | 'cut' {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return line.startsWith(HEAD) || HEAD.startsWith(line) ? 'cut' : 'damaged';
  }
  if (!isRecord(json)) return 'damaged';
  if (typeof json.v === 'number' && json.v > VERSION) return 'newer';
  const {v, marks, until} = json;
  if (v !== VERSION || !Array.isArray(marks) || !marks.every(isMark)) return 'damaged';
  return isCount(until) ? {marks, until} : {marks};
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Steps are counted from 1. */
const isStep = (value: unknown): boolean => isCount(value) && value > 0;

function isMark(value: unknown): value is Mark {
  if (!isRecord(value)) return false;
  const {kind, lesson, step, outcome, text} = value;
  if (kind === 'reset' && lesson === undefined) return true;
  if (typeof lesson !== 'string') return false;
  switch (kind) {
    case 'done':
    case 'again':
    case 'reset':
      return true;
    case 'step':
      return isStep(step);
    case 'answer':
      return (
        isStep(step) &&
        outcomes.some((known) => known === outcome) &&
        (text === undefined || typeof text === 'string')
      );
    default:
      return false;
  }
}
