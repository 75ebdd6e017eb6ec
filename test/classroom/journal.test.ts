import {chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import ssh2 from 'ssh2';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {hostKeyIn, keepHostKey} from '../../src/classroom/hostKey.ts';
import {openJournal} from '../../src/classroom/journal.ts';
import {
  type ClassEvent,
  eventsFor,
  MOST_OF_PLAYS,
  openClass,
  updateClass,
} from '../../src/session/class/classState.ts';
import {LONGEST_KEPT} from '../../src/session/play/keptPlay.ts';
import {classLesson} from './lesson.ts';

let folder = '';
const lesson = await classLesson();

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bp-tui-journal-'));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

const fileOf = (): string => path.join(folder, 'class-quiz.jsonl');
const failure = (error: unknown): never => {
  throw error;
};

const events: readonly ClassEvent[] = [
  {type: 'join', student: 'anna', name: 'Anna', word: 'abc234'},
  {type: 'teach', action: {type: 'goTo', step: 3}},
  {type: 'answer', student: 'anna', step: 2, text: '-'},
  {
    type: 'look',
    student: 'anna',
    look: {language: 'zh', digits: 9, ascii: true, color: false, background: 'dark'},
  },
  {type: 'reveal'},
  {type: 'at', student: 'anna', position: {step: 1, frame: 0}},
  {type: 'message', text: '看 h'},
  {type: 'remove', student: 'anna', removed: true},
  {type: 'word', student: 'anna', word: 'xyz789'},
];

async function write(added: readonly ClassEvent[], long?: number): Promise<void> {
  const journal = await openJournal(fileOf(), lesson, {
    onTrouble: failure,
    ...(long === undefined ? {} : {long}),
  });
  let {state} = journal;
  for (const event of added) {
    state = updateClass(state, event);
    journal.add(event, state);
    if (long !== undefined) await journal.flush();
  }
  await journal.close();
}

const read = async () => {
  const journal = await openJournal(fileOf(), lesson, {onTrouble: failure});
  await journal.close();
  return journal;
};

describe('a journal', () => {
  test('makes the same class again, and only its owner reads it', async () => {
    await write(events);
    const {state, damaged} = await read();
    expect(eventsFor(state)).toEqual(eventsFor(events.reduce(updateClass, openClass(lesson))));
    expect(damaged).toBe(0);
    expect((await stat(fileOf())).mode & 0o777).toBe(0o600);
  });

  test('that was cut off anywhere gives what came before, and takes up what comes after', async () => {
    await write(events);
    const whole = await readFile(fileOf());
    const lines = whole.toString().split('\n').filter(Boolean);
    for (let length = 0; length <= whole.length; length += 7) {
      await writeFile(fileOf(), whole.subarray(0, length));
      const kept = lines.filter(
        (_, i) => Buffer.byteLength(`\n${lines.slice(0, i + 1).join('\n')}`) <= length,
      );
      const expected = kept.map((line) => JSON.parse(line)).reduce(updateClass, openClass(lesson));
      expect(eventsFor((await read()).state)).toEqual(eventsFor(expected));
      await write([{type: 'lock', locked: false}]);
      const after = (await read()).state;
      expect(after.locked).toBe(false);
      expect(after.students.size).toBe(expected.students.size);
    }
  });

  test('of anything at all opens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.json(),
            fc.constantFrom(...events).map((event) => JSON.stringify(event)),
          ),
        ),
        async (junk) => {
          await writeFile(fileOf(), junk.join('\n'));
          const {state} = await read();
          expect(state.lesson).toBe(lesson);
        },
      ),
      {numRuns: 50},
    );
  });

  test('that has grown is summed up, and says the same', async () => {
    const long: ClassEvent[] = [
      ...events,
      ...Array.from({length: 300}, (_, i): ClassEvent => ({type: 'message', text: `line ${i}`})),
    ];
    await write(long, 4000);
    expect((await stat(fileOf())).size).toBeLessThan(8000);
    const {state} = await read();
    expect(eventsFor(state)).toEqual(eventsFor(long.reduce(updateClass, openClass(lesson))));
    expect((await stat(fileOf())).mode & 0o777).toBe(0o600);
  });

  test('of a class that has ended is set aside for a new one', async () => {
    await write([...events, {type: 'end'}]);
    const {state} = await read();
    expect(state.students.size).toBe(0);
    expect((await readdir(folder)).length).toBe(2);
  });

  test('keeps of a student’s way only where it led', async () => {
    const way = [0, 1, 2, 3].map(
      (step): ClassEvent => ({type: 'at', student: 'anna', position: {step, frame: 0}}),
    );
    await write([events[0]!, ...way]);
    expect((await readFile(fileOf(), 'utf8')).match(/"at"/g)).toHaveLength(1);
    expect((await read()).state.students.get('anna')?.position).toEqual({step: 3, frame: 0});
  });
});

