import {describe, expect, it} from 'vitest';
import {createNetwork} from '../../../src/engine/network.ts';
import type {Lesson, Setup} from '../../../src/lesson/lesson.ts';
import {createNotation} from '../../../src/session/notation.ts';
import {type State, startOfLesson} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {pathsView} from '../../../src/session/view/paths.ts';
import {articleSetup, lessonOf, noNames, xorSetup} from '../lessons.ts';

const notation = createNotation(noNames, 'en', 4, false);

/** o = w·x + b with the samples (1, 1) and (2, 0). */
function lineSetup(rate: number): Setup {
  const network = createNetwork({
    layers: [['x'], ['o']],
    activations: ['identity'],
    loss: 'half-squared-error',
    biased: new Set(['o']),
  });
  const samples = [
    {input: [1], target: [1]},
    {input: [2], target: [0]},
  ];
  return {...articleSetup(), network, parameters: [2, 1], optimizer: {kind: 'sgd', rate}, samples};
}

const W_AND_B = ['w.x->o', 'b.o'] as const;
const look = (state: State, lesson: Lesson, ...runs: string[]) =>
  pathsView(state, lesson, W_AND_B, runs, notation);

describe('the ways of two parameters', () => {
  it('have a point for each pass through the data', () => {
    const lesson = lessonOf(lineSetup(0.1), [], {slow: lineSetup(0.01)});
    const state = update(startOfLesson(lesson), {type: 'train', rounds: 6, runs: ['main', 'slow']});
    const {runs} = look(state, lesson, 'main', 'slow')!;
    for (const [i, rate] of [0.1, 0.01].entries()) {
      let [w, b] = [2, 1];
      const wanted = [[w, b]];
      for (let epoch = 0; epoch < 3; epoch++) {
        for (const [x, t] of [
          [1, 1],
          [2, 0],
        ] as const) {
          const delta = w * x + b - t;
          [w, b] = [w - rate * delta * x, b - rate * delta];
        }
        wanted.push([w, b]);
      }
      const {points, rounds, place} = runs[i]!;
      expect([rounds, place]).toEqual([6, i]);
      // The last point is where the run stands: here the end of a pass, once more.
      expect(points).toHaveLength(5);
      for (const [k, [w0, b0]] of wanted.entries()) {
        expect(points[k]![0]).toBeCloseTo(w0!, 12);
        expect(points[k]![1]).toBeCloseTo(b0!, 12);
      }
    }
  });

  it('end with where the run stands', () => {
    const lesson = lessonOf(lineSetup(0.1), []);
    const state = update(startOfLesson(lesson), {type: 'train', rounds: 5, runs: ['main']});
    expect(look(state, lesson, 'main')!.runs[0]!.points.at(-1)).toEqual(state.start.parameters);
  });

  it('lie over the mean loss, and the picture holds them all', () => {
    const lesson = lessonOf(lineSetup(0.1), []);
    const state = update(startOfLesson(lesson), {type: 'train', rounds: 20, runs: ['main']});
    const view = look(state, lesson, 'main')!;
    const {x, y} = view.bounds;
    for (const [w, b] of view.runs[0]!.points) {
      expect(x[0] < w && w < x[1]).toBe(true);
      expect(y[0] < b && b < y[1]).toBe(true);
    }
    const values = view.at(2, 2);
    for (const [i, value] of values.entries()) {
      const w = x[0] + ((x[1] - x[0]) * (i % 3)) / 2;
      const b = y[1] - ((y[1] - y[0]) * Math.floor(i / 3)) / 2;
      expect(value).toBeCloseTo(((w + b - 1) ** 2 / 2 + (2 * w + b) ** 2 / 2) / 2, 10);
    }
  });

  it('of a run that diverges do not make the picture so large that the others vanish', () => {
    const lesson = lessonOf(lineSetup(0.1), [], {wild: lineSetup(3)});
    const state = update(startOfLesson(lesson), {type: 'train', rounds: 2000, runs: ['main', 'wild']});
    const view = look(state, lesson, 'main', 'wild')!;
    expect(view.runs[1]!.divergedAt).toBeGreaterThan(1);
    expect(view.runs[1]!.points.flat().every(Number.isFinite)).toBe(true);
    expect(view.bounds.x[1] - view.bounds.x[0]).toBeLessThan(10);
    const alone = look(state, lesson, 'wild')!;
    for (const [w, b] of alone.runs[0]!.points.slice(0, 3)) {
      expect(alone.bounds.x[0] < w && w < alone.bounds.x[1]).toBe(true);
      expect(alone.bounds.y[0] < b && b < alone.bounds.y[1]).toBe(true);
    }
  });

  it('are only of runs that have both parameters', () => {
    const lesson = lessonOf(lineSetup(0.1), [], {other: xorSetup()});
    const start = startOfLesson(lesson);
    expect(look(start, lesson, 'other', 'main', 'nobody')!.runs.map(({title}) => title)).toEqual(['main']);
    expect(look(start, lesson, 'other')).toBeUndefined();
  });

  it('lie over the first run that has both where the run on screen has not', () => {
    const lesson = lessonOf(lineSetup(0.1), [], {other: xorSetup()});
    const state = update(startOfLesson(lesson), {type: 'switch', run: 'other'});
    const {bounds, at} = look(state, lesson, 'main')!;
    const [w, b] = [bounds.x[0], bounds.y[1]];
    expect(at(1, 1)[0]).toBeCloseTo(((w + b - 1) ** 2 / 2 + (2 * w + b) ** 2 / 2) / 2, 10);
  });
});
