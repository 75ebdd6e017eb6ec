import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {createFrames} from '../../../src/classroom/frames.ts';
import type {Lesson} from '../../../src/lesson/lesson.ts';
import {
  type ClassEvent,
  type ClassState,
  LONGEST_MESSAGE,
  openClass,
  updateClass,
} from '../../../src/session/class/classState.ts';
import {type ClassWish, sharedNews, teacherNews} from '../../../src/session/class/news.ts';
import {type AppModel, createApp} from '../../../src/ui/app.tsx';
import {pictureKey} from '../../../src/ui/class/pictureKey.ts';
import {enterPlay} from '../../../src/ui/class/playInClass.tsx';
import {enterClass} from '../../../src/ui/class/studentKind.tsx';
import {enterAsTeacher} from '../../../src/ui/class/teacherKind.tsx';
import {bindings, type Command} from '../../../src/ui/keys.ts';
import {textWidth} from '../../../src/ui/paint.ts';
import {playFrom} from '../../../src/ui/play/kind.tsx';
import {IN_CLASS} from '../../../src/ui/play/scene.ts';
import {screenWords} from '../../../src/ui/words.ts';
import {classLesson} from '../../classroom/lesson.ts';
import {settings, withoutStyles} from '../frame.tsx';
import {lessonOf} from '../lesson.ts';

/* A class without a network: what the scenes wish for happens at once, and its news come at once. */

let lesson: Lesson;
const frames = createFrames();
beforeAll(async () => {
  lesson = await classLesson();
});
afterAll(() => frames.close());

const NAMES = ['anna', 'bob', 'cleo'];

function playedClass(looks: Partial<typeof settings> = {}, shown: Lesson = lesson) {
  let state: ClassState = openClass(shown);
  const happen = (event: ClassEvent): void => {
    state = updateClass(state, event);
  };
  for (const name of NAMES) happen({type: 'join', student: name, name, word: `${name}22`});
  const shared = () => sharedNews(state, true);
  const news = (name: string) => ({
    role: 'student' as const,
    shared: shared(),
    own: state.students.get(name)!,
  });
  const presence = new Map(
    NAMES.map((name, i) => [name, {columns: 80 - 15 * i, rows: 24, playing: i === 1}]),
  );
  let unkept: string | undefined;
  const join = ['ssh -p 2222 NAME@127.0.0.1', 'SHA256:x'];
  const forTeacher = () => teacherNews(state, shared(), presence, join, unkept);
  const app = createApp({...settings, ...looks}, {lessons: []});
  const models = new Map<string, AppModel>(
    NAMES.map((name) => [
      name,
      createApp({...settings, ...looks}, {scene: enterClass(news(name), undefined, false)}).start,
    ]),
  );
  models.set(
    'teacher',
    createApp({...settings, ...looks}, {scene: enterAsTeacher(forTeacher(), undefined)}).start,
  );

  function press(who: string, key: string): void {
    let model = app.update(models.get(who)!, {type: 'key', key});
    for (const request of app.requests(model)) {
      if (request.type === 'play')
        model = app.update(model, {
          type: 'entered',
          scene: enterPlay({
            news: news(who),
            from: request.from!,
            at: request.at!,
            play: playFrom(request.from!, IN_CLASS).state,
          }),
        });
      if (request.type !== 'class') continue;
      const {wish} = request;
      if (wish.type === 'handIn') continue;
      if (wish.type === 'renew') {
        happen({type: 'word', student: wish.student, word: 'anew33'});
        continue;
      }
      happen((who === 'teacher' ? wish : {...wish, student: who}) as ClassEvent & ClassWish);
    }
    models.set(who, model);
    spread();
  }
  function spread(): void {
    for (const [name, before] of models) {
      const model = app.update(before, {
        type: 'answer',
        scene: 'class',
        answer: name === 'teacher' ? forTeacher() : news(name),
      });
      models.set(name, model);
    }
  }
  const frame = (who: string): string => {
    const model = models.get(who)!;
    return frames.frame(undefined, model, () => app.view(model));
  };
  return {
    press,
    frame,
    tell(event: ClassEvent) {
      happen(event);
      spread();
    },
    unkept(why: string | undefined) {
      unkept = why;
      spread();
    },
    key: (who: string) => pictureKey(models.get(who)!),
    get state() {
      return state;
    },
  };
}

