import fc from 'fast-check';
import stringWidth from 'string-width';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Lesson} from '../../src/lesson/lesson.ts';
import {
  type LessonProgress,
  type Mark,
  notBegun,
  outcomes,
  type Progress,
} from '../../src/session/progress.ts';
import type {LessonEntry} from '../../src/ui/pages.ts';
import {type Driven, drive} from './frame.tsx';
import {firstLesson} from './lesson.ts';

let first: Lesson;
beforeAll(async () => {
  first = await firstLesson();
});

/** Ten lessons with titles and summaries as long as they come. */
const lessons: readonly LessonEntry[] = Array.from({length: 10}, (_, i) => ({
  number: i + 1,
  id: i === 0 ? 'one-round' : `lesson-${i + 1}`,
  title: {zh: `误差怎样分给隐藏神经元 ${i + 1}`, en: `Sharing the error: part ${i + 1}`},
  summary: {
    zh: '一个输出的误差怎样分给前一层，直觉的分法和精确的规则差在哪里，什么时候两者一样',
    en: 'How the error of an output is shared among the layer before, and where intuition and rule differ',
  },
  steps: 40,
  questions: [3, 14, 25].map((step) => ({
    step,
    title: {zh: `这个梯度是正还是负 ${step}`, en: `The sign of this gradient ${step}`},
  })),
}));

const left = (over: Partial<LessonProgress>): LessonProgress => ({...notBegun, ...over});
const progress: Progress = new Map([
  [
    'one-round',
    left({
      step: 7,
      answers: new Map([
        [3, {outcome: 'wrong'}],
        [14, {outcome: 'right', text: '-'}],
      ]),
    }),
  ],
  [
    'lesson-3',
    left({
      step: 40,
      done: true,
      answers: new Map([
        [25, {outcome: 'skipped'}],
        [8, {outcome: 'wrong'}],
      ]),
    }),
  ],
]);

const line = (driven: Driven, title: string): string =>
  driven.lines().find((shown) => shown.includes(title)) ?? '';
const footer = (driven: Driven): string => driven.lines().at(-1) ?? '';
const saved = ({app, model}: Driven): readonly Mark[] => {
  return app.requests(model).flatMap((request) => (request.type === 'save' ? request.marks : []));
};

