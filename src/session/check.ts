import {isMistaken} from '../engine/mistakes.ts';
import type {Quantity} from '../engine/quantity.ts';
import type {Ask, Lesson, RunName, Step, WordPart, Words} from '../lesson/lesson.ts';
import {limits} from '../lesson/limits.ts';
import type {Problem, ProblemDetail, Problems} from '../lesson/problem.ts';
import {splitRun} from '../lesson/scope.ts';
import type {Path, Source} from '../lesson/source.ts';
import {isRightChoice, truthOf} from './answer.ts';
import {currentOperation, type Position, passOf, type State, startOfLesson} from './state.ts';
import {MOST_OPERATIONS} from './tooLong.ts';
import {unfold} from './update.ts';
import {isKnown, valueInRound} from './value.ts';

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
  let state = startOfLesson(lesson);
  let operations = 0;
  /** Runs that diverge on purpose: a step said so. */
  const meant = new Set<RunName>();
  for (const [i, step] of lesson.steps.entries()) {
    const path = ['steps', i];
    const before = state;
    for (const run of divergenceExpected(step, lastRun(step, state.run))) meant.add(run);
    for (const [k, action] of step.do.entries())
      for (const reached of unfold(state, action)) {
        state = reached;
        operations += 1;
        const broken = divergence(state, meant);
        if (broken !== undefined) add([...path, 'do', k], {code: 'diverged', ...broken});
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

/** The run on screen after a step's actions. */
const lastRun = ({do: actions}: Step, before: RunName): RunName =>
  actions.reduce((run, action) => (action.type === 'switch' ? action.run : run), before);

/** The runs of which a step expects that they diverge. */
const divergenceExpected = ({expect}: Step, current: RunName): readonly RunName[] =>
  expect
    .map(({quantity}) => splitRun(quantity))
    .filter(({own}) => own === 'diverged')
    .map(({run}) => run ?? current);

/** A run that has diverged and was not meant to, and in which round. */
function divergence(
  state: State,
  meant: ReadonlySet<RunName>,
): {readonly run: RunName; readonly round: number} | undefined {
  for (const [run, position] of [[state.run, state] as const, ...state.others]) {
    const round = meant.has(run) ? undefined : divergedAt(position);
    if (round !== undefined) return {run, round};
  }
  return undefined;
}

/** The round in which a number that has been computed is not finite. */
function divergedAt(position: Position): number | undefined {
  if (position.start.divergedAt !== undefined) return position.start.divergedAt;
  if (position.cursor === 0) return undefined;
  const pass = passOf(position);
  const broken =
    pass.diverged &&
    pass.operations
      .slice(0, position.cursor)
      .some(({quantity}) => !Number.isFinite(pass.values.get(quantity) ?? Number.NaN));
  return broken ? position.start.done + 1 : undefined;
}

function checkExpectations({lesson, path, end, add}: StepCheck, step: Step): void {
  for (const {quantity, value, within} of step.expect) {
    const computed = valueInRound(end, quantity) ?? Number.NaN;
    if (Math.abs(computed - value) <= within) continue;
    const name = symbolIn(lesson, quantity);
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
    for (const quantity of new Set(named)) checkKnown(check, quantity, at, shown);
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
  if (ask.kind === 'line') {
    const wrong = ask.among.filter((line) => isMistaken(passOf(end), line)).length;
    if (wrong !== 1) add([...path, 'among'], {code: 'wrong-lines', found: wrong}, 'key');
  }
  if (ask.kind === 'number' || ask.kind === 'sign') {
    const found = truthOf(ask, end);
    if (!Number.isFinite(found))
      add([...path, 'of'], {code: 'no-answer', quantity: symbolIn(lesson, ask.of), found});
  }
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
      quantity: ask.of === undefined ? ask.pick : symbolIn(lesson, ask.of),
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
  setup.names.display.get(quantity)?.zh ?? quantity;

/** In the file's order, as many as are worth reading. */
function inOrder(found: readonly Problem[]): Problems {
  const problems = found.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return {problems: problems.slice(0, limits.problems), more: Math.max(0, found.length - limits.problems)};
}
