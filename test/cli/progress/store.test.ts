import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import {open} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {entryText} from '../../../src/cli/progress/journal.ts';
import {openStore} from '../../../src/cli/progress/store.ts';
import {type Mark, type Progress, withMarks} from '../../../src/session/progress.ts';

vi.mock(import('node:fs/promises'), async (original) => {
  const real = await original();
  return {...real, open: vi.fn(real.open)};
});

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'bp-tui-store-'));
  folder = path.join(home, 'state', 'bp-tui');
});
afterEach(() => rmSync(home, {recursive: true}));

const step = (at: number): Mark => ({kind: 'step', lesson: 'one-round', step: at});
const answer = (at: number): Mark => ({kind: 'answer', lesson: 'two-outputs', step: at, outcome: 'right'});
const known = (...marks: Mark[]): Progress => withMarks(new Map(), marks);
const file = (number: number): string => path.join(folder, `progress.${number}.jsonl`);
const contents = (): string[] => readdirSync(folder).sort();

/** A folder in which somebody has left this. */
function leave(...texts: string[]): void {
  mkdirSync(folder, {recursive: true});
  for (const [i, text] of texts.entries()) writeFileSync(file(i + 1), text);
}

test('what one process saves the next one knows', async () => {
  const store = await openStore(folder);
  expect(store).toMatchObject({progress: new Map()});
  expect(await store.save([step(3), answer(4)])).toBeUndefined();
  expect(await store.save([step(5)])).toBeUndefined();
  const again = await openStore(folder);
  expect(again.progress).toEqual(known(step(5), answer(4)));
  expect(again.notice).toBeUndefined();
});

test('nothing is written before something is saved, and then it is the user’s alone', async () => {
  const store = await openStore(folder);
  await store.save([]);
  expect(readdirSync(home)).toEqual([]);
  await store.save([step(2)]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(file(1)).mode & 0o777).toBe(0o600);
});

test('many saves at once keep their order, and take few writes', async () => {
  const store = await openStore(folder);
  await Promise.all(Array.from({length: 500}, (_, i) => store.save([step(i + 1), answer(i + 1)])));
  expect((await openStore(folder)).progress).toEqual(
    known(step(500), ...Array.from({length: 500}, (_, i) => answer(i + 1))),
  );
  expect(readFileSync(file(1), 'utf8').split('\n').length).toBeLessThan(10);
});

test('a folder that is deleted meanwhile is made again', async () => {
  const store = await openStore(folder);
  await store.save([step(2)]);
  rmSync(folder, {recursive: true});
  expect(await store.save([step(3)])).toBeUndefined();
  expect((await openStore(folder)).progress).toEqual(known(step(3)));
});

describe('a journal that has grown', () => {
  /** As many steps back and forth as the journal has bytes, about. */
  const grow = async (): Promise<void> => {
    const store = await openStore(folder, 1000);
    for (let i = 1; i <= 40; i++) await store.save([step(i), answer(1 + (i % 3))]);
  };

  test('is summed up when it is opened, and the file before goes at the next time', async () => {
    await grow();
    const {progress} = await openStore(folder, 1000);
    expect(contents()).toEqual(['progress.1.jsonl', 'progress.2.jsonl']);
    expect(statSync(file(2)).size).toBeLessThan(statSync(file(1)).size / 4);
    expect((await openStore(folder, 1000)).progress).toEqual(progress);
    expect(contents()).toEqual(['progress.1.jsonl', 'progress.2.jsonl']);
    await grow();
    await openStore(folder, 1000);
    expect(contents()).toEqual(['progress.2.jsonl', 'progress.3.jsonl']);
    expect((await openStore(folder, 1000)).progress).toEqual(progress);
  });

  test('keeps what another process adds to the old file at that moment, and that process follows', async () => {
    await grow();
    const other = await openStore(folder);
    const {progress} = await openStore(folder, 1000);
    writeFileSync(file(1), entryText([step(7)]), {flag: 'a'});
    await other.save([answer(30)]);
    expect((await openStore(folder)).progress).toEqual(withMarks(progress, [step(7), answer(30)]));
    expect(readFileSync(file(2), 'utf8')).toContain('"step":30');
  });

  test('keeps what was on its way while the file was summed up and deleted', async () => {
    await grow();
    const slow = await openStore(folder);
    vi.mocked(open).mockImplementationOnce(async (...where) => {
      const handle = await open(...where);
      await openStore(folder, 1000);
      await grow();
      await openStore(folder, 1000);
      return handle;
    });
    await slow.save([answer(30)]);
    expect(contents()).not.toContain('progress.1.jsonl');
    expect((await openStore(folder)).progress.get('two-outputs')?.answers.has(30)).toBe(true);
  });

  test('stays as it is where a summary would be hardly shorter', async () => {
    const store = await openStore(folder, 1000);
    for (let i = 1; i <= 40; i++) await store.save([answer(i)]);
    await openStore(folder, 1000);
    expect(contents()).toEqual(['progress.1.jsonl']);
  });
});

