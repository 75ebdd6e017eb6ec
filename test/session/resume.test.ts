import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Ask, Lesson} from '../../src/lesson/lesson.ts';
import {
  isAsking,
  openLesson,
  type Player,
  type PlayerAction,
  play,
  sceneOf,
} from '../../src/session/player.ts';
import {type LessonProgress, type Mark, notBegun, withMarks} from '../../src/session/progress.ts';
import {marksOf, resume} from '../../src/session/resume.ts';
import {articleSetup, lessonOf, says, stepOf} from './lessons.ts';

const asks = (ask: {readonly kind: 'sign' | 'number'; readonly of: string}): Ask => ({
  ...ask,
  prompt: says('?'),
  hints: [],
});

/** Six steps; 2, 4 and 6 ask. */
const lesson: Lesson = lessonOf(articleSetup(), [
  stepOf('start'),
  stepOf('hidden', {do: [{type: 'forward', until: 'a.h'}], ask: asks({kind: 'number', of: 'z.h'})}),
  stepOf('loss', {do: [{type: 'forward', until: 'loss'}]}),
  stepOf('gradient', {
    do: [{type: 'forward', until: 'grad.w.h->o'}],
    ask: asks({kind: 'sign', of: 'grad.w.h->o'}),
  }),
  stepOf('rest', {do: [{type: 'forward', until: 'grad.w.x->h'}]}),
  stepOf('end', {do: [{type: 'forward', by: 'sample'}], ask: asks({kind: 'sign', of: 'grad.w.x->h'})}),
]);

interface Played {
  readonly player: Player;
  readonly marks: readonly Mark[];
}

const playedOn = (from: Player, actions: readonly PlayerAction[]): Played =>
  actions.reduce<Played>(
    ({player, marks}, action) => {
      const after = play(player, action);
      return {player: after, marks: [...marks, ...marksOf('a', player, after)]};
    },
    {player: from, marks: []},
  );

const played = (...actions: readonly (PlayerAction | string)[]): Played =>
  playedOn(
    openLesson(lesson),
    actions.map((action) => (typeof action === 'string' ? ({type: 'type', text: action} as const) : action)),
  );

const forward = {type: 'forward'} as const;
const answer = {type: 'answer'} as const;
const skip = {type: 'skip'} as const;
const goTo = (step: number): PlayerAction => ({type: 'goTo', step});
const keptOf = (marks: readonly Mark[]): LessonProgress => withMarks(new Map(), marks).get('a') ?? notBegun;

describe('marks of a move', () => {
  test.each<[string, Played, readonly unknown[]]>([
    ['typing leaves none', played('7', 'e'), []],
    ['a step forward', played(forward), [{kind: 'step', lesson: 'a', step: 2}]],
    [
      'a right answer, with its text',
      played(goTo(2), '0', '.', '3', answer),
      [
        {kind: 'step', lesson: 'a', step: 2},
        {kind: 'answer', lesson: 'a', step: 2, outcome: 'right', text: '0.3'},
      ],
    ],
    [
      'a wrong answer, without it',
      played(goTo(2), '7', answer),
      [
        {kind: 'step', lesson: 'a', step: 2},
        {kind: 'answer', lesson: 'a', step: 2, outcome: 'wrong'},
      ],
    ],
    [
      'the end, once its question is skipped',
      played(goTo(6), skip),
      [
        {kind: 'step', lesson: 'a', step: 6},
        {kind: 'answer', lesson: 'a', step: 6, outcome: 'skipped'},
        {kind: 'done', lesson: 'a'},
      ],
    ],
    [
      'starting again',
      played(goTo(2), skip, {type: 'restart'}),
      [
        {kind: 'step', lesson: 'a', step: 2},
        {kind: 'answer', lesson: 'a', step: 2, outcome: 'skipped'},
        {kind: 'again', lesson: 'a'},
        {kind: 'step', lesson: 'a', step: 1},
      ],
    ],
  ])('%s', (_what, {marks}, left) => {
    expect(marks).toEqual(left);
  });
});

describe('a lesson that was left', () => {
  test('goes on at its step, right answers and skipped questions as they were, wrong ones open', () => {
    const {player, marks} = played(goTo(2), '0.3', answer, goTo(4), '+', answer, goTo(6), skip, goTo(5));
    const again = resume(lesson, keptOf(marks));
    expect(again.position).toEqual(player.position);
    expect([...again.replies.keys()]).toEqual([1, 5]);
    expect(again.replies.get(1)).toEqual(player.replies.get(1));
    expect(again.replies.get(5)).toEqual(player.replies.get(5));
    expect(isAsking(play(again, goTo(4)))).toBe(true);
  });

  test('at an open question asks it', () => {
    expect(isAsking(resume(lesson, keptOf(played(goTo(4)).marks)))).toBe(true);
  });

  test('at its end begins anew, and asks everything', () => {
    const {marks} = played(goTo(2), skip, goTo(6), skip);
    expect(resume(lesson, keptOf(marks))).toEqual(openLesson(lesson));
  });

  test('and is begun again has no more answers', () => {
    const {marks} = played(goTo(2), skip, {type: 'restart'}, goTo(3));
    const again = resume(lesson, keptOf(marks));
    expect(again.position.step).toBe(2);
    expect(again.replies.size).toBe(0);
  });

  test('to one of its questions is asked that one', () => {
    const {marks} = played(goTo(2), skip, goTo(4), skip, goTo(6), skip);
    const again = resume(lesson, keptOf(marks), 4);
    expect(sceneOf(again).stepNumber).toBe(4);
    expect(isAsking(again)).toBe(true);
    expect([...again.replies.keys()].sort()).toEqual([1, 5]);
  });

  test('and has changed since is survived', () => {
    const answers = new Map([
      [1, {outcome: 'right', text: '0.3'}],
      [2, {outcome: 'right', text: '99'}],
      [4, {outcome: 'right'}],
      [77, {outcome: 'skipped'}],
    ] as const);
    const again = resume(lesson, {step: 70, done: false, answers});
    expect(again.replies.size).toBe(0);
    expect(sceneOf(again).stepNumber).toBe(6);
  });

  test('is where it was, whatever was done', () => {
    const action: fc.Arbitrary<PlayerAction> = fc.oneof(
      fc.constantFrom(forward, forward, forward, skip, answer, {type: 'back'} as const),
      fc.constantFrom('restart', 'first', 'last', 'finer', 'coarser').map((type) => ({type}) as PlayerAction),
      fc.constantFrom('+', '-', '0', '0.3').map((text) => ({type: 'type', text}) as const),
      fc.integer({min: 1, max: 6}).map(goTo),
    );
    fc.assert(
      fc.property(fc.array(action, {maxLength: 40}), (actions) => {
        const {player, marks} = playedOn(openLesson(lesson), actions);
        const left = keptOf(marks);
        const again = resume(lesson, left);
        if (left.done && player.position.step === 5) {
          expect(again).toEqual(openLesson(lesson));
        } else if (player.position.step > 0) {
          expect(again.position.step).toBe(player.position.step);
          for (const [step, reply] of player.replies) {
            const open =
              reply.kind === 'answered' && !reply.right && left.answers.get(step + 1)?.outcome === 'wrong';
            expect(again.replies.has(step)).toBe(!open);
          }
        }
      }),
    );
  });
});
