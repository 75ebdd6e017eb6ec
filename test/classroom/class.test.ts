import {createElement} from 'react';
import {afterEach, describe, expect, test} from 'vitest';
import {type ClassEvent, openClass, updateClass} from '../../src/session/class/classState.ts';
import {createApp} from '../../src/ui/app.tsx';
import {settings} from '../ui/frame.tsx';
import {classLesson} from './lesson.ts';
import {
  CODE,
  endClients,
  logIn,
  type Served,
  serveClass,
  student,
  teacher,
  until,
  type Viewer,
  view,
} from './served.ts';

/* A whole class with real SSH clients. */

let served: Served | undefined;

afterEach(async () => {
  endClients();
  await served?.close();
  served = undefined;
});

const wordOf = (name: string): string => served!.classroom.state.students.get(name)!.word;

const comeBack = (name: string): Promise<Viewer> => view(served!.port, {name, word: wordOf(name)});

/** Nobody is left when this one's connection has broken. */
async function loseConnection(one: Viewer): Promise<void> {
  one.client.destroy();
  await until(() => served!.classroom.present === 0);
}

/** The teacher goes to the question, and it is on these screens. */
async function ask(guide: Viewer, ...viewers: readonly Viewer[]): Promise<void> {
  guide.write('g3\r');
  for (const viewer of viewers) await viewer.see('Plus or minus');
}

test('students see what the teacher shows, each in their own language', async () => {
  served = await serveClass();
  const anna = await student(served.port, {name: 'anna'});
  const wang = await student(served.port, {name: '王芳', columns: 120, rows: 36});
  const guide = await teacher(served.port);
  await anna.see('Start here');
  wang.write('L');
  await wang.see('开始');
  expect(anna.text()).toContain('Start here');
  guide.write(' ');
  await anna.see('A number');
  await wang.see('δ 是多少');
});

test('a poll: answers come in by choice, and are told only when they are revealed', async () => {
  served = await serveClass();
  const anna = await student(served.port, {name: 'anna'});
  const bob = await student(served.port, {name: 'bob'});
  const guide = await teacher(served.port);
  await ask(guide, anna, bob);
  anna.write('+\r');
  await anna.see('your answer: +');
  guide.write('p');
  await guide.see('1/2 answered');
  bob.write('-\r');
  await guide.see('2/2 answered');
  expect(guide.text()).toMatch(/\+ \(positive\) +█+ +1/);
  expect(guide.text()).toMatch(/− \(negative\) +█+ +1/);
  // Not a name is on the shared screen, and nobody is told how it was.
  expect(guide.text()).not.toContain('anna');
  expect(anna.text()).not.toMatch(/not right|The right answer/);
  // An answer may be changed as long as it is not told.
  anna.write('-\r');
  await guide.see(/\+ \(positive\) +0/);
  anna.write('+\r');
  await guide.see(/\+ \(positive\) +█+ +1/);
  guide.write('v');
  await anna.see('Your answer +: not right');
  await bob.see('Your answer -: right');
  expect(bob.text()).not.toContain('anna');
  guide.write('w');
  await guide.see(/anna .*\+ wrong/);
  expect(guide.text()).toMatch(/bob .*- right/);
  guide.write('  ');
  await bob.see('That was the sign');
});

test('a named mistake is counted, and its giver is told', async () => {
  served = await serveClass();
  const anna = await student(served.port, {name: 'anna'});
  const guide = await teacher(served.port);
  guide.write(' ');
  await anna.see('How large is delta');
  // a = σ(0.4) = 0.5987; a − y without the slope.
  anna.write('-.2013\r');
  await anna.see('your answer: -.2013');
  guide.write('p');
  await guide.see(/(σ′ was forgotten|the plain error was taken for δ) +█+ +1/);
  guide.write('v');
  await anna.see(/Your answer -\.2013: not right/);
  expect(anna.text()).toMatch(/σ′ was forgotten|the plain error/);
});

