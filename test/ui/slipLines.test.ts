import {beforeAll, describe, expect, test} from 'vitest';
import {slipsOf} from '../../src/engine/mistakes.ts';
import type {Ask, Language, Lesson} from '../../src/lesson/lesson.ts';
import {createNotation} from '../../src/session/notation.ts';
import {passOf, startOf} from '../../src/session/state.ts';
import {update} from '../../src/session/update.ts';
import {lineText, textWidth} from '../../src/ui/paint.ts';
import {slipLines} from '../../src/ui/slipLines.ts';
import {screenWords} from '../../src/ui/words.ts';
import {mazur} from '../engine/samples.ts';
import {noNames} from '../session/lessons.ts';
import {type Driven, drive} from './frame.tsx';
import {lessonOf} from './lesson.ts';

const QUIZ = `
format: 1
id: slips
title: {zh: 错误, en: Slips}
summary: {zh: 四个问题, en: Four questions}
network:
  layers: [[x], [h], [o]]
  activation: sigmoid
  loss: half-squared-error
  weights: {x->h: 0.2, h->o: 0.3}
  biases: {h: 0.1, o: 0.2}
names: {a.x: x, w.x->h: wh, b.h: bh, z.h: zh, a.h: yh, w.h->o: wo, b.o: bo, z.o: zo, a.o: yo, t.o: y}
optimizer: {kind: sgd, rate: 0.5}
data: [{input: [1], target: [0.8]}]
runs:
  main: {title: {zh: 对, en: right}}
  wrong: {title: {zh: 错, en: wrong}, mistake: no-slope}
steps:
  - title: {zh: 前向, en: Forward}
    say: {zh: 算到损失, en: As far as the loss}
    do: [{type: forward, until: loss}]
  - title: {zh: 梯度, en: A gradient}
    say: {zh: 就是它, en: That was it}
    do: [{type: forward, until: grad.wo}]
    ask:
      kind: number
      of: grad.wo
      prompt: {zh: 梯度是多少, en: How large is the gradient}
      explain: {zh: 三个因子相乘, en: Three factors}
  - title: {zh: 符号, en: A sign}
    say: {zh: 就是它, en: That was it}
    do: [{type: forward, until: grad.bo}]
    ask: {kind: sign, of: grad.bo, prompt: {zh: 正还是负, en: Plus or minus}}
  - title: {zh: 哪一行, en: Which line}
    say: {zh: 就是它, en: That was it}
    do: [{type: switch, run: wrong}, {type: forward, until: grad.wo}]
    ask: {kind: line, among: [grad.yo, grad.zo, grad.wo], prompt: {zh: 哪一行错了, en: Which line is wrong}}
`;

let quiz: Lesson;
beforeAll(async () => {
  quiz = await lessonOf(QUIZ);
});

const at = (step: number, language: Language, ascii: boolean): Driven =>
  drive({open: {lesson: quiz}}, {language, ascii}).press('g', String(step), 'enter');

const looks = [
  {language: 'en', ascii: false},
  {language: 'en', ascii: true},
  {language: 'zh', ascii: false},
  {language: 'zh', ascii: true},
] as const;

const said = {
  en: {
    slope: 'σ′ was forgotten (∂L/∂zo)',
    error: 'Or the plain error was taken for δ',
    wrong: 'wrong',
    right: 'right',
  },
  zh: {slope: '漏乘了 σ′（∂L/∂zo）', error: '也可能是把误差直接当成了 δ', wrong: '错', right: '对'},
};

