import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Setup} from '../../src/lesson/lesson.ts';
import {loadLesson, loadNetFile} from '../../src/lesson/load.ts';
import {writeNet} from '../../src/lesson/writeNet.ts';
import {firstRecipe, setupOf} from '../../src/session/play/recipe.ts';

const nothingBeside = async (): Promise<string> => {
  throw new Error('there is nothing beside the file');
};

/** −0 and 0 apart. */
const bits = (values: readonly number[]): readonly string[] =>
  values.map((value) => (Object.is(value, -0) ? '-0' : String(value)));

async function expectSame(setup: Setup): Promise<void> {
  const text = writeNet(setup);
  const read = await loadNetFile('saved.yaml', text, nothingBeside);
  if (!read.ok) throw new Error(`${JSON.stringify(read.problems)}\n${text}`);
  const {value} = read;
  expect(bits(value.parameters)).toEqual(bits(setup.parameters));
  expect({...value, parameters: []}).toEqual({...setup, parameters: []});
}

const number = fc.oneof(
  fc.double({noNaN: true, noDefaultInfinity: true}),
  fc.constantFrom(0, -0, 1e-320, 1e300, 0.1, -3, 123456789012345680000),
);

test('a net that is read back is the same, bit for bit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('2-4-1', '2-1', '2-3-2-1'),
      fc.constantFrom('sgd', 'adam', 'momentum', 'nesterov', 'rmsprop', 'adagrad'),
      fc.array(number, {minLength: 40, maxLength: 40}),
      async (net, optimizer, numbers) => {
        const made = setupOf({...firstRecipe, net, optimizer, data: 'xor'}, undefined);
        if (!made.ok) throw new Error(made.problem.words.en);
        let place = 0;
        const next = (): number => numbers[place++ % numbers.length]!;
        const {setup} = made;
        await expectSame({
          ...setup,
          parameters: setup.parameters.map(next),
          samples: setup.samples.map(({target}, i) => ({
            input: [next(), next()],
            target,
            ...(i === 0 ? {name: '样本: “one”'} : {}),
          })),
          test: [{input: [next(), next()], target: [1]}],
        });
      },
    ),
    {numRuns: 150},
  );
});

const lessons = fileURLToPath(new URL('../../lessons/', import.meta.url));
const files = readdirSync(lessons).filter((name) => name.endsWith('.yaml'));

describe.each(files)('the nets of %s', (name) => {
  test('are read back as they were', async () => {
    const file = path.join(lessons, name);
    const loaded = await loadLesson(file, readFileSync(file, 'utf8'), nothingBeside);
    if (!loaded.ok) throw new Error(name);
    for (const {setup} of loaded.value.runs.values()) {
      if (setup.network.expression === undefined) await expectSame(setup);
      else expect(() => writeNet(setup)).toThrow(RangeError);
    }
  });
});

test('a person can read it', () => {
  const made = setupOf({...firstRecipe, net: '2-2-1'}, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  const text = writeNet({...made.setup, parameters: [1, 2, 3, 4, 5, 6, 7, 8, 9]});
  expect(text).toContain('  layers:\n    - [x1, x2]\n    - [h1, h2]\n    - [o]\n');
  expect(text).toContain('  weights: {x1->h1: 1, x2->h1: 2, x1->h2: 3, x2->h2: 4, h1->o: 7, h2->o: 8}\n');
  expect(text).toContain('  - {input: [0, 1], target: [1]}\n');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
});