test('a student looks back, cannot go ahead while it is locked, and catches up', async () => {
  served = await serveClass();
  const anna = await student(served.port, {name: 'anna'});
  const guide = await teacher(served.port);
  await ask(guide, anna);
  anna.write('\u001B[H');
  await anna.see('on my own');
  await anna.see('Start here');
  guide.write('w');
  await guide.see(/anna +1 +on my own/);
  anna.write('G');
  await anna.see('Plus or minus');
  expect(anna.text()).not.toContain('All is said');
  guide.write('o');
  await guide.see('going ahead allowed');
  // What the class may do reaches a student with the next news.
  await until(() => !served!.classroom.state.locked);
  anna.write('G');
  await anna.see('All is said');
  anna.write('f');
  await anna.see('Plus or minus');
  await anna.see('following');
});

test('a message reaches all, and the end of the class ends all', async () => {
  served = await serveClass();
  const anna = await student(served.port, {name: 'anna'});
  const guide = await teacher(served.port);
  guide.write('mLook at h\r');
  await anna.see('teacher: Look at h');
  guide.write('E');
  await guide.see('End the class?');
  guide.write('y');
  await anna.ended;
  expect(anna.output()).toContain('The class is over');
  expect(served.classroom.state.ended).toBe(true);
});

test('the teacher goes and comes back to the same step', async () => {
  served = await serveClass();
  const anna = await student(served.port, {name: 'anna'});
  expect(anna.text()).toContain('the teacher is away');
  const guide = await teacher(served.port);
  await ask(guide, anna);
  expect(anna.text()).not.toContain('the teacher is away');
  guide.client.destroy();
  await anna.see('the teacher is away');
  expect(anna.text()).toContain('Plus or minus');
  const again = await teacher(served.port);
  await again.see('Plus or minus');
});

