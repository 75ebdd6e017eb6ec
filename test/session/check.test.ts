import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Problems} from '../../src/lesson/problem.ts';
import {formatProblem} from '../../src/lesson/problemWords.ts';
import {checkLesson} from '../../src/session/check.ts';
import {load, marked} from '../lesson/marked.ts';

/** The article's net with display names, and the given steps. */
const lesson = (steps: string, rate = '0.5', weight = '0.2'): string => `format: 1
id: checked
title: A
summary: B
network:
  layers: [[x], [h], [o]]
  activation: ${rate === '0.5' ? 'sigmoid' : 'identity'}
  loss: half-squared-error
  weights: {x->h: ${weight}, h->o: 0.3}
  biases: {h: 0.1, o: 0.2}
names: {w.x->h: wh, w.h->o: wo, z.h: zh, a.h: yh, a.o: yo}
optimizer: {kind: sgd, rate: ${rate}}
data: [{input: [1], target: [0.8]}]
steps:
${steps}`;

async function check(text: string): Promise<Problems> {
  const loaded = await load(text);
  if (!loaded.ok) throw new Error(loaded.problems.map((it) => formatProblem(it, 'en')).join('\n'));
  return checkLesson(loaded.value, loaded.source);
}

async function complaints(text: string, language: 'zh' | 'en' = 'en'): Promise<string[]> {
  return (await check(text)).problems.map((problem) => formatProblem(problem, language));
}

