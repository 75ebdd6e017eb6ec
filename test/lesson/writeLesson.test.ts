import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
  type Bilingual,
  type Expectation,
  granularities,
  type Setup,
  type WordPart,
} from '../../src/lesson/lesson.ts';
import {limits} from '../../src/lesson/limits.ts';
import {listed} from '../../src/lesson/netFile.ts';
import {formatProblem} from '../../src/lesson/problemWords.ts';
import type {ActionFile} from '../../src/lesson/schema.ts';
import {type LessonParts, type StepParts, writeLesson} from '../../src/lesson/writeLesson.ts';
import {lesson as lessonText, load} from './marked.ts';
import {randomLesson} from './random.ts';

async function again(parts: LessonParts) {
  const written = writeLesson(parts, listed);
  if (!written.ok) throw new Error(written.words.en);
  const loaded = await load(written.text);
  if (!loaded.ok)
    throw new Error(
      `${loaded.problems.map((problem) => formatProblem(problem, 'en')).join('\n')}\n${written.text}`,
    );
  return loaded.value;
}

const piece = fc.oneof(
  fc.string({unit: 'grapheme', maxLength: 12}),
  fc.string({unit: 'binary', maxLength: 5}),
  fc.constantFrom(
    '{{ x }}',
    '{',
    '}}',
    ': ',
    ' #',
    '- ',
    "'",
    '"',
    '\n',
    ' \n',
    '\t',
    '\u001b[2J',
    '\ufeff',
    '\u202e',
  ),
  fc.constantFrom(
    '# no comment',
    '%',
    '@',
    '!!x',
    '&a',
    '*a',
    '|',
    '>',
    '?',
    '?\n',
    ':\n',
    '-\n',
    'null',
    '1',
    '~',
    'yes',
    '一轮训练，',
  ),
);
const text = fc.array(piece, {maxLength: 6}).map((pieces) => pieces.join(''));
const both = fc.oneof(
  text.map((one) => ({zh: one, en: one})),
  fc.record({zh: text, en: text}),
);

/** Ranges of characters that a file may not hold. */
const refused: readonly (readonly [number, number])[] = [
  [0, 8],
  [11, 12],
  [14, 31],
  [0x7f, 0x9f],
  [0x2028, 0x2029],
  [0x202a, 0x202e],
  [0x2066, 0x2069],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xfff9, 0xffff],
];

/** What is left of a text, but for its spaces: characters of two units are one here, so halves stand alone. */
const shown = (words: string): string =>
  Array.from(words)
    .filter((character) => {
      const code = character.codePointAt(0)!;
      return !refused.some(([from, to]) => code >= from && code <= to);
    })
    .join('')
    .replace(/\s/g, '');

const joined = (parts: readonly WordPart[]): readonly WordPart[] => {
  const result: WordPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else if (part !== '') result.push(part);
  }
  return result;
};

const number = fc.oneof(
  fc.double({noNaN: true, noDefaultInfinity: true}),
  fc.constantFrom(0, -0, 1e-320, 1e300),
);

