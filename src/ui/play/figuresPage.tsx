import type {ReactElement} from 'react';
import {MAIN, type Run} from '../../lesson/lesson.ts';
import {createNotation} from '../../session/notation.ts';
import {type Figures, figuresOf, type RunFigures} from '../../session/play/figures.ts';
import type {Play} from '../../session/play/play.ts';
import {OWN_DATA, type RecipeField} from '../../session/play/recipe.ts';
import {compareView} from '../../session/view/compare.ts';
import {compareLines} from '../compareLines.ts';
import {fewerDigits, withDigits} from '../fittingDigits.ts';
import {fitLine, type Line, textWidth} from '../paint.ts';
import {runLook} from '../runLooks.ts';
import type {Look} from '../scene.ts';
import {
  alignNumbers,
  fitTable,
  TABLE_FRAME,
  type TableColumn,
  type TableContent,
  widthOfTable,
} from '../tablePanel.tsx';
import {screenWords} from '../words.ts';
import {formWords} from './formWords.ts';
import {pageBars, pageRoom} from './page.ts';
import {type FigureWords, pageWords} from './pageWords.ts';
import {TablePage} from './tablePage.tsx';
import {playWords} from './words.ts';

/** Runs laid over each other, and what each has come to, in a table. */
export interface FiguresPage {
  readonly kind: 'figures';
}

/** Lines that a chart keeps, with its axis and legend. */
const LEAST_CHART = 6;

export function FiguresView({now, look}: {readonly now: Play; readonly look: Look}): ReactElement {
  const {columns, language, digits, ascii} = look;
  const {state, kept} = now;
  const words = pageWords[language].figures;
  const figures = figuresOf(now);
  const {header, footer} = pageBars(words.title, [], words.keys, look);
  const room = pageRoom(look);
  const {table: content, below} = fittingTable(figures, look, words);
  const height = Math.min(figures.runs.length + TABLE_FRAME, room - LEAST_CHART);
  const told = below.slice(0, Math.max(0, room - LEAST_CHART - height));
  const layout = fitTable(content, {width: columns, height});
  const chartHeight = room - height - told.length;
  const notation = createNotation(state.start.setup.names, language, digits, ascii);
  const title = {zh: [playWords.zh.now], en: [playWords.en.now]};
  // In the order of the panel of free play, so that a run looks the same there and here.
  const runs = new Map<string, Run>([[MAIN, {title, setup: state.start.setup}], ...kept]);
  const chart = compareLines(compareView(state, {runs}, [...runs.keys()], notation), {
    width: columns - 2,
    height: chartHeight,
    notation,
    words: screenWords[language],
  });
  const above = chart.map((line): Line => [{text: ' '}, ...line]);
  return (
    <TablePage
      above={[header, ...above]}
      table={layout}
      height={height}
      below={[...told, footer]}
      look={look}
    />
  );
}

interface FiguresTable {
  readonly table: TableContent;
  readonly below: readonly Line[];
}

/** With as many digits as leave room for all figures; fewer are said in the title. */
function fittingTable(figures: Figures, look: Look, words: FigureWords): FiguresTable {
  const {columns, digits, language} = look;
  const made = fewerDigits(digits).map((fewer) => ({
    fewer,
    made: tableOf(figures, {...look, digits: fewer}, words),
  }));
  const fitting = made.find(({made: {table}}) => widthOfTable(table.columns) <= columns) ?? made.at(-1)!;
  const {table, below} = fitting.made;
  const title = withDigits(table.title, fitting.fewer, {digits, words: screenWords[language]});
  return {table: {...table, title}, below};
}

/** The figures as a table; what runs differ by stands in it where there is room, else in lines under it. */
function tableOf(figures: Figures, look: Look, words: FigureWords): FiguresTable {
  const {columns: width, language, digits, ascii} = look;
  const {runs, classes, tested} = figures;
  const {number, text} = createNotation(noNames, language, digits, ascii);
  const {heads} = words;
  const of = (value: (run: RunFigures) => string): readonly string[] => runs.map(value);
  const losses = (value: (run: RunFigures) => number | undefined): readonly string[] =>
    alignNumbers(
      of((run) => {
        const loss = value(run);
        return loss === undefined || !Number.isFinite(loss) ? text('–') : number(loss);
      }),
      digits,
    );
  const right = (value: (run: RunFigures) => RunFigures['test']): readonly string[] =>
    of((run) => {
      const measured = value(run);
      return measured === undefined ? text('–') : `${measured.right}/${measured.size}`;
    });
  const names = padded(
    runs.map(({title}, i) => {
      // The one on screen comes first among the looks.
      const place = title === undefined ? 0 : i + 1;
      const name = title === undefined ? playWords[language].now : words.kept(i + 1);
      return `${runLook(place, ascii).sign} ${text(name)}`;
    }),
  );
  const rounds = of(({rounds: done, divergedAt}) =>
    divergedAt === undefined ? String(done) : words.diverged(divergedAt),
  );
  const fixed: readonly TableColumn[] = [
    {heading: text(heads.run), texts: names, side: 'start'},
    {heading: text(heads.rounds), texts: rounds.map(text)},
    {heading: text(heads.loss), role: 'value', texts: losses(({samples}) => samples.loss)},
    ...(classes ? [{heading: text(heads.right), texts: right(({samples}) => samples)}] : []),
    ...(tested
      ? [{heading: text(heads.testLoss), role: 'value' as const, texts: losses(({test}) => test?.loss)}]
      : []),
    ...(tested && classes ? [{heading: text(heads.testRight), texts: right(({test}) => test)}] : []),
  ];
  const settings = of((run) => text(settingsText(run, figures, look, words)));
  const differs: TableColumn = {heading: text(heads.differs), texts: settings, side: 'start'};
  const whole = [...fixed, differs];
  const fits = widthOfTable(whole) <= width;
  return {
    table: {
      title: text(words.table),
      columns: fits ? whole : fixed,
      marked: new Set([runs.length - 1]),
      below: [],
      more: (hidden) => [{text: text(` ${words.more(hidden)}`), role: 'dim'}],
    },
    below:
      fits || runs.length === 1
        ? []
        : settings.map((setting, i) =>
            fitLine([{text: ` ${names[i]}  `, role: 'dim'}, {text: setting}], width, text('…')),
          ),
  };
}

const noNames = {display: new Map(), quantity: new Map(), neurons: new Map()};

/** Settings whose value says what it is of. */
const SPEAKING: ReadonlySet<RecipeField> = new Set([
  'net',
  'activation',
  'loss',
  'optimizer',
  'data',
  'init',
]);

function settingsText(
  {recipe}: RunFigures,
  {differing, runs}: Figures,
  {language}: Look,
  words: FigureWords,
): string {
  const {fields} = formWords[language];
  const value = (field: RecipeField): string =>
    recipe[field] === OWN_DATA ? words.own : recipe[field] || words.usual;
  const own = differing.map((field) =>
    SPEAKING.has(field) && recipe[field] !== OWN_DATA ? value(field) : `${fields[field]} ${value(field)}`,
  );
  return own.length > 0 ? own.join(' · ') : runs.length > 1 ? words.nothing : '';
}

/** Texts of one width, each from its beginning. */
function padded(texts: readonly string[]): readonly string[] {
  const width = Math.max(0, ...texts.map(textWidth));
  return texts.map((text) => text + ' '.repeat(width - textWidth(text)));
}