describe.each(looks)('in $language, ascii $ascii, at 80×24', ({language, ascii}) => {
  const written = (text: string): string => createNotation(noNames, language, 4, ascii).text(text);

  test('a number that two mistakes lead to gets both, and the wrong and the right working in columns', () => {
    const driven = at(2, language, ascii).press(...'-.119', 'enter');
    const text = driven.text();
    expect(text).toContain(written(said[language].slope));
    expect(text).toContain(written(said[language].error));
    const times = ascii ? '*' : '×';
    const symbols = written('∂L/∂yo·∂yo/∂zo·yh');
    const wrong = written('∂L/∂yo·yh').padEnd(symbols.length);
    const lines = driven.lines().map((line) => line.trim());
    const numbers = written(`−0.2080 ${times} 0.2415 ${times} 0.5744`);
    const own = written(`−0.2080 ${times} 0.5744`).padEnd(numbers.length);
    const label = Math.max(textWidth(said[language].wrong), textWidth(said[language].right)) + 2;
    const labelled = (name: string): string => name + ' '.repeat(label - textWidth(name));
    expect(lines).toContain(`${labelled(said[language].wrong)}${wrong} = ${own} = ${written('−0.1195')}`);
    expect(lines).toContain(`${labelled(said[language].right)}${symbols} = ${numbers} = ?`);
    // The answer can be given again at once, and nothing has to be scrolled for.
    expect(lines.at(-2)).toMatch(ascii ? /^> .*_/ : /^› .*▏/);
    expect(text).not.toMatch(language === 'en' ? /lines \d/ : /\d 行/);
    for (const line of driven.lines()) expect(textWidth(line)).toBeLessThanOrEqual(80);
  });

  test('the true number is not on screen before it is found or skipped', () => {
    const truth = written('−0.02886');
    const driven = at(2, language, ascii).press(...'-.119', 'enter');
    expect(driven.text()).not.toContain(truth);
    expect(driven.press(...'-.0289', 'enter').text()).toContain(truth);
    expect(driven.text()).not.toContain(written(said[language].slope));
    expect(
      at(2, language, ascii)
        .press(...'-.119', 'enter', 's')
        .text(),
    ).toContain(truth);
  });

  test('a number that no mistake leads to is only called wrong', () => {
    const lines = at(2, language, ascii)
      .press(...'.77', 'enter')
      .lines();
    expect(lines.some((line) => line.includes('?') && line.includes('= ?'))).toBe(false);
    expect(lines.join('')).not.toContain('σ′');
  });

  test('a wrong sign gets a reason and no numbers', () => {
    const text = at(3, language, ascii).press('+', 'enter').text();
    expect(text).toContain(language === 'en' ? 'the sign is turned round' : '正负号反了');
    expect(text).not.toContain('= ?');
  });

  test('lines to choose from are formulas, and the wrong one is found', () => {
    const driven = at(4, language, ascii);
    for (const line of ['1) ∂L/∂yo = −(y − yo)', '2) ∂L/∂zo = ∂L/∂yo', '3) ∂L/∂wo = ∂L/∂zo·yh'])
      expect(driven.text()).toContain(written(line));
    expect(driven.press('3', 'enter').text()).toContain(language === 'en' ? 'That is not it' : '不对');
    expect(driven.press('2', 'enter').text()).toContain(language === 'en' ? 'Right: 2) ' : '答对了：2) ');
  });
});

test('whatever the slip, all that is said of it fits the width and a screen', () => {
  const {network, parameters, optimizer, sample} = mazur();
  const start = startOf({
    network,
    parameters,
    optimizer,
    samples: [sample],
    test: [],
    names: noNames,
    updates: 'after-backward',
  });
  const revealed = update(start, {type: 'forward', by: 'sample'});
  const prompt = {zh: ['?'], en: ['?']};
  let most = 0;
  for (const {language, ascii} of looks)
    for (const quantity of ['loss', 'grad.z.o1', 'grad.a.h1', 'grad.w.i1->h1', 'next.w.i1->h1']) {
      const ask: Ask = {kind: 'number', of: quantity, prompt, hints: []};
      const notation = createNotation(noNames, language, 9, ascii);
      const words = screenWords[language];
      for (const slip of slipsOf(passOf(revealed), quantity))
        for (const width of [56, 76]) {
          const lines = slipLines([slip, slip], ask, revealed, {language, notation, words, width});
          for (const line of lines) expect(textWidth(lineText(line))).toBeLessThanOrEqual(width);
          if (width === 76) most = Math.max(most, lines.length);
        }
    }
  expect(most).toBeLessThanOrEqual(12);
});
