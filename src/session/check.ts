import type {Quantity} from '../engine/quantity.ts';
import {type Ask, type Lesson, ROUND, type Step, type WordPart, type Words} from '../lesson/lesson.ts';
import {limits} from '../lesson/limits.ts';
import type {Problem, ProblemDetail, Problems} from '../lesson/problem.ts';
import type {Path, Source} from '../lesson/source.ts';
import {isRightChoice, truthOf} from './answer.ts';
import {currentOperation, isKnown, passOf, type State, startOf, valueInRound} from './state.ts';
import {MOST_OPERATIONS} from './tooLong.ts';
import {unfold} from './update.ts';

/**
 * Plays a lesson without a screen and names everything that does not come out: numbers that are not as expected, words that need a number
 * before it is computed, choices without exactly one right option, a net that diverges. From where the net diverges no number means
 * anything, so that is then the last problem. What is expected or asked for may lie ahead of the steps in the same round: a prediction.
 */
export function checkLesson(lesson: Lesson, source: Source): Problems {
  const found: Problem[] = [];
  const add = (path: Path, detail: ProblemDetail, of: 'key' | 'value' = 'value'): void => {
    found.push({...detail, ...source.locate(path, of), file: source.file});
  };
  let state = startOf(lesson.setup);
  let operations = 0;
  for (const [i, step] of lesson.steps.entries()) {
    const path = ['steps', i];
    const before = state;
    for (const [k, action] of step.do.entries())
      for (const reached of unfold(state, action)) {
        state = reached;
        operations += 1;
        const broken = divergedAt(state);
        if (broken !== undefined) add([...path, 'do', k], {code: 'diverged', round: broken});
        else if (operations > MOST_OPERATIONS)
          add([...path, 'do', k], {code: 'too-many-operations', limit: MOST_OPERATIONS});
        else continue;
        return inOrder(found);
      }
    const check: StepCheck = {lesson, path, before, end: state, add};
    checkWords(check, step.say, [...path, 'say'], state);
    checkExpectations(check, step);
    if (step.ask !== undefined) checkAsk(check, step.ask);
  }
  return inOrder(found);
}

interface StepCheck {
  readonly lesson: Lesson;
  /** Of the step. */
  readonly path: Path;
  /** What a question is asked in. */
  readonly before: State;
  readonly end: State;
  add(path: Path, detail: ProblemDetail, of?: 'key' | 'value'): void;
}

/** The round in which a number that has been computed is not finite. */
function divergedAt(state: State): number | undefined {
  if (state.start.divergedAt !== undefined) return state.start.divergedAt;
  const pass = passOf(state);
  const broken =
    pass.diverged &&
    pass.operations
      .slice(0, state.cursor)
      .some(({quantity}) => !Number.isFinite(pass.values.get(quantity) ?? Number.NaN));
  return broken ? state.start.done + 1 : undefined;
}

function checkExpectations({lesson, path, end, add}: StepCheck, step: Step): void {
  for (const {quantity, value, within} of step.expect) {
    const computed = quantity === ROUND ? end.start.done + 1 : (valueInRound(end, quantity) ?? Number.NaN);
    if (Math.abs(computed - value) <= within) continue;
    const name = quantity === ROUND ? ROUND : symbolIn(lesson, quantity);
    const at = [...path, 'expect', quantity];
    add(
      at,
      {
        code: 'expectation-failed',
        quantity: name,
        wanted: value,
        within,
        found: computed,
      },
      'key',
    );
  }
}

/** Every number in the words must be computed where they are shown. */
function checkWords(check: StepCheck, words: Words, path: Path, shown: State): void {
  const checkParts = (parts: readonly WordPart[], at: Path): void => {
    const named = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.quantity]));
    for (const quantity of new Set(named)) if (quantity !== ROUND) checkKnown(check, quantity, at, shown);
  };
  if (words.zh === words.en) {
    // One text for both languages.
    checkParts(words.zh, path);
    return;
  }
  checkParts(words.zh, [...path, 'zh']);
  checkParts(words.en, [...path, 'en']);
}

function checkAsk(check: StepCheck, ask: Ask): void {
  const {lesson, before, end, add} = check;
  const path = [...check.path, 'ask'];
  checkWords(check, ask.prompt, [...path, 'prompt'], before);
  ask.hints.forEach((hint, i) => {
    checkWords(check, hint, [...path, 'hints', i], before);
  });
  if (ask.explain !== undefined) checkWords(check, ask.explain, [...path, 'explain'], end);
  if (ask.kind !== 'choice') return;
  for (const [i, {say}] of ask.options.entries())
    checkWords(check, say, [...path, 'options', i, 'say'], before);
  const right = ask.options.filter((option) => isRightChoice(ask, option, end)).length;
  if (right === 1) return;
  add(
    [...path, 'options'],
    {
      code: 'right-options',
      found: right,
      quantity: symbolIn(lesson, ask.of),
      truth: truthOf(ask, end),
    },
    'key',
  );
}

function checkKnown({lesson, add}: StepCheck, quantity: Quantity, path: Path, at: State): void {
  if (isKnown(at, quantity)) return;
  const last = currentOperation(at)?.quantity;
  add(path, {
    code: 'not-computed',
    quantity: symbolIn(lesson, quantity),
    ...(last === undefined ? {} : {last: symbolIn(lesson, last)}),
  });
}

/** The name that the file gives, so that the author finds it; else the canonical one. */
const symbolIn = ({setup}: Lesson, quantity: Quantity): string =>
  setup.names.display.get(quantity) ?? quantity;

/** In the file's order, as many as are worth reading. */
function inOrder(found: readonly Problem[]): Problems {
  const problems = found.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return {problems: problems.slice(0, limits.problems), more: Math.max(0, found.length - limits.problems)};
}
