import {describe, expect, it} from 'vitest';
import {createNetwork} from '../../../src/engine/network.ts';
import type {Lesson, Setup} from '../../../src/lesson/lesson.ts';
import {createNotation} from '../../../src/session/notation.ts';
import {type State, startOfLesson} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {compareView} from '../../../src/session/view/compare.ts';
import {articleSetup, lessonOf, noNames, xorSetup} from '../lessons.ts';

const notation = createNotation(noNames, 'en', 17, false);
const at = (setup: Setup, rate: number): Setup => ({...setup, optimizer: {kind: 'sgd', rate}});
const look = (state: State, lesson: Lesson, ...runs: string[]) => compareView(state, lesson, runs, notation);

/** The article's net by hand: its losses with this rate, round by round. */
function losses(rate: number, rounds: number): number[] {
  const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
  let [wh, wo, bh, bo] = [0.2, 0.3, 0.1, 0.2];
  return Array.from({length: rounds}, () => {
    const yh = sigmoid(wh + bh);
    const yo = sigmoid(wo * yh + bo);
    const deltaO = (yo - 0.8) * yo * (1 - yo);
    const deltaH = deltaO * wo * yh * (1 - yh);
    [wo, bo, wh, bh] = [wo - rate * deltaO * yh, bo - rate * deltaO, wh - rate * deltaH, bh - rate * deltaH];
    return (yo - 0.8) ** 2 / 2;
  });
}

/** One weight, w ← w − 3w. */
function doubling(): Setup {
  const network = createNetwork({
    layers: [['x'], ['o']],
    activations: ['identity'],
    loss: 'half-squared-error',
    biased: new Set(),
  });
  const optimizer = {kind: 'sgd', rate: 3} as const;
  return {...articleSetup(), network, parameters: [1], optimizer, samples: [{input: [1], target: [0]}]};
}

describe('compared losses', () => {
  it('are those of each run, as long as it has come', () => {
    const lesson = lessonOf(articleSetup(), [], {slow: at(articleSetup(), 0.05)});
    let state = update(startOfLesson(lesson), {type: 'train', rounds: 6, runs: ['main', 'slow']});
    state = update(state, {type: 'train', rounds: 3, runs: ['slow']});
    const {runs, rounds} = look(state, lesson, 'slow', 'main');
    expect(runs.map(({title, place}) => [title, place])).toEqual([
      ['slow', 1],
      ['main', 0],
    ]);
    expect(rounds).toBe(10);
    for (const [i, rate] of [0.05, 0.5].entries()) {
      const wanted = losses(rate, i === 0 ? 10 : 7);
      const {points, stride, round, loss} = runs[i]!;
      expect(stride).toBe(1);
      expect(round).toBe(wanted.length);
      expect(points).toHaveLength(wanted.length);
      for (const [k, point] of points.entries()) expect(point).toBeCloseTo(wanted[k]!, 12);
      expect(Number(loss)).toBeCloseTo(wanted.at(-1)!, 12);
    }
  });

  it('do not tell a loss that is not computed yet', () => {
    const lesson = lessonOf(articleSetup(), []);
    const [run] = look(startOfLesson(lesson), lesson, 'main').runs;
    expect(run).toEqual({title: 'main', place: 0, points: [], stride: 1, round: 0, mean: false});
  });

  it('of several samples are means over all of them', () => {
    const lesson = lessonOf(xorSetup(), []);
    const state = update(startOfLesson(lesson), {type: 'train', rounds: 10, runs: ['main']});
    const {runs, rounds} = look(state, lesson, 'main');
    expect(runs[0]!.points).toHaveLength(2);
    expect(rounds).toBe(8);
    expect(runs[0]!.round).toBe(10);
    expect(runs[0]!.mean).toBe(true);
    const o = state.start.parameters;
    const out = (p: number, q: number): number => {
      const h1 = Math.tanh(o[0]! * p + o[1]! * q + o[4]!);
      const h2 = Math.tanh(o[2]! * p + o[3]! * q + o[5]!);
      return 1 / (1 + Math.exp(-(o[6]! * h1 + o[7]! * h2 + o[8]!)));
    };
    const each = [1 - out(0, 0), out(0, 1), out(1, 0), 1 - out(1, 1)].map((right) => -Math.log(right));
    expect(Number(runs[0]!.loss)).toBeCloseTo(each.reduce((a, b) => a + b) / 4, 12);
  });

  it('end where a run diverges, and name the round', () => {
    const lesson = lessonOf(articleSetup(), [], {wild: doubling()});
    const state = update(startOfLesson(lesson), {type: 'train', rounds: 600, runs: ['main', 'wild']});
    const wild = look(state, lesson, 'wild').runs[0]!;
    // w is (−2)^k in round k + 1; half its square leaves the doubles with k = 513.
    expect(wild.divergedAt).toBe(514);
    expect(wild.points).toHaveLength(513);
    expect(wild.points.slice(0, 4)).toEqual([0.5, 2, 8, 32]);
  });

  it('leave out what is no run', () => {
    const lesson = lessonOf(articleSetup(), []);
    expect(look(startOfLesson(lesson), lesson, 'nobody')).toEqual({runs: [], rounds: 0});
  });
});