describe('free play', () => {
  /** In free play, whose words at the left edge no lesson has. */
  async function playing(name: string): Promise<Viewer> {
    const one = await student(served!.port, {name});
    one.write('t');
    await one.see('Free play');
    return one;
  }

  /** The weight two to the right of what is chosen first gets another number. */
  async function changeWeight(one: Viewer, value: string): Promise<void> {
    one.write(`\u001B[C\u001B[C\r${value}\r`);
    await one.see(`w.x→o = ${value}`);
  }

  test('a student goes into it from that very state, changes a number, and comes back to the class', async () => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    const bob = await student(served.port, {name: 'bob'});
    const guide = await teacher(served.port);
    await ask(guide, bob, anna);
    anna.write('t');
    await anna.see('Free play');
    guide.write('w');
    await guide.see(/anna +3 +free play/);
    expect(guide.text()).toMatch(/bob +3 +following/);
    anna.write('\u001B[C\u001B[C\r');
    await anna.see('New number: w.x→o =');
    // The state is the step's: what had been computed there is known.
    expect(anna.text()).toContain('δ −0.04837');
    anna.write('0.7654\r');
    await anna.see('0.7654');
    expect(bob.text()).not.toContain('0.7654');
    // No file of the server's is written, whatever it is called.
    anna.write('W');
    await anna.see('A class writes no files');
    anna.write('\u001B');
    await anna.see('Plus or minus');
    await anna.see('following');
    expect(anna.text()).not.toContain('0.7654');
    await guide.see(/anna +3 +following/);
  });

  test('from the same state it goes on as it was left, from another it begins there', async () => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    const guide = await teacher(served.port);
    anna.write('t');
    await anna.see('Free play');
    await changeWeight(anna, '0.7654');
    anna.write('\u001B');
    await anna.see('Start here');
    anna.write('t');
    await anna.see('Free play goes on as you left it');
    await anna.see('0.7654');
    anna.write('\u001B');
    await anna.see('Start here');
    guide.write('g5\r');
    await anna.see('All is said');
    anna.write('t');
    await anna.see('Free play');
    expect(anna.text()).not.toContain('0.7654');
  });

  test('however often the key is pressed, it opens once', async () => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    anna.write('t'.repeat(5));
    await anna.see('Free play');
    anna.write('\u001B');
    await anna.see('Start here');
    await anna.see('following');
  });

  test('those who train take turns, and the class goes on', async () => {
    served = await serveClass();
    const students = await Promise.all(['anna', 'bob', 'cleo'].map(playing));
    const dan = await student(served.port, {name: 'dan'});
    const guide = await teacher(served.port);
    for (const one of students) one.write('t');
    const rounds = (one: Viewer): number =>
      Number(/round ([\d,]+)/i.exec(one.text())?.[1]?.replaceAll(',', '') ?? 0);
    const before = students.map(rounds);
    await until(() => students.every((one, i) => rounds(one) > before[i]! + 1));
    await ask(guide, dan);
    // Whoever goes away takes no turns any more.
    for (const one of students) one.client.destroy();
    await until(() => served!.classroom.present === 1);
  });

  test('whoever types thousands of keys ahead has them worked off, and nobody waits for that', async () => {
    let keys = 0;
    served = await serveClass({
      room: {
        appFor: (settings, start, who) => {
          const app = createApp(settings, start);
          const isBob = who.role === 'student' && who.key === 'bob';
          return {
            ...app,
            update(model, message) {
              if (!isBob || message.type !== 'key') return app.update(model, message);
              keys++;
              // However fast the machine is, his keys together are seconds of work.
              const begun = performance.now();
              while (performance.now() < begun + 1);
              return app.update(model, message);
            },
          };
        },
      },
    });
    const bob = await playing('bob');
    const anna = await student(served.port, {name: 'anna'});
    const guide = await teacher(served.port);
    const before = keys;
    bob.write('n'.repeat(3000));
    await until(() => keys > before + 10);
    await ask(guide, anna);
    expect(keys).toBeLessThan(before + 3000);
    await until(() => keys === before + 3000);
    await bob.see('Free play');
  });

  test('a message, a question and the end of the class reach a student who is in it', async () => {
    served = await serveClass();
    const anna = await playing('anna');
    const guide = await teacher(served.port);
    guide.write('mLook at h\r');
    await anna.see('teacher: Look at h');
    anna.write('t');
    await anna.see('▶ full speed');
    guide.write('g3\r');
    await anna.see('Esc leads to it');
    expect(anna.lines()[0]).toContain('the teacher asks a question');
    expect(anna.lines()[1]).toContain('teacher: Look at h');
    guide.write('E');
    await guide.see('End the class?');
    guide.write('y');
    await anna.ended;
    expect(anna.output()).toContain('The class is over');
  });

  test('a net or data that are too large for a shared machine are not opened', async () => {
    const {steps, ...rest} = await classLesson();
    const {samples} = rest.setup;
    const many = {...rest.setup, samples: Array.from({length: 2001}, () => samples[0]!)};
    const lesson = {...rest, setup: many, runs: new Map(), steps};
    served = await serveClass({room: {state: openClass(lesson)}});
    const anna = await student(served.port, {name: 'anna'});
    anna.write('t');
    await anna.see('1000 weights, 2000 samples; here are 2, 2001.');
  });

  /** All but the line of the class and the footer, where a note may be. */
  const bodyOf = (one: Viewer): string => one.lines().slice(1, -1).join('\n');

  test('after a lost connection it stands where it stood, and Esc leads to the step', async () => {
    served = await serveClass();
    const guide = await teacher(served.port);
    await ask(guide, guide);
    const anna = await student(served.port, {name: 'anna'});
    anna.write('\u001B[H');
    await anna.see('on my own');
    anna.write('t');
    await anna.see('Free play');
    anna.write('T300\r');
    await anna.see('Training stopped after round 300');
    await changeWeight(anna, '0.7654');
    anna.write('nn');
    await anna.see('Working');
    const before = bodyOf(anna);
    expect(before).toContain('0.7654');
    await loseConnection(anna);
    const again = await comeBack('anna');
    await again.see('Free play');
    await until(
      () => bodyOf(again) === before,
      () => `${before}\nand it is\n${bodyOf(again)}`,
    );
    // It goes on from there.
    again.write('t');
    await again.see(/round [3-9]\d\d/);
    again.write('\u001B');
    await again.see('on my own');
    await again.see('Start here');
  });

  test('what was left with Esc is at hand after a lost connection too, and nobody is in it', async () => {
    served = await serveClass();
    const guide = await teacher(served.port);
    const anna = await playing('anna');
    await changeWeight(anna, '0.7654');
    anna.write('\u001B');
    await anna.see('following');
    await loseConnection(anna);
    const again = await comeBack('anna');
    await again.see('following');
    guide.write('w');
    await guide.see(/anna +1 +following/);
    again.write('t');
    await again.see('as you left it');
    await again.see('0.7654');
  });

  test('whoever comes in again takes it along', async () => {
    served = await serveClass();
    const anna = await playing('anna');
    await changeWeight(anna, '0.7654');
    const again = await comeBack('anna');
    await again.see('0.7654');
    await anna.ended;
    again.write('u');
    await until(() => !again.text().includes('0.7654'), again.text);
    again.write('U');
    await again.see('0.7654');
    // The old connection's end changes nothing of it.
    again.write('\r0.4321\r');
    await again.see('w.x→o = 0.4321');
    await loseConnection(again);
    await (await comeBack('anna')).see('0.4321');
  });

  test('what was done before a lost connection can be undone, of those who left last', async () => {
    served = await serveClass();
    const loses = async (name: string): Promise<void> => {
      const one = await playing(name);
      await changeWeight(one, '0.7654');
      await loseConnection(one);
    };
    await loses('anna');
    const anna = await comeBack('anna');
    await anna.see('0.7654');
    anna.write('u');
    await until(() => !anna.text().includes('0.7654'), anna.text);
    anna.write('U');
    await anna.see('0.7654');
    await loseConnection(anna);
    // Memory is bounded: of those who left long ago only where they stood is known.
    for (let i = 0; i < 16; i++) await loses(`s${i}`);
    const again = await comeBack('anna');
    await again.see('0.7654');
    again.write('u');
    await again.see('There is nothing to undo');
    expect(again.text()).toContain('0.7654');
  });

  test('what cannot be taken up again is no obstacle to coming back', async () => {
    const from = {step: 0, frame: 0};
    const joined: ClassEvent[] = [
      {type: 'join', student: 'anna', name: 'anna', word: 'abc234'},
      {
        type: 'plays',
        student: 'anna',
        play: {from, open: true, chosen: 'a.x', text: '{"granularity":"epoch"}'},
      },
    ];
    served = await serveClass({room: {state: joined.reduce(updateClass, openClass(await classLesson()))}});
    const anna = await view(served.port, {name: 'anna', word: 'abc234'});
    await anna.see('Free play could not be taken up again');
    expect(served.classroom.state.plays.size).toBe(0);
    anna.write('t');
    await anna.see('Free play · ');
  });
});

