import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {afterAll, expect, test} from 'vitest';
import {Failure} from '../../src/cli/failure.ts';
import {type Library, lessonFile, packedLesson, shippedLessons} from '../../src/cli/library.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'bp-tui-'));
afterAll(() => rmSync(directory, {recursive: true}));
const folder = pathToFileURL(`${directory}/`);
const library: Library = {files: folder, packed: folder};
for (const name of [
  '02-many-rounds.yaml',
  '01-one-round.yaml',
  '10-any-function.yaml',
  'notes.txt',
  'data.csv',
]) {
  writeFileSync(path.join(directory, name), '');
}

test('lessons stand in the order of their numbers', async () => {
  expect((await shippedLessons(library)).map(({number, id}) => [number, id])).toEqual([
    [1, 'one-round'],
    [2, 'many-rounds'],
    [10, 'any-function'],
  ]);
});

test.each([
  ['1', '01-one-round.yaml'],
  ['01', '01-one-round.yaml'],
  ['10', '10-any-function.yaml'],
  ['many-rounds', '02-many-rounds.yaml'],
  ['Many-Rounds', '02-many-rounds.yaml'],
])('%s is %s', async (name, file) => {
  expect(await lessonFile(name, library)).toMatchObject({file: path.join(directory, file)});
});

test.each(['./1', 'one-round.yaml', 'a/b', 'x.YML', '/tmp/x'])('%s is a path', async (name) => {
  expect(await lessonFile(name, library)).toEqual({file: name});
});

test.each([
  ['any-functions', 'any-function'],
  ['3', '10 (any-function)'],
  ['', '1 (one-round)'],
])('there is no %j, and the answer says %s', async (name, said) => {
  const failure = await lessonFile(name, library).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({code: 2, message: expect.stringContaining(said)});
});

test('a lesson that was never packed is not found packed', async () => {
  expect(await packedLesson('/elsewhere/03-x.yaml', '', library)).toBeUndefined();
});
