import type {Bilingual, Language} from '../lesson/lesson.ts';
import {toAscii} from '../session/notation.ts';
import {wrapText} from '../session/wrap.ts';
import {footerLine, headerLine, keyName} from './bars.ts';
import {bindings, type Place} from './keys.ts';
import {fitLine, type Line, type Role, textWidth} from './paint.ts';
import {SMALLEST, WIDEST_WORDS} from './screenPlan.ts';
import {screenWords} from './words.ts';

/** How a page of text is to be written, in cells. */
export interface PageSettings {
  readonly columns: number;
  readonly rows: number;
  readonly language: Language;
  readonly ascii: boolean;
}

/** One lesson of the list. */
export interface LessonEntry {
  readonly number: number;
  /** What a request to open it says. */
  readonly id: string;
  readonly title: Bilingual;
  readonly summary: Bilingual;
  /** How many steps it has; absent where it could not be read. */
  readonly steps?: number;
}

/** A page that fills the screen, and how far it can scroll. */
export interface Page {
  readonly lines: readonly Line[];
  readonly limit: number;
}

/** All lessons, the chosen one marked. */
export function homePage(
  settings: PageSettings,
  lessons: readonly LessonEntry[],
  cursor: number,
  opening: boolean,
): Page {
  const {columns, language, ascii} = settings;
  const words = screenWords[language];
  const width = Math.min(columns - 8, WIDEST_WORDS);
  const blocks = lessons.map(({number, title, summary, steps}, i): readonly Line[] => {
    const chosen = i === cursor;
    const mark = chosen ? (ascii ? '> ' : '▸ ') : '  ';
    const name = `${mark}${words.lessonNumber(String(number))}  ${title[language]}`;
    return [
      [
        {text: '  '},
        {text: `${written(name, ascii)} `, role: chosen ? 'mark' : 'plain'},
        {text: steps === undefined ? '' : `  ${words.home.steps(steps)}`, role: 'dim'},
      ],
      ...indented(wrapText(written(summary[language], ascii), width), 6, chosen ? 'plain' : 'dim'),
      [],
    ];
  });
  const chosenTitle = lessons[cursor]?.title[language] ?? '';
  const notice: readonly Line[] = opening
    ? [[{text: `  ${written(words.home.opening(chosenTitle), ascii)}`, role: 'dim'}]]
    : lessons.length === 0
      ? [[{text: `  ${words.home.none}`}]]
      : [];
  const body: readonly Line[] = [
    [],
    [{text: `  ${words.home.lessons}`, role: 'title'}],
    [],
    ...blocks.flat(),
    ...notice,
  ];
  const before = blocks.slice(0, cursor).reduce((total, {length}) => total + length, 3);
  const room = settings.rows - 2;
  // The chosen lesson stays in sight.
  const scroll = Math.max(0, before + (blocks[cursor]?.length ?? 0) - room);
  return pageOf(settings, 'home', words.tagline, body, scroll, {up: words.chooseKeys});
}

/** Every key and every symbol. */
export function helpPage(settings: PageSettings, scroll: number): Page {
  const {columns, language, ascii} = settings;
  const words = screenWords[language];
  const rows = bindings.map(({command, keys}) => ({
    left: keys
      .filter((key) => !(key === '−' && keys.includes('-')))
      .map((key) => keyName(key, words, ascii))
      .join('  '),
    right: written(words.commands[command].long, ascii),
  }));
  const symbols = words.symbols.map(({sign, meaning}) => ({
    left: written(sign, ascii),
    right: written(meaning, ascii),
  }));
  const marks = words.marks.map(({sign, meaning}) => ({
    left: asciiMark(sign, ascii),
    right: written(meaning, ascii),
  }));
  const heading = (text: string): Line => [{text: `  ${text}`, role: 'title'}];
  const width = Math.min(columns - 4, WIDEST_WORDS);
  const body: readonly Line[] = [
    heading(words.help.keys),
    ...definitions(rows, width, 'key'),
    [],
    heading(words.help.symbols),
    ...definitions(symbols, width, 'value'),
    [],
    heading(words.help.onScreen),
    ...definitions(marks, width, 'value'),
  ];
  return pageOf(settings, 'help', words.panels.help, body, scroll, {up: words.scrollKeys});
}

/** A lesson that could not be opened, and why. */
export function problemPage(settings: PageSettings, problems: readonly Bilingual[], scroll: number): Page {
  const {columns, language, ascii} = settings;
  const words = screenWords[language];
  const width = Math.min(columns - 6, WIDEST_WORDS);
  const body: readonly Line[] = [
    [],
    ...problems.flatMap((problem) =>
      wrapText(written(problem[language], ascii), width).map(
        (line, i): Line => [{text: i === 0 ? '  - ' : '    '}, {text: line}],
      ),
    ),
  ];
  return pageOf(settings, 'problem', words.problem.title, body, scroll, {up: words.scrollKeys});
}

/** Instead of everything else on a screen that is too small; at least something of it at any size. */
export function smallPage({columns, rows, language, ascii}: PageSettings): Page {
  const {title, needed, found, plain} = screenWords[language].small;
  const texts = [title, needed(SMALLEST.columns, SMALLEST.rows), found(columns, rows), plain];
  const lines = texts.flatMap((text, i) =>
    wrapText(written(text, ascii), columns).map(
      (line): Line => [{text: line, role: i === 0 ? 'title' : 'plain'}],
    ),
  );
  return {lines: lines.slice(0, rows).map((line) => fitLine(line, columns, '')), limit: 0};
}

export const isTooSmall = ({columns, rows}: PageSettings): boolean =>
  columns < SMALLEST.columns || rows < SMALLEST.rows;

function pageOf(
  {columns, rows, language, ascii}: PageSettings,
  place: Place,
  title: string,
  body: readonly Line[],
  scroll: number,
  labels: {readonly up: string},
): Page {
  const words = screenWords[language];
  const room = rows - 2;
  const limit = Math.max(0, body.length - room);
  const from = Math.min(scroll, limit);
  const sign = limit === 0 || place === 'home' ? [] : [words.scroll(from + 1, from + room, body.length)];
  const shown = body.slice(from, from + room);
  const filler = Array.from({length: room - shown.length}, (): Line => []);
  const hidden = new Set(limit === 0 && place !== 'home' ? (['up'] as const) : []);
  return {
    lines: [
      headerLine(title, sign, columns, ascii),
      ...shown,
      ...filler,
      footerLine({place, width: columns, words, ascii, labels, hidden}),
    ],
    limit,
  };
}

function definitions(
  rows: readonly {readonly left: string; readonly right: string}[],
  width: number,
  role: Role,
): readonly Line[] {
  const column = Math.min(30, Math.max(...rows.map(({left}) => textWidth(left)))) + 4;
  return rows.flatMap(({left, right}) =>
    wrapText(right, width - column - 2).map(
      (line, i): Line =>
        i === 0
          ? [
              {text: '    '},
              {text: left, role},
              {text: ' '.repeat(Math.max(1, column - 2 - textWidth(left)))},
              {text: line},
            ]
          : [{text: ' '.repeat(column + 2)}, {text: line}],
    ),
  );
}

const indented = (lines: readonly string[], by: number, role: Role): readonly Line[] =>
  lines.map((line): Line => [{text: ' '.repeat(by)}, {text: line, role}]);

const written = (text: string, ascii: boolean): string => (ascii ? toAscii(text) : text);

/** Marks are other signs in ASCII than in running text. */
const asciiMark = (sign: string, ascii: boolean): string =>
  ascii ? toAscii(sign.replaceAll('▸', '>').replaceAll('–', '-')) : sign;
