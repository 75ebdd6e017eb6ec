import {expect, test} from 'vitest';
import type {Lesson} from '../../src/lesson/lesson.ts';
import {lessonSceneOf} from '../../src/ui/app.tsx';
import {articleSetup, lessonOf, says, stepOf} from '../session/lessons.ts';
import {drive} from './frame.tsx';

const lesson = (...titles: readonly string[]): Lesson =>
  lessonOf(
    articleSetup(),
    titles.map((title) => stepOf(title)),
  );
const problem = {zh: '第 3 行有错', en: 'line 3 is wrong'};

test('a saved lesson is shown at its step, with the panel and the speed as they were', () => {
  const driven = drive({open: {lesson: lesson('a', 'b', 'c')}}).press('space', '+');
  const {stride} = lessonSceneOf(driven.model)!.player;
  driven.send({type: 'reloaded', lesson: lesson('a', 'better', 'c'), problems: []});
  expect(driven.text()).toContain('better');
  expect(lessonSceneOf(driven.model)?.player).toMatchObject({position: {step: 1}, stride});
});

test('problems stand before the lesson, and go with the next save', () => {
  const driven = drive({open: {lesson: lesson('first', 'second')}}).press('space');
  driven.send({type: 'reloaded', problems: [problem]});
  expect(driven.text()).toContain('line 3 is wrong');
  driven.send({type: 'reloaded', lesson: lesson('first', 'mended'), problems: []});
  expect(driven.text()).toContain('mended');
  expect(driven.text()).not.toContain('line 3 is wrong');
});

test('a lesson may begin with its problems', () => {
  const driven = drive({problems: [problem]});
  expect(driven.text()).toContain('line 3 is wrong');
  driven.send({type: 'reloaded', lesson: lesson('mended'), problems: []});
  expect(driven.text()).toContain('mended');
});

test('an answer that is still right stays, one that no longer is does not', () => {
  const asking = (of: string): Lesson =>
    lessonOf(articleSetup(), [
      stepOf('told', {ask: {kind: 'sign', of, prompt: says('Which sign?'), hints: []}}),
    ]);
  const driven = drive({open: {lesson: asking('w.x->h')}}).press('+', 'enter', 'space');
  driven.send({type: 'reloaded', lesson: asking('w.h->o'), problems: []});
  expect(lessonSceneOf(driven.model)?.player.replies.get(0)).toMatchObject({right: true});
  driven.send({type: 'reloaded', lesson: asking('grad.w.h->o'), problems: []});
  expect(lessonSceneOf(driven.model)?.player.replies.size).toBe(0);
  expect(driven.text()).toContain('Which sign?');
});

test('from another lesson the saved one is opened, and no progress is kept of it', () => {
  const driven = drive({open: {lesson: lesson('x', 'y'), key: 'other'}}).press('space');
  driven.send({type: 'reloaded', lesson: lesson('mine', 'and more'), problems: []});
  expect(driven.text()).toContain('mine');
  expect(lessonSceneOf(driven.model)?.key).toBeUndefined();
  driven.press('space');
  expect(driven.app.requests(driven.model)).toEqual([]);
});
