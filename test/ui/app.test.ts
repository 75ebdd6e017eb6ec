import fc from 'fast-check';
import stringWidth from 'string-width';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Lesson} from '../../src/lesson/lesson.ts';
import {sceneOf} from '../../src/session/player.ts';
import {lessonSceneOf} from '../../src/ui/app.tsx';
import type {LessonEntry} from '../../src/ui/pages.ts';
import {type Driven, drive} from './frame.tsx';
import {firstLesson, lessonOf} from './lesson.ts';

let first: Lesson;
let quiz: Lesson;
beforeAll(async () => {
  first = await firstLesson();
  quiz = await lessonOf(QUIZ);
});

const QUIZ = `
format: 1
id: quiz
title: {zh: 测验, en: Quiz}
summary: {zh: 三个问题, en: Three questions}
network: {layers: [[x], [o]], activation: sigmoid, loss: half-squared-error, weights: {x->o: 0.3}, biases: {o: 0.1}}
optimizer: {kind: sgd, rate: 0.5}
data: [{input: [1], target: [0.8]}]
steps:
  - title: {zh: 开始, en: Start}
    say: {zh: 好, en: Ready}
  - title: {zh: 数, en: A number}
    say: {zh: 就是这个数, en: That was the number}
    do: [{type: forward, until: z.o}]
    ask:
      kind: number
      of: z.o
      prompt: {zh: z 是多少, en: How large is z}
      hints: [{zh: 先乘, en: Times first}, {zh: 再加, en: Then plus}]
      explain: {zh: 乘了再加, en: Multiply and add}
  - title: {zh: 符号, en: A sign}
    say: {zh: 就是这个符号, en: That was the sign}
    do: [{type: forward, until: grad.z.o}]
    ask: {kind: sign, of: grad.z.o, prompt: {zh: 正还是负, en: Plus or minus}}
  - title: {zh: 选, en: A choice}
    say: {zh: 完, en: Done}
    do: [{type: forward, until: grad.w.x->o}]
    ask:
      kind: choice
      of: grad.w.x->o
      prompt: {zh: 哪一个, en: Which one}
      options:
        - {say: {zh: 甲, en: alpha}, is: [t.o]}
        - {say: {zh: 乙, en: beta}, is: [grad.z.o, a.x]}
`;

const step = (driven: Driven): number => sceneOf(lessonSceneOf(driven.model)!.player).stepNumber;

const entries: readonly LessonEntry[] = [
  {
    number: 1,
    id: 'one-round',
    title: {zh: '一轮训练', en: 'One round'},
    summary: {zh: '摘要甲', en: 'Summary A'},
  },
  {
    number: 2,
    id: 'many-rounds',
    title: {zh: '很多轮', en: 'Many rounds'},
    summary: {zh: '摘要乙', en: 'Summary B'},
  },
];