const mistakes: readonly (readonly [name: string, text: string, ...words: RegExp[]])[] = [
  [
    'a wrong expectation says what was found and how far off it is',
    lesson(`  - {title: A, say: A, do: [{type: forward, until: yo}], expect: {zh: 0.3, ‸yo: 0.6}}`),
    /yo = 0\.6 within 6e-10, found 0\.5920225338023005, which is 0\.00798 off/,
  ],
  [
    'a tolerance is the largest difference itself',
    lesson(`  - title: A
    say: A
    do: [{type: forward, until: yo}]
    expect: {zh: {value: 0.31, within: 0.011}, ‸a.o: {value: 0.6, within: 0.0079}}`),
    /yo = 0\.6 within 0\.0079, found 0\.592/,
  ],
  [
    'an expected number that lies ahead in the round',
    lesson(`  - {title: A, say: A, do: [{type: forward, until: zh}], expect: {zh: 0.3, ‸grad.wo: 1}}`),
    /grad\.w\.h->o = 1 .*found -0\.02885/,
  ],
  [
    'a wrong round',
    lesson(`  - {title: A, say: A, expect: {‸round: 2}}`),
    /round = 2 .*found 1, which is 1 off/,
  ],
  [
    'a number in the words, in one language',
    lesson(`  - title: A
    say:
      zh: 甲 {{ wh }}
      en: ‸a {{ yo }}
    do: [{type: forward, until: yh}]`),
    /expected yo to be computed by now, found that the last one was yh/,
  ],
  [
    'words for both languages are told of once',
    lesson(`  - {title: A, say: ‸'a {{ yo }} and {{ yo }}'}`),
    /expected yo .*found nothing computed yet/,
  ],
  [
    'a question that gives its answer away with a dash, and one that explains too much',
    lesson(`  - title: A
    say: A
    do: [{type: forward, until: zh}]
    ask: {kind: sign, of: zh, prompt: ‸'{{ zh }}?', hints: [A, ‸'{{ zh }}'], explain: ‸'{{ zh }} {{ yh }}'}`),
    /expected zh/,
    /expected zh/,
    /expected yh/,
  ],
  [
    'no right option',
    lesson(`  - title: A
    say: A
    do: [{type: forward, until: yo}]
    ask: {kind: choice, of: yo, prompt: A, ‸options: [{say: A, is: zh}, {say: B, is: [zh, wo]}]}`),
    /exactly one option whose number is yo = 0\.5920225338023005, found 0/,
  ],
  [
    'a question for a number that there is not',
    lesson(`  - {title: A, say: A, ask: {kind: number, of: ‸diverged, prompt: A}}`),
    /expected a finite number diverged to ask for, found none/,
  ],
  [
    'a question for a number that is not finite',
    lesson(
      `  - title: A
    say: A
    do: [{type: forward, until: loss}]
    ask: {kind: sign, of: ‸share.x->h, prompt: A}`,
      '0.5',
      '0',
    ),
    /expected a finite number share.x->h to ask for, found none/,
  ],
  [
    'an expected round of divergence in a net that does not diverge',
    lesson(`  - {title: A, say: A, expect: {‸diverged: 1}}`),
    /diverged = 1 within 1e-9, found no such number/,
  ],
  [
    'words with the round in which a net diverged that did not',
    lesson(`  - {title: A, say: ‸'{{ diverged }}'}`),
    /expected diverged to be computed by now/,
  ],
  [
    'two right options',
    lesson(`  - title: A
    say: A
    do: [{type: forward, until: yo}]
    ask: {kind: choice, of: yo, prompt: A, ‸options: [{say: A, is: yo}, {say: B, is: [a.x, yo]}]}`),
    /found 2/,
  ],
  [
    'an option with a number in its words that is not computed',
    lesson(`  - title: A
    say: A
    do: [{type: forward, until: zh}]
    ask: {kind: choice, of: zh, prompt: A, options: [{say: ‸'{{ zh }}', is: zh}, {say: B, is: [a.x, yo]}]}`),
    /expected zh/,
  ],
  [
    'every step is checked, whatever is wrong before',
    lesson(`  - {title: A, say: A, expect: {‸wh: 1}}
  - {title: B, say: ‸'{{ yo }}'}
  - {title: C, say: C, do: [{type: forward, until: zh}], expect: {‸zh: 1}}`),
    /wh = 1/,
    /yo/,
    /zh = 1/,
  ],
  [
    'a net that diverges in training; nothing is said of what comes after it',
    lesson(
      `  - {title: A, say: A, do: [{type: forward}, ‸{type: train, rounds: 1000}], expect: {zh: 1}}
  - {title: B, say: '{{ yo }}', expect: {yo: 1}}`,
      '1e300',
    ),
    /finite numbers, found that main diverges in round 2/,
  ],
  [
    'a net that diverges operation by operation',
    lesson(`  - {title: A, say: A, do: [‸{type: forward, by: sample, times: 9}]}`, '1e300'),
    /diverges in round 2/,
  ],
  [
    'a net whose first loss is too large for a double',
    lesson(
      `  - {title: A, say: A, do: [{type: forward, until: yo}, ‸{type: forward, until: loss}]}`,
      '1',
      '1e200',
    ),
    /diverges in round 1/,
  ],
];

describe('wrong lessons', () => {
  test.each(mistakes.map(([name, text, ...words]) => ({name, text, words})))(
    '$name',
    async ({text, words}) => {
      const {text: written, places} = marked(text);
      const lines = await complaints(written);
      expect(lines.map((line) => /^\S+/.exec(line)?.[0])).toEqual(places);
      words.forEach((said, i) => {
        expect(lines[i]).toMatch(said);
      });
      expect(lines).toHaveLength(words.length);
      const chinese = await complaints(written, 'zh');
      expect(chinese).toHaveLength(lines.length);
      for (const line of chinese) expect(line).toMatch(/\p{Script=Han}/u);
    },
  );

  test('of very many problems the first hundred are named, and the others counted', async () => {
    const steps = Array.from({length: 120}, (_, i) => `  - {title: A, say: '${i}', expect: {wh: 1}}`).join(
      '\n',
    );
    const {problems, more} = await check(lesson(steps));
    expect(problems).toHaveLength(100);
    expect(problems[99]?.line).toBe((problems[0]?.line ?? 0) + 99);
    expect(more).toBe(20);
  });
});

