import fc from 'fast-check';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Lesson} from '../../../src/lesson/lesson.ts';
import {
  type ClassEvent,
  type ClassState,
  eventsFor,
  openClass,
  openPoll,
  updateClass,
} from '../../../src/session/class/classState.ts';
import {handInCsv} from '../../../src/session/class/handIn.ts';
import {ownReplies, sharedNews} from '../../../src/session/class/news.ts';
import {tallyOf} from '../../../src/session/class/poll.ts';
import {classLesson} from '../../classroom/lesson.ts';

let lesson: Lesson;
beforeAll(async () => {
  lesson = await classLesson();
});

const fold = (events: readonly ClassEvent[], from: ClassState = openClass(lesson)): ClassState =>
  events.reduce(updateClass, from);

const join = (student: string): ClassEvent => ({type: 'join', student, name: student, word: 'abc234'});
const goTo = (step: number): ClassEvent => ({type: 'teach', action: {type: 'goTo', step}});
const answer = (student: string, step: number, text?: string): ClassEvent => ({
  type: 'answer',
  student,
  step,
  ...(text === undefined ? {} : {text}),
});

/** Any event, of a few students, at places that are there and some that are not. */
const anyEvent: fc.Arbitrary<ClassEvent> = fc.oneof(
  fc.constantFrom('anna', 'bob', 'cleo').map(join),
  fc.integer({min: 0, max: 7}).map(goTo),
  fc
    .constantFrom('forward', 'back', 'first', 'last', 'coarser', 'finer')
    .map((type): ClassEvent => ({type: 'teach', action: {type}})),
  fc.constant<ClassEvent>({type: 'reveal'}),
  fc.boolean().map((locked): ClassEvent => ({type: 'lock', locked})),
  fc.string().map((text): ClassEvent => ({type: 'message', text})),
  fc.constantFrom('anna', 'bob').map((student): ClassEvent => ({type: 'follow', student})),
  fc
    .tuple(fc.constantFrom('anna', 'bob', 'dora'), fc.boolean())
    .map(([student, removed]): ClassEvent => ({type: 'remove', student, removed})),
  fc
    .tuple(fc.constantFrom('anna', 'dora'), fc.constantFrom('word22', 'word33'))
    .map(([student, word]): ClassEvent => ({type: 'word', student, word})),
  fc
    .tuple(fc.constantFrom('anna', 'dora'), fc.nat(6), fc.nat(3))
    .map(([student, step, frame]): ClassEvent => ({type: 'at', student, position: {step, frame}})),
  fc
    .tuple(
      fc.constantFrom('anna', 'bob', 'dora'),
      fc.nat(5),
      fc.constantFrom('+', '-', '1', '2', '-0.2', 'junk', undefined),
    )
    .map(([student, step, text]) => answer(student, step, text)),
);

/** A class as plain data, to compare. */
const plain = (state: ClassState): unknown =>
  JSON.parse(
    JSON.stringify(state, (name, value: unknown) =>
      name === 'lesson'
        ? undefined
        : value instanceof Map
          ? [...value].sort(([a], [b]) => (a < b ? -1 : 1))
          : value,
    ),
  );

test('the summary of a class makes the same class, and the same afterwards', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, {maxLength: 40}), fc.array(anyEvent, {maxLength: 10}), (before, after) => {
      const state = fold(before);
      const again = fold(JSON.parse(JSON.stringify(eventsFor(state))));
      expect(plain(again)).toEqual(plain(state));
      // Whoever moves on from a step with a single frame has typed nothing: so no more is in the teacher's place.
      expect(plain(fold(after, again))).toEqual(plain(fold(after, state)));
    }),
  );
});

test('an event of an unknown student, or of a place that is none, changes nothing', () => {
  const state = fold([join('anna')]);
  for (const event of [
    answer('dora', 2, '+'),
    answer('anna', 0, '+'),
    answer('anna', 99, '+'),
    answer('anna', 2, 'junk'),
    {type: 'at', student: 'anna', position: {step: 9, frame: 0}},
    {type: 'at', student: 'anna', position: {step: 0, frame: 50}},
    {type: 'follow', student: 'dora'},
    {type: 'reveal'},
  ] satisfies ClassEvent[]) {
    expect(updateClass(state, event)).toBe(state);
  }
});

