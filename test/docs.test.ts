import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {endOf} from '../src/session/timeline.ts';
import {valueInRound} from '../src/session/value.ts';
import {loadShipped, shippedFiles} from './lessons/shipped.ts';

/* docs/lessons.md says what is in the lessons, so it is held to them. */

const document = readFileSync(new URL('../docs/lessons.md', import.meta.url), 'utf8');

/** The cells of the table rows that begin like this. */
const rowsOf = (begin: RegExp): readonly (readonly string[])[] =>
  document
    .split('\n')
    .filter((line) => begin.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const lessons = await Promise.all(shippedFiles.map(loadShipped));

test('the table of lessons counts them, their steps and their questions', () => {
  const told = rowsOf(/^\| \d+ \|/).map((cells) => cells.slice(0, 4));
  expect(told).toEqual(
    lessons.map(({id, steps}, i) => [
      String(i + 1),
      `\`${id}\``,
      String(steps.length),
      String(steps.filter(({ask}) => ask !== undefined).length),
    ]),
  );
});

describe('the table of claims', () => {
  const rows = rowsOf(/^\| A\d+ \|/);

  test('has a row for each of A1 to A14', () => {
    const claims = [...new Set(rows.map(([claim]) => claim))];
    expect(claims).toEqual(Array.from({length: 14}, (_, i) => `A${i + 1}`));
    // The first row of a claim says it.
    for (const claim of claims) expect(rows.find(([name]) => name === claim)![1]).not.toBe('');
  });

  const places = rows.flatMap(([claim, , lesson, steps]) =>
    steps === '' ? [] : steps!.split(' · ').map((title) => ({claim, number: Number(lesson), title})),
  );

  test('leaves no step open but of a lesson that is still to come', () => {
    const open = rows.filter(([, , , steps]) => steps === '');
    expect(open.every(([, , lesson]) => Number(lesson) > lessons.length)).toBe(true);
  });

  test.each(places)('$claim: lesson $number shows computed numbers at “$title”', ({number, title}) => {
    const lesson = lessons[number - 1]!;
    const at = lesson.steps.findIndex((step) => step.title.en === title);
    expect(at).toBeGreaterThanOrEqual(0);
    const {say, expect: expected} = lesson.steps[at]!;
    const shown = say.en.flatMap((part) => (typeof part === 'string' ? [] : [part.quantity]));
    const numbers = [...shown, ...expected.map(({quantity}) => quantity)];
    expect(numbers.length).toBeGreaterThan(0);
    for (const name of numbers) expect(valueInRound(endOf(lesson, at), name), name).toBeTypeOf('number');
  });
});
