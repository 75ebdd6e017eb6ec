import type {Lesson} from '../../src/lesson/lesson.ts';
import {type AppModel, createApp} from '../../src/ui/app.tsx';
import {settings} from '../ui/frame.tsx';
import {quickFrame} from '../ui/quickFrame.ts';
import {isOpen, placeOf} from '../ui/stops.ts';

/** A key, and the screen that it leads to. */
export interface Leg {
  readonly key: 'space' | 's' | 'b';
  readonly screen: string;
  /** Whether a question is open there. */
  readonly open: boolean;
}

/** A lesson played as far as a key leads from where it is. */
export interface Journey {
  readonly first: string;
  readonly there: readonly Leg[];
  readonly back: readonly Leg[];
  /** Of the step at which the way there ended. */
  readonly end: number;
}

/** A lesson by space and skip until nothing moves any more, and back by `b`, in English at 80×24. */
export function journeyThrough(lesson: Lesson, number: number): Journey {
  const app = createApp(settings, {open: {lesson, number}});
  const screenOf = (model: AppModel): string => quickFrame(app.view(model)).lines.join('\n');
  let model = app.start;
  const legs = (keyFor: (model: AppModel) => Leg['key']): Leg[] => {
    const made: Leg[] = [];
    for (;;) {
      const key = keyFor(model);
      const moved = app.update(model, {type: 'key', key});
      if (placeOf(moved) === placeOf(model)) return made;
      model = moved;
      made.push({key, screen: screenOf(model), open: isOpen(model)});
    }
  };
  const there = legs((at) => (isOpen(at) ? 's' : 'space'));
  const end = placeOf(model).step;
  return {first: screenOf(app.start), there, end, back: legs(() => 'b')};
}