const studentKeys = [
  'space',
  'b',
  't',
  'f',
  'left',
  '0',
  'G',
  'g',
  '2',
  'enter',
  '-',
  '+',
  '1',
  'i',
  's',
  'tab',
  'x',
  'w',
  'd',
  'L',
  'A',
  'C',
  'down',
  '?',
  'escape',
  'k',
];
const teacherKeys = [
  'space',
  'space',
  'b',
  'g',
  '3',
  'enter',
  'v',
  'p',
  'w',
  'o',
  '+',
  '-',
  'm',
  'h',
  'escape',
  'G',
  '0',
  'H',
  'down',
  'enter',
  'x',
  'n',
  'y',
];
const press = fc.oneof(
  fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...studentKeys)),
  fc.tuple(fc.constant('teacher'), fc.constantFrom(...teacherKeys)),
);

test('pictures with one key look the same', () => {
  const seen = new Map<string, string>();
  let shared = 0;
  fc.assert(
    fc.property(fc.array(press, {maxLength: 30}), (presses) => {
      const played = playedClass();
      for (const [who, key] of presses) {
        played.press(who, key);
        for (const name of NAMES) {
          const picture = played.key(name);
          if (picture === undefined) continue;
          const frame = played.frame(name);
          if (seen.has(picture)) {
            shared++;
            expect(frame).toBe(seen.get(picture));
          }
          seen.set(picture, frame);
        }
      }
    }),
    {numRuns: 25},
  );
  expect(shared).toBeGreaterThan(100);
});

test('free play has a picture of its own, and the class is below it as it was', () => {
  const played = playedClass();
  played.press('teacher', 'space');
  for (const name of ['anna', 'bob']) played.press(name, 'f');
  const before = played.frame('anna');
  expect(before).toContain('on my own');
  expect(before).toContain('free play');
  expect(played.key('anna')).toBe(played.key('bob'));
  for (const key of ['t', 'right', 'right', 'enter', '0', '.', '7', 'enter']) played.press('anna', key);
  expect(played.key('anna')).toBeUndefined();
  expect(played.frame('anna')).toContain('w.x→o = 0.7 ');
  expect(played.frame('bob')).toBe(before);
  // What the teacher does meanwhile is there when the student comes back, who is still alone.
  for (const key of ['m', 'h', 'i', ' ', 'a', 'l', 'l', '!', 'enter']) played.press('teacher', key);
  played.press('anna', 'escape');
  expect(played.frame('anna')).toContain('on my own');
  expect(played.frame('anna')).toContain('teacher: hi all!');
  expect(withoutStyles(played.frame('anna'))).toContain('f follow  t free play');
  expect(played.frame('anna')).toBe(played.frame('bob'));
  expect(played.state.students.get('anna')!.following).toBe(false);
});

test('whoever followed comes out of free play where the teacher is by then', () => {
  const played = playedClass();
  for (const key of ['space', 'space']) played.press('teacher', key);
  played.press('anna', 't');
  expect(withoutStyles(played.frame('anna')).split('\n')[0]).toMatch(
    /^ the teacher asks a question +Esc back to the teacher$/,
  );
  for (const key of ['g', '5', 'enter']) played.press('teacher', key);
  expect(withoutStyles(played.frame('anna')).split('\n')[0]).toMatch(/^ the class goes on /);
  played.press('anna', 'escape');
  expect(played.frame('anna')).toBe(played.frame('bob'));
  expect(played.frame('anna')).toContain('All is said');
});

test('in free play a message and a question of the teacher’s are seen at once', () => {
  const played = playedClass();
  played.press('teacher', 'space');
  played.press('anna', 't');
  played.press('bob', 'f');
  played.press('bob', 't');
  for (const key of ['m', 'h', 'i', 'enter']) played.press('teacher', key);
  const lines = () => withoutStyles(played.frame('anna')).split('\n');
  expect(lines()[1]).toContain('teacher: hi');
  expect(lines().at(-1)).toContain('teacher: hi');
  played.press('teacher', 'space');
  expect(lines()[0]).toMatch(/^ the teacher asks a question /);
  expect(lines()[1]).toContain('teacher: hi');
  expect(lines().at(-1)).toContain('Esc leads to it');
  expect(withoutStyles(played.frame('bob')).split('\n').at(-1)).toContain('Esc, then f, lead to it');
  // The note goes with the next key, what stands above stays.
  played.press('anna', 'right');
  expect(lines().at(-1)).not.toContain('Esc leads');
  expect(lines()[0]).toContain('the teacher asks');
});