describe('the list of lessons', () => {
  test('says how far each is, and how many of its questions are open', () => {
    const driven = drive({lessons, progress});
    expect(line(driven, 'part 1 ')).toMatch(/step 7\/40 +1 open$/);
    expect(line(driven, 'part 2')).toMatch(/not begun$/);
    // A question that the lesson no longer asks is none.
    expect(line(driven, 'part 3')).toMatch(/done ✓ +1 open$/);
    expect(drive({lessons, progress}, {ascii: true}).text()).toContain('done v');
    expect(line(drive({lessons, progress}, {language: 'zh'}), '神经元 1 ')).toMatch(/第 7\/40 步 +1 题待答$/);
  });

  test('a lesson that cannot be read says nothing of it', () => {
    const [{steps: _, questions: __, ...broken}] = lessons as readonly [LessonEntry];
    expect(line(drive({lessons: [broken], progress}), 'part 1')).toMatch(/part 1$/);
  });

  test.each([
    {columns: 80, rows: 24},
    {columns: 60, rows: 18},
  ])('of ten has room for all at $columns×$rows, wherever the cursor is', (size) => {
    for (const language of ['zh', 'en'] as const) {
      const driven = drive({lessons, progress}, {...size, language});
      for (const {title, summary} of lessons) {
        const shown = driven.lines();
        expect(shown.filter((row) => row.includes('not begun') || row.includes('未开始'))).toHaveLength(8);
        expect(driven.text()).toContain(title[language]);
        expect(driven.text()).toContain(summary[language].slice(0, 20));
        driven.press('j');
      }
    }
  });

  test('fits at any size, in both languages and character sets, as do the open questions', () => {
    const answers = fc
      .array(fc.tuple(fc.constantFrom(3, 14, 25), fc.record({outcome: fc.constantFrom(...outcomes)})))
      .map((pairs) => new Map(pairs));
    const anyProgress = fc
      .array(
        fc.tuple(
          fc.constantFrom(...lessons.map(({id}) => id)),
          fc.record({step: fc.integer({min: 1, max: 99}), done: fc.boolean(), answers}),
        ),
      )
      .map((pairs): Progress => new Map(pairs));
    const settings = fc.record({
      columns: fc.integer({min: 60, max: 200}),
      rows: fc.integer({min: 18, max: 60}),
      language: fc.constantFrom('zh' as const, 'en' as const),
      ascii: fc.boolean(),
    });
    const keys = fc.array(fc.constantFrom('j', 'k', 'o', 'escape', 'r', 'R', 'pagedown'), {maxLength: 12});
    fc.assert(
      fc.property(anyProgress, settings, keys, (known, over, pressed) => {
        const driven = drive({lessons, progress: known}, over).press(...pressed);
        const shown = driven.lines();
        expect(shown).toHaveLength(over.rows);
        for (const row of shown) expect(stringWidth(row), row).toBeLessThanOrEqual(over.columns);
        expect(driven.text()).not.toMatch(
          over.ascii ? /[^\x20-\x7e\n\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u : /…/,
        );
      }),
      {numRuns: 200},
    );
  });
});

describe('open questions', () => {
  test('are those that were skipped or answered wrongly, and Enter asks to go to one', () => {
    const driven = drive({lessons, progress}).press('o');
    expect(line(driven, 'gradient 3')).toMatch(/▸ +1 +The sign of this gradient 3 +step 3\/40 +wrong$/);
    expect(line(driven, 'gradient 25')).toMatch(/^ +3 +The sign of this gradient 25 +step 25\/40 +skipped$/);
    expect(driven.text()).not.toContain('gradient 14');
    driven.press('j', 'j', 'enter');
    expect(driven.app.requests(driven.model)).toEqual([{type: 'open', id: 'lesson-3', at: 25}]);
  });

  test('one that is opened is asked again, and the list is there when it is left', () => {
    const driven = drive({lessons, progress}).press('o', 'enter');
    driven.send({type: 'opened', lesson: first, number: 1, key: 'one-round', at: 14});
    expect(driven.text()).toContain('step 14/35');
    expect(driven.text()).toContain('› Answer');
    expect(driven.press('escape').text()).toContain('Open questions');
    expect(driven.press('escape').text()).toContain('Lessons');
  });

  test('there may be none', () => {
    const driven = drive({lessons}).press('o');
    expect(driven.text()).toContain('No question is open');
    expect(driven.app.requests(driven.press('j', 'enter').model)).toEqual([]);
    expect(driven.press('escape').text()).toContain('Lessons');
  });
});

describe('forgetting', () => {
  test.each([
    ['r', 'Forget your progress in lesson 1?', {kind: 'reset', lesson: 'one-round'}, ['lesson-3']],
    ['R', 'Forget your progress in all lessons?', {kind: 'reset'}, []],
  ])('%s asks, y forgets, and every other key does not', (key, question, mark, rest) => {
    const driven = drive({lessons, progress}).press(key);
    expect(footer(driven)).toContain(question);
    expect(footer(driven)).toContain('y forgets, Esc keeps');
    expect(footer(driven.press('enter', 'n', 'space', 'r', 'j'))).toContain(question);
    expect(footer(driven.press('escape'))).toContain('? help');
    expect(saved(driven)).toEqual([]);
    expect(driven.press('y').model.progress).toEqual(progress);
    expect(saved(driven.press(key, 'y'))).toEqual([mark]);
    expect([...driven.model.progress.keys()]).toEqual(rest);
  });

  test('is not asked where there is nothing to forget, nor offered', () => {
    const driven = drive({lessons});
    expect(footer(driven)).not.toMatch(/reset|open questions/);
    expect(driven.press('r', 'R').model.overlay).toBeUndefined();
    expect(footer(drive({lessons, progress}, {columns: 100}))).toMatch(
      /o open questions.*r reset {2}R reset all/,
    );
    expect(footer(drive({lessons, progress}, {columns: 100}).press('j'))).not.toContain('r reset ');
  });
});

describe('a lesson', () => {
  const open = (
    over: Partial<LessonProgress>,
    more: {readonly at?: number; readonly key?: string} = {},
  ): Driven =>
    drive({
      open: {lesson: first, number: 1, key: 'one-round', ...more},
      progress: new Map([['one-round', left(over)]]),
    });

  test('that was left goes on there, and says so until a key', () => {
    const driven = open({step: 7});
    expect(driven.text()).toContain('step 7/35');
    expect(footer(driven)).toContain('Back at step 7. 0: first step. R: start again.');
    expect(footer(driven.press('tab'))).toContain('? help');
    expect(footer(drive({open: {lesson: first, key: 'one-round'}, progress}, {language: 'zh'}))).toContain(
      '接着上次的第 7 步',
    );
  });

  test('that was begun, ended or never seen starts at its start without a word', () => {
    for (const over of [{step: 1}, {step: 35, done: true}]) {
      const driven = open(over);
      expect(driven.text()).toContain('step 1/35');
      expect(footer(driven)).toContain('? help');
    }
  });

  test('without a key under which it is kept leaves no marks', () => {
    const driven = drive({open: {lesson: first}}).press('space', 'space', 'G');
    expect(saved(driven)).toEqual([]);
    expect(driven.model.progress.size).toBe(0);
  });

  test('leaves marks of a key once, and they are in the list when it is left', () => {
    const driven = open({}).press('space');
    expect(saved(driven)).toEqual([{kind: 'step', lesson: 'one-round', step: 2}]);
    expect(saved(driven.press('tab'))).toEqual([]);
    expect(saved(driven.press('G'))).toContainEqual({kind: 'done', lesson: 'one-round'});
    driven.press('escape').send({type: 'listed', lessons});
    expect(line(driven, 'part 1 ')).toContain('done ✓');
  });
});

test('what the user must know stands there until a key, also when it is found out later', () => {
  const notice = {zh: '进度没有保存（ENOSPC）。', en: 'Progress is not kept (ENOSPC).'};
  const driven = drive({lessons, notice});
  expect(footer(driven)).toContain(notice.en);
  expect(footer(driven.press('j'))).toContain('? help');
  expect(footer(driven.send({type: 'noticed', notice}))).toContain(notice.en);
});
