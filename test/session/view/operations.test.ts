import {expect, test} from 'vitest';
import {createNotation} from '../../../src/session/notation.ts';
import {startOfLesson} from '../../../src/session/state.ts';
import {operationsView} from '../../../src/session/view/operations.ts';
import {articleSetup, lessonOf, noNames, xorSetup} from '../lessons.ts';

test('each run has its counts, and how many times as much trying costs', () => {
  const lesson = lessonOf(articleSetup(), [], {xor: xorSetup()});
  const state = startOfLesson(lesson);
  const {runs} = operationsView(
    state,
    lesson,
    ['main', 'xor', 'nobody'],
    createNotation(noNames, 'en', 4, false),
  );
  expect(runs.map(({title, parameters}) => [title, parameters])).toEqual([
    ['main', 4],
    ['xor', 9],
  ]);
  // Of the article's net by hand, see counter.test.ts.
  expect(runs[0]).toMatchObject({forward: 14, backward: 16, both: 30, numeric: 70, ratio: 70 / 30});
});
