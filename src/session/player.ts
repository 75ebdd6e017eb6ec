import {
  type Ask,
  type Granularity,
  granularities,
  type Lesson,
  type Step,
  type Words,
} from '../lesson/lesson.ts';
import {type Reply, replyTo} from './answer.ts';
import type {State} from './state.ts';
import {endOf, type Frame, framesOf} from './timeline.ts';
import {unitOf} from './unit.ts';
import {type Focus, focusOf} from './view/focus.ts';

/** How far a key moves in a lesson: the author's steps, or the granularities of a pass. */
export type Stride = Granularity | 'step';

/** From finest to coarsest. */
export const strides: readonly Stride[] = ['operation', 'step', ...granularities.slice(1)];

/** A lesson being played: plain data. */
export interface Player {
  readonly lesson: Lesson;
  readonly position: Position;
  readonly stride: Stride;
  /** What was replied to the question of a step, by the step's index. */
  readonly replies: ReadonlyMap<number, Reply>;
  /** The answer being typed. */
  readonly entry: string;
  /** Whether the last thing typed was no answer to the question. */
  readonly unreadable: boolean;
  /** How many of the question's hints have been asked for. */
  readonly hints: number;
}

/** A step's index, and a frame's index in it. */
export interface Position {
  readonly step: number;
  readonly frame: number;
}

export type PlayerAction =
  | {readonly type: 'forward' | 'back' | 'first' | 'last' | 'restart' | 'coarser' | 'finer'}
  /** To a step, counted from 1; clamped. */
  | {readonly type: 'goTo'; readonly step: number}
  | {readonly type: 'type'; readonly text: string}
  | {readonly type: 'erase' | 'answer' | 'skip' | 'hint'};

export function openLesson(lesson: Lesson): Player {
  const stride: Stride = 'step';
  const start = {step: 0, frame: 0};
  const player = {
    lesson,
    position: start,
    stride,
    replies: new Map(),
    entry: '',
    unreadable: false,
    hints: 0,
  } as const;
  return isStop(player, start) ? player : {...player, position: walk(player, start, next)};
}

/** The longest answer that can be typed. */
const LONGEST_ENTRY = 40;

export function play(player: Player, action: PlayerAction): Player {
  switch (action.type) {
    case 'forward':
      return isAsking(player) ? player : moveTo(player, walk(player, player.position, next));
    case 'back':
      return moveTo(player, walk(player, player.position, previous));
    case 'first':
      return play(player, {type: 'goTo', step: 1});
    case 'last':
      return play(player, {type: 'goTo', step: player.lesson.steps.length});
    case 'goTo':
      return goTo(player, action.step);
    case 'restart':
      return {...openLesson(player.lesson), stride: player.stride};
    case 'coarser':
    case 'finer': {
      const index = strides.indexOf(player.stride) + (action.type === 'coarser' ? 1 : -1);
      return {...player, stride: strides[Math.min(Math.max(index, 0), strides.length - 1)]!};
    }
    case 'type':
      return mayAnswer(player)
        ? {...player, entry: (player.entry + action.text).slice(0, LONGEST_ENTRY), unreadable: false}
        : player;
    case 'erase':
      return {...player, entry: [...player.entry].slice(0, -1).join(''), unreadable: false};
    case 'answer':
      return answer(player);
    case 'hint':
      return mayAnswer(player) ? {...player, hints: player.hints + 1} : player;
    case 'skip':
      return mayAnswer(player) ? reveal(replied(player, {kind: 'skipped'})) : player;
  }
}

/** Everything a screen needs to know about where the player is. */
export interface Scene {
  readonly state: State;
  readonly step: Step;
  /** From 1. */
  readonly stepNumber: number;
  readonly steps: number;
  readonly focus: Focus;
  /** The step's question, while the learner is at it: open, or just answered and not yet left. */
  readonly asking?: Ask;
  readonly reply?: Reply;
  /** The hints asked for so far, and whether there are more. */
  readonly hints: readonly Words[];
  readonly moreHints: boolean;
  /** The state at the step's end, which a question's explanation speaks of. */
  readonly revealed: State;
  readonly atStart: boolean;
  readonly atEnd: boolean;
}

export function sceneOf(player: Player): Scene {
  const {lesson, position, replies} = player;
  const step = lesson.steps[position.step]!;
  const {state, kind} = frameAt(lesson, position);
  const reply = replies.get(position.step);
  return {
    state,
    step,
    stepNumber: position.step + 1,
    steps: lesson.steps.length,
    focus: focusAt(step, state, kind),
    ...(kind === 'question' ? {asking: step.ask!} : {}),
    ...(reply === undefined ? {} : {reply}),
    hints: step.ask?.hints.slice(0, player.hints) ?? [],
    moreHints: player.hints < (step.ask?.hints.length ?? 0),
    revealed: endOf(lesson, position.step),
    atStart: previous(lesson, position) === undefined,
    atEnd: next(lesson, position) === undefined,
  };
}

