import type {Bilingual, Language} from '../lesson/lesson.ts';
import {toAscii} from '../session/notation.ts';
import type {Progress} from '../session/progress.ts';
import {wrapText} from '../session/wrap.ts';
import {footerLine, headerLine, keyName} from './bars.ts';
import {bindings, type Command, type Place} from './keys.ts';
import {openQuestionsOf, openText, stateText} from './lessonState.ts';
import {fitLine, type Line, type Role, type Span, textWidth} from './paint.ts';
import {SMALLEST, WIDEST_WORDS} from './screenPlan.ts';
import {type HelpWords, type Meaning, screenWords} from './words.ts';

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
  /** The steps that ask something, from 1. */
  readonly questions?: readonly {readonly step: number; readonly title: Bilingual}[];
}

/** A page that fills the screen, and how far it can scroll. */
export interface Page {
  readonly lines: readonly Line[];
  readonly limit: number;
}

/** What the start pages show. */
export interface HomeContent {
  readonly lessons: readonly LessonEntry[];
  readonly progress: Progress;
  /** Index of what is chosen. */
  readonly cursor: number;
  /** Whether something is being opened. */
  readonly opening: boolean;
}

/** All lessons and how far they are; the chosen one is marked and says what it is about. */
export function homePage(settings: PageSettings, {lessons, progress, cursor, opening}: HomeContent): Page {
  const {columns, language, ascii} = settings;
  const words = screenWords[language];
  const rows = lessons.map((lesson): Row => {
    const left = progress.get(lesson.id);
    return {
      number: lesson.number,
      title: lesson.title[language],
      marks: [
        {
          text: stateText(lesson, left, words),
          role: left === undefined ? 'dim' : left.done ? 'good' : 'plain',
        },
        {text: openText(lesson, progress, words), role: 'mark'},
      ],
    };
  });
  const width = Math.min(columns - 10, WIDEST_WORDS);
  const blocks = choiceLines(rows, cursor, settings).map((line, i) =>
    i === cursor
      ? [line, ...indented(wrapText(written(lessons[i]!.summary[language], ascii), width), 9, 'dim')]
      : [line],
  );
  const chosenTitle = lessons[cursor]?.title[language] ?? '';
  // What there is besides lessons.
  const besides = bindings
    .filter(({command}) => command === 'play' || command === 'derivatives')
    .map(
      ({command, keys}): Line => [
        {text: `     ${keys[0]!}`, role: 'key'},
        {text: `  ${written(words.commands[command].long, ascii)}`},
      ],
    );
  const notice: readonly Line[] = opening
    ? [[], [{text: `  ${written(words.home.opening(chosenTitle), ascii)}`, role: 'dim'}]]
    : lessons.length === 0
      ? [[{text: `  ${words.home.none}`}]]
      : [[], ...besides];
  const heading: readonly Line[] = [[], [{text: `  ${words.home.lessons}`, role: 'title'}], []];
  const hidden: readonly Command[] = [
    ...(openQuestionsOf(lessons, progress).length === 0 ? (['openQuestions'] as const) : []),
    ...(progress.has(lessons[cursor]?.id ?? '') ? [] : (['reset'] as const)),
    ...(progress.size === 0 ? (['resetAll'] as const) : []),
  ];
  return listPage(settings, 'home', words.tagline, {heading, blocks, notice, cursor, hidden});
}

/** The questions that were skipped or answered wrongly, of all lessons. */
export function openQuestionsPage(
  settings: PageSettings,
  {lessons, progress, cursor, opening}: HomeContent,
): Page {
  const {columns, language, ascii} = settings;
  const words = screenWords[language];
  const questions = openQuestionsOf(lessons, progress);
  const rows = questions.map(({lesson: {number, steps}, step, title, outcome}): Row => {
    const wrong = outcome === 'wrong';
    return {
      number,
      title: title[language],
      marks: [
        {text: words.step(step, steps ?? step)},
        {text: wrong ? words.progress.wrong : words.progress.skipped, role: wrong ? 'bad' : 'dim'},
      ],
    };
  });
  const chosenTitle = questions[cursor]?.lesson.title[language] ?? '';
  const notice: readonly Line[] =
    questions.length === 0
      ? wrapText(words.progress.noneOpen, columns - 4).map((line): Line => [{text: `  ${line}`}])
      : opening
        ? [[], [{text: `  ${written(words.home.opening(chosenTitle), ascii)}`, role: 'dim'}]]
        : [];
  return listPage(settings, 'openQuestions', words.progress.openQuestions, {
    heading: [[]],
    blocks: choiceLines(rows, cursor, settings).map((line) => [line]),
    notice,
    cursor,
    hidden: questions.length === 0 ? ['open', 'up'] : [],
  });
}

/** Something to choose: the number of a lesson, a title, and two marks beside it. */
interface Row {
  readonly number: number;
  readonly title: string;
  readonly marks: readonly [Span, Span];
}