test('a good lesson has none', async () => {
  const text = lesson(`  - title: A
    say: '{{ zh }} {{ round }}'
    do: [{type: forward, until: zh}]
    expect: {zh: {value: 0.31, within: 0.0101}, round: 1}
    ask:
      kind: choice
      of: zh
      prompt: '{{ wh }}?'
      options: [{say: A, is: zh}, {say: '{{ wo }}', is: [zh, wo]}]
      explain: '{{ zh }}'
  - {title: B, say: B, do: [{type: train, rounds: 5}], expect: {round: 6}}`);
  expect(await check(text)).toEqual({problems: [], more: 0});
});

describe('the shipped lessons', () => {
  const folder = path.join(import.meta.dirname, '..', '..', 'lessons');
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

  test.each(files)('%s has no problems', async (name) => {
    expect(await complaints(readFileSync(path.join(folder, name), 'utf8'))).toEqual([]);
  });
});

test('what a step expects and asks for may lie ahead of it in the round: a prediction', async () => {
  const {problems} = await check(
    lesson(`  - title: A
    say: A
    do: [{type: forward, until: zh}]
    expect: {zh: 0.3, yh: {value: 0.5744425168, within: 1e-9}}
    ask: {kind: number, of: grad.wo, prompt: A}
  - title: B
    say: B
    ask: {kind: choice, of: yo, prompt: A, options: [{say: A, is: a.o}, {say: B, is: [yh, wo]}]}`),
  );
  expect(problems).toEqual([]);
});

describe('a divergence that is meant', () => {
  const diverging = (expected: string) =>
    lesson(
      `  - {title: A, say: A, do: [‸{type: train, rounds: 1000}], expect: {${expected}}}
  - {title: B, say: 'round {{ round }}', do: [{type: train, rounds: 1000}]}`,
      '1e300',
    );

  test('is no problem where a step expects it, there and afterwards', async () => {
    expect((await check(marked(diverging('diverged: 2')).text)).problems).toEqual([]);
  });

  test('must be in the round that is expected', async () => {
    const {text} = marked(diverging('diverged: 3'));
    expect(await complaints(text)).toEqual([expect.stringMatching(/diverged = 3 within .*, found 2/)]);
  });

  test('in another run is told with the run', async () => {
    const text = lesson(
      '  - {title: A, say: A, do: [{type: train, rounds: 9, runs: [wild]}]}',
      '0.6',
    ).replace('steps:', 'runs: {wild: {title: W, optimizer: {kind: sgd, rate: 1e300}}}\nsteps:');
    expect(await complaints(text)).toEqual([expect.stringMatching(/found that wild diverges in round 2/)]);
    const meant = text.replace('runs: [wild]}]}', 'runs: [wild]}], expect: {diverged@wild: 2}}');
    expect(await complaints(meant)).toEqual([]);
  });
});

test('a question for the wrong line needs exactly one of them', async () => {
  const asking = (mistake: string, among: string): string =>
    lesson(`  - title: A
    say: A
    do: [{type: forward, by: sample}]
    ask: {kind: line, among: [${among}], prompt: A}`).replace('steps:', `${mistake}steps:`);
  expect(await complaints(asking('mistake: updated-weight\n', 'grad.z.o, grad.yh, grad.wh'))).toEqual([]);
  expect(await complaints(asking('mistake: updated-weight\n', 'grad.z.o, grad.wh'))).toEqual([
    expect.stringMatching(/exactly one line .* found 0/),
  ]);
  expect(await complaints(asking('mistake: raw-error\n', 'grad.z.o, grad.z.o'))).toEqual([
    expect.stringMatching(/exactly one line .* found 2/),
  ]);
  expect(await complaints(asking('', 'grad.z.o, grad.yh'))).toEqual([
    expect.stringMatching(/exactly one line .* found 0/),
  ]);
});
