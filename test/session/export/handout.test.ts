import {describe, expect, test} from 'vitest';
import type {Ask, Lesson} from '../../../src/lesson/lesson.ts';
import {handout} from '../../../src/session/export/handout.ts';
import {createNotation} from '../../../src/session/notation.ts';
import {endOf} from '../../../src/session/timeline.ts';
import {valueInRound} from '../../../src/session/value.ts';
import {firstLesson} from '../../ui/lesson.ts';
import {articleSetup, lessonOf, says, stepOf, wideSetup, xorSetup} from '../lessons.ts';

const markdown = (lesson: Lesson, language: 'zh' | 'en' = 'en', ascii = false): string =>
  [...handout(lesson, createNotation(lesson.setup.names, language, 4, ascii))].join('');

const forward = {type: 'forward', by: 'sample'} as const;
const about = {prompt: says('Which?'), hints: [says('Think.')], explain: says('Because.')};

/** The headings with their levels, outside code blocks. */
function headings(text: string): readonly string[] {
  return text
    .split('```')
    .filter((_, i) => i % 2 === 0)
    .flatMap((part) => part.match(/^#+ .*$/gm) ?? []);
}

describe.each(['zh', 'en'] as const)('lesson 1 in %s', (language) => {
  test('has its title, the net, every step in order, and the answers', async () => {
    const lesson = await firstLesson();
    const [title, net, ...others] = headings(markdown(lesson, language)).map((line) =>
      line.replaceAll('\\', ''),
    );
    expect(title).toBe(`# ${lesson.title[language]}`);
    expect(net).toBe(language === 'zh' ? '## 网络' : '## The net');
    const steps = others.slice(0, lesson.steps.length);
    expect(steps.length).toBe(lesson.steps.length);
    steps.forEach((heading, i) => {
      expect(heading).toMatch(/^## /);
      expect(heading).toContain(lesson.steps[i]?.title[language]);
    });
    const questions = lesson.steps.filter(({ask}) => ask !== undefined).length;
    expect(others.slice(lesson.steps.length)).toHaveLength(1 + questions);
    expect(others.at(lesson.steps.length)).toBe(language === 'zh' ? '## 答案' : '## Answers');
  });

  test('has the working of every number, and no template', async () => {
    const lesson = await firstLesson();
    const text = markdown(lesson, language);
    const end = endOf(lesson, lesson.steps.length - 1);
    expect(text).toContain('       = −0.02886\n');
    expect(text).toContain(`= ${String(valueInRound(end, 'a.o')?.toFixed(4))}\n`);
    expect(text).not.toMatch(/\{\{|undefined|NaN/);
  });

  test('has no table whose rows differ in their cells, and an empty line around each', async () => {
    const blocks = markdown(await firstLesson(), language).split('\n\n');
    const tables = blocks.filter((block) => /^\|/m.test(block));
    expect(tables.length).toBeGreaterThan(2);
    for (const table of tables) {
      const rows = table.trimEnd().split('\n');
      expect(rows[1]).toMatch(/^\| ---/);
      const cells = rows.map((row) => row.split(/(?<!\\)\|/).length);
      expect(new Set(cells).size).toBe(1);
      for (const row of rows) expect(row).toMatch(/^\|.*\|$/);
    }
  });

  test('in ASCII has no sign but ASCII and Chinese', async () => {
    const text = markdown(await firstLesson(), language, true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the range from 0
    expect(text.match(/[^\u0000-\u007f\p{Script=Han}，。：；？！（）、《》]/gu) ?? []).toEqual([]);
  });
});

test('the first tables are what training starts from: parameters and data', () => {
  const text = markdown(lessonOf(xorSetup(), [stepOf('a')]));
  expect(text).toContain('| parameter | at the start |\n| --- | ---: |\n| w.p→h1 | 0.7 |\n');
  expect(text).toContain('| sample | a.p | a.q | t.o |\n| --- | ---: | ---: | ---: |\n| 1 | 0 | 0 | 0 |\n');
  expect(text).toContain('| 4 | 1 | 1 | 0 |\n');
});

test('long data is cut, and it says how much is missing', () => {
  const setup = xorSetup();
  const samples = Array.from({length: 8}, () => setup.samples).flat();
  const text = markdown(lessonOf({...setup, samples}, [stepOf('a')]));
  expect(text).toContain('| 20 |');
  expect(text).not.toContain('| 21 |');
  expect(text).toContain('… and 12 more.');
});

test('so is the table of very many parameters', () => {
  const text = markdown(lessonOf(wideSetup(150), [stepOf('a')]));
  expect(text).toContain('| w.x99→o | 0.01 |\n\n**… and 50 more.**\n');
});

test('runs have a heading each, and numbers of their own only where these differ', () => {
  const setup = articleSetup();
  const slow = {...setup, optimizer: {kind: 'sgd', rate: 0.05}} as const;
  const other = {...setup, parameters: setup.parameters.map((value) => -value)};
  const text = markdown(lessonOf(setup, [stepOf('a')], {slow, other}));
  const part = (name: string): string => new RegExp(`### ${name}\n[^#]*`).exec(text)?.[0] ?? '';
  expect(part('main')).toContain('| wh | 0.2 |');
  expect(part('slow')).toContain('η = 0.05');
  expect(part('slow')).toContain('are those of “main”');
  expect(part('slow')).not.toContain('|');
  expect(part('other')).toContain('| wh | −0.2 |');
});

describe('a question', () => {
  const choice: Ask = {
    kind: 'choice',
    of: 'a.o',
    options: [
      {say: says('one *star*'), is: ['a.h']},
      {say: says('two'), is: ['a.o']},
    ],
    ...about,
  };
  const text = markdown(
    lessonOf(articleSetup(), [
      stepOf('First', {ask: choice, do: [forward]}),
      stepOf('Second', {ask: {kind: 'sign', of: 'grad.w.h->o', ...about}}),
      stepOf('Third', {ask: {kind: 'line', among: ['z.h', 'a.h'], ...about}}),
    ]),
  );
  const [asked = '', answered = ''] = text.split('\n## Answers\n');

  test('stands in a quote with its options, and nothing of its answer', () => {
    expect(asked).toContain('\n> **Question 1:** Which?\n>\n> 1. one \\*star\\*\n> 2. two\n\n');
    expect(asked).toContain('\n> **Question 2:** Which?\n\n');
    expect(asked).not.toMatch(/Because|Think|negative/);
  });

  test('which line is wrong has the lines to choose from', () => {
    expect(asked).toContain('\n> **Question 3:** Which?\n>\n> 1. `zh = wh·x + bh`\n> 2. `yh = σ(zh)`\n\n');
  });

  test('is answered at the end, with its explanation', () => {
    expect(answered).toContain('\n### Question 1 (step 1: First)\n\n2\\) two\n\nBecause.\n');
    expect(answered).toContain(
      '\n### Question 2 (step 2: Second)\n\nnegative (−), ∂L/∂wo = −0.02886\n\nBecause.\n',
    );
  });
});

test('the answer to a number tells of the usual slips', () => {
  const ask: Ask = {kind: 'number', of: 'grad.w.h->o', ...about};
  const text = markdown(lessonOf(articleSetup(), [stepOf('a', {ask, do: [forward]})]));
  const [asked = '', answered = ''] = text.split('\n## Answers\n');
  expect(answered).toContain('\n∂L/∂wo = −0.02886\n\nCommon slips: ');
  expect(asked).not.toContain('slips');
});

test.each([
  ['- no item', '\\- no item'],
  ['1. no item', '1\\. no item'],
  ['(a) no item', '(a\\) no item'],
  ['# no heading', '\\# no heading'],
  ['> no quote', '\\> no quote'],
  ['=====', '\\====='],
  ['two\nlines', 'two\\\nlines'],
  ['two\n\nparagraphs\n', 'two\n\nparagraphs'],
  ['    no code', 'no code'],
  [
    'a_b_c *d* `e` <f> [g](h) $i$ &amp; x^2^ @j ~k~ \\n',
    'a\\_b\\_c \\*d\\* \\`e\\` \\<f\\> \\[g\\](h) \\$i\\$ \\&amp; x\\^2\\^ \\@j \\~k\\~ \\\\n',
  ],
  ['0.5 is a number', '0.5 is a number'],
  ['Hello. There', 'Hello. There'],
])('the words %j mean nothing to Markdown', (words, written) => {
  expect(markdown(lessonOf(articleSetup(), [stepOf('a', {say: says(words)})]))).toContain(
    `: a\n\n${written}\n`,
  );
});

test('a name may have a bar and a backtick in it', () => {
  const setup = articleSetup();
  const text = markdown(lessonOf({...setup, samples: [{...setup.samples[0]!, name: 'a|`b'}]}, [stepOf('a')]));
  expect(text).toContain('| a\\|\\`b | 1 | 0.8 |');
});
