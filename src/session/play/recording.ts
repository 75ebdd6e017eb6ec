import {parseQuantity, type Quantity} from '../../engine/quantity.ts';
import {changeFile} from '../../lesson/changeFile.ts';
import {tooMuchTraining} from '../../lesson/checkTraining.ts';
import {
  type Action,
  type Bilingual,
  type Language,
  MAIN,
  type Run,
  type RunName,
} from '../../lesson/lesson.ts';
import {limits} from '../../lesson/limits.ts';
import type {CsvPath} from '../../lesson/netFile.ts';
import {problemWords} from '../../lesson/problemWords.ts';
import {tolerance} from '../../lesson/readSteps.ts';
import type {ActionFile} from '../../lesson/schema.ts';
import {type LessonParts, type StepParts, writeLesson} from '../../lesson/writeLesson.ts';
import type {Written} from '../../lesson/writeNet.ts';
import {beginningOf, currentOperation, type State} from '../state.ts';
import {withTest} from '../testCurve.ts';
import {valueInRound} from '../value.ts';
import {advanced, type Bench, type Play} from './play.ts';
import {lessonWords, startWords, stepWords} from './recordingWords.ts';

/*
 * A recording is no second account of what is done: free play's own past is one. From where it began to where free play stands now, each play
 * knows what led to it, and that becomes the steps of a lesson. What was undone is no longer on that way.
 */

export interface Recording {
  /** Where it began. */
  readonly from: Play;
  /** Words of one's own, by the play that was on screen. */
  readonly words: ReadonlyMap<Play, OwnText>;
  /** The lesson's title in words of one's own; absent, it says what net it begins with. */
  readonly title?: OwnText;
}

/** What was typed in one language or in both, at least in one. */
export type OwnText = Readonly<Partial<Record<Language, string>>>;

/** In both languages: where nothing was typed in one, it says what was typed in the other. */
export const inBoth = ({zh, en}: OwnText): Bilingual => ({zh: zh ?? en ?? '', en: en ?? zh ?? ''});

/** Free play with a recording that begins. */
export interface Begun {
  readonly bench: Bench;
  readonly recording: Recording;
}

/** A recording begins: at round 1, with the net as it is, since a lesson begins so. */
export function beginRecording(bench: Bench): Begun {
  const {now} = bench;
  const {start, cursor} = now.state;
  const {setup, parameters, memory} = start;
  const isStart =
    cursor === 0 &&
    start.done === 0 &&
    start.shown === undefined &&
    memory.updates === 0 &&
    parameters === setup.parameters &&
    now.kept.size === 0;
  if (isStart) return {bench, recording: {from: now, words: new Map()}};
  const {by: _, ...rest} = now;
  const beginning = withTest(beginningOf({...setup, parameters}));
  const from: Play = {...rest, kept: new Map(), state: {...now.state, ...beginning, others: new Map()}};
  return {bench: advanced(bench, from), recording: {from, words: new Map()}};
}

/** The plays from where a recording began to where free play stands; undefined where that beginning is no longer in its past. */
export function recorded({past, now}: Bench, {from}: Recording): readonly Play[] | undefined {
  const way = [...past, now];
  const at = way.lastIndexOf(from);
  return at < 0 ? undefined : way.slice(at);
}

/**
 * A recording as the file of a lesson.
 * @param way from where it began on
 * @param said words of one's own
 * @param csvPath how the file names the CSV files of its data
 */
export function writeRecording(way: readonly Play[], said: OwnWords, csvPath: CsvPath): Written {
  const [first] = way as readonly [Play];
  const groups = groupsOf(way, said.words);
  const excess = tooMuchTraining(
    groups.map((group) => ({do: group.actions})),
    new Map([[MAIN, first.state.start.setup]]),
  );
  return excess === undefined
    ? writeLesson(lessonOf(first, groups, said, csvPath), csvPath)
    : {ok: false, words: problemWords({code: 'too-much-training', limit: excess.limit})};
}

type OwnWords = Pick<Recording, 'words' | 'title'>;

function lessonOf(
  first: Play,
  groups: readonly Group[],
  {words, title}: OwnWords,
  csvPath: CsvPath,
): LessonParts {
  const {setup} = first.state.start;
  const runs: LessonRuns = new Map();
  const steps = groups.map((group, i) => stepOf(group, groups[i - 1]?.end ?? first, runs, words, csvPath));
  return {
    id: 'recorded',
    title: title === undefined ? lessonWords(setup) : inBoth(title),
    summary: {zh: `录下的自由试验，${steps.length} 步`, en: `Recorded in free play, ${steps.length} steps`},
    setup,
    runs: new Map([...runs].map(([{title}, name]) => [name, textsOf(title)])),
    steps,
  };
}

/** What the lesson calls runs that were kept. */
type LessonRuns = Map<Run, RunName>;

const textsOf = ({zh, en}: Run['title']): Bilingual => ({zh: zh.join(''), en: en.join('')});

/** What one step shows: some actions, and the plays that they went through. */
export interface Group {
  readonly actions: readonly Action[];
  readonly plays: readonly Play[];
  /** Where what is seen of it ends. */
  readonly end: Play;
}

/**
 * One step for each action; of a number that is nudged there is one, and where nothing is to be seen there is none. Words of one's own end
 * a step.
 */
