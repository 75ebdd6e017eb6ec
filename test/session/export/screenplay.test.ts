import {describe, expect, test} from 'vitest';
import type {Ask, Lesson} from '../../../src/lesson/lesson.ts';
import {type Beat, screenplay} from '../../../src/session/export/screenplay.ts';
import {createNotation} from '../../../src/session/notation.ts';
import {lessonSceneOf} from '../../../src/ui/app.tsx';
import {loadShipped, shippedFiles} from '../../lessons/shipped.ts';
import {drive} from '../../ui/frame.tsx';
import {articleSetup, lessonOf, says, stepOf} from '../lessons.ts';

const play = (lesson: Lesson): readonly Beat[] => [
  ...screenplay(lesson, createNotation(lesson.setup.names, 'en', 4, false)),
];

const forward = {type: 'forward', by: 'sample'} as const;
const asking = (ask: Ask): Lesson =>
  lessonOf(articleSetup(), [stepOf('before'), stepOf('asked', {ask, do: [forward]})]);
const keysOf = (lesson: Lesson): readonly string[] => play(lesson).flatMap(({key}) => key ?? []);
const about = {prompt: says('?'), hints: []};

test('a step stays as long as its words take to read, from 2 to 12 seconds', () => {
  const long = 'word '.repeat(20).trim();
  const {
    0: short,
    1: twice,
    2: once,
    3: longest,
  } = play(
    lessonOf(articleSetup(), [
      stepOf('a', {say: says('no')}),
      stepOf('b', {say: says(`${long} ${long}`)}),
      stepOf('c', {say: says(long)}),
      stepOf('d', {say: says(long.repeat(9))}),
    ]),
  );
  expect(short?.stays).toBe(2000);
  expect(longest?.stays).toBe(12_000);
  expect((twice?.stays ?? 0) / (once?.stays ?? 0)).toBeCloseTo(2, 1);
});

describe('a question is answered rightly, key by key, its verdict shown, and then gone on from', () => {
  test.each<[string, Ask, readonly string[]]>([
    ['a sign', {kind: 'sign', of: 'grad.w.h->o', ...about}, ['-']],
    ['a number', {kind: 'number', of: 'grad.w.h->o', ...about}, [...'-0.02886']],
    [
      'a choice',
      {
        kind: 'choice',
        of: 'a.o',
        options: [
          {say: says('a'), is: ['a.h']},
          {say: says('b'), is: ['a.o']},
        ],
        ...about,
      },
      ['2'],
    ],
  ])('%s', (_, ask, typed) => {
    expect(keysOf(asking(ask))).toEqual(['space', ...typed, 'enter', 'space']);
  });
});

test('a question that nothing answers is skipped', () => {
  const ask: Ask = {kind: 'choice', of: 'a.o', options: [{say: says('a'), is: ['a.h']}], ...about};
  expect(keysOf(asking(ask))).toEqual(['space', 's']);
});

test.each(shippedFiles)(
  '%s: its keys bring the program from step to step, and every answer is right',
  async (file) => {
    const lesson = await loadShipped(file);
    const driven = drive({open: {lesson}});
    let step = 0;
    for (const {key, marker} of play(lesson)) {
      if (key !== undefined) driven.press(key);
      if (marker !== undefined) step += 1;
      expect(lessonSceneOf(driven.model)?.player.position.step).toBe(step - 1);
    }
    expect(step).toBe(lesson.steps.length);
    const replies = [...(lessonSceneOf(driven.model)?.player.replies.values() ?? [])];
    expect(replies).toHaveLength(lesson.steps.filter(({ask}) => ask !== undefined).length);
    for (const reply of replies) expect(reply).toMatchObject({kind: 'answered', right: true});
  },
);