describe('answers', () => {
  test('may be changed while the class is asked, and not once they were told', () => {
    const asked = fold([join('anna'), goTo(3)]);
    expect(openPoll(asked)).toBe(2);
    const text = (state: ClassState): unknown => {
      const reply = state.students.get('anna')?.answers.get(2)?.reply;
      return reply?.kind === 'answered' ? reply.text : reply?.kind;
    };
    const changed = fold([answer('anna', 2, '+'), answer('anna', 2, '-')], asked);
    expect(text(changed)).toBe('-');
    // Before the class is asked an answer is told at once, and stays.
    const early = fold([join('anna'), answer('anna', 2, '+'), goTo(3), answer('anna', 2, '-')]);
    expect(text(early)).toBe('+');
  });

  test('after the reveal are late, and not counted', () => {
    const state = fold([
      join('anna'),
      join('bob'),
      goTo(3),
      answer('anna', 2, '-'),
      {type: 'reveal'},
      answer('bob', 2, '+'),
    ]);
    expect(tallyOf(state, 2)?.answered).toBe(1);
    expect(state.students.get('bob')?.answers.get(2)?.late).toBe(true);
  });

  test('are told to nobody before the reveal', () => {
    const state = fold([join('anna'), goTo(3), answer('anna', 2, '+')]);
    expect(sharedNews(state, true).tally).toBeUndefined();
    expect([...ownReplies(sharedNews(state, true), state.students.get('anna')!)]).toEqual([]);
    const revealed = fold([{type: 'reveal'}], state);
    expect(sharedNews(revealed, true).tally?.answered).toBe(1);
  });
});

test('counts add up to the answers, and one row is right', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('+', '-', '0', undefined), {maxLength: 30}),
      fc.array(fc.constantFrom('1', '2', undefined), {maxLength: 30}),
      fc.array(fc.constantFrom('-0.048', '0.048', '-0.2013', '7', undefined), {maxLength: 30}),
      (signs, choices, numbers) => {
        for (const [step, texts] of [
          [1, numbers],
          [2, signs],
          [3, choices],
        ] as const) {
          const state = fold([
            goTo(step + 1),
            ...texts.flatMap((text, i) => [join(`s${i}`), answer(`s${i}`, step, text)]),
          ]);
          const tally = tallyOf(state, step)!;
          expect(tally.answered).toBe(texts.length);
          expect(tally.rows.reduce((total, {count}) => total + count, 0)).toBe(texts.length);
          expect(tally.rows.filter(({right}) => right)).toHaveLength(1);
        }
      },
    ),
    {numRuns: 30},
  );
});

test('a named mistake has a row of its own', () => {
  // δ without the slope: a − y = σ(0.4) − 0.8.
  const raw = 1 / (1 + Math.exp(-0.4)) - 0.8;
  const state = fold([
    goTo(2),
    join('anna'),
    join('bob'),
    answer('anna', 1, raw.toFixed(5)),
    answer('bob', 1, '55'),
  ]);
  const rows = tallyOf(state, 1)!.rows.map(({what, count, mistake}) => [what.kind, count, mistake]);
  expect(rows).toContainEqual(['mistake', 1, expect.stringMatching(/no-slope|raw-error/)]);
  expect(rows).toContainEqual(['other', 1, undefined]);
});

test('whom the teacher has removed counts nowhere, and again once let back in', () => {
  const both = fold([
    join('anna'),
    join('bob'),
    goTo(3),
    answer('anna', 2, '-'),
    answer('bob', 2, '-'),
    {type: 'reveal'},
  ]);
  const without = fold([{type: 'remove', student: 'bob', removed: true}], both);
  expect(tallyOf(without, 2)?.answered).toBe(1);
  expect(sharedNews(without, true).tally?.answered).toBe(1);
  expect(handInCsv(without, 'en')).toContain('anna,3');
  expect(handInCsv(without, 'en')).not.toContain('bob');
  const again = fold([{type: 'remove', student: 'bob', removed: false}], without);
  expect(plain(again)).toEqual(plain(both));
});

describe('the CSV that is handed in', () => {
  test('has a line for every student and question', () => {
    const state = fold([join('anna'), join('bob'), goTo(3), answer('anna', 2, '-'), answer('bob', 2)]);
    const lines = handInCsv(state, 'en').split('\r\n');
    expect(lines).toHaveLength(1 + 2 * 3 + 1);
    expect(lines[0]).toBe('name,step,title,kind,answer,truth,outcome,mistake,late');
    expect(lines).toContainEqual(expect.stringMatching(/^anna,3,A sign,sign,-,-0\.0\d+,right,,no$/));
    expect(lines).toContain('bob,3,A sign,sign,,,skipped,,no');
    expect(lines).toContain('bob,2,A number,number,,,none,,');
  });

  test('has no formula for a spreadsheet, whatever a name is', () => {
    fc.assert(
      fc.property(fc.constantFrom('=1+1', '+cmd', '@x', '-2+3', 'a,b', 'a"b', 'a\nb'), (name) => {
        const csv = handInCsv(fold([{...join('x'), name} as ClassEvent]), 'en');
        const [first = ''] = csv.slice(csv.indexOf('\r\n') + 2).split(',2,A number');
        expect(first).not.toMatch(/^"?[=+@-]/);
      }),
    );
  });
});
