import type {Ask, Lesson, Words} from '../../lesson/lesson.ts';
import {replyTo, truthOf} from '../answer.ts';
import {cellsOf} from '../cells.ts';
import {formatNumber, type Notation} from '../notation.ts';
import type {State} from '../state.ts';
import {endOf, framesOf} from '../timeline.ts';
import {fillWords} from '../words.ts';

/** One picture of a recording: the key that brings it up, and how long it stays. */
export interface Beat {
  /** Absent for the picture that a lesson opens with. */
  readonly key?: string;
  /** Milliseconds, whole. */
  readonly stays: number;
  /** Where a step begins: its number and title. */
  readonly marker?: string;
}

/**
 * How a lesson is played to nobody: step after step, as long as it takes to read each. A question is shown, answered key by key, and
 * the verdict stands before the step goes on.
 */
export function* screenplay(lesson: Lesson, notation: Notation): Generator<Beat, void> {
  const {language} = notation;
  const fill = (words: Words, state: State): string => fillWords(words, language, state, notation);
  for (const [i, step] of lesson.steps.entries()) {
    const before = framesOf(lesson, i)[0]!.state;
    const end = endOf(lesson, i);
    const said = fill(step.say, end);
    const entrance = {
      ...(i === 0 ? {} : {key: 'space'}),
      marker: `${i + 1} ${notation.text(step.title[language])}`,
    };
    const {ask} = step;
    if (ask === undefined) {
      yield {...entrance, stays: readingTime(said)};
      continue;
    }
    const options = ask.kind === 'choice' ? ask.options.map(({say}) => fill(say, before)) : [];
    yield {...entrance, stays: readingTime(fill(ask.prompt, before), ...options)};
    const answer = rightAnswer(ask, end);
    if (answer === undefined) {
      yield {key: 's', stays: readingTime(said)};
      continue;
    }
    for (const key of answer) yield {key, stays: KEY};
    yield {key: 'enter', stays: readingTime(ask.explain === undefined ? '' : fill(ask.explain, end))};
    yield {key: 'space', stays: readingTime(said)};
  }
}

/** Milliseconds between two keys of an answer. */
const KEY = 400;
const SHORTEST = 2000;
const LONGEST = 12_000;
/** Milliseconds to read one cell: 30 cells a second, a brisk reader's pace. Whoever needs longer pauses the player. */
const CELL = 1000 / 30;

function readingTime(...texts: readonly string[]): number {
  const cells = texts.reduce((total, text) => total + cellsOf(text), 0);
  return Math.min(Math.max(Math.round(cells * CELL), SHORTEST), LONGEST);
}

/** What a learner would type to be right; undefined where nothing that can be typed is. */
function rightAnswer(ask: Ask, end: State): string | undefined {
  return candidates(ask, end).find((text) => {
    const reply = replyTo(ask, text, end);
    return reply?.kind === 'answered' && reply.right;
  });
}

function candidates(ask: Ask, end: State): readonly string[] {
  switch (ask.kind) {
    case 'sign':
      return ['+', '-', '0'];
    case 'number':
      return [formatNumber(truthOf(ask, end), 4).replaceAll('−', '-')];
    default:
      return ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
  }
}