/** The rows in columns, the chosen one marked. Where a screen is too narrow for all of it, titles are cut. */
function choiceLines(rows: readonly Row[], cursor: number, {columns, ascii}: PageSettings): readonly Line[] {
  const cells = rows.map(({title, marks}) =>
    [{text: title}, ...marks].map((span) => ({...span, text: written(span.text, ascii)})),
  );
  const widest = (column: number): number => Math.max(0, ...cells.map((row) => textWidth(row[column]!.text)));
  const state = widest(1);
  const title = Math.min(widest(0), columns - 12 - state - widest(2));
  return cells.map(([name, first, second], i): Line => {
    const chosen = i === cursor;
    const role = chosen ? 'mark' : 'plain';
    return [
      {text: chosen ? (ascii ? '  >' : '  ▸') : '   ', role},
      {text: ` ${String(rows[i]!.number).padStart(2)}  `},
      ...fitLine([{text: name!.text, role}], title, ascii ? '...' : '…'),
      {text: '  '},
      ...fitLine([first!], state),
      {text: '  '},
      second!,
    ];
  });
}

interface List {
  readonly heading: readonly Line[];
  /** The lines of each thing that can be chosen. */
  readonly blocks: readonly (readonly Line[])[];
  readonly notice: readonly Line[];
  readonly cursor: number;
  readonly hidden: readonly Command[];
}

/** A page of things to choose from; the chosen one stays in sight. */
function listPage(
  settings: PageSettings,
  place: Place,
  title: string,
  {heading, blocks, notice, cursor, hidden}: List,
): Page {
  const until = blocks.slice(0, cursor + 1).reduce((total, {length}) => total + length, heading.length);
  const scroll = Math.max(0, until - (settings.rows - 2));
  const labels = {up: screenWords[settings.language].chooseKeys};
  return pageOf(settings, place, title, [...heading, ...blocks.flat(), ...notice], scroll, labels, hidden);
}

/** What a help is about. */
export interface HelpSubject {
  readonly places: readonly Place[];
  /** Commands that come to nothing there now. */
  readonly idle?: readonly Command[] | undefined;
  /** What is explained in the place of what there is to say of nets. */
  readonly own?: Readonly<Record<Language, HelpWords>> | undefined;
}

/** Every key of these places, and every symbol. */
export function helpPage(settings: PageSettings, {places, idle, own}: HelpSubject, scroll: number): Page {
  const {columns, language, ascii} = settings;
  const words = screenWords[language];
  const {commands, symbols, panels, marks} = own?.[language] ?? words.helpOfNets;
  const here = bindings.filter(
    (binding) =>
      idle?.includes(binding.command) !== true && places.some((place) => binding.places.includes(place)),
  );
  const rows = here.map(({command, keys}) => ({
    left: keys
      .filter((key) => !(key === '−' && keys.includes('-')))
      .map((key) => keyName(key, words, ascii))
      .join('  '),
    right: written(commands?.[command] ?? words.commands[command].long, ascii),
  }));
  const explained = (title: string, meanings: readonly Meaning[]): readonly Line[] =>
    meanings.length === 0
      ? []
      : [
          [],
          heading(title),
          ...definitions(
            meanings.map(({sign, meaning}) => ({
              left: asciiMark(sign, ascii),
              right: written(meaning, ascii),
            })),
            width,
            'value',
          ),
        ];
  const heading = (text: string): Line => [{text: `  ${text}`, role: 'title'}];
  const width = Math.min(columns - 4, WIDEST_WORDS);
  const body: readonly Line[] = [
    heading(words.help.keys),
    ...definitions(rows, width, 'key'),
    ...explained(words.help.symbols, symbols),
    ...explained(words.help.panels, panels),
    ...explained(words.help.onScreen, marks),
  ];
  return pageOf(settings, 'help', words.panels.help, body, scroll, {
    up: words.scrollKeys,
    close: words.closeKey,
  });
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
  labels: Readonly<Partial<Record<Command, string>>>,
  hidden: readonly Command[] = [],
): Page {
  const words = screenWords[language];
  const room = rows - 2;
  const limit = Math.max(0, body.length - room);
  const from = Math.min(scroll, limit);
  const isList = place === 'home' || place === 'openQuestions';
  const sign = limit === 0 || isList ? [] : [words.scroll(from + 1, from + room, body.length)];
  const shown = body.slice(from, from + room);
  const filler = Array.from({length: room - shown.length}, (): Line => []);
  const nothing = new Set([...hidden, ...(limit === 0 && !isList ? (['up'] as const) : [])]);
  return {
    lines: [
      headerLine(title, sign, columns, ascii),
      ...shown,
      ...filler,
      footerLine({place, width: columns, words, ascii, labels, hidden: nothing}),
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
  ascii
    ? toAscii(sign.replaceAll('▸', '>').replaceAll('–', '-').replaceAll('»', '#').replaceAll('◂', '<'))
    : sign;