describe('names', () => {
  test('a name that is taken needs its word', async () => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    await expect(logIn(served.port, {name: 'anna', word: 'wrong'})).rejects.toThrow();
    await expect(logIn(served.port, {name: 'ANNA', word: ''})).rejects.toThrow();
    expect(anna.text()).toContain('following');
    expect(served.classroom.present).toBe(1);
  });

  test('whoever comes back stands where they stood, with their answers and their looks', async () => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    const guide = await teacher(served.port);
    await ask(guide, anna);
    anna.write('-\rL');
    await anna.see('你的回答：-');
    await loseConnection(anna);
    const again = await comeBack('anna');
    await again.see('你的回答：-');
    expect(again.text()).toContain('跟着老师');
  });

  test('coming in again ends the connection that was there', async () => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    const again = await student(served.port, {name: 'anna', word: wordOf('anna')});
    await anna.ended;
    expect(anna.output()).toContain('You have come in again');
    expect(again.text()).toContain('following');
    expect(served.classroom.present).toBe(1);
  });

  test('a name is shown without what a terminal obeys', async () => {
    served = await serveClass();
    await student(served.port, {name: 'e\u202Evil\u001B[31m'});
    expect([...served.classroom.state.students.values()].map(({name}) => name)).toEqual(['evil31m']);
  });
});

