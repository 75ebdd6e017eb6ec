import {describe, expect, it} from 'vitest';
import {isRightChoice, truthOf} from '../../src/session/answer.ts';
import {createNotation} from '../../src/session/notation.ts';
import {passOf} from '../../src/session/state.ts';
import {endOf} from '../../src/session/timeline.ts';
import {valueAt, valueInRound} from '../../src/session/value.ts';
import {fillWords} from '../../src/session/words.ts';
import {wrapText} from '../../src/session/wrap.ts';
import {textWidth} from '../../src/ui/paint.ts';
import {languages, loadShipped, passagesOf, shippedFiles, typedText} from './shipped.ts';

/** A number that an author typed: one with a decimal point, or longer than a counting word would be. */
const TYPED_NUMBER = /[0-9０-９]*[.．][0-9０-９]+|[0-9０-９]{2,}/u;
const HAN = /\p{Script=Han}/u;
/** What the words panel of an 80×24 screen can show, with the panel's frame and margins off. */
const PANEL = {width: 76, lines: 6};

const lessons = await Promise.all(
  shippedFiles.map(async (file) => ({file, lesson: await loadShipped(file)})),
);

describe('the shipped lessons', () => {
  it('are numbered without gaps, and a file is named after its lesson', () => {
    expect(lessons.length).toBeGreaterThan(0);
    expect(shippedFiles).toEqual(
      lessons.map(({lesson}, i) => `${String(i + 1).padStart(2, '0')}-${lesson.id}.yaml`),
    );
  });

  it('catches typed numbers, and lets counting words be', () => {
    for (const typed of ['0.8', '.5', '１０', '103 rounds']) expect(typed).toMatch(TYPED_NUMBER);
    for (const plain of ['L = 0. Then', '1/(1 + e)', '½', '2 和 ½']) expect(plain).not.toMatch(TYPED_NUMBER);
  });
});

describe.each(lessons)('$file', ({lesson}) => {
  const passages = passagesOf(lesson);
  const titles = [lesson.title, lesson.summary, ...lesson.steps.map(({title}) => title)];

  it('is Chinese in Chinese and English in English', () => {
    for (const {zh, en} of titles) {
      expect(zh).toMatch(HAN);
      expect(en).not.toMatch(HAN);
    }
    for (const {place, words} of passages) {
      expect(typedText(words.zh).join(''), place).toMatch(HAN);
      expect(typedText(words.en).join(''), place).toMatch(/[a-z]{2}/);
      expect(typedText(words.en).join(''), place).not.toMatch(HAN);
    }
  });

  it('shows the same numbers in both languages', () => {
    const shown = (parts: (typeof passages)[number]['words']['zh']) =>
      [...new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.quantity])))].sort();
    for (const {place, words} of passages) expect(shown(words.zh), place).toEqual(shown(words.en));
  });

  it('has no number typed in by hand', () => {
    for (const {zh, en} of titles) expect(`${zh} ${en}`).not.toMatch(TYPED_NUMBER);
    for (const {place, words} of passages)
      for (const language of languages)
        for (const text of typedText(words[language])) expect(text, place).not.toMatch(TYPED_NUMBER);
  });

  it('speaks of no number before it is computed', () => {
    for (const {place, words, state} of passages)
      for (const part of [...words.zh, ...words.en])
        if (typeof part !== 'string')
          expect(valueAt(state, part.quantity), `${place}: ${part.quantity}`).toBeTypeOf('number');
  });

  it.each(languages)('fits its panel in %s', (language) => {
    for (const ascii of [false, true]) {
      for (const {place, words, state} of passages) {
        const notation = createNotation(state.start.setup.names, language, 4, ascii);
        const lines = wrapText(fillWords(words, language, state, notation), PANEL.width);
        expect(lines.length, `${place}, ${language}, ascii ${ascii}`).toBeLessThanOrEqual(PANEL.lines);
      }
    }
    for (const title of titles.filter((title) => title !== lesson.summary))
      expect(textWidth(title[language]), title[language]).toBeLessThanOrEqual(30);
  });

  it('looks at quantities of its net', () => {
    lesson.steps.forEach(({focus}, i) => {
      expect(focus.length, `step ${i + 1}`).toBeGreaterThan(0);
      for (const name of focus)
        expect(passOf(endOf(lesson, i)).values.has(name), `step ${i + 1}: ${name}`).toBe(true);
    });
  });

  it('comes to the numbers that it expects', () => {
    lesson.steps.forEach(({expect: expected}, i) => {
      const end = endOf(lesson, i);
      for (const {quantity, value, within} of expected) {
        const found = valueInRound(end, quantity);
        expect(Math.abs((found ?? Number.NaN) - value), `step ${i + 1}: ${quantity}`).toBeLessThanOrEqual(
          within,
        );
      }
    });
  });

  it('asks only questions that have an answer, hints and an explanation', () => {
    lesson.steps.forEach(({ask}, i) => {
      if (ask === undefined) return;
      const end = endOf(lesson, i);
      expect(truthOf(ask, end), `step ${i + 1}`).not.toBe(0);
      expect(ask.hints.length, `step ${i + 1}`).toBeGreaterThan(0);
      expect(ask.explain, `step ${i + 1}`).toBeDefined();
      if (ask.kind === 'choice')
        expect(ask.options.filter((option) => isRightChoice(ask, option, end))).toHaveLength(1);
    });
  });
});
