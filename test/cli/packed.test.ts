import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {pack, unpack} from '../../src/cli/packed.ts';
import {MAIN} from '../../src/lesson/lesson.ts';
import {loadLesson} from '../../src/lesson/load.ts';
import {root} from './bp-tui.ts';

async function lessonOf(text: string) {
  const loaded = await loadLesson('lesson.yaml', text, () => Promise.reject(new Error('no other file')));
  if (!loaded.ok) throw new Error('not a lesson');
  return loaded.value;
}

const lessons = path.join(root, 'lessons');
const names = readdirSync(lessons).filter((name) => name.endsWith('.yaml'));

describe.each(names)('%s', (name) => {
  const text = readFileSync(path.join(lessons, name), 'utf8');

  test('comes out as it went in', async () => {
    const lesson = await lessonOf(text);
    expect(unpack(pack(text, lesson), text)).toStrictEqual(lesson);
  });

  test('is packed in the built program', async () => {
    const json = readFileSync(path.join(root, 'dist', 'lessons', `${name}.json`), 'utf8');
    expect(unpack(json, text)).toStrictEqual(await lessonOf(text));
  });

  test('is read again when its file has changed', async () => {
    const json = pack(text, await lessonOf(text));
    expect(unpack(json, `${text}# changed\n`)).toBeUndefined();
  });
});

test('maps, sets and a negative zero survive', async () => {
  const name = names[0];
  if (name === undefined) throw new Error('no lesson');
  const text = readFileSync(path.join(lessons, name), 'utf8');
  const lesson = await lessonOf(text);
  const setup = {...lesson.setup, parameters: [-0, 0, 0.1 + 0.2]};
  const runs = new Map([...lesson.runs, [MAIN, {...lesson.runs.get(MAIN)!, setup}]]);
  const again = unpack(pack('', {...lesson, setup, runs}), '');
  expect(again?.setup.parameters).toStrictEqual([-0, 0, 0.30000000000000004]);
  expect(again?.setup.network.biased).toBeInstanceOf(Set);
  expect(again?.setup.names.display).toBeInstanceOf(Map);
});