test.each(['zh', 'en'] as const)(
  'the longest message can be read whole, wherever a student is (%s)',
  (language) => {
    const text =
      language === 'zh'
        ? '先看输出层的误差，再看它怎样传回隐藏层。'.repeat(10)
        : 'look at the hidden layer '.repeat(8);
    const played = playedClass({language});
    played.tell({type: 'message', text: text.slice(0, LONGEST_MESSAGE).trim()});
    const wanted = text.slice(0, LONGEST_MESSAGE).replaceAll(/\s/g, '');
    const seen = (name: string): string => {
      const frame = withoutStyles(played.frame(name));
      expect(frame.split('\n').length).toBeLessThanOrEqual(24);
      for (const line of frame.split('\n')) expect(textWidth(line), line).toBeLessThanOrEqual(80);
      return frame.replaceAll(/\s/g, '');
    };
    played.press('anna', 't');
    expect(seen('anna')).toContain(wanted);
    expect(seen('bob')).toContain(wanted);
    for (const key of ['space', 'g', '3', 'enter', 'v']) played.press('teacher', key);
    expect(seen('bob')).toContain(wanted);
  },
);

describe('a slope forgotten in a function', () => {
  const FUNCTION = `
format: 1
id: sine
title: {zh: 正弦, en: Sine}
summary: {zh: 一个函数, en: A function}
function: 's = sin(x); 3*s'
at: {x: 1}
optimizer: {kind: sgd, rate: 0.5}
steps:
  - title: {zh: 问, en: A question}
    say: {zh: 好, en: Good}
    do: [{type: forward, until: grad.x}]
    ask: {kind: number, of: grad.x, prompt: {zh: 梯度是多少, en: How large is the gradient}}
`;
  test.each([
    {language: 'en', said: 'a slope was forgotten'},
    {language: 'zh', said: '漏乘了斜率'},
  ] as const)(
    'is called so in the list, the counts and the explanation ($language)',
    async ({language, said}) => {
      const played = playedClass({language}, await lessonOf(FUNCTION));
      for (const key of ['3', 'enter']) played.press('anna', key);
      const seen = (who: string) => withoutStyles(played.frame(who));
      played.press('teacher', 'p');
      expect(seen('teacher')).toMatch(new RegExp(`${said} *█`));
      for (const key of ['v', 'w']) played.press('teacher', key);
      expect(seen('teacher')).toMatch(new RegExp(`anna .*${said}`));
      played.press('anna', 'w');
      expect(seen('anna')).toMatch(new RegExp(`${said}[:：]`));
    },
  );
});

test('with f a student who follows stays, and one who may goes ahead by the usual key', () => {
  const played = playedClass();
  played.press('anna', 'space');
  expect(played.state.students.get('anna')!.following).toBe(true);
  played.press('anna', 'f');
  expect(played.state.students.get('anna')!.following).toBe(false);
  expect(withoutStyles(played.frame('bob'))).not.toContain('space next');
  played.press('teacher', 'o');
  expect(withoutStyles(played.frame('bob'))).toContain('f stay here  t free play  space next');
  played.press('bob', 'space');
  expect(played.state.students.get('bob')).toMatchObject({following: false, position: {step: 1}});
  for (const name of ['anna', 'bob']) played.press(name, 'f');
  expect(played.state.students.get('anna')!.following).toBe(true);
  expect(played.frame('anna')).toBe(played.frame('bob'));
});

test('those who follow share a picture, whatever they answered before', () => {
  const played = playedClass();
  for (const key of ['space', 'g', '3', 'enter']) played.press('teacher', key);
  for (const key of ['+', 'enter']) played.press('anna', key);
  expect(played.key('anna')).not.toBe(played.key('bob'));
  for (const key of ['-', 'enter']) played.press('bob', key);
  for (const key of ['v', 'space', 'space']) played.press('teacher', key);
  expect(played.state.player.position.step).toBe(3);
  expect(new Set(NAMES.map(played.key)).size).toBe(1);
});

describe.each([
  {columns: 60, rows: 18},
  {columns: 80, rows: 24},
  {columns: 120, rows: 36},
])('at $columns×$rows', (size) => {
  test.each([
    {language: 'zh', ascii: false},
    {language: 'en', ascii: false},
    {language: 'en', ascii: true},
  ] as const)('every screen of a class fits ($language, ASCII $ascii)', (look) => {
    fc.assert(
      fc.property(fc.array(press, {maxLength: 25}), (presses) => {
        const played = playedClass({...size, ...look});
        for (const [who, key] of presses) {
          played.press(who, key);
          const lines = withoutStyles(played.frame(who)).split('\n');
          expect(lines.length).toBeLessThanOrEqual(size.rows);
          for (const line of lines) expect(textWidth(line), line).toBeLessThanOrEqual(size.columns);
        }
      }),
      {numRuns: 12},
    );
  });
});