describe('free play in a journal', () => {
  const from = {step: 0, frame: 0};
  const plays = (student: string, text: string): ClassEvent => ({
    type: 'plays',
    student,
    play: {from, open: true, chosen: 'a.x', text},
  });
  const joins = (student: string): ClassEvent => ({type: 'join', student, name: student, word: 'abc234'});

  test('of what stood in a moment only the last is kept, and all of it comes back', async () => {
    await write([joins('anna'), joins('bob'), plays('anna', '1'), plays('bob', '2'), plays('anna', '3')]);
    expect((await readFile(fileOf(), 'utf8')).match(/"plays"/g)).toHaveLength(2);
    const {plays: kept} = (await read()).state;
    expect([...kept].map(([student, {text}]) => [student, text])).toEqual([
      ['bob', '2'],
      ['anna', '3'],
    ]);
    await write([{type: 'plays', student: 'anna'}]);
    expect([...(await read()).state.plays.keys()]).toEqual(['bob']);
  });

  test('is bounded: none that is too long, none of nobody, and in all no more than fits', () => {
    const names = Array.from({length: 300}, (_, i) => `s${i}`);
    const all = [
      ...names.map(joins),
      plays('s0', 'x'.repeat(LONGEST_KEPT + 1)),
      plays('nobody', 'x'),
      ...names.map((name) => plays(name, 'x'.repeat(LONGEST_KEPT))),
    ].reduce(updateClass, openClass(lesson));
    const lengths = [...all.plays.values()].map(({text}) => text.length);
    const sum = lengths.reduce((total, length) => total + length, 0);
    expect(sum).toBeLessThanOrEqual(MOST_OF_PLAYS);
    expect(sum + LONGEST_KEPT).toBeGreaterThan(MOST_OF_PLAYS);
    expect([...all.plays.keys()]).toEqual(names.slice(-lengths.length));
    const tooLong = [joins('anna'), plays('anna', 'x'.repeat(LONGEST_KEPT + 1))].reduce(
      updateClass,
      openClass(lesson),
    );
    expect(tooLong.plays.size).toBe(0);
  });

  test('much of it is not summed up at every line', async () => {
    const journal = await openJournal(fileOf(), lesson, {onTrouble: failure, long: 1000});
    let {state} = journal;
    const add = async (event: ClassEvent): Promise<number> => {
      state = updateClass(state, event);
      journal.add(event, state);
      await journal.flush();
      return (await stat(fileOf())).ino;
    };
    await add(joins('anna'));
    await add(plays('anna', 'x'.repeat(20_000)));
    const files = new Set<number>();
    for (let i = 0; i < 50; i++) files.add(await add({type: 'message', text: `line ${i}`}));
    expect(files.size).toBe(1);
    await journal.close();
    expect((await read()).state.message).toBe('line 49');
  });
});

describe('a disk that takes nothing', () => {
  /** Where a summary is written first, something is in the way. */
  const inTheWay = (): string => `${fileOf()}.new`;
  const message: ClassEvent = {type: 'message', text: 'kept?'};

  test('is told of once, and again when everything is kept', async () => {
    const told: unknown[] = [];
    await mkdir(inTheWay());
    const journal = await openJournal(fileOf(), lesson, {
      long: 0,
      retry: 1,
      onTrouble: (error) => told.push(error),
    });
    for (const event of [message, events[0]!]) journal.add(event, updateClass(journal.state, event));
    await journal.flush();
    await journal.flush();
    expect(told).toEqual([expect.objectContaining({code: 'EISDIR'})]);
    // Nothing happens in the class, and yet it is tried again.
    await rmdir(inTheWay());
    await vi.waitUntil(() => told.length === 2);
    expect(told[1]).toBeUndefined();
    await journal.close();
  });

  test('and has room again when the class is closed: nothing is lost', async () => {
    const told: unknown[] = [];
    await mkdir(inTheWay());
    const journal = await openJournal(fileOf(), lesson, {
      long: 0,
      onTrouble: (error) => told.push(error),
    });
    journal.add(message, updateClass(journal.state, message));
    await journal.flush();
    await rmdir(inTheWay());
    await writeFile(fileOf(), '');
    await journal.close();
    expect(told).toHaveLength(2);
    expect((await read()).state.message).toBe('kept?');
  });
});