describe('keys of a lesson', () => {
  test.each([
    {keys: ['space', 'space', 'b'], at: 2},
    {keys: ['enter', 'right', 'l', 'n', 'h'], at: 4},
    {keys: ['space', 'left', 'backspace'], at: 1},
    {keys: ['b', 'b'], at: 1},
    {keys: ['g', '1', '2', 'enter'], at: 12},
    {keys: ['g', '1', '2', 'backspace', 'enter'], at: 1},
    {keys: ['g', '1', '2', 'escape'], at: 1},
    {keys: ['g', '9', '9', '9', 'enter'], at: 35},
    {keys: ['g', 'enter'], at: 1},
    {keys: ['end'], at: 35},
    {keys: ['G', '0'], at: 1},
    {keys: ['G', 'home'], at: 1},
    {keys: ['space', 'space', 'R'], at: 1},
    {keys: ['x', 'Z', 'delete', 'ctrl+q', 'space'], at: 2},
  ])('$keys go to step $at', ({keys, at}) => {
    expect(step(drive({open: {lesson: first}}).press(...keys))).toBe(at);
  });

  test('typed-ahead keys all count', () => {
    expect(step(drive({open: {lesson: first}}).press(...Array.from({length: 9}, () => 'n')))).toBe(10);
  });

  test('stepping back shows the same screen again, at every step', () => {
    const driven = drive({open: {lesson: quiz, number: 9}});
    const forward: string[] = [];
    const keys = ['space', 's', 'space', 's', 'space', 's'];
    for (const key of keys) {
      forward.push(driven.text());
      driven.press(key);
    }
    const again = drive({open: {lesson: quiz, number: 9}});
    expect(again.press(...keys, ...keys.map(() => 'b')).text()).toContain('Ready');
    expect(forward[0]).toBe(
      drive({open: {lesson: quiz, number: 9}})
        .press('space', 'b')
        .text(),
    );
  });

  test('+ and − change how far a key goes, and the header says so', () => {
    const driven = drive({open: {lesson: first}});
    expect(driven.text()).toContain('stride: step');
    expect(driven.press('-').text()).toContain('stride: operation');
    expect(driven.press('+', '+').text()).toContain('stride: neuron');
    expect(driven.press('=', '_', '=').text()).toContain('stride: layer');
  });

  test('d goes through the digits, and the numbers follow', () => {
    const driven = drive({open: {lesson: first}}).press('g', '6', 'enter');
    const shown = (digits: string): void => expect(driven.text()).toContain(digits);
    shown('= 0.5744');
    driven.press('d');
    shown('= 0.574442517');
    driven.press('d');
    shown('= 0.574442516811659');
    driven.press('d');
    shown('= 0.57');
    driven.press('d');
    shown('= 0.5744');
  });

  test('tab shows the other lower panel until the next step', () => {
    const driven = drive({open: {lesson: first}}).press('g', '5', 'enter');
    expect(driven.text()).toContain('zh = wh·x + bh');
    expect(driven.press('tab').text()).toContain('gradient');
    expect(driven.press('tab').text()).toContain('= 0.2 × 1 + 0.1');
    expect(driven.press('tab', 'space').text()).toContain('yh = σ(zh)');
  });

  test('at 60 columns the loss is one of the lower panels', () => {
    const driven = drive({open: {lesson: first}}, {columns: 60, rows: 18}).press(
      'g',
      '1',
      '0',
      'enter',
      'tab',
      'tab',
    );
    expect(driven.text()).toMatch(/ Loss ─+/);
    expect(driven.text()).toContain('0.0216 ┼');
  });

  test('q and ctrl+c end the app, everywhere', () => {
    for (const keys of [['q'], ['ctrl+c'], ['?', 'q'], ['g', 'ctrl+c'], ['escape', 'q']]) {
      const driven = drive({open: {lesson: first}}).press(...keys);
      expect(driven.app.finished(driven.model), keys.join(' ')).toBe(true);
    }
  });
});

describe('a training that is seen going on', () => {
  const TRAINING = `format: 1
id: training
title: T
summary: S
network: {layers: [[x], [o]], activation: sigmoid, loss: half-squared-error, weights: {x->o: 0.3}}
optimizer: {kind: sgd, rate: 0.5}
data: [{input: [1], target: [0.8]}]
steps:
  - {title: One, say: 'round {{ round }}.'}
  - {title: Two, say: 'round {{ round }}.', do: [{type: train, rounds: 240}]}
  - {title: Three, say: 'three {{ round }}.'}
`;

  test('goes through its stages by ticks and comes to rest at the step’s end', async () => {
    const driven = drive({open: {lesson: await lessonOf(TRAINING)}}, {motion: true}).press('space');
    const rounds: number[] = [];
    for (let i = 0; i < 100 && driven.app.tickEvery(driven.model) !== undefined; i++) {
      rounds.push(Number(/round (\d+)\./.exec(driven.text())?.[1]));
      driven.send({type: 'tick'});
    }
    expect(rounds.length).toBeGreaterThan(10);
    expect(rounds).toEqual([...rounds].sort((a, b) => a - b));
    expect(new Set(rounds).size).toBe(rounds.length);
    expect(driven.text()).toContain('round 241.');
    expect(step(driven)).toBe(2);
  });

  test('is over with the next key, which counts', async () => {
    const lesson = await lessonOf(TRAINING);
    const driven = drive({open: {lesson}}, {motion: true}).press('space', 'space');
    expect(driven.text()).toContain('three 241.');
    expect(driven.app.tickEvery(driven.model)).toBeUndefined();
    expect(drive({open: {lesson}}, {motion: true}).press('space', 'b').text()).toContain('round 1.');
  });

  test('is not shown where nothing may move', async () => {
    const driven = drive({open: {lesson: await lessonOf(TRAINING)}}).press('space');
    expect(driven.app.tickEvery(driven.model)).toBeUndefined();
    expect(driven.text()).toContain('round 241.');
  });
});