test('ASCII means ASCII on every screen of a class', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...NAMES, 'teacher'), fc.constantFrom(...teacherKeys)), {
        maxLength: 20,
      }),
      (presses) => {
        const played = playedClass({ascii: true});
        for (const [who, key] of presses) {
          played.press(who, key);
          expect(withoutStyles(played.frame(who)).replaceAll(/[\u4E00-\u9FFF]/g, '')).toMatch(
            /^[\n\x20-\x7E]*$/,
          );
        }
      },
    ),
    {numRuns: 15},
  );
});

describe.each([
  {who: 'anna', is: 'following', before: [], idle: ['next', 'last', 'coarser', 'finer']},
  {who: 'anna', is: 'alone, where the teacher is', before: ['f'], idle: ['next', 'last']},
  {who: 'anna', is: 'alone, further back', before: ['f', 'b'], idle: []},
  {who: 'anna', is: 'in free play', before: ['t'], idle: ['record', 'words', 'saveNet', 'automatic']},
  {who: 'teacher', is: 'there', before: [], idle: []},
])('$who is $is:', ({who, before, idle}) => {
  const places = () => (who === 'teacher' ? ['teacher'] : before.includes('t') ? ['play'] : ['student']);
  const commands = (): readonly Command[] => [
    ...new Set(
      bindings
        .filter((binding) => binding.places.some((place) => places().includes(place)))
        .map(({command}) => command),
    ),
  ];
  const played = (looks = {}) => {
    const made = playedClass(looks);
    // The last step asks nothing and is said at once.
    for (const key of ['g', '5', 'enter']) made.press('teacher', key);
    for (const key of before) made.press(who, key);
    return made;
  };

  test('the help names what comes to something, and nothing else', () => {
    const made = played({rows: 250});
    made.press(who, '?');
    const help = withoutStyles(made.frame(who));
    for (const command of commands()) {
      const words = screenWords.en.commands[command].long.slice(0, 30);
      if (idle.includes(command)) expect(help).not.toContain(words);
      else expect(help).toContain(words);
    }
  });

  test('what it leaves out comes to nothing', () => {
    for (const {command, keys} of bindings.filter((binding) =>
      binding.places.some((place) => places().includes(place)),
    )) {
      if (!idle.includes(command)) continue;
      const made = played({columns: 120});
      // Notes go with the next key, and have one line where it is wide.
      const still = made.state;
      const frame = () => made.frame(who).split('\n').slice(0, -1).join('\n');
      const seen = frame();
      for (const key of keys) made.press(who, key);
      expect(frame(), command).toBe(seen);
      expect(made.state, command).toBe(still);
    }
  });

  test('no footer names it', () => {
    const footer = withoutStyles(played({columns: 200}).frame(who))
      .split('\n')
      .at(-1)!;
    for (const command of idle as Command[])
      expect(footer).not.toContain(` ${screenWords.en.commands[command].short}  `);
  });
});

test('where the lesson ends no key is named that leads nowhere', () => {
  const played = playedClass();
  for (const key of ['space', 'g', '5', 'enter']) played.press('teacher', key);
  for (const who of ['anna', 'teacher']) {
    expect(withoutStyles(played.frame(who))).toContain('End of the lesson.');
    expect(withoutStyles(played.frame(who))).not.toMatch(/Esc|once more/);
  }
});

test('a disk that takes nothing is on the teacher’s screen until it does, and when the class is to end', () => {
  const played = playedClass();
  const last = () => withoutStyles(played.frame('teacher')).split('\n').at(-1)!;
  played.unkept('ENOSPC');
  expect(last()).toContain('Nothing is kept (ENOSPC): see to disk and data folder, or it will be lost.');
  played.press('teacher', 'space');
  expect(last()).toContain('not kept on disk (ENOSPC)');
  played.press('teacher', 'E');
  expect(last()).toContain('the answers will be lost! Sure?');
  played.press('teacher', 'escape');
  played.unkept(undefined);
  expect(last()).toContain('everything is kept');
  played.press('teacher', 'space');
  expect(last()).not.toMatch(/disk/);
  expect(withoutStyles(played.frame('anna'))).not.toMatch(/disk/);
});

