import stringWidth from 'string-width';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Lesson} from '../../src/lesson/lesson.ts';
import {lessonSceneOf} from '../../src/ui/app.tsx';
import {layoutLesson} from '../../src/ui/lessonLayout.ts';
import {expectStraightBorders} from './borders.ts';
import {type Driven, drive, UNWRITTEN} from './frame.tsx';
import {firstLesson} from './lesson.ts';

let lesson: Lesson;
beforeAll(async () => {
  lesson = await firstLesson();
});

const sizes = [
  [80, 24],
  [120, 36],
  [60, 18],
] as const;
const variants = sizes.flatMap(([columns, rows]) =>
  (['zh', 'en'] as const).flatMap((language) =>
    [false, true].map((ascii) => ({columns, rows, language, ascii})),
  ),
);

/** Whether the last key moved on. */
const places = (driven: Driven): string => JSON.stringify(lessonSceneOf(driven.model)!.player.position);

describe.each(variants)(
  'lesson 1 at $columns×$rows, $language, ascii $ascii',
  ({columns, rows, language, ascii}) => {
    test('every frame fits, its borders are straight, no number is cut, and each differs from the one before', () => {
      const driven = drive({open: {lesson, number: 1}}, {columns, rows, language, ascii}).press('-');
      let before = '';
      for (let frames = 0; ; frames++) {
        const lines = driven.lines();
        const text = lines.join('\n');
        expect(lines).toHaveLength(rows);
        for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
        expectStraightBorders(driven, lines);
        expect(text).not.toMatch(/\d…|…\d|\d\.\.\.|\.\.\.\d/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
        if (ascii && language === 'en') expect(text).toMatch(/^[\x00-\x7F]*$/);
        expect(text).not.toMatch(UNWRITTEN);
        expect(text).not.toBe(before);
        before = text;
        const place = places(driven);
        driven.press('space');
        if (places(driven) !== place) continue;
        driven.press('s');
        if (places(driven) === place) {
          expect(frames).toBeGreaterThanOrEqual(lesson.steps.length - 1);
          return;
        }
      }
    }, 120_000);
  },
);

test.each(['zh', 'en'] as const)(
  'at 80×24 all words of every step of lesson 1 are in sight (%s)',
  (language) => {
    const driven = drive({open: {lesson, number: 1}}, {language});
    for (let step = 1; step <= lesson.steps.length; step++) {
      driven.press('g', ...String(step), 'enter');
      expect(layoutLesson(lessonSceneOf(driven.model)!, driven.model).limits.words.most, `step ${step}`).toBe(
        0,
      );
    }
  },
);