function focusAt(step: Step, state: State, kind: Frame['kind']): Focus {
  if (kind === 'end') return focusOf(state, step.focus);
  // On the way to a step's end its focus may not be computed yet: what is being computed leads there.
  const current = focusOf(state);
  if (kind === 'way' || kind === 'stage') return current;
  // A question points at what it is about, but not at the answer.
  const asked = step.ask !== undefined && 'of' in step.ask ? step.ask.of : undefined;
  const about = step.focus.filter((name) => name !== asked);
  return about.length === 0 ? current : {...current, marked: new Set(about)};
}

const frameAt = (lesson: Lesson, {step, frame}: Position): Frame => framesOf(lesson, step)[frame]!;

/** Whether the learner is at a question that was neither answered nor skipped. */
export const isAsking = (player: Player): boolean =>
  frameAt(player.lesson, player.position).kind === 'question' && !player.replies.has(player.position.step);

/** Whether an answer would be taken: the question is open, or was answered wrongly and not left. */
export function mayAnswer(player: Player): boolean {
  const reply = player.replies.get(player.position.step);
  const atQuestion = frameAt(player.lesson, player.position).kind === 'question';
  return atQuestion && (reply === undefined || (reply.kind === 'answered' && !reply.right));
}

function next(lesson: Lesson, {step, frame}: Position): Position | undefined {
  if (frame + 1 < framesOf(lesson, step).length) return {step, frame: frame + 1};
  return step + 1 < lesson.steps.length ? {step: step + 1, frame: 0} : undefined;
}

function previous(lesson: Lesson, {step, frame}: Position): Position | undefined {
  if (frame > 0) return {step, frame: frame - 1};
  return step > 0 ? {step: step - 1, frame: framesOf(lesson, step - 1).length - 1} : undefined;
}

/** Moves on, by at least one frame, to where the stride stops. */
function walk(player: Player, from: Position, move: typeof next): Position {
  let reached = from;
  for (;;) {
    const there = move(player.lesson, reached);
    if (there === undefined) return isStop(player, reached) ? reached : from;
    reached = there;
    if (isStop(player, reached)) return reached;
  }
}

/** Whether a move with the player's stride ends here. A question that is open always stops it. */
function isStop(
  {lesson, stride, replies}: Pick<Player, 'lesson' | 'stride' | 'replies'>,
  position: Position,
): boolean {
  const {kind, state} = frameAt(lesson, position);
  if (kind === 'question') return !replies.has(position.step);
  if (stride === 'operation') return true;
  if (stride === 'step') return kind === 'end';
  const after = nextState(lesson, position);
  return after === undefined || unitOf(state, stride) !== unitOf(after, stride);
}

/** The state that follows, past a question, which shows the state before its step. */
function nextState(lesson: Lesson, position: Position): State | undefined {
  const there = next(lesson, position);
  if (there === undefined) return undefined;
  const {kind, state} = frameAt(lesson, there);
  return kind === 'question' ? nextState(lesson, there) : state;
}

/** The stages of training that a move forward passed, in order: what moves when it is shown slowly. */
export function stagesBetween({lesson}: Player, from: Position, to: Position): readonly Position[] {
  const stages: Position[] = [];
  let at = next(lesson, from);
  while (at !== undefined && (at.step < to.step || (at.step === to.step && at.frame < to.frame))) {
    if (frameAt(lesson, at).kind === 'stage') stages.push(at);
    at = next(lesson, at);
  }
  return stages;
}

const moveTo = (player: Player, position: Position): Player => ({
  ...player,
  position,
  entry: '',
  unreadable: false,
});

/** The end of the step, or its question where that is still open. */
function goTo(player: Player, number: number): Player {
  const {lesson} = player;
  const wanted = Number.isFinite(number) ? Math.trunc(number) - 1 : 0;
  const step = Math.min(Math.max(wanted, 0), lesson.steps.length - 1);
  const question = {step, frame: 0};
  const open = frameAt(lesson, question).kind === 'question' && !player.replies.has(step);
  return moveTo(player, open ? question : {step, frame: framesOf(lesson, step).length - 1});
}

function answer(player: Player): Player {
  if (!mayAnswer(player)) return player;
  const {lesson, position, entry} = player;
  const reply = replyTo(lesson.steps[position.step]!.ask!, entry, endOf(lesson, position.step));
  return reply === undefined ? {...player, unreadable: true} : {...replied(player, reply), entry: ''};
}

const replied = (player: Player, reply: Reply): Player => ({
  ...player,
  replies: new Map(player.replies).set(player.position.step, reply),
});

/** From an answered question on to what it asked for. */
const reveal = (player: Player): Player => moveTo(player, walk(player, player.position, next));