test('a student never gets a word of another’s', () => {
  fc.assert(
    fc.property(fc.array(press, {maxLength: 30}), (presses) => {
      const played = playedClass();
      for (const [who, key] of presses) {
        played.press(who, key);
        for (const name of NAMES) {
          const frame = withoutStyles(played.frame(name));
          for (const other of NAMES) if (other !== name) expect(frame).not.toContain(other);
        }
      }
    }),
    {numRuns: 15},
  );
});

describe('a student whom the teacher chooses', () => {
  const teachersFrame = (played: ReturnType<typeof playedClass>): string =>
    withoutStyles(played.frame('teacher'));
  const pressAll = (played: ReturnType<typeof playedClass>, ...keys: readonly string[]): void => {
    for (const key of keys) played.press('teacher', key);
  };

  test('has a word that is seen only when it is asked for, and can be a new one', () => {
    const played = playedClass();
    pressAll(played, 'down', 'down');
    expect(teachersFrame(played)).toMatch(/^› bob /m);
    expect(teachersFrame(played)).not.toContain('bob22');
    pressAll(played, 'enter');
    expect(teachersFrame(played)).toContain('bob: word to come back bob22');
    pressAll(played, 'n');
    expect(teachersFrame(played)).not.toContain('bob22');
    expect(played.state.students.get('bob')?.word).toBe('bob22');
    pressAll(played, 'y');
    expect(teachersFrame(played)).toContain('bob: word to come back anew33');
    pressAll(played, 'escape');
    expect(teachersFrame(played)).not.toContain('anew33');
  });

  test('is removed after a question, stands at the end of the list, and may come back', () => {
    const played = playedClass();
    pressAll(played, 'down', 'enter', 'x', 'escape');
    expect(played.state.students.get('anna')?.removed).toBe(false);
    pressAll(played, 'enter', 'x', 'y');
    expect(played.state.students.get('anna')?.removed).toBe(true);
    expect(teachersFrame(played)).toContain('/2');
    expect(teachersFrame(played)).toMatch(/cleo .*\n› anna +1 +removed/);
    // No word leads back.
    pressAll(played, 'enter');
    expect(teachersFrame(played)).not.toContain('anna22');
    pressAll(played, 'x');
    expect(teachersFrame(played)).toMatch(/› anna +1 +following/);
  });

  test('is on screen, however long the list', () => {
    const played = playedClass({rows: 18});
    for (let i = 0; i < 30; i++) played.tell({type: 'join', student: `s${i}`, name: `s${i}`, word: 'abc234'});
    for (let i = 0; i < 33; i++) {
      pressAll(played, 'down');
      expect(teachersFrame(played).match(/^› /gm)).toHaveLength(1);
    }
    expect(teachersFrame(played)).toMatch(/^› s29 /m);
    for (let i = 0; i < 40; i++) pressAll(played, 'pageup');
    expect(teachersFrame(played)).toMatch(/^› anna /m);
  });

  test('is asked about in words that fit the narrowest usual screen', () => {
    const longest = 'n'.repeat(24);
    for (const language of ['en', 'zh'] as const) {
      const played = playedClass({language});
      played.tell({type: 'join', student: longest, name: longest, word: 'abc234'});
      const footer = (): string => teachersFrame(played).split('\n').at(-1) ?? '';
      pressAll(played, 'pagedown', 'enter');
      for (const keys of [[], ['n'], ['escape', 'enter', 'x'], ['y', 'enter']]) {
        pressAll(played, ...keys);
        expect(footer()).toContain(longest);
        expect(footer()).not.toContain('…');
      }
    }
  });
});

test('a message keeps the signs of Chinese writing, and a key of a Chinese keyboard means what it means', () => {
  const played = playedClass();
  for (const key of ['m', ...'负号，为什么？', 'enter']) played.press('teacher', key);
  expect(played.state.message).toBe('负号，为什么？');
  played.press('teacher', '？');
  expect(withoutStyles(played.frame('teacher'))).toContain('Keys');
});

test('whoever has answered is told so whole, and that it may be changed', () => {
  for (const [language, told] of [
    ['en', 'your answer: - (may be changed)'],
    ['zh', '你的回答：-（公布前可改）'],
  ] as const) {
    const played = playedClass({language});
    for (const key of ['g', '3', 'enter']) played.press('teacher', key);
    for (const key of ['-', 'enter']) played.press('anna', key);
    expect(withoutStyles(played.frame('anna'))).toContain(told);
  }
});