describe('automatic play', () => {
  test('ticks move it on, + and − change the speed, and it ends with the lesson', () => {
    const driven = drive({open: {lesson: first}});
    expect(driven.app.tickEvery(driven.model)).toBeUndefined();
    driven.press('a');
    const usual = driven.app.tickEvery(driven.model)!;
    expect(lessonSceneOf(driven.send({type: 'tick'}).model)?.player.position.step).toBe(1);
    expect(driven.press('+').text()).toContain('2×');
    expect(driven.app.tickEvery(driven.model)).toBe(usual / 2);
    expect(driven.press('+', '+', '+').text()).toContain('4×');
    expect(driven.press('-', '-', '-', '-', '-').text()).toContain('0.5×');
    driven.press('G').send({type: 'tick'});
    expect(driven.app.tickEvery(driven.model)).toBeUndefined();
  });

  test('it waits at a question and while something is in front', () => {
    const driven = drive({open: {lesson: quiz}}).press('a');
    expect(driven.press('?').app.tickEvery(driven.model)).toBeUndefined();
    expect(driven.press('?').app.tickEvery(driven.model)).toBeDefined();
    driven.send({type: 'tick'});
    expect(step(driven)).toBe(2);
    expect(driven.app.tickEvery(driven.model)).toBeUndefined();
    expect(driven.send({type: 'tick'}).press('s').app.tickEvery(driven.model)).toBeDefined();
  });
});

