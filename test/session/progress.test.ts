import {describe, expect, test} from 'vitest';
import {isUnderWay, type Mark, notBegun, type Outcome, withMarks} from '../../src/session/progress.ts';

const lesson = 'a';
const answer = (step: number, outcome: Outcome): Mark => ({kind: 'answer', lesson, step, outcome});
const of = (...marks: Mark[]) => withMarks(new Map(), marks).get(lesson);

describe('marks', () => {
  test('the last step counts, and once done stays done', () => {
    expect(
      of({kind: 'step', lesson, step: 5}, {kind: 'done', lesson}, {kind: 'step', lesson, step: 2}),
    ).toEqual({
      step: 2,
      done: true,
      answers: new Map(),
    });
  });

  test.each<[Outcome, Outcome, Outcome]>([
    ['wrong', 'right', 'right'],
    ['right', 'wrong', 'right'],
    ['right', 'skipped', 'right'],
    ['skipped', 'wrong', 'skipped'],
    ['wrong', 'skipped', 'skipped'],
    ['wrong', 'wrong', 'wrong'],
  ])('%s and then %s is %s', (first, second, known) => {
    expect(of(answer(3, first), answer(3, second))?.answers.get(3)?.outcome).toBe(known);
  });

  test('starting again forgets the answers and nothing else', () => {
    expect(of({kind: 'done', lesson}, answer(3, 'right'), {kind: 'again', lesson})).toEqual({
      ...notBegun,
      done: true,
    });
  });

  test('a reset forgets its lesson, or all, and what comes after it counts', () => {
    const both: Mark[] = [
      {kind: 'done', lesson},
      {kind: 'done', lesson: 'b'},
    ];
    expect([...withMarks(new Map(), [...both, {kind: 'reset', lesson}]).keys()]).toEqual(['b']);
    expect(withMarks(new Map(), [...both, {kind: 'reset'}])).toEqual(new Map());
    expect(of(...both, {kind: 'reset'}, {kind: 'step', lesson, step: 2})).toEqual({...notBegun, step: 2});
  });
});

test.each([
  ['at its first step', {step: 1, done: false}, false],
  ['in the middle', {step: 2, done: false}, true],
  ['in the middle, and done before', {step: 2, done: true}, true],
  ['before the last question', {step: 5, done: false}, true],
  ['at the end', {step: 5, done: true}, false],
  ['at the end when it was longer', {step: 9, done: true}, false],
] as const)('a lesson of five steps left %s is under way: %s', (_where, left, underWay) => {
  expect(isUnderWay(5, {...notBegun, ...left})).toBe(underWay);
});
