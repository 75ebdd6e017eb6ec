import {LOSS, type Quantity} from '../engine/quantity.ts';
import type {Lesson, RunName, Step} from '../lesson/lesson.ts';
import {inBatch} from './batchWords.ts';
import {createNotation, type Notation} from './notation.ts';
import {panelBlocks, parameterBlock} from './panelBlocks.ts';
import {plainWords} from './plainWords.ts';
import {setupText} from './setupText.ts';
import type {Block} from './solve/document.ts';
import {currentOperation, passOf, positionOf, type State, sampleOf, startOfLesson} from './state.ts';
import {accountOf, type StepEvent} from './stepEvents.ts';
import {valueAt} from './value.ts';
import {workingOf} from './view/working.ts';
import {runTitle} from './words.ts';

/** A step as an account of its lesson on paper comes to it. */
export interface ToldStep {
  readonly lesson: Lesson;
  readonly step: Step;
  /** From 1. */
  readonly number: number;
  readonly before: State;
  readonly events: readonly StepEvent[];
  readonly end: State;
  /** With the names of the run that the step ends in. */
  readonly notation: Notation;
}

/** The steps of a lesson in their order, each played as it is asked for. */
export function* toldSteps(lesson: Lesson, {language, digits, ascii}: Notation): Generator<ToldStep, void> {
  let before = startOfLesson(lesson);
  for (const [i, step] of lesson.steps.entries()) {
    const {events, end} = accountOf(step, before);
    const notation = createNotation(end.start.setup.names, language, digits, ascii);
    yield {lesson, step, number: i + 1, before, events, end, notation};
    before = end;
  }
}

/** What a step did and shows: the working of every number that came up, the parameters after an update, its panel, the loss. */
export function* stepBlocks({lesson, step, before, events, end, notation}: ToldStep): Generator<Block, void> {
  const titleOf = (run: RunName, state: State): string => runTitle(lesson.runs.get(run)!, state, notation);
  for (const event of events) yield* eventBlocks(event, before, step.focus, notation, titleOf);
  const updated = events.some(
    (event) => event.kind === 'computed' && event.operations.some(({phase}) => phase === 'update'),
  );
  const few = passOf(end).network.parameters.length <= MOST_WORKINGS;
  if (updated && few && step.panel?.kind !== 'table') yield parameterBlock(end, notation);
  if (step.panel !== undefined) yield* panelBlocks(step.panel, end, lesson, notation);
  const loss = lossText(events, end, notation);
  if (loss !== undefined) yield {kind: 'note', text: loss};
}

/** More than these nobody reads: of a larger net's pass only what the step is about is worked out, and no update makes a table. */
const MOST_WORKINGS = 150;

function* eventBlocks(
  event: StepEvent,
  before: State,
  focus: readonly Quantity[],
  notation: Notation,
  titleOf: (run: RunName, state: State) => string,
): Generator<Block, void> {
  const words = plainWords[notation.language];
  const note = (said: string): Block => ({kind: 'note', text: notation.text(said)});
  switch (event.kind) {
    case 'computed': {
      if (event.operations.length === 0) return;
      const {done} = event.state.start;
      yield note(done === before.start.done ? words.working : words.round(done + 1));
      const {batch} = passOf(event.state);
      if (batch !== undefined && batch.size > 1)
        yield note(inBatch[notation.language](batch.place, batch.size));
      const all = event.operations.map(({quantity}) => quantity);
      const told = all.length <= MOST_WORKINGS ? all : all.filter((name) => focus.includes(name));
      const workings = told.map((quantity) => {
        const working = workingOf(event.state, notation, quantity);
        if (working === undefined) throw new RangeError(`${quantity} has no working`);
        return working;
      });
      if (workings.length > 0) yield {kind: 'workings', workings};
      if (told.length < all.length) yield note(words.untold(all.length - told.length));
      return;
    }
    case 'passed':
      yield note(words.passed(event.from, event.to));
      return;
    case 'trained':
      for (const [run, rounds] of event.rounds) {
        const {start} = positionOf(event.state, run)!;
        const several = event.rounds.size > 1 || run !== event.state.run;
        yield note(words.trained(rounds, start.done + 1, several ? titleOf(run, event.state) : undefined));
        if (several && start.divergedAt !== undefined) yield note(words.diverged(start.divergedAt));
      }
      return;
    case 'switched':
      yield note(words.switched(titleOf(event.state.run, event.state)));
      return;
    case 'shown': {
      const {input, target} = sampleOf(event.state);
      const list = (numbers: readonly number[]): string =>
        numbers.map((it) => notation.number(it)).join(', ');
      yield note(words.shown(list(input), list(target)));
      return;
    }
    case 'back': {
      const last = currentOperation(event.state)?.quantity;
      yield note(words.back(event.state.start.done + 1, last && notation.symbol(last)));
      return;
    }
    case 'restart':
      yield note(words.restart);
      return;
    case 'set': {
      const {quantity, value} = event.action;
      yield note(words.set(notation.symbol(quantity), notation.number(value)));
      return;
    }
    case 'changed': {
      const {language} = notation;
      yield note(words.changed(setupText(event.state.start.setup, language)));
      return;
    }
    case 'kept':
      yield note(words.kept(titleOf(event.run, event.state)));
  }
}

/** What the loss is now, where the step has computed it, and what it was in the round before. */
function lossText(events: readonly StepEvent[], end: State, notation: Notation): string | undefined {
  const words = plainWords[notation.language];
  const {done, lastLoss, divergedAt} = end.start;
  const pass = passOf(end);
  const broken = divergedAt ?? (pass.diverged ? done + 1 : undefined);
  const computed = events.some(
    (event) =>
      event.kind === 'computed' &&
      event.state.start === end.start &&
      event.operations.some(({quantity}) => quantity === LOSS),
  );
  if (!computed) return undefined;
  if (broken !== undefined) return notation.text(words.diverged(broken));
  const loss = valueAt(end, LOSS);
  if (loss === undefined) return undefined;
  const before = lastLoss === undefined ? undefined : notation.number(lastLoss);
  return notation.text(words.loss(done + 1, notation.number(loss), before));
}