describe('questions', () => {
  test('space does not go past an open one and says what to do; the truth stays hidden', () => {
    const driven = drive({open: {lesson: quiz}}).press('space', 'space', 'space');
    expect(step(driven)).toBe(2);
    expect(driven.text()).toContain('Answer first, or press s to skip.');
    expect(driven.text()).not.toContain('Multiply and add');
    expect(driven.text()).not.toContain('0.4');
  });

  test('a right number is confirmed and explained, and space goes on', () => {
    const driven = drive({open: {lesson: quiz}}).press('space', '0', '.', '5', 'backspace', '4');
    expect(driven.text()).toContain('Answer: 0.4');
    driven.press('enter');
    expect(driven.text()).toContain('✓');
    expect(driven.text()).toContain('Multiply and add');
    expect(step(driven)).toBe(2);
    expect(driven.press('space').text()).toContain('That was the number');
  });

  test('a wrong number may be given again, and the true one stays hidden', () => {
    const driven = drive({open: {lesson: quiz}}).press('space', '7', 'enter');
    expect(driven.text()).toContain('✗ You said 7. That is not it.');
    expect(driven.text()).not.toContain('0.4');
    expect(driven.text()).toContain('s skip question');
    expect(driven.press('enter').text()).toContain('Answer first');
    expect(driven.press('.', '4', 'enter').text()).toContain('✓');
  });

  test('whoever goes on from a wrong number is told the true one', () => {
    const driven = drive({open: {lesson: quiz}}).press('space', '7', 'enter', 'space');
    expect(driven.text()).toContain('✗ You said 7; it is 0.4.');
    expect(driven.text()).toContain('Multiply and add');
  });

  test('hints come one by one, as many as there are', () => {
    const driven = drive({open: {lesson: quiz}}).press('space');
    const hints = () => [...driven.text().matchAll(/Hint \d: \w+/g)].map(([hint]) => hint);
    expect(hints()).toEqual([]);
    expect(driven.text()).toContain('i hint');
    driven.press('i');
    expect(hints()).toEqual(['Hint 1: Times']);
    driven.press('i', 'i', 'i');
    expect(hints()).toEqual(['Hint 1: Times', 'Hint 2: Then']);
    expect(driven.text()).not.toContain('i hint');
  });

  test('what is no number is refused', () => {
    const driven = drive({open: {lesson: quiz}}).press('space', '.', '.', 'enter');
    expect(driven.text()).toContain('That is no answer');
  });

  test('the help says that Esc leads back to what it lies on', () => {
    const driven = drive({open: {lesson: quiz}}).press('space');
    const before = driven.text();
    expect(driven.press('?').lines().at(-1)).toContain('Esc back');
    expect(driven.press('escape').text()).toBe(before);
  });

  test('while a question is open the other keys do what they always do', () => {
    const driven = drive({open: {lesson: quiz}}).press('space', '4', 'd', 'L');
    expect(driven.model.digits).toBe(9);
    expect(driven.text()).toContain('回答：4');
    expect(driven.press('?').text()).toContain('按键');
    expect(step(driven.press('?', 'b'))).toBe(1);
  });

  test('a skipped one shows the answer and the explanation', () => {
    const driven = drive({open: {lesson: quiz}}).press('space', 's');
    expect(driven.text()).toContain('Skipped. It is 0.4.');
    expect(driven.text()).toContain('Multiply and add');
    expect(driven.text()).toContain('That was the number');
  });

  test('a sign is typed as + or −', () => {
    const driven = drive({open: {lesson: quiz}}).press('space', 's', 'space', '+', '-', 'enter');
    expect(driven.text()).toContain('✓ Right: − (negative)');
  });

  test('a choice is typed as its number', () => {
    const driven = drive({open: {lesson: quiz}}).press('space', 's', 'space', 's', 'space');
    expect(driven.text()).toContain('1) alpha   2) beta');
    expect(driven.press('3', '1', '2').text()).toContain('Answer: 2');
    expect(driven.press('enter').text()).toContain('✓ Right: 2) beta');
  });

  test('a digit that is no answer to the question says how to answer', () => {
    const open = (...keys: string[]) => drive({open: {lesson: quiz}}).press('space', 's', 'space', ...keys);
    const signs = [open(), open('space'), open('space', '3'), open('space', '3', '-')];
    expect(signs.map(({model}) => lessonSceneOf(model)?.reminded)).toEqual([
      undefined,
      'to answer',
      'how',
      undefined,
    ]);
    expect(signs[2]!.text()).toMatch(/Answer: ▏ +type \+ or − \(or 0\), then Enter/);
    expect(open('s', 'space', '9').text()).toMatch(/Answer: ▏ +press 1–2, then Enter/);
  });
});

