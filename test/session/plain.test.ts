import {readFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {createNetwork} from '../../src/engine/network.ts';
import type {Action, Ask, Language, Lesson} from '../../src/lesson/lesson.ts';
import {createNotation, type Digits} from '../../src/session/notation.ts';
import {plainLesson} from '../../src/session/plain.ts';
import {endOf} from '../../src/session/timeline.ts';
import {workingOf} from '../../src/session/view/working.ts';
import {fillWords} from '../../src/session/words.ts';
import {load} from '../lesson/marked.ts';
import {articleSetup, lessonOf, noNames, says, stepOf, wideSetup, xorSetup} from './lessons.ts';
import {divergingSetup} from './solve/solved.ts';

interface Wanted {
  readonly language?: Language;
  readonly digits?: Digits;
  readonly ascii?: boolean;
  readonly width?: number;
}

function plain(
  lesson: Lesson,
  {language = 'en', digits = 4, ascii = false, width = 80}: Wanted = {},
): string {
  const notation = createNotation(lesson.setup.names, language, digits, ascii);
  return [...plainLesson(lesson, {language, notation, width})].join('');
}

const joined = (text: string): string => text.replaceAll(/\s+/g, '');

async function firstLesson(): Promise<Lesson> {
  const file = path.join(import.meta.dirname, '..', '..', 'lessons', '01-one-round.yaml');
  const loaded = await load(readFileSync(file, 'utf8'));
  if (!loaded.ok) throw new Error('lesson 1 has problems');
  return loaded.value;
}

const step = (actions: readonly Action[]) => stepOf('Do', {do: actions});

describe.each(['zh', 'en'] as const)('lesson 1, %s', (language) => {
  test('every step has its number, title, words with numbers, question and explanation', async () => {
    const lesson = await firstLesson();
    const text = joined(plain(lesson, {language}));
    const notation = createNotation(lesson.setup.names, language, 4, false);
    let from = 0;
    lesson.steps.forEach((it, i) => {
      const end = endOf(lesson, i);
      const wanted = [
        language === 'zh'
          ? `第 ${i + 1}/${lesson.steps.length} 步：${it.title.zh}`
          : `Step ${i + 1} of ${lesson.steps.length}: ${it.title.en}`,
        ...(it.ask?.explain === undefined ? [] : [fillWords(it.ask.explain, language, end, notation)]),
        fillWords(it.say, language, end, notation),
      ];
      for (const part of wanted) {
        const at = text.indexOf(joined(part), from);
        if (at < 0) throw new Error(`${part} is not after what comes before it`);
        from = at;
      }
    });
  });

  test('every number of the first round is worked out', async () => {
    const lesson = await firstLesson();
    const text = joined(plain(lesson, {language}));
    const notation = createNotation(lesson.setup.names, language, 4, false);
    const last = lesson.steps.findIndex(({expect: wanted}) =>
      wanted.some(({quantity}) => quantity === 'next.b.h'),
    );
    const end = endOf(lesson, last);
    for (const name of [
      'z.h',
      'a.h',
      'z.o',
      'a.o',
      'loss',
      'slope.o',
      'slope.h',
      'next.w.x->h',
      'next.b.o',
    ]) {
      const working = workingOf(end, notation, name)!;
      if (working.kind !== 'formula') throw new Error(name);
      expect(text).toContain(joined(`${working.left}${working.sign}${working.symbols}`));
      expect(text).toContain(joined(`=${working.numbers}=${working.value}`));
    }
    expect(text).toContain('=−0.2080×0.2415×0.5744=−0.02886');
    expect(text).toContain('=−0.2080×0.2415×0.3×0.2445×1=−0.003684');
  });

  test.each([40, 60, 80])(
    'no line is wider than %i, no escape, no line begins with closing punctuation',
    async (width) => {
      const text = plain(await firstLesson(), {language, width});
      // biome-ignore lint/suspicious/noControlCharactersInRegex: no control character but the end of a line
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
      for (const line of text.split('\n')) {
        expect(stringWidth(line)).toBeLessThanOrEqual(width);
        expect(line).not.toMatch(/^[，。：；！？）”、]/);
        expect(line).not.toMatch(/\s$/);
      }
    },
  );

  test('ASCII mode has only ASCII beside Chinese', async () => {
    const text = plain(await firstLesson(), {language, ascii: true});
    const rest = text.replaceAll(/[\p{Script=Han}、。，：；！？（）《》「」]/gu, '');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the range from 0
    expect(rest).toMatch(/^[\u0000-\u007f]*$/);
  });

  test('the number of digits is respected', async () => {
    expect(plain(await firstLesson(), {language, digits: 17})).toContain('−0.02885607598362517');
  });
});

describe('questions', () => {
  const ask = {of: 'a.o', prompt: says('What?'), hints: []} as const;
  const asked = (question: Parameters<typeof stepOf>[1]) =>
    plain(lessonOf(articleSetup(), [stepOf('Ask', {do: [{type: 'forward', until: 'a.o'}], ...question})]));

  test('a number is answered with its symbol', () => {
    expect(asked({ask: {kind: 'number', ...ask}})).toContain('Question: What?\nAnswer: yo = 0.5920\n');
  });

  test('a sign is said in a word', () => {
    expect(asked({ask: {kind: 'sign', ...ask}})).toContain('Answer: positive (+), yo = 0.5920\n');
  });

  test('choices are listed and the right one is repeated', () => {
    const options = [
      {say: says('the sum'), is: ['z.o']},
      {say: says('the output'), is: ['a.o']},
    ];
    expect(asked({ask: {kind: 'choice', ...ask, options}})).toContain(
      '1) the sum\n2) the output\nAnswer: 2) the output\n',
    );
  });

  test('an answer that lies ahead of the step is told all the same', () => {
    expect(asked({ask: {kind: 'number', ...ask}, do: []})).toContain('Answer: yo = 0.5920\n');
  });
});

describe('what a step does is told', () => {
  const told = (...actions: readonly (readonly Action[])[]) =>
    plain(lessonOf(articleSetup(), actions.map(step)));

  test('the end of a round and the beginning of the next, both with their workings', () => {
    const text = told(
      [{type: 'forward', until: 'grad.b.h'}],
      [
        {type: 'forward', by: 'sample'},
        {type: 'forward', until: 'z.h'},
      ],
    );
    const [, second = ''] = text.split('Step 2 of 2');
    expect(second).toContain('Working:\n  wh ← wh − η·∂L/∂wh\n');
    expect(second).toContain('Working of round 2:\n  zh = wh·x + bh\n     = 0.2018 × 1 + 0.1018\n');
  });

  test('rounds in between are only counted', () => {
    const text = told([{type: 'forward', by: 'sample', times: 10}]);
    expect(text).toContain('Rounds 2 to 9 done.');
    expect(text).toContain('Working of round 10:');
    expect(text.match(/L = ½/g)).toHaveLength(2);
  });

  test('a single round in between is named', () => {
    expect(told([{type: 'forward', by: 'sample', times: 3}])).toContain('\nRound 2 done.\n');
  });

  test('training, and the loss before and after', () => {
    const text = told([{type: 'train', rounds: 10}]);
    expect(text).toContain('10 rounds of training done; now at round 11.');
    expect(text).toMatch(/Loss in round 11: 0\.01\d+ \(the round before: 0\.01\d+\)/);
  });

  test('back, set, restart', () => {
    const text = told([
      {type: 'forward', until: 'z.o'},
      {type: 'back', by: 'operation', times: 2},
      {type: 'set', quantity: 'w.x->h', value: -3},
      {type: 'restart'},
    ]);
    expect(text).toContain('Back in round 1; computed last: zh.');
    expect(text).toContain('Set: wh = −3');
    expect(text).toContain('Back at the start.');
  });

  test('a change says what the run is made of now', () => {
    expect(told([{type: 'change', to: {optimizer: {kind: 'sgd', rate: 0.25}, batch: 'all'}}])).toContain(
      'From here on: 1-1-1 sigmoid · sgd 0.25 · batch all · own data.',
    );
  });

  test('the table stands where the step shows it or parameters change, else not', () => {
    const lesson = lessonOf(articleSetup(), [
      step([{type: 'forward', until: 'next.w.h->o'}]),
      stepOf('Nothing'),
      stepOf('Table', {panel: {kind: 'table'}}),
    ]);
    const tables = plain(lesson)
      .split(/Step \d of 3/)
      .map((part) => part.includes('parameter  old'));
    expect(tables).toEqual([false, true, false, true]);
  });

  test('a net that diverges is said to', () => {
    expect(plain(lessonOf(divergingSetup(), [step([{type: 'train', rounds: 3}])]))).toMatch(
      /diverged at round 2/,
    );
  });
});

test('any run of steps can be told', () => {
  const action = fc.oneof(
    fc.record({
      type: fc.constant('forward' as const),
      by: fc.constantFrom(
        'operation' as const,
        'neuron' as const,
        'phase' as const,
        'sample' as const,
        'epoch' as const,
      ),
      times: fc.integer({min: 1, max: 5}),
    }),
    fc.record({type: fc.constant('back' as const), by: fc.constantFrom('layer' as const, 'sample' as const)}),
    fc.record({type: fc.constant('train' as const), rounds: fc.integer({min: 1, max: 9})}),
    fc.constant({type: 'restart'} as const),
  );
  fc.assert(
    fc.property(fc.array(fc.array(action, {maxLength: 3}), {minLength: 1, maxLength: 4}), (all) => {
      const text = plain(lessonOf(xorSetup(), all.map(step)));
      expect(text).not.toMatch(/undefined|NaN|\[object/);
      for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
    }),
    {numRuns: 40},
  );
});

test('of a large net’s pass only what the step is about is worked out, and the rest is counted', () => {
  const hidden = Array.from({length: 100}, (_, i) => `h${i}`);
  const network = createNetwork({
    layers: [['x'], hidden, ['o']],
    activations: ['sigmoid', 'sigmoid'],
    loss: 'half-squared-error',
    biased: new Set(),
  });
  const setup = {...articleSetup(), network, parameters: network.parameters.map(() => 0.01), names: noNames};
  const lesson = lessonOf(setup, [
    stepOf('Large', {do: [{type: 'forward', until: 'loss'}], focus: ['a.h7', 'loss']}),
  ]);
  const text = plain(lesson);
  expect(text).toContain('a.h7 = σ(z.h7)');
  expect(text).not.toContain('a.h8 =');
  // 100 sums and outputs, those of o and the loss, without the two that are told.
  expect(text).toContain('(201 other numbers of this pass are not written out.)');
});

test('an update of a large net makes no table', () => {
  const text = plain(lessonOf(wideSetup(200), [stepOf('Large', {do: [{type: 'forward', by: 'sample'}]})]));
  expect(text).not.toContain('gradient');
  expect(text).toContain('Working:\n\n(');
});

describe('a question', () => {
  const asked = (ask: Ask): string =>
    plain(lessonOf(articleSetup(), [stepOf('Do', {do: [{type: 'forward', until: 'grad.b.o'}], ask})]));

  test('for a number tells the usual slips, and the truth is none of them', () => {
    const text = asked({kind: 'number', of: 'grad.b.o', prompt: says('?'), hints: []});
    const line = /Common slips: ([\s\S]*?)\.\n/.exec(text)?.[1] ?? '';
    // δ·yh, and ∂L/∂a without σ′.
    expect(line).toContain('−0.02886 (the last factors of weight and bias got mixed up)');
    expect(line).toContain('−0.2080 (σ′ was forgotten)');
    expect(line).not.toContain('−0.05023 ');
  });

  test('for a sign tells none', () => {
    expect(asked({kind: 'sign', of: 'grad.b.o', prompt: says('?'), hints: []})).not.toContain('slips');
  });

  test('for the wrong line has the lines as formulas', () => {
    const text = plain(
      lessonOf({...articleSetup(), mistake: 'no-slope'}, [
        stepOf('Do', {
          do: [{type: 'forward', until: 'grad.b.o'}],
          ask: {kind: 'line', among: ['grad.a.o', 'grad.z.o'], prompt: says('?'), hints: []},
        }),
      ]),
    );
    expect(text).toContain('\n1) ∂L/∂yo = −(y − yo)\n2) ∂L/∂zo = ∂L/∂yo\nAnswer: 2) ∂L/∂zo = ∂L/∂yo\n');
  });
});