describe('the teacher', () => {
  /** The teacher's list, with the first student chosen. */
  async function chooseFirst(guide: Viewer): Promise<void> {
    guide.write('w\u001B[B');
    await guide.see(/^› anna/m);
  }

  test('removes a student, whose name lets nobody in until the teacher lets it', async () => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    const bob = await student(served.port, {name: 'bob'});
    const guide = await teacher(served.port);
    await chooseFirst(guide);
    guide.write('\rx');
    await guide.see('anna: remove?');
    guide.write('y');
    await anna.ended;
    expect(anna.text()).toContain('Your teacher has taken you out of the class.');
    expect(anna.text()).not.toContain(wordOf('anna'));
    await guide.see(/bob .*\n.*anna .*removed/);
    await guide.see('students 1/1');
    await expect(comeBack('anna')).rejects.toThrow();
    await expect(view(served.port, {name: 'Anna'})).rejects.toThrow();
    expect(served.classroom.refusal('anna', {word: wordOf('anna')})).toBe('removed');
    expect(bob.text()).toContain('following');
    // It is so as well in a class that is taken up from what was kept.
    const kept = served.events.reduce(updateClass, openClass(await classLesson()));
    expect(kept.students.get('anna')?.removed).toBe(true);
    guide.write('\rx');
    await guide.see(/› anna .*away/);
    const again = await comeBack('anna');
    await again.see('following');
  });

  test('sees a student’s word, and gives another one: the old one and its connection end', async () => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    const guide = await teacher(served.port);
    await chooseFirst(guide);
    const old = wordOf('anna');
    expect(guide.output()).not.toContain(old);
    guide.write('\r');
    await guide.see(`anna: word to come back ${old}`);
    guide.write('n');
    await guide.see('It ends the connection');
    guide.write('y');
    await anna.ended;
    const word = wordOf('anna');
    expect(word).not.toBe(old);
    await guide.see(`anna: word to come back ${word}`);
    // Whoever sat there may be who the word was renewed for.
    expect(anna.output()).not.toContain(word);
    expect(anna.text()).toContain('Ask your teacher for it.');
    await expect(view(served.port, {name: 'anna', word: old})).rejects.toThrow();
    const again = await view(served.port, {name: 'anna', word});
    await again.see('following');
    const kept = served.events.reduce(updateClass, openClass(await classLesson()));
    expect(kept.students.get('anna')?.word).toBe(word);
  });
});

test('a fault in one screen is nobody else’s', async () => {
  served = await serveClass({
    room: {
      appFor: (settings, start, who) => {
        const app = createApp(settings, start);
        const isBob = who.role === 'student' && who.key === 'bob';
        return {
          ...app,
          update(model, message) {
            if (isBob && message.type === 'key' && message.key === 'X') throw new Error('injected');
            return app.update(model, message);
          },
          view(model) {
            if (isBob && model.digits === 9) return createElement(Thrower);
            return app.view(model);
          },
        };
      },
    },
  });
  const anna = await student(served.port, {name: 'anna'});
  const bob = await student(served.port, {name: 'bob'});
  bob.write('X');
  await bob.ended;
  expect(bob.output()).toContain('A fault in bp-tui');
  const again = await student(served.port, {name: 'bob', word: wordOf('bob')});
  again.write('d');
  await again.ended;
  const guide = await teacher(served.port);
  await ask(guide, anna);
  expect(served.log.filter(({event}) => event === 'fault')).toHaveLength(2);
});

function Thrower(): never {
  throw new Error('injected while drawing');
}

test('a class without a code lets in whoever has a free name', async () => {
  served = await serveClass({code: ''});
  const anna = await student(served.port, {name: 'anna', code: 'not asked'});
  expect(anna.text()).toContain('following');
  expect(CODE).not.toBe('');
});

test('a fault of an older connection takes nothing away from the newer one', async () => {
  served = await serveClass();
  const {classroom} = served;
  const came = classroom.admit('anna', {});
  if (typeof came === 'string') throw new Error(came);
  const size = {columns: 80, rows: 24};
  const sit = () => classroom.sit(came.who, settings, size, {isNew: false, onLeave: () => {}});
  const older = sit();
  const {app} = older;
  const asked = app.update(app.start, {type: 'key', key: 't'});
  const entered = await older.perform(app.requests(asked)[0]!);
  older.seen(app.update(asked, entered!));
  sit();
  expect(classroom.state.plays.has('anna')).toBe(true);
  older.failed();
  expect(classroom.state.plays.has('anna')).toBe(true);
});
