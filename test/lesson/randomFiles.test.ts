import fc from 'fast-check';
import {expect, test} from 'vitest';
import {stringify} from 'yaml';
import * as z from 'zod/mini';
import {createCollector} from '../../src/lesson/problem.ts';
import {salvage} from '../../src/lesson/salvage.ts';
import {lessonFile} from '../../src/lesson/schema.ts';
import {createPositions} from '../../src/lesson/source.ts';
import {plainValue} from '../../src/lesson/tree.ts';
import {parseYaml} from '../../src/lesson/yaml.ts';
import {complaints, lesson, load} from './marked.ts';
import {randomLesson} from './random.ts';

test('any lesson, written as YAML in any style, is loaded as it was meant', async () => {
  await fc.assert(
    fc.asyncProperty(randomLesson, fc.boolean(), async ({file, layers, parameters, focus, actions}, flow) => {
      const text = stringify(file, {collectionStyle: flow ? 'flow' : 'block', aliasDuplicateObjects: false});
      expect(await complaints(text)).toEqual([]);
      const loaded = await load(text);
      if (!loaded.ok) return;
      const {setup, steps} = loaded.value;
      expect(setup.network.layers).toEqual(layers);
      expect(
        Object.fromEntries(setup.network.parameters.map((name, i) => [name, setup.parameters[i]])),
      ).toEqual(parameters);
      expect(setup.samples).toEqual(file.data);
      expect(setup.optimizer).toEqual(file.optimizer);
      const shown = [...setup.names.display].map(([of, {zh}]) => [of, zh]);
      expect(Object.fromEntries(shown)).toEqual(expect.objectContaining(file.names));
      expect(steps[0]?.focus).toEqual(focus);
      expect(steps[0]?.expect.map(({quantity}) => quantity)).toEqual(focus);
      expect(steps[0]?.do).toEqual(actions);
    }),
    {numRuns: 60},
  );
});

/** Something wrong was found and every problem has a place in the text; or nothing is wrong. Never an exception. */
async function survives(text: string): Promise<void> {
  const loaded = await load(text);
  if (loaded.ok) return;
  expect(loaded.problems.length).toBeGreaterThan(0);
  const lines = text.split('\n');
  for (const {line, column, code} of loaded.problems) {
    expect(code).not.toBe('invalid');
    expect(line >= 1 && line <= lines.length).toBe(true);
    expect(column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1).toBe(true);
  }
  for (const language of ['zh', 'en'] as const)
    for (const line of await complaints(text, language))
      expect(line).toMatch(/^a\.yaml:\d+:\d+: .*[.?。？]$/);
}

test('a file with letters changed at random is read or refused, never an exception', async () => {
  const letter = fc.constantFrom(
    ...'{}[]:,-#&*!|>\'"%@` \n\t\\?~<=.0-9xyz\u0000\u001b\u202e隐'.split(''),
    '\n  - ',
    ': ',
    '{{ ',
    '!!js ',
  );
  const change = fc.record({
    at: fc.nat(lesson.length),
    cut: fc.nat(6),
    put: fc.array(letter, {maxLength: 3}),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, {minLength: 1, maxLength: 4}), async (changes) => {
      let text = lesson;
      for (const {at, cut, put} of changes) text = text.slice(0, at) + put.join('') + text.slice(at + cut);
      await survives(text);
    }),
    {numRuns: 200},
  );
});

type Json = null | number | string | boolean | Json[] | {[key: string]: Json};

/** The value with the part that is the `index`th in reading order replaced, or left out. */
function replaced(value: Json, index: {left: number}, by: Json | undefined): Json | undefined {
  if (index.left-- === 0) return by;
  if (Array.isArray(value))
    return value.map((item) => replaced(item, index, by)).filter((item) => item !== undefined);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const made = replaced(item, index, by);
      return made === undefined ? [] : [[key, made]];
    }),
  );
}

test('a file with values exchanged at random is refused exactly when the schema refuses it', async () => {
  const other = fc.option(
    fc.oneof(
      fc.constantFrom<Json>(
        null,
        true,
        0,
        -1,
        1e9,
        0.5,
        '',
        ' ',
        'x',
        'init',
        'xor',
        [],
        {},
        [1],
        ['a'],
        [[]],
        {zh: 'a'},
        {kind: 'x'},
      ),
      fc
        .jsonValue({maxDepth: 2})
        .map((value) => JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'p')) as Json),
    ),
    {nil: undefined},
  );
  await fc.assert(
    fc.asyncProperty(randomLesson, fc.nat(90), other, async ({file}, index, by) => {
      const value = replaced(JSON.parse(JSON.stringify(file)), {left: index}, by) ?? null;
      const text = stringify(value, {aliasDuplicateObjects: false});
      await survives(text);
      const collector = createCollector('a.yaml', createPositions(text));
      const root = await parseYaml(text, collector);
      if (root === undefined || collector.count() > 0) return;
      const accepted = z.safeParse(lessonFile, plainValue(root)).success;
      salvage(lessonFile, root, collector);
      expect(collector.count() === 0).toBe(accepted);
    }),
    {numRuns: 150},
  );
});