describe('a file that this program did not write', () => {
  test.each([
    ['damaged', 'not a journal at all', 'damaged'],
    ['newer', '{"v":2,"anything":[]}', 'newer'],
  ])('is set aside as %s, with a notice, and what can be read is kept', async (fault, line, said) => {
    const text = `${entryText([step(3)])}\n${line}${entryText([answer(4)])}`;
    leave(text);
    const {progress, notice, save} = await openStore(folder);
    expect(progress).toEqual(known(step(3), answer(4)));
    expect(notice?.short.en).toContain(said);
    expect(notice?.long.en).toContain(`${file(1)}.${fault}`);
    expect(notice?.long.zh).toContain(`${file(1)}.${fault}`);
    expect(readFileSync(`${file(1)}.${fault}`, 'utf8')).toBe(text);
    await save([step(9)]);
    const again = await openStore(folder);
    expect(again.progress).toEqual(known(step(9), answer(4)));
    expect(again.notice).toBeUndefined();
  });

  test('is set aside beside another one that was, and two processes may do it at once', async () => {
    leave('first');
    await Promise.all([openStore(folder), openStore(folder)]);
    writeFileSync(file(2), '\nsecond', {flag: 'a'});
    const stores = await Promise.all([openStore(folder), openStore(folder), openStore(folder)]);
    await Promise.all(stores.map(({save}, i) => save([answer(i + 1)])));
    expect(readFileSync(`${file(1)}.damaged`, 'utf8')).toBe('first');
    expect(readFileSync(`${file(2)}.damaged`, 'utf8')).toContain('second');
    expect((await openStore(folder)).progress).toEqual(known(answer(1), answer(2), answer(3)));
  });
});

describe('where nothing can be kept', () => {
  test('there is one notice, and everything else goes on', async () => {
    writeFileSync(path.join(home, 'state'), 'a file in the place of a folder');
    const {progress, notice, save} = await openStore(folder);
    expect(progress).toEqual(new Map());
    expect(notice?.short.en).toContain('ENOTDIR');
    expect(notice?.long.en).toContain(folder);
    expect(await save([step(2)])).toBeUndefined();
  });

  test('what is far too long is not read', async () => {
    leave('');
    truncateSync(file(1), 1e9);
    const {notice, save} = await openStore(folder);
    expect(notice?.short.en).toContain('EFBIG');
    expect(await save([step(2)])).toBeUndefined();
    expect(statSync(file(1)).size).toBe(1e9);
  });

  test.runIf(existsSync('/dev/zero'))('what has no end is not read', async () => {
    mkdirSync(folder, {recursive: true});
    symlinkSync('/dev/zero', file(1));
    expect((await openStore(folder)).notice?.short.en).toContain('EINVAL');
  });

  test('a file of nearly the same name is none of ours', async () => {
    leave(entryText([step(4)]));
    writeFileSync(path.join(folder, 'progress.01.jsonl'), 'x');
    writeFileSync(path.join(folder, `progress.${'9'.repeat(30)}.jsonl`), 'x');
    const {progress, notice} = await openStore(folder);
    expect(progress).toEqual(known(step(4)));
    expect(notice).toBeUndefined();
  });

  test('no home is as good', async () => {
    const {notice, save} = await openStore(undefined);
    expect(notice?.long.en).toContain('XDG_STATE_HOME');
    expect(await save([step(2)])).toBeUndefined();
  });

  test.runIf(existsSync('/dev/full'))(
    'a full disk is told of once, and what waits is saved when there is room',
    async () => {
      const store = await openStore(folder);
      mkdirSync(folder, {recursive: true});
      symlinkSync('/dev/full', file(1));
      expect((await store.save([step(2)]))?.short.en).toContain('ENOSPC');
      expect(await store.save([answer(3)])).toBeUndefined();
      unlinkSync(file(1));
      await store.save([step(5)]);
      expect((await openStore(folder)).progress).toEqual(known(step(5), answer(3)));
    },
  );

  test.runIf(process.getuid?.() !== 0)('a folder that may only be read is read', async () => {
    leave(entryText([step(4)]));
    chmodSync(folder, 0o500);
    chmodSync(file(1), 0o400);
    const {progress, notice, save} = await openStore(folder);
    expect(progress).toEqual(known(step(4)));
    expect(notice).toBeUndefined();
    expect((await save([step(5)]))?.short.en).toContain('EACCES');
    chmodSync(folder, 0o700);
  });
});