export function groupsOf(way: readonly Play[], words: Recording['words']): readonly Group[] {
  // Of a number that is nudged 2000 times there is one group, which grows in place.
  const groups: {actions: readonly Action[]; readonly plays: Play[]; end: Play; isSaid: boolean}[] = [];
  for (const play of way) {
    const actions = play === way[0] ? [] : (play.by ?? []);
    const isSaid = words.has(play);
    const last = groups.at(-1);
    if (last !== undefined && !last.isSaid && isNudge(last.actions, actions)) {
      last.actions = actions;
      last.end = play;
    } else if (last !== undefined && actions.every(isUnseen) && !(last.isSaid && isSaid)) {
      last.actions = joined(last.actions, actions);
    } else {
      groups.push({actions, plays: [play], end: play, isSaid});
      continue;
    }
    last.plays.push(play);
    last.isSaid ||= isSaid;
  }
  return groups;
}

/** Of how far a key moves, only what was said last counts. */
const joined = (before: readonly Action[], unseen: readonly Action[]): readonly Action[] =>
  unseen.length === 0
    ? before
    : [...before.filter((_, i) => i < before.length - 1 || !isUnseen(before[i]!)), ...unseen];

const isUnseen = ({type}: Action): boolean => type === 'granularity';

function isNudge(before: readonly Action[], after: readonly Action[]): boolean {
  const [one] = before;
  const [other] = after;
  return (
    before.length === 1 &&
    after.length === 1 &&
    one?.type === 'set' &&
    other?.type === 'set' &&
    one.quantity === other.quantity
  );
}

/**
 * @param before where the step begins
 * @param runs that the lesson has so far; those that are kept in the step come to them
 */
function stepOf(
  {actions, plays, end}: Group,
  before: Play,
  runs: LessonRuns,
  words: Recording['words'],
  csvPath: CsvPath,
): StepParts {
  const {state, kept} = end;
  const files = actions.flatMap((action): readonly ActionFile[] => {
    switch (action.type) {
      case 'switch':
      case 'show':
        // Free play has one run on screen, and the sample whose turn it is.
        return [];
      case 'change':
        return [changeFile(action.to, state.start.setup, csvPath)];
      case 'train':
        return trainings(action.rounds);
      case 'keep': {
        const run = kept.get(action.as);
        if (run === undefined || runs.size >= limits.runs) return [];
        const as = `kept-${runs.size + 1}`;
        runs.set(run, as);
        return [{type: 'keep', as}];
      }
      default:
        return [action];
    }
  });
  const own = plays.flatMap((play) => words.get(play) ?? []).map(inBoth);
  const {title, say} = actions.length === 0 ? startWords(state) : stepWords(actions, state, kept);
  const others = new Map(
    [...kept].flatMap(([name, run]) => {
      const as = runs.get(run);
      return as === undefined ? [] : [[as, state.others.get(name)!] as const];
    }),
  );
  const shown = [...others.keys()];
  const isTrained = actions.some(({type}) => type === 'train' || type === 'keep');
  return {
    title,
    say:
      own.length === 0
        ? say
        : {zh: [own.map(({zh}) => zh).join('\n')], en: [own.map(({en}) => en).join('\n')]},
    do: files,
    focus: focusOf(actions, state),
    expect: expected({...state, others}, before.state.start.parameters !== state.start.parameters, shown),
    ...(shown.length > 0 && isTrained
      ? {panel: {kind: 'loss' as const, runs: [MAIN, ...shown]}}
      : isTrained && state.start.setup.network.inputs.length === 2 && {panel: 'map' as const}),
  };
}

/** As many trainings as the format needs for so many rounds. */
function trainings(rounds: number): readonly ActionFile[] {
  const whole = new Array<ActionFile>(Math.floor(rounds / limits.rounds)).fill({
    type: 'train',
    rounds: limits.rounds,
  });
  const rest = rounds % limits.rounds;
  return rest === 0 ? whole : [...whole, {type: 'train', rounds: rest}];
}

function focusOf(actions: readonly Action[], state: State): readonly Quantity[] {
  const last = actions.at(-1);
  if (last?.type === 'set') return [last.quantity];
  const computed = last?.type === 'forward' ? currentOperation(state)?.quantity : undefined;
  return computed === undefined || parseQuantity(computed)?.kind === 'node' ? [] : [computed];
}

/** Parameters that a step vouches for one by one; of larger nets the losses do. */
const MOST_PARAMETERS = 30;
/** Samples whose mean loss a step vouches for. */
const MOST_SAMPLES = 1000;

/**
 * What must come out again: the round, what is computed last, the mean loss, and all parameters of a small net that has learnt. Where a run
 * has diverged, that.
 * @param runs names of the kept runs in the lesson
 */
function expected(state: State, hasLearnt: boolean, runs: readonly RunName[]): StepParts['expect'] {
  const {setup, parameters} = state.start;
  const computed = currentOperation(state)?.quantity;
  const diverged = ['diverged', ...runs.map((run) => `diverged@${run}`)];
  const numbers = [
    ...(computed === undefined ? [] : [computed]),
    ...(setup.samples.length > MOST_SAMPLES ? [] : ['data.loss']),
    ...(hasLearnt && parameters.length <= MOST_PARAMETERS ? setup.network.parameters : []),
  ];
  const isBroken = valueInRound(state, 'diverged') !== undefined;
  return [...new Set(['round', ...diverged, ...(isBroken ? [] : numbers)])].flatMap((quantity) => {
    const value = valueInRound(state, quantity);
    // A sample whose turn has not come may have an infinite loss.
    return value === undefined || !Number.isFinite(value)
      ? []
      : [{quantity, value, within: tolerance * Math.abs(value)}];
  });
}