describe('a file that is lost while the class goes on', () => {
  const message: ClassEvent = {type: 'message', text: 'kept?'};
  const lost = {
    'with its folder': () => rm(folder, {recursive: true}),
    alone: () => rm(fileOf()),
    'for another one': () => rename(`${fileOf()}.other`, fileOf()),
    'in what was in it': () => writeFile(fileOf(), ''),
  };

  test.each(Object.entries(lost))(
    '%s is told of and written anew, though nothing happens',
    async (_, lose) => {
      const told: unknown[] = [];
      const journal = await openJournal(fileOf(), lesson, {
        retry: 1,
        prepare: async () => {
          await mkdir(folder, {recursive: true});
        },
        onTrouble: (error) => told.push(error),
      });
      journal.add(message, updateClass(journal.state, message));
      await journal.flush();
      await writeFile(`${fileOf()}.other`, 'somebody else’s');
      await lose();
      await vi.waitUntil(() => told.length === 2);
      expect(told).toEqual([
        expect.objectContaining({code: expect.stringMatching(/ENOENT|ESTALE/)}),
        undefined,
      ]);
      // And from then on it is written to as before.
      const later: ClassEvent = {type: 'lock', locked: false};
      journal.add(later, [message, later].reduce(updateClass, journal.state));
      await journal.close();
      expect((await read()).state).toMatchObject({message: 'kept?', locked: false});
      expect(told).toHaveLength(2);
    },
  );

  test('is written anew at the end, where it was lost just before', async () => {
    const told: unknown[] = [];
    const journal = await openJournal(fileOf(), lesson, {onTrouble: (error) => told.push(error)});
    await rm(fileOf());
    journal.add(message, updateClass(journal.state, message));
    await journal.close();
    expect(told).toHaveLength(2);
    expect((await read()).state.message).toBe('kept?');
  });

  test('takes no folder with it that nobody can make again', async () => {
    const told: unknown[] = [];
    const journal = await openJournal(fileOf(), lesson, {onTrouble: (error) => told.push(error)});
    await rm(folder, {recursive: true});
    journal.add(message, updateClass(journal.state, message));
    await journal.close();
    expect(told).toEqual([expect.objectContaining({code: 'ENOENT'})]);
  });
});

describe('a host key', () => {
  test('that is lost is written as it was, and none is written over another', async () => {
    const first = await hostKeyIn(folder);
    await rm(path.join(folder, 'host_key'));
    await keepHostKey(folder, first);
    expect(await hostKeyIn(folder)).toEqual(first);
    await keepHostKey(folder, {...first, privateKey: 'another'});
    expect(await hostKeyIn(folder)).toEqual(first);
  });

  test('is made once, for two that ask at once too, and is its owner’s alone', async () => {
    const keys = await Promise.all([hostKeyIn(folder), hostKeyIn(folder), hostKeyIn(folder)]);
    expect(new Set(keys.map(({fingerprint}) => fingerprint)).size).toBe(1);
    expect((await hostKeyIn(folder)).fingerprint).toBe(keys[0]?.fingerprint);
    expect((await stat(path.join(folder, 'host_key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['host_key']);
  });

  test('is a whole one, though ssh2 makes some without their first byte', async () => {
    const {generateKeyPairSync} = ssh2.utils;
    const broken = [
      '-----BEGIN OPENSSH PRIVATE KEY-----',
      'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMgAAAAtz',
      'c2gtZWQyNTUxOQAAAB9IEHzTg360Nu39shwU6aPRT8uDVlTX8V5ObwT5bAy+AAAA',
      'iLAhEJ2wIRCdAAAAC3NzaC1lZDI1NTE5AAAAH0gQfNODfrQ27f2yHBTpo9FPy4NW',
      'VNfxXk5vBPlsDL4AAAA/bb49sYC2hIjszvt2tJ+2ml02DZ95LPSZtcjxF8PxhHFI',
      'EHzTg360Nu39shwU6aPRT8uDVlTX8V5ObwT5bAy+AAAAAAECAwQFBgc=',
      '-----END OPENSSH PRIVATE KEY-----',
      '',
    ].join('\n');
    const made = vi
      .spyOn(ssh2.utils, 'generateKeyPairSync')
      .mockReturnValueOnce({...generateKeyPairSync('ed25519'), private: broken});
    try {
      const {privateKey, fingerprint} = await hostKeyIn(folder);
      expect(made).toHaveBeenCalledTimes(2);
      expect(privateKey).not.toBe(broken);
      expect(fingerprint).toMatch(/^SHA256:/);
      expect((await hostKeyIn(folder)).fingerprint).toBe(fingerprint);
    } finally {
      made.mockRestore();
    }
  });

  test('that others can read, or that is none, is refused', async () => {
    await hostKeyIn(folder);
    const file = path.join(folder, 'host_key');
    await chmod(file, 0o640);
    await expect(hostKeyIn(folder)).rejects.toMatchObject({reason: 'open'});
    await chmod(file, 0o600);
    await writeFile(file, 'no key');
    await expect(hostKeyIn(folder)).rejects.toMatchObject({reason: 'unreadable'});
  });
});
