import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {entryText, readJournal, summaryText, wholeLength} from '../../../src/cli/progress/journal.ts';
import {type Mark, marksFor, withMarks} from '../../../src/session/progress.ts';
import {anyMark, lastingMark} from './marks.ts';

const entries = fc.array(fc.array(anyMark, {minLength: 1, maxLength: 3}), {maxLength: 12});
const textOf = (saved: readonly (readonly Mark[])[]): string => saved.map(entryText).join('');
const read = (...texts: readonly (string | Buffer)[]) =>
  readJournal(texts.map((text, i) => ({number: i + 1, bytes: Buffer.from(text)})));
const none = new Map();

test('what was written is read, and so is its summary', () => {
  fc.assert(
    fc.property(entries, (saved) => {
      const progress = withMarks(none, saved.flat());
      expect(read(textOf(saved))).toEqual({progress, faults: none});
      expect(withMarks(none, marksFor(progress))).toEqual(progress);
    }),
  );
});

test('a journal that is cut anywhere keeps every whole entry, without a word', () => {
  fc.assert(
    fc.property(entries, fc.nat(), (saved, at) => {
      const whole = Buffer.from(textOf(saved));
      const cut = whole.subarray(0, whole.length === 0 ? 0 : at % (whole.length + 1));
      let length = 0;
      const kept = saved.filter((marks) => {
        length += Buffer.byteLength(entryText(marks));
        return length <= cut.length;
      });
      expect(read(cut)).toEqual({progress: withMarks(none, kept.flat()), faults: none});
    }),
  );
});

test('an entry that was cut short spoils none after it', () => {
  fc.assert(
    fc.property(entries, fc.array(anyMark, {minLength: 1}), fc.nat(), entries, (before, lost, at, after) => {
      const torn = Buffer.from(entryText(lost));
      const part = torn.subarray(0, at % torn.length);
      const whole = Buffer.concat([Buffer.from(textOf(before)), part, Buffer.from(textOf(after))]);
      expect(read(whole)).toEqual({
        progress: withMarks(none, [...before, ...after].flat()),
        faults: none,
      });
    }),
  );
});

test('however two processes take turns, all lasting marks of both are there', () => {
  const marks = fc.array(lastingMark, {maxLength: 20});
  fc.assert(
    fc.property(marks, marks, fc.array(fc.boolean(), {minLength: 40, maxLength: 40}), (one, other, turns) => {
      const left = [...one];
      const right = [...other];
      const mixed = turns.flatMap((turn) => (turn ? left : right).shift() ?? []);
      const all = [...mixed, ...left, ...right];
      expect(read(textOf(all.map((mark) => [mark]))).progress).toEqual(
        new Map(withMarks(none, [...one, ...other])),
      );
    }),
  );
});

test('a summary stands for what it was made of, and what was added later on either side of it counts', () => {
  fc.assert(
    fc.property(entries, entries, entries, fc.boolean(), (summed, late, after, quick) => {
      const made = textOf(summed);
      const {progress} = read(made);
      const summary = summaryText(progress, wholeLength(Buffer.from(made)));
      // Whoever was quick has written into the new generation before its summary.
      const next = quick ? textOf(after) + summary : summary + textOf(after);
      expect(read(made + textOf(late), next)).toEqual({
        progress: withMarks(none, [...summed, ...late, ...after].flat()),
        faults: none,
      });
    }),
  );
});

test('a summary that was cut short counts for nothing', () => {
  fc.assert(
    fc.property(entries, fc.nat(), (saved, at) => {
      const made = textOf(saved);
      const {progress} = read(made);
      const summary = Buffer.from(summaryText(progress, wholeLength(Buffer.from(made))));
      expect(read(made, summary.subarray(0, at % summary.length)).progress).toEqual(progress);
    }),
  );
});

test('only the generation right before a summary can have more', () => {
  const step = (at: number): string => entryText([{kind: 'step', lesson: 'a', step: at}]);
  const summary = summaryText(none, 0);
  const files = [1, 3].map((number) => ({number, bytes: Buffer.from(number === 1 ? step(7) : summary)}));
  expect(readJournal(files).progress).toEqual(none);
});

describe('what is no journal', () => {
  const good = entryText([{kind: 'done', lesson: 'a'}]);
  test.each([
    ['other text', 'damaged', 'Dear diary'],
    ['other JSON', 'damaged', '{"lessons":[]}'],
    ['JSON that is nothing', 'damaged', 'null'],
    ['an older version', 'damaged', '{"v":0,"marks":[]}'],
    ['an unknown mark', 'damaged', '{"v":1,"marks":[{"kind":"medal","lesson":"a"}]}'],
    ['a mark without a lesson', 'damaged', '{"v":1,"marks":[{"kind":"done"}]}'],
    ['a step that is none', 'damaged', '{"v":1,"marks":[{"kind":"step","lesson":"a","step":-1}]}'],
    ['a step before the first', 'damaged', '{"v":1,"marks":[{"kind":"step","lesson":"a","step":0}]}'],
    [
      'an unknown outcome',
      'damaged',
      '{"v":1,"marks":[{"kind":"answer","lesson":"a","step":1,"outcome":"so so"}]}',
    ],
    ['zeros', 'damaged', '\0\0\0\0'],
    ['a newer version', 'newer', '{"v":2,"everything":"else"}'],
  ])('%s is %s, and what stands beside it is read', (_what, fault, line) => {
    const {progress, faults} = read(`${good}\n${line}${entryText([{kind: 'step', lesson: 'a', step: 5}])}`);
    expect(faults).toEqual(new Map([[1, fault]]));
    expect(progress).toEqual(
      withMarks(none, [
        {kind: 'done', lesson: 'a'},
        {kind: 'step', lesson: 'a', step: 5},
      ]),
    );
  });

  test('any bytes are survived', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 300}), (bytes) => {
        read(Buffer.from(bytes), good);
      }),
    );
  });
});