/** Clean words: what reading them gives is what was written. */
const cleanPart = fc.oneof(
  fc.stringMatching(/^[a-z一-龥{}"':#%|>-][a-z一-龥 {}"':#%|>-]{0,12}[a-z一-龥{}"':#%|>-]$/),
  fc.constantFrom('{{', '{{ x }}', '{{{{', 'a: b # c', '- x', "it's", '"q"', 'two\nlines', '… — “x”'),
);

/** A lesson with random numbers, words and actions. */
const randomParts = fc.gen().map(async (gen): Promise<LessonParts> => {
  const {file, focus, actions} = gen(() => randomLesson);
  const loaded = await load(JSON.stringify(file));
  if (!loaded.ok) throw new Error('the random lesson is wrong');
  const setup: Setup = loaded.value.setup;
  const quantities = [
    ...setup.network.parameters,
    'loss',
    ...setup.network.outputs.map((name) => `a.${name}`),
  ];
  const name = () => gen(() => fc.constantFrom(...quantities));
  const words = (): readonly WordPart[] =>
    Array.from({length: gen(() => fc.integer({min: 1, max: 4}))}, () =>
      gen(() => fc.boolean())
        ? gen(() => cleanPart)
        : {
            quantity: name(),
            ...(gen(() => fc.boolean()) && {digits: gen(() => fc.integer({min: 1, max: 17}))}),
          },
    );
  const oneLine = (): string => gen(() => cleanPart).replace(/\s+/g, ' ');
  const line = (): Bilingual => ({zh: oneLine(), en: oneLine()});
  const action = (): ActionFile =>
    gen(() =>
      fc.oneof(
        fc.constantFrom(...(actions as readonly ActionFile[])),
        fc.record<ActionFile & {type: 'train'}>(
          {type: fc.constant('train'), rounds: fc.integer({min: 1, max: 3}), below: number},
          {requiredKeys: ['type', 'rounds']},
        ),
        fc.record<ActionFile & {type: 'forward'}>(
          {
            type: fc.constant('forward'),
            by: fc.constantFrom(...granularities),
            times: fc.integer({min: 1, max: 4}),
          },
          {requiredKeys: ['type']},
        ),
        number.map((value): ActionFile => ({type: 'set', quantity: setup.network.parameters[0]!, value})),
        fc.constantFrom<ActionFile>(
          {type: 'restart'},
          {type: 'granularity', by: 'layer'},
          {type: 'show', sample: 2},
        ),
      ),
    );
  const expectation = (quantity: string): Expectation => {
    const value = gen(() => number);
    return {quantity, value, within: gen(() => fc.boolean()) ? 1e-9 * Math.abs(value) : 0.25};
  };
  const step = (): StepParts => ({
    title: line(),
    say: {zh: words(), en: words()},
    do: Array.from({length: gen(() => fc.nat(3))}, action),
    focus,
    expect: gen(() => fc.subarray(quantities, {maxLength: 3})).map(expectation),
    ...(gen(() => fc.boolean()) && {
      panel: gen(() => fc.constantFrom('table' as const, {kind: 'table' as const})),
    }),
  });
  return {
    id: gen(() => fc.stringMatching(/^[a-z0-9]{1,9}(-[a-z0-9]{1,9})?$/)),
    title: line(),
    summary: line(),
    setup: {...setup, parameters: setup.parameters.map(() => gen(() => number))},
    ...(gen(() => fc.boolean()) && {runs: new Map([['kept-1', line()]])}),
    steps: Array.from({length: gen(() => fc.integer({min: 1, max: 4}))}, step),
  };
});

/** Templates read back: the digits and names of a lesson, as the loader has them. */
const loadedAction = (action: ActionFile): object =>
  action.type === 'show' ? {type: 'show', from: 'samples', index: Number(action.sample) - 1} : action;

test('any lesson that is read back is the same', async () => {
  await fc.assert(
    fc.asyncProperty(randomParts, async (promised) => {
      const parts = await promised;
      const lesson = await again(parts);
      expect({...lesson, steps: [], runs: new Map()}).toEqual({
        id: parts.id,
        title: parts.title,
        summary: parts.summary,
        setup: parts.setup,
        steps: [],
        runs: new Map(),
      });
      expect(lesson.setup.parameters.map((value) => Object.is(value, -0))).toEqual(
        parts.setup.parameters.map((value) => Object.is(value, -0)),
      );
      expect([...lesson.runs.keys()]).toEqual(['main', ...(parts.runs?.keys() ?? [])]);
      for (const [name, label] of parts.runs ?? []) {
        expect(lesson.runs.get(name)).toEqual({title: {zh: [label.zh], en: [label.en]}, setup: parts.setup});
      }
      expect(
        lesson.steps.map(({title, say, focus, expect: expected}) => ({title, say, focus, expected})),
      ).toEqual(
        parts.steps.map(({title, say, focus, expect: expected}) => ({
          title,
          say: {zh: joined(say.zh), en: joined(say.en)},
          focus,
          expected,
        })),
      );
      expect(lesson.steps.map((step) => step.do)).toEqual(
        parts.steps.map((step) => step.do.map(loadedAction)),
      );
    }),
    {numRuns: 150},
  );
});

describe('words of any kind', () => {
  const setupOf = async (): Promise<Setup> => {
    const loaded = await load(lessonText);
    if (!loaded.ok) throw new Error('the small lesson is wrong');
    return loaded.value.setup;
  };

  test('are read back without what no file may hold', async () => {
    const setup = await setupOf();
    await fc.assert(
      fc.asyncProperty(both, both, async (title, say) => {
        const step = {title, say: {zh: [say.zh], en: [say.en]}, do: [], focus: [], expect: []};
        const lesson = await again({id: 'a', title, summary: title, setup, steps: [step]});
        const read = lesson.steps[0]!;
        for (const language of ['zh', 'en'] as const) {
          const found = read.say[language].join('');
          expect(found.replace(/\s/g, '')).toBe(shown(say[language]) || '…');
          expect(read.say[language].every((part) => typeof part === 'string')).toBe(true);
          expect(read.title[language].replace(/\s/g, '')).toBe(shown(title[language]) || '…');
        }
      }),
      {numRuns: 400},
    );
  });

  test.each([
    [
      'too many steps',
      (step: StepParts) => new Array(limits.steps + 1).fill(step),
      /at most 500 steps, found 501/,
    ],
    [
      'too many actions',
      (step: StepParts) => [{...step, do: new Array(101).fill({type: 'restart'})}],
      /at most 100 actions in one step, found 101/,
    ],
    [
      'too long words',
      (step: StepParts) => [{...step, say: {zh: ['a'.repeat(4001)], en: ['a']}}],
      /at most 4000 characters .*found 4001/,
    ],
    [
      'a number that is none',
      (step: StepParts) => [{...step, expect: [{quantity: 'loss', value: Number.NaN, within: 1}]}],
      /loss = NaN/,
    ],
  ] as const)('%s are refused in words', async (_what, steps, words) => {
    const both_ = {zh: 'a', en: 'a'};
    const step: StepParts = {title: both_, say: {zh: ['a'], en: ['a']}, do: [], focus: [], expect: []};
    const parts = {id: 'a', title: both_, summary: both_, setup: await setupOf(), steps: steps(step)};
    const written = writeLesson(parts, listed);
    expect(written.ok ? '' : written.words.en).toMatch(words);
    expect(written.ok ? '' : written.words.zh).toMatch(/[\u4e00-\u9fff].*。$/);
  });
});
