import {beforeAll, describe, expect, test} from 'vitest';
import type {Language, Lesson, PanelKind} from '../../src/lesson/lesson.ts';
import {sceneOf} from '../../src/session/player.ts';
import {lessonSceneOf} from '../../src/ui/app.tsx';
import {type LessonLayout, layoutLesson} from '../../src/ui/lessonLayout.ts';
import {UNWRITTEN} from '../ui/frame.tsx';
import {cellsOf, quickFrame} from '../ui/quickFrame.ts';
import {type Stop, stopsOf} from '../ui/stops.ts';
import {languages, loadShipped, shippedFiles} from './shipped.ts';

interface Variant {
  readonly columns: number;
  readonly rows: number;
  readonly language: Language;
  readonly ascii: boolean;
}

/** From here on nothing needs to be cut or scrolled. */
const ROOMY = 80;

/**
 * Tests that all that the shipped lessons can show is laid out on a screen of this size, in both languages, in Unicode and ASCII.
 * @param isWanted which stops are looked at; in ASCII, where the layout is the same, only where space and skip lead
 */
export function everyFrameFits(columns: number, rows: number, isWanted: (stop: Stop) => boolean): void {
  describe.each(shippedFiles)(`%s at ${columns}×${rows}`, (file) => {
    let lesson: Lesson;
    let stops: readonly Stop[];
    beforeAll(async () => {
      lesson = await loadShipped(file);
      stops = [...stopsOf(lesson)].filter(isWanted);
    });

    const variants = languages.flatMap((language) =>
      [false, true].map((ascii) => ({columns, rows, language, ascii, signs: ascii ? 'ASCII' : 'Unicode'})),
    );
    test.each(variants)(
      '$language, $signs',
      (variant) => {
        const faults: string[] = [];
        let before = '';
        for (const stop of variant.ascii ? stops.filter(({kind}) => kind === 'shown') : stops) {
          const {text, wrong} = looked(stop, lesson, variant);
          if (text === before && stop.kind !== 'turned')
            faults.push(`${stop.place}: looks like the stop before`);
          if (stop.kind === 'shown') before = text;
          faults.push(...wrong.map((what) => `${stop.place}: ${what}`));
        }
        expect(faults.join('\n')).toBe('');
      },
      60_000,
    );
  });
}

/** A stop's frame, and what is wrong with it. */
function looked(
  stop: Stop,
  lesson: Lesson,
  variant: Variant,
): {readonly text: string; readonly wrong: readonly string[]} {
  const {columns, rows, language, ascii} = variant;
  const model = {...stop.model, ...variant};
  const {lines, cuts} = quickFrame(stop.app.view(model));
  const text = lines.join('\n');
  const wrong = [...cuts];
  if (lines.length !== rows) wrong.push(`${lines.length} lines`);
  for (const line of lines) if (cellsOf(line) > columns) wrong.push(`${cellsOf(line)} cells wide: ${line}`);

  const lineWith = (pattern: RegExp): string => lines.find((line) => pattern.test(line)) ?? '';
  // In ASCII dots are also what fields are drawn with. The Chinese sign for a thought that trails off is two such signs.
  const cut = columns < ROOMY ? CUT_NUMBER : CUT;
  if (!ascii)
    for (const line of lines)
      if (cut.test(line.replaceAll('……', ''))) wrong.push(`something is cut: ${line}`);
  if (UNWRITTEN.test(text)) wrong.push(`no number: ${lineWith(UNWRITTEN)}`);
  const foreign = language === 'zh' ? NEITHER_ASCII_NOR_CHINESE : NOT_ASCII;
  if (ascii && foreign.test(text)) wrong.push(`not ASCII: ${lineWith(foreign)}`);

  const {step} = sceneOf(lessonSceneOf(model)!.player);
  if (!ascii && !lines[0]!.includes(lesson.title[language])) wrong.push(`no title: ${lines[0]}`);
  if (!/\? .*q /.test(lines.at(-1)!)) wrong.push(`no way out: ${lines.at(-1)}`);
  if (columns < ROOMY || stop.kind === 'passed' || stop.kind === 'turned') return {text, wrong};

  const layout = layoutLesson(lessonSceneOf(model)!, model);
  if (layout.limits.words.most > 0 && !haveAllRoom(layout, stop, rows))
    wrong.push(`${layout.limits.words.most} lines of the words are out of sight`);
  if (layout.table !== undefined && layout.table.columns.length < 5)
    wrong.push('columns of the table are gone');
  const panel = step.panel?.kind;
  if (panel !== undefined && stop.place.endsWith('told') && !isThere(panel, layout))
    wrong.push(`its panel is not there: ${panel}`);
  return {text, wrong};
}

const CUT_NUMBER = /[\d.]…|…\d/;
/** A letter before … is cut itself, or, a cell away, names a number that has no room. */
const CUT = /[\p{L}\d.]…|\p{L}[ »]…|…\d/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
const NOT_ASCII = /[^\x00-\x7F]/;
/** Chinese text keeps its own punctuation, which is as wide as its characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
const NEITHER_ASCII_NOR_CHINESE = /[^\x00-\x7F\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]/u;

/** Whether words that are too long have as much room as words can have: then a question's hints and diagnoses may scroll. */
function haveAllRoom({plan}: LessonLayout, {place}: Stop, rows: number): boolean {
  const height = plan.find(({parts}) => parts.some(({part}) => part === 'words'))!.height;
  return /answered|hint/.test(place) && height >= rows * 0.4;
}

function isThere(panel: PanelKind, layout: LessonLayout): boolean {
  switch (panel) {
    case 'working':
    case 'table':
      return layout[panel] !== undefined;
    case 'loss':
      return layout.loss !== undefined || layout.own !== undefined;
    default:
      return layout.own !== undefined;
  }
}