describe('pages', () => {
  test('home lists the lessons, and opens the chosen one by a request', () => {
    const driven = drive({lessons: entries});
    expect(driven.text()).toContain('▸  1  One round');
    expect(driven.text()).toContain('Summary A');
    expect(driven.press('j', 'j').text()).toContain('Summary B');
    driven.press('enter');
    expect(driven.app.requests(driven.model)).toEqual([{type: 'open', id: 'many-rounds'}]);
    driven.send({type: 'opened', lesson: first, number: 2});
    expect(driven.app.requests(driven.model)).toEqual([]);
    expect(driven.text()).toContain('Lesson 2');
    expect(driven.press('escape').text()).toContain('▸  2  Many rounds');
  });

  test('a lesson that was opened directly asks for the list when it is left', () => {
    const driven = drive({open: {lesson: first}}).press('escape');
    expect(driven.app.requests(driven.model)).toEqual([{type: 'list'}]);
    expect(driven.send({type: 'listed', lessons: entries}).text()).toContain('Many rounds');
  });

  test('a lesson that cannot be opened shows its problems, and esc goes back', () => {
    const driven = drive({lessons: entries}).press('enter');
    driven.send({
      type: 'refused',
      problems: [{zh: '坏.yaml:3:1：缺少 steps', en: 'bad.yaml:3:1: steps is missing'}],
    });
    expect(driven.text()).toContain('bad.yaml:3:1: steps is missing');
    expect(driven.press('escape').text()).toContain('Many rounds');
  });

  test('a screen that is too small says which size is needed and which it is, and comes back', () => {
    const driven = drive({open: {lesson: first}}).send({type: 'resize', columns: 50, rows: 10});
    expect(driven.text()).toContain('60×18');
    expect(driven.text()).toContain('50×10');
    expect(driven.text()).toContain('--plain');
    expect(driven.send({type: 'resize', columns: 80, rows: 24}).text()).toContain('Network');
  });

  test('any size down to 1×1 is survived', () => {
    for (const [columns, rows] of [
      [1, 1],
      [2, 1],
      [1, 50],
      [59, 18],
      [60, 17],
      [3, 3],
    ] as const) {
      const driven = drive({open: {lesson: first}}).send({type: 'resize', columns, rows});
      const lines = driven.lines();
      expect(lines).toHaveLength(rows);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    }
  });
});

test('at any size, in either language and character set, the frame fits', () => {
  const options = fc.record({
    columns: fc.integer({min: 60, max: 220}),
    rows: fc.integer({min: 18, max: 70}),
    language: fc.constantFrom('zh' as const, 'en' as const),
    ascii: fc.boolean(),
    digits: fc.constantFrom(2 as const, 4 as const, 9 as const, 17 as const),
  });
  fc.assert(
    fc.property(
      options,
      fc.integer({min: 1, max: 35}),
      fc.constantFrom('tab', '?', 'g', 'escape', 'd'),
      (over, at, key) => {
        const driven = drive({open: {lesson: first, number: 1}}, over).press(
          'g',
          ...String(at),
          'enter',
          key,
        );
        const lines = driven.lines();
        expect(lines).toHaveLength(over.rows);
        for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(over.columns);
        expect(lines.join('\n')).not.toMatch(/\d…|…\d/);
      },
    ),
    {numRuns: 60},
  );
});

describe('language', () => {
  const pages: readonly (readonly string[])[] = [
    [],
    ['?'],
    ['g', '1', '0', 'enter'],
    ['g', '2', '5', 'enter'],
    ['G'],
    ['g'],
    ['tab'],
  ];
  test.each(pages.map((keys) => ({keys})))(
    'after L no word of the other language is left ($keys)',
    ({keys}) => {
      const english = drive({open: {lesson: first, number: 1}}, {rows: 60}).press(...keys);
      expect(english.text().replaceAll('中文', '')).not.toMatch(/\p{Script=Han}/u);
      const chinese = drive({open: {lesson: first, number: 1}}, {rows: 60, language: 'zh'}).press(...keys);
      const words = chinese.text().match(/[A-Za-z]{4,}/g) ?? [];
      const names = ['sigmoid', 'English', 'Ctrl', 'PgDn', 'PgUp', 'Home', 'delta', 'Left', 'Right'];
      expect(words.filter((word) => !names.includes(word))).toEqual([]);
    },
  );

  test('L switches live and keeps the place', () => {
    const driven = drive({open: {lesson: first, number: 1}}).press('g', '7', 'enter', 'L');
    expect(driven.text()).toContain('第 7/35 步');
    expect(driven.press('L').text()).toContain('step 7/35');
  });
});
