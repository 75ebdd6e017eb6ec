import type {MistakeName} from '../../engine/mistakes.ts';
import type {Ask} from '../../lesson/lesson.ts';
import {isRightChoice, type Reply, truthOf} from '../answer.ts';
import {endOf} from '../timeline.ts';
import {type ClassState, countedIn} from './classState.ts';

/** Answers that are alike, and how many they are. */
export interface TallyRow {
  readonly what:
    | {readonly kind: 'right' | 'other' | 'skipped'}
    /** An option or a line, from 1. */
    | {readonly kind: 'option'; readonly number: number}
    | {readonly kind: 'sign'; readonly sign: -1 | 0 | 1}
    | {readonly kind: 'mistake'};
  readonly count: number;
  readonly right: boolean;
  /** The named mistake that leads there. */
  readonly mistake?: MistakeName;
}

/** What a class answered to a question: counts, and never names. */
export interface Tally {
  /** From 0. */
  readonly step: number;
  readonly answered: number;
  readonly rows: readonly TallyRow[];
}

/** The answers to a step's question, counted by choice and by named mistake. Undefined where the step asks nothing. */
export function tallyOf(state: ClassState, step: number): Tally | undefined {
  const ask = state.lesson.steps[step]?.ask;
  if (ask === undefined) return undefined;
  const replies = countedIn(state).flatMap(({answers}) => {
    const given = answers.get(step);
    return given === undefined || given.late ? [] : [given.reply];
  });
  const rows = [...possibleRows(ask, step, state), ...replies.map((reply) => rowOf(ask, reply))];
  const counted = new Map<string, TallyRow>();
  for (const row of rows) {
    const name = JSON.stringify(row.what) + (row.what.kind === 'mistake' ? row.mistake : '');
    const before = counted.get(name);
    const mistake = before?.mistake ?? row.mistake;
    counted.set(name, {
      ...row,
      count: (before?.count ?? 0) + row.count,
      right: row.right || before?.right === true,
      ...(mistake === undefined ? {} : {mistake}),
    });
  }
  const order =
    ask.kind === 'number' ? ['right', 'mistake', 'other', 'skipped'] : ['option', 'sign', 'skipped'];
  return {
    step,
    answered: replies.length,
    rows: [...counted.values()].sort(
      (left, right) =>
        order.indexOf(left.what.kind) - order.indexOf(right.what.kind) ||
        (ask.kind === 'number' ? right.count - left.count : 0),
    ),
  };
}

/** What there is to choose, chosen by nobody yet. */
function possibleRows(ask: Ask, step: number, {lesson}: Pick<ClassState, 'lesson'>): readonly TallyRow[] {
  const revealed = endOf(lesson, step);
  switch (ask.kind) {
    case 'number':
      return [{what: {kind: 'right'}, count: 0, right: true}];
    case 'sign': {
      const truth = Math.sign(truthOf(ask, revealed));
      return ([1, -1, 0] as const).map((sign) => ({
        what: {kind: 'sign', sign},
        count: 0,
        right: sign === truth,
      }));
    }
    case 'choice':
      return ask.options.map((option, i) => ({
        what: {kind: 'option', number: i + 1},
        count: 0,
        right: isRightChoice(ask, option, revealed),
      }));
    case 'line': {
      const truth = truthOf(ask, revealed);
      return ask.among.map((_, i) => ({
        what: {kind: 'option', number: i + 1},
        count: 0,
        right: i + 1 === truth,
      }));
    }
  }
}

function rowOf(ask: Ask, reply: Reply): TallyRow {
  if (reply.kind === 'skipped') return {what: {kind: 'skipped'}, count: 1, right: false};
  const {right, text, slips} = reply;
  const mistake = slips[0]?.mistake;
  const common = {count: 1, right, ...(mistake === undefined ? {} : {mistake})};
  switch (ask.kind) {
    case 'number':
      if (right) return {what: {kind: 'right'}, ...common};
      return {what: {kind: mistake === undefined ? 'other' : 'mistake'}, ...common};
    case 'sign': {
      const plain = text.normalize('NFKC').trim();
      return {what: {kind: 'sign', sign: plain === '+' ? 1 : plain === '0' ? 0 : -1}, ...common};
    }
    case 'choice':
    case 'line':
      return {what: {kind: 'option', number: Number(text)}, ...common};
  }
}
