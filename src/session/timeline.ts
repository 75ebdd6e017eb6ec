import type {Lesson, Step} from '../lesson/lesson.ts';
import {type State, startOfLesson} from './state.ts';
import {unfold} from './update.ts';

/**
 * One thing that a lesson can show: a step's open question, a state on the way of its actions, or its end. A state on the way of a
 * training is a stage of it: whole rounds lie between two of them.
 */
export interface Frame {
  readonly state: State;
  readonly kind: 'question' | 'way' | 'stage' | 'end';
}

const timelines = new WeakMap<Lesson, Frame[][]>();

/** The frames of a step, at least one, the last one its end. Found by folding all actions before it; kept for the next time. */
export function framesOf(lesson: Lesson, step: number): readonly Frame[] {
  const known = timelines.get(lesson) ?? [];
  timelines.set(lesson, known);
  for (let i = known.length; i <= step; i++) {
    const before = i === 0 ? startOfLesson(lesson) : known[i - 1]!.at(-1)!.state;
    known.push(framesFrom(lesson.steps[i]!, before));
  }
  return known[step]!;
}

function framesFrom(step: Step, before: State): Frame[] {
  const frames: Frame[] = step.ask === undefined ? [] : [{state: before, kind: 'question'}];
  let state = before;
  const way: Frame[] = [];
  for (const action of step.do)
    for (const reached of unfold(state, action)) {
      way.push({state: reached, kind: action.type === 'train' ? 'stage' : 'way'});
      state = reached;
    }
  way.pop();
  frames.push(...way, {state, kind: 'end'});
  return frames;
}

/** The state at the end of a step. */
export const endOf = (lesson: Lesson, step: number): State => framesOf(lesson, step).at(-1)!.state;
